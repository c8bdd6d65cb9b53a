"""Merging a learner's notebook with a release of it: plain dicts in, plain dicts out, and no learner's text is lost.

Each released cell carries `metadata.medlab = {"key", "sha"}`: the key is the same in both languages and in every
release, the sha tells whether the learner edited the cell. So the same merge serves an update and a change of language.
"""

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from medlab.language import T

KEPT = "kept"
SETUP = "setup"

_HEADING = T(
    fr="## Conservé d'une version précédente\n\nLes cellules ci-dessous viennent d'exercices ou de passages qui "
    "n'existent plus dans le cours. Elles ne sont plus notées ; vous pouvez les garder ou les supprimer.",
    en="## Kept from an earlier version\n\nThe cells below come from exercises or passages that are no longer in the "
    "course. They are not graded any more; keep them or delete them.",
)
_OWNED = ("medlab", "nbgrader", "deletable", "editable")
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_START_CALL = re.compile(r"^start\([^)]*\)", re.MULTILINE)


@dataclass(frozen=True)
class Merged:
    """A merged notebook and how many of the learner's cells it keeps, by what they are.

    `answers` are answers of exercises, `edited` are the course's own cells that the learner changed, `added` are
    cells that the learner wrote, `orphans` are texts whose place no longer exists, kept at the end.
    """

    notebook: dict
    answers: int = 0
    edited: int = 0
    added: int = 0
    orphans: int = 0

    @property
    def has_work(self) -> bool:
        return bool(self.answers or self.edited or self.added or self.orphans)


@dataclass
class _Mine:
    """The learner's cells, sorted: by key, by the keyed cell that they follow (None: the top), or without a place."""

    found: dict[str, dict] = field(default_factory=dict)
    after: dict[str | None, list[dict]] = field(default_factory=dict)
    orphans: list[dict] = field(default_factory=list)


def source_of(cell: dict) -> str:
    """The text of a cell, whether the file holds it as one string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def source_sha(source: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of `source`: what `metadata.medlab.sha` holds."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def is_notebook(value: Any) -> bool:
    """Whether `value`, read from JSON, is a notebook of format 4 that `merge` can take."""
    return (
        isinstance(value, dict)
        and value.get("nbformat") == 4
        and isinstance(value.get("metadata", {}), dict)
        and isinstance(value.get("cells"), list)
        and all(_is_cell(cell) for cell in value["cells"])
    )


def same(one: dict, other: dict) -> bool:
    """Whether two notebooks hold the same; how a file splits the sources into lines is no difference."""
    return _joined(one) == _joined(other)


def merge(mine: dict, released: dict, *, language: str) -> Merged:
    """The release's cells with the learner's work in them.

    Parameters
    ----------
    mine : dict
        The learner's notebook, for which `is_notebook` is true.
    released : dict
        The notebook of the release, each cell with `metadata.medlab`.
    language : "fr" or "en"
        Of the heading over texts whose place no longer exists.

    Returns
    -------
    Merged
        Neither argument is changed. Merging the result again with the same release gives it back.
    """
    mine, released = deepcopy(mine), deepcopy(released)
    sorted_ = _sort(mine["cells"], released["cells"])
    fresh = released["cells"] + _heading(sorted_, language)
    cells = list(sorted_.after.get(None, []))
    for cell in fresh:
        key = _key(cell)
        cells += _join(cell, sorted_.found.get(key)) + sorted_.after.get(key, [])
    cells += [_as_added(cell) for cell in sorted_.orphans]
    _make_ids_unique(cells, fresh)
    return Merged(_with_cells(cells, mine, released), **_count(sorted_, fresh))


def _joined(notebook: dict) -> dict:
    return {**notebook, "cells": [{**cell, "source": source_of(cell)} for cell in notebook["cells"]]}


def _is_cell(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in ("code", "markdown", "raw")
        and isinstance(cell.get("metadata", {}), dict)
        and _is_text(cell.get("source", ""))
        and isinstance(cell.get("outputs", []), list)
    )


def _is_text(source: Any) -> bool:
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def _sort(cells: list[dict], fresh: list[dict]) -> _Mine:
    keys = {_key(cell) for cell in fresh} | {KEPT}
    by_grade = {_grade_id(cell): _key(cell) for cell in fresh if _grade_id(cell)}
    mine, last = _Mine(), None
    for cell in cells:
        key = _key(cell) or by_grade.get(_grade_id(cell))
        if key in keys and key not in mine.found:
            mine.found[key], last = cell, key
        elif key is None or key in keys:
            mine.after.setdefault(last, []).append(_as_added(cell))
        elif _is_edited(cell):
            mine.orphans.append(cell)
    return mine


def _own(cell: dict, name: str) -> dict:
    value = cell.get("metadata", {}).get(name)
    return value if isinstance(value, dict) else {}


def _key(cell: dict) -> str | None:
    key = _own(cell, "medlab").get("key")
    return key if isinstance(key, str) else None


def _grade_id(cell: dict) -> str | None:
    grade_id = _own(cell, "nbgrader").get("grade_id")
    return grade_id if isinstance(grade_id, str) else None


def _is_edited(cell: dict) -> bool:
    """Whether the text differs from the one that was released; an emptied cell or spaces at the end are no edit."""
    source = source_of(cell)
    return bool(source.strip()) and _own(cell, "medlab").get("sha") not in (
        source_sha(source),
        source_sha(source.rstrip()),
    )


def _heading(mine: _Mine, language: str) -> list[dict]:
    renamed = KEPT in mine.found and _is_edited(mine.found[KEPT])
    if not (mine.orphans or mine.after.get(KEPT) or renamed):
        return []
    source = _HEADING.text(language)
    metadata = {"medlab": {"key": KEPT, "sha": source_sha(source)}}
    return [{"cell_type": "markdown", "id": "medlab-kept", "metadata": metadata, "source": source}]


def _join(fresh: dict, mine: dict | None) -> list[dict]:
    """What stands where the release has `fresh` and the learner has `mine`: one cell, or the release's and a copy."""
    fresh["source"] = source_of(fresh)
    if mine is None:
        return [fresh]
    if not _differs(fresh, mine):
        return [_with_results(fresh, mine)]
    if _is_answer(fresh) or _is_shared_code(fresh, mine):
        return [_with_results({**fresh, "source": _learners_source(fresh, mine)}, mine)]
    return [_with_metadata(fresh, mine), _as_added(mine)]


def _differs(fresh: dict, mine: dict) -> bool:
    if _key(fresh) == KEPT:
        return _is_edited(mine)
    return _is_edited(mine) and source_of(mine).rstrip() != source_of(fresh).rstrip()


def _is_answer(cell: dict) -> bool:
    return bool(_own(cell, "nbgrader").get("solution"))


def _is_shared_code(fresh: dict, mine: dict) -> bool:
    both_code = fresh["cell_type"] == mine["cell_type"] == "code"
    return both_code and not _own(fresh, "nbgrader").get("locked")


def _learners_source(fresh: dict, mine: dict) -> str:
    """The learner's text; in the setup cell the call of `start` names the release and language that are laid down."""
    source = source_of(mine)
    call = _START_CALL.search(source_of(fresh)) if _key(fresh) == SETUP else None
    return _START_CALL.sub(lambda _: call.group(), source, count=1) if call else source


def _with_results(cell: dict, mine: dict) -> dict:
    """`cell` with the learner's outputs, if they come from the same code, and attachments."""
    cell = _with_metadata(cell, mine)
    if cell["cell_type"] == mine["cell_type"] == "code" and _same_code(cell, mine):
        cell |= {"outputs": mine.get("outputs", []), "execution_count": mine.get("execution_count")}
    if attachments := mine.get("attachments"):
        cell["attachments"] = {**attachments, **cell.get("attachments", {})}
    return cell


def _same_code(cell: dict, mine: dict) -> bool:
    return source_of(cell).rstrip() == source_of(mine).rstrip()


def _with_metadata(cell: dict, mine: dict) -> dict:
    """The release's metadata, and what the learner or Jupyter put beside it."""
    return {**cell, "metadata": {**_foreign(mine), **cell["metadata"]}}


def _foreign(cell: dict) -> dict:
    return {name: value for name, value in cell.get("metadata", {}).items() if name not in _OWNED}


def _as_added(cell: dict) -> dict:
    """The cell as one that the learner wrote: a copied or displaced cell must not be graded twice."""
    cell = {**cell, "metadata": _foreign(cell), "source": source_of(cell)}
    if cell["cell_type"] == "code":
        cell = {"outputs": [], "execution_count": None, **cell}
    return cell


def _make_ids_unique(cells: list[dict], fresh: list[dict]) -> None:
    """The release's cells keep their ids; an added cell gets another where its own is missing, invalid or taken."""
    released = {cell["id"] for cell in fresh if "id" in cell}
    used: set[str] = set()
    for cell in cells:
        if _key(cell) is None and not _is_free(cell.get("id"), used | released):
            cell["id"] = next(name for name in _names(cell) if name not in used | released)
        used.add(cell.get("id", ""))


def _is_free(name: Any, taken: set[str]) -> bool:
    return isinstance(name, str) and _VALID_ID.fullmatch(name) is not None and name not in taken


def _names(cell: dict) -> Iterator[str]:
    number = 0
    while True:
        yield f"mine-{source_sha(f'{number}{source_of(cell)}')}"
        number += 1


def _with_cells(cells: list[dict], mine: dict, released: dict) -> dict:
    """The notebook: the release's metadata, but the learner's choice of kernel and what Jupyter wrote."""
    theirs = mine.get("metadata", {})
    chosen = {name: theirs[name] for name in ("kernelspec", "language_info") if name in theirs}
    minor = max(_minor(mine), _minor(released))
    metadata = {**theirs, **released["metadata"], **chosen}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def _minor(notebook: dict) -> int:
    minor = notebook.get("nbformat_minor")
    return minor if isinstance(minor, int) else 5


def _count(mine: _Mine, fresh: list[dict]) -> dict[str, int]:
    changed = [cell for cell in fresh if _key(cell) in mine.found and _differs(cell, mine.found[_key(cell)])]
    answers = sum(_is_answer(cell) for cell in changed)
    return {
        "answers": answers,
        "edited": len(changed) - answers,
        "added": sum(bool(cell["source"].strip()) for cells in mine.after.values() for cell in cells),
        "orphans": len(mine.orphans),
    }
