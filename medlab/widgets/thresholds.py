"""What one threshold does: who is flagged, what the flag is worth at a prevalence, and where that lies on the curve."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan
from typing import Any

from medlab import metrics
from medlab.language import T, number, percent
from medlab.richtext import inline, sheet
from medlab.widgets import charts, controls
from medlab.widgets.ranked import Ranked, ranked, share
from medlab.widgets.tables import lines, table
from medlab.widgets.twin import Twin

_USUAL = (0.1, 0.3, 0.5, 0.7, 0.9)
_NONE = "—"
_CSS = """
.medlab .medlab-curve{width:20rem;max-width:100%}
.medlab table.medlab-narrow td{white-space:nowrap;padding-right:.8rem}
.medlab .medlab-narrow th::first-letter{text-transform:uppercase}
"""

_THRESHOLD = T(fr="Seuil", en="Threshold")
_PREVALENCE = T(fr="Prévalence (%)", en="Prevalence (%)")
_SENSITIVITY = T(fr="Sensibilité", en="Sensitivity")
_SPECIFICITY = T(fr="Spécificité", en="Specificity")
_PPV = T(fr="Valeur prédictive positive (VPP)", en="Positive predictive value (PPV)")
_NPV = T(fr="Valeur prédictive négative (VPN)", en="Negative predictive value (NPV)")
_SHORT_PPV, _SHORT_NPV = T(fr="VPP", en="PPV"), T(fr="VPN", en="NPV")
_CELLS = (
    T(fr="vrais positifs", en="true positives"),
    T(fr="faux positifs", en="false positives"),
    T(fr="faux négatifs", en="false negatives"),
    T(fr="vrais négatifs", en="true negatives"),
)
_ILL = T(fr="{n} malades", en="{n} ill")
_HEALTHY = T(fr="{n} non-malades", en="{n} not ill")
_FLAGGED = T(fr="Signalés", en="Flagged")
_LEFT_ALONE = T(fr="Non signalés", en="Not flagged")
_MATRIX = T(fr="Matrice de confusion, au seuil de {threshold}", en="Confusion matrix at threshold {threshold}")
_WORTH = T(
    fr="Ce que vaut l'alerte, si {prevalence} des patients sont malades",
    en="What the flag is worth, if {prevalence} of the patients are ill",
)
_MEASURE, _VALUE = T(fr="Mesure", en="Measure"), T(fr="Valeur", en="Value")
_INTERVAL = T(fr="Intervalle à 95 %", en="95% interval")
_RULE = T(
    fr="Est signalé tout score supérieur ou égal au seuil. La sensibilité et la spécificité ne dépendent pas de la "
    "prévalence ; les valeurs prédictives, si. Intervalles de Wilson.",
    en="Flagged is every score at or above the threshold. Sensitivity and specificity do not depend on the prevalence; "
    "the predictive values do. Wilson intervals.",
)
_SOME = T(
    fr="{ill} malades, {healthy} non-malades ; VPP et VPN si {prevalence} des patients sont malades",
    en="{ill} ill, {healthy} not ill; PPV and NPV if {prevalence} of the patients are ill",
)
_SAID = T(
    fr="Au seuil de {threshold}, sensibilité {sensitivity}, spécificité {specificity}.",
    en="At threshold {threshold}, sensitivity {sensitivity}, specificity {specificity}.",
)
_CURVE = T(
    fr="Courbe ROC, AUC {auc} (intervalle à 95 % : {low} à {high})",
    en="ROC curve, AUC {auc} (95% interval {low} to {high})",
)
_CURVE_SAYS = T(
    fr="De « personne n'est signalé », en bas à gauche, à « tous sont signalés », en haut à droite ; le pointillé est "
    "le hasard. Le point : {said}",
    en="From nobody flagged, bottom left, to everybody flagged, top right; the dashes are chance. The point: {said}",
)
_AXES = (T(fr="1 − spécificité", en="1 − specificity"), _SENSITIVITY)


@dataclass(frozen=True)
class Point:
    """One threshold at one prevalence."""

    threshold: float
    prevalence: float
    counts: "metrics.Confusion"

    def said(self) -> T:
        return _SAID.format(
            threshold=_short(self.threshold),
            sensitivity=percent(self.counts.sensitivity, 1),
            specificity=percent(self.counts.specificity, 1),
        )

    def predictive_values(self) -> list[str]:
        """Positive and negative predictive value; a dash where nobody, or everybody, is flagged."""
        values = metrics.predictive_values(self.counts.sensitivity, self.counts.specificity, self.prevalence)
        return [_NONE if isnan(value) else percent(value, 1) for value in values]

    def interval(self, name: str) -> str:
        low, high = self.counts.interval(name)
        return f"{number(100 * low, 1)}–{percent(high, 1)}"


def threshold_explorer(labels: Any, scores: Any, *, prevalence: float | None = None, threshold: float = 0.5) -> Twin:
    """Move a threshold and a prevalence; see the confusion matrix, the measures and the point on the ROC curve.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the ill, 0 or False for the others.
    scores : array of shape (n,)
        Between 0 and 1; flagged is every score at or above the threshold.
    prevalence : float
        Share of ill patients where the model would be used, 0 to 1; by default that of `labels`.
    threshold : float
        Where the slider starts, 0 to 1.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a class is empty, or another number is not between 0 and 1.

    Source: Altman and Bland 1994, doi 10.1136/bmj.309.6947.102 (predictive values at a prevalence); Wilson 1927,
    doi 10.1080/01621459.1927.10502953 (intervals).
    """
    people = ranked(labels, scores)
    chosen = people.prevalence if prevalence is None else share(prevalence, name="prevalence")
    start = share(threshold, name="threshold")
    draw_curve = _curve(labels, scores)
    caption, headers, rows = _some(people, [_point(people, value, chosen) for value in sorted({*_USUAL, start})])
    here = _point(people, start, chosen)
    static = f"{_note()}{table(caption, headers, rows, css_class='medlab-narrow')}{draw_curve(here)}"
    text = f"{lines(caption, headers, rows)}\n{here.said()}"
    return Twin(_sheet(static), text, build=lambda _: _panel(people, here, draw_curve=draw_curve))


def _point(people: Ranked, threshold: float, prevalence: float) -> Point:
    return Point(threshold, prevalence, people.at(threshold))


def _curve(labels: Any, scores: Any) -> Callable[[Point], str]:
    """What draws the ROC curve with one point marked."""
    curve = metrics.roc_curve(labels, scores)
    drawn = charts.line(zip(curve.false_positive_rate.tolist(), curve.sensitivity.tolist(), strict=True))
    low, high = metrics.auc_interval(labels, scores)
    title = _CURVE.format(auc=number(metrics.roc_auc(labels, scores), 3), low=number(low, 3), high=number(high, 3))

    def draw(point: Point) -> str:
        place = charts.dot((1 - point.counts.specificity, point.counts.sensitivity))
        description = _CURVE_SAYS.format(said=point.said())
        chart = charts.chart([drawn, place], title=title, description=description, axes=_AXES)
        return f'<div class="medlab-curve"><p><strong>{title}</strong></p>{chart}</div>'

    return draw


def _panel(people: Ranked, start: Point, *, draw_curve: Callable[[Point], str]) -> Any:
    from ipywidgets import HTML, VBox

    now = {"threshold": start.threshold, "prevalence": start.prevalence}
    view = HTML()

    def draw(**changed: float) -> None:
        now.update(changed)
        point = _point(people, **now)
        view.value = _sheet(_live(point, draw_curve(point)))

    sliders = [
        controls.dial(_THRESHOLD, start.threshold, maximum=1, on_change=lambda new: draw(threshold=new)),
        controls.dial(
            _PREVALENCE, round(100 * start.prevalence, 2), maximum=100, on_change=lambda new: draw(prevalence=new / 100)
        ),
    ]
    draw()
    return VBox([*sliders, view]).add_class("medlab")


def _live(point: Point, curve: str) -> str:
    said = f'<p role="status">{point.said()}</p>'
    return f'{said}<div class="medlab-side"><div>{_matrix(point)}{_measures(point)}</div>{curve}</div>{_note()}'


def _matrix(point: Point) -> str:
    counts = _counts(point)
    headers = ("", _ILL.format(n=counts[0] + counts[2]), _HEALTHY.format(n=counts[1] + counts[3]))
    cells = [f"{count} {name}" for count, name in zip(counts, _CELLS, strict=True)]
    rows = [(_FLAGGED, *cells[:2]), (_LEFT_ALONE, *cells[2:])]
    return table(str(_MATRIX.format(threshold=_short(point.threshold))), headers, rows)


def _measures(point: Point) -> str:
    positive, negative = point.predictive_values()
    rows = [
        (_SENSITIVITY, percent(point.counts.sensitivity, 1), point.interval("sensitivity")),
        (_SPECIFICITY, percent(point.counts.specificity, 1), point.interval("specificity")),
        (_PPV, positive, _NONE),
        (_NPV, negative, _NONE),
    ]
    caption = _WORTH.format(prevalence=percent(point.prevalence, 1))
    return table(str(caption), (_MEASURE, _VALUE, _INTERVAL), rows)


def _some(people: Ranked, points: list[Point]) -> tuple[str, tuple, list[tuple]]:
    """Caption, headers and rows of the table of several thresholds."""
    caption = _SOME.format(
        ill=len(people.ill), healthy=len(people.healthy), prevalence=percent(points[0].prevalence, 1)
    )
    headers = (_THRESHOLD, *_CELLS, _SENSITIVITY, _SPECIFICITY, _SHORT_PPV, _SHORT_NPV)
    return str(caption), headers, [_some_row(point) for point in points]


def _some_row(point: Point) -> tuple:
    return (
        _short(point.threshold),
        *_counts(point),
        f"{percent(point.counts.sensitivity, 1)} ({point.interval('sensitivity')})",
        f"{percent(point.counts.specificity, 1)} ({point.interval('specificity')})",
        *point.predictive_values(),
    )


def _counts(point: Point) -> tuple[int, int, int, int]:
    counts = point.counts
    return counts.true_positives, counts.false_positives, counts.false_negatives, counts.true_negatives


def _short(threshold: float) -> str:
    return number(threshold, 2 if round(threshold, 2) == threshold else 4)


def _note() -> str:
    return f"<p>{inline(str(_RULE))}</p>"


def _sheet(body: str) -> str:
    return sheet(body, charts.CSS + controls.CSS + _CSS)
