"""Calls the learner's function on cases: copies as inputs, a time limit in any thread and on any system."""

import contextlib
import contextvars
import copy
import ctypes
import io
import os
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from medlab.errors import MedlabError
from medlab.language import T
from medlab.wire import WireError, plain

_GRACE_SECONDS = 1.0
_alone = threading.Lock()  # standard output belongs to the whole process
_RECIPES_ELSEWHERE = frozenset({"numpy.random.default_rng"})
_NOT_THE_LEARNERS = (str(Path(__file__).parent), str(Path(os.__file__).parent), "<frozen", "<__array_function__")


class _Stopped(BaseException):
    """Raised inside the learner's function when its time is up."""


class _Worker(threading.Thread):
    """Calls `function` with each of `arguments`; once `closed`, no outcome is kept and no call begins."""

    def __init__(self, function: Callable, arguments: list[dict]):
        super().__init__(target=contextvars.copy_context().run, args=(self._work,), daemon=True)
        self.function = function
        self.arguments = arguments
        self.outcomes: list[dict] = []
        self.closed = False

    def _work(self) -> None:
        with contextlib.suppress(_Stopped):
            for arguments in self.arguments:
                result = _call(self.function, arguments)
                if self.closed:
                    return
                self.outcomes.append(result)

    def close(self) -> list[dict]:
        """The outcomes so far, and no more."""
        self.closed = True
        return list(self.outcomes)

    def stop(self) -> bool:
        """Interrupt Python code; False if it would not end (it catches interrupts, or sits in C)."""
        deadline, pause = time.monotonic() + _GRACE_SECONDS, 0.1
        while self.is_alive() and time.monotonic() < deadline:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(_Stopped))
            self.join(pause)
            pause = 0.005
        return not self.is_alive()


class _Printed(io.TextIOBase):
    """A standard output that only remembers whether something was written."""

    anything = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.anything = self.anything or not text.isspace()
        return len(text)


def run_cases(function: Callable, cases: list[dict], *, seconds: float) -> list[dict]:
    """The outcome of each case (see `medlab.judge`); what comes after the time limit is `{"timeout": True}`.

    Parameters
    ----------
    function : callable
        Called with each case's inputs, as keyword arguments.
    cases : list of dict
        Each with `inputs`, plain or recipes.
    seconds : float
        Limit for all cases together; recipes don't count.

    Raises
    ------
    MedlabError
        Where a recipe can't be made (see `materialise`).
    """
    worker = _Worker(function, [materialise(case["inputs"]) for case in cases])
    printed = _Printed()
    with _alone, _silence(printed):
        worker.start()
        try:
            worker.join(seconds)
        finally:  # also where the learner interrupts the kernel
            outcomes = worker.close()
            stubborn = worker.is_alive() and not worker.stop()
    outcomes += [{"timeout": True, "stubborn": stubborn}] * (len(cases) - len(outcomes))
    return [{**outcome, "printed": True} for outcome in outcomes] if printed.anything else outcomes


def outcome(function: Callable, inputs: dict) -> dict:
    """What `function` does with one case: its plain answer, the exception it raised, or why neither can be read."""
    return _call(function, materialise(inputs))


def _call(function: Callable, arguments: dict) -> dict:
    try:
        answer = function(**arguments)
    except _Stopped:
        raise
    except BaseException as problem:  # the learner's code may raise anything, SystemExit included
        if isinstance(problem, KeyboardInterrupt) and threading.current_thread() is threading.main_thread():
            raise
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
    return {"error": type(problem).__name__, "message": _message(problem), "line": _own_line(problem)}


def _message(problem: BaseException) -> str:
    try:
        return str(problem)[:300]
    except Exception:  # the learner's exception may fail to say what it is
        return ""


def _own_line(problem: BaseException) -> str:
    """The last line of the learner's own that the exception passed through."""
    frames = traceback.extract_tb(problem.__traceback__, limit=-200)
    return next((frame.line or "" for frame in reversed(frames) if _is_own(frame.filename)), "")


def _is_own(filename: str) -> bool:
    return "site-packages" not in filename and not filename.startswith(_NOT_THE_LEARNERS)


def materialise(value: Any) -> Any:
    """A fresh copy of inputs, in which each recipe `{"make": name, "args": {...}}` is called.

    Raises
    ------
    MedlabError
        If a recipe names anything but a public function of medlab or `numpy.random.default_rng`.
    """
    if isinstance(value, dict):
        if value.keys() == {"make", "args"}:
            return _maker(value["make"])(**materialise(value["args"]))
        return {key: materialise(item) for key, item in value.items()}
    if isinstance(value, list):
        return [materialise(item) for item in value]
    return copy.copy(value)


def _maker(name: str) -> Callable:
    if name in _RECIPES_ELSEWHERE:
        module, _, function = name.rpartition(".")
        return getattr(import_module(module), function)
    return public_function(name)


def public_function(name: str) -> Callable:
    """The function that `name`, such as "medlab.metrics.roc_auc", stands for.

    Raises
    ------
    MedlabError
        If it is private, no function, or defined outside medlab.
    """
    module, _, function = name.rpartition(".")
    if name.startswith("medlab.") and not any(part.startswith("_") for part in name.split(".")):
        with contextlib.suppress(ImportError, AttributeError):
            found = getattr(import_module(module), function)
            home = str(getattr(found, "__module__", "")).split(".")[0]
            if home == "medlab" and callable(found) and not isinstance(found, type):
                return found
    raise MedlabError(
        fr=f"« {name} » n'est pas une fonction publique de medlab.", en=f'"{name}" is not a public function of medlab.'
    )


@contextlib.contextmanager
def _silence(printed: io.TextIOBase):
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(_Printed()):
        warnings.simplefilter("ignore")
        yield


DID_NOT_STOP = T(
    fr="Votre fonction n'a pas pu être interrompue et tourne encore : redémarrez le noyau (menu Noyau > Redémarrer). "
    "Vos réponses restent dans le carnet.",
    en="Your function could not be interrupted and is still running: restart the kernel (menu Kernel > Restart). "
    "Your answers stay in the notebook.",
)
