"""The builder: what it writes, that it writes the same twice, and how it names an author's mistake."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grading import code
from grading.build import Options, build
from grading.course import COURSE, load_module
from grading.errors import BuildError
from grading.notebook import FORMS, render
from grading.percent import Pair, read_cells
from medlab import wire
from tests.grading.discovery import FIXTURE_COURSE

KINDS = FIXTURE_COURSE / "90_kinds"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Both courses, built once for each profile."""
    folders = {}
    for profile in ("practice", "graded"):
        folders[profile] = tmp_path_factory.mktemp(profile)
        for course in (COURSE, FIXTURE_COURSE):
            build(Options(folders[profile], profile=profile, course=course))
    return folders


def notebook(module, language="en", form="release"):
    return json.loads(render(module, language=language, form=form, version="1"))


def source(cell):
    return "".join(cell["source"])


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_byte_identical(tmp_path):
    """In two processes with different hash seeds."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "grading", "build", "--out", str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=COURSE.parent)
    one, other = files(tmp_path / "1"), files(tmp_path / "2")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_a_second_build_writes_nothing(tmp_path):
    options = Options(tmp_path, course=FIXTURE_COURSE)
    assert build(options)
    assert build(options) == []
    (tmp_path / "fr/release/90_kinds/90_kinds.ipynb").unlink()
    assert [path.name for path in build(options)] == ["90_kinds.ipynb"]


def test_a_changed_source_is_built_again(tmp_path):
    course = tmp_path / "course"
    shutil.copytree(KINDS, course / "90_kinds")
    options = Options(tmp_path / "out", course=course)
    build(options)
    text = (course / "90_kinds/module.py").read_text()
    (course / "90_kinds/module.py").write_text(text.replace("here is the engine", "here it is"))
    assert build(options)
    assert "here it is" in (tmp_path / "out/en/release/90_kinds/90_kinds.ipynb").read_text()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_notebooks_are_valid(module, language, form):
    nbformat.validate(notebook(module, language, form))


def test_both_languages_have_the_same_cells(module):
    """Same keys, ids, grade ids and points; shared code is the same, letter for letter."""
    french, english = (notebook(module, language)["cells"] for language in ("fr", "en"))
    assert [cell["id"] for cell in french] == [cell["id"] for cell in english]
    for one, other in zip(french, english, strict=True):
        assert one["metadata"].get("nbgrader") == other["metadata"].get("nbgrader")
        assert one["metadata"]["medlab"]["key"] == other["metadata"]["medlab"]["key"]
        if one["metadata"]["medlab"]["key"].startswith("code/"):
            assert source(one) == source(other)


def test_prose_is_written_in_both_languages(module):
    for pair in read_cells(module.source):
        if isinstance(pair, Pair):
            assert pair.fr.strip(), f"{module.source}:{pair.line}: the French cell is empty"
            assert pair.en.strip(), f"{module.source}:{pair.line}: the English cell is empty"
            assert pair.fr != pair.en, f"{module.source}:{pair.line}: both languages say the same"


def test_code_cells_are_short_and_hold_no_prose(module):
    for cell in notebook(module)["cells"]:
        if cell["metadata"]["medlab"]["key"].startswith("code/"):
            lines = [line for line in source(cell).splitlines() if line.strip()]
            assert len(lines) <= 12, f"{module.slug}: {len(lines)} lines in the cell that starts with {lines[0]!r}"


def test_french_prose_has_no_break_spaces(module):
    for cell in notebook(module, "fr")["cells"]:
        text = source(cell)
        if cell["cell_type"] == "markdown" and "`" not in text and "$" not in text and "](" not in text:
            for mark in (" ?", " !", " ;", " »", "« "):
                assert mark not in text, f"{module.slug}: an ordinary space at {mark!r} in {text[:60]!r}"


def test_a_graded_release_holds_no_answer(module, built):
    """Neither the reference's lines, nor `solution` and `why` in the table; the practice table has both."""
    folder = built["graded"]
    for language in ("fr", "en"):
        place = folder / language / "release" / module.slug
        cells = json.loads((place / f"{module.slug}.ipynb").read_text())["cells"]
        answers = "\n".join(source(cell) for cell in cells if cell["metadata"]["medlab"]["key"].endswith("/stub"))
        table = wire.decode((place / f"{module.slug}.checks").read_bytes())
        for key, exercise in module.exercises.items():
            assert not {"solution", "why"} & table["exercises"][key].keys()
            if exercise.signature:
                own = "\n".join(code.body_lines(exercise.right)[len(exercise.given.splitlines()) :])
                assert own not in answers
                assert own.encode() not in (place / f"{module.slug}.checks").read_bytes()
    practice = built["practice"] / "fr" / "release" / module.slug / f"{module.slug}.checks"
    entries = wire.decode(practice.read_bytes())["exercises"]
    assert all("solution" in entry for entry in entries.values() if entry["kind"] != "essay")


def test_source_becomes_release(module):
    """What nbgrader cuts out of the source gives the release."""
    for wanted, cell in zip(notebook(module)["cells"], notebook(module, form="source")["cells"], strict=True):
        text = source(cell)
        if code.BEGIN in text and cell["cell_type"] == "code":
            before, rest = text.split(f"    {code.BEGIN}\n")
            assert f"{before}    return ..." + rest.split(code.END)[1] == source(wanted)


def broken(tmp_path, name, change):
    folder = tmp_path / "90_kinds"
    shutil.copytree(KINDS, folder)
    path = folder / name
    path.write_text(change(path.read_text()))
    return folder


@pytest.mark.parametrize(
    ("name", "change", "line", "says"),
    [
        ("exercises.py", lambda text: text + "\n1 / 0\n", None, "ZeroDivisionError"),
        ("exercises.py", lambda text: text + "\ndef (:\n", None, "SyntaxError"),
        ("exercises.py", lambda text: text.replace("module = Module(", "module = dict("), 1, "module = Module"),
        ("exercises.py", lambda text: text.replace("90.letter", "90.design"), 1, "used twice"),
        ("exercises.py", lambda text: text.replace('"90.letter"', '"91.letter"'), 1, "must start with 90"),
        ("module.py", lambda text: text.replace('lang="en"', 'lang="fr"'), 5, "twin"),
        ("module.py", lambda text: text.replace('role="setup"', 'role="start"'), 3, "roles"),
        ("module.py", lambda text: text.replace("90.letter", "90.nothing"), None, "does not exist"),
        ("module.py", lambda text: text.replace('# %% exercise="90.letter"', ""), 1, "without a cell"),
        ("module.py", lambda text: text.replace("lang=", "language="), 5, "unknown mark"),
        ("module.py", lambda text: "print(1)\n" + text, 1, "before the first"),
    ],
)
def test_an_authors_mistake_names_file_and_line(tmp_path, name, change, line, says):
    folder = broken(tmp_path, name, change)
    with pytest.raises(BuildError) as caught:
        render(load_module(folder), language="fr", form="release", version="1")
    assert says in caught.value.text.en
    wanted = line or (folder / name).read_text().rstrip().count("\n") + 1
    assert caught.value.text.en.startswith(f"{folder / name}:{wanted}:")


def test_a_missing_module_is_named(tmp_path):
    folder = broken(tmp_path, "exercises.py", str)
    (folder / "module.py").unlink()
    with pytest.raises(BuildError, match=r"module\.py:1: this file is missing"):
        build(Options(tmp_path / "out", course=tmp_path))


def test_a_reference_that_fails_names_its_line(tmp_path):
    folder = broken(tmp_path, "exercises.py", lambda text: text.replace("labels.sum()", "labels.summ()", 1))
    with pytest.raises(BuildError, match="AttributeError"):
        build(Options(tmp_path / "out", course=folder.parent))


def test_the_bank_wins_by_id(tmp_path):
    bank = tmp_path / "bank" / "90_kinds"
    bank.mkdir(parents=True)
    text = (KINDS / "exercises.py").read_text()
    start, end = text.index("deaths = Exercise("), text.index("design = Exercise(")
    head = text[: text.index("module = Module(")]
    (bank / "exercises.py").write_text(head + text[start:end].replace("215", "216"))
    module = load_module(KINDS, bank=tmp_path / "bank")
    assert module.exercises["90.deaths"].right() == 216
    assert list(module.exercises) == list(load_module(KINDS).exercises)


def test_the_colab_notebook_installs_this_version(module):
    first = next(cell for cell in notebook(module, form="colab")["cells"] if cell["cell_type"] == "code")
    assert "medlab_course-1-py3-none-any.whl" in source(first)
    assert "colab-badge" not in source(notebook(module, form="colab")["cells"][0])


def test_command_line_says_a_users_mistake_in_one_sentence(tmp_path):
    command = [sys.executable, "-m", "grading", "build", "--bank", str(tmp_path / "nowhere")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(COURSE.parent), check=False)
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
