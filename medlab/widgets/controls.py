"""Sliders that a screen reader can name: the one of ipywidgets has no name, the number field beside it has one."""

from collections.abc import Callable
from typing import Any

from medlab.language import T

CSS = """
.medlab .medlab-dial{flex-wrap:wrap;align-items:center}
.medlab .medlab-dial .noUi-handle{border:2px solid var(--jp-ui-font-color1,currentColor)}
"""


def dial(name: T, value: float, *, maximum: float, on_change: Callable[[float], None]) -> Any:
    """A slider from 0 to `maximum` and its number field; both move by a hundredth of it with the arrow keys.

    Parameters
    ----------
    name : what both set
    value : where they start
    on_change : called with each other value

    Returns
    -------
    ipywidgets.HBox
    """
    from ipywidgets import BoundedFloatText, FloatSlider

    bounds = {"min": 0, "max": maximum, "step": maximum / 100}
    field, slider = BoundedFloatText(value, **bounds), FloatSlider(value, readout=False, **bounds)
    return _joined(name, field, slider=slider, on_change=on_change)


def counter(name: T, *, count: int, on_change: Callable[[int], None]) -> Any:
    """The same from 1 to `count`, in whole numbers.

    Returns
    -------
    ipywidgets.HBox
    """
    from ipywidgets import BoundedIntText, IntSlider

    field, slider = BoundedIntText(1, min=1, max=count), IntSlider(1, min=1, max=count, readout=False)
    return _joined(name, field, slider=slider, on_change=on_change)


def _joined(name: T, field: Any, *, slider: Any, on_change: Callable[[Any], None]) -> Any:
    """The two side by side; the browser's rounding of the slider to its steps is not taken for a move."""
    from ipywidgets import HBox

    def follow(change: dict[str, Any]) -> None:
        if abs(change["new"] - field.value) > slider.step / 2:
            field.value = change["new"]

    field.description, field.style.description_width, field.layout.width = str(name), "9.5em", "17em"
    slider.layout.width, slider.layout.min_width = "22em", "12em"
    slider.observe(follow, "value")
    field.observe(lambda change: setattr(slider, "value", change["new"]), "value")
    field.observe(lambda change: on_change(change["new"]), "value")
    return HBox([field, slider]).add_class("medlab-dial")
