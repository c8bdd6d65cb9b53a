"""Figures of merit, each with its interval or with the formula's source."""

from typing import Any

from medlab.errors import MedlabError


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
    import numpy as np
    from scipy.stats import rankdata

    labels, scores = np.asarray(labels), np.asarray(scores)
    _check_pair(labels, scores)
    positive = labels.astype(bool)
    positives, negatives = int(positive.sum()), int((~positive).sum())
    ranks = rankdata(scores)
    return float((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def _check_pair(labels: Any, scores: Any) -> None:
    import numpy as np

    if labels.ndim != 1 or labels.shape != scores.shape:
        raise MedlabError(
            fr=f"Il faut deux listes de même longueur ; reçu : étiquettes {labels.shape}, scores {scores.shape}.",
            en=f"Two lists of the same length are needed; received: labels {labels.shape}, scores {scores.shape}.",
        )
    if labels.dtype.kind not in "biuf" or set(np.unique(labels)) != {0, 1}:
        raise MedlabError(
            fr="Les étiquettes doivent valoir 0 ou 1 (False ou True), et les deux doivent être présentes.",
            en="Labels must be 0 or 1 (False or True), and both must be present.",
        )
    if scores.dtype.kind not in "biuf" or not np.isfinite(scores).all():
        raise MedlabError(
            fr="Chaque score doit être un nombre fini : ni texte, ni valeur manquante (NaN), ni infini.",
            en="Each score must be a finite number: no text, no missing value (NaN), no infinity.",
        )


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
    MedlabError
        If the counts are not those of a proportion, or `confidence` is not between 0 and 1.

    Source: Wilson 1927, doi 10.1080/01621459.1927.10502953.

    >>> low, high = proportion_interval(10, 100)
    >>> round(low, 3), round(high, 3)
    (0.055, 0.174)
    """
    from scipy.stats import norm

    if not (people > 0 and 0 <= events <= people and 0 < confidence < 1):
        raise MedlabError(
            fr="Une proportion demande 0 <= événements <= personnes, au moins une personne et une confiance entre 0 "
            f"et 1 ; reçu : {events}, {people}, {confidence}.",
            en="A proportion needs 0 <= events <= people, at least one person and a confidence between 0 and 1; "
            f"received: {events}, {people}, {confidence}.",
        )
    z, share = float(norm.ppf(0.5 + confidence / 2)), events / people
    centre = share + z**2 / (2 * people)
    half = z * (share * (1 - share) / people + z**2 / (4 * people**2)) ** 0.5
    scale = 1 + z**2 / people
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
