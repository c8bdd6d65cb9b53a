"""The chest of a simulated patient as thicknesses along the X-ray beam; `medlab.imaging.simulate` puts it together.

Coordinates: `u` runs from the image's left to its right, `v` from top to bottom, both about -1 to 1, after the
patient's own turn, shift and size. The patient's right side is on the image's left, as radiographs are shown.
Everything works on many patients at once: parameters have the shape (n, 1, 1), maps the shape (n, size, size).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

LUNG_CENTRE = 0.42
_SPINE, _RIB_PERIOD = 0.075, 0.155


@dataclass(frozen=True)
class Body:
    """Maps and parameters of n patients, on which organs are drawn.

    Attributes
    ----------
    u, v : array of shape (n, size, size)
        Coordinates in the patient.
    softness : float
        Width of an edge, in the same unit: about one pixel.
    age : array of shape (n, 1, 1)
        In years.
    dome : array of shape (n, size, size)
        Height (`v`) of the diaphragm above each point.
    lungs : array of shape (n, size, size)
        Thickness of air along the beam, 0 outside the lungs, about 1 at their centre.
    """

    u: np.ndarray
    v: np.ndarray
    softness: float
    age: np.ndarray
    dome: np.ndarray
    lungs: np.ndarray


def column(values: Any) -> np.ndarray:
    """`values` of shape (n,) as shape (n, 1, 1), float32."""
    return np.asarray(values, np.float32)[:, None, None]


def uniform(rng: np.random.Generator, low: float, high: float, n: int) -> np.ndarray:
    """One parameter a patient, shape (n, 1, 1)."""
    return column(rng.uniform(low, high, n))


def above(distance: np.ndarray, softness: float) -> np.ndarray:
    """1 where `distance` is positive, 0 where it is negative, a ramp of width `softness` between."""
    return np.clip(distance / softness + 0.5, 0, 1)


def ellipsoid(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Thickness of the unit ball along the beam, from 0 to 1."""
    return np.sqrt(np.clip(1 - u * u - v * v, 0, None))


def band(distance: np.ndarray, width: Any) -> np.ndarray:
    """A smooth ridge of height 1 along `distance` = 0."""
    return 1 / (1 + (distance / width) ** 4)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int, int], scale: float) -> np.ndarray:
    """A random field of mean 0 and spread 1 whose grains measure about `scale` (the image measures 2)."""
    size = shape[1]
    kernel = blur_matrix(size, scale * size / 2)
    field = kernel @ rng.standard_normal(shape, dtype=np.float32) @ kernel.T
    return field / np.sqrt(np.mean(field * field, axis=(1, 2), keepdims=True))


def blur_matrix(size: int, width: float) -> np.ndarray:
    """The matrix of shape (size, size) that blurs a column of pixels with a Gaussian of `width` pixels."""
    steps = np.arange(size)
    weights = np.exp(-0.5 * ((steps[:, None] - steps) / max(width, 1e-3)) ** 2)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def place(rng: np.random.Generator, *, age: np.ndarray, size: int) -> Body:
    """Patients in front of the detector: turned, shifted, larger with age, breathing in more or less.

    Parameters
    ----------
    rng : numpy.random.Generator
    age : array of shape (n,)
        In years.
    size : int
        Pixels along each side.

    Returns
    -------
    Body
    """
    n = len(age)
    axis = np.linspace(-1, 1, size, dtype=np.float32)
    x, y = axis[None, None, :], axis[None, :, None]
    turn = uniform(rng, -0.14, 0.14, n)
    scale = uniform(rng, 0.92, 1.16, n) * (1.0 + 0.008 * np.minimum(column(age), 14))
    x, y = x - uniform(rng, -0.16, 0.16, n), y - uniform(rng, -0.16, 0.16, n)
    u, v = (x * np.cos(turn) + y * np.sin(turn)) / scale, (y * np.cos(turn) - x * np.sin(turn)) / scale
    softness = 2.4 / size
    dome = _diaphragm(rng, u)
    return Body(u=u, v=v, softness=softness, age=column(age), dome=dome, lungs=_lungs(rng, u, v, dome))


def _diaphragm(rng: np.random.Generator, u: np.ndarray) -> np.ndarray:
    n = len(u)
    level = uniform(rng, 0.42, 0.72, n)
    higher_right = np.where(u < 0, uniform(rng, 0.0, 0.12, n), 0)
    return level - higher_right + uniform(rng, 0.1, 0.3, n) * ((np.abs(u) - LUNG_CENTRE) / 0.4) ** 2


def _lungs(rng: np.random.Generator, u: np.ndarray, v: np.ndarray, dome: np.ndarray) -> np.ndarray:
    n = len(u)
    width = uniform(rng, 0.30, 0.38, n) * (0.82 + 0.22 * np.clip(v + 0.7, 0, 1.2))
    across, along = (np.abs(u) - LUNG_CENTRE) / width, (v - 0.12) / 0.92
    thickness = np.sqrt(np.clip(1 - across**2 - along**4, 0, None))
    return thickness * above(dome - v, 2.4 / u.shape[1])


def tissue(rng: np.random.Generator, body: Body) -> np.ndarray:
    """What the beam crosses in a healthy chest: soft tissue, bones, heart and vessels less the air of the lungs.

    Returns
    -------
    array of shape (n, size, size)
        In units of the torso's thickness, about 0 (air) to 2 (abdomen behind the spine).
    """
    parts = (_torso, _abdomen, _mediastinum, _heart, _spine, _ribs, _clavicles, _vessels, _overlays)
    total = -uniform(rng, 0.42, 0.62, len(body.u)) * body.lungs
    for part in parts:
        total += part(rng, body)
    return total


def _torso(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    width = uniform(rng, 0.84, 1.0, n) + 0.35 * np.clip(-body.v - 0.55, 0, None)
    return uniform(rng, 0.62, 0.85, n) * ellipsoid(body.u / width, np.zeros_like(body.u))


def _abdomen(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    torso = above(0.92 - np.abs(body.u), 0.1)
    gas = (body.u > 0) * band(body.u - 0.4, 0.14) * band(body.v - body.dome - 0.14, 0.1)
    depth = above(body.v - body.dome, body.softness) * torso
    return depth * (uniform(rng, 0.18, 0.34, n) - gas * uniform(rng, 0, 0.3, n))


def _mediastinum(rng: np.random.Generator, body: Body) -> np.ndarray:
    """The band between the lungs; in infants the thymus widens its upper part, and mimics an opacity."""
    n = len(body.u)
    thymus = np.clip(1 - body.age / 4, 0, 1) * uniform(rng, 0, 0.26, n)
    side = np.where(body.u < 0, uniform(rng, 0, 1, n), uniform(rng, 0, 1, n))
    width = 0.13 + thymus * side * band(body.v + 0.32, 0.2)
    return 0.3 * above(width - np.abs(body.u), 2 * body.softness) * above(body.dome + 0.05 - body.v, 0.1)


def _heart(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    half = uniform(rng, 0.26, 0.36, n) + np.clip(1 - body.age / 3, 0, 1) * uniform(rng, 0, 0.06, n)
    centre = uniform(rng, 0.08, 0.18, n)
    across, along = body.u - centre, body.v - body.dome + uniform(rng, 0.2, 0.3, n)
    return 0.42 * ellipsoid((across + 0.35 * along) / half, (along - 0.2 * across) / (0.85 * half))


def _spine(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    discs = 0.85 + 0.15 * np.cos(body.v * 40 + uniform(rng, 0, 6.3, n))
    bend = uniform(rng, -0.04, 0.04, n) * body.v
    return uniform(rng, 0.12, 0.24, n) * discs * band(body.u - bend, _SPINE)


def _ribs(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    away = np.abs(body.u)
    cage = above(0.85 - away, 0.08) * above(away - 0.1, 0.06) * above(body.dome + 0.15 - body.v, 0.1)
    back = body.v + uniform(rng, 0.15, 0.45, n) * (away - 0.25) ** 2 * 2 + 0.1 * away
    front = body.v - uniform(rng, 0.35, 0.55, n) * away
    period = _RIB_PERIOD * uniform(rng, 0.9, 1.25, n)
    strong, weak = uniform(rng, 0.06, 0.16, n), uniform(rng, 0.02, 0.09, n)
    return cage * (strong * _stripes(rng, back / period) + weak * _stripes(rng, front / (1.25 * period)))


def _stripes(rng: np.random.Generator, phase: np.ndarray) -> np.ndarray:
    turns = phase + uniform(rng, 0, 1, len(phase))
    return np.clip(1.6 * np.cos(2 * np.pi * turns) - 0.4, 0, 1)


def _clavicles(rng: np.random.Generator, body: Body) -> np.ndarray:
    n = len(body.u)
    away = np.abs(body.u)
    course = body.v + uniform(rng, 0.58, 0.78, n) + uniform(rng, -0.1, 0.35, n) * (away - 0.4)
    return uniform(rng, 0.08, 0.2, n) * band(course, 0.045) * above(away - 0.06, 0.05)


def _vessels(rng: np.random.Generator, body: Body) -> np.ndarray:
    """Vessels and bronchi fan out from the hila: healthy lungs are not even."""
    n, shape = len(body.u), body.u.shape
    away = np.hypot(np.abs(body.u) - 0.2, body.v + 0.02)
    fan = np.exp(-away / uniform(rng, 0.14, 0.3, n)) * uniform(rng, 0.08, 0.3, n)
    grain = np.maximum(1 + 0.7 * smooth_noise(rng, shape, 0.05), 0)
    haze = uniform(rng, 0.0, 0.06, n) * smooth_noise(rng, shape, 0.3)
    return (body.lungs > 0) * (fan * grain + haze * body.lungs)


def _overlays(rng: np.random.Generator, body: Body) -> np.ndarray:
    """Shoulder blades, folds of skin and electrodes lie over the lungs and are no disease."""
    n = len(body.u)
    side = np.where(rng.random(n) < 0.5, -1, 1).astype(np.float32)[:, None, None]
    edge = side * body.u - uniform(rng, 0.5, 0.85, n) + uniform(rng, -0.3, 0.3, n) * body.v
    blade = uniform(rng, -0.05, 0.2, n).clip(0) * above(edge, 0.05) * above(0.25 - body.v, 0.1)
    across, along = body.u - uniform(rng, -0.7, 0.7, n), body.v - uniform(rng, -0.6, 0.6, n)
    disc = uniform(rng, -0.5, 0.45, n).clip(0) * above(uniform(rng, 0.04, 0.09, n) - np.hypot(across, along), 0.06)
    return blade + disc
