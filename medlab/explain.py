"""The sentences of a wrong answer: the mistake it looks like, or the smallest case that fails and what came."""

import math
from typing import Any

from medlab.judge import Verdict, as_array, score
from medlab.language import T
from medlab.runner import DID_NOT_STOP

_SHOWN_ITEMS = 20
_SHOWN_DIGITS = 8


def explain(entry: dict, verdict: Verdict, outcomes: list[dict]) -> T:
    """What to tell the learner of a wrong answer."""
    if verdict.mistake:
        return T(**verdict.mistake["text"])
    if entry["kind"] == "choice":
        return _choice_text(entry, outcomes[0])
    if entry["kind"] == "value":
        return _what_came(entry, verdict.failing, outcomes[verdict.failing])
    call = failing_call(entry, verdict.failing)
    what = _what_came(entry, verdict.failing, outcomes[verdict.failing])
    return T(fr=f"{call.fr}\n\n{what.fr}", en=f"{call.en}\n\n{what.en}")


def failing_call(entry: dict, index: int) -> T:
    """The failing case as a call that the learner can copy, unless its inputs are long."""
    case = entry["cases"][index]
    arguments = ", ".join(f"{name}={show(value)}" for name, value in case["inputs"].items())
    call = f"```python\n{entry['name']}({arguments})\n```"
    return T(
        fr=f"Cas « {case['family']['fr']} » :\n\n{call}",
        en=f"Case “{case['family']['en']}”:\n\n{call}",
    )


def expected_text(entry: dict, index: int, *, with_call: bool = False) -> T:
    """What was expected on one case, below its call where nothing else shows it."""
    if with_call:
        call, text = failing_call(entry, index), expected_text(entry, index)
        return T(fr=f"{call.fr}\n\n{text.fr}", en=f"{call.en}\n\n{text.en}")
    expected = entry["expected"][index]
    if "error" in expected:
        return T(
            fr=f"Une exception `{expected['error']}` était attendue.",
            en=f"An exception `{expected['error']}` was expected.",
        )
    if entry["tolerance"]["kind"] == "statistical":
        low, high = (_code(show(expected["value"][side])) for side in ("low", "high"))
        return T(fr=f"Attendu : entre {low} et {high}.", en=f"Expected: between {low} and {high}.")
    text = _code(show(expected["value"]))
    return T(fr=f"Attendu : {text}.", en=f"Expected: {text}.")


def _choice_text(entry: dict, outcome: dict) -> T:
    letters = [chr(ord("a") + i) for i in range(len(entry["options"]))]
    if outcome.get("value") in letters:
        return T(fr="Ce n'est pas la bonne option.", en="That is not the right option.")
    listed = ", ".join(f'`"{letter}"`' for letter in letters)
    return T(
        fr=f"La réponse est une lettre minuscule entre guillemets, parmi {listed}.",
        en=f"The answer is a lower-case letter between quotes, one of {listed}.",
    )


def _what_came(entry: dict, index: int, outcome: dict) -> T:
    if "error" in outcome:
        return _error_text(outcome)
    if "timeout" in outcome:
        return _timeout_text(entry, outcome)
    if "refused" in outcome:
        return T(**outcome["refused"])
    if outcome.get("todo"):
        return _TODO
    if outcome["value"] is None:
        return _none_text(entry, outcome)
    value = _code(show(outcome["value"]))
    came = T(fr=f"Votre réponse : {value}.", en=f"Your answer: {value}.")
    if entry["kind"] == "predictions":
        return _with_score(came, entry, index, outcome)
    expected = entry["expected"][index]
    return came if "error" in expected else _with_difference(came, entry, expected["value"], outcome["value"])


_TODO = T(fr="Il reste un `...` à remplacer.", en="There is still a `...` to replace.")


def _error_text(outcome: dict) -> T:
    message, line = outcome.get("message", ""), outcome.get("line", "")
    if "ellipsis" in message and outcome["error"] != "IndexError":
        return _TODO
    where = f" ({_code(line)})" if line else ""
    what = _code(f"{outcome['error']}: {message}".removesuffix(": "))
    return T(
        fr=f"Votre fonction s'est arrêtée sur une erreur{where} : {what}",
        en=f"Your function stopped with an error{where}: {what}",
    )


def _timeout_text(entry: dict, outcome: dict) -> T:
    if outcome.get("stubborn"):
        return DID_NOT_STOP
    return T(
        fr="Votre fonction tournait encore après {seconds} s et a été arrêtée : y a-t-il une boucle sans fin ?",
        en="Your function was still running after {seconds} s and was stopped: is there an endless loop?",
    ).format(seconds=_decimal(entry["seconds"]))


def _none_text(entry: dict, outcome: dict) -> T:
    if entry["kind"] == "value":
        return T(fr="Votre réponse est `None`, c'est-à-dire rien.", en="Your answer is `None`, which is nothing.")
    if outcome.get("printed"):
        return T(
            fr="Votre fonction affiche sa réponse avec `print` mais ne la renvoie pas : terminez par `return`.",
            en="Your function prints its answer with `print` but does not give it back: end with `return`.",
        )
    return T(
        fr="Votre fonction ne renvoie rien (`None`) : il lui manque peut-être un `return`.",
        en="Your function gives nothing back (`None`): it may lack a `return`.",
    )


def _with_score(came: T, entry: dict, index: int, outcome: dict) -> T:
    """The metric's verdict on predictions and what it should reach."""
    reached, bounds = score(entry, index, outcome), entry["tolerance"]["bands"]
    if not math.isfinite(reached):
        people = len(entry["expected"][index]["value"])
        return T(
            fr=f"{came.fr} Elle ne peut pas être évaluée : il faut {people} nombres finis, un par ligne.",
            en=f"{came.en} It can't be scored: {people} finite numbers are needed, one a row.",
        )
    metric = entry["tolerance"]["metric"].split(".")[-1]
    return T(
        fr="Score obtenu (`{metric}`) : {reached}. Tous les points à partir de {wanted}.",
        en="Score reached (`{metric}`): {reached}. Full points from {wanted}.",
    ).format(metric=metric, reached=_decimal(reached), wanted=_decimal(max(bound for bound, _ in bounds)))


def _with_difference(came: T, entry: dict, wanted: Any, value: Any) -> T:
    """Say so where a text came and a number was due, where shapes differ, and the like."""
    if entry["tolerance"]["kind"] == "statistical":
        wanted = wanted["low"]
    due, got = _kind(wanted), _kind(value)
    if due.en != got.en:
        return T(
            fr=f"{came.fr} C'est {got.fr}, alors qu'il faut {due.fr}.",
            en=f"{came.en} That is {got.en}, but {due.en} is needed.",
        )
    if isinstance(wanted, dict):
        return _with_keys(came, entry, wanted, value)
    one, other = as_array(wanted), as_array(value)
    if one is None or other is None or one.shape == other.shape:
        return came
    return T(
        fr=f"{came.fr} Dimensions reçues : {other.shape} ; attendues : {one.shape}.",
        en=f"{came.en} Shape received: {other.shape}; expected: {one.shape}.",
    )


def _with_keys(came: T, entry: dict, wanted: dict, value: dict) -> T:
    if wanted.keys() == value.keys() or entry["kind"] == "value":
        return came
    keys = _code(show(list(wanted)))
    return T(fr=f"{came.fr} Clés attendues : {keys}.", en=f"{came.en} Keys expected: {keys}.")


def _kind(value: Any) -> T:
    if value is None:
        return T(fr="`None`", en="`None`")
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


def _decimal(value: float) -> T:
    text = f"{value:.4g}"
    return T(fr=text.replace(".", ","), en=text)


def _code(text: str) -> str:
    """`text` on one line, as inline code of Markdown."""
    line = " ".join(line.strip() for line in text.splitlines())
    return "`" + line.replace("`", "'") + "`"


def show(value: Any) -> str:
    """`value` as short Python text; long lists are cut and counted.

    >>> show({"age": [64, 71.5, float("nan")]})
    "{'age': [64, 71.5, np.nan]}"
    """
    if hasattr(value, "shape"):
        return f"np.array({_items(value.tolist())})"
    if isinstance(value, list):
        return _items(value)
    if isinstance(value, dict) and value.keys() == {"make", "args"}:
        arguments = ", ".join(f"{name}={show(item)}" for name, item in value["args"].items())
        return f"{value['make'].replace('numpy.', 'np.', 1)}({arguments})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value.items()) + "}"
    return _number(value) if isinstance(value, float) else repr(value)[:200]


def _number(value: float) -> str:
    if not math.isfinite(value):
        return repr(value).replace("nan", "np.nan").replace("inf", "np.inf")
    exact = repr(value)
    return exact if len(exact) <= _SHOWN_DIGITS + 4 else f"{value:.{_SHOWN_DIGITS}g}"


def _items(items: list) -> str:
    if len(items) <= _SHOWN_ITEMS:
        return "[" + ", ".join(show(item) for item in items) + "]"
    shown = ", ".join(show(item) for item in items[:_SHOWN_ITEMS])
    return f"[{shown}, … ({len(items)})]"
