"""Calls the learner's function on cases: copies as inputs, a time limit in any thread and on any system."""

import contextlib
import contextvars
import copy
import ctypes
import io
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

from medlab.errors import MedlabError
from medlab.language import T
from medlab.wire import WireError, plain

_GRACE_SECONDS = 1.0
_RECIPES_ELSEWHERE = frozenset({"numpy.random.default_rng"})


class _Stopped(BaseException):
    """Raised inside the learner's function when its time is up."""


def run_cases(function: Callable, cases: list[dict], *, seconds: float) -> list[dict]:
    """The outcome of each case (see `medlab.judge`); what comes after the time limit is `{"timeout": True}`.

    Parameters
    ----------
    function : callable
        Called with each case's inputs, as keyword arguments.
    cases : list of dict
        Each with `inputs`, plain or recipes.
    seconds : float
        Limit for all cases together.
    """
    outcomes: list[dict] = []
    context = contextvars.copy_context()
    worker = threading.Thread(target=context.run, args=(_work, function, cases, outcomes), daemon=True)
    printed = io.StringIO()
    with _silence(printed):
        worker.start()
        worker.join(seconds)
        stubborn = worker.is_alive() and not _stop(worker)
    outcomes = outcomes[: len(cases)]
    outcomes += [{"timeout": True, "stubborn": stubborn}] * (len(cases) - len(outcomes))
    return _noticing_prints(outcomes, printed.getvalue())


def _work(function: Callable, cases: list[dict], outcomes: list[dict]) -> None:
    with contextlib.suppress(_Stopped):
        for case in cases:
            outcomes.append(outcome(function, case["inputs"]))


def outcome(function: Callable, inputs: dict) -> dict:
    """What `function` does with one case: its plain answer, the exception it raised, or why neither can be read."""
    try:
        answer = function(**materialise(inputs))
    except _Stopped:
        raise
    except BaseException as problem:  # the learner's code may raise anything, SystemExit included
        return _error_outcome(problem)
    if answer is Ellipsis or answer is NotImplemented:
        return {"todo": True}
    try:
        return {"value": plain(answer)}
    except WireError as problem:
        return {"refused": problem.text.to_dict()}


def _error_outcome(problem: BaseException) -> dict:
    if isinstance(problem, NotImplementedError):
        return {"todo": True}
    frames = traceback.extract_tb(problem.__traceback__)[1:]
    mine = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    line = mine[-1].line if mine else ""
    return {"error": type(problem).__name__, "message": str(problem)[:300], "line": line or ""}


def materialise(value: Any) -> Any:
    """A fresh copy of inputs, in which each recipe `{"make": name, "args": {...}}` is called.

    Raises
    ------
    MedlabError
        If a recipe names anything but a public function of medlab or `numpy.random.default_rng`.
    """
    if isinstance(value, dict):
        if value.keys() == {"make", "args"}:
            return _make(value["make"], materialise(value["args"]))
        return {key: materialise(item) for key, item in value.items()}
    if isinstance(value, list):
        return [materialise(item) for item in value]
    return copy.copy(value)


def _make(name: str, args: dict) -> Any:
    module, _, function = name.rpartition(".")
    public = name.startswith("medlab.") and not any(part.startswith("_") for part in name.split("."))
    if not public and name not in _RECIPES_ELSEWHERE:
        raise MedlabError(
            fr=f"La recette « {name} » n'est pas une fonction publique de medlab.",
            en=f'The recipe "{name}" is not a public function of medlab.',
        )
    return getattr(import_module(module), function)(**args)


@contextlib.contextmanager
def _silence(printed: io.StringIO):
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _stop(worker: threading.Thread) -> bool:
    """Interrupt a thread that runs Python code; False if it would not end (it ignores interrupts, or sits in C)."""
    deadline = time.monotonic() + _GRACE_SECONDS
    while worker.is_alive() and time.monotonic() < deadline:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident), ctypes.py_object(_Stopped))
        worker.join(0.05)
    return not worker.is_alive()


def _noticing_prints(outcomes: list[dict], printed: str) -> list[dict]:
    if not printed.strip():
        return outcomes
    return [{**outcome, "printed": True} for outcome in outcomes]


DID_NOT_STOP = T(
    fr="Votre fonction n'a pas pu être interrompue et tourne encore : redémarrez le noyau (menu Noyau > Redémarrer). "
    "Vos réponses restent dans le carnet.",
    en="Your function could not be interrupted and is still running: restart the kernel (menu Kernel > Restart). "
    "Your answers stay in the notebook.",
)
