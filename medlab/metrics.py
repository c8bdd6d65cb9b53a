"""Figures of merit, each with its interval or with the formula's source."""

from typing import Any


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
    ValueError
        If the shapes differ, a score is not finite, or one of the classes is empty.

    Source: Hanley and McNeil 1982, doi 10.1148/radiology.143.1.7063747 (equals the Mann-Whitney statistic).

    >>> roc_auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    0.75
    """
    import numpy as np
    from scipy.stats import rankdata

    labels, scores = np.asarray(labels).astype(bool), np.asarray(scores, dtype=float)
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if labels.shape != scores.shape or not np.isfinite(scores).all() or not positives * negatives:
        raise ValueError("labels and finite scores of one shape, with both classes, are needed")
    ranks = rankdata(scores)
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def proportion_interval(events: int, people: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a proportion.

    Parameters
    ----------
    events, people : int
        How many had the event, of how many; 0 <= events <= people, people > 0.
    confidence : float
        Coverage wanted, 0.95 by default.

    Returns
    -------
    tuple of float
        Lower and upper bound, between 0 and 1.

    Raises
    ------
    ValueError
        If the counts are not those of a proportion.

    Source: Wilson 1927, doi 10.1080/01621459.1927.10502953.

    >>> low, high = proportion_interval(10, 100)
    >>> round(low, 3), round(high, 3)
    (0.055, 0.174)
    """
    from scipy.stats import norm

    if people <= 0 or not 0 <= events <= people:
        raise ValueError("0 <= events <= people and people > 0 are needed")
    z, share = float(norm.ppf(0.5 + confidence / 2)), events / people
    centre = share + z**2 / (2 * people)
    half = z * (share * (1 - share) / people + z**2 / (4 * people**2)) ** 0.5
    scale = 1 + z**2 / people
    return (centre - half) / scale, (centre + half) / scale
