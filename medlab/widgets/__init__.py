"""What a learner touches; each widget also exists as static HTML and plain text, for pages where no widget runs."""

from importlib import import_module

_HOME = {
    "calibration_view": "medlab.widgets.calibration",
    "card_view": "medlab.widgets.data_card",
    "home": "medlab.widgets.home_page",
    "image_browser": "medlab.widgets.browser",
    "predict": "medlab.widgets.questions",
    "progress_view": "medlab.widgets.overview",
    "quiz": "medlab.widgets.questions",
    "reading_list": "medlab.widgets.reading",
    "threshold_explorer": "medlab.widgets.thresholds",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'medlab.widgets' has no attribute {name!r}")
