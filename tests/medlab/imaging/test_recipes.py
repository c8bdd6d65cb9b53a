"""Images without labels, for check tables: the simulator's own, and reachable by the name that tables give."""

import numpy as np
import pytest

from medlab.errors import MedlabError
from medlab.imaging import hospital, make_chest_xrays
from medlab.runner import materialise


def test_are_the_simulators_images():
    recipe = {
        "make": "medlab.imaging.recipes.chest_xray_images",
        "args": {"n": 30, "seed": 5, "settings": {"noise": 0.1}},
    }
    expected = make_chest_xrays(30, rng=5, hospital=hospital("A", noise=0.1)).images
    np.testing.assert_array_equal(materialise(recipe), expected)


def test_an_unknown_setting_is_refused():
    from medlab.imaging.recipes import chest_xray_images

    with pytest.raises(MedlabError, match="colour"):
        chest_xray_images(3, seed=0, settings={"colour": 1})
