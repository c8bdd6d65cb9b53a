"""One output in three forms: a live widget, static HTML and plain text; each front-end shows the richest it can."""

import os
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from medlab.language import T

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


class Twin:
    """An output for notebooks, terminals and pages.

    Parameters
    ----------
    html, text : the static forms
    build : makes the ipywidgets widget from this object; called only where a person can use it
    """

    def __init__(self, html: str, text: str, *, build: Callable[["Twin"], Any] | None = None):
        self.html = html
        self.text = text
        self._build = build
        self._display_id = f"medlab-{uuid4().hex}"

    def __repr__(self) -> str:
        return self.text

    def widget(self) -> Any:
        """A live ipywidgets widget, or None where there is nothing to do with it."""
        return self._build(self) if self._build else None

    def settle(self, html: str, text: str) -> None:
        """Replace what is displayed, and what the notebook saves, by these static forms."""
        from IPython.display import update_display

        self.html, self.text, self._build = html, text, None
        update_display(self._static(), display_id=self._display_id, raw=True)

    def _static(self) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        widget = self.widget() if somebody_is_there() else None
        return self._static() | ({WIDGET_MIME: _view(widget)} if widget else {})

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self._repr_mimebundle_(), display_id=self._display_id, raw=True)


def say(text: dict[str, str]) -> str:
    """A text of a check table, `{"fr", "en"}`, in the current language."""
    return str(T(**text))


def somebody_is_there() -> bool:
    """Whether this cell was run from a front-end where a person can answer, and not by nbclient or nbgrader."""
    if os.environ.get("NBGRADER_EXECUTION") or "IPython" not in sys.modules:
        return False
    kernel = getattr(sys.modules["IPython"].get_ipython(), "kernel", None)
    return kernel is not None and bool(getattr(kernel, "_allow_stdin", True))


def save_static(model: dict[str, Any], **_: Any) -> None:
    """Save only the static forms: for `ContentsManager.pre_save_hook`, which `medlab lab` sets.

    Widgets die with their kernel: reopened, JupyterLab would say "model not found" in place of each.

    Parameters
    ----------
    model : Jupyter's contents model; a notebook's outputs are changed in place
    """
    if model.get("type") != "notebook":
        return
    for cell in (model.get("content") or {}).get("cells", []):
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output["data"].pop(WIDGET_MIME, None)


def _view(widget: Any) -> dict[str, Any]:
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
