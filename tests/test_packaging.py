"""What is handed out: wheel, sdist and editable install carry the course, and neither grading nor an answer to it."""

import ast
import json
import os
import shutil
import subprocess
import sys
import tarfile
import textwrap
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, need

pytestmark = pytest.mark.slow

REMEDY = "run python -m grading wheel"


def run(*command: object, cwd: Path, ok: bool = True) -> str:
    """Standard output and error of `command`, run without this checkout on the path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(clone: Path, kind: str, *, ok: bool = True) -> str:
    return run(sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", "dist", ".", cwd=clone, ok=ok)


def copy_of_tracked_files(target: Path) -> Path:
    need(shutil.which("git") and (ROOT / ".git").exists(), "a git clone, to know which files are tracked")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Path:
    """A clone in which nothing was built."""
    return copy_of_tracked_files(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A clone in which `python -m grading wheel` and an sdist were made, in `dist`."""
    folder = copy_of_tracked_files(tmp_path_factory.mktemp("clone"))
    run(sys.executable, "-m", "grading", "wheel", "--out", "dist", cwd=folder)
    build(folder, "sdist")
    return folder


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="module")
def wheel(clone) -> Path:
    return only(clone / "dist", "*.whl")


@pytest.fixture(scope="module")
def sdist(clone) -> Path:
    return only(clone / "dist", "*.tar.gz")


def names_in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def names_in_sdist(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}


def sources(clone: Path, folder: str) -> set[str]:
    found = {path.relative_to(clone).as_posix() for path in (clone / folder).rglob("*") if path.is_file()}
    return {name for name in found if "__pycache__" not in name}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_is_built_without_a_release(bare, kind):
    assert REMEDY in build(bare, kind, ok=False)


def test_pip_install_of_a_bare_clone_says_what_to_run(bare, tmp_path):
    pip = (sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--target", tmp_path, ".")
    assert REMEDY in run(*pip, cwd=bare, ok=False)


def test_a_stale_release_is_refused(clone, tmp_path):
    stale = Path(shutil.copytree(clone, tmp_path / "stale", ignore=shutil.ignore_patterns("dist")))
    with next((stale / "course").glob("*/exercises.py")).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert REMEDY in build(stale, "wheel", ok=False)


def test_the_wheel_holds_medlab_and_its_metadata_only(wheel):
    tops = {name.split("/")[0] for name in names_in_wheel(wheel)}
    assert {top for top in tops if not top.startswith("medlab_course-")} == {"medlab"}


def test_the_wheel_holds_every_file_of_medlab_and_every_card(wheel, clone):
    cards = {f"medlab/{name}" for name in sources(clone, "datasets")}
    inside = {name for name in names_in_wheel(wheel) if name.startswith("medlab/")}
    assert inside == sources(clone, "medlab") | cards
    assert {name for name in cards if name.endswith(".toml")}


def test_the_wheel_holds_each_module_in_both_languages(wheel, clone):
    modules = [path.parent.name for path in (clone / "course").glob("[0-9]*/module.py")]
    release = {f"{slug}.checks" for slug in modules}
    release |= {f"{language}/{slug}.ipynb" for language in ("fr", "en") for slug in modules}
    inside = {name for name in names_in_wheel(wheel) if name.startswith("medlab/_release/")}
    assert modules
    assert inside == {f"medlab/_release/{name}" for name in release | {"release.json"}}


def test_the_wheel_names_its_licences_and_does_not_require_nbgrader(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(metadata).decode().splitlines()
    assert {"License-File: LICENSE", "License-File: LICENSE-course"} <= set(lines)
    required = [line for line in lines if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert required
    assert [line for line in required if "nbgrader" in line or "torch" in line] == []


def test_the_sdist_holds_no_course_and_of_grading_the_build_hook_only(sdist):
    names = names_in_sdist(sdist)
    assert {name for name in names if name.startswith("grading/")} == {
        "grading/hatch_hook.py",
        "grading/source_hash.py",
    }
    assert {name for name in names if name.split("/")[0] in {"course", "tests", "benchmarks", "docs"}} == set()


def test_the_sdist_makes_the_same_wheel(sdist, wheel, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = only(tmp_path, "medlab_course-*")
    build(unpacked, "wheel")
    assert names_in_wheel(only(unpacked / "dist", "*.whl")) == names_in_wheel(wheel)


def environment(folder: Path) -> Path:
    """The interpreter of an environment that sees the libraries of this one, and no medlab."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'), end='')", cwd=folder)
    libraries = Path(pytest.__file__).parents[1]
    (Path(site) / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return python


TRY = """
import json, medlab, medlab.release
print(json.dumps({"file": medlab.__file__, "datasets": len(medlab.list_datasets())}))
"""


def install(python: Path, *what: object, cwd: Path) -> dict:
    run(python, "-m", "pip", "install", "--no-index", "--no-deps", "--no-build-isolation", *what, cwd=cwd)
    return json.loads(run(python, "-c", TRY, cwd=python.parent))


def test_the_wheel_works_without_a_clone(wheel, clone, tmp_path):
    python = environment(tmp_path / "venv")
    tried = install(python, wheel, cwd=tmp_path)
    assert Path(tried["file"]).is_relative_to(tmp_path / "venv")
    assert tried["datasets"] == len(list((clone / "datasets").glob("*.toml")))
    release = run(python, "-c", "from medlab import release; print(len(release.modules()))", cwd=tmp_path)
    assert int(release) == len(list((clone / "course").glob("[0-9]*/module.py")))


def test_an_editable_install_works_before_anything_is_built(bare, tmp_path):
    python = environment(tmp_path / "venv")
    tried = install(python, "-e", ".", cwd=bare)
    assert Path(tried["file"]).is_relative_to(bare)
    assert tried["datasets"] == len(list((bare / "datasets").glob("*.toml")))


@pytest.fixture(scope="module")
def graded(clone) -> Path:
    """The folder of a graded build."""
    run(sys.executable, "-m", "grading", "build", "--profile", "graded", "--out", "graded", cwd=clone)
    return clone / "graded"


def handed_out(build_folder: Path) -> list[Path]:
    """The notebooks and check tables that learners get."""
    folders = [*build_folder.glob("*/release"), build_folder / "colab"]
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in {".ipynb", ".checks"}]


def references() -> dict[str, ast.FunctionDef]:
    """The syntax tree of each exercise's reference, by exercise."""
    import inspect

    from grading.course import COURSE, find_slugs, load_module

    exercises = [item for slug in find_slugs(COURSE) for item in load_module(COURSE / slug).exercises.values()]
    functions = {item.id: item.right for item in exercises if item.right}
    return {key: ast.parse(textwrap.dedent(inspect.getsource(function))).body[0] for key, function in functions.items()}


def bodies(source: str) -> list[str]:
    """The bodies of the functions in `source`, without docstrings, in a form that ignores layout."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    return [body_of(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def body_of(function: ast.FunctionDef) -> str:
    kept = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return ast.dump(ast.Module(kept, []))


def texts(value: object) -> list[str]:
    """Every string inside a check table."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for item in value.values() for text in texts(item)]
        case list() | tuple():
            return [text for item in value for text in texts(item)]
    return []


def codes(path: Path) -> list[str]:
    """What may be code in a handed out file: a notebook's cells, a table's strings."""
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    from medlab import wire

    return texts(wire.decode(path.read_bytes()))


def test_a_graded_release_holds_no_reference(graded):
    known = {body_of(function): key for key, function in references().items()}
    inside = [(path.name, body) for path in handed_out(graded) for code in codes(path) for body in bodies(code)]
    assert len(handed_out(graded)) >= 6
    assert known
    assert [(name, known[body]) for name, body in inside if body in known] == []


def test_the_practice_release_does_hold_them(clone):
    """So the test above can find one: after all hints, practice shows the authors' answer."""
    known = {body_of(function) for function in references().values()}
    tables = (clone / "medlab" / "_release").glob("*.checks")
    assert known <= {body for path in tables for code in codes(path) for body in bodies(code)}


@pytest.mark.parametrize("word", ["exam", "seed", "bank", "gradebook", "exercises.py"])
def test_no_handed_out_archive_names_what_belongs_to_the_instructor(wheel, sdist, word):
    names = names_in_wheel(wheel) | names_in_sdist(sdist)
    assert [name for name in names if word in Path(name).name] == []
