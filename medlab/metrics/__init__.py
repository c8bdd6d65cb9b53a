"""Figures of merit, each with its interval or with the formula's source.

Nothing heavy is imported here: each name is fetched at its first use.
"""

from importlib import import_module

_HOME = {
    "Confusion": "decisions",
    "auc_interval": "roc",
    "balanced_accuracy": "decisions",
    "bootstrap_interval": "intervals",
    "brier_score": "calibration",
    "calibration_error": "calibration",
    "compare_aucs": "roc",
    "confusion": "decisions",
    "fit_temperature": "calibration",
    "predictive_values": "decisions",
    "proportion_interval": "intervals",
    "reliability": "calibration",
    "roc_auc": "roc",
    "roc_curve": "roc",
    "sensitivity": "decisions",
    "specificity": "decisions",
    "threshold_for_sensitivity": "roc",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
