"""Finds the modules of the course: each folder `NN_slug` with `module.py` and `exercises.py`."""

import importlib.util
import re
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from grading.errors import BuildError
from grading.exercise import Exercise, Module, Predict, Quiz

ROOT = Path(__file__).resolve().parent.parent
COURSE = ROOT / "course"
_SLUG = re.compile(r"\d\d_[a-z0-9_]+")


@dataclass
class LoadedModule:
    """One module of the course as its authors wrote it; items are kept by id, in the order of the file."""

    slug: str
    folder: Path
    info: Module
    exercises: dict[str, Exercise] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    predicts: dict[str, Predict] = field(default_factory=dict)
    bank_files: list[Path] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.slug.split("_")[0]

    @property
    def source(self) -> Path:
        return self.folder / "module.py"

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises.values())


def find_slugs(course: Path = COURSE) -> list[str]:
    """The modules' folder names, in order."""
    return sorted(path.name for path in course.iterdir() if _SLUG.fullmatch(path.name) and path.is_dir())


def load_modules(
    course: Path = COURSE, *, bank: Path | None = None, only: list[str] | None = None
) -> list[LoadedModule]:
    """Every module of `course`; a folder of the same name in `bank` adds its items, which win by id."""
    return [load_module(course / slug, bank=bank) for slug in find_slugs(course) if only is None or slug in only]


def load_module(folder: Path, *, bank: Path | None = None) -> LoadedModule:
    """One module.

    Raises
    ------
    BuildError
        With file and line, if `exercises.py` can't be run or defines no `module`.
    """
    path = folder / "exercises.py"
    items = _items(path)
    if not (folder / "module.py").is_file():
        raise BuildError.at(folder / "module.py", 1, fr="ce fichier manque.", en="this file is missing.")
    infos = [item for item in items if isinstance(item, Module)]
    if len(infos) != 1:
        raise BuildError.at(
            path, 1, fr="il faut un `module = Module(...)`.", en="one `module = Module(...)` is needed."
        )
    module = LoadedModule(folder.name, folder, infos[0])
    _add(module, items, path)
    if bank and (extra := bank / folder.name / "exercises.py").is_file():
        module.bank_files.append(extra)
        _add(module, _items(extra), extra, replace=True)
    return module


def _add(module: LoadedModule, items: list, path: Path, *, replace: bool = False) -> None:
    kinds = {Exercise: module.exercises, Quiz: module.quizzes, Predict: module.predicts}
    for item in items:
        if type(item) not in kinds:
            continue
        if not replace and any(item.id in known for known in kinds.values()):
            raise BuildError.at(
                path, 1, fr=f"l'identifiant {item.id} sert deux fois.", en=f"id {item.id} is used twice."
            )
        if not item.id.startswith(f"{module.number}."):
            raise BuildError.at(
                path,
                1,
                fr=f"{item.id} doit commencer par {module.number}.",
                en=f"{item.id} must start with {module.number}.",
            )
        kinds[type(item)][item.id] = item


def _items(path: Path) -> list:
    """The module-level objects of `path`, each once, in order of definition."""
    namespace = _run(path)
    unique = {id(value): value for value in vars(namespace).values()}
    return [value for value in unique.values() if isinstance(value, Module | Exercise | Quiz | Predict)]


def _run(path: Path):
    name = "course_" + re.sub(r"\W", "_", str(path.parent))
    spec = importlib.util.spec_from_file_location(name, path)
    namespace = importlib.util.module_from_spec(spec)
    sys.modules[name] = namespace
    try:
        spec.loader.exec_module(namespace)
    except FileNotFoundError as problem:
        raise BuildError.at(path, 1, fr="ce fichier manque.", en="this file is missing.") from problem
    except Exception as problem:  # an author's file may raise anything
        text = f"{type(problem).__name__}: {problem}"
        raise BuildError.at(path, _line(problem, path), fr=text, en=text) from problem
    return namespace


def _line(problem: Exception, path: Path) -> int:
    if isinstance(problem, SyntaxError):
        return problem.lineno or 1
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else 1
