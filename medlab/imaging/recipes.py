"""What check tables name so that a learner's function gets images without their labels."""

from typing import Any

import numpy as np

from medlab.imaging.simulate import hospital, make_chest_xrays


def chest_xray_images(n: int, *, seed: int, settings: dict[str, Any] | None = None) -> np.ndarray:
    """The images of `make_chest_xrays`, alone. SYNTHETIC.

    Parameters
    ----------
    n : int
        How many, 1 to 100,000.
    seed : int
        The same seed and settings give the images of `make_chest_xrays(n, rng=seed, hospital=...)`.
    settings : dict
        Changes to hospital "A", by the names of `hospital`'s attributes.

    Returns
    -------
    array of shape (n, 28, 28), uint8
        Grey levels, 0 black.

    Raises
    ------
    MedlabError
        For a number or a setting that the simulator refuses.

    >>> chest_xray_images(3, seed=0, settings={"marker_correlation": 1.0}).shape
    (3, 28, 28)
    """
    return make_chest_xrays(n, rng=seed, hospital=hospital("A", **(settings or {}))).images
