"""Where fetched files are kept, and how they get there: whole and checked, or not at all.

`CACHE/NAME/FILE` is always a file that was checked. Beside it may lie `FILE.lock`, `FILE.part` (the beginning of a
download that was cut) and `FILE.damaged` (what was found in place of the file).
"""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File

VARIABLE = "MEDLAB_DATA"
CACHE = "MEDLAB_CACHE"
OFFLINE = "MEDLAB_OFFLINE"

_PATIENCE = 3


def data_folder() -> Path | None:
    """The folder named by `MEDLAB_DATA`, or None if the variable is empty or names no folder."""
    named = os.environ.get(VARIABLE, "").strip()
    folder = Path(named).expanduser()
    return folder if named and folder.is_dir() else None


def cache_folder() -> Path:
    """The folder named by `MEDLAB_CACHE`, else pooch's place for this system (`pooch.os_cache("medlab")`)."""
    if named := os.environ.get(CACHE, "").strip():
        return Path(named).expanduser().absolute()
    import pooch

    return Path(pooch.os_cache("medlab"))


def is_offline() -> bool:
    """Whether `MEDLAB_OFFLINE` forbids the network: any value but "", "0", "no" and "false"."""
    return os.environ.get(OFFLINE, "").strip().lower() not in ("", "0", "no", "false")


def path(card: "Card", file: "File") -> Path:
    """Where the file stands in the cache once it is fetched."""
    return cache_folder() / card.name / file.name


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Hold the lock of a file of the cache; another process that wants the same file waits.

    Raises
    ------
    MedlabError
        If the cache can't be written, or its disk has no locks.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(f"{target}.lock")
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            warnings.warn(str(_waiting(target)), stacklevel=2)
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say in words why `target` can't be written, whatever the system's reason."""
    try:
        yield
    except (OSError, NotImplementedError) as problem:  # the second from filelock, where the disk has no locks
        raise unwritable(target, problem) from problem


def set_aside(target: Path) -> None:
    """Rename a file that is not what it should be, and warn."""
    aside = target.with_name(f"{target.name}.damaged")
    with writing(target):
        os.replace(target, aside)
    text = T(
        fr=f"Le fichier {target} est abîmé : il est mis de côté ({aside.name}) et repris à sa source.",
        en=f"The file {target} is damaged: it is set aside ({aside.name}) and fetched again.",
    )
    warnings.warn(str(text), stacklevel=2)


def put(target: Path, data: bytes) -> None:
    """Write `data` under another name in the same folder, then rename: `target` is whole or absent.

    Raises
    ------
    MedlabError
        If the folder can't be written or the disk is full.
    """
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            new.write_bytes(data)
            os.replace(new, target)
        finally:
            new.unlink(missing_ok=True)


def unwritable(target: Path, problem: Exception) -> MedlabError:
    """The error for a place that can't be written: full, read-only, without locks."""
    why = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return MedlabError(
        fr=f"Impossible d'écrire {target} : {why}. Libérez de la place, rendez ce dossier accessible en écriture, ou "
        f"nommez-en un autre dans la variable {CACHE}.",
        en=f"{target} can't be written: {why}. Free some space, make this folder writable, or name another one in the "
        f"variable {CACHE}.",
    )


def check_room(target: Path, needed: int) -> None:
    """Refuse to begin what the disk can't take.

    Raises
    ------
    MedlabError
        If less than `needed` bytes are free.
    """
    free = shutil.disk_usage(target.parent).free
    if needed > free:
        missing = -(-(needed - free) // 1000)
        raise MedlabError(
            fr=f"Le disque est plein : il manque {missing} ko pour {target.name}. Libérez de la place, ou nommez un "
            f"autre dossier dans la variable {CACHE}.",
            en=f"The disk is full: {missing} kB are missing for {target.name}. Free some space, or name another folder "
            f"in the variable {CACHE}.",
        )


def _waiting(target: Path) -> T:
    return T(
        fr=f"Un autre programme télécharge {target.name} ; celui-ci attend qu'il ait fini.",
        en=f"Another program is downloading {target.name}; this one waits until it is done.",
    )
