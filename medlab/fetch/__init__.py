"""Finds the bytes of a data set's files and lets through only what its card accepts.

Looked in, in this order: the folder named by `MEDLAB_DATA`, the folder of the cards, the installed package that holds
the file (which is never imported), the cache. What is nowhere is fetched into the cache, unless `MEDLAB_OFFLINE` is
set.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from medlab import cards
from medlab.fetch import cache, refusals
from medlab.fetch.cache import VARIABLE, cache_folder, data_folder, is_offline

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File, Version

__all__ = ["VARIABLE", "Content", "cache_folder", "data_folder", "is_offline", "locate", "look", "mirror", "read"]


@dataclass(frozen=True)
class Content:
    """Checked bytes of a file, which accepted version they are, where they lie, and where they came from in words."""

    data: bytes
    version: "Version"
    path: Path
    origin: str


def locate(card: "Card", file: "File") -> Path:
    """Where the bytes of a file lie on this machine; they are not checked here.

    Parameters
    ----------
    card : Card
    file : File
        One of `card.files`.

    Returns
    -------
    Path
        `MEDLAB_DATA/NAME/FILE` or `MEDLAB_DATA/FILE` if it is there, else beside the card, else inside the package,
        else in the cache.

    Raises
    ------
    MedlabError
        If it is nowhere: the message says what to install or where to put it.
    """
    if path := _find(card, file):
        return path
    raise refusals.nowhere(card, file)


def look(card: "Card", file: "File") -> Content | None:
    """The bytes of a file if it is on this machine; nothing is fetched or moved.

    Returns
    -------
    Content or None

    Raises
    ------
    MedlabError
        If its bytes are not one of the accepted versions.
    """
    path = _find(card, file)
    return _checked(card, file, path) if path else None


def read(card: "Card", file: "File", *, offline: bool = False) -> Content:
    """The bytes of a file, if their checksum is one that the card accepts.

    Parameters
    ----------
    card : Card
    file : File
        One of `card.files`.
    offline : bool
        Use no network, as when `MEDLAB_OFFLINE` is set.

    Returns
    -------
    Content

    Raises
    ------
    MedlabError
        If the file is nowhere and cannot be fetched, or its bytes are not one of the accepted versions. A damaged file
        of the cache is set aside and fetched again.
    """
    path = _find(card, file)
    if path is None and not file.fetched:
        raise refusals.nowhere(card, file)
    if path and path != cache.path(card, file):
        return _checked(card, file, path)
    if path and (content := _accepted(file, path)):
        return content
    return _checked(card, file, _obtain(card, file, offline=offline or is_offline()))


def mirror(card: "Card", file: "File", folder: Path, *, offline: bool = False) -> Content:
    """Copy a checked file into `folder`, which then serves as `MEDLAB_DATA`.

    Parameters
    ----------
    card : Card
    file : File
        One of `card.files`.
    folder : Path
        Made if need be; a file that is there and right is left alone, another is replaced.
    offline : bool
        Use no network.

    Returns
    -------
    Content
        What lies at `folder/NAME/FILE`.

    Raises
    ------
    MedlabError
        As `read`, or if the folder cannot be written.
    """
    target = folder / card.name / file.name
    if target.is_file() and (content := _accepted(file, target)):
        return content
    content = read(card, file, offline=offline)
    cache.put(target, content.data)
    return replace(content, path=target)


def _obtain(card: "Card", file: "File", *, offline: bool) -> Path:
    """The file in the cache, fetched by one process at a time."""
    target = cache.path(card, file)
    if offline and not target.is_file():
        raise refusals.offline(card, file)
    with cache.alone(target):
        if target.is_file():
            if _accepted(file, target):
                return target
            cache.set_aside(target)
        if offline:
            raise refusals.offline(card, file)
        _fetch(card, file, target)
    return target


def _fetch(card: "Card", file: "File", target: Path) -> None:
    if file.wheel:
        from medlab.fetch import wheels

        wheels.fetch(card, file, target)
    else:
        from medlab.fetch import download

        download.fetch(card, file, target)


def _find(card: "Card", file: "File") -> Path | None:
    return next((path for path in _candidates(card, file) if path.is_file()), None)


def _candidates(card: "Card", file: "File") -> Iterator[Path]:
    if own := data_folder():
        yield from (own / card.name / file.name, own / file.name)
    if file.beside:
        yield cards.folder() / file.name
    if file.package and (root := _package_folder(file.package.module)):
        yield root / file.package.path
    if file.fetched:
        yield cache.path(card, file)


def _package_folder(module: str) -> Path | None:
    """Folder of an installed top-level package, without importing it."""
    spec = find_spec(module)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def _checked(card: "Card", file: "File", path: Path) -> Content:
    if content := _accepted(file, path):
        return content
    algorithms = dict.fromkeys(version.checksum.split(":")[0] for version in file.versions)
    came = ", ".join(f"{algorithm} {_digest(algorithm, _bytes(file, path))}" for algorithm in algorithms)
    raise refusals.other_bytes(card, file, path, came)


def _accepted(file: "File", path: Path) -> Content | None:
    data = _bytes(file, path)
    for version in file.versions:
        algorithm, digest = version.checksum.split(":")
        if version.bytes in (None, len(data)) and _digest(algorithm, data) == digest:
            return Content(data, version, path, _origin(file, version, path))
    return None


def _bytes(file: "File", path: Path) -> bytes:
    """What the file holds; of a longer one than any accepted, one byte too many."""
    try:
        with path.open("rb") as stream:
            return stream.read(max(version.most for version in file.versions) + 1)
    except OSError as problem:
        raise refusals.unreadable(path, problem) from problem


def _digest(algorithm: str, data: bytes) -> str:
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def _origin(file: "File", version: "Version", path: Path) -> str:
    """As in "scikit-survival 0.28.0"."""
    if refusals.is_own(path):
        return f"{VARIABLE}: {version.name or version.held_by}"
    if not file.package:
        return version.label
    try:
        return f"{file.package.distribution} {metadata.version(file.package.distribution)}"
    except metadata.PackageNotFoundError:
        return version.label
