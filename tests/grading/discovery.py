"""The courses that contract tests find: the real one, and the engine's own with one exercise of each kind."""

from functools import cache
from pathlib import Path

from grading.course import COURSE, LoadedModule, load_modules
from grading.exercise import Exercise
from grading.table import answer_key, tolerance_of
from medlab.judge import Verdict, judge
from medlab.runner import run_cases

FIXTURE_COURSE = Path(__file__).parent / "course"


@cache
def modules() -> tuple[LoadedModule, ...]:
    return tuple(load_modules(COURSE) + load_modules(FIXTURE_COURSE))


def entry(exercise: Exercise, seed: bytes) -> dict:
    """What the judge needs of an exercise, with cases drawn from `seed`."""
    return _entry(exercise.id, seed)


@cache
def _entry(key: str, seed: bytes) -> dict:
    module = next(module for module in modules() if key in module.exercises)
    exercise = module.exercises[key]
    common = {"kind": exercise.kind, "points": exercise.points, "tolerance": tolerance_of(exercise)}
    return common | answer_key(exercise, seed, path=module.source)


def verdict_on(function, exercise: Exercise, seed: bytes) -> Verdict:
    """How an answer would be judged."""
    wanted = entry(exercise, seed)
    return judge(wanted, run_cases(function, wanted["cases"], seconds=60))
