"""Every sentence of a wrong answer: in both languages, with the failing call, and never misleading."""

import ast
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlab.explain import expected_text, explain, failing_call, show
from medlab.judge import judge
from medlab.language import T

NAN, INF = math.nan, math.inf
CLOSE = {"kind": "close", "rtol": 1e-6, "atol": 1e-9}
BANDS = {"kind": "bands", "metric": "medlab.metrics.roc_auc", "bands": [[0.7, 0.5], [0.95, 1.0]]}


def entry_of(expected, *, kind="function", tolerance=CLOSE, inputs=None, **more) -> dict:
    outcome = expected if isinstance(expected, dict) and "error" in expected else {"value": expected}
    case = {"family": {"fr": "au repos", "en": "at rest"}, "inputs": {"x": 1} if inputs is None else inputs}
    entry = {"kind": kind, "name": "mean", "points": 1.0, "seconds": 0.5, "tolerance": tolerance, "mistakes": []}
    return entry | {"cases": [case], "expected": [outcome]} | more


def explained(entry: dict, outcome: dict) -> T:
    text = explain(entry, judge(entry, [outcome]), [outcome])
    assert_well_written(text)
    return text


def assert_well_written(text: T) -> None:
    assert text.fr.strip()
    assert text.en.strip()
    assert text.fr != text.en
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text.text("fr"), flags=re.DOTALL)
    assert not re.search(r" [;:?!»%]|« ", prose)
    assert not re.search(r"[\u202f\u00a0]", text.text("en"))
    assert "{" not in re.sub(r"`.*?`", "", text.en, flags=re.DOTALL)


def answered(expected, value, **options) -> T:
    return explained(entry_of(expected, **options), {"value": value})


# --- what came ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "fr", "en"),
    [
        ({"value": 5}, "Votre réponse : `5`.", "Your answer: `5`."),
        ({"value": None}, "ne renvoie rien (`None`)", "gives nothing back (`None`)"),
        ({"value": None, "printed": True}, "avec `print`", "with `print`"),
        ({"value": 5, "printed": True}, "`5`", "`5`"),
        (
            {"error": "KeyError", "message": "'a'", "line": "x['a']"},
            "(`x['a']`) : `KeyError: 'a'`",
            "(`x['a']`): `KeyError: 'a'`",
        ),
        ({"error": "SystemExit", "message": "", "line": ""}, "`SystemExit`", "`SystemExit`"),
        ({"error": "ValueError", "message": "a\nb `c`", "line": "`"}, "`ValueError: a b 'c'`", "`ValueError: a b 'c'`"),
        ({"error": "TypeError", "message": "'int' and 'ellipsis'", "line": ""}, "`...`", "`...`"),
        ({"error": "TypeError", "message": "must be real number, not ellipsis", "line": ""}, "reste un", "still a"),
        (
            {"error": "IndexError", "message": "only integers, slices (`:`), ellipsis (`...`) are valid", "line": ""},
            "`IndexError: only",
            "`IndexError: only",
        ),
        ({"timeout": True, "stubborn": False}, "après 0,5 s", "after 0.5 s"),
        ({"timeout": True, "stubborn": True}, "redémarrez le noyau", "restart the kernel"),
        ({"refused": {"fr": "Un ensemble.", "en": "A set."}}, "Un ensemble.", "A set."),
        ({"value": "a`b\nc"}, "`'a'b\\nc'`", "`'a'b\\nc'`"),
    ],
)
def test_what_came_is_said_beside_the_failing_call(outcome, fr, en):
    text = explained(entry_of(3), outcome)
    assert fr in text.fr
    assert en in text.en
    for language in (text.fr, text.en):
        assert "```python\nmean(x=1)\n```" in language
    assert "Cas « au repos » :" in text.fr
    assert "Case “at rest”:" in text.en


def test_what_is_still_to_do_is_said():
    entry = entry_of(3) | {"cases": entry_of(3)["cases"] * 2, "expected": [{"value": 3}] * 2}
    outcomes = [{"value": 3}, {"todo": True}]
    text = explain(entry, judge(entry, outcomes), outcomes)
    assert_well_written(text)
    assert "`...` à remplacer" in text.fr


@pytest.mark.parametrize(
    ("expected", "value", "fr", "en"),
    [
        (1.0, "1", "un texte, alors qu'il faut un nombre", "a text, but a number is needed"),
        (1.0, True, "une valeur logique (True ou False), alors", "a truth value (True or False), but a number"),
        (True, 1, "alors qu'il faut une valeur logique", "but a truth value"),
        (1.0, [1.0], "un tableau de nombres, alors qu'il faut un nombre", "an array of numbers, but a number"),
        ([1.0], 1.0, "alors qu'il faut un tableau de nombres", "but an array of numbers"),
        (np.array([1.0]), ["1"], "une liste, alors", "a list, but an array of numbers"),
        (np.array([True]), [1], "il faut un tableau de valeurs logiques", "an array of truth values is needed"),
        ({"a": 1}, [1], "il faut un dictionnaire", "a dictionary is needed"),
        (["a"], {"a": 1}, "un dictionnaire, alors qu'il faut une liste", "a dictionary, but a list"),
        (None, 5, "il faut `None`", "`None` is needed"),
        ([1, 2], [1, 2, 3], "Dimensions reçues : (3,) ; attendues : (2,)", "Shape received: (3,); expected: (2,)"),
        (np.zeros((2, 1)), [1, 2], "(2,) ; attendues : (2, 1)", "(2,); expected: (2, 1)"),
        ({"a": 1, "b": 2}, {"a": 1}, "Clés attendues : `['a', 'b']`", "Keys expected: `['a', 'b']`"),
    ],
)
def test_another_kind_shape_or_keys_are_named(expected, value, fr, en):
    text = answered(expected, value)
    assert fr in text.fr
    assert en in text.en


@pytest.mark.parametrize(
    ("expected", "value"),
    [(1.0, 2), (1, 2.0), ([1, 2], np.array([1.0, 3.0])), (["a"], ["b"]), ({"a": 1}, {"a": 2}), ("a", "b"), ([], [1])],
)
def test_nothing_more_is_said_where_the_kind_is_right(expected, value):
    text = answered(expected, value)
    assert "alors qu" not in text.fr
    assert "needed" not in text.en


def test_a_statistical_answer_of_another_kind_is_named():
    tolerance = {"kind": "statistical"}
    bounds = {"low": 1.0, "high": 2.0}
    assert "a text, but a number is needed" in answered(bounds, "1.5", tolerance=tolerance).en
    assert "needed" not in answered(bounds, 5.0, tolerance=tolerance).en
    both = {"low": np.zeros(2), "high": np.ones(2)}
    assert "expected: (2,)" in answered(both, [1.0, 1.0, 1.0], tolerance=tolerance).en


def test_an_answer_where_an_exception_was_due():
    text = answered({"error": "ValueError"}, 5)
    assert "needed" not in text.en
    assert "`ValueError`" in expected_text(entry_of({"error": "ValueError"}), 0).fr
    assert_well_written(expected_text(entry_of({"error": "ValueError"}), 0))


# --- values, choices, predictions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [5, "215", None, [215], {"a": 215}, True, 10**300])
def test_a_value_shows_what_came_and_neither_a_call_nor_a_function(value):
    text = answered(987, value, kind="value", inputs={})
    for language in (text.fr, text.en):
        assert "987" not in language
        assert "```" not in language
        assert "onction" not in language


def test_the_keys_of_a_value_are_not_given_away():
    assert "secret" not in answered({"secret": 1}, {"a": 1}, kind="value", inputs={}).en


OPTIONS = [{"right": False}, {"right": True}]


@pytest.mark.parametrize(("value", "en"), [("a", "not the right option"), ("B", '`"a"`, `"b"`'), (1, '`"a"`, `"b"`')])
def test_a_choice_never_says_which(value, en):
    text = answered("b", value, kind="choice", inputs={}, options=OPTIONS)
    assert en in text.en
    assert "```" not in text.en


def test_a_choice_that_can_not_be_read_lists_the_letters():
    entry = entry_of("b", kind="choice", inputs={}, options=OPTIONS)
    assert '`"b"`' in explained(entry, {"refused": {"fr": "x", "en": "y"}}).fr


def test_predictions_show_their_score_and_what_it_should_reach():
    truth = np.array([False, False, True, True])
    text = answered(truth, [1, 3, 2, 4], kind="predictions", tolerance=BANDS)
    assert "(`roc_auc`) : 0,75." in text.fr
    assert "à partir de 0,95." in text.fr
    assert "(`roc_auc`): 0.75." in text.en
    assert "truth" not in text.en


@pytest.mark.parametrize("value", [[1, 2], "scores", 5, [1, 2, 3, NAN], [["a"]], {"a": 1}, True])
def test_predictions_without_a_score_say_how_many_numbers_are_needed(value):
    text = answered(np.array([False, False, True, True]), value, kind="predictions", tolerance=BANDS)
    assert "il faut 4 nombres finis" in text.fr
    assert "4 finite numbers" in text.en


def test_a_known_mistake_is_explained_in_its_own_words():
    mistake = {"name": "m", "text": {"fr": "La moitié.", "en": "Half."}, "outputs": [{"value": 1}]}
    assert answered(2, 1, kind="value", mistakes=[mistake]) == T(fr="La moitié.", en="Half.")


# --- what was expected ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "tolerance", "fr", "en"),
    [
        (3.5, CLOSE, "Attendu : `3.5`.", "Expected: `3.5`."),
        (["a`"], CLOSE, "Attendu : `['a'']`.", "Expected: `['a'']`."),
        ({"low": 1.0, "high": [2]}, {"kind": "statistical"}, "entre `1.0` et `[2]`", "between `1.0` and `[2]`"),
    ],
)
def test_what_was_expected(expected, tolerance, fr, en):
    text = expected_text(entry_of(expected, tolerance=tolerance), 0)
    assert_well_written(text)
    assert fr in text.fr
    assert en in text.en


def test_an_answer_refused_by_the_tolerance_looks_different_from_the_expected_one():
    for expected in (0.3, 1 / 3, 12345.678, 0.01):
        got = expected * (1 + 2e-6)
        assert judge(entry_of(expected), [{"value": got}]).status == "wrong"
        assert show(got) != show(expected)


# --- values as text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.33333333"),
        (2.0, "2.0"),
        (-0.0, "-0.0"),
        (1e300, "1e+300"),
        (NAN, "np.nan"),
        (-INF, "-np.inf"),
        (True, "True"),
        (None, "None"),
        ("a'b\n", '"a\'b\\n"'),
        (np.array([]), "np.array([])"),
        (np.array([[1, 2]]), "np.array([[1, 2]])"),
        (np.array([True, False]), "np.array([True, False])"),
        (np.array([0.1], dtype="float32"), "np.array([0.1])"),
        ({"a": [1, {}], 2: NAN}, "{'a': [1, {}], 2: np.nan}"),
        ({"make": "numpy.random.default_rng", "args": {"seed": 3}}, "np.random.default_rng(seed=3)"),
        ({"make": "medlab.metrics.roc_auc", "args": {}}, "medlab.metrics.roc_auc()"),
        (list(range(21)), f"[{', '.join(map(str, range(20)))}, … (21)]"),
    ],
)
def test_show(value, text):
    assert show(value) == text


def test_a_long_text_is_cut():
    assert len(show("a" * 10_000)) == 200


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["x", "y"]), plain_values))
def test_a_short_call_can_be_copied(inputs):
    call = failing_call(entry_of(1, inputs=inputs), 0).en.split("```python\n")[1].removesuffix("\n```")
    tree = ast.parse(call, mode="eval").body
    given_back = {keyword.arg: ast.literal_eval(keyword.value) for keyword in tree.keywords}
    entry = entry_of({name: inputs[name] for name in inputs}, tolerance={"kind": "close", "rtol": 1e-7, "atol": 0})
    assert judge(entry, [{"value": given_back}]).status == "right"
