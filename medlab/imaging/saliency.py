"""Where the network looks, by two methods, and the check that such a map depends on what the network learned."""

from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import nn

from medlab.imaging._tensors import standardise


class _Column(nn.Module):
    """The network with answers of shape (n, 1), as MONAI takes them."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images)[:, None]


def grad_cam(network: nn.Module, images: Any, *, layer: str = "features.4") -> np.ndarray:
    """Grad-CAM: the maps of a layer, weighted by how much they raise the score.

    Parameters
    ----------
    network : ChestNet
    images : array of shape (n, side, side)
    layer : str
        Name of a layer of `network`; the last convolution if left out.

    Returns
    -------
    array of shape (n, side, side), float32
        Between 0 and 1 in each image: what spoke most for pneumonia is 1. Scaled image by image, so it says nothing of
        how sure the network is.

    Raises
    ------
    MedlabError
        If `images` has another shape or a value that is not finite.

    Source: Selvaraju et al. 2020, doi 10.1007/s11263-019-01228-7; by monai.visualize.GradCAM.
    """
    from monai.visualize import GradCAM

    camera = GradCAM(
        nn_module=_Column(deepcopy(network).eval()), target_layers=f"network.{layer}", postprocessing=_same
    )
    return _unit_scale(camera(standardise(images), class_idx=0).detach().numpy()[:, 0])


def _same(maps: torch.Tensor) -> torch.Tensor:
    return maps


def _unit_scale(maps: np.ndarray) -> np.ndarray:
    low, high = maps.min((1, 2), keepdims=True), maps.max((1, 2), keepdims=True)
    return ((maps - low) / np.maximum(high - low, 1e-12)).astype(np.float32)


def occlusion(network: nn.Module, images: Any, *, patch: int = 5) -> np.ndarray:
    """How much the network's log-odds of pneumonia drop when a square patch around each pixel is greyed out.

    Parameters
    ----------
    network : ChestNet
    images : array of shape (n, side, side)
    patch : int
        Side of the patch, in pixels, odd.

    Returns
    -------
    array of shape (n, side, side), float32
        In log-odds: above 0, what is there speaks for pneumonia; below 0, against it.

    Raises
    ------
    MedlabError
        If `images` has another shape or a value that is not finite.

    Source: Zeiler and Fergus 2014, doi 10.1007/978-3-319-10590-1_53.

    >>> from medlab.imaging.network import ChestNet
    >>> occlusion(ChestNet().eval(), np.random.default_rng(0).random((2, 8, 8))).shape
    (2, 8, 8)
    """
    whole = standardise(images)
    rows, columns = whole.shape[2:]
    reach = patch // 2
    drops = torch.zeros(len(whole), rows, columns)
    with torch.inference_mode():
        answers = network(whole)
        for row, column in np.ndindex(rows, columns):
            hidden = whole.clone()
            hidden[:, :, max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1] = 0
            drops[:, row, column] = answers - network(hidden)
    return drops.numpy()


def randomise_weights(network: nn.Module, *, layers: int | None = None, seed: int = 0) -> nn.Module:
    """A copy whose last layers have forgotten all: a map that hardly changes does not show what was learned.

    Parameters
    ----------
    network : ChestNet
    layers : int or None
        How many layers with weights, counted from the answer backwards; all if None.
    seed : int

    Returns
    -------
    ChestNet
        `network` itself is left as it was.

    Source: Adebayo et al. 2018, arXiv:1810.03292 (cascading randomisation).
    """
    copy = deepcopy(network)
    learned = [layer for layer in copy.modules() if hasattr(layer, "reset_parameters")][::-1]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for layer in learned[:layers]:
            layer.reset_parameters()
    return copy
