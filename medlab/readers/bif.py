"""Bayesian networks in BIF, the interchange format of the Bayesian Network Repository.

Source: Cozman FG, The Interchange Format for Bayesian Networks, 1998.
"""

import itertools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T
from medlab.readers.limits import damaged, number, plain_text, refuse, too_large

if TYPE_CHECKING:
    import numpy as np

_MAX_TEXT = 8 * 2**20
_MAX_VARIABLES = 2_000
_MAX_STATES = 200
_MAX_TABLE = 1_000_000
_SUM_TOLERANCE = 1e-3

_BLOCK = re.compile(r"\s*(network|variable|probability)\b([^{}]*)\{((?:[^{}]|\{[^{}]*\})*)\}")
_VARIABLE = re.compile(r"\s*type\s+discrete\s*\[\s*(\d{1,4})\s*\]\s*\{([^{}]*)\}\s*;\s*")
_HEAD = re.compile(r"\s*\(\s*([^\s|,()]+)\s*(?:\|([^()]*))?\)\s*")
_ROW = re.compile(r"\s*(?:table\b|\(([^()]*)\))([^;()]*);")


@dataclass(frozen=True)
class BayesianNetwork:
    """A discrete Bayesian network as plain data.

    Attributes
    ----------
    states : dict of str to tuple of str
        The states of each variable, in the order of the file.
    parents : dict of str to tuple of str
        The parents of each variable.
    tables : dict of str to numpy.ndarray of float64
        P(variable | parents): shape (states of the variable, states of each parent ...); sums to 1 over the first axis.
    """

    states: dict[str, tuple[str, ...]]
    parents: dict[str, tuple[str, ...]]
    tables: "dict[str, np.ndarray]"

    @property
    def arcs(self) -> tuple[tuple[str, str], ...]:
        """Pairs (parent, child)."""
        return tuple((parent, child) for child, parents in self.parents.items() for parent in parents)

    def to_pgmpy(self):
        """The same network as a `pgmpy.models.DiscreteBayesianNetwork`, for exact inference."""
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.models import DiscreteBayesianNetwork

        network = DiscreteBayesianNetwork(list(self.arcs))
        network.add_nodes_from(self.states)
        for name, table in self.tables.items():
            family = (name, *self.parents[name])
            sizes = [len(self.states[parent]) for parent in self.parents[name]]
            flat = table.reshape(len(self.states[name]), -1)
            names = {member: list(self.states[member]) for member in family}
            network.add_cpds(TabularCPD(name, flat.shape[0], flat, list(family[1:]), sizes, state_names=names))
        return network

    def __repr__(self) -> str:
        return f"BayesianNetwork({len(self.states)} variables, {len(self.arcs)} arcs)"


def read_bif(data: bytes) -> BayesianNetwork:
    """A discrete Bayesian network.

    Parameters
    ----------
    data : bytes
        UTF-8 text without comments, possibly gzip; at most 8 MB, 2,000 variables of 200 states, tables of a million
        entries.

    Returns
    -------
    BayesianNetwork

    Raises
    ------
    MedlabError
        For an unknown parent or state, a missing or double row, probabilities that do not sum to 1, a cycle.
    """
    blocks = _blocks(plain_text("BIF", data).rstrip())
    states = _states([block for block in blocks if block[0] == "variable"])
    parents, tables = {}, {}
    for _, head, body in (block for block in blocks if block[0] == "probability"):
        name, given = _family(head, states)
        if name in tables:
            raise _wrong(f"{name}: P")
        parents[name], tables[name] = given, _table(name, given, body, states)
    if set(tables) != set(states):
        raise _wrong(", ".join(sorted(set(states) ^ set(tables))[:5]))
    _check_acyclic(parents)
    return BayesianNetwork(states, {name: parents[name] for name in states}, {name: tables[name] for name in states})


def _wrong(where: str) -> MedlabError:
    shown = where[:80]
    return refuse("BIF", T(fr=f"contradiction ou manque à « {shown} »", en=f'contradiction or gap at "{shown}"'))


def _blocks(text: str) -> list[tuple[str, str, str]]:
    if len(text) > _MAX_TEXT:
        raise too_large("BIF", f"{len(text)}", f"{_MAX_TEXT}")
    found, place = [], 0
    while place < len(text):
        match = _BLOCK.match(text, place)
        if not match:
            raise _wrong(text[place : place + 60].strip())
        found.append((match[1], match[2], match[3]))
        place = match.end()
    return found


def _states(blocks: list[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, head, body in blocks:
        name, match = head.strip(), _VARIABLE.fullmatch(body)
        states = tuple(_items(match[2])) if match else ()
        right = name and name not in found and 1 < len(set(states)) == len(states) <= _MAX_STATES
        if not right or len(states) != int(match[1]):
            raise _wrong(f"variable {name}")
        found[name] = states
    if not 0 < len(found) <= _MAX_VARIABLES:
        raise _wrong(f"{len(found)} variables")
    return found


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]


def _family(head: str, states: dict) -> tuple[str, tuple[str, ...]]:
    match = _HEAD.fullmatch(head)
    if not match:
        raise _wrong(f"probability {head.strip()}")
    name, given = match[1], tuple(_items(match[2])) if match[2] is not None else ()
    if not {name, *given} <= set(states) or len({name, *given}) != len(given) + 1:
        raise _wrong(f"probability {head.strip()}")
    return name, given


def _table(name: str, given: tuple[str, ...], body: str, states: dict) -> "np.ndarray":
    import numpy as np

    shape = [len(states[member]) for member in (name, *given)]
    if math.prod(shape) > _MAX_TABLE:
        raise _wrong(f"{name}: {shape}")
    rows = _rows(name, body)
    wanted = itertools.product(*(states[parent] for parent in given))
    if len(rows) != math.prod(shape[1:]) or any(key not in rows for key in wanted):
        raise _wrong(f"P({name})")
    keys = itertools.product(*(states[parent] for parent in given))
    table = np.array([_probabilities(name, rows[key], shape[0]) for key in keys])
    return np.moveaxis(table.reshape(*shape[1:], shape[0]), -1, 0).copy()


def _rows(name: str, text: str) -> dict[tuple[str, ...], str]:
    body, rows, place = text.rstrip(), {}, 0
    while place < len(body):
        match = _ROW.match(body, place)
        key = tuple(_items(match[1])) if match and match[1] is not None else ()
        if not match or key in rows:
            raise _wrong(f"P({name}): {body[place : place + 40].strip()}")
        rows[key], place = match[2], match.end()
    return rows


def _probabilities(name: str, text: str, count: int) -> list[float]:
    values = [number("BIF", item) for item in _items(text)]
    if len(values) != count or not all(0 <= value <= 1 for value in values):
        raise _wrong(f"P({name}): {text.strip()}")
    if abs(sum(values) - 1) > _SUM_TOLERANCE:
        raise damaged("BIF", ValueError(f"P({name}) sums to {sum(values)}"))
    return values


def _check_acyclic(parents: dict[str, tuple[str, ...]]) -> None:
    """Remove variables whose parents are all removed, until none is left."""
    left = dict(parents)
    while left:
        free = [name for name, given in left.items() if not any(parent in left for parent in given)]
        if not free:
            raise _wrong(", ".join(sorted(left)[:5]))
        for name in free:
            del left[name]
