"""What a learner touches; each widget also exists as static HTML and plain text, for pages where no widget runs."""

from importlib import import_module

_HOME = {
    "card_view": "medlab.widgets.data_card",
    "home": "medlab.widgets.home_page",
    "predict": "medlab.widgets.questions",
    "progress_view": "medlab.widgets.overview",
    "quiz": "medlab.widgets.questions",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'medlab.widgets' has no attribute {name!r}")
