"""SYNTHETIC chest radiographs: projections of a drawn chest, with or without a drawn pneumonia.

No pixel comes from a patient. What is learned here says how a method behaves, never how it does on real people.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from medlab.errors import MedlabError
from medlab.imaging._anatomy import blur_matrix, column, place, smooth_noise, tissue, uniform
from medlab.imaging._opacities import KINDS, draw_opacities
from medlab.language import T

_CHUNK = 256
_MOST = 100_000


@dataclass(frozen=True)
class Hospital:
    """How a simulated department takes its radiographs, and of whom.

    Attributes
    ----------
    name : str
    exposure : float
        Mean brightness of the torso, 0 to 1.
    contrast : float
        Change of brightness for one torso's thickness.
    noise : float
        Standard deviation of the detector's noise behind a torso, as a share of the grey scale.
    blur : float
        Width of the blur in shares of the image's side: 0.02 is half a pixel of 28.
    mean_age : float
        Mean age of the patients, in years (a gamma distribution of shape 2, at most 16).
    severity : float
        Mean severity of the pneumonias, 0 (hardly seen) to 1.
    kinds : tuple of 4 float
        Shares of lobar, patchy, interstitial and effusion among the pneumonias.
    marker_rate : float
        Share of the images that bear the department's marker, a bright letter in a corner.
    marker_correlation : float
        -1 to 1: 0, the marker says nothing; 1, exactly the ill bear it; -1, exactly the healthy.
    """

    name: str
    exposure: float = 0.52
    contrast: float = 0.62
    noise: float = 0.025
    blur: float = 0.016
    mean_age: float = 4.0
    severity: float = 0.42
    kinds: tuple[float, float, float, float] = (0.3, 0.3, 0.25, 0.15)
    marker_rate: float = 0.5
    marker_correlation: float = 0.0


HOSPITALS = {
    "A": Hospital("A"),
    "B": Hospital(
        "B",
        exposure=0.64,
        contrast=0.44,
        noise=0.06,
        blur=0.03,
        mean_age=8.0,
        severity=0.36,
        kinds=(0.2, 0.3, 0.35, 0.15),
    ),
}


def hospital(name: str, **changes: Any) -> Hospital:
    """A hospital of the simulator, with some of its settings changed.

    Parameters
    ----------
    name : str
        "A" or "B": B exposes more, has more noise and blur, older patients, milder and more interstitial pneumonias.
    **changes
        Attributes of `Hospital`, as in `marker_correlation=0.9`.

    Returns
    -------
    Hospital

    Raises
    ------
    MedlabError
        For another name or an attribute that a hospital has not.

    >>> hospital("A", marker_correlation=0.9).marker_correlation
    0.9
    """
    if name not in HOSPITALS:
        raise _unknown(name, HOSPITALS)
    if unknown := [key for key in changes if key not in Hospital.__dataclass_fields__]:
        raise _unknown(unknown[0], Hospital.__dataclass_fields__)
    return replace(HOSPITALS[name], **changes)


@dataclass(frozen=True, eq=False, repr=False)
class SyntheticXrays:
    """Simulated radiographs and everything that is known about them. SYNTHETIC.

    Attributes
    ----------
    images : array of shape (n, size, size), uint8
        Grey levels, 0 black; bones are bright.
    labels : array of shape (n,), int64
        1 pneumonia, 0 normal.
    kinds : array of shape (n,), str
        "normal", "lobar", "patchy", "interstitial" or "effusion".
    severity : array of shape (n,), float32
        0 for a normal chest, up to 1.
    ages : array of shape (n,), float32
        In years.
    markers : array of shape (n,), bool
        Whether the hospital's marker is on the image.
    opacities : array of shape (n, size, size), float32
        Where the pneumonia lies: its thickness along the beam, 0 elsewhere.
    hospital : Hospital
    origin : str
        Always "synthetic".
    """

    images: np.ndarray
    labels: np.ndarray
    kinds: np.ndarray
    severity: np.ndarray
    ages: np.ndarray
    markers: np.ndarray
    opacities: np.ndarray
    hospital: Hospital
    origin: str = "synthetic"

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        n, size, ill = len(self), self.images.shape[1], int(self.labels.sum())
        return str(
            T(
                fr=f"{n} radiographies SYNTHÉTIQUES de {size} × {size} pixels, hôpital simulé {self.hospital.name}, "
                f"{ill} pneumonies",
                en=f"{n} SYNTHETIC radiographs of {size} × {size} pixels, simulated hospital {self.hospital.name}, "
                f"{ill} pneumonias",
            )
        )


def make_chest_xrays(
    n: int,
    *,
    rng: "np.random.Generator | int",
    hospital: "Hospital | str" = "A",
    prevalence: float = 0.5,
    size: int = 28,
) -> SyntheticXrays:
    """Draw SYNTHETIC frontal chest radiographs of children.

    Parameters
    ----------
    n : int
        How many, 1 to 100,000.
    rng : numpy.random.Generator or int
        A generator, or a seed: the same seed gives the same images.
    hospital : "A", "B" or Hospital
        See `hospital`.
    prevalence : float
        Chance that a patient has pneumonia, 0 to 1.
    size : int
        Pixels along each side, 16 to 256.

    Returns
    -------
    SyntheticXrays

    Raises
    ------
    MedlabError
        If a parameter is outside what is said above.

    >>> xrays = make_chest_xrays(100, rng=0, prevalence=0.3)
    >>> xrays.images.shape, xrays.origin
    ((100, 28, 28), 'synthetic')
    """
    _check(n, prevalence, size)
    department = _department(hospital)
    rng = np.random.default_rng(rng)
    drawn = [
        _chunk(rng, department, prevalence=prevalence, shape=(min(_CHUNK, n - start), size, size))
        for start in range(0, n, _CHUNK)
    ]
    joined = {key: np.concatenate([part[key] for part in drawn]) for key in drawn[0]}
    return SyntheticXrays(hospital=department, **joined)


def _department(named: "Hospital | str") -> Hospital:
    return named if isinstance(named, Hospital) else hospital(named)


def _chunk(rng: np.random.Generator, at: Hospital, *, prevalence: float, shape: tuple[int, int, int]) -> dict:
    n, size = shape[:2]
    labels = (rng.random(n) < prevalence).astype(np.int64)
    kinds = labels * rng.choice(np.arange(1, 5), size=n, p=np.divide(at.kinds, sum(at.kinds)))
    severity = (labels * rng.beta(4 * at.severity, 4 * (1 - at.severity), n)).astype(np.float32)
    ages = np.minimum(rng.gamma(2, at.mean_age / 2, n), 16).astype(np.float32)
    body = place(rng, age=ages, size=size)
    opacities = draw_opacities(rng, body, kinds=kinds, severity=severity)
    markers = _marked(rng, at, labels)
    images = _film(rng, at, tissue(rng, body) + opacities, markers)
    names = np.array(KINDS)[kinds]
    facts = {"labels": labels, "kinds": names, "severity": severity, "ages": ages, "markers": markers}
    return {"images": images, "opacities": opacities, **facts}


def _marked(rng: np.random.Generator, at: Hospital, labels: np.ndarray) -> np.ndarray:
    tied = rng.random(len(labels)) < abs(at.marker_correlation)
    telling = labels == (1 if at.marker_correlation >= 0 else 0)
    return np.where(tied, telling, rng.random(len(labels)) < at.marker_rate)


def _film(rng: np.random.Generator, at: Hospital, tissue: np.ndarray, markers: np.ndarray) -> np.ndarray:
    """From thickness to grey levels: window of each exposure, quantum noise, the marker, blur."""
    n, size = tissue.shape[:2]
    contrast = at.contrast * uniform(rng, 0.8, 1.2, n)
    grey = at.exposure + uniform(rng, -0.1, 0.1, n) + contrast * (tissue - 0.55)
    noise = rng.standard_normal(tissue.shape, dtype=np.float32) * at.noise
    grey += noise * np.exp(0.5 * (tissue - 0.55)) + 0.02 * smooth_noise(rng, tissue.shape, 0.8)
    grey = np.maximum(grey, column(markers) * _letter(rng, n, size))
    blur = blur_matrix(size, at.blur * size)
    return np.round(255 * np.clip(blur @ grey @ blur.T, 0, 1)).astype(np.uint8)


def _letter(rng: np.random.Generator, n: int, size: int) -> np.ndarray:
    """An L in the upper left corner, 0.95 where it is."""
    axis = np.linspace(-1, 1, size, dtype=np.float32)
    x = axis[None, None, :] - uniform(rng, -0.88, -0.80, n)
    y = axis[None, :, None] - uniform(rng, -0.84, -0.76, n)
    stem = (np.abs(x + 0.06) < 0.045) & (np.abs(y) < 0.13)
    foot = (np.abs(x) < 0.1) & (np.abs(y - 0.1) < 0.045)
    return 0.95 * (stem | foot)


def _check(n: int, prevalence: float, size: int) -> None:
    if not (1 <= n <= _MOST and 0 <= prevalence <= 1 and 16 <= size <= 256):
        raise MedlabError(
            fr=f"Le simulateur dessine de 1 à 100 000 images de 16 à 256 pixels de côté, avec une prévalence entre 0 "
            f"et 1 ; reçu : n={n}, size={size}, prevalence={prevalence}.",
            en="The simulator draws 1 to 100,000 images of 16 to 256 pixels along each side, with a prevalence between "
            f"0 and 1; received: n={n}, size={size}, prevalence={prevalence}.",
        )


def _unknown(came: Any, allowed: Any) -> MedlabError:
    names = ", ".join(allowed)
    return MedlabError(
        fr=f"« {came} » n'existe pas dans le simulateur. Possibles : {names}.",
        en=f'There is no "{came}" in the simulator. Possible: {names}.',
    )
