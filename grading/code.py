"""The code that notebooks show of an exercise: the stub, the authors' answer, and both in nbgrader's source form."""

import ast
import inspect
import textwrap
from collections.abc import Callable

from grading.exercise import Exercise

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def stub(exercise: Exercise, language: str) -> str:
    """What the learner starts from: every `...` is to be replaced."""
    if not exercise.signature:
        return f"{exercise.name} = ..."
    return _function(exercise, language, ["return ..."])


def solved(exercise: Exercise, language: str) -> str:
    """The stub with the authors' answer in place of `...`."""
    if exercise.kind == "choice":
        return f'{exercise.name} = "{right_letter(exercise)}"'
    if exercise.kind == "value":
        expression = "\n".join(body_lines(exercise.right)).removeprefix("return ")
        return f"{exercise.name} = {expression}"
    return _function(exercise, language, _own_lines(exercise))


def source(exercise: Exercise, language: str) -> str:
    """The solved function with nbgrader's marks, from which `generate_assignment` makes the stub."""
    if not exercise.signature:
        return stub(exercise, language)
    return _function(exercise, language, [BEGIN, *_own_lines(exercise), END])


def _function(exercise: Exercise, language: str, answer: list[str]) -> str:
    lines = [*_docstring(exercise, language), *exercise.given.splitlines(), *answer]
    return "\n".join([exercise.signature, *_indented(lines)])


def _own_lines(exercise: Exercise) -> list[str]:
    """The reference's body without the lines that the stub gives already."""
    body, given = body_lines(exercise.right), exercise.given.splitlines()
    return body[len(given) :] if body[: len(given)] == given else body


def _docstring(exercise: Exercise, language: str) -> list[str]:
    if exercise.docstring is None:
        return []
    lines = textwrap.dedent(exercise.docstring.text(language)).strip().splitlines()
    if len(lines) == 1:
        return [f'"""{lines[0]}"""']
    return [f'"""{lines[0]}', *lines[1:], '"""']


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line.strip() else "" for line in lines]


def body_lines(function: Callable) -> list[str]:
    """The source lines of a function's body, without decorators, signature and docstring."""
    text = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(text).body[0]
    statements = definition.body[1:] if ast.get_docstring(definition) else definition.body
    lines = text.splitlines()[statements[0].lineno - 1 : definition.end_lineno]
    return textwrap.dedent("\n".join(lines)).splitlines()


def right_letter(exercise: Exercise) -> str:
    """The letter of a choice's right option."""
    return letters(exercise)[[option.right for option in exercise.options].index(True)]


def letters(exercise: Exercise) -> list[str]:
    return [chr(ord("a") + i) for i in range(len(exercise.options))]


def function_name(exercise: Exercise) -> str:
    """The name that the check cell hands over: the function's, or the variable's."""
    if not exercise.signature:
        return exercise.name
    return exercise.signature.removeprefix("def ").split("(")[0].strip()
