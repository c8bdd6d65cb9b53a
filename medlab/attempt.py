"""What can be said of a learner's function before it runs: still the stub, another first line, outside variables."""

import dis
import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from medlab.language import T


def is_stub(stub: str, function: Callable) -> bool:
    """Whether `function` still does exactly what the released stub does."""
    code = getattr(function, "__code__", None)
    return code is not None and _essence(code) == _essence(_stub_function(stub).__code__)


def _stub_function(stub: str) -> FunctionType:
    namespace: dict[str, Any] = {}
    exec(compile(stub, "<stub>", "exec"), namespace)  # released text, never the learner's
    return next(value for value in namespace.values() if isinstance(value, FunctionType))


def _essence(code: CodeType) -> tuple:
    constants = tuple(value for value in code.co_consts if not isinstance(value, str | CodeType))
    return code.co_code, code.co_names, code.co_varnames, constants


def wrong_signature(entry: dict, function: Callable) -> T | None:
    """What to say where the function's parameters are not those of the stub."""
    wanted = inspect.signature(_stub_function(entry["stub"]))
    try:
        found = inspect.signature(function)
        found.bind(**dict.fromkeys(wanted.parameters))
    except (TypeError, ValueError):
        first_line = f"def {entry['name']}{wanted}:"
        return T(
            fr=f"Les paramètres ont changé. La première ligne doit rester : `{first_line}`",
            en=f"The parameters have changed. The first line must stay: `{first_line}`",
        )
    return None


def shared_variables(answer: Any) -> T | None:
    """A warning where the function reads variables of the notebook: they may not exist when it is graded."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return None
    names = sorted({name for name in _globals_read(code) if _is_data(answer.__globals__.get(name))})
    if not names:
        return None
    listed = ", ".join(f"`{name}`" for name in names)
    return T(
        fr=f"Attention : votre fonction lit {listed}, défini ailleurs dans le carnet. Une fonction ne devrait dépendre "
        "que de ce qu'elle reçoit entre parenthèses.",
        en=f"Careful: your function reads {listed}, defined elsewhere in the notebook. A function should depend only "
        "on what it receives between its parentheses.",
    )


def _globals_read(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_read(constant)


def _is_data(value: Any) -> bool:
    return value is not None and not isinstance(value, ModuleType | type) and not callable(value)
