"""The live form of a question: one button an option, reached with Tab and chosen with Enter or Space."""

from collections.abc import Callable
from typing import Any

from medlab.richtext import inline, plain, sheet

# A button covers its whole row: its own text is for screen readers, the visible one lies over it and may hold formulas.
# No letters: in JupyterLab, typing "a" where the focus is on a button inserts a cell.
_CSS = """
.medlab .medlab-row{position:relative;margin:.2rem 0;padding:0;overflow:visible;align-items:stretch}
.medlab .medlab-row>.medlab-choose{position:absolute;inset:0;width:100%;height:100%;margin:0;padding:0 .8rem;
  text-align:start;font-size:0;background:transparent;color:inherit;box-shadow:none;
  border:1px solid var(--medlab-line);border-radius:.25rem}
.medlab .medlab-row>.medlab-choose::before{content:"○" / "";font-size:var(--jp-content-font-size1,14px)}
.medlab .medlab-row>.medlab-choose:hover{box-shadow:inset 0 0 0 1px currentColor}
.medlab .medlab-row>.medlab-choose:focus-visible{outline:3px solid currentColor;outline-offset:-3px}
.medlab .medlab-row>.medlab-option{pointer-events:none;margin:0;padding:.4rem .8rem .4rem 2.3rem;width:auto;height:auto}
.medlab .widget-htmlmath-content{width:100%;font-size:var(--jp-content-font-size1,14px)}
"""


def choices(head_html: str, options: list[str], *, on_choice: Callable[[int], str]) -> Any:
    """A box with a question and its options, which becomes what `on_choice` returns.

    Parameters
    ----------
    head_html : the question
    options : one line of Markdown each
    on_choice : called once with the index of the chosen option; returns HTML

    Returns
    -------
    ipywidgets.VBox
    """
    from ipywidgets import HTMLMath, VBox

    rows = [_row(option) for option in options]
    box = VBox([HTMLMath(sheet(head_html, _CSS)), *rows])
    box.add_class("medlab")

    def choose(index: int) -> None:
        box.children = [HTMLMath(on_choice(index))]

    for index, row in enumerate(rows):
        row.children[0].on_click(lambda _, index=index: choose(index))
    return box


def _row(option: str) -> Any:
    from ipywidgets import Button, HBox, HTMLMath

    button = Button(description=plain(option)).add_class("medlab-choose")
    return HBox([button, HTMLMath(inline(option)).add_class("medlab-option")]).add_class("medlab-row")
