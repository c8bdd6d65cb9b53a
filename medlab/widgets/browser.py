"""Images one by one: enlarged without smoothing, with what is known of each and where a model looked."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from medlab.errors import MedlabError
from medlab.language import T, number
from medlab.richtext import sheet
from medlab.widgets import controls
from medlab.widgets.twin import Twin

if TYPE_CHECKING:
    import numpy as np

STRIP = 8

_CSS = """
.medlab figure{margin:.3rem 0}
.medlab figcaption{font-size:inherit;max-width:22rem}
.medlab .medlab-strip{display:flex;flex-wrap:wrap;gap:.6rem}
.medlab .medlab-strip figure{width:9rem}
.medlab img.medlab-pixels{width:22rem;max-width:100%;height:auto;image-rendering:pixelated;margin:0}
.medlab .medlab-strip img.medlab-pixels{width:9rem}
.medlab .medlab-scale{display:inline-block;width:9rem;height:.8em;border:1px solid currentColor;
  background:linear-gradient(90deg,#440154,#3b528b,#21918c,#5ec962,#fde725)}
"""
# Viridis at 0, 1/4 ... 1. Source: https://bids.github.io/colormap/
_VIRIDIS = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))
_OPACITY = 0.5

_ORIGINS = {
    "real": T(fr="Image RÉELLE", en="REAL image"),
    "synthetic": T(fr="Image SYNTHÉTIQUE", en="SYNTHETIC image"),
}
_NAMES = (T(fr="pas de pneumonie", en="no pneumonia"), T(fr="pneumonie", en="pneumonia"))
_PLACE = T(fr="{origin} {n} sur {all}", en="{origin} {n} of {all}")
_LABEL = T(fr="étiquette : {label}", en="label: {label}")
_SCORE = T(fr="score du modèle : {score}", en="model's score: {score}")
_WITH_MAP = T(fr="carte de chaleur superposée", en="heat map laid over it")
_NOT_CLINICAL = T(fr="Ne pas utiliser en clinique", en="Not for clinical use")
_LEGEND = T(
    fr="Carte de chaleur : violet, ce qui a le moins compté ; jaune, ce qui a le plus compté dans cette image. Échelle "
    "propre à chaque image : elle ne dit rien de la certitude du modèle.",
    en="Heat map: violet, what counted least; yellow, what counted most in this image. Each image has its own "
    "scale: it says nothing of how sure the model is.",
)
_IMAGE = T(fr="Image", en="Image")
_PREVIOUS, _NEXT = T(fr="Précédente", en="Previous"), T(fr="Suivante", en="Next")
_MAP = T(fr="Carte de chaleur", en="Heat map")
_FIRST = T(fr="Les {shown} premières images sur {all} :", en="The first {shown} of {all} images:")


@dataclass(frozen=True)
class Album:
    """Grey images as bytes, and for each what is said of it; heat maps between 0 and 1, or none."""

    images: "np.ndarray"
    told: list[str]
    heatmaps: "np.ndarray | None"

    def figure(self, index: int, *, heat: bool = False, live: bool = False) -> str:
        """One image with its caption, which is its alternative text too; screen readers say it once."""
        told = f"{self.told[index]}, {_WITH_MAP}" if heat else self.told[index]
        pixels = _overlaid(self.images[index], self.heatmaps[index]) if heat else self.images[index]
        image = f'<img class="medlab-pixels" alt="{escape(told)}" src="{_data_uri(pixels)}">'
        caption = 'role="status"' if live else 'aria-hidden="true"'
        return f"<figure>{image}<figcaption {caption}>{escape(told)}</figcaption></figure>"


def image_browser(images: Any, *, origin: str, labels: Any = None, scores: Any = None, heatmaps: Any = None) -> Twin:
    """Look at images one by one, with their label, a model's score, and the map of where it looked.

    Parameters
    ----------
    images : array of shape (n, height, width)
        Grey levels: uint8, or float from 0 (black) to 1 (white).
    origin : "real" or "synthetic"
        Written on every image.
    labels : array of shape (n,)
        0 or 1 (no pneumonia, pneumonia), or texts, which are shown as they are.
    scores : array of shape (n,)
        Of a model, between 0 and 1.
    heatmaps : array of shape (n, height, width)
        Of any scale; each is stretched from its own minimum to its own maximum.

    Raises
    ------
    MedlabError
        For another shape, origin or value.
    """
    pixels = _grey(images)
    album = Album(
        pixels, _told(len(pixels), _origin(origin), labels=labels, scores=scores), _stretched(heatmaps, pixels)
    )
    warning = "" if scores is None and heatmaps is None else f"<p><strong>{_NOT_CLINICAL}</strong></p>"
    shown = range(min(STRIP, len(pixels)))
    first = _FIRST.format(shown=len(shown), all=len(pixels))
    strip = "".join(map(album.figure, shown))
    html = sheet(f'{warning}<p>{first}</p><div class="medlab-strip">{strip}</div>', _CSS)
    text = "\n".join([*([str(_NOT_CLINICAL)] if warning else []), str(first), *(f"  {album.told[i]}" for i in shown)])
    return Twin(html, text, build=lambda _: _panel(album, warning))


def _panel(album: Album, warning: str) -> Any:
    from ipywidgets import HTML, Button, Checkbox, HBox, VBox

    view, heat = HTML(), Checkbox(description=str(_MAP), indent=False)
    previous, following = Button(description=str(_PREVIOUS)), Button(description=str(_NEXT))
    place = controls.counter(_IMAGE, count=len(album.images), on_change=lambda _: draw())
    field = place.children[0]

    def draw() -> None:
        legend = f'<p><span class="medlab-scale" aria-hidden="true"></span> {_LEGEND}</p>' if heat.value else ""
        figure = album.figure(field.value - 1, heat=heat.value, live=True)
        view.value = sheet(warning + figure + legend, _CSS + controls.CSS)

    def step(by: int) -> Callable[[Any], None]:
        return lambda _: setattr(field, "value", field.value + by)

    previous.on_click(step(-1))
    following.on_click(step(1))
    heat.observe(lambda _: draw(), "value")
    draw()
    buttons = [previous, following, *([] if album.heatmaps is None else [heat])]
    return VBox([HBox(buttons), place, view]).add_class("medlab")


def _origin(origin: str) -> T:
    if origin not in _ORIGINS:
        raise MedlabError(
            fr=f'`origin` dit d\'où viennent les images : "real" ou "synthetic" ; reçu : {origin!r}.',
            en=f'`origin` says where the images come from: "real" or "synthetic"; received: {origin!r}.',
        )
    return _ORIGINS[origin]


def _told(n: int, origin: T, *, labels: Any, scores: Any) -> list[str]:
    """What is said of each image: origin and position, label, score."""
    parts = [[str(_PLACE.format(origin=origin, n=place, all=n)) for place in range(1, n + 1)]]
    if labels is not None:
        parts.append([str(_LABEL.format(label=name)) for name in _names(labels, n)])
    if scores is not None:
        parts.append([str(_SCORE.format(score=number(score))) for score in _scores(scores, n)])
    return [", ".join(told) for told in zip(*parts, strict=True)]


def _names(labels: Any, n: int) -> list[T | str]:
    import numpy as np

    array = np.asarray(labels)
    _one_each("labels", array, n)
    if array.dtype.kind in "USO" and all(isinstance(label, str) for label in array.tolist()):
        return array.tolist()
    if array.dtype.kind not in "biuf" or not set(array.tolist()) <= {0, 1}:
        raise MedlabError(
            fr="Les étiquettes doivent valoir 0 ou 1 (False ou True), ou être des textes.",
            en="Labels must be 0 or 1 (False or True), or texts.",
        )
    return [_NAMES[int(label)] for label in array]


def _scores(scores: Any, n: int) -> list[float]:
    import numpy as np

    array = np.asarray(scores)
    _one_each("scores", array, n)
    if array.dtype.kind not in "biuf" or not ((array >= 0) & (array <= 1)).all():
        raise MedlabError(
            fr="Chaque score doit être un nombre entre 0 et 1.", en="Each score must be a number between 0 and 1."
        )
    return array.tolist()


def _one_each(name: str, array: "np.ndarray", n: int) -> None:
    if array.shape != (n,):
        raise MedlabError(
            fr=f"`{name}` doit contenir une valeur par image, soit {n} ; reçu : un tableau {array.shape}.",
            en=f"`{name}` must hold one value an image, that is {n}; received: an array {array.shape}.",
        )


def _grey(images: Any) -> "np.ndarray":
    """Images as uint8."""
    import numpy as np

    array = np.asarray(images)
    if array.ndim != 3 or array.size == 0 or not _is_grey(array):
        came = f"{array.dtype} {array.shape}"
        raise MedlabError(
            fr="Il faut des images en niveaux de gris, un tableau (n, hauteur, largeur) en uint8, ou en nombres de 0 à "
            f"1 ; reçu : {came}.",
            en="Grey images are needed, an array (n, height, width) of uint8, or of numbers from 0 to 1; received: "
            f"{came}.",
        )
    return array if array.dtype == np.uint8 else (255 * array).round().astype(np.uint8)


def _is_grey(array: "np.ndarray") -> bool:
    return array.dtype == "uint8" or (array.dtype.kind == "f" and bool(((array >= 0) & (array <= 1)).all()))


def _stretched(heatmaps: Any, images: "np.ndarray") -> "np.ndarray | None":
    """Each map from 0 to 1; one that is the same everywhere becomes 0."""
    import numpy as np

    if heatmaps is None:
        return None
    array = np.asarray(heatmaps)
    if array.shape != images.shape or array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        raise MedlabError(
            fr=f"`heatmaps` doit être un tableau de nombres finis, de la forme des images, {images.shape} ; reçu : "
            f"{array.dtype} {array.shape}.",
            en=f"`heatmaps` must be an array of finite numbers of the images' shape, {images.shape}; received: "
            f"{array.dtype} {array.shape}.",
        )
    array = array.astype(float)
    low, high = array.min((1, 2), keepdims=True), array.max((1, 2), keepdims=True)
    return (array - low) / np.where(high > low, high - low, 1)


def _overlaid(image: "np.ndarray", heat: "np.ndarray") -> "np.ndarray":
    """Viridis over grey, as RGB bytes."""
    import numpy as np

    stops = np.linspace(0, 1, len(_VIRIDIS))
    colours = np.stack([np.interp(heat, stops, channel) for channel in zip(*_VIRIDIS, strict=True)], axis=-1)
    return ((1 - _OPACITY) * image[..., None] + _OPACITY * colours).round().astype(np.uint8)


def _data_uri(pixels: "np.ndarray") -> str:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="png")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
