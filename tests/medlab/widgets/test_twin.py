"""A twin is live only where a person can answer; nothing is loaded before, nothing blocks or complains."""

import os
import subprocess
import sys

import IPython
import nbformat
import pytest
from nbclient import NotebookClient

from medlab import progress, widgets
from medlab.language import set_language
from medlab.widgets import card_view, home, predict, progress_view, quiz, twin
from tests.conftest import ROOT
from tests.medlab.widgets.conftest import QUIZ, Page


def every_twin(card) -> dict[str, twin.Twin]:
    made = {"quiz": quiz("00.q"), "predict": predict("00.p"), "progress": progress_view(), "home": home()}
    return made | {"card": card_view(card)}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_static_twins_are_well_formed_in_both_languages(release, card, language):
    set_language(language)
    for name, shown in every_twin(card).items():
        page = Page(shown.html)
        assert page.languages == [language], name
        assert repr(shown).strip(), name
        assert not any(mark in repr(shown) for mark in ("</", "class=", "**", "`")), name


def test_static_twins_differ_by_language(release, card):
    forms = {}
    for language in ("fr", "en"):
        set_language(language)
        forms[language] = {name: Page(shown.html).text for name, shown in every_twin(card).items()}
    assert all(forms["fr"][name] != forms["en"][name] for name in forms["fr"])


def test_a_notebook_is_saved_with_the_static_form_of_what_has_one():
    view = {twin.WIDGET_MIME: {"model_id": "x"}, "text/plain": "t"}
    outputs = [{"data": {**view, "text/html": "h"}}, {"data": dict(view)}, {"output_type": "stream", "text": ""}]
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
    twin.save_static({"type": "notebook", "content": {"cells": cells}}, path="a.ipynb", contents_manager=None)
    assert outputs[0]["data"] == {"text/plain": "t", "text/html": "h"}
    assert outputs[1]["data"] == view


@pytest.mark.parametrize("model", [{"type": "file", "content": "text"}, {"type": "notebook", "content": None}])
def test_saving_anything_else_is_left_alone(model):
    before = dict(model)
    twin.save_static(model)
    assert model == before


def test_nothing_heavy_is_loaded_before_a_widget_is_shown(release):
    code = (
        "import sys; from medlab.widgets import quiz, progress_view, home; print(quiz('00.q')); repr(home());"
        "print(sorted(set(sys.modules) & {'ipywidgets', 'IPython', 'numpy', 'pydantic'}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.stdout.startswith("Which sign?")
    assert result.stdout.endswith("[]\n")


@pytest.mark.slow
def test_a_run_without_a_person_shows_the_static_twin_and_is_silent(release, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    lines = ["from medlab.widgets import *", "quiz('00.q')", "predict('00.p')", "progress_view()", "home()"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in lines])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    outputs = [cell.outputs for cell in notebook.cells[1:]]
    assert [[output.output_type for output in cell] for cell in outputs] == [["display_data"]] * 4
    assert all(set(cell[0].data) == {"text/plain", "text/html"} for cell in outputs)
    assert "widgets" not in notebook.metadata
    assert progress.read() == []


@pytest.mark.parametrize(("grading", "stdin"), [(False, True), (False, False), (True, True)])
def test_a_widget_is_live_only_where_a_person_can_answer(grading, stdin, monkeypatch):
    class Shell:
        class kernel:
            _allow_stdin = stdin

    monkeypatch.setattr(IPython, "get_ipython", Shell)
    if grading:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert (twin.WIDGET_MIME in quiz("00.q", entry=QUIZ)._repr_mimebundle_()) == (stdin and not grading)


def test_a_widgets_name_is_its_function_the_second_time_too():
    for name in widgets.__all__ * 2:
        assert callable(getattr(widgets, name))
