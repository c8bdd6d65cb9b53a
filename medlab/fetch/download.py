"""A file from the first of its addresses that gives it, checked by pooch before it gets its name."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pooch

from medlab.fetch.cache import writing
from medlab.fetch.http import AddressFailed, ResumingDownloader
from medlab.fetch.part import Part
from medlab.fetch.refusals import failed

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File, Version


def fetch(card: "Card", file: "File", target: Path) -> None:
    """Download a file; `target` is made once its checksum is right.

    Parameters
    ----------
    card : Card
    file : File
        Its addresses are tried in order, for its first version.
    target : Path
        In the cache; its lock is held.

    Raises
    ------
    MedlabError
        If no address gives it: the message names them, the checksum and the folder to put the file in by hand. If the
        disk is full or can't be written.
    """
    reasons = {}
    for address in file.addresses:
        try:
            _retrieve(address, file.versions[0], target)
        except AddressFailed as problem:
            reasons[address] = problem.text
        else:
            return
    raise failed(card, file, reasons)


def _retrieve(address: str, version: "Version", target: Path) -> None:
    """Twice if need be: a file put together from several answers may be a mixture."""
    downloader = ResumingDownloader(
        Part(target.with_name(f"{target.name}.part")), exact=version.bytes, most=version.most
    )
    for _ in range(2):
        if _is_right(address, version, target, downloader=downloader):
            return
        if not downloader.resumed:
            break
    raise AddressFailed(
        fr=f"ce qui est venu n'a pas la somme attendue ({version.checksum}) et a été jeté",
        en=f"what came has not the expected checksum ({version.checksum}) and was thrown away",
    )


def _is_right(address: str, version: "Version", target: Path, *, downloader: ResumingDownloader) -> bool:
    try:
        with _quiet(), writing(target):
            pooch.retrieve(address, version.checksum, fname=target.name, path=target.parent, downloader=downloader)
    except ValueError:  # pooch: the checksum is wrong
        return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Without pooch's own messages."""
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
