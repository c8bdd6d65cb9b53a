"""The small network of the imaging modules: about 70,000 weights, for grey images of some 28 pixels."""

import torch
from torch import nn


def convolution(inputs: int, outputs: int, *, stride: int = 1) -> nn.Sequential:
    """3 × 3 convolution, batch normalisation, ReLU."""
    layer = nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class ChestNet(nn.Module):
    """Five convolutions at three scales, the mean of each map, one score.

    Forward: images of shape (n, 1, side, side), standardised (mean 0, spread 1 of each image), float; returns logits of
    shape (n,). Above 0 means "more likely pneumonia than not".

    >>> sum(weights.numel() for weights in ChestNet().parameters())
    69745
    """

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            convolution(1, 16),
            convolution(16, 32, stride=2),
            convolution(32, 32),
            convolution(32, 64, stride=2),
            convolution(64, 64),
        )
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(64, 1))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.head(self.features(images)).squeeze(1)
