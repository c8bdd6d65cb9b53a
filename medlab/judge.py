"""Compares answers with what was expected; used on the spot by `check`, and outside the sandbox by the examiner.

An outcome is `{"value": plain}`, `{"error": name, "message": ..., "line": ...}`, `{"timeout": True}`,
`{"refused": {"fr", "en"}}` or `{"todo": True}`. Nothing here runs code from a learner.
"""

import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from medlab.errors import MedlabError
from medlab.runner import public_function

AGREEING_CASES = 3


@dataclass
class Verdict:
    """What one exercise earned. `status` is "not attempted", "right" or "wrong"."""

    status: str
    points: float
    of: float
    mistake: dict | None = None
    failing: int | None = None
    families: list[tuple[dict, bool]] = field(default_factory=list)


def judge(entry: dict, outcomes: list[dict]) -> Verdict:
    """The verdict on `outcomes`, one for each case of the table's `entry`."""
    if outcomes and all(outcome.get("todo") for outcome in outcomes):
        return Verdict("not attempted", 0.0, entry["points"])
    if entry["tolerance"]["kind"] == "bands":
        return _judge_bands(entry, outcomes)
    compare = comparison(entry["tolerance"])
    passed = [same_outcome(*pair, compare) for pair in zip(entry["expected"], outcomes, strict=True)]
    families = _families(entry["cases"], passed)
    share = sum(ok for _, ok in families) / len(families)
    if share == 1:
        return Verdict("right", entry["points"], entry["points"], families=families)
    return Verdict(
        status="wrong",
        points=round(entry["points"] * share, 4),
        of=entry["points"],
        mistake=_recognise(entry, outcomes, passed, compare),
        failing=_smallest_failing(entry["cases"], outcomes, passed),
        families=families,
    )


def comparison(tolerance: dict) -> Callable[[Any, Any], bool]:
    """The function `(expected, got) -> bool` of a tolerance."""
    if tolerance["kind"] == "statistical":
        return within
    rtol, atol = tolerance.get("rtol", 1e-6), tolerance.get("atol", 1e-9)
    return lambda expected, got: close(expected, got, rtol=rtol, atol=atol)


def same_outcome(expected: dict, got: dict, compare: Callable[[Any, Any], bool]) -> bool:
    """Whether two outcomes agree: equal values, or the same kind of exception."""
    if "value" in expected and "value" in got:
        return compare(expected["value"], got["value"])
    return "error" in expected and expected.get("error") == got.get("error")


def close(expected: Any, got: Any, *, rtol: float, atol: float) -> bool:
    """Whether two plain values agree: numbers within the tolerance (NaN equals NaN), all else exactly.

    A list of numbers may stand for an array and the reverse; a truth value is no number.
    """
    if _is_array(expected) or _is_array(got):
        return _close_arrays(expected, got, rtol, atol)
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and _all_close(expected, got, rtol, atol)
    if isinstance(expected, dict):
        same_keys = isinstance(got, dict) and _typed_keys(expected) == _typed_keys(got)
        return same_keys and all(close(expected[key], got[key], rtol=rtol, atol=atol) for key in expected)
    if _is_number(expected) and _is_number(got):
        return _close_numbers(expected, got, rtol, atol)
    return type(expected) is type(got) and expected == got


def _all_close(expected: list, got: list, rtol: float, atol: float) -> bool:
    return all(close(one, other, rtol=rtol, atol=atol) for one, other in zip(expected, got, strict=True))


def _typed_keys(value: dict) -> dict:
    return {key: isinstance(key, bool) for key in value}


def _close_numbers(expected: float, got: float, rtol: float, atol: float) -> bool:
    if expected == got or (expected != expected and got != got):
        return True
    try:
        return math.isfinite(expected) and abs(expected - got) <= atol + rtol * abs(expected)
    except OverflowError:  # a whole number beyond every float
        return False


def _close_arrays(expected: Any, got: Any, rtol: float, atol: float) -> bool:
    import numpy as np

    one, other = as_array(expected), as_array(got)
    if one is None or other is None or one.shape != other.shape:
        return False
    if one.size and (one.dtype == bool) != (other.dtype == bool):
        return False
    with np.errstate(all="ignore"):
        return bool(np.isclose(other.astype(float), one.astype(float), rtol=rtol, atol=atol, equal_nan=True).all())


def as_array(value: Any) -> Any:
    """`value` as an array of numbers or truth values; None where it is neither an array nor such a list."""
    import numpy as np

    if _is_array(value):
        return value
    if not isinstance(value, list) or set(_leaf_kinds(value)) not in ({"number"}, {"truth"}, set()):
        return None
    try:
        array = np.array(value)
    except (ValueError, OverflowError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _leaf_kinds(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _leaf_kinds(item)
    elif _is_array(value):
        yield "truth" if value.dtype == bool else "number"
    else:
        yield "truth" if isinstance(value, bool) else "number" if _is_number(value) else "other"


def within(bounds: Any, got: Any) -> bool:
    """Whether `got` lies inside `bounds = {"low", "high"}`, number by number."""
    import numpy as np

    low, high = (np.asarray(bounds[side], dtype=float) for side in ("low", "high"))
    if _is_number(got):
        return low.ndim == 0 and float(low) <= got <= float(high)
    value = as_array(got)
    if value is None or value.dtype == bool or value.shape != low.shape:
        return False
    return bool(((value >= low) & (value <= high)).all())


def _is_array(value: Any) -> bool:
    return type(value).__name__ == "ndarray"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _families(cases: list[dict], passed: list[bool]) -> list[tuple[dict, bool]]:
    result: dict[str, tuple[dict, bool]] = {}
    for case, ok in zip(cases, passed, strict=True):
        name = case["family"]
        result[name["en"]] = (name, ok and result.get(name["en"], (name, True))[1])
    return list(result.values())


def _recognise(entry: dict, outcomes: list[dict], passed: list[bool], compare: Callable) -> dict | None:
    """The one mistake whose outputs are the learner's on every case, where enough cases are wrong."""
    candidates = [
        mistake
        for mistake in entry["mistakes"]
        if all(same_outcome(output, got, compare) for output, got in zip(mistake["outputs"], outcomes, strict=True))
    ]
    needed = AGREEING_CASES if entry["kind"] == "function" else 1
    return candidates[0] if len(candidates) == 1 and passed.count(False) >= needed else None


def _smallest_failing(cases: list[dict], outcomes: list[dict], passed: list[bool]) -> int:
    """The failing case with the smallest inputs; of those that time ran out for, only the first was begun."""
    late = [i for i, outcome in enumerate(outcomes) if outcome.get("timeout")]
    failing = [i for i, ok in enumerate(passed) if not ok and i not in late[1:]]
    return min(failing, key=lambda i: size(cases[i]["inputs"]))


def size(value: Any) -> int:
    """How many numbers and texts a plain value holds."""
    if isinstance(value, dict):
        return sum(size(item) for item in value.values())
    if isinstance(value, list):
        return sum(size(item) for item in value)
    return value.size if _is_array(value) else 1


def _judge_bands(entry: dict, outcomes: list[dict]) -> Verdict:
    shares = [_band(entry["tolerance"]["bands"], score(entry, i, outcome)) for i, outcome in enumerate(outcomes)]
    share = sum(shares) / len(shares)
    passed = [value == 1 for value in shares]
    families = _families(entry["cases"], passed)
    if all(passed):
        return Verdict("right", entry["points"], entry["points"], families=families)
    return Verdict(
        status="wrong",
        points=round(entry["points"] * share, 4),
        of=entry["points"],
        mistake=_recognise(entry, outcomes, passed, comparison({"kind": "close", "rtol": 1e-6, "atol": 1e-9})),
        failing=shares.index(min(shares)),
        families=families,
    )


def score(entry: dict, index: int, outcome: dict) -> float:
    """What the metric gives the predictions of one case; minus infinity where it can't be computed."""
    import numpy as np

    metric = public_function(entry["tolerance"]["metric"])
    expected, answer = (as_array(one.get("value")) for one in (entry["expected"][index], outcome))
    if answer is None or answer.shape[:1] != expected.shape[:1]:
        return -math.inf
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return float(metric(expected, answer))
    except (MedlabError, ValueError, TypeError, ArithmeticError, LookupError):
        return -math.inf


def _band(bands: list, score: float) -> float:
    """The share earned by `score`; `bands` are [bound, share] pairs."""
    return max((share for bound, share in bands if score >= bound), default=0.0)
