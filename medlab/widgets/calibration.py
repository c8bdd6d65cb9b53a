"""Whether scores mean what they say: the reliability diagram, its counts and the calibration error."""

from typing import Any

from medlab import metrics
from medlab.language import T, number, percent
from medlab.richtext import sheet
from medlab.widgets import charts
from medlab.widgets.ranked import checked
from medlab.widgets.tables import lines, table
from medlab.widgets.twin import Twin

_TITLE = T(
    fr="Calibration : {n} patients, erreur de calibration (ECE) {ece}",
    en="Calibration: {n} patients, calibration error (ECE) {ece}",
)
_SAYS = T(
    fr="Chaque point est un groupe de scores voisins : score moyen en abscisse, part de malades en ordonnée, avec son "
    "intervalle de Wilson à 95 %. Sur la diagonale, les scores disent vrai ; au-dessous, ils exagèrent le risque. Les "
    "barres du bas montrent combien de patients sont dans chaque groupe.",
    en="Each point is a group of similar scores: mean score across, share of the ill upwards, with its 95% Wilson "
    "interval. On the diagonal scores are true; below it they overstate the risk. The bars at the bottom show how many "
    "patients are in each group.",
)
_AXES = (T(fr="Score moyen", en="Mean score"), T(fr="Part de malades", en="Share of the ill"))
_HEADERS = (*_AXES, T(fr="Intervalle à 95 %", en="95% interval"), T(fr="Patients", en="Patients"))
_BARS = 0.2


def calibration_view(labels: Any, scores: Any, *, bins: int = 10) -> Twin:
    """A reliability diagram with the number of patients in each bin, the calibration error, and the same as a table.

    Parameters
    ----------
    labels : array of shape (n,)
        1 or True for the ill, 0 or False for the others.
    scores : array of shape (n,)
        Between 0 and 1.
    bins : int
        Of equal width over 0 to 1; those that hold nobody are left out.

    Raises
    ------
    MedlabError
        If the shapes differ, a label is not 0 or 1, a class is empty, a score is not between 0 and 1, or `bins` is no
        whole number from 1 to 1000.

    Source: Guo et al. 2017, arXiv:1706.04599.
    """
    n = len(checked(labels, scores)[0])
    points = metrics.reliability(labels, scores, bins=bins)
    title = _TITLE.format(n=n, ece=number(metrics.calibration_error(labels, scores, bins=bins), 3))
    rows = list(zip(*(column.tolist() for column in points), strict=True))
    marks = _bars(rows, bins=bins) + [mark for row in rows for mark in _marks(*row)]
    chart = charts.chart(marks, title=title, description=_SAYS, axes=_AXES)
    told = [_row(*row) for row in rows]
    html = f'<p>{_SAYS}</p><div class="medlab-side">{chart}{table(str(title), _HEADERS, told)}</div>'
    return Twin(sheet(html, charts.CSS), lines(str(title), _HEADERS, told))


def _row(score: float, observed: float, low: float, high: float, people: int) -> tuple[str, ...]:
    return number(score), percent(observed), f"{number(100 * low, 0)}–{percent(high)}", str(people)


def _marks(score: float, observed: float, low: float, high: float, _: int) -> list[str]:
    """The interval and the point of one bin."""
    bar = f'<line x1="{charts.x(score)}" y1="{charts.y(low)}" x2="{charts.x(score)}" y2="{charts.y(high)}"'
    return [f'{bar} stroke="currentColor" stroke-width="2"/>', charts.dot((score, observed))]


def _bars(rows: list[tuple], *, bins: int) -> list[str]:
    """The count of each bin, as a bar of at most a fifth of the height; the bin is that of the mean score."""
    most = max(row[4] for row in rows)
    return [_bar(min(int(score * bins), bins - 1) / bins, people / most, width=1 / bins) for score, *_, people in rows]


def _bar(left: float, height: float, *, width: float) -> str:
    top = charts.y(_BARS * height)
    return (
        f'<rect x="{charts.x(left)}" y="{top}" width="{charts.SIDE * width:.1f}" '
        f'height="{charts.SIDE * _BARS * height:.1f}" fill="{charts.BARS}" opacity=".45"/>'
    )
