"""What agrees, what doesn't, and what it earns; no answer, however strange, makes the judge raise."""

import math
import time
import tracemalloc
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from medlab import judge as judging
from medlab import metrics
from medlab.errors import MedlabError
from medlab.judge import Verdict, as_array, close, comparison, judge, size, within

HUGE = 10**400
NAN, INF = math.nan, math.inf


def agree(expected, got, rtol=1e-6, atol=1e-9) -> bool:
    return close(expected, got, rtol=rtol, atol=atol)


def table_entry(expected, *, kind="function", families=None, points=6.0, mistakes=(), tolerance=None) -> dict:
    """An entry of a check table; the inputs of case i are a list of i numbers."""
    families = families or ["all"] * len(expected)
    return {
        "kind": kind,
        "points": points,
        "tolerance": tolerance or {"kind": "close", "rtol": 1e-6, "atol": 1e-9},
        "cases": [{"family": {"fr": f, "en": f}, "inputs": {"x": [0] * i}} for i, f in enumerate(families)],
        "expected": [{"value": value} for value in expected],
        "mistakes": [
            {"name": name, "text": {"fr": name, "en": name}, "outputs": [{"value": value} for value in outputs]}
            for name, outputs in dict(mistakes).items()
        ],
    }


def gave(*values) -> list[dict]:
    return [{"value": value} for value in values]


# --- agreement ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1, 1.0),
        (0.1 + 0.2, 0.3),
        (1_000_000, 1_000_000.5),
        (0.0, 1e-10),
        (NAN, NAN),
        (INF, INF),
        (HUGE, HUGE),
        ("a", "a"),
        (None, None),
        (True, True),
        ([1, 2], np.array([1.0, 2.0])),
        (np.array([1.0, 2.0]), [1, 2]),
        (np.array([[1, 2]]), [[1.0, 2.0]]),
        (np.array([[1, 2]]), [np.array([1.0, 2.0])]),
        (np.array([True, False]), [True, False]),
        (np.array([NAN, INF, -INF]), [NAN, INF, -INF]),
        (np.array([]), []),
        ([], []),
        ({}, {}),
        ({"a": [1, {"b": NAN}]}, {"a": [1.0, {"b": NAN}]}),
        ({1: "a", "1": "b"}, {"1": "b", 1.0: "a"}),
        ([HUGE, "a", None], [HUGE, "a", None]),
        ({NAN: 1}, {NAN: 1}),
    ],
)
def test_these_agree(expected, got):
    assert agree(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1, 1.00001),
        (1, True),
        (0, False),
        (True, 1),
        (True, 1.0),
        (False, None),
        (0, None),
        (1, "1"),
        ("a", "A"),
        ("a", "a "),
        ("", None),
        (1, [1]),
        ([1], 1),
        (1, np.array([1])),
        (INF, -INF),
        (INF, 1e308),
        (INF, HUGE),
        (1e308, INF),
        (1.0, HUGE),
        (HUGE, 1.0),
        (HUGE, HUGE + 1),
        (NAN, 0.0),
        (0.0, NAN),
        ([1, 2], [2, 1]),
        ([1, 2], [1, 2, 3]),
        ([1, 2], [[1, 2]]),
        ([1, 2], (1, 2)),
        ([1, 2], {0: 1, 1: 2}),
        ([1, 0], [True, False]),
        (np.array([1, 0]), [True, False]),
        (np.array([1, 0]), np.array([True, False])),
        (np.array([[1.0, 1.0]]), [[True, 1.0]]),
        (np.array([1.0, 1.0]), [True, 1.0]),
        (np.array([True, True]), [True, 1]),
        (np.array([1.0, 2.0]), ["1", "2"]),
        (np.array([1.0, 2.0]), [1.0, "2"]),
        (np.array([1.0, 2.0]), [1.0, None]),
        (np.array([1.0, 2.0]), [1.0, {}]),
        (np.array([1.0, 2.0]), [1.0, [2.0]]),
        (np.array([1.0, 2.0]), [[1.0], [2.0]]),
        (np.array([1.0, 2.0]), [1.0, HUGE]),
        (np.array([1.0]), 1.0),
        (np.array([1.0]), "1"),
        (np.zeros((0, 3)), np.zeros((0, 2))),
        (np.zeros((0, 3)), []),
        (["a"], np.array([1.0])),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, ["a"]),
        ({1: "a"}, {True: "a"}),
        ({"1": "a"}, {1: "a"}),
        ({}, []),
        ({}, None),
    ],
)
def test_these_do_not_agree(expected, got):
    assert not agree(expected, got)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(), st.floats(0, 0.1), st.floats(0, 1))
def test_numbers_agree_as_numpy_says(expected, got, rtol, atol):
    with np.errstate(all="ignore"):
        assert agree(expected, got, rtol, atol) == bool(np.isclose(got, expected, rtol=rtol, atol=atol))


@given(npst.arrays(float, npst.array_shapes(max_dims=2, max_side=3)), st.booleans())
def test_an_array_agrees_with_its_list(array, swapped):
    pair = (array.tolist(), array) if swapped else (array, array.tolist())
    assert agree(*pair)


@given(npst.arrays(float, 3, elements=st.floats(-1e6, 1e6)), st.integers(0, 2))
def test_one_wrong_number_is_enough(array, place):
    wrong = array.copy()
    wrong[place] += 1 + abs(wrong[place])
    assert not agree(array, wrong)
    assert not agree(array.tolist(), wrong.tolist())


def test_truth_values_of_arrays_are_compared_with_truth_values():
    assert as_array([[True], [False]]).dtype == bool
    assert as_array([1, 2.5]).dtype == float
    assert as_array([[1, 2], [3]]) is None
    assert as_array("abc") is None
    assert as_array({"a": 1}) is None


strange = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**320), 10**320)
    | st.floats()
    | st.text(max_size=3)
    | npst.arrays(st.sampled_from(["bool", "int8", "uint64", "float16", "float64"]), npst.array_shapes(min_side=0)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=1) | st.booleans(), inner, max_size=2),
    max_leaves=6,
)


@given(strange, strange)
def test_no_answer_makes_the_comparison_raise_or_warn(expected, got):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert agree(expected, got) in (True, False)
        assert within({"low": 0.0, "high": 1.0}, got) in (True, False)
        assert within({"low": [0.0, 1.0], "high": np.array([1.0, 2.0])}, got) in (True, False)


@given(strange)
def test_everything_agrees_with_itself(value):
    assert agree(value, value) or as_array([value]) is None or _beyond_floats(value)


def _beyond_floats(value) -> bool:
    return isinstance(value, list) and any(isinstance(item, int) and abs(item) > 10**300 for item in value)


def test_a_long_text_among_many_numbers_costs_nothing():
    tracemalloc.start()
    try:
        assert not agree(np.zeros(2000), [0.0] * 1999 + ["a" * 1_000_000])
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


# --- outcomes and points --------------------------------------------------------------------------------------------


def test_right():
    assert judge(table_entry([1, 2]), gave(1, 2.0)) == Verdict(
        "right", 6.0, 6.0, families=[({"fr": "all", "en": "all"}, True)]
    )


def test_nothing_but_todo_is_not_attempted():
    verdict = judge(table_entry([1, 2]), [{"todo": True}] * 2)
    assert (verdict.status, verdict.points, verdict.of) == ("not attempted", 0.0, 6.0)


def test_one_todo_among_answers_is_wrong():
    verdict = judge(table_entry([1, 2]), [*gave(1), {"todo": True}])
    assert (verdict.status, verdict.points, verdict.failing) == ("wrong", 0.0, 1)


@pytest.mark.parametrize(
    ("answers", "points"),
    [([1, 2, 3, 4], 6.0), ([1, 2, 3, 0], 4.0), ([1, 0, 3, 4], 4.0), ([0, 0, 3, 0], 2.0), ([0, 0, 0, 0], 0.0)],
)
def test_a_family_is_all_or_nothing_and_families_share_the_points(answers, points):
    entry = table_entry([1, 2, 3, 4], families=["a", "a", "b", "c"])
    verdict = judge(entry, gave(*answers))
    assert verdict.points == pytest.approx(points, abs=1e-4)
    assert sum(ok for _, ok in verdict.families) * 2 == pytest.approx(points, abs=1e-4)


def test_thirds_are_rounded_but_all_is_all():
    entry = table_entry([1, 2, 3], families=["a", "b", "c"], points=1.0)
    assert judge(entry, gave(1, 2, 3)).points == 1.0
    assert judge(entry, gave(1, 2, 0)).points == 0.6667


@pytest.mark.parametrize(
    ("came", "right"),
    [
        ({"error": "ValueError"}, True),
        ({"error": "ValueError", "message": "anything", "line": "x"}, True),
        ({"error": "TypeError"}, False),
        ({"value": "ValueError"}, False),
        ({"value": None}, False),
        ({"timeout": True, "stubborn": False}, False),
        ({"refused": {"fr": "", "en": ""}}, False),
    ],
)
def test_an_exception_may_be_what_is_expected(came, right):
    entry = {**table_entry([0]), "expected": [{"error": "ValueError"}]}
    assert judge(entry, [came]).status == ("right" if right else "wrong")


@pytest.mark.parametrize(
    "came", [{"error": "ValueError"}, {"timeout": True}, {"refused": {"fr": "", "en": ""}}, {"todo": True}]
)
def test_what_gives_no_value_is_no_value(came):
    assert judge(table_entry([None, 1]), [came, *gave(1)]).status == "wrong"


def test_the_failing_case_shown_is_the_smallest():
    assert judge(table_entry([1, 2, 3, 4]), gave(1, 0, 3, 0)).failing == 1
    assert size({"a": [1, [2, 3]], "b": np.zeros((2, 2)), "c": "text", "d": []}) == 8


def test_of_cases_that_time_ran_out_for_the_first_was_running():
    entry = table_entry([3, 2, 1, 0])
    entry["cases"].reverse()
    late = {"timeout": True, "stubborn": False}
    assert judge(entry, [*gave(3), late, late, late]).failing == 1
    assert judge(entry, [*gave(0), late, late, late]).failing == 1
    assert judge(entry, [late] * 4).failing == 0


# --- mistakes -------------------------------------------------------------------------------------------------------

MISTAKES = {"double": [2, 4, 6, 8], "halved": [0.5, 1, 1.5, 2], "constant": [1, 1, 1, 1]}


def recognised(answers, *, mistakes=MISTAKES, expected=(1, 2, 3, 4), **options) -> str | None:
    verdict = judge(table_entry(expected, mistakes=mistakes, **options), gave(*answers))
    return verdict.mistake and verdict.mistake["name"]


def test_a_mistake_is_recognised():
    assert recognised([2, 4, 6, 8]) == "double"
    assert recognised([1, 1, 1, 1]) == "constant"


@pytest.mark.parametrize("answers", [[2, 4, 6, 9], [0, 4, 6, 8], [1, 2, 3, 4], [2, 4, 6, True], [2, 4, 6, None]])
def test_one_case_that_differs_is_another_mistake_or_none(answers):
    assert recognised(answers) is None


def test_two_mistakes_that_agree_are_neither():
    assert recognised([2, 4, 6, 8], mistakes={**MISTAKES, "squared": [2, 4, 6, 8]}) is None


@pytest.mark.parametrize(("wrong", "name"), [(2, None), (3, "some")])
def test_three_wrong_cases_are_needed(wrong, name):
    outputs = [*range(4 - wrong), *[9] * wrong]
    assert recognised(outputs, mistakes={"some": outputs}, expected=range(4)) == name


@pytest.mark.parametrize("kind", ["value", "choice"])
def test_one_case_is_enough_where_there_is_only_one(kind):
    assert recognised(["b"], mistakes={"option_b": ["b"]}, expected=["a"], kind=kind) == "option_b"


def test_a_mistake_may_raise():
    entry = table_entry([1, 2, 3])
    entry["mistakes"] = [{"name": "raises", "text": {}, "outputs": [{"error": "IndexError"}] * 3}]
    assert judge(entry, [{"error": "IndexError", "message": "m", "line": "l"}] * 3).mistake["name"] == "raises"
    assert judge(entry, [{"error": "KeyError"}] * 3).mistake is None


# --- functions that draw --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "got", "inside"),
    [
        (0, 1, 0.5, True),
        (0, 1, 1, True),
        (0, 1, 1.01, False),
        (0, 1, NAN, False),
        (0, 1, INF, False),
        (0, 1, HUGE, False),
        (-INF, INF, HUGE, True),
        (0, 1, True, False),
        (0, 1, "0.5", False),
        (0, 1, None, False),
        (0, 1, [0.5], False),
        (0, 1, np.array([0.5]), False),
        (0, 1, {"low": 0, "high": 1}, False),
        ([0, 1], [1, 2], [0.5, 1.5], True),
        ([0, 1], [1, 2], np.array([0.5, 1.5]), True),
        (np.array([0, 1]), np.array([1, 2]), [0.5, 2.5], False),
        ([0, 1], [1, 2], [[0.5, 1.5]], False),
        ([0, 1], [1, 2], [0.5, NAN], False),
        ([0, 1], [1, 2], [True, True], False),
        ([0, 1], [1, 2], 1, False),
        ([0], [1], 0.5, False),
    ],
)
def test_bounds(low, high, got, inside):
    assert within({"low": low, "high": high}, got) is inside


def test_bounds_judge_and_recognise():
    bounds = [{"low": 0, "high": 1}] * 3
    mistakes = {"too_high": [{"low": 5, "high": 6}] * 3}
    entry = table_entry(bounds, mistakes=mistakes, tolerance={"kind": "statistical"})
    assert judge(entry, gave(0.5, 0, 1)).status == "right"
    assert judge(entry, gave(5.5, 5, 6)).mistake["name"] == "too_high"
    assert judge(entry, gave(5.5, 5, 0.5)).mistake is None


# --- predictions ----------------------------------------------------------------------------------------------------

TRUTH = np.array([False, False, False, True, True])
BANDS = {"kind": "bands", "metric": "medlab.metrics.roc_auc", "bands": [[0.6, 0.5], [0.9, 1.0]]}


def predicted(*answers, mistakes=(), points=4.0) -> Verdict:
    entry = table_entry([TRUTH] * len(answers), kind="predictions", tolerance=BANDS, mistakes=mistakes, points=points)
    return judge(entry, gave(*answers))


@pytest.mark.parametrize(
    ("scores", "points"),
    [([1, 2, 3, 4, 5], 4.0), ([1, 2, 4, 3, 5], 2.0), ([5, 4, 3, 2, 1], 0.0), ([0] * 5, 0.0)],
)
def test_bands_give_partial_credit(scores, points):
    assert predicted(scores).points == points
    assert predicted(np.array(scores, dtype=float)).points == points
    auc = metrics.roc_auc(TRUTH, scores)
    assert points == 4 * max((share for bound, share in BANDS["bands"] if auc >= bound), default=0)


def test_cohorts_share_the_points_and_the_worst_is_shown():
    verdict = predicted([1, 2, 3, 4, 5], [1, 2, 4, 3, 5], [0] * 5, points=3.0)
    assert (verdict.status, verdict.points, verdict.failing) == ("wrong", 1.5, 2)


def test_predictions_of_a_known_mistake_are_recognised():
    upside_down = [5.0, 4.0, 3.0, 2.0, 1.0]
    verdict = predicted(upside_down, mistakes={"upside_down": [upside_down], "flat": [[0.0] * 5]})
    assert verdict.mistake["name"] == "upside_down"
    assert predicted([9, 4, 3, 2, 1], mistakes={"upside_down": [upside_down]}).mistake is None


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "scores",
        HUGE,
        [HUGE] * 5,
        ["1", "2", "3", "4", "5"],
        [1, 2, 3],
        [],
        [1, 2, 3, 4, NAN],
        [1, 2, 3, 4, INF],
        [1, 2, 3, 4, None],
        [[1], [2, 3], [], 4, 5],
        np.zeros((5, 2)),
        np.zeros((5, 0)),
        np.zeros((5, 1, 1)),
        {"scores": [1, 2, 3, 4, 5]},
    ],
)
def test_no_prediction_makes_the_judge_raise(answer):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = predicted(answer)
    assert (verdict.status, verdict.points) == ("wrong", 0.0)


@given(strange)
def test_no_strange_prediction_raises(answer):
    assert predicted(answer).points in (0.0, 2.0, 4.0)


@pytest.mark.parametrize("outcome", [{"error": "ValueError"}, {"timeout": True}, {"refused": {"fr": "", "en": ""}}])
def test_no_prediction_earns_nothing(outcome):
    entry = table_entry([TRUTH, TRUTH], kind="predictions", tolerance=BANDS)
    assert judge(entry, [*gave([1, 2, 3, 4, 5]), outcome]).points == 3.0


def test_a_metric_that_warns_or_divides_by_zero_stays_silent(monkeypatch, capsys):
    def metric(truth, answer):
        warnings.warn("loud", stacklevel=1)
        return np.mean(np.array([])) + np.float64(1) / np.float64(0) + answer[99]

    metric.__module__ = "medlab.metrics"
    monkeypatch.setattr(metrics, "loud", metric, raising=False)
    entry = table_entry([TRUTH], kind="predictions", tolerance={**BANDS, "metric": "medlab.metrics.loud"})
    assert judging.score(entry, 0, {"value": [1, 2, 3, 4, 5]}) == -INF
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["os.system", "medlab.metrics.none", "medlab.runner.time.sleep", "builtins.eval"])
def test_a_metric_is_a_function_of_medlab(name):
    entry = table_entry([TRUTH], kind="predictions", tolerance={**BANDS, "metric": name})
    with pytest.raises(MedlabError):
        judge(entry, gave([1, 2, 3, 4, 5]))


def test_a_comparison_of_eight_megabytes_is_quick():
    begin = time.perf_counter()
    assert agree(np.zeros(1_000_000), [0.0] * 1_000_000)
    assert time.perf_counter() - begin < 5


def test_a_tolerance_chooses_the_comparison():
    assert comparison({"kind": "close", "rtol": 0.1, "atol": 0})(1.0, 1.05)
    assert not comparison({"kind": "close", "rtol": 0.01, "atol": 0})(1.0, 1.05)
    assert comparison({"kind": "statistical"})({"low": 0, "high": 1}, 0.5)
