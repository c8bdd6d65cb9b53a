"""Training in one screen: `fit` shows the network its images some times over, `predict_scores` asks for its answers."""

import os
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from medlab.errors import MedlabError
from medlab.imaging._tensors import blend, moved, standardise, targets
from medlab.imaging.network import ChestNet


@dataclass(frozen=True)
class Recipe:
    """How to train. `averaging`: how much of the averaged weights is kept at each step."""

    epochs: int
    batch: int = 64
    rate: float = 1e-2
    weight_decay: float = 0.05
    smoothing: float = 0.1
    averaging: float = 0.99
    turn: float = 12.0
    shift: float = 0.12
    zoom: float = 0.1


PROFILES = {"quick": Recipe(epochs=4), "full": Recipe(epochs=12)}


def fit(images: Any, labels: Any, *, profile: "str | Recipe | None" = None, seed: int = 0) -> ChestNet:
    """Train the small network.

    Parameters
    ----------
    images : array of shape (n, side, side)
        Grey levels, uint8 or float.
    labels : array of shape (n,)
        1 for pneumonia, 0 for normal; both present.
    profile : "quick", "full" or Recipe
        `MEDLAB_PROFILE` if left out, and "quick" if that is empty. Of the 4,708 training images of PneumoniaMNIST
        "quick" takes about 6 s on two cores, "full" about 16 s.
    seed : int
        Of the first weights, of the order and of the small turns of the images.

    Returns
    -------
    ChestNet
        Ready to answer (`eval` mode), with weights averaged over the steps.

    Raises
    ------
    MedlabError
        If shapes or values are not those above, or no profile has this name.

    Source: one-cycle rate, Smith and Topin 2018, arXiv:1708.07120; AdamW, Loshchilov and Hutter 2019,
    arXiv:1711.05101; label smoothing, Szegedy et al. 2016, doi 10.1109/CVPR.2016.308; averaged weights, Polyak and
    Juditsky 1992, doi 10.1137/0330046.

    >>> from medlab.imaging import make_chest_xrays
    >>> xrays = make_chest_xrays(64, rng=0)
    >>> network = fit(xrays.images, xrays.labels, profile="quick")
    >>> predict_scores(network, xrays.images).shape
    (64,)
    """
    recipe = _recipe(profile)
    x = standardise(images)
    y = targets(labels, len(x))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return _train(x, y, recipe)


def _train(x: torch.Tensor, y: torch.Tensor, recipe: Recipe) -> ChestNet:
    network = ChestNet().to(memory_format=torch.channels_last)
    average = deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay)
    steps = recipe.epochs * len(torch.arange(len(x)).split(recipe.batch))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=recipe.rate, total_steps=steps)
    weight = torch.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))  # the rarer class counts as much as the other
    goal = y * (1 - recipe.smoothing) + recipe.smoothing / 2
    for _ in range(recipe.epochs):
        seen = moved(x, recipe).contiguous(memory_format=torch.channels_last)
        for chosen in torch.randperm(len(x)).split(recipe.batch):
            with torch.autocast("cpu", torch.bfloat16, enabled=_has_bfloat16()):
                logits = network(seen[chosen])
            loss = binary_cross_entropy_with_logits(logits.float(), goal[chosen], weight[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            blend(average, network, share=max(1 - recipe.averaging, 10 / (10 + schedule.last_epoch)))
    return average.eval()


def predict_logits(network: torch.nn.Module, images: Any) -> np.ndarray:
    """The network's answers as log-odds.

    Parameters
    ----------
    network : ChestNet
        As given by `fit` or `medlab.load_model`.
    images : array of shape (n, side, side)

    Returns
    -------
    array of shape (n,), float64
        0 where pneumonia and normal are equally likely, by the network.

    Raises
    ------
    MedlabError
        If `images` has another shape or a value that is not finite.
    """
    with torch.inference_mode():
        parts = [network(part) for part in standardise(images).split(512)]
    return torch.cat(parts).double().numpy()


def predict_scores(network: torch.nn.Module, images: Any) -> np.ndarray:
    """The network's answers as scores between 0 and 1; whether they are probabilities is a matter of calibration.

    Parameters
    ----------
    network : ChestNet
        As given by `fit` or `medlab.load_model`.
    images : array of shape (n, side, side)

    Returns
    -------
    array of shape (n,), float64

    Raises
    ------
    MedlabError
        If `images` has another shape or a value that is not finite.
    """
    return 1 / (1 + np.exp(-predict_logits(network, images)))


def _recipe(profile: "str | Recipe | None") -> Recipe:
    if isinstance(profile, Recipe):
        return profile
    name = profile or os.environ.get("MEDLAB_PROFILE") or "quick"
    if name not in PROFILES:
        raise MedlabError(
            fr=f"Le profil d'entraînement « {name} » n'existe pas. Choisissez « quick » ou « full » (argument profile "
            "ou variable MEDLAB_PROFILE).",
            en=f'There is no training profile "{name}". Choose "quick" or "full" (argument profile or variable '
            "MEDLAB_PROFILE).",
        )
    return PROFILES[name]


def _has_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 itself; elsewhere it would be slower than float32."""
    abilities = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16"))
