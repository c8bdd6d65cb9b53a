"""The reference: ResNet-18 for 28 pixels and the training of MedMNIST's authors, written anew from their description.

Source: Yang et al. 2023, doi 10.1038/s41597-022-01721-8, and https://github.com/MedMNIST/experiments (MedMNIST2D): a
3 × 3 first convolution without pooling, grey levels (x / 255 - 0.5) / 0.5, cross-entropy, Adam at 0.001, batches of
128, 100 epochs with the rate divided by ten after 50 and 75, no augmentation.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import numpy as np
import torch
from torch import nn

WIDTHS, EPOCHS, BATCH = (64, 128, 256, 512), 100, 128


class Block(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        narrow = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        self.short = nn.Identity() if (stride, inputs) == (1, outputs) else narrow

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.main(x) + self.short(x))


def resnet18() -> nn.Sequential:
    layers: list[nn.Module] = [nn.Conv2d(1, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    inputs = 64
    for width in WIDTHS:
        layers += [Block(inputs, width, 1 if width == 64 else 2), Block(width, width, 1)]
        inputs = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 2))


def tensors(images: np.ndarray) -> torch.Tensor:
    return (torch.from_numpy(images.astype(np.float32))[:, None] / 255 - 0.5) / 0.5


def train(
    images: np.ndarray, labels: np.ndarray, *, seed: int, bfloat16: bool
) -> Iterator[Callable[[np.ndarray], np.ndarray]]:
    """Train; after each epoch, yields a function from images to log-odds."""
    torch.manual_seed(seed)
    x, y = tensors(images), torch.from_numpy(labels).long()
    network = resnet18()
    optimiser = torch.optim.Adam(network.parameters(), lr=0.001)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimiser, [EPOCHS // 2, 3 * EPOCHS // 4], gamma=0.1)
    for _ in range(EPOCHS):
        network.train()
        for chosen in torch.randperm(len(x)).split(BATCH):
            with _precision(bfloat16):
                answers = network(x[chosen])
            optimiser.zero_grad()
            nn.functional.cross_entropy(answers.float(), y[chosen]).backward()
            optimiser.step()
        schedule.step()
        yield lambda shown: _log_odds(network, tensors(shown), bfloat16)


def _precision(bfloat16: bool):
    return torch.autocast("cpu", torch.bfloat16) if bfloat16 else nullcontext()


def _log_odds(network: nn.Module, x: torch.Tensor, bfloat16: bool) -> np.ndarray:
    network.eval()
    with torch.inference_mode(), _precision(bfloat16):
        answers = torch.cat([network(part).float() for part in x.split(BATCH)])
    return (answers[:, 1] - answers[:, 0]).numpy()
