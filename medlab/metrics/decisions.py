"""Decisions against the truth: who was flagged, who was ill."""

from dataclasses import dataclass
from typing import Any

from medlab.errors import MedlabError
from medlab.metrics._inputs import as_flags, as_labels
from medlab.metrics.intervals import proportion_interval

_SHARES = {
    "sensitivity": ("true_positives", "false_negatives"),
    "specificity": ("true_negatives", "false_positives"),
    "positive_predictive_value": ("true_positives", "false_positives"),
    "negative_predictive_value": ("true_negatives", "false_negatives"),
}


@dataclass(frozen=True)
class Confusion:
    """The four counts of a decision, and the proportions that they give (NaN where nobody is counted).

    Source: Altman and Bland 1994, doi 10.1136/bmj.308.6943.1552 and doi 10.1136/bmj.309.6947.102.

    >>> table = Confusion(true_positives=90, false_positives=30, false_negatives=10, true_negatives=70)
    >>> table.sensitivity, table.specificity, table.positive_predictive_value
    (0.9, 0.7, 0.75)
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def people(self) -> int:
        """How many in all."""
        return self.true_positives + self.false_positives + self.false_negatives + self.true_negatives

    @property
    def prevalence(self) -> float:
        """Share of the ill among all."""
        return _ratio(self.true_positives + self.false_negatives, self.people)

    @property
    def accuracy(self) -> float:
        """Share of the right decisions among all."""
        return _ratio(self.true_positives + self.true_negatives, self.people)

    @property
    def sensitivity(self) -> float:
        """Share of the flagged among the ill."""
        return self._share("sensitivity")

    @property
    def specificity(self) -> float:
        """Share of those not flagged among the healthy."""
        return self._share("specificity")

    @property
    def positive_predictive_value(self) -> float:
        """Share of the ill among the flagged, at this table's prevalence."""
        return self._share("positive_predictive_value")

    @property
    def negative_predictive_value(self) -> float:
        """Share of the healthy among those not flagged, at this table's prevalence."""
        return self._share("negative_predictive_value")

    @property
    def balanced_accuracy(self) -> float:
        """Mean of sensitivity and specificity."""
        return (self.sensitivity + self.specificity) / 2

    def interval(self, name: str, *, confidence: float = 0.95) -> tuple[float, float]:
        """Wilson's interval of one of the four proportions.

        Parameters
        ----------
        name : "sensitivity", "specificity", "positive_predictive_value" or "negative_predictive_value"
        confidence : float
            0.95 by default.

        Returns
        -------
        tuple of float

        Raises
        ------
        MedlabError
            For another name, or where nobody is counted.

        Source: Wilson 1927, doi 10.1080/01621459.1927.10502953.

        >>> low, high = Confusion(90, 30, 10, 70).interval("sensitivity")
        >>> round(low, 3), round(high, 3)
        (0.826, 0.945)
        """
        if name not in _SHARES:
            raise MedlabError(
                fr=f"Pas d'intervalle pour « {name} ». Possibles : {', '.join(_SHARES)}.",
                en=f'No interval for "{name}". Possible: {", ".join(_SHARES)}.',
            )
        right, wrong = (getattr(self, count) for count in _SHARES[name])
        return proportion_interval(right, right + wrong, confidence=confidence)

    def _share(self, name: str) -> float:
        right, wrong = (getattr(self, count) for count in _SHARES[name])
        return _ratio(right, right + wrong)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def confusion(labels: Any, flagged: Any) -> Confusion:
    """Count the four kinds of decisions.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the ill, 0 or False for the healthy.
    flagged : array of shape (n,)
        1 or True for those whom the test calls ill.

    Returns
    -------
    Confusion

    Raises
    ------
    MedlabError
        If the lengths differ, the lists are empty or a value is not 0 or 1.

    >>> confusion([1, 1, 0, 0, 0], [1, 0, 0, 0, 1])
    Confusion(true_positives=1, false_positives=1, false_negatives=1, true_negatives=2)
    """
    ill = as_labels(labels)
    flags = as_flags(flagged, ill)
    counts = (ill & flags, ~ill & flags, ill & ~flags, ~ill & ~flags)
    return Confusion(*(int(count.sum()) for count in counts))


def sensitivity(labels: Any, flagged: Any) -> float:
    """Share of the flagged among the ill; NaN where nobody is ill.

    Parameters
    ----------
    labels, flagged : array of shape (n,)
        As in `confusion`.

    Returns
    -------
    float

    Raises
    ------
    MedlabError
        As `confusion`.

    Source: Altman and Bland 1994, doi 10.1136/bmj.308.6943.1552.

    >>> sensitivity([1, 1, 0, 0, 0], [1, 0, 0, 0, 1])
    0.5
    """
    return confusion(labels, flagged).sensitivity


def specificity(labels: Any, flagged: Any) -> float:
    """Share of those not flagged among the healthy; NaN where nobody is healthy.

    Parameters
    ----------
    labels, flagged : array of shape (n,)
        As in `confusion`.

    Returns
    -------
    float

    Raises
    ------
    MedlabError
        As `confusion`.

    Source: Altman and Bland 1994, doi 10.1136/bmj.308.6943.1552.

    >>> specificity([1, 1, 0, 0], [1, 0, 0, 1])
    0.5
    """
    return confusion(labels, flagged).specificity


def balanced_accuracy(labels: Any, flagged: Any) -> float:
    """Mean of sensitivity and specificity: 0.5 for whoever flags everybody, or nobody.

    Parameters
    ----------
    labels, flagged : array of shape (n,)
        As in `confusion`.

    Returns
    -------
    float
        NaN where one of the classes is empty.

    Raises
    ------
    MedlabError
        As `confusion`.

    Source: Brodersen et al. 2010, doi 10.1109/ICPR.2010.764.

    >>> balanced_accuracy([1, 1, 1, 0], [1, 1, 1, 1])
    0.5
    """
    return confusion(labels, flagged).balanced_accuracy


def predictive_values(sensitivity: float, specificity: float, prevalence: float) -> tuple[float, float]:
    """Predictive values of a test where the disease has another prevalence, by Bayes' rule.

    Parameters
    ----------
    sensitivity, specificity, prevalence : float
        Between 0 and 1. Sensitivity and specificity are taken to be the same there, which milder cases may belie.

    Returns
    -------
    tuple of float
        Positive and negative predictive value; NaN where nobody would be flagged, or everybody.

    Raises
    ------
    MedlabError
        If one of them is not between 0 and 1.

    Source: Altman and Bland 1994, doi 10.1136/bmj.309.6947.102.

    >>> positive, negative = predictive_values(0.9, 0.9, 0.01)
    >>> round(positive, 3), round(negative, 3)
    (0.083, 0.999)
    """
    if not all(0 <= share <= 1 for share in (sensitivity, specificity, prevalence)):
        raise MedlabError(
            fr="Sensibilité, spécificité et prévalence sont comprises entre 0 et 1 ; reçu : "
            f"{sensitivity}, {specificity}, {prevalence}.",
            en="Sensitivity, specificity and prevalence lie between 0 and 1; received: "
            f"{sensitivity}, {specificity}, {prevalence}.",
        )
    ill, healthy = prevalence, 1 - prevalence
    flagged = sensitivity * ill + (1 - specificity) * healthy
    return _ratio(sensitivity * ill, flagged), _ratio(specificity * healthy, 1 - flagged)
