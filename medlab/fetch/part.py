"""The beginning of a download, kept until the rest comes: `FILE.part`, and beside it a note on where it is from."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from medlab.fetch.cache import writing


class Part:
    """The first bytes of a file that is being downloaded.

    Parameters
    ----------
    path : Path
        `FILE.part`; one process at a time may use it.
    """

    def __init__(self, path: Path):
        self.path = path
        self._note = path.with_name(f"{path.name}.json")

    @property
    def size(self) -> int:
        """Bytes that are here; 0 if nothing is."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def validator(self, address: str) -> str | None:
        """The ETag or date under which `address` gave these bytes; None if it gave none or another address did."""
        with suppress(OSError, ValueError, AttributeError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return note.get("validator") if note.get("address") == address else None
        return None

    def remember(self, address: str, validator: str | None) -> None:
        """Note where the bytes come from."""
        with writing(self._note):
            self._note.write_text(json.dumps({"address": address, "validator": validator}), encoding="utf-8")

    def write(self, chunks: Iterable[bytes], *, start: int) -> None:
        """Keep the first `start` bytes and append `chunks` as they come.

        Raises
        ------
        MedlabError
            If the disk is full or the folder can't be written; what was written before stays.
        """
        chunks = iter(chunks)
        with writing(self.path):
            file = self.path.open("r+b" if start else "wb")
        with file:
            file.seek(start)
            for chunk in chunks:  # outside `writing`: a network's error is no disk's
                with writing(self.path):
                    file.write(chunk)
                    file.flush()

    def discard(self) -> None:
        """Start again from nothing."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def hand_over(self, target: Path) -> None:
        """Rename the whole file to `target`."""
        with writing(target):
            os.replace(self.path, target)
            self._note.unlink(missing_ok=True)
