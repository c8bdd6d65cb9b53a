"""How an exercise is defined: once, in plain Python; notebooks, checks, exam and tests are derived from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from medlab.language import T

KINDS = ("function", "predictions", "value", "choice", "essay")


@dataclass(frozen=True)
class Close:
    """Numbers are equal up to `rtol` times the expected one, or `atol`; all else must be equal."""

    rtol: float = 1e-6
    atol: float = 1e-9


@dataclass(frozen=True)
class Statistical:
    """For a function that draws with `rng`: each number must lie where the reference's and the also-right's fall.

    The bounds come from running them on `seeds` seeds; `margin` widens them, in ranges of what was seen.
    """

    seeds: int = 200
    margin: float = 0.5


@dataclass(frozen=True)
class Bands:
    """For predictions: `metric(truth, answer)` earns the share of the highest bound that it reaches."""

    metric: str
    bands: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Recipe:
    """An input made where the learner's code runs: a public function of medlab, or `numpy.random.default_rng`."""

    make: str
    args: dict[str, Any] = field(default_factory=dict)


class Case:
    """One call of the learner's function: a family (a name, or a `T`), keyword inputs, a hidden truth if scored."""

    def __init__(self, family: str | T, /, *, truth: Any = None, **inputs: Any):
        self.family = family if isinstance(family, T) else T(fr=family, en=family)
        self.inputs = inputs
        self.truth = truth


@dataclass(frozen=True)
class Option:
    """One option of a choice, quiz or prediction, with the reason why it is right or wrong."""

    text: T
    why: T
    right: bool = False


@dataclass(frozen=True)
class Criterion:
    """One line of an essay's rubric."""

    points: float
    text: T


@dataclass(frozen=True)
class Mistake:
    name: str
    seen: str
    text: T
    function: Callable


@dataclass
class Exercise:
    """One graded task.

    `id` is "NN.name". `kind` is one of `KINDS`. `level` is 1 (complete a line), 2 (write 3 to 6 lines), 3 (design).
    `signature` is the line that the learner's function starts with ("def f(x):"); for a value or a choice, `name` is
    the variable that holds the answer. `given` are lines that the stub already has. `seconds` is the time limit of one
    check. Families of cases are all or nothing, and share the points equally. `raises` names what a right
    answer may raise (names of exceptions).
    """

    id: str
    kind: str
    points: float
    level: int
    title: T
    statement: T
    hints: list[T] = field(default_factory=list)
    signature: str = ""
    docstring: T | None = None
    name: str = "answer"
    given: str = ""
    why: T | None = None
    tolerance: Close | Statistical | Bands = Close()
    seconds: float = 2
    libraries: str = "none"
    draws: int = 4
    raises: tuple[str, ...] = ()
    further: bool = False
    options: list[Option] = field(default_factory=list)
    rubric: list[Criterion] = field(default_factory=list)

    def __post_init__(self):
        self.right: Callable | None = None
        self.alternatives: list[Callable] = []
        self.mistakes: list[Mistake] = []
        self.case_maker: Callable[[Any], Iterator[Case]] | None = None

    def reference(self, function: Callable) -> Callable:
        """Decorator: the authors' own answer."""
        self.right = function
        return function

    def also_right(self, function: Callable) -> Callable:
        """Decorator: another answer that earns full points."""
        self.alternatives.append(function)
        return function

    def mistake(self, name: str, *, seen: str, text: T) -> Callable[[Callable], Callable]:
        """Decorator: a wrong answer that learners give, and what to tell them.

        `seen` says where it comes from: "author", "class" or a DOI.
        """

        def register(function: Callable) -> Callable:
            self.mistakes.append(Mistake(name, seen, text, function))
            return function

        return register

    def cases(self, function: Callable[[Any], Iterator[Case]]) -> Callable:
        """Decorator: a generator of cases from a `numpy.random.Generator`; it is run `draws` times."""
        self.case_maker = function
        return function


@dataclass(frozen=True)
class Quiz:
    """A self-test question, never graded: `quiz(id)` in the notebook."""

    id: str
    question: T
    options: list[Option]


@dataclass(frozen=True)
class Predict:
    """What learners expect before they run a cell: `predict(id)` in the notebook. `after` is shown once chosen."""

    id: str
    question: T
    options: list[T]
    after: T


@dataclass(frozen=True)
class Module:
    """What the header, the home page and README say of a module; times are minutes, sizes MB."""

    title: T
    promise: T
    core_minutes: int
    memory_mb: int
    download_mb: float
    prerequisites: T
    minutes_source: T
    further_minutes: int = 0
    data: tuple[str, ...] = ()
