"""Figures that everybody can read: colours that the colour-blind tell apart, and a text for those who see none."""

import base64
import io
from html import escape
from typing import Any

from medlab.language import T, get_language

# Okabe and Ito's palette. Source: https://jfly.uni-koeln.de/color/
# The first four also differ in grey.
BLUE, GREEN, VERMILION, ORANGE, SKY, PURPLE = "#0072B2", "#009E73", "#D55E00", "#E69F00", "#56B4E9", "#CC79A7"


class Picture:
    """A drawn figure with its alternative text, as a notebook shows it."""

    def __init__(self, png: bytes, alt: str):
        self.png = png
        self.alt = alt
        self.language = get_language()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        data = base64.b64encode(self.png).decode()
        text = escape(self.alt)
        image = (
            f'<img lang="{self.language}" alt="{text}" src="data:image/png;base64,{data}" '
            'style="max-width:100%;height:auto;background:white">'
        )
        return {"text/html": image, "image/png": data, "text/plain": self.alt}


def show(figure: Any, *, alt: T | str) -> Picture:
    """Close a Matplotlib figure and give it as a picture with an alternative text.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : T or str
        What the figure shows and what to see in it, for those who can't see it.

    Returns
    -------
    Picture
        Shown where it is the last expression of a cell.
    """
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight", facecolor="white")
    plt.close(figure)
    return Picture(buffer.getvalue(), str(alt))
