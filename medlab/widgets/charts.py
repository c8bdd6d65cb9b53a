"""Square charts of two proportions as inline SVG: drawn in the text's colour, so legible in light and in dark."""

from collections.abc import Iterable
from html import escape

from medlab.language import T, number

# Okabe and Ito's colours. Source: https://jfly.uni-koeln.de/color/
MARK, BARS = "#d55e00", "#0072b2"

CSS = """
.medlab .medlab-chart{width:20rem;max-width:100%;height:auto;color:inherit;overflow:visible}
.medlab .medlab-chart text{fill:currentColor;font-size:13px;font-family:inherit}
.medlab .medlab-side{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:flex-start}
"""

_LEFT, _TOP, SIDE = 46, 10, 260
_TICKS = (0, 0.5, 1)


def chart(marks: Iterable[str], *, title: T, description: T, axes: tuple[T, T]) -> str:
    """A frame from 0 to 1 both ways with its diagonal, and `marks` in it.

    Parameters
    ----------
    marks : SVG elements, placed by `x` and `y`
    title, description : what is drawn and what is to be seen in it
    axes : names of the horizontal and of the vertical axis
    """
    name = escape(f"{title}. {description}", quote=True)
    return (
        f'<svg class="medlab-chart" viewBox="0 0 {_LEFT + SIDE + 14} {_TOP + SIDE + 46}" role="img" '
        f'aria-label="{name}"><title>{escape(str(title))}</title><desc>{escape(str(description))}</desc>'
        f"{_frame()}{_names(*axes)}{''.join(marks)}</svg>"
    )


def x(share: float) -> str:
    """Horizontal place of a proportion."""
    return f"{_LEFT + SIDE * share:.1f}"


def y(share: float) -> str:
    """Vertical place of a proportion."""
    return f"{_TOP + SIDE * (1 - share):.1f}"


def line(points: Iterable[tuple[float, float]]) -> str:
    """A curve through points."""
    path = " ".join(f"{x(a)},{y(b)}" for a, b in points)
    return f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="2"/>'


def dot(point: tuple[float, float]) -> str:
    """One marked point, ringed so that it shows on any background."""
    return f'<circle cx="{x(point[0])}" cy="{y(point[1])}" r="6" fill="{MARK}" stroke="currentColor" stroke-width="2"/>'


def _frame() -> str:
    return (
        f'<rect x="{x(0)}" y="{y(1)}" width="{SIDE}" height="{SIDE}" fill="none" stroke="currentColor" opacity=".5"/>'
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="currentColor" stroke-dasharray="4 4" '
        f'opacity=".6"/>{"".join(map(_tick, _TICKS))}'
    )


def _tick(share: float) -> str:
    text = number(share, 1 if share % 1 else 0)
    return (
        f'<text x="{x(share)}" y="{_TOP + SIDE + 17}" text-anchor="middle">{text}</text>'
        f'<text x="{_LEFT - 6}" y="{y(share)}" dy="4" text-anchor="end">{text}</text>'
    )


def _names(across: T, up: T) -> str:
    middle = _TOP + SIDE / 2
    return (
        f'<text x="{x(0.5)}" y="{_TOP + SIDE + 36}" text-anchor="middle">{escape(str(across))}</text>'
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{escape(str(up))}</text>'
    )
