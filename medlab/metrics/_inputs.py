"""What the figures of merit take: labels, scores, decisions; anything else is refused with a sentence."""

from typing import Any

import numpy as np

from medlab.errors import MedlabError


def as_labels(labels: Any, *, both: bool = False) -> np.ndarray:
    """Labels as bool, shape (n,); with `both`, each class must be there."""
    array = np.asarray(labels)
    if array.ndim != 1 or len(array) == 0:
        raise MedlabError(
            fr=f"Il faut une liste non vide d'étiquettes, une par patient ; reçu : un tableau {array.shape}.",
            en=f"A list of labels is needed, not empty, one a patient; received: an array {array.shape}.",
        )
    found = set(np.unique(array)) if array.dtype.kind in "biuf" else {"?"}
    if not found <= {0, 1} or (both and len(found) < 2):
        raise MedlabError(
            fr="Les étiquettes doivent valoir 0 ou 1 (False ou True)"
            + ", et les deux doivent être présentes" * both
            + ".",
            en="Labels must be 0 or 1 (False or True)" + both * ", and both must be present" + ".",
        )
    return array.astype(bool)


def as_scores(scores: Any, labels: np.ndarray) -> np.ndarray:
    """Finite scores as float64, one a label."""
    array = np.asarray(scores)
    check_same_shape(labels, array)
    if array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        raise MedlabError(
            fr="Chaque score doit être un nombre fini : ni texte, ni valeur manquante (NaN), ni infini.",
            en="Each score must be a finite number: no text, no missing value (NaN), no infinity.",
        )
    return array.astype(np.float64)


def as_probabilities(scores: Any, labels: np.ndarray) -> np.ndarray:
    """Scores that are probabilities, one a label."""
    array = as_scores(scores, labels)
    if array.min() < 0 or array.max() > 1:
        raise MedlabError(
            fr=f"Une probabilité est comprise entre 0 et 1 ; reçu : de {array.min():g} à {array.max():g}.",
            en=f"A probability lies between 0 and 1; received: {array.min():g} to {array.max():g}.",
        )
    return array


def as_flags(flagged: Any, labels: np.ndarray) -> np.ndarray:
    """Decisions as bool, one a label."""
    array = np.asarray(flagged)
    check_same_shape(labels, array)
    if array.dtype.kind not in "biuf" or not set(np.unique(array)) <= {0, 1}:
        raise MedlabError(
            fr="Les décisions doivent valoir 0 ou 1 (False ou True) : comparez d'abord les scores à un seuil, "
            "comme dans scores >= 0.5.",
            en="Decisions must be 0 or 1 (False or True): compare the scores with a threshold first, "
            "as in scores >= 0.5.",
        )
    return array.astype(bool)


def check_same_shape(labels: np.ndarray, other: np.ndarray) -> None:
    if labels.shape != other.shape:
        raise MedlabError(
            fr=f"Il faut deux listes de même longueur ; reçu : étiquettes {labels.shape}, l'autre {other.shape}.",
            en=f"Two lists of the same length are needed; received: labels {labels.shape}, the other {other.shape}.",
        )


def check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise MedlabError(
            fr=f"La confiance est comprise entre 0 et 1, comme 0,95 ; reçu : {confidence}.",
            en=f"Confidence lies between 0 and 1, as 0.95; received: {confidence}.",
        )


def check_bins(bins: int) -> None:
    if not (isinstance(bins, int | np.integer) and 1 <= bins <= 1000):
        raise MedlabError(
            fr=f"Le nombre de classes est un entier de 1 à 1000 ; reçu : {bins}.",
            en=f"The number of bins is a whole number from 1 to 1000; received: {bins}.",
        )
