"""What every exercise of every module must satisfy; exercises are found by themselves."""

import inspect
import re
from collections import Counter

import pytest

from grading import code
from grading.exercise import KINDS
from grading.table import PUBLIC_SEED, draw_cases, release_name
from medlab.attempt import is_stub
from medlab.judge import judge
from medlab.runner import run_cases
from tests.grading.discovery import entry, verdict_on

SEEDS = [PUBLIC_SEED, b"exam 1", b"exam 2"]
DOI = re.compile(r"10\.\d{4,9}/\S+")


def test_says_everything_in_both_languages(exercise):
    texts = [exercise.title, exercise.statement, *exercise.hints, *(m.text for m in exercise.mistakes)]
    texts += [t for option in exercise.options for t in (option.text, option.why)]
    texts += [line.text for line in exercise.rubric] + [t for t in (exercise.docstring, exercise.why) if t]
    for text in texts:
        assert text.fr.strip(), f"{exercise.id}: a French text is empty beside: {text.en!r}"
        assert text.en.strip(), f"{exercise.id}: an English text is empty beside: {text.fr!r}"


def test_is_well_formed(exercise):
    assert exercise.kind in KINDS, f"{exercise.id}: kind must be one of {KINDS}"
    assert exercise.level in (1, 2, 3), f"{exercise.id}: level must be 1, 2 or 3"
    assert exercise.points > 0, f"{exercise.id}: points must be positive"
    for mistake in exercise.mistakes:
        known = mistake.seen in ("author", "class") or DOI.fullmatch(mistake.seen)
        assert known, f"{exercise.id}: mistake {mistake.name} must say author, class or a DOI in `seen`"
    if exercise.kind == "essay":
        total = sum(line.points for line in exercise.rubric)
        assert total == exercise.points, f"{exercise.id}: the rubric sums to {total}, the essay to {exercise.points}"
    elif exercise.kind == "choice":
        assert [option.right for option in exercise.options].count(True) == 1, f"{exercise.id}: one right option"
    else:
        assert exercise.right, f"{exercise.id}: write the reference with @...reference"


@pytest.fixture(autouse=True)
def _written(request):
    """What an exercise that is called must have, said before anything else fails on it."""
    called = request.node.callspec.params.get("called") if hasattr(request.node, "callspec") else None
    if called:
        name = called.id.split(".")[1]
        assert called.right, f"{called.id}: write the reference with @{name}.reference"
        assert called.case_maker, f"{called.id}: write its cases with @{name}.cases"


def test_signature_is_the_references(called):
    parameters = re.search(r"\((.*)\)", called.signature)[1]
    wanted = [name.split("=")[0].strip() for name in parameters.split(",")]
    for function in (called.right, *called.alternatives, *(m.function for m in called.mistakes)):
        assert list(inspect.signature(function).parameters) == wanted, (
            f"{called.id}: {function.__code__.co_firstlineno}: parameters must be {wanted}"
        )
    given = called.given.splitlines()
    assert code.body_lines(called.right)[: len(given)] == given, f"{called.id}: the reference must start with `given`"


def test_has_hints(function):
    assert function.hints, f"{function.id}: write hints, from a question to almost the line"


def test_has_foreseen_mistakes(function):
    assert function.mistakes, f"{function.id}: write the mistakes that learners make, with @...mistake(...)"


@pytest.mark.parametrize("seed", SEEDS)
def test_each_family_has_three_cases(called, seed):
    counts = Counter(case.family.en for case in draw_cases(called, seed))
    assert min(counts.values()) >= 3, f"{called.id}: families need at least 3 cases: {dict(counts)}"


@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_earn_full_points(called, seed):
    for function in (called.right, *called.alternatives):
        verdict = verdict_on(function, called, seed)
        assert verdict.status == "right", (
            f"{called.id}: line {function.__code__.co_firstlineno} is not right: {verdict}"
        )
        assert verdict.points == called.points


@pytest.mark.parametrize("seed", SEEDS)
def test_each_mistake_earns_less_and_is_recognised(called, seed):
    for mistake in called.mistakes:
        verdict = verdict_on(mistake.function, called, seed)
        assert verdict.points < called.points, f"{called.id}: mistake {mistake.name} earns full points"
        assert verdict.mistake, (
            f"{called.id}: mistake {mistake.name} is not recognised: let at least 3 cases tell it from the others"
        )
        assert mistake.name in verdict.mistake["name"].split("+"), f"{called.id}: {mistake.name} taken for another"


def test_the_untouched_stub_is_recognised(called):
    for language in ("fr", "en"):
        namespace = {}
        exec(code.stub(called, language), namespace)
        assert is_stub(code.stub(called, "en"), namespace[code.function_name(called)])


def test_the_solved_cell_is_the_reference(called):
    """What `solution` shows, executed alone with NumPy, earns full points."""
    namespace = {"np": __import__("numpy")}
    exec(code.solved(called, "fr"), namespace)
    assert verdict_on(namespace[code.function_name(called)], called, PUBLIC_SEED).status == "right"


@pytest.mark.slow
def test_statistical_bounds_refuse_no_right_answer(statistical):
    refused, key = 0, entry(statistical, PUBLIC_SEED)
    for attempt in range(500):
        fresh = _reseeded(key, attempt)
        refused += judge(fresh, run_cases(statistical.right, fresh["cases"], seconds=60)).status != "right"
    assert refused == 0, f"{statistical.id}: {refused} of 2,000 right answers refused: widen `margin`"


def _reseeded(key, attempt):
    """The public key, its inputs' generators seeded anew: 4 cases an attempt."""
    cases = []
    for position, case in enumerate(key["cases"]):
        seeded = {"make": "numpy.random.default_rng", "args": {"seed": 1_000_000 + 100 * attempt + position}}
        inputs = {name: seeded if isinstance(value, dict) else value for name, value in case["inputs"].items()}
        cases.append({**case, "inputs": inputs})
    return {**key, "cases": cases}


def test_practice_points_of_keys_are_few(module):
    """A released table holds the key of values and choices: at most a fifth of the points."""
    keys = sum(e.points for e in module.exercises.values() if e.kind in ("value", "choice"))
    assert keys <= module.points / 5, f"{module.slug}: values and choices carry {keys} of {module.points} points"


def test_release_name_changes_with_the_sources(module, tmp_path):
    copy = type(module)(module.slug, tmp_path, module.info)
    for name in ("module.py", "exercises.py"):
        (tmp_path / name).write_bytes((module.folder / name).read_bytes())
    before = release_name(copy, "1")
    assert before == release_name(module, "1")
    (tmp_path / "exercises.py").write_text("changed")
    assert release_name(copy, "1") != before
