"""From images as arrays to what the network takes, and the small turns of a training set."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn.functional import affine_grid, grid_sample

from medlab.errors import MedlabError

if TYPE_CHECKING:
    from medlab.imaging.training import Recipe


def standardise(images: Any) -> torch.Tensor:
    """Images with mean 0 and spread 1 each: how bright a film was exposed is no disease.

    Parameters
    ----------
    images : array of shape (n, side, side)
        Grey levels of any scale, uint8 or float; side at least 8.

    Returns
    -------
    torch.Tensor of shape (n, 1, side, side), float32

    Raises
    ------
    MedlabError
        For another shape or a value that is not finite.
    """
    array = np.asarray(images)
    if array.ndim != 3 or len(array) == 0 or min(array.shape[1:]) < 8 or array.dtype.kind not in "biuf":
        raise _no_images(f"{array.dtype} {array.shape}")
    if not np.isfinite(array).all():
        raise _no_images("NaN / inf")
    grey = torch.from_numpy(array.astype(np.float32))[:, None]
    mean, spread = grey.mean((1, 2, 3), keepdim=True), grey.std((1, 2, 3), keepdim=True)
    return (grey - mean) / (spread + 1e-6)


def _no_images(came: str) -> MedlabError:
    return MedlabError(
        fr="Il faut des images en niveaux de gris, un tableau de nombres finis de forme (n, côté, côté), côté d'au "
        f"moins 8 pixels ; reçu : {came}.",
        en="Grey images are needed, an array of finite numbers of shape (n, side, side), side at least 8 pixels; "
        f"received: {came}.",
    )


def targets(labels: Any, n: int) -> torch.Tensor:
    """Labels as float32 of shape (n,).

    Raises
    ------
    MedlabError
        If there are not `n`, one is not 0 or 1, or one of the classes is empty.
    """
    array = np.asarray(labels)
    if array.shape != (n,) or array.dtype.kind not in "biuf" or set(np.unique(array)) != {0, 1}:
        raise MedlabError(
            fr=f"Il faut une étiquette 0 ou 1 par image (ici {n}), et les deux classes ; reçu : {array.dtype} "
            f"{array.shape}, valeurs {np.unique(array)[:5]}. Un tableau (n, 1) se redresse par labels.ravel().",
            en=f"One label 0 or 1 an image is needed ({n} here), and both classes; received: {array.dtype} "
            f"{array.shape}, values {np.unique(array)[:5]}. An array (n, 1) is straightened by labels.ravel().",
        )
    return torch.from_numpy(array.astype(np.float32))


def moved(images: torch.Tensor, recipe: "Recipe") -> torch.Tensor:
    """Each image turned, zoomed and shifted a little, by chance; the whole tensor at once.

    Parameters
    ----------
    images : torch.Tensor of shape (n, 1, side, side)
    recipe : Recipe
        `turn` in degrees, `zoom` and `shift` as shares (of 1 and of half the side): the most in each direction.

    Returns
    -------
    torch.Tensor of the same shape
    """
    n = len(images)
    angle, zoom = _between(n) * math.radians(recipe.turn), 1 + _between(n) * recipe.zoom
    right, down = _between(n) * recipe.shift, _between(n) * recipe.shift
    cosine, sine = zoom * torch.cos(angle), zoom * torch.sin(angle)
    matrix = torch.stack([cosine, -sine, right, sine, cosine, down], dim=1).view(n, 2, 3)
    grid = affine_grid(matrix, list(images.shape), align_corners=False)
    return grid_sample(images, grid, padding_mode="border", align_corners=False)


def _between(n: int) -> torch.Tensor:
    """n numbers between -1 and 1."""
    return 2 * torch.rand(n) - 1


@torch.no_grad()
def blend(average: torch.nn.Module, network: torch.nn.Module, *, share: float) -> None:
    """Move each weight of `average` by `share` of the way to `network`'s."""
    for old, new in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if old.is_floating_point():
            old.lerp_(new, share)
