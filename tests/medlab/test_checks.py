"""What the learner sees of check, hint and solution, in both languages, for each kind of exercise."""

import os
import re
import warnings
from html.parser import HTMLParser

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from medlab import checks, progress, release
from medlab.errors import MedlabError
from medlab.language import get_language, set_language
from tests.medlab.conftest import KINDS, lay

FOUND, DRAWN, SCORED = "90.sensitivity", "90.bootstrap", "90.ranking"
VALUE, CHOICE, ESSAY, QUIZ, PREDICT = "90.deaths", "90.design", "90.letter", "90.q_first", "90.p_first"

pytestmark = pytest.mark.usefixtures("kinds")


@pytest.fixture(params=["fr", "en"])
def language(request) -> str:
    set_language(request.param)
    return request.param


@pytest.fixture
def graded(kinds, kinds_frames, tmp_path):
    lay(tmp_path, kinds_frames["graded"])


@pytest.fixture(autouse=True)
def _this_session_alone(monkeypatch):
    monkeypatch.setattr(progress, "_unwritten", [])


def stub(labels, flagged):
    """Its docstring was changed."""
    return ...


def right(labels, flagged):
    return (labels & flagged).sum() / labels.sum()


def all_patients(labels, flagged):
    return (labels & flagged).sum() / len(labels)


def constant(labels, flagged):
    return -1.0


class Page(HTMLParser):
    """The languages, tags and words of an output's HTML; fails where a tag is not closed."""

    def __init__(self, html: str):
        super().__init__()
        self.languages, self.open, self.words = [], [], ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.languages += [value for name, value in attrs if name == "lang"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data if self.open[-1:] != ["style"] else ""


def page(message) -> str:
    """The words of a message's HTML, which declares the language in which it was made."""
    read = Page(message._repr_html_())
    assert read.languages == [get_language()]
    return read.words


# --- verdicts -------------------------------------------------------------------------------------------------------


def answers(status: str) -> dict:
    """An answer of `status` for each kind of exercise."""
    return {
        "right": {
            FOUND: right,
            DRAWN: lambda values, rng: np.std([rng.choice(values, len(values)).mean() for _ in range(300)]),
            SCORED: lambda x: x[:, 0],
            VALUE: 215,
            CHOICE: "a",
        },
        "wrong": {FOUND: constant, DRAWN: lambda values, rng: -1.0, SCORED: lambda x: -x[:, 0], VALUE: 7, CHOICE: "b"},
        "not attempted": {
            FOUND: stub,
            DRAWN: lambda values, rng: ...,
            SCORED: lambda x: NotImplemented,
            VALUE: ...,
            CHOICE: ...,
        },
    }[status]


@pytest.mark.parametrize("status", ["right", "wrong", "not attempted"])
@pytest.mark.parametrize("exercise", [FOUND, DRAWN, SCORED, VALUE, CHOICE])
def test_each_kind_is_judged_shown_and_recorded(exercise, status, language, kinds, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = checks.check(exercise, answers(status)[exercise])
    points = kinds["exercises"][exercise]["points"]
    assert result.status == status
    assert result.of == points
    assert float(repr(result)) == result.points == (points if status == "right" else 0.0)
    assert result.title.replace("\u00a0", " ") in page(result).replace("\u00a0", " ")
    assert progress.read()[-1]["verdict"] == status
    assert capfd.readouterr() == ("", "")


def test_the_html_keeps_the_language_in_which_it_was_made():
    set_language("fr")
    result = checks.check(FOUND, constant)
    set_language("en")
    assert 'lang="fr"' in result._repr_html_()
    assert "Pas encore" in result._repr_html_()


def test_languages_say_the_same_in_other_words():
    said = {}
    for language in ("fr", "en"):
        set_language(language)
        said[language] = [page(checks.check(exercise, answer)) for exercise, answer in answers("wrong").items()]
    assert not set(said["fr"]) & set(said["en"])


def test_the_first_attempt_shows_the_failing_call_and_the_second_what_was_expected(language):
    first, second = (page(checks.check(FOUND, constant)) for _ in range(2))
    assert "sensitivity(labels=np.array([" in first
    assert "-1.0" in first
    wanted = {"fr": "Attendu", "en": "Expected"}[language]
    assert wanted not in first
    assert wanted in second


def test_what_was_expected_is_shown_with_its_call_beside_a_known_mistake(language):
    first, second = (page(checks.check(FOUND, all_patients)) for _ in range(2))
    assert "sensitivity(labels=" not in first
    assert "sensitivity(labels=" in second
    assert {"fr": "Attendu", "en": "Expected"}[language] in second


def test_not_attempted_is_no_attempt():
    checks.check(FOUND, stub)
    assert "Expected" not in page(checks.check(FOUND, constant))
    assert progress.done(FOUND)["attempts"] == 1


@pytest.mark.parametrize(("exercise", "answer", "key"), [(VALUE, 7, "215"), (CHOICE, "z", '"a" is')])
def test_a_value_or_choice_is_never_given_away(exercise, answer, key):
    for _ in range(4):
        shown = checks.check(exercise, answer)
        assert key not in page(shown) + str(shown) + repr(shown)


def test_a_choice_explains_the_option_taken(language):
    wrong, well = (
        {"fr": "Pas de tirage", "en": "Not drawn"}[language],
        {"fr": "Tirage au sort.", "en": "Drawn by lot."}[language],
    )
    assert wrong in page(checks.check(CHOICE, "b"))
    assert well in page(checks.check(CHOICE, "a"))


def test_a_known_mistake_is_named_to_the_learner_and_in_the_record(language):
    result = checks.check(FOUND, all_patients)
    assert result.mistake == "all_patients"
    assert {"fr": "Vous divisez par tous les patients.", "en": "You divide by all patients."}[language] in page(result)
    assert progress.read()[-1]["mistake"] == "all_patients"


def test_a_family_that_is_right_is_named(language):
    def small_only(labels, flagged):
        return right(labels, flagged) if len(labels) < 20 else 0

    result = checks.check(FOUND, small_only)
    assert (result.points, repr(result)) == (1.0, "1")
    assert {"fr": "Déjà juste\u00a0: few patients.", "en": "Right already: few patients."}[language] in page(result)


def test_partial_credit_for_predictions_is_shown_with_the_score(language):
    result = checks.check(SCORED, lambda x: x[:, 0] + 1.2 * x[:, 1])
    assert 0 < result.points < result.of
    assert float(repr(result)) == result.points
    assert "roc_auc" in page(result)
    assert {"fr": "Déjà juste", "en": "Right already"}[language] not in page(result)


def test_where_to_find_help_is_said():
    assert f'hint("{FOUND}")' in page(checks.check(FOUND, constant))


def test_a_variable_of_the_notebook_is_pointed_out(monkeypatch):
    function = eval("lambda labels, flagged: (labels & flagged).sum() / labels.sum() * one", {"one": 1.0})
    result = checks.check(FOUND, function)
    assert result.status == "right"
    assert "one" in page(result)


# --- answers that can't be run --------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [0.5, None, ..., "sensitivity", [1], np.array([1.0]), {}])
def test_the_result_in_place_of_the_function_is_explained(answer, language):
    result = checks.check(FOUND, answer)
    assert (result.status, result.points, repr(result)) == ("wrong", 0.0, "0")
    assert 'check("…", sensitivity)' in page(result)
    assert progress.read() == []


@pytest.mark.parametrize("answer", [lambda labels: 1, len, np.add, type("Empty", (), {})])
def test_other_parameters_are_explained(answer, language):
    result = checks.check(FOUND, answer)
    assert (result.status, repr(result)) == ("wrong", "0")
    assert "def sensitivity(labels, flagged):" in page(result)


@pytest.mark.parametrize(
    "answer", [lambda: 215, {215}, (i for i in [215]), 215j, object(), float("nan"), [10**5000], "215"]
)
def test_a_value_that_is_none_is_wrong_and_never_an_error(answer, language):
    result = checks.check(VALUE, answer)
    assert (result.status, repr(result)) == ("wrong", "0")


HOSTILE = {
    "raises": lambda labels, flagged: 1 / 0,
    "exits": lambda labels, flagged: exit(),
    "returns a huge number": lambda labels, flagged: 10**400,
    "returns a text in a list": lambda labels, flagged: ["a", 1],
    "returns ragged lists": lambda labels, flagged: [[1], [1, 2]],
    "returns itself": lambda labels, flagged: HOSTILE,
    "is a class": type("Sensitivity", (), {"__init__": lambda self, labels, flagged: None}),
    "prints": lambda labels, flagged: print(labels.sum()),
    "returns html": lambda labels, flagged: "<script>alert(1)</script>",
}


@pytest.mark.parametrize("function", HOSTILE.values(), ids=HOSTILE)
def test_no_function_breaks_its_check(function, language, capfd):
    for _ in range(2):
        result = checks.check(FOUND, function)
        assert (result.status, repr(result)) == ("wrong", "0")
        assert "<script" not in result._repr_html_()
        page(result)
    assert capfd.readouterr() == ("", "")


def test_an_endless_loop_is_explained(kinds, monkeypatch, language):
    def endless(labels, flagged):
        while True:
            pass

    table, entry = release.find(FOUND)
    monkeypatch.setattr(release, "find", lambda _: (table, entry | {"seconds": 0.2}))
    said = page(checks.check(FOUND, endless))
    assert {"fr": "0,2 s", "en": "0.2 s"}[language] in said
    assert "sensitivity(" in said


def test_an_essay_is_read_by_a_person(language):
    result = checks.check(ESSAY, "text")
    assert repr(result) == "0"
    assert result.kind == "info"


# --- ids ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [lambda id: checks.check(id, right), checks.hint, checks.solution])
@pytest.mark.parametrize(
    ("item", "word"), [("90.sensitivty", FOUND), ("77.x", "medlab lab"), (QUIZ, "hint"), (PREDICT, "hint")]
)
def test_another_id_is_a_sentence(ask, item, word, language):
    with pytest.raises(MedlabError) as refusal:
        ask(item)
    assert item in str(refusal.value)
    assert word in str(refusal.value)


def test_arguments_the_wrong_way_round_are_a_sentence():
    with pytest.raises(MedlabError):
        checks.check(right, FOUND)


def test_a_damaged_table_is_a_sentence(tmp_path):
    lay(tmp_path, b"\0" * 40)
    for ask in (
        lambda: checks.check(FOUND, right),
        lambda: checks.hint(FOUND),
        lambda: checks.start(KINDS, language="fr", release="x"),
    ):
        with pytest.raises(MedlabError, match="medlab lab"):
            ask()


def test_a_missing_table_is_a_sentence(tmp_path):
    (tmp_path / f"{KINDS}.checks").unlink()
    with pytest.raises(MedlabError, match="medlab lab"):
        checks.check(FOUND, right)


# --- hints and solutions --------------------------------------------------------------------------------------------


def test_hints_come_one_by_one_and_the_last_is_repeated(language):
    one, two = {"fr": ("Qui est malade", "Divisez"), "en": ("Who is ill?", "Divide")}[language]
    first, second, third = (page(checks.hint(FOUND)) for _ in range(3))
    assert one in first
    assert two not in first
    assert two in second
    assert two in third
    assert f'solution("{FOUND}")' in second
    assert "solution" not in first
    assert [event["hint"] for event in progress.read()] == [1, 2, 2]


def test_an_exercise_without_hints_says_so(language):
    assert {"fr": "Aucun indice", "en": "No hint"}[language] in page(checks.hint(VALUE))
    assert progress.read() == []


def solved(exercise: str) -> bool:
    return "<pre>" in checks.solution(exercise)._repr_html_()


def test_a_solution_comes_after_an_attempt_and_all_hints(language):
    assert not solved(FOUND)
    for _ in range(2):
        checks.hint(FOUND)
    assert not solved(FOUND)
    checks.check(FOUND, stub)
    assert not solved(FOUND)
    checks.check(FOUND, constant)
    shown = checks.solution(FOUND)
    assert "labels.sum()" in page(shown)
    assert {"fr": "Seuls les malades comptent.", "en": "Only the ill count."}[language] in page(shown)
    assert progress.done(FOUND)["solution"]


def test_a_solution_says_how_many_hints_are_left():
    checks.check(FOUND, constant)
    assert "(2)" in page(checks.solution(FOUND))
    checks.hint(FOUND)
    assert "(1)" in page(checks.solution(FOUND))
    assert not progress.done(FOUND)["solution"]


def test_a_solution_comes_at_once_where_the_exercise_is_done():
    checks.check(FOUND, right)
    assert solved(FOUND)


def test_a_value_without_hints_is_solved_after_one_attempt():
    assert not solved(VALUE)
    checks.check(VALUE, 7)
    assert "deaths = 215" in page(checks.solution(VALUE))


@pytest.mark.usefixtures("graded")
def test_a_graded_release_has_no_solution(kinds, language):
    checks.check(FOUND, right)
    for _ in range(2):
        last = page(checks.hint(FOUND))
    assert "solution" not in last
    shown = checks.solution(FOUND)
    assert not solved(FOUND)
    assert {"fr": "notée", "en": "graded"}[language] in page(shown)
    assert not progress.done(FOUND)["solution"]
    assert "solution" not in release.find(FOUND)[1]


def test_an_essays_rubric_is_its_solution(language):
    assert {"fr": "Clair (1)", "en": "Clear (1)"}[language] in page(checks.solution(ESSAY))


# --- start ----------------------------------------------------------------------------------------------------------


def test_start_opens_the_module_in_its_language(kinds):
    message = checks.start(KINDS, language="fr", release=kinds["release"])
    assert get_language() == "fr"
    assert "Tous les genres" in page(message)
    assert message.kind == "info"
    assert kinds["release"] in page(message)
    assert release.current()["module"] == KINDS
    assert progress.read()[0]["event"] == "start"


def test_start_tells_of_another_release(language, kinds):
    message = checks.start(KINDS, language=language, release="0.0.1-older")
    assert message.kind == "wrong"
    assert {"0.0.1-older", kinds["release"]} <= set(re.findall(r"[\w.]+-\w+", page(message)))


def test_start_in_no_language_of_the_course(kinds):
    with pytest.raises(MedlabError):
        checks.start(KINDS, language="de", release=kinds["release"])


# --- without a record -----------------------------------------------------------------------------------------------


def test_a_check_works_where_nothing_can_be_recorded(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDLAB_HOME", str(tmp_path / "file"))
    assert checks.check(FOUND, right).status == "right"
    assert "Expected" in page(checks.check(FOUND, constant))
    assert "Who is ill?" in page(checks.hint(FOUND))
    assert "Divide" in page(checks.hint(FOUND))
    assert solved(FOUND)


def test_nbgrader_gets_the_points_and_leaves_no_record(monkeypatch, medlab_home):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(checks.check(FOUND, right)) == "2"
    assert repr(checks.check(FOUND, constant)) == "0"
    assert os.listdir(medlab_home) == []


def test_no_answer_and_no_name_is_recorded(medlab_home, monkeypatch):
    monkeypatch.setenv("USER", "Bichat")
    checks.check(VALUE, 123456789)
    checks.check(FOUND, lambda labels, flagged: 987654321)
    checks.check(CHOICE, "not an option")
    text = progress.progress_path().read_text()
    assert not any(
        word in text for word in ("123456789", "987654321", "not an option", "Bichat", os.path.expanduser("~"))
    )


# --- in a notebook --------------------------------------------------------------------------------------------------


@pytest.fixture
def notebook(monkeypatch):
    """Runs cells in an IPython shell; gives what was shown."""
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)

    def run(*cells: str):
        with capture_output() as captured:
            for cell in cells:
                shell.run_cell(cell)
        return captured

    return run


SETUP = f'from medlab import *\nstart("{KINDS}", language="fr", release="x")'


def test_a_notebook_shows_html_and_points(notebook):
    shown = notebook(SETUP, "def sensitivity(labels, flagged):\n    return 1", f'check("{FOUND}", sensitivity)')
    assert shown.stderr == ""
    assert re.search(r"Out\[\d*\]: 0$", shown.stdout.strip())
    mimes, _ = InteractiveShell().display_formatter.format(checks.check(FOUND, right))
    assert mimes["text/plain"] == "2"
    assert 'lang="fr"' in mimes["text/html"]


def test_a_function_that_does_not_exist_yet_is_explained_beside_the_error(notebook):
    said = notebook(SETUP, f'check("{FOUND}", sensitivity)').stdout
    assert "« sensitivity » n'existe pas encore".replace(" ", "") in re.sub(r"\s", "", said)
    assert "NameError" in said


def test_another_missing_name_is_left_to_python(notebook):
    said = notebook(SETUP, "nothing_of_ours").stdout
    assert "n'existe pas encore" not in said
    assert "NameError" in said


def test_a_wrong_id_shows_a_sentence_and_no_traceback(notebook):
    said = notebook(SETUP, 'check("90.nothing", len)').stdout
    assert "Traceback" not in said
    assert FOUND in said
