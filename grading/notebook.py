"""A module as a notebook, in one language and one form: release, source (nbgrader's), solution or colab."""

import hashlib
import json
from collections.abc import Iterator

from grading import code, texts
from grading.course import LoadedModule
from grading.errors import BuildError
from grading.exercise import Exercise
from grading.percent import Pair, SourceCell, read_cells
from grading.table import release_name
from medlab.language import typeset_french

FORMS = ("release", "source", "solution", "colab")
_ANSWERS = {"release": code.stub, "colab": code.stub, "source": code.source, "solution": code.solved}


def render(module: LoadedModule, *, language: str, form: str, version: str) -> str:
    """The notebook's JSON, the same bytes for the same sources.

    Raises
    ------
    BuildError
        With file and line, where a cell of `module.py` can't be rendered.
    """
    cells = list(_Renderer(module, language, form, version).cells())
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {
        "kernelspec": kernel,
        "language_info": {"name": "python"},
        "medlab": {"module": module.slug, "language": language, "release": release_name(module, version)},
        "title": f"{module.number} · {module.info.title.text(language)}",
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class _Renderer:
    def __init__(self, module: LoadedModule, language: str, form: str, version: str):
        self.module = module
        self.language = language
        self.form = form
        self.version = version
        self.keys: set[str] = set()
        self.placed: list[str] = []

    def cells(self) -> Iterator[dict]:
        for item in read_cells(self.module.source):
            yield from self._cell(item)
        if missing := [key for key in self.module.exercises if key not in self.placed]:
            raise self._error(1, fr=f"exercices sans cellule : {missing}", en=f"exercises without a cell: {missing}")

    def _cell(self, item: SourceCell | Pair) -> Iterator[dict]:
        if isinstance(item, Pair):
            text = typeset_french(item.fr) if self.language == "fr" else item.en
            yield self._make("markdown", text, key=f"text/{_sha(item.fr)}", further=item.further)
        elif item.role == "header":
            yield self._make("markdown", texts.header(self.module, self.language), key="header")
        elif item.role == "setup":
            yield from self._setup()
        elif item.exercise:
            yield from self._exercise(item)
        else:
            yield self._make("code", item.text, key=f"code/{_sha(item.text)}", further=item.further)

    def _setup(self) -> Iterator[dict]:
        if self.form == "colab":
            yield self._make("code", texts.install(self.version), key="install")
        release = release_name(self.module, self.version)
        yield self._make("code", texts.setup(self.module.slug, self.language, release), key="setup")

    def _exercise(self, item: SourceCell) -> Iterator[dict]:
        exercise = self.module.exercises.get(item.exercise)
        if exercise is None or item.exercise in self.placed:
            raise self._error(
                item.line,
                fr=f"l'exercice {item.exercise} n'existe pas, ou a déjà sa cellule.",
                en=f"exercise {item.exercise} does not exist, or has its cell already.",
            )
        self.placed.append(exercise.id)
        statement = texts.statement(exercise, len(self.placed), self.language)
        yield self._make("markdown", statement, key=f"exercise/{exercise.id}/statement")
        yield from self._essay(exercise) if exercise.kind == "essay" else self._answer_and_check(exercise)

    def _answer_and_check(self, exercise: Exercise) -> Iterator[dict]:
        grade_id = exercise.id.replace(".", "-")
        answer, stub = _ANSWERS[self.form](exercise, self.language), code.stub(exercise, self.language)
        nbgrader = _nbgrader(grade_id, solution=True) if exercise.signature else None
        yield self._make("code", answer, key=f"exercise/{exercise.id}/stub", nbgrader=nbgrader, released=stub)
        call = f'check("{exercise.id}", {code.function_name(exercise)})'
        nbgrader = _nbgrader(f"{grade_id}-check", grade=True, locked=True, points=exercise.points)
        yield self._make("code", call, key=f"exercise/{exercise.id}/check", nbgrader=nbgrader)

    def _essay(self, exercise: Exercise) -> Iterator[dict]:
        nbgrader = _nbgrader(exercise.id.replace(".", "-"), grade=True, solution=True, points=exercise.points)
        text = stub = texts.essay_stub(self.language)
        if self.form == "source":
            text = f"{code.BEGIN}\n{texts.rubric(exercise, self.language)}\n{code.END}"
        elif self.form == "solution":
            text = texts.rubric(exercise, self.language)
        yield self._make("markdown", text, key=f"exercise/{exercise.id}/essay", nbgrader=nbgrader, released=stub)

    def _make(self, kind: str, text: str, *, key: str, released: str | None = None, **marks) -> dict:
        """A cell; `sha` is that of the text as it is released, by which a learner's change is seen."""
        key = self._unique(key)
        metadata: dict = {"medlab": {"key": key, "sha": _sha(text if released is None else released, 12)}}
        if nbgrader := marks.get("nbgrader"):
            metadata["nbgrader"] = nbgrader
            if nbgrader["locked"] and self.form != "source":
                metadata |= {"deletable": False, "editable": False}
        if marks.get("further"):
            metadata["tags"] = ["further"]
        cell = {"cell_type": kind, "id": _sha(f"{self.module.slug} {key}", 12), "metadata": metadata}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        return cell | {"source": text.splitlines(keepends=True)}

    def _unique(self, key: str) -> str:
        while key in self.keys:
            key += "+"
        self.keys.add(key)
        return key

    def _error(self, line: int, *, fr: str, en: str) -> BuildError:
        return BuildError.at(self.module.source, line, fr=fr, en=en)


def _nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points=None) -> dict:
    metadata = {"grade": grade, "grade_id": grade_id, "locked": locked, "schema_version": 3, "solution": solution}
    return metadata | {"task": False} | ({"points": points} if grade else {})


def _sha(text: str, digits: int = 10) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
