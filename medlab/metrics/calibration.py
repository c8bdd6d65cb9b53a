"""Do scores mean what they say: of those scored 0.8, are eight in ten ill?"""

from typing import Any, NamedTuple

import numpy as np

from medlab.metrics._inputs import as_labels, as_probabilities, as_scores, check_bins
from medlab.metrics.intervals import proportion_interval


class Reliability(NamedTuple):
    """Bins of scores that hold somebody, arrays of shape (m,), from low to high scores.

    `score`: mean score; `observed`: share of the ill; `low`, `high`: 95 % interval of that share; `people`: how many.
    """

    score: np.ndarray
    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    people: np.ndarray


def brier_score(labels: Any, scores: Any) -> float:
    """Mean squared difference between the score and the truth (0 or 1).

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the positives, 0 or False for the negatives.
    scores : array of shape (n,)
        Probabilities of being positive, 0 to 1.

    Returns
    -------
    float
        0 is perfect; whoever always says the prevalence p has p (1 - p).

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, or a score is not between 0 and 1.

    Source: Brier 1950, doi 10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.

    >>> brier_score([0, 1], [0.5, 0.5])
    0.25
    """
    positive = as_labels(labels)
    return float(np.mean((as_probabilities(scores, positive) - positive) ** 2))


def reliability(labels: Any, scores: Any, *, bins: int = 10) -> Reliability:
    """The points of a calibration plot: what was said against what was seen, in bins of equal width.

    Parameters
    ----------
    labels, scores : array of shape (n,)
        As in `brier_score`.
    bins : int
        How many, over 0 to 1; a bin holds its upper bound, and the first its lower one too.

    Returns
    -------
    Reliability

    Raises
    ------
    MedlabError
        As `brier_score`, or if `bins` is no whole number from 1 to 1000.

    Source: Guo et al. 2017, arXiv:1706.04599.

    >>> points = reliability([0, 0, 1, 1], [0.1, 0.2, 0.7, 0.8], bins=2)
    >>> points.observed.tolist(), points.people.tolist()
    ([0.0, 1.0], [2, 2])
    """
    check_bins(bins)
    positive = as_labels(labels)
    scores = as_probabilities(scores, positive)
    bounds = np.linspace(0, 1, bins + 1)[1:-1]
    held = np.searchsorted(bounds, scores, side="left")
    people = np.bincount(held, minlength=bins)
    kept = people > 0
    score, ill = (np.bincount(held, weights=what, minlength=bins)[kept] for what in (scores, positive))
    people = people[kept]
    intervals = [proportion_interval(int(events), int(n)) for events, n in zip(ill, people, strict=True)]
    low, high = np.array(intervals).T
    return Reliability(score / people, ill / people, low, high, people)


def calibration_error(labels: Any, scores: Any, *, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between said and seen over the bins, weighted by people.

    Parameters
    ----------
    labels, scores : array of shape (n,)
        As in `brier_score`.
    bins : int
        As in `reliability`; the result depends on it, and is above 0 by chance alone where people are few.

    Returns
    -------
    float
        0 (perfect) to 1.

    Raises
    ------
    MedlabError
        As `reliability`.

    Source: Naeini et al. 2015, doi 10.1609/aaai.v29i1.9602.

    >>> round(calibration_error([0, 0, 1, 1], [0.1, 0.2, 0.7, 0.8]), 3)
    0.2
    """
    points = reliability(labels, scores, bins=bins)
    return float(np.average(np.abs(points.score - points.observed), weights=points.people))


def fit_temperature(labels: Any, logits: Any) -> float:
    """The number by which to divide log-odds so that they fit the labels best: fit it on validation.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the positives, 0 or False for the negatives; both present.
    logits : array of shape (n,)
        Log-odds of being positive. From a score p: log(p / (1 - p)).

    Returns
    -------
    float
        The temperature, 0.01 to 100: above 1 the scores were too sure, below 1 not sure enough. Calibrated scores are
        1 / (1 + exp(-logits / temperature)); their order, hence the area under the ROC curve, stays.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, one of the classes is empty, or a logit is not finite.

    Source: Guo et al. 2017, arXiv:1706.04599.

    >>> labels, logits = np.repeat([1, 1, 1, 0, 0, 0, 0, 1], 20), np.repeat([4, 4, 4, 4, -4, -4, -4, -4], 20)
    >>> round(fit_temperature(labels, logits), 2)
    3.64
    """
    from scipy.optimize import minimize_scalar

    positive = as_labels(labels, both=True)
    signed = np.where(positive, 1, -1) * as_scores(logits, positive)

    def loss(log_temperature: float) -> float:
        return float(np.logaddexp(0, -signed * np.exp(-log_temperature)).mean())

    best = minimize_scalar(loss, bounds=(np.log(0.01), np.log(100)), method="bounded", options={"xatol": 1e-8})
    return float(np.exp(best.x))
