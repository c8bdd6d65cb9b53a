"""Stub or attempt, whatever else the learner changed; whose parameters; and which variables come from outside."""

import functools
import math
import operator
import types
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest

from medlab.attempt import is_stub, shared_variables, wrong_signature
from medlab.language import set_language

STUB = '''\
def share(labels, flagged):
    """labels, flagged: arrays of truth values."""
    both = (labels & flagged).sum()
    return ...'''
ENTRY = {"stub": STUB, "name": "share"}


def define(source: str, **names):
    """The last function that `source` defines, in a notebook whose variables are `names`."""
    namespace = dict(names)
    exec(source, namespace)
    return [value for value in namespace.values() if isinstance(value, types.FunctionType | functools.partial)][-1]


@pytest.mark.parametrize(
    "source",
    [
        STUB,
        STUB.replace("    ", "\t"),
        STUB.replace("labels, flagged: arrays of truth values.", "labels, flagged : tableaux de booléens."),
        STUB.replace('    """labels, flagged: arrays of truth values."""\n', ""),
        STUB.replace("labels, flagged", "labels,\n    flagged", 1),
        STUB.replace("    return", "\n    # what now?\n\n    return"),
        STUB.replace("(labels & flagged)", "((labels  &  flagged))"),
        STUB.replace("def share", "def my_share"),
        "x = 1\n\n" + STUB + "\n\ny = 2",
        STUB.replace("...", "(Ellipsis)").replace("(Ellipsis)", "(...)"),
    ],
)
def test_the_stub_is_recognised_however_it_is_written(source):
    function = define(source)
    assert is_stub(STUB, function)
    function(np.array([True]), np.array([True]))
    assert is_stub(STUB, function)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("...", "both / labels.sum()"),
        ("...", "None"),
        ("...", "'...'"),
        ("...", "both"),
        ("&", "|"),
        ("both =", "all ="),
        ("sum", "mean"),
        ("return ...", "pass"),
        ("return ...", "print(both)\n    return ..."),
    ],
)
def test_any_change_of_what_it_does_is_an_attempt(old, new):
    assert not is_stub(STUB, define(STUB.replace(old, new)))


def test_inner_functions_and_constants_are_part_of_the_stub():
    stub = "def f(x):\n    g = lambda y: y + 1\n    return ..."
    assert is_stub(stub, define(stub))
    for old, new in (("y + 1", "y - 1"), ("1", "True"), ("1", "1.0"), ("1", "2")):
        assert not is_stub(stub, define(stub.replace(old, new, 1)))


class Share:
    def __init__(self, labels, flagged):
        pass

    def method(self, labels, flagged):
        return 1

    def __call__(self, labels, flagged):
        return 1


@functools.wraps(define(STUB))
def wrapped(*args, **kwargs):
    return 1


CALLABLES = [
    lambda labels, flagged: 1,
    Share,
    Share(1, 2),
    Share(1, 2).method,
    functools.partial(lambda a, labels, flagged: 1, 1),
    functools.lru_cache(define(STUB)),
    wrapped,
    Mock(),
    define("def share(labels, flagged, extra=1): return 1"),
    define("def share(flagged, labels): return 1"),
    define("def share(labels, *, flagged): return 1"),
    define("def share(**columns): return 1"),
    define("def share(labels: int, flagged: 'float' = 3) -> None: return 1"),
]


@pytest.mark.parametrize("function", CALLABLES)
def test_these_can_be_called_and_are_no_stubs(function):
    assert wrong_signature(ENTRY, function) is None
    assert not is_stub(STUB, function)


@pytest.mark.parametrize(
    "function",
    [
        lambda: 1,
        lambda labels: 1,
        lambda label, flagged: 1,
        lambda labels, flagged, extra: 1,
        lambda *args: 1,
        define("def share(labels, flagged, /): return 1"),
        type("Nothing", (), {}),
        functools.partial(lambda labels, flagged: 1, 1),
        len,
        max,
        print,
        math.hypot,
        np.logical_and,
        operator.itemgetter(0),
        str,
    ],
)
def test_other_parameters_are_named_with_the_line_to_keep(function):
    assert not is_stub(STUB, function)
    said = wrong_signature(ENTRY, function)
    assert "`def share(labels, flagged):`" in said.fr
    assert "`def share(labels, flagged):`" in said.en


PATIENTS = pd.DataFrame({"age": [1, 2]})


class Network:
    def __call__(self, x):
        return x


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x): return patients.age + x", ["patients"]),
        ("def f(x): return [threshold for _ in x]", ["threshold"]),
        ("def f(x): return sum(y > threshold for y in patients)", ["patients", "threshold"]),
        ("def f(x):\n    def g():\n        return threshold\n    return g()", ["threshold"]),
        ("def f(x): return (lambda: (lambda: threshold)())()", ["threshold"]),
        ("def f(x, y=3):\n    if x: return name\n    return y", ["name"]),
        ("f = lambda x: network(x)", ["network"]),
        (
            "from functools import wraps\ndef g(x): return threshold\nf = wraps(g)(lambda x: g(x))",
            ["threshold"],
        ),
        ("def f(x):\n    global threshold\n    threshold += x\n    return threshold", ["threshold"]),
    ],
)
def test_variables_from_outside_are_named(source, names):
    outside = {"patients": PATIENTS, "threshold": 140, "name": "a", "network": Network()}
    said = shared_variables(define(source, **outside))
    listed = ", ".join(f"`{name}`" for name in names)
    assert listed in said.fr
    assert listed in said.en
    set_language("fr")
    assert str(said).startswith("Attention\u00a0:")


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return np.mean(x) + math.pi",
        "def f(x): return helper(x)",
        "def f(x): return Share(x, x)",
        "def f(x): return absolute(x) + adder(x)",
        "def f(x): return missing + nothing",
        "def f(x):\n    threshold = 3\n    return [threshold for _ in x]",
        "def f(threshold): return threshold",
        "def f(x, threshold=140): return threshold",
        "def f(x): return 'threshold'",
        "def f(x): return len(x)",
    ],
)
def test_modules_classes_and_functions_are_no_variables(source):
    outside = {"np": np, "math": math, "helper": len, "Share": Share, "absolute": np.abs, "threshold": 140}
    outside |= {"adder": functools.partial(max, 1), "nothing": None}
    assert shared_variables(define(source, **outside)) is None


@pytest.mark.parametrize("answer", [5, "a", None, PATIENTS, len, np.abs, Share, Share(1, 2), Mock()])
def test_what_is_no_function_of_the_learners_reads_nothing(answer):
    assert shared_variables(answer) is None
