"""Learners' functions that loop, raise, print, sleep, cling to their inputs or to their life."""

import contextlib
import functools
import io
import logging
import sys
import threading
import time
import warnings

import numpy as np
import pytest

from medlab import metrics, runner
from medlab.errors import MedlabError
from medlab.runner import materialise, outcome, public_function, run_cases

LIMIT = 0.2
MOST = LIMIT + runner._GRACE_SECONDS + 1


def cases(*inputs: dict) -> list[dict]:
    return [{"inputs": one} for one in inputs]


def run(function, *inputs: dict, seconds: float = 5) -> list[dict]:
    return run_cases(function, cases(*(inputs or [{}])), seconds=seconds)


def only(function, **inputs) -> dict:
    (came,) = run(function, inputs)
    return came


@pytest.fixture
def stubborn():
    """An event that a stubborn function watches, so that it ends with its test."""
    over = threading.Event()
    yield over
    over.set()


# --- answers --------------------------------------------------------------------------------------------------------


def test_answers_come_in_order_as_plain_values():
    came = run(lambda x: (x, np.float64(x)), {"x": 1}, {"x": 2})
    assert came == [{"value": [1, 1.0]}, {"value": [2, 2.0]}]


def generator(x):
    yield x


async def coroutine(x):
    return x


@pytest.mark.parametrize(
    ("function", "word"),
    [(generator, "generator"), (coroutine, "coroutine"), (lambda x: {x}, "set"), (lambda x: len, "len()")],
)
def test_what_cannot_be_read_is_refused_in_both_languages(function, word):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refused = only(function, x=1)["refused"]
    assert word in refused["fr"]
    assert word in refused["en"]


@pytest.mark.parametrize("answer", [..., NotImplemented])
def test_an_answer_left_open_is_todo(answer):
    assert only(lambda: answer) == {"todo": True}


def test_not_implemented_is_todo():
    def later():
        raise NotImplementedError("later")

    assert only(later) == {"todo": True}


def test_an_answer_that_raises_when_read_is_refused():
    class Hostile(int):
        def __int__(self):
            raise RuntimeError

    assert "Hostile" in only(lambda: Hostile(3))["refused"]["en"]


def test_answers_that_share_one_array_stay_apart():
    shared = np.zeros(1)

    def fill(x):
        shared[:] = x
        return shared

    assert [one["value"].tolist() for one in run(fill, {"x": 1}, {"x": 2})] == [[1], [2]]


def test_views_of_the_input_are_read():
    x = np.arange(6).reshape(2, 3)
    for view in (lambda x: x.T, lambda x: x[::-1, ::2], lambda x: x, lambda x: x.ravel()):
        np.testing.assert_array_equal(only(view, x=x)["value"], view(x))


# --- inputs ---------------------------------------------------------------------------------------------------------


def spoil(value):
    """Change everything inside `value` that can be changed."""
    if isinstance(value, dict):
        for item in value.values():
            spoil(item)
        value["spoilt"] = True
    elif isinstance(value, list):
        for item in value:
            spoil(item)
        value.append("spoilt")
    elif isinstance(value, np.ndarray):
        value[...] = 99


def test_a_function_gets_copies_however_deep():
    inputs = {
        "array": np.arange(3),
        "listed": [np.arange(2), [1, [2]]],
        "nested": {"a": [1, {"b": [np.zeros(2)]}]},
    }
    one_case = cases(inputs)
    seen = []

    def greedy(array, listed, nested):
        seen.append(repr((array, listed, nested)))
        for value in (array, listed, nested):
            spoil(value)

    run_cases(greedy, one_case * 2, seconds=5)
    run_cases(greedy, one_case, seconds=5)
    outcome(greedy, inputs)
    assert len(set(seen)) == 1
    assert len(seen) == 4


def test_a_recipe_is_made_afresh_for_each_case():
    recipe = {"make": "numpy.random.default_rng", "args": {"seed": 7}}
    came = run(lambda rng: rng.random(), {"rng": recipe}, {"rng": recipe})
    assert came == [{"value": np.random.default_rng(7).random()}] * 2
    assert materialise({"a": [recipe]})["a"][0].random() == np.random.default_rng(7).random()


def test_a_recipe_may_call_medlab():
    recipe = {"make": "medlab.metrics.proportion_interval", "args": {"events": 1, "people": 2}}
    assert materialise(recipe) == metrics.proportion_interval(1, 2)


@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        "builtins.eval",
        "medlab",
        "medlab.",
        "medlab..metrics.roc_auc",
        "medlabx.metrics.roc_auc",
        "medlab.os.system",
        "medlab.release.os.system",
        "medlab.runner.import_module",
        "medlab.runner.copy.copy",
        "medlab.runner.threading",
        "medlab.release.Path",
        "medlab.release.lru_cache",
        "medlab.release._read",
        "medlab._release.anything",
        "medlab.release.__getattr__",
        "medlab.__init__.import_module",
        "medlab.errors.MedlabError",
        "medlab.wire.MAX_BYTES",
        "medlab.nothing.here",
        "medlab.metrics.nothing",
        "numpy.random.seed",
        "numpy.random.default_rng.__init__",
        "",
    ],
)
def test_a_recipe_is_a_public_function_of_medlab(name):
    with pytest.raises(MedlabError) as refusal:
        materialise({"make": name, "args": {}})
    assert all(f"{name}" in text for text in refusal.value.text.to_dict().values())


def test_public_functions_are_found_where_they_are_shown():
    import medlab

    assert public_function("medlab.check") is medlab.check
    assert public_function("medlab.metrics.roc_auc") is metrics.roc_auc


def test_a_recipe_that_fails_is_not_the_learners_fault():
    with pytest.raises(MedlabError):
        run(lambda x: x, {"x": {"make": "os.system", "args": {}}})
    with pytest.raises(MedlabError):
        outcome(lambda x: x, {"x": {"make": "os.system", "args": {}}})


# --- exceptions -----------------------------------------------------------------------------------------------------


def test_an_exception_tells_name_message_and_the_learners_line():
    def divide(x):
        total = x / 0
        return total

    assert only(divide, x=1) == {"error": "ZeroDivisionError", "message": "division by zero", "line": "total = x / 0"}


def helper(values):
    return np.linalg.inv(values)


def in_a_library(x):
    return helper(x)


def in_the_standard_library(x):
    import statistics

    return statistics.mean(x)


@pytest.mark.parametrize(
    ("function", "x", "line"),
    [
        (in_a_library, [[0.0]], "return np.linalg.inv(values)"),
        (in_the_standard_library, [], "return statistics.mean(x)"),
        (lambda: 1, 1, ""),
    ],
)
def test_the_line_shown_is_never_a_librarys(function, x, line):
    assert only(function, x=x)["line"] == line


def leave():
    sys.exit("bye")


def interrupt():
    raise KeyboardInterrupt


def recurse():
    return recurse()


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("mute")


def mute():
    raise Mute


def raise_base():
    raise BaseException("base")


def stop_iteration():
    return next(iter([]))


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (leave, "SystemExit"),
        (interrupt, "KeyboardInterrupt"),
        (recurse, "RecursionError"),
        (mute, "Mute"),
        (raise_base, "BaseException"),
        (stop_iteration, "StopIteration"),
    ],
)
def test_whatever_is_raised_is_an_outcome(function, name):
    came = run(function, {}, {})
    assert [one["error"] for one in came] == [name] * 2


def test_one_exception_does_not_stop_the_other_cases():
    came = run(lambda x: 1 / x, {"x": 0}, {"x": 2})
    assert came[0]["error"] == "ZeroDivisionError"
    assert came[1] == {"value": 0.5}


def test_a_long_message_is_cut():
    def talk():
        raise ValueError("x" * 10_000)

    assert len(only(talk)["message"]) == 300


def test_an_interruption_from_the_keyboard_stops_a_build():
    with pytest.raises(KeyboardInterrupt):
        outcome(interrupt, {})


# --- time -----------------------------------------------------------------------------------------------------------


def loop():
    while True:
        pass


def loop_that_swallows_exceptions():
    while True:
        with contextlib.suppress(Exception):
            sum(range(1000))


def loop_in_a_comprehension():
    return [number + 1 for number in iter(int, 1)]


def loop_that_prints():
    while True:
        print("x" * 1000)


def short_sleeps():
    while True:
        time.sleep(0.01)


LOOPS = (loop, loop_that_swallows_exceptions, loop_in_a_comprehension, loop_that_prints, short_sleeps)


@pytest.mark.parametrize("function", LOOPS, ids=lambda function: function.__name__)
def test_an_endless_loop_is_stopped(function):
    before, begin = threading.active_count(), time.monotonic()
    (came,) = run(function, seconds=LIMIT)
    assert (came["timeout"], came["stubborn"]) == (True, False)
    assert time.monotonic() - begin < MOST
    assert threading.active_count() == before


def test_an_endless_loop_is_stopped_from_any_thread():
    came = []
    thread = threading.Thread(target=lambda: came.extend(run(loop, seconds=LIMIT)))
    thread.start()
    thread.join(MOST)
    assert came == [{"timeout": True, "stubborn": False}]


def test_cases_done_before_the_limit_count():
    def slow_at_two(x):
        while x == 2:
            pass
        return x

    came = run(slow_at_two, {"x": 1}, {"x": 2}, {"x": 3}, seconds=LIMIT)
    assert came == [{"value": 1}, {"timeout": True, "stubborn": False}, {"timeout": True, "stubborn": False}]


def test_an_answer_that_comes_late_does_not_count():
    def gives_in():
        try:
            while True:
                pass
        except BaseException:
            return 42

    came = run(gives_in, *[{}] * 30, seconds=LIMIT)
    assert came == [{"timeout": True, "stubborn": False}] * 30


def test_a_long_sleep_is_left_behind(stubborn):
    begin = time.monotonic()
    (came,) = run(lambda: stubborn.wait(60), seconds=LIMIT)
    assert (came["timeout"], came["stubborn"]) == (True, True)
    assert time.monotonic() - begin < MOST


def test_a_function_that_will_not_end_is_left_behind(stubborn):
    def clings():
        while not stubborn.is_set():
            try:
                while not stubborn.wait(0.05):
                    pass
            except:  # noqa: E722
                with contextlib.suppress(BaseException):
                    stubborn.wait(0.05)

    begin = time.monotonic()
    (came,) = run(clings, seconds=LIMIT)
    assert came["timeout"]
    assert time.monotonic() - begin < MOST


def test_making_inputs_takes_no_time_of_the_learners(monkeypatch):
    def slow():
        time.sleep(2 * LIMIT)
        return 1

    slow.__module__ = "medlab.metrics"
    monkeypatch.setattr(metrics, "slow", slow, raising=False)
    assert run(lambda x: x, {"x": {"make": "medlab.metrics.slow", "args": {}}}, seconds=LIMIT) == [{"value": 1}]


def test_an_interrupted_check_leaves_nothing_running(monkeypatch):
    before = threading.active_count()
    joined = threading.Thread.join

    def join(self, timeout=None):
        if timeout == 30:
            raise KeyboardInterrupt
        return joined(self, timeout)

    monkeypatch.setattr(threading.Thread, "join", join)
    out = sys.stdout
    with pytest.raises(KeyboardInterrupt):
        run(loop, seconds=30)
    assert threading.active_count() == before
    assert sys.stdout is out


# --- noise ----------------------------------------------------------------------------------------------------------


def noisy(x):
    print("out", x)
    print("err", x, file=sys.stderr, flush=True)
    sys.stdout.write("more")
    warnings.warn("careful", stacklevel=1)
    logging.getLogger("learner").warning("logged")
    np.array([1.0]) / 0
    return np.float64(0) / 0


def test_noise_is_noticed_and_not_heard(capfd):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        came = run(noisy, {"x": 1}, {"x": 2})
    assert all(one["printed"] for one in came)
    assert capfd.readouterr() == ("", "")
    assert caught == []


@pytest.mark.parametrize("function", [lambda: None, lambda: print(), lambda: print("  \n", file=sys.stderr)])
def test_silence_is_noticed_too(function):
    assert only(function) == {"value": None}


def test_a_dying_thread_is_not_heard(capfd):
    run(loop, seconds=LIMIT)
    assert capfd.readouterr() == ("", "")


def test_endless_printing_takes_no_memory():
    import tracemalloc

    tracemalloc.start()
    try:
        run(loop_that_prints, seconds=LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_output_is_given_back(stubborn):
    def clings():
        while not stubborn.wait(0.01):
            with contextlib.suppress(BaseException):
                print("still here")

    def blocks():
        stubborn.wait(60)
        print("after", flush=True)

    out, err, filters = sys.stdout, sys.stderr, warnings.filters[:]
    for function in (lambda: 1, leave, loop, blocks, clings):
        run(function, seconds=LIMIT)
        assert (sys.stdout, sys.stderr, warnings.filters[:]) == (out, err, filters)


def test_checks_at_once_in_several_threads_give_output_back():
    out, came = sys.stdout, []

    def sleeps(x):
        time.sleep(x)
        print(x)
        return x

    def check(x):
        came.append(run(sleeps, {"x": x}))

    checks = [threading.Thread(target=check, args=(x,)) for x in (0.1, 0.15, 0.2)]
    for thread in checks:
        thread.start()
        time.sleep(0.05)
    for thread in checks:
        thread.join(5)
    assert sorted(one["value"] for (one,) in came) == [0.1, 0.15, 0.2]
    assert sys.stdout is out


def test_a_function_that_prints_after_it_was_left_behind_does_no_harm(stubborn):
    ended = threading.Event()

    def blocks():
        try:
            stubborn.wait(60)
        finally:
            print("late")
            ended.set()

    with contextlib.redirect_stderr(io.StringIO()) as err:
        run(blocks, seconds=LIMIT)
        stubborn.set()
        assert ended.wait(5)
        time.sleep(0.05)
    assert err.getvalue() == ""


def test_the_callers_context_is_seen():
    with np.errstate(divide="raise"):
        assert only(lambda: np.array([1.0]) / 0)["error"] == "FloatingPointError"


@pytest.mark.parametrize(
    "function",
    [functools.partial(lambda a, x: a + x, 1), type("Adds", (), {"__call__": lambda self, x: x + 1})()],
    ids=["partial", "callable object"],
)
def test_any_callable_can_be_called(function):
    assert only(function, x=1) == {"value": 2}
