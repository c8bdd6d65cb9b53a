"""Labels and scores as the widgets take them: checked once, then counted at any threshold in a few microseconds."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from medlab import metrics
from medlab.errors import MedlabError


@dataclass(frozen=True)
class Ranked:
    """The scores of those with label 1 and of the others, each in ascending order."""

    ill: list[float]
    healthy: list[float]

    @property
    def prevalence(self) -> float:
        return len(self.ill) / (len(self.ill) + len(self.healthy))

    def at(self, threshold: float) -> "metrics.Confusion":
        """The four counts, where flagged is `score >= threshold`."""
        missed, left_alone = bisect_left(self.ill, threshold), bisect_left(self.healthy, threshold)
        return metrics.Confusion(
            true_positives=len(self.ill) - missed,
            false_positives=len(self.healthy) - left_alone,
            false_negatives=missed,
            true_negatives=left_alone,
        )


def ranked(labels: Any, scores: Any) -> Ranked:
    """Split and sort scores between 0 and 1 by their labels.

    Raises
    ------
    MedlabError
        As `checked`, or if a score is not between 0 and 1.
    """
    ill, values = checked(labels, scores)
    shares(values)
    pairs = sorted(zip(values, ill, strict=True))
    return Ranked([s for s, is_ill in pairs if is_ill], [s for s, is_ill in pairs if not is_ill])


def checked(labels: Any, scores: Any) -> tuple[list[bool], list[float]]:
    """Labels and scores as plain lists.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a score is not finite, or one of the classes is empty.
    """
    import numpy as np

    metrics.roc_auc(labels, scores)
    return np.asarray(labels).astype(bool).tolist(), np.asarray(scores, dtype=float).tolist()


def shares(values: list[float]) -> None:
    """Refuse what is not between 0 and 1.

    Raises
    ------
    MedlabError
        Saying the smallest and the largest value.
    """
    low, high = min(values), max(values)
    if low < 0 or high > 1:
        raise MedlabError(
            fr=f"Les scores doivent aller de 0 à 1 ; reçu : de {low:g} à {high:g}. S'il s'agit de logarithmes de cotes "
            "(logits), convertissez-les d'abord : 1 / (1 + exp(-x)).",
            en=f"Scores must lie between 0 and 1; received: {low:g} to {high:g}. If they are log-odds (logits), "
            "convert them first: 1 / (1 + exp(-x)).",
        )


def share(value: Any, *, name: str) -> float:
    """A single number between 0 and 1.

    Raises
    ------
    MedlabError
        Naming the parameter `name`, if it is anything else.
    """
    if isinstance(value, (int, float)) and 0 <= value <= 1:
        return float(value)
    raise MedlabError(
        fr=f"`{name}` doit être un nombre entre 0 et 1 (0.3 pour 30 %) ; reçu : {value!r}.",
        en=f"`{name}` must be a number between 0 and 1 (0.3 for 30%); received: {value!r}.",
    )
