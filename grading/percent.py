"""Reads `module.py`, a jupytext percent script, into cells that know their line and their language."""

from dataclasses import dataclass
from pathlib import Path

from grading.errors import BuildError

ROLES = ("header", "setup")
_JUPYTEXT = ("lines_to_next_cell", "lines_to_end_of_cell_marker")


@dataclass(frozen=True)
class SourceCell:
    """One cell of `module.py`. `language` is set on prose only; `role` and `exercise` on cells that are derived."""

    line: int
    kind: str
    text: str
    language: str | None = None
    role: str | None = None
    exercise: str | None = None
    further: bool = False


@dataclass(frozen=True)
class Pair:
    """The same prose in both languages."""

    line: int
    fr: str
    en: str
    further: bool = False


def read_cells(path: Path) -> list[SourceCell | Pair]:
    """The cells of `path` in order, prose as pairs.

    Raises
    ------
    BuildError
        With file and line, for prose without its twin, an unknown role, or an exercise cell that holds code.
    """
    return _pair_prose(path, _source_cells(path))


def _source_cells(path: Path) -> list[SourceCell]:
    import jupytext

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise BuildError.at(path, 1, fr="ce fichier manque.", en="this file is missing.") from problem
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    if len(lines) != len(notebook.cells):
        raise BuildError.at(
            path, 1, fr="du texte précède le premier « # %% ».", en='text stands before the first "# %%".'
        )
    return [_source_cell(path, line, cell) for line, cell in zip(lines, notebook.cells, strict=True)]


def _source_cell(path: Path, line: int, cell) -> SourceCell:
    marks = {key: value for key, value in cell.metadata.items() if key not in _JUPYTEXT}
    if unknown := set(marks) - {"lang", "role", "exercise", "further"}:
        raise BuildError.at(path, line, fr=f"marque inconnue : {unknown}.", en=f"unknown mark: {unknown}.")
    if marks.get("role", "setup") not in ROLES:
        raise BuildError.at(path, line, fr=f"rôles connus : {ROLES}.", en=f"known roles: {ROLES}.")
    derived = "role" in marks or "exercise" in marks
    if derived and cell.source.strip():
        raise BuildError.at(
            path, line, fr="cette cellule est produite : laissez-la vide.", en="this cell is derived: leave it empty."
        )
    kind = "markdown" if cell.cell_type == "markdown" else "code"
    further = bool(marks.get("further", False))
    return SourceCell(line, kind, cell.source, marks.get("lang"), marks.get("role"), marks.get("exercise"), further)


def _pair_prose(path: Path, cells: list[SourceCell]) -> list[SourceCell | Pair]:
    result: list[SourceCell | Pair] = []
    waiting = iter(cells)
    for cell in waiting:
        if cell.kind != "markdown":
            result.append(cell)
            continue
        twin = next(waiting, None)
        if cell.language != "fr" or twin is None or twin.language != "en" or twin.kind != "markdown":
            raise BuildError.at(
                path,
                cell.line,
                fr='un texte lang="fr" doit être suivi de son jumeau lang="en".',
                en='prose with lang="fr" must be followed by its twin with lang="en".',
            )
        result.append(Pair(cell.line, cell.text, twin.text, cell.further))
    return result
