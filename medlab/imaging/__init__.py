"""Chest radiographs: SYNTHETIC ones, a small network and its training, a baseline without network, saliency maps.

Nothing heavy is imported here: each name is fetched at its first use.
"""

from importlib import import_module

_HOME = {
    "ChestNet": "network",
    "HOSPITALS": "simulate",
    "Hospital": "simulate",
    "Recipe": "training",
    "SyntheticXrays": "simulate",
    "fit": "training",
    "fit_baseline": "baseline",
    "grad_cam": "saliency",
    "hospital": "simulate",
    "make_chest_xrays": "simulate",
    "occlusion": "saliency",
    "predict_logits": "training",
    "predict_scores": "training",
    "randomise_weights": "saliency",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
