"""Scores against the truth, over all thresholds: the ROC curve, the area under it, DeLong's intervals."""

from typing import Any, NamedTuple

import numpy as np
from scipy.stats import norm, rankdata

from medlab.errors import MedlabError
from medlab.metrics._inputs import as_labels, as_scores, check_confidence


class Roc(NamedTuple):
    """Points of a ROC curve, arrays of shape (m,), from nobody flagged to everybody flagged."""

    false_positive_rate: np.ndarray
    sensitivity: np.ndarray
    thresholds: np.ndarray


class Comparison(NamedTuple):
    """Difference of two areas, its interval, and the two-sided p value of "no difference"."""

    difference: float
    low: float
    high: float
    p_value: float


def roc_curve(labels: Any, scores: Any) -> Roc:
    """One point for each threshold "flagged if score >= threshold".

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the positives, 0 or False for the negatives; both present.
    scores : array of shape (n,)
        Higher means more likely positive.

    Returns
    -------
    Roc
        Its first threshold is infinite (nobody is flagged), the others are the distinct scores, from high to low.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a score is not finite, or one of the classes is empty.

    Source: Fawcett 2006, doi 10.1016/j.patrec.2005.10.010.

    >>> roc_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).sensitivity.tolist()
    [0.0, 0.5, 0.5, 1.0, 1.0]
    """
    positive = as_labels(labels, both=True)
    scores = as_scores(scores, positive)
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    hits, alarms = (np.append(0, np.cumsum(which[order])[last]) for which in (positive, ~positive))
    return Roc(alarms / alarms[-1], hits / hits[-1], np.append(np.inf, scores[order][last]))


def threshold_for_sensitivity(labels: Any, scores: Any, wanted: float) -> float:
    """The highest threshold at which at least the share `wanted` of the ill is flagged (score >= threshold).

    Parameters
    ----------
    labels, scores : array of shape (n,)
        As in `roc_curve`. Choose on validation, report on test.
    wanted : float
        Sensitivity, above 0, at most 1.

    Returns
    -------
    float
        One of the scores.

    Raises
    ------
    MedlabError
        As `roc_curve`, or if `wanted` is not above 0 and at most 1.

    >>> threshold_for_sensitivity([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], wanted=0.9)
    0.35
    """
    if not 0 < wanted <= 1:
        raise MedlabError(
            fr=f"La sensibilité voulue est entre 0 (exclu) et 1 ; reçu : {wanted}.",
            en=f"The wanted sensitivity lies between 0 (excluded) and 1; received: {wanted}.",
        )
    curve = roc_curve(labels, scores)
    return float(curve.thresholds[np.argmax(curve.sensitivity >= wanted - 1e-12)])


def roc_auc(labels: Any, scores: Any) -> float:
    """Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the positives, 0 or False for the negatives.
    scores : array of shape (n,)
        Higher means more likely positive.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a score is not finite, or one of the classes is empty.

    Source: Hanley and McNeil 1982, doi 10.1148/radiology.143.1.7063747 (equals the Mann-Whitney statistic).

    >>> roc_auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    0.75
    """
    positive = as_labels(labels, both=True)
    scores = as_scores(scores, positive)
    positives, negatives = int(positive.sum()), int((~positive).sum())
    ranks = rankdata(scores)
    return float((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def auc_interval(labels: Any, scores: Any, *, confidence: float = 0.95) -> tuple[float, float]:
    """DeLong's interval of the area under the ROC curve.

    Parameters
    ----------
    labels, scores : array of shape (n,)
        As in `roc_auc`; at least two of each class. Patients must be independent.
    confidence : float
        0.95 by default.

    Returns
    -------
    tuple of float
        Between 0 and 1. Of width 0 where the area is 0 or 1: there it tells nothing.

    Raises
    ------
    MedlabError
        As `roc_auc`, or if there are fewer than two of a class, or `confidence` is not between 0 and 1.

    Source: DeLong et al. 1988, doi 10.2307/2531595, computed as Sun and Xu 2014, doi 10.1109/LSP.2014.2337313.

    >>> low, high = auc_interval([0, 0, 0, 1, 1, 1], [1, 2, 4, 3, 5, 6])
    >>> round(low, 3), high
    (0.581, 1.0)
    """
    check_confidence(confidence)
    (area,), covariance = _delong(labels, scores)
    half = norm.ppf(0.5 + confidence / 2) * np.sqrt(covariance[0, 0])
    return float(max(0, area - half)), float(min(1, area + half))


def compare_aucs(labels: Any, scores: Any, other_scores: Any, *, confidence: float = 0.95) -> Comparison:
    """DeLong's paired test: two sets of scores for the same patients.

    Parameters
    ----------
    labels : array of shape (n,)
        As in `roc_auc`; at least two of each class.
    scores, other_scores : array of shape (n,)
        Of the same patients, in the same order.
    confidence : float
        0.95 by default.

    Returns
    -------
    Comparison
        Area of `scores` minus area of `other_scores`. Where the difference has no spread (the same order of patients),
        the p value is 1 if it is 0, else 0.

    Raises
    ------
    MedlabError
        As `auc_interval`.

    Source: DeLong et al. 1988, doi 10.2307/2531595, computed as Sun and Xu 2014, doi 10.1109/LSP.2014.2337313.

    >>> compare_aucs([0, 0, 1, 1], [1, 2, 3, 4], [1, 3, 2, 4]).difference
    0.25
    """
    check_confidence(confidence)
    areas, covariance = _delong(labels, scores, other_scores)
    difference = float(areas[0] - areas[1])
    spread = float(np.sqrt(max(0, covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])))
    half = float(norm.ppf(0.5 + confidence / 2)) * spread
    if spread < 1e-12:
        return Comparison(difference, difference, difference, float(abs(difference) < 1e-12))
    return Comparison(difference, difference - half, difference + half, float(2 * norm.sf(abs(difference) / spread)))


def _delong(labels: Any, *scores: Any) -> tuple[np.ndarray, np.ndarray]:
    """Areas, shape (k,), and their covariance, shape (k, k).

    For each positive, the share of the negatives that it beats, and the other way round, come from ranks within its
    class and in all.
    """
    positive = as_labels(labels, both=True)
    table = np.array([as_scores(one, positive) for one in scores])
    ill, healthy = table[:, positive], table[:, ~positive]
    if min(ill.shape[1], healthy.shape[1]) < 2:
        raise MedlabError(
            fr="L'intervalle de DeLong demande au moins deux positifs et deux négatifs.",
            en="DeLong's interval needs at least two positives and two negatives.",
        )
    ranks = rankdata(table, axis=1)
    beaten = (ranks[:, positive] - rankdata(ill, axis=1)) / healthy.shape[1]
    beating = 1 - (ranks[:, ~positive] - rankdata(healthy, axis=1)) / ill.shape[1]
    covariance = np.atleast_2d(np.cov(beaten)) / ill.shape[1] + np.atleast_2d(np.cov(beating)) / healthy.shape[1]
    return beaten.mean(axis=1), covariance
