"""The sentences of a wrong answer: the mistake it looks like, or the smallest case that fails and what came."""

from typing import Any

from medlab.judge import Verdict, as_array
from medlab.language import T
from medlab.runner import DID_NOT_STOP

_SHOWN_ITEMS = 8


def explain(entry: dict, verdict: Verdict, outcomes: list[dict]) -> T:
    """What to tell the learner of a wrong answer."""
    if verdict.mistake:
        return T(**verdict.mistake["text"])
    if entry["kind"] == "choice":
        return T(fr="Ce n'est pas la bonne option.", en="That is not the right option.")
    if verdict.failing is None:
        return T(fr="Cette réponse n'est pas la bonne.", en="This answer is not right.")
    outcome = outcomes[verdict.failing]
    if entry["kind"] == "value":
        return _what_came(entry, verdict.failing, outcome)
    call = failing_call(entry, verdict.failing)
    what = _what_came(entry, verdict.failing, outcome)
    return T(fr=f"{call.fr}\n\n{what.fr}", en=f"{call.en}\n\n{what.en}")


def failing_call(entry: dict, index: int) -> T:
    """The failing case as the call that the learner can copy."""
    case = entry["cases"][index]
    arguments = ", ".join(f"{name}={show(value)}" for name, value in case["inputs"].items())
    call = f"```python\n{entry['name']}({arguments})\n```"
    return T(
        fr=f"Cas « {case['family']['fr']} » :\n\n{call}",
        en=f"Case “{case['family']['en']}”:\n\n{call}",
    )


def expected_text(entry: dict, index: int) -> T | None:
    """What was expected on one case."""
    expected = entry["expected"][index]
    if "error" in expected:
        return T(
            fr=f"Une exception `{expected['error']}` était attendue.",
            en=f"An exception `{expected['error']}` was expected.",
        )
    if entry["tolerance"]["kind"] == "statistical":
        low, high = (show(expected["value"][side]) for side in ("low", "high"))
        return T(fr=f"Attendu : entre `{low}` et `{high}`.", en=f"Expected: between `{low}` and `{high}`.")
    text = show(expected["value"])
    return T(fr=f"Attendu : `{text}`.", en=f"Expected: `{text}`.")


def _what_came(entry: dict, index: int, outcome: dict) -> T:
    if "error" in outcome:
        return _error_text(outcome)
    if "timeout" in outcome:
        return _timeout_text(entry, outcome)
    if "refused" in outcome:
        return T(**outcome["refused"])
    if outcome.get("todo"):
        return T(fr="Il reste un `...` à remplacer.", en="There is still a `...` to replace.")
    if outcome["value"] is None:
        return _none_text(outcome)
    came = T(fr=f"Votre réponse : `{show(outcome['value'])}`.", en=f"Your answer: `{show(outcome['value'])}`.")
    return _with_type(came, entry["expected"][index], outcome["value"])


def _error_text(outcome: dict) -> T:
    where = f" (`{outcome['line']}`)" if outcome.get("line") else ""
    return T(
        fr=f"Votre fonction s'est arrêtée sur une erreur{where} : `{outcome['error']}: {outcome['message']}`",
        en=f"Your function stopped with an error{where}: `{outcome['error']}: {outcome['message']}`",
    )


def _timeout_text(entry: dict, outcome: dict) -> T:
    if outcome.get("stubborn"):
        return DID_NOT_STOP
    seconds = f"{entry['seconds']:g}"
    return T(
        fr=f"Votre fonction tournait encore après {seconds} s et a été arrêtée : y a-t-il une boucle sans fin ?",
        en=f"Your function was still running after {seconds} s and was stopped: is there an endless loop?",
    )


def _none_text(outcome: dict) -> T:
    if outcome.get("printed"):
        return T(
            fr="Votre fonction affiche sa réponse avec `print` mais ne la renvoie pas : terminez par `return`.",
            en="Your function prints its answer with `print` but does not give it back: end with `return`.",
        )
    return T(
        fr="Votre fonction ne renvoie rien (`None`) : il lui manque peut-être un `return`.",
        en="Your function gives nothing back (`None`): it may lack a `return`.",
    )


def _with_type(came: T, expected: dict, value: Any) -> T:
    """Say so where a text came and a number was due, and the like."""
    wanted = expected.get("value")
    due, got = _kind(wanted), _kind(value)
    if "value" not in expected or isinstance(wanted, dict) or due.en == got.en:
        return _with_shape(came, wanted, value)
    return T(
        fr=f"{came.fr} C'est {got.fr}, alors que la fonction doit renvoyer {due.fr}.",
        en=f"{came.en} That is {got.en}, but the function must return {due.en}.",
    )


def _with_shape(came: T, wanted: Any, value: Any) -> T:
    one, other = (as_array(item) if _is_sequence(item) else None for item in (wanted, value))
    if one is None or other is None or one.shape == other.shape:
        return came
    return T(
        fr=f"{came.fr} Dimensions reçues : {other.shape} ; attendues : {one.shape}.",
        en=f"{came.en} Shape received: {other.shape}; expected: {one.shape}.",
    )


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list) or hasattr(value, "shape")


def _kind(value: Any) -> T:
    if isinstance(value, bool):
        return T(fr="une valeur logique (True ou False)", en="a truth value (True or False)")
    if isinstance(value, int | float):
        return T(fr="un nombre", en="a number")
    if isinstance(value, str):
        return T(fr="un texte", en="a text")
    if isinstance(value, dict):
        return T(fr="un dictionnaire", en="a dictionary")
    array = as_array(value)
    if array is None:
        return T(fr="une liste", en="a list")
    if array.size and array.dtype == bool:
        return T(fr="un tableau de valeurs logiques", en="an array of truth values")
    return T(fr="un tableau de nombres", en="an array of numbers")


def show(value: Any) -> str:
    """`value` as short Python text; long lists are cut and counted."""
    if hasattr(value, "shape"):
        return f"np.array({_items(value.tolist())})"
    if isinstance(value, list):
        return _items(value)
    if isinstance(value, dict):
        if value.keys() == {"make", "args"}:
            return f"{value['make'].split('.', 1)[1]}({', '.join(f'{k}={show(v)}' for k, v in value['args'].items())})"
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value.items()) + "}"
    if isinstance(value, float):
        return f"{value:.6g}" if value != int_or_none(value) else f"{value:.1f}"
    return repr(value)[:200]


def int_or_none(value: float) -> int | None:
    return int(value) if abs(value) < 1e15 else None


def _items(items: list) -> str:
    if len(items) <= _SHOWN_ITEMS:
        return "[" + ", ".join(show(item) for item in items) + "]"
    shown = ", ".join(show(item) for item in items[:_SHOWN_ITEMS])
    return f"[{shown}, … ({len(items)})]"
