"""Intervals: of a proportion, and of any figure by drawing the patients again."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import norm

from medlab.errors import MedlabError
from medlab.metrics._inputs import as_labels, check_same_shape


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


def bootstrap_interval(
    metric: Callable[[np.ndarray, np.ndarray], float],
    labels: Any,
    answers: Any,
    *,
    rng: np.random.Generator,
    draws: int = 2000,
) -> tuple[float, float]:
    """95 % interval of any figure: the patients are drawn again with replacement, the ill and the healthy apart.

    Parameters
    ----------
    metric : function of (labels, answers)
        Gives one number, as `roc_auc` or `balanced_accuracy` do.
    labels : array of shape (n,)
        1 or True for the positives, 0 or False for the negatives; both present.
    answers : array of shape (n,)
        Scores or decisions, as `metric` takes them.
    rng : numpy.random.Generator
    draws : int
        How many times, at least 100.

    Returns
    -------
    tuple of float
        The 2.5th and the 97.5th percentile. Patients must be independent: where one has several images, it is too
        narrow.

    Raises
    ------
    MedlabError
        If the shapes differ, a class is missing, or `draws` is below 100.

    Source: Efron 1979, doi 10.1214/aos/1176344552.

    >>> from medlab.metrics import balanced_accuracy
    >>> labels, flagged = np.repeat([1, 0], 50), np.tile([1, 1, 1, 1, 0], 20)
    >>> low, high = bootstrap_interval(balanced_accuracy, labels, flagged, rng=np.random.default_rng(0))
    >>> low < balanced_accuracy(labels, flagged) < high
    True
    """
    labels, answers = as_labels(labels, both=True), np.asarray(answers)
    check_same_shape(labels, answers)
    if draws < 100:
        raise MedlabError(
            fr=f"Il faut au moins 100 tirages ; reçu : {draws}.",
            en=f"At least 100 draws are needed; received: {draws}.",
        )
    classes = np.flatnonzero(labels), np.flatnonzero(~labels)
    drawn = (np.concatenate([rng.choice(one, len(one)) for one in classes]) for _ in range(draws))
    low, high = np.percentile([metric(labels[chosen], answers[chosen]) for chosen in drawn], [2.5, 97.5])
    return float(low), float(high)
