"""`python -m grading new`: what it writes, and that the contract tests then say in words what is missing."""

import shutil
import subprocess
import sys

import pytest

from grading import scaffold
from grading.course import COURSE, ROOT, load_module
from medlab.errors import MedlabError
from tests.grading.discovery import FIXTURE_COURSE


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(COURSE / "_template", folder / "_template")
    shutil.copytree(FIXTURE_COURSE / "90_kinds", folder / "90_kinds")
    return folder


def test_a_new_module_can_be_loaded(course):
    written = scaffold.new("module", "03_pathology", course=course)
    assert [path.name for path in written] == ["module.py", "exercises.py"]
    assert load_module(course / "03_pathology").number == "03"


def test_a_new_exercise_has_its_definition_and_its_cell(course):
    scaffold.new("module", "03_pathology", course=course)
    scaffold.new("exercise", "03.count_mitoses", course=course)
    assert list(load_module(course / "03_pathology").exercises) == ["03.count_mitoses"]
    assert '# %% exercise="03.count_mitoses"' in (course / "03_pathology/module.py").read_text()


def test_a_variant_is_a_working_copy(course, tmp_path):
    scaffold.new("variant", "90.sensitivity", bank=tmp_path / "bank", course=course)
    scaffold.new("variant", "90.deaths", bank=tmp_path / "bank", course=course)
    module = load_module(course / "90_kinds", bank=tmp_path / "bank")
    assert module.bank_files
    variant = module.exercises["90.sensitivity"]
    original = load_module(course / "90_kinds").exercises["90.sensitivity"]
    assert [m.name for m in variant.mistakes] == [m.name for m in original.mistakes]
    assert variant.right
    assert variant.case_maker


@pytest.mark.parametrize(
    ("what", "name", "says"),
    [
        ("module", "Pathology", "NN_name"),
        ("module", "90_other", "belongs to 90_kinds"),
        ("exercise", "count", "NN.name"),
        ("exercise", "77.count", "number of a module"),
        ("exercise", "90.deaths", "already"),
        ("variant", "90.deaths", "--bank"),
        ("variant", "90.unknown", "is not in"),
    ],
)
def test_a_wrong_name_is_explained(course, tmp_path, what, name, says):
    bank = tmp_path / "bank" if says == "is not in" else None
    with pytest.raises(MedlabError, match=says):
        scaffold.new(what, name, bank=bank, course=course)


@pytest.mark.slow
def test_contract_tests_say_what_a_new_exercise_lacks(tmp_path):
    clone = tmp_path / "clone"
    ignored = shutil.ignore_patterns(".git", "build", "_release", ".venv", "__pycache__")
    shutil.copytree(ROOT, clone, ignore=ignored)
    scaffold.new("module", "77_new", course=clone / "course")
    scaffold.new("exercise", "77.first", course=clone / "course")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/grading/test_contract_exercises.py",
    ]
    done = subprocess.run([*command, "-k", "77"], cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for words in ("a French text is empty", "write the reference with", "write hints", "write the mistakes"):
        assert words in done.stdout
    for words in ("INTERNALERROR", "KeyError", "TypeError", "AttributeError"):
        assert words not in done.stdout
