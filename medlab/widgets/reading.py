"""A night's reading list: as the images arrived, or as a model reorders them, and who waits how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from medlab.errors import MedlabError
from medlab.language import T, number
from medlab.richtext import sheet
from medlab.widgets.ranked import checked
from medlab.widgets.tables import lines, table
from medlab.widgets.twin import Twin

SHOWN = 60

_CSS = """
.medlab ol.medlab-board{list-style:none!important;padding:0!important;display:flex;flex-wrap:wrap;gap:.25rem}
.medlab .medlab-board li{margin:0;min-width:2.6rem;padding:.1rem .3rem;text-align:center;border-radius:.25rem;
  border:3px solid transparent;box-shadow:inset 0 0 0 1px var(--medlab-line);box-sizing:border-box}
.medlab .medlab-board .medlab-urgent{border-color:#d55e00;font-weight:700}
.medlab .medlab-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
"""

_ARRIVAL = T(fr="Dans l'ordre d'arrivée", en="In order of arrival")
_MODEL = T(fr="Dans l'ordre du modèle", en="In the model's order")
_TO_ARRIVAL = T(fr="Remettre dans l'ordre d'arrivée", en="Back to the order of arrival")
_TO_MODEL = T(fr="Ranger selon le modèle", en="Reorder by the model")
_HEADERS = (
    T(fr="Attente", en="Wait"),
    T(fr="Nombre", en="Number"),
    T(fr="Moyenne", en="Mean"),
    T(fr="Médiane", en="Median"),
    T(fr="Maximum", en="Longest"),
)
_URGENT = T(fr="Ne peuvent pas attendre", en="Can't wait")
_OTHERS = T(fr="Les autres", en="The others")
_MINUTES = T(fr="{minutes} min", en="{minutes} min")
_RULE = T(
    fr="Toutes les images sont là quand la lecture commence ; chacune prend {minutes} min, durée choisie pour "
    "l'exercice. L'attente dure jusqu'au début de la lecture : la première image n'attend pas.",
    en="All images are there when reading begins; each takes {minutes} min, a length chosen for the exercise. The wait "
    "lasts until an image's reading begins: the first one does not wait.",
)
_LEGEND = T(
    fr="Chaque case est une image, avec son numéro d'arrivée. « ! » et bordure épaisse : ne peut pas attendre. "
    "« + » : malade, peut attendre.",
    en='Each box is an image, with its number of arrival. "!" and thick border: can\'t wait. "+": ill, can wait.',
)
_FIRST = T(fr="Les {shown} premières sur {all} :", en="The first {shown} of {all}:")
_CHIP = T(fr="score {score}, attend {minutes} min", en="score {score}, waits {minutes} min")
_CHIP_URGENT, _CHIP_ILL = T(fr="ne peut pas attendre", en="can't wait"), T(fr="malade", en="ill")


@dataclass(frozen=True)
class Night:
    """The images of a night in order of arrival."""

    ill: list[bool]
    scores: list[float]
    urgent: list[bool]
    minutes: float

    def arrival(self) -> list[int]:
        return list(range(len(self.scores)))

    def by_model(self) -> list[int]:
        """Highest score first; equal scores keep their order of arrival."""
        return sorted(self.arrival(), key=lambda image: -self.scores[image])

    def waits(self, order: Sequence[int], *, urgent: bool) -> list[float]:
        """Minutes until reading begins, of those who can't wait or of the others, in reading order."""
        return [place * self.minutes for place, image in enumerate(order) if self.urgent[image] == urgent]


def reading_list(labels: Any, scores: Any, *, minutes_per_image: float = 5, urgent: Any = None) -> Twin:
    """The list as it arrived and as the model reorders it, with the minutes waited by the urgent and by the others.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the ill, in order of arrival.
    scores : array of shape (n,)
        The model reads the highest first; equal scores keep their order of arrival.
    minutes_per_image : float
        Length of one reading, above 0. All images are there when reading begins.
    urgent : array of shape (n,)
        True or 1 for those who can't wait; by default the ill.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a score is not finite, a class is empty, or the minutes are not
        above 0.
    """
    night = _night(labels, scores, minutes=minutes_per_image, urgent=labels if urgent is None else urgent)
    orders = ((_ARRIVAL, night.arrival()), (_MODEL, night.by_model()))
    html = "".join(_summary_html(night, name, order) + _board(night, order) for name, order in orders)
    text = "\n".join(lines(*_summary(night, name, order)) for name, order in orders)
    rule = str(_RULE.format(minutes=_short(night.minutes)))
    return Twin(_sheet(f"<p>{rule}</p>{html}"), f"{rule}\n{text}", build=lambda _: _panel(night))


def _night(labels: Any, scores: Any, *, minutes: Any, urgent: Any) -> Night:
    ill, values = checked(labels, scores)
    if not (isinstance(minutes, (int, float)) and 0 < minutes < float("inf")):
        raise MedlabError(
            fr=f"`minutes_per_image` doit être un nombre de minutes supérieur à 0 ; reçu : {minutes!r}.",
            en=f"`minutes_per_image` must be a number of minutes above 0; received: {minutes!r}.",
        )
    return Night(ill, values, checked(urgent, scores)[0], minutes)


def _panel(night: Night) -> Any:
    from ipywidgets import HTML, Button, VBox

    view, toggle = HTML(), Button(layout={"width": "auto", "align_self": "flex-start"})
    shown = {"model": True}

    def turn(_: Any = None) -> None:
        shown["model"] = not shown["model"]
        name, order = (_MODEL, night.by_model()) if shown["model"] else (_ARRIVAL, night.arrival())
        toggle.description = str(_TO_ARRIVAL if shown["model"] else _TO_MODEL)
        said = f'<p role="status">{name}. {_RULE.format(minutes=_short(night.minutes))}</p>'
        view.value = _sheet(said + _summary_html(night, name, order) + _board(night, order))

    toggle.on_click(turn)
    turn()
    return VBox([toggle, view]).add_class("medlab")


def _summary(night: Night, name: T, order: Sequence[int]) -> tuple[str, tuple, list[tuple]]:
    """Caption, headers and rows of the table of waits."""
    rows = [(who, *_figures(night.waits(order, urgent=urgent))) for who, urgent in ((_URGENT, True), (_OTHERS, False))]
    return str(name), _HEADERS, rows


def _figures(waits: list[float]) -> tuple[str, ...]:
    figures = (mean(waits), median(waits), max(waits))
    return str(len(waits)), *(str(_MINUTES.format(minutes=_short(figure))) for figure in figures)


def _summary_html(night: Night, name: T, order: Sequence[int]) -> str:
    return table(*_summary(night, name, order))


def _board(night: Night, order: Sequence[int]) -> str:
    chips = "".join(_chip(night, image, place * night.minutes) for place, image in enumerate(order[:SHOWN]))
    cut = f"<p>{_FIRST.format(shown=SHOWN, all=len(order))}</p>" if len(order) > SHOWN else ""
    return f'<p>{_LEGEND}</p>{cut}<ol class="medlab-board">{chips}</ol>'


def _chip(night: Night, image: int, wait: float) -> str:
    urgent, ill = night.urgent[image], night.ill[image]
    facts = [str(_CHIP_ILL)] * ill + [str(_CHIP_URGENT)] * urgent
    facts.append(str(_CHIP.format(score=number(night.scores[image]), minutes=_short(wait))))
    told, mark = ", ".join(facts), "! " if urgent else "+ " if ill else ""
    return (
        f'<li class="{"medlab-urgent" if urgent else "medlab-calm"}" title="{told}">'
        f'<span aria-hidden="true">{mark}</span>{image + 1}<span class="medlab-unseen">, {told}</span></li>'
    )


def _short(minutes: float) -> str:
    return number(minutes, 0 if round(minutes, 1) == round(minutes) else 1)


def _sheet(body: str) -> str:
    return sheet(body, _CSS)
