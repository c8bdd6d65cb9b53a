"""Runs the contract tests over every module and exercise that is found."""

from grading.exercise import Statistical
from tests.grading.discovery import modules

_EXERCISES = {
    "exercise": lambda exercise: True,
    "function": lambda exercise: exercise.kind == "function",
    "called": lambda exercise: bool(exercise.signature),
    "statistical": lambda exercise: isinstance(exercise.tolerance, Statistical),
}


def pytest_generate_tests(metafunc):
    """An argument `module`, or one of `_EXERCISES`, runs over all that there is."""
    if "module" in metafunc.fixturenames:
        metafunc.parametrize("module", modules(), ids=lambda module: module.slug)
    for name, wanted in _EXERCISES.items():
        if name in metafunc.fixturenames:
            every = [item for module in modules() for item in module.exercises.values() if wanted(item)]
            metafunc.parametrize(name, every, ids=lambda item: item.id)
