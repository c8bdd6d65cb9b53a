"""Where the learner stands: each exercise of a module, its points and the badge of the core path."""

from dataclasses import dataclass
from html import escape

from medlab import progress, release
from medlab.language import T, number
from medlab.richtext import inline, plain, sheet
from medlab.widgets.twin import Twin, say

_TODO = T(fr="à faire", en="to do")
_TRIED = T(fr="commencé", en="started")
_DONE = T(fr="réussi", en="done")
_WITH_SOLUTION = T(fr="solution consultée", en="solution seen")
_BY_HAND = T(fr="lu par une personne", en="read by a person")
_HEADERS = (
    T(fr="Exercice", en="Exercise"),
    T(fr="Niveau", en="Level"),
    T(fr="État", en="State"),
    T(fr="Points", en="Points"),
)
_FURTHER = T(fr="pour aller plus loin", en="further")
_POINTS = T(fr="{points} sur {of}", en="{points} of {of}")
_QUESTIONS = T(fr="Questions et prévisions : {done} sur {all}", en="Questions and predictions: {done} of {all}")
_BADGE = T(fr="★ Badge du parcours essentiel obtenu", en="★ Core path badge earned")
_NO_BADGE = T(
    fr="☆ Badge du parcours essentiel, exercices réussis : {done} sur {all}",
    en="☆ Core path badge, exercises done: {done} of {all}",
)


@dataclass(frozen=True)
class Standing:
    """What a learner has done in one module."""

    points: float
    of: float
    core_done: int
    core: int
    questions_done: int
    questions: int
    started: bool

    @property
    def badge(self) -> bool:
        """The core path is earned once each of its exercises that a machine checks is right."""
        return self.core > 0 and self.core_done == self.core

    def badge_text(self) -> T:
        return _BADGE if self.badge else _NO_BADGE.format(done=self.core_done, all=self.core)


def standing(table: dict, state: dict[str, dict]) -> Standing:
    """Count what `state` (from `progress.state()`) holds of the module of `table`."""
    exercises = table["exercises"]
    core = [key for key, entry in exercises.items() if not entry["further"] and entry["kind"] != "essay"]
    questions = [*table["quizzes"], *table["predicts"]]
    prefix = table["module"].split("_")[0]
    return Standing(
        points=sum(state[key]["points"] for key in exercises if key in state),
        of=table["points"],
        core_done=sum(_passed(state, key) for key in core),
        core=len(core),
        questions_done=sum(key in state for key in questions),
        questions=len(questions),
        started=any(key == table["module"] or key.startswith(f"{prefix}.") for key in state),
    )


def progress_view(module: str | None = None) -> Twin:
    """A table of the exercises of one module, or of every module of the release where none is open.

    Parameters
    ----------
    module : the module's folder name, such as "00_orientation"; by default the one that the notebook opened

    Raises
    ------
    MedlabError
        If there is no such module, or the progress file can't be read.
    """
    tables, state = _tables(module), progress.state()
    html = "".join(_module_html(table, state) for table in tables)
    return Twin(sheet(html), "\n\n".join(_module_text(table, state) for table in tables))


def points_text(points: float, of: float) -> T:
    return _POINTS.format(points=_short(points), of=_short(of))


def _tables(module: str | None) -> list[dict]:
    if module is None and (current := release.current()):
        return [current]
    return [release.module_table(slug) for slug in ([module] if module else [m["slug"] for m in release.modules()])]


def _passed(state: dict, key: str) -> bool:
    return key in state and state[key]["passed"]


def _module_html(table: dict, state: dict) -> str:
    caption = f"{say(table['title'])} — {_summary(table, state)}"
    headers = "".join(f'<th scope="col">{header}</th>' for header in _HEADERS)
    rows = "".join(_row_html(*cells) for cells in _rows(table, state))
    footer = "".join(f"<p>{line}</p>" for line in _footer(table, state))
    head = f"<caption>{inline(caption)}</caption><thead><tr>{headers}</tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>{footer}"


def _row_html(title: str, *cells: str) -> str:
    return f'<tr><th scope="row">{inline(title)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _module_text(table: dict, state: dict) -> str:
    head = f"{plain(say(table['title']))} — {_summary(table, state)}"
    rows = [f"{plain(title)} · {_HEADERS[1]} {' · '.join(cells)}" for title, *cells in _rows(table, state)]
    return "\n".join([head, *(f"  {row}" for row in rows), *_footer(table, state)])


def _rows(table: dict, state: dict) -> list[tuple[str, str, str, str]]:
    """Title, level, state and points of each exercise."""
    return [_row(entry, state.get(key)) for key, entry in table["exercises"].items()]


def _row(entry: dict, done: dict | None) -> tuple[str, str, str, str]:
    level = f"{entry['level']}, {_FURTHER}" if entry["further"] else str(entry["level"])
    points = done["points"] if done else 0
    return say(entry["title"]), level, _state_text(entry, done), str(points_text(points, entry["points"]))


def _state_text(entry: dict, done: dict | None) -> str:
    if entry["kind"] == "essay":
        return f"✎ {_BY_HAND}"
    if not done or not (done["attempts"] or done["passed"] or done["hints"]):
        return f"○ {_TODO}"
    mark = f"✓ {_DONE}" if done["passed"] else f"◐ {_TRIED}"
    return f"{mark}, {_WITH_SOLUTION}" if done["solution"] else mark


def _summary(table: dict, state: dict) -> str:
    found = standing(table, state)
    return f"{points_text(found.points, found.of)} points"


def _footer(table: dict, state: dict) -> list[str]:
    found = standing(table, state)
    questions = _QUESTIONS.format(done=found.questions_done, all=found.questions)
    return [str(found.badge_text()), *([str(questions)] if found.questions else [])]


def _short(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)
