"""Every module's notebooks are executed by Jupyter: the untouched release and the solution, in both languages."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from grading.build import Options, build
from grading.course import ROOT

LANGUAGES = ("fr", "en")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """`built(module)`: where that module's notebooks are, built once."""
    folders: dict[Path, Path] = {}

    def _built(module):
        course = module.folder.parent
        if course not in folders:
            folders[course] = tmp_path_factory.mktemp("built")
            build(Options(folders[course], profile="practice", course=course))
        return folders[course]

    return _built


def execute(path, monkeypatch):
    """The notebook's cells once Jupyter has run them; the kernel finds this clone's medlab."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    return notebook.cells


def outputs(cells):
    return [(cell, output) for cell in cells for output in cell.get("outputs", [])]


def assert_clean(cells):
    for cell, output in outputs(cells):
        assert output.output_type != "error", f"{cell.source[:80]!r}: {output.ename}: {output.evalue}"
        is_stderr = output.output_type == "stream" and output.name == "stderr"
        assert not is_stderr, f"{cell.source[:80]!r} writes on stderr: {output.text[:200]}"


def earned(cells):
    """`{exercise id: points shown}` of the check cells."""
    result = {}
    for cell, output in outputs(cells):
        key = cell.metadata["medlab"]["key"]
        if key.endswith("/check"):
            result[key.split("/")[1]] = float(output.data["text/plain"])
    return result


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_untouched_release_runs_to_the_end(module, built, language, monkeypatch):
    place = built(module) / language / "release" / module.slug
    cells = execute(place / f"{module.slug}.ipynb", monkeypatch)
    assert_clean(cells)
    automatic = {key for key, exercise in module.exercises.items() if exercise.kind != "essay"}
    assert earned(cells) == dict.fromkeys(automatic, 0.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_solution_scores_full(module, built, language, monkeypatch):
    place = built(module) / "solution" / language / module.slug
    cells = execute(place / f"{module.slug}.ipynb", monkeypatch)
    assert_clean(cells)
    automatic = {key: e.points for key, e in module.exercises.items() if e.kind != "essay"}
    assert earned(cells) == pytest.approx(automatic)
