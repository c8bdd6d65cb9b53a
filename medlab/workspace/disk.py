"""Writing the learner's files: all or nothing, a copy first, and a sentence where the disk refuses."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from medlab.errors import MedlabError

_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn an `OSError` met while working in `folder` into a `MedlabError` that says what to do."""
    try:
        yield
    except OSError as problem:
        raise _explain(problem, problem.filename or folder) from problem


def write(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step: after a crash or on a full disk the earlier file is still whole."""
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def keep_copy(path: Path, folder: Path) -> Path:
    """Copy `path` into `folder` under a name with the time; the same content is not kept twice.

    Returns
    -------
    Path
        The copy, which may be an earlier one.
    """
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    earlier = next(folder.glob(f"*-{digest}{path.suffix}"), None)
    if earlier:
        return earlier
    copy = folder / f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{digest}{path.suffix}"
    write(copy, content)
    return copy


def _explain(problem: OSError, path: Path | str) -> MedlabError:
    if problem.errno in _REFUSED:
        return MedlabError(
            fr=f"Impossible d'écrire ici : {path} est en lecture seule, appartient à quelqu'un d'autre ou est ouvert "
            "dans un autre programme. Fermez ce programme, ou choisissez un autre dossier : medlab lab --dir DOSSIER",
            en=f"Can't write here: {path} is read-only, belongs to someone else or is open in another program. "
            "Close that program, or choose another folder: medlab lab --dir FOLDER",
        )
    if problem.errno in _FULL:
        return MedlabError(
            fr=f"Le disque est plein : {path} n'a pas pu être écrit. Rien de ce qui s'y trouvait n'a été modifié. "
            "Libérez de la place, puis relancez la commande.",
            en=f"The disk is full: {path} could not be written. What was there has not been changed. "
            "Free some space, then run the command again.",
        )
    if problem.errno in _NO_FOLDER:
        return MedlabError(
            fr=f"Il faut un dossier, et {path} n'en est pas un. Choisissez un autre dossier : medlab lab --dir DOSSIER",
            en=f"A folder is needed, and {path} is not one. Choose another folder: medlab lab --dir FOLDER",
        )
    reason = problem.strerror or str(problem)
    return MedlabError(
        fr=f"Le système a refusé d'écrire ou de lire {path} : {reason}. Vérifiez ce chemin, ou choisissez un autre "
        "dossier : medlab lab --dir DOSSIER",
        en=f"The system refused to write or read {path}: {reason}. Check this path, or choose another folder: "
        "medlab lab --dir FOLDER",
    )
