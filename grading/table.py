"""The check table of a module: public cases, what was expected, what each mistake gives. The exam is made likewise."""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grading import code
from grading.course import LoadedModule
from grading.errors import BuildError
from grading.exercise import Bands, Case, Exercise, Predict, Quiz, Recipe, Statistical
from medlab.judge import comparison, same_outcome
from medlab.language import LANGUAGES, T
from medlab.runner import outcome
from medlab.wire import plain

PUBLIC_SEED = b"public"


def check_table(module: LoadedModule, *, version: str, profile: str) -> dict:
    """Everything that `check`, `hint`, `solution`, `quiz` and `predict` need of one module, as plain data."""
    return {
        "schema": 1,
        "module": module.slug,
        "version": version,
        "release": release_name(module, version),
        "profile": profile,
        "title": module.info.title.to_dict(),
        "points": float(module.points),
        "exercises": {key: _entry(module, item, profile) for key, item in module.exercises.items()},
        "quizzes": {key: _quiz(item) for key, item in module.quizzes.items()},
        "predicts": {key: _predict(item) for key, item in module.predicts.items()},
    }


def release_name(module: LoadedModule, version: str) -> str:
    """The version and the hash of the module's sources, its bank included."""
    files = [module.source, module.folder / "exercises.py", *module.bank_files]
    digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files))
    return f"{version}-{digest.hexdigest()[:12]}"


def _entry(module: LoadedModule, exercise: Exercise, profile: str) -> dict:
    entry = {
        "kind": exercise.kind,
        "level": exercise.level,
        "points": float(exercise.points),
        "further": exercise.further,
        "title": exercise.title.to_dict(),
        "name": code.function_name(exercise),
        "seconds": float(exercise.seconds),
        "hints": [text.to_dict() for text in exercise.hints],
        "options": [_option(option) for option in exercise.options],
        "rubric": [{"points": float(line.points), "text": line.text.to_dict()} for line in exercise.rubric],
    }
    if exercise.kind == "essay":
        return entry
    entry |= {"stub": code.stub(exercise, "en"), "tolerance": tolerance_of(exercise)}
    entry |= answer_key(exercise, PUBLIC_SEED, path=module.folder / "exercises.py")
    if profile == "practice":
        entry["solution"] = {language: code.solved(exercise, language) for language in LANGUAGES}
        entry["why"] = (exercise.why or T(fr="", en="")).to_dict()
    return entry


def _option(option) -> dict:
    return {"text": option.text.to_dict(), "why": option.why.to_dict(), "right": option.right}


def _quiz(quiz: Quiz) -> dict:
    return {"question": quiz.question.to_dict(), "options": [_option(option) for option in quiz.options]}


def _predict(predict: Predict) -> dict:
    options = [option.to_dict() for option in predict.options]
    return {"question": predict.question.to_dict(), "options": options, "after": predict.after.to_dict()}


def tolerance_of(exercise: Exercise) -> dict:
    """An exercise's tolerance as plain data."""
    tolerance = exercise.tolerance
    if isinstance(tolerance, Bands):
        return {"kind": "bands", "metric": tolerance.metric, "bands": [list(band) for band in tolerance.bands]}
    if isinstance(tolerance, Statistical):
        return {"kind": "statistical"}
    return {"kind": "close", "rtol": tolerance.rtol, "atol": tolerance.atol}


def answer_key(exercise: Exercise, seed: bytes, *, path: Path) -> dict:
    """The cases drawn from `seed`, the expected outcomes, and the outcomes of each mistake."""
    if exercise.kind == "choice":
        return _choice_key(exercise)
    try:
        cases = [_plain_case(case) for case in draw_cases(exercise, seed)]
        expected = [_expected(exercise, case) for case in cases]
        mistakes = _mistakes(exercise, cases)
    except Exception as problem:  # an author's function may raise anything
        line = exercise.right.__code__.co_firstlineno if exercise.right else 1
        text = f"{exercise.id}: {type(problem).__name__}: {problem}"
        raise BuildError.at(path, line, fr=text, en=text) from problem
    return {"cases": [_public(case) for case in cases], "expected": expected, "mistakes": mistakes}


_ANSWER = T(fr="réponse", en="answer")


def _choice_key(exercise: Exercise) -> dict:
    options = dict(zip(code.letters(exercise), exercise.options, strict=True))
    mistakes = [
        {"name": f"option_{letter}", "text": option.why.to_dict(), "outputs": [{"value": letter}]}
        for letter, option in options.items()
        if not option.right
    ]
    expected = [{"value": code.right_letter(exercise)}]
    return {"cases": [{"family": _ANSWER.to_dict(), "inputs": {}}], "expected": expected, "mistakes": mistakes}


def draw_cases(exercise: Exercise, seed: bytes) -> list[Case]:
    """The exercise's cases for a seed: `draws` runs of its generator. A value has one case, without inputs."""
    if exercise.kind == "value":
        return [Case(_ANSWER)]
    return [
        case for draw in range(exercise.draws) for case in exercise.case_maker(generator(seed, exercise.id, str(draw)))
    ]


def generator(seed: bytes, *parts: str) -> Any:
    """A NumPy generator that depends on the seed and on each part, and tells nothing of the seed."""
    import numpy as np

    digest = hmac.new(seed, json.dumps(parts).encode(), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest))


def _plain_case(case: Case) -> dict:
    inputs = {key: _plain_input(value) for key, value in case.inputs.items()}
    return {"family": case.family.to_dict(), "inputs": inputs, "truth": case.truth}


def _plain_input(value: Any) -> Any:
    return {"make": value.make, "args": plain(value.args)} if isinstance(value, Recipe) else plain(value)


def _public(case: dict) -> dict:
    return {"family": case["family"], "inputs": case["inputs"]}


def _expected(exercise: Exercise, case: dict) -> dict:
    if isinstance(exercise.tolerance, Bands):
        return {"value": plain(case["truth"])}
    if isinstance(exercise.tolerance, Statistical):
        return _bounds([exercise.right, *exercise.alternatives], case["inputs"], exercise.tolerance)
    result = key_outcome(exercise.right, case["inputs"])
    if "error" in result and result["error"] not in exercise.raises:
        raise ValueError(f"the reference raised {result['error']}, which is not in `raises`")
    return result


def key_outcome(function: Callable, inputs: dict) -> dict:
    """An author's answer to one case: a value, or the exception it raises and what that says."""
    result = outcome(function, inputs)
    if "refused" in result:
        raise TypeError(result["refused"]["en"])
    return {key: result[key] for key in ("value", "error", "message") if key in result}


def _bounds(functions: list[Callable], inputs: dict, tolerance: Statistical) -> dict:
    """Where the answers of `functions` fall when the generator among the inputs is reseeded."""
    import numpy as np

    seeded = [_reseeded(inputs, seed) for seed in range(tolerance.seeds)]
    values = np.array([key_outcome(function, one)["value"] for function in functions for one in seeded], dtype=float)
    low, high = values.min(axis=0), values.max(axis=0)
    slack = tolerance.margin * (high - low)
    return {"value": {"low": plain(low - slack), "high": plain(high + slack)}}


def _reseeded(inputs: dict, seed: int) -> dict:
    return {
        key: {"make": value["make"], "args": {"seed": seed}} if _is_generator(value) else value
        for key, value in inputs.items()
    }


def _is_generator(value: Any) -> bool:
    return isinstance(value, dict) and value.get("make") == "numpy.random.default_rng"


def _mistakes(exercise: Exercise, cases: list[dict]) -> list[dict]:
    """The mistakes' outcomes; mistakes that give the same on every case are merged."""
    compare = comparison({"kind": "close", "rtol": 1e-9, "atol": 0})
    merged: list[dict] = []
    for mistake in exercise.mistakes:
        outputs = [_mistake_outcome(exercise, mistake.function, case) for case in cases]
        one = {"name": mistake.name, "text": mistake.text.to_dict(), "outputs": outputs}
        twin = next((other for other in merged if _same_outputs(other["outputs"], outputs, compare)), None)
        if twin:
            _merge(twin, one)
        else:
            merged.append(one)
    return merged


def _mistake_outcome(exercise: Exercise, function: Callable, case: dict) -> dict:
    if isinstance(exercise.tolerance, Statistical):
        return _bounds([function], case["inputs"], exercise.tolerance)
    return key_outcome(function, case["inputs"])


def _same_outputs(one: list[dict], other: list[dict], compare: Callable) -> bool:
    return all(same_outcome(a, b, compare) for a, b in zip(one, other, strict=True))


def _merge(twin: dict, other: dict) -> None:
    twin["name"] += "+" + other["name"]
    twin["text"]["fr"] += " Ou bien\u00a0: " + other["text"]["fr"]
    twin["text"]["en"] += " Or: " + other["text"]["en"]
