"""Imports point one way (errors, language <- cards <- ... <- widgets <- commands), and heavy libraries come late.

A file of `medlab` that is named neither in LAYERS nor in ENGINE is taken for a field.
"""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

FIELDS = "a field"
LAYERS = (
    ("errors", "language"),
    ("cards",),
    ("fetch",),
    ("readers",),
    ("loaders", "pretrained"),
    (FIELDS,),
    ("widgets",),
    ("__main__", "cli", "data_cli", "doctor", "lab", "progress_cli"),
)
BASE, COMMANDS = LAYERS[0], LAYERS[-1]
NUMERIC = ("readers", "loaders", "pretrained", FIELDS)
ENGINE = (
    *("attempt", "checks", "explain", "judge", "metrics", "notebook_errors", "notebooks", "plots", "progress"),
    *("release", "richtext", "runner", "wire", "workspace"),
)
FORBIDDEN = {"grading", "course", "nbgrader", "tests", "benchmarks"}
HEAVY = {
    *("IPython", "ipywidgets", "jupytext", "matplotlib", "monai", "nbformat", "numpy", "pandas", "pgmpy", "pooch"),
    *("pydantic", "pydicom", "rdkit", "requests", "scipy", "skimage", "sklearn", "sksurv", "statsmodels", "torch"),
}


@dataclass(frozen=True)
class Import:
    """`target` is imported by the file `path`; `first` when this happens as soon as the file itself is imported."""

    path: str
    line: int
    target: str
    first: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.target}"


def parse(path: Path) -> ast.AST:
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    return compile(path.read_text(encoding="utf-8"), str(path), "exec", flags=flags, dont_inherit=True)


def imports(path: Path, root: Path) -> Iterator[Import]:
    tree, name = parse(path), path.relative_to(root)
    late = {id(inner) for node in ast.walk(tree) if _runs_later(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        for target in _targets(node, name):
            yield Import(name.as_posix(), node.lineno, target, id(node) not in late)


def _runs_later(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _targets(node: ast.AST, path: Path) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            base = (
                ".".join([*path.parent.parts[: len(path.parent.parts) - level + 1], module or ""]) if level else module
            )
            return [f"{base.rstrip('.')}.{alias.name}" for alias in names]
        case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(target)), *_]):
            return [target]
        case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(target)), *_]):
            return [target]
    return []


def all_imports(folder: str, root: Path) -> list[Import]:
    files = sorted(path for path in (root / folder).rglob("*.py") if "_release" not in path.parts)
    return [found for path in files for found in imports(path, root)]


def unit_of(path: str) -> str:
    """ "medlab/readers/dicom.py" is of the unit "readers"; the package's own `__init__` is of none."""
    part = path.split("/")[1].removesuffix(".py")
    return "" if part == "__init__" else part


def rank(unit: str) -> int:
    return next((place for place, layer in enumerate(LAYERS) if unit in layer), LAYERS.index((FIELDS,)))


def is_numeric(unit: str) -> bool:
    """Whether the unit computes: it is imported at first use, so NumPy and the like may come along."""
    return unit not in ENGINE and any(name in NUMERIC for name in LAYERS[rank(unit)])


def may_import(unit: str, other: str) -> bool:
    if unit == other or other == "":
        return True
    if unit in ENGINE:
        return other in BASE or other in ENGINE
    if other in ENGINE:
        return unit not in BASE
    if rank(unit) == rank(other):
        return unit in BASE or unit in COMMANDS
    return rank(other) < rank(unit)


def wrong_ways(root: Path) -> list[Import]:
    """Imports inside `medlab` that point up or sideways."""
    inner = [found for found in all_imports("medlab", root) if found.target.startswith("medlab.")]
    return [found for found in inner if not may_import(unit_of(found.path), _known(found.target.split(".")[1], root))]


def _known(part: str, root: Path) -> str:
    """A unit's name; "" for a name of the package's `__init__`, as in `from medlab import load`."""
    unit = root / "medlab" / part
    return part if unit.with_suffix(".py").is_file() or unit.is_dir() else ""


def forbidden(root: Path) -> list[Import]:
    return [found for found in all_imports("medlab", root) if found.target.split(".")[0] in FORBIDDEN]


def heavy_too_early(root: Path) -> list[Import]:
    """Heavy libraries loaded along with a front of `medlab`: one of its files, or a folder's `__init__`.

    Where a unit computes, only what isn't in every installation (torch) is heavy.
    """
    early = [found for found in all_imports("medlab", root) if found.first]
    fronts = {found.path for found in early if is_front(found.path)}
    return [found for path in sorted(fronts) for found in _reached(path, early, root) if _is_heavy(found, front=path)]


def is_front(path: str) -> bool:
    return path.count("/") == 1 or (path.count("/") == 2 and path.endswith("/__init__.py"))


def _is_heavy(found: Import, *, front: str) -> bool:
    library = found.target.split(".")[0]
    return library in (HEAVY - core_libraries() if is_numeric(unit_of(front)) else HEAVY)


def _reached(path: str, early: list[Import], root: Path) -> list[Import]:
    """What is imported when the file `path` is, through whatever files of `medlab`."""
    seen, todo = {path}, [path]
    while todo:
        here = todo.pop()
        inner = {file for found in early if found.path == here for file in _files(found.target, root)}
        todo += inner - seen
        seen |= inner
    return [found for found in early if found.path in seen]


def _files(target: str, root: Path) -> list[str]:
    """The files of `root` that `import target` runs: each package on the way, and the module."""
    parts = target.split(".")
    names = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return [file for name in names for file in (f"{name}/__init__.py", f"{name}.py") if (root / file).is_file()]


def core_libraries() -> set[str]:
    """Import names of what every installation has."""
    spelt = {"scikit-image": "skimage", "scikit-learn": "sklearn", "scikit-survival": "sksurv"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {requirement.split(">=")[0] for requirement in project["dependencies"]}
    return {spelt.get(name, name) for name in names} | {"scipy"}


def course_faults(root: Path) -> list[Import]:
    """A module's notebook imports nothing of `grading`; its exercises import `grading.exercise` only."""
    found = [item for item in all_imports("course", root) if item.target.split(".")[0] in FORBIDDEN]
    return [item for item in found if not _defines_exercises(item)]


def _defines_exercises(item: Import) -> bool:
    return item.path.endswith("/exercises.py") and f"{item.target}.".startswith("grading.exercise.")


def grading_faults(root: Path) -> list[Import]:
    """`grading` reads `course` as files, and knows nothing of the tests."""
    return [
        item for item in all_imports("grading", root) if item.target.split(".")[0] in {"course", "tests", "benchmarks"}
    ]


RULES = (wrong_ways, forbidden, heavy_too_early, course_faults, grading_faults)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_repository_keeps_the_rule(rule):
    assert [str(found) for found in rule(ROOT)] == []


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (wrong_ways, "medlab/cards.py", "from medlab.loaders import load"),
        (wrong_ways, "medlab/cards.py", "def f():\n    from . import loaders"),
        (wrong_ways, "medlab/imaging/__init__.py", "import medlab.genomics"),
        (wrong_ways, "medlab/imaging/views.py", "from ..widgets import quiz"),
        (wrong_ways, "medlab/metrics.py", "from medlab import cards"),
        (wrong_ways, "medlab/errors.py", "import importlib\nimportlib.import_module('medlab.wire')"),
        (wrong_ways, "medlab/loaders.py", "from medlab.cli import main"),
        (forbidden, "medlab/checks.py", "def f():\n    import nbgrader.api"),
        (forbidden, "medlab/lab.py", "from grading.build import build"),
        (heavy_too_early, "medlab/checks/__init__.py", "from medlab.checks import _table"),
        (heavy_too_early, "medlab/judge.py", "if True:\n    from numpy import ndarray"),
        (heavy_too_early, "medlab/imaging/__init__.py", "import torch"),
        (course_faults, "course/07_x/module.py", "from grading.exercise import Exercise"),
        (course_faults, "course/07_x/exercises.py", "from grading.build import build"),
        (grading_faults, "grading/build.py", "from course import x"),
    ],
)
def test_a_breach_is_found(rule, path, source, tmp_path):
    for name in ("cards", "loaders", "genomics", "widgets", "wire", "cli"):
        write(tmp_path / "medlab" / f"{name}.py", "")
    write(tmp_path / "medlab" / "checks" / "_table.py", "import pandas")
    write(tmp_path / path, source)
    assert len(rule(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("medlab/cards.py", "from medlab.errors import MedlabError\nfrom medlab import load"),
        ("medlab/genomics.py", "import pandas\nfrom medlab.metrics import auc\nfrom medlab.loaders import load"),
        ("medlab/imaging/networks.py", "import torch\nfrom . import views"),
        ("medlab/judge.py", "def f():\n    import numpy"),
        ("medlab/checks/table.py", "import pandas"),
        ("medlab/loaders.py", "import pandas"),
        ("medlab/cards.py", "if TYPE_CHECKING:\n    import pandas"),
        ("medlab/widgets/__init__.py", "from medlab import checks, genomics"),
        ("course/07_x/module.py", "import pandas\nfrom medlab import load\nawait load()"),
        ("course/07_x/exercises.py", "from grading.exercise import Exercise\nfrom grading import exercise"),
    ],
)
def test_what_is_allowed_is_let_through(path, source, tmp_path):
    for name in ("errors", "cards", "loaders", "genomics", "metrics", "checks/__init__", "imaging/views"):
        write(tmp_path / "medlab" / f"{name}.py", "")
    write(tmp_path / path, source)
    assert [str(found) for rule in RULES for found in rule(tmp_path)] == []


def write(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def test_the_build_hook_needs_only_the_standard_library_and_hatchling():
    found = [item for name in ("source_hash", "hatch_hook") for item in imports(ROOT / "grading" / f"{name}.py", ROOT)]
    assert {item.target.split(".")[0] for item in found} - sys.stdlib_module_names <= {"hatchling"}


@pytest.mark.parametrize("statement", ["import medlab", "from medlab import cli"])
def test_nothing_heavy_is_loaded_by(statement):
    loaded = f"{statement}\nimport sys\nprint(sorted(set(sys.modules) & {HEAVY!r}))"
    result = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")
