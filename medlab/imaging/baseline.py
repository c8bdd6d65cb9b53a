"""The baseline without a network: histograms of oriented gradients, then a logistic regression."""

from typing import TYPE_CHECKING, Any

import numpy as np

from medlab.errors import MedlabError

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline


def hog_features(images: Any) -> np.ndarray:
    """How the edges of each part of the image are turned.

    Parameters
    ----------
    images : array of shape (n, side, side)
        Grey levels; side at least 8.

    Returns
    -------
    array of shape (n, features), float64
        For 28 pixels 1,152 features: 6 × 6 blocks of 2 × 2 cells of 4 × 4 pixels, 8 directions each.

    Raises
    ------
    MedlabError
        For another shape.

    Source: Dalal and Triggs 2005, doi 10.1109/CVPR.2005.177.

    >>> hog_features(np.zeros((2, 28, 28))).shape
    (2, 1152)
    """
    from skimage.feature import hog

    array = np.asarray(images)
    if array.ndim != 3 or min(array.shape[1:]) < 8:
        raise MedlabError(
            fr=f"Il faut des images de forme (n, côté, côté), côté d'au moins 8 pixels ; reçu : {array.shape}.",
            en=f"Images of shape (n, side, side) are needed, side at least 8 pixels; received: {array.shape}.",
        )
    options = {"orientations": 8, "pixels_per_cell": (4, 4), "cells_per_block": (2, 2)}
    return np.array([hog(image, **options) for image in array])


def fit_baseline(images: Any, labels: Any) -> "Pipeline":
    """Train the baseline.

    Parameters
    ----------
    images : array of shape (n, side, side)
    labels : array of shape (n,)
        1 for pneumonia, 0 for normal; both present.

    Returns
    -------
    sklearn.pipeline.Pipeline
        `predict_proba(images)[:, 1]` gives the scores.

    Raises
    ------
    MedlabError
        For images of another shape.

    >>> from medlab.imaging import make_chest_xrays
    >>> xrays = make_chest_xrays(60, rng=0)
    >>> fit_baseline(xrays.images, xrays.labels).predict_proba(xrays.images).shape
    (60, 2)
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler

    regression = LogisticRegression(C=0.01, class_weight="balanced", max_iter=1000)
    return make_pipeline(FunctionTransformer(hog_features), StandardScaler(), regression).fit(images, labels)
