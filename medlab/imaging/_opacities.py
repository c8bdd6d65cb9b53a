"""What pneumonia adds to a simulated chest, by kind: consolidation of a lobe, patches, interstitial lines, effusion."""

from collections.abc import Callable

import numpy as np

from medlab.imaging._anatomy import LUNG_CENTRE, Body, above, column, smooth_noise, uniform

KINDS = ("normal", "lobar", "patchy", "interstitial", "effusion")


def draw_opacities(rng: np.random.Generator, body: Body, *, kinds: np.ndarray, severity: np.ndarray) -> np.ndarray:
    """The added thickness of each patient.

    Parameters
    ----------
    rng : numpy.random.Generator
    body : Body
        Of n patients.
    kinds : array of shape (n,)
        Index into `KINDS`; nothing is added to a normal chest.
    severity : array of shape (n,)
        0 to 1.

    Returns
    -------
    array of shape (n, size, size)
        0 where there is no opacity, in units of the torso's thickness.
    """
    added = np.zeros_like(body.u)
    for index, draw in enumerate(_DRAW, start=1):
        chosen = np.flatnonzero(kinds == index)
        part = _some(body, chosen)
        added[chosen] = draw(rng, part) * column(0.1 + 0.42 * severity[chosen])
    return added


def _some(body: Body, chosen: np.ndarray) -> Body:
    names = ("u", "v", "age", "dome", "lungs")
    return Body(softness=body.softness, **{name: getattr(body, name)[chosen] for name in names})


def _side(rng: np.random.Generator, n: int) -> np.ndarray:
    return column(np.where(rng.random(n) < 0.5, -1, 1))


def _air(body: Body) -> np.ndarray:
    """Where there is lung behind the pixel, from 0 to 1."""
    return np.clip(3 * body.lungs, 0, 1)


def _lobar(rng: np.random.Generator, body: Body) -> np.ndarray:
    """One lobe: even, with one sharp border, the fissure."""
    n = len(body.u)
    side = _side(rng, n)
    height = body.v + uniform(rng, -0.3, 0.3, n) * (np.abs(body.u) - LUNG_CENTRE)
    middle, half = uniform(rng, -0.4, 0.4, n), uniform(rng, 0.12, 0.28, n)
    lobe = above(half - np.abs(height - middle), 0.12) * above(side * body.u, 0.05)
    return lobe * _air(body) * (0.75 + 0.2 * smooth_noise(rng, body.u.shape, 0.15))


def _patchy(rng: np.random.Generator, body: Body) -> np.ndarray:
    """Three to six soft patches, anywhere in both lungs."""
    n = len(body.u)
    total = np.zeros_like(body.u)
    for number in range(6):
        present = column((number < 3) | (rng.random(n) < 0.4))
        across = body.u - _side(rng, n) * uniform(rng, 0.2, 0.62, n)
        along = body.v - uniform(rng, -0.55, 0.5, n)
        width = uniform(rng, 0.06, 0.15, n)
        total += present * np.exp(-0.5 * (across**2 + along**2) / width**2)
    return np.minimum(total, 1.2) * _air(body)


def _interstitial(rng: np.random.Generator, body: Body) -> np.ndarray:
    """Fine lines and a veil over both lungs, strongest around the hila."""
    n = len(body.u)
    net = np.abs(smooth_noise(rng, body.u.shape, 0.045))
    around = np.exp(-np.hypot(np.abs(body.u) - 0.25, body.v - 0.05) / uniform(rng, 0.3, 0.8, n))
    return (0.45 + 0.55 * net) * (0.35 + 0.65 * around) * _air(body)


def _effusion(rng: np.random.Generator, body: Body) -> np.ndarray:
    """Fluid at the base of one lung, its level rising towards the side, with a patch above it."""
    n = len(body.u)
    side = _side(rng, n)
    rise = uniform(rng, 0.3, 0.9, n) * np.clip(np.abs(body.u) - 0.3, 0, None) ** 1.5
    level = body.dome - uniform(rng, 0.02, 0.16, n) - rise
    fluid = above(body.v - level, 0.08)
    patch = 0.5 * np.exp(-0.5 * ((np.abs(body.u) - LUNG_CENTRE) ** 2 + (body.v - level + 0.1) ** 2) / 0.12**2)
    return np.minimum(fluid + patch, 1.1) * above(side * body.u, 0.05) * _air(body)


_DRAW: tuple[Callable[[np.random.Generator, Body], np.ndarray], ...] = (_lobar, _patchy, _interstitial, _effusion)
