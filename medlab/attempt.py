"""What can be said of a learner's function before it runs: still the stub, another first line, outside variables."""

import dis
import functools
import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from medlab.language import T


def is_stub(stub: str, function: Callable) -> bool:
    """Whether `function` still does exactly what the released stub does; docstring and layout don't matter."""
    code = getattr(function, "__code__", None)
    return isinstance(code, CodeType) and _essence(code) == _essence(_stub_function(stub).__code__)


def _stub_function(stub: str) -> FunctionType:
    namespace: dict[str, Any] = {}
    exec(compile(stub, "<stub>", "exec"), namespace)  # released text, never the learner's
    return next(value for value in namespace.values() if isinstance(value, FunctionType))


def _essence(code: CodeType) -> list[tuple]:
    return [(instruction.opname, *_content(instruction.argval)) for instruction in dis.get_instructions(code)]


def _content(value: Any) -> tuple:
    return ("code", _essence(value)) if isinstance(value, CodeType) else (type(value), value)


def wrong_signature(entry: dict, function: Callable) -> T | None:
    """What to say where the function's parameters are not those of the stub."""
    wanted = inspect.signature(_stub_function(entry["stub"]))
    try:
        inspect.signature(function).bind(**dict.fromkeys(wanted.parameters))
    except (TypeError, ValueError):
        first_line = entry["stub"].splitlines()[0]
        return T(
            fr=f"Les paramètres ont changé. La première ligne doit rester : `{first_line}`",
            en=f"The parameters have changed. The first line must stay: `{first_line}`",
        )
    return None


def shared_variables(answer: Any) -> T | None:
    """A warning where the function reads variables of the notebook: they may not exist when it is graded."""
    function = inspect.unwrap(answer) if callable(answer) else None
    if not isinstance(function, FunctionType):
        return None
    names = sorted({name for name in _globals_read(function.__code__) if _is_data(function.__globals__.get(name))})
    if not names:
        return None
    listed = ", ".join(f"`{name}`" for name in names)
    return T(
        fr=f"Attention : votre fonction lit {listed} ailleurs dans le carnet. Une fonction ne devrait dépendre que de "
        "ce qu'elle reçoit entre parenthèses.",
        en=f"Careful: your function reads {listed} from elsewhere in the notebook. A function should depend only on "
        "what it receives between its parentheses.",
    )


def _globals_read(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_read(constant)


def _is_data(value: Any) -> bool:
    """Neither a module nor a class nor a function; an object that can be called, such as a trained network, is data."""
    if value is None or isinstance(value, ModuleType | type | functools.partial):
        return False
    return not (callable(value) and hasattr(value, "__name__"))
