"""Finds the check tables: beside the notebook, in the folder that `MEDLAB_RELEASE` names, or in the package."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from medlab import wire
from medlab.errors import MedlabError

MAX_TABLE_BYTES = 300_000
_SECTIONS = ("exercises", "quizzes", "predicts")
_KEYS = {"module", "release", *_SECTIONS}

_current: dict | None = None


def release_folder() -> Path:
    """The release that came with medlab, or the one that `MEDLAB_RELEASE` names."""
    return Path(os.environ.get("MEDLAB_RELEASE") or Path(__file__).parent / "_release")


def information() -> dict:
    """`release.json`: version, release, source_hash and the modules with title, promise, minutes and points.

    Raises
    ------
    MedlabError
        Where no release was built.
    """
    path = release_folder() / "release.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {"modules": found["modules"], **found}
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise MedlabError(
            fr="Les carnets ne sont pas encore construits. Dans le dépôt, exécutez : python -m grading release",
            en="The notebooks are not built yet. In the repository, run: python -m grading release",
        ) from problem


def modules() -> list[dict]:
    """The modules of the release, in order; each has slug, title, promise, core_minutes, points."""
    return information()["modules"]


def use(slug: str, *, release: str | None = None) -> dict:
    """Make the module `slug` the current one; of several tables found, the one of `release` wins."""
    global _current
    _current = module_table(slug, release=release)
    return _current


def module_table(slug: str, *, release: str | None = None) -> dict:
    """The table of the module `slug`, without opening it; of several found, the one of `release` wins."""
    return _choose(_paths(slug), slug, release)


def current() -> dict | None:
    """The table of the module that `start` opened, or None."""
    return _current


def find(item_id: str) -> tuple[dict, dict]:
    """The table and the entry of an exercise, quiz or prediction.

    Raises
    ------
    MedlabError
        If no table holds `item_id`; the message lists the ids of its module.
    """
    table = _table_of(item_id)
    for section in _SECTIONS:
        if item_id in table[section]:
            return table, table[section][item_id]
    known = ", ".join(key for section in _SECTIONS for key in table[section])
    raise MedlabError(
        fr=f"« {item_id} » n'existe pas dans le module {table['module']}. Identifiants connus : {known}.",
        en=f'"{item_id}" is not in module {table["module"]}. Known ids: {known}.',
    )


def _table_of(item_id: str) -> dict:
    number, dot, _ = str(item_id).partition(".")
    if _current and (not dot or _current["module"].startswith(f"{number}_")):
        return _current
    if not number.isalnum():
        raise _no_table(item_id)
    return _choose(_paths(f"{number}_*"), item_id, None)


def _paths(pattern: str) -> list[Path]:
    return [path for folder in (Path.cwd(), release_folder()) for path in sorted(folder.glob(f"{pattern}.checks"))]


def _choose(paths: list[Path], wanted: str, release: str | None) -> dict:
    tables = [_table(path) for path in paths]
    same = [table for table in tables if table["release"] == release]
    if not tables:
        raise _no_table(wanted)
    return (same or tables)[0]


def _table(path: Path) -> dict:
    try:
        table = _read(path, path.stat().st_mtime_ns)
    except (OSError, wire.WireError) as problem:
        raise _damaged(path) from problem
    if not isinstance(table, dict) or not table.keys() >= _KEYS or table.get("schema", 1) != 1:
        raise _damaged(path)
    return table


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> Any:
    return wire.decode(path.read_bytes())


def _damaged(path: Path) -> MedlabError:
    return MedlabError(
        fr=f"La table de vérification {path} est abîmée, ou d'une autre version de medlab. Supprimez-la, puis "
        "relancez : medlab lab",
        en=f"The check table {path} is damaged, or of another version of medlab. Delete it, then run again: medlab lab",
    )


def _no_table(wanted: str) -> MedlabError:
    return MedlabError(
        fr=f"Aucune table de vérification ne contient « {wanted} ». Lancez « medlab lab », ou placez le fichier "
        "MODULE.checks à côté du carnet.",
        en=f'No check table holds "{wanted}". Run "medlab lab", or put the file MODULE.checks beside the notebook.',
    )
