"""medlab: real medical data, honest metrics and self-checking exercises for a course on AI in medicine.

Nothing heavy is imported here: each name is fetched at its first use.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "MedlabError": "medlab.errors",
    "card": "medlab.cards",
    "check": "medlab.checks",
    "hint": "medlab.checks",
    "list_datasets": "medlab.cards",
    "load": "medlab.loaders",
    "predict": "medlab.widgets",
    "quiz": "medlab.widgets",
    "set_language": "medlab.language",
    "solution": "medlab.checks",
    "start": "medlab.checks",
}

__all__ = sorted(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'medlab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
