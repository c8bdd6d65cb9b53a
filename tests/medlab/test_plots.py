"""Figures carry their alternative text, and are not drawn twice."""

import base64
import io
import itertools

import matplotlib.pyplot as plt
import pytest

from medlab import plots
from medlab.language import T, set_language


@pytest.fixture
def figure():
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    return figure


def test_the_picture_has_its_alternative_text_in_the_learners_language(figure):
    set_language("fr")
    bundle = plots.show(figure, alt=T(fr='Une "droite" <montante>', en="A rising line"))._repr_mimebundle_()
    assert 'alt="Une &quot;droite&quot; &lt;montante&gt;"' in bundle["text/html"]
    assert 'lang="fr"' in bundle["text/html"]
    assert bundle["text/plain"] == 'Une "droite" <montante>'


def test_the_picture_is_a_png_on_white(figure):
    image = plt.imread(io.BytesIO(base64.b64decode(plots.show(figure, alt="x")._repr_mimebundle_()["image/png"])))
    assert image[0, 0, :3].tolist() == [1, 1, 1]
    assert image.shape[0] > 100


def test_the_figure_is_closed(figure):
    plots.show(figure, alt="x")
    assert not plt.fignum_exists(figure.number)


def test_four_colours_are_told_apart_in_grey():
    """The first four have different lightness to the eye (ITU-R BT.601 luma)."""
    colours = [plots.BLUE, plots.GREEN, plots.VERMILION, plots.ORANGE]
    lightness = sorted(_luma(colour) for colour in colours)
    assert min(b - a for a, b in itertools.pairwise(lightness)) > 0.04


def _luma(colour):
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
