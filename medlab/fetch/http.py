"""A downloader for pooch: goes on where a cut download stopped, waits where it is asked to, refuses what is no file.

Source: RFC 9110, HTTP Semantics (ranges in section 14, `If-Range` in 13.1.5, `Retry-After` in 10.2.3),
https://doi.org/10.17487/RFC9110
"""

import os
import re
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import requests
from requests.exceptions import SSLError, TooManyRedirects

from medlab import __version__
from medlab.errors import MedlabError
from medlab.fetch.cache import check_room
from medlab.fetch.part import Part
from medlab.language import T

TRIES = 5
_CALLS = 3
LONGEST_WAIT = 60
CHUNK = 2**13  # bytes; what a cut may lose

_LONG = 5
_ANSWERS = 200
_TIME_OUT = (10, 30)
_BUSY = {408, 425, 429, 500, 502, 503, 504}
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_HOPELESS = (SSLError, TooManyRedirects, ValueError)  # the last: addresses that requests can't follow


class AddressFailed(MedlabError):
    """This address does not give the file; another may."""


@dataclass(frozen=True)
class Trouble:
    """Why an answer did not complete the file, and how many seconds the server asks to wait."""

    why: T
    wait: float | None = None
    tries: int = TRIES


class ResumingDownloader:
    """Downloads an address into a file, in as many answers as it takes.

    Called by `pooch.retrieve`, which then checks the checksum. The bytes are gathered in `part`, which outlives the
    process: an interrupted download goes on where it stopped, at the same address or at another.

    Parameters
    ----------
    part : Part
        Where the bytes are gathered, on the disk of the target; no other process may use it.
    exact : int or None
        Size of the file in bytes, if known.
    most : int
        No file may be larger.

    Raises
    ------
    AddressFailed
        After `TRIES` answers in a row that brought nothing, or 3 calls without an answer; at once where trying again
        is no use.
    MedlabError
        If the disk is full or can't be written.
    """

    def __init__(self, part: Part, *, exact: int | None, most: int):
        self.part = part
        self.exact = exact
        self.most = most
        self.resumed = False
        """Whether the bytes come from more than one answer, so that they may not belong together."""

    def __call__(self, url: str, output_file: str, _pooch: object = None) -> None:
        self.resumed = self.part.size > 0
        if self.exact is None or not self._is_whole(self.exact):
            with requests.Session() as session:
                session.headers.update({"User-Agent": f"medlab-course/{__version__}", "Accept-Encoding": "identity"})
                session.max_redirects = 10
                self._gather(session, url)
        self.part.hand_over(Path(output_file))

    def _gather(self, session: requests.Session, url: str) -> None:
        failures = 0
        for _ in range(_ANSWERS):
            before = self.part.size
            trouble = self._ask(session, url)
            if trouble is None:
                return
            failures = 0 if self.part.size > before else failures + 1
            if failures >= trouble.tries:
                break
            _pause(trouble, failures)
        raise AddressFailed(trouble.why.fr, trouble.why.en)

    def _ask(self, session: requests.Session, url: str) -> Trouble | None:
        """One request; None when the file is whole."""
        if self.part.size > self.most:
            self.part.discard()
        try:
            answer = session.get(url, headers=self._headers(url), stream=True, timeout=_TIME_OUT)
        except _HOPELESS as problem:
            raise AddressFailed(*_unreached(problem)) from None
        except requests.RequestException as problem:
            return Trouble(T(*_unreached(problem)), tries=_CALLS)
        with answer:
            try:
                return self._take(url, answer)
            except requests.RequestException:
                return _cut(self.part.size, _total(answer))

    def _headers(self, url: str) -> dict[str, str]:
        if not self.part.size:
            return {}
        wanted = {"Range": f"bytes={self.part.size}-"}
        validator = self.part.validator(url)
        return wanted | {"If-Range": validator} if validator else wanted

    def _take(self, url: str, answer: requests.Response) -> Trouble | None:
        if answer.status_code in _BUSY:
            return _busy(answer)
        _check_kind(answer)
        start = _start(answer)
        if start not in (0, self.part.size):
            self.part.discard()
            return Trouble(T(fr="la reprise a été refusée", en="resuming was refused"))
        total = _total(answer)
        self._check_size(total, start)
        self.resumed = start > 0
        self.part.remember(url, _validator(answer))
        self.part.write(self._chunks(answer, start, total), start=start)
        return None if self._is_whole(self.exact or total) else _cut(self.part.size, total)

    def _check_size(self, total: int | None, start: int) -> None:
        if total is not None and (total > self.most or self.exact not in (None, total)):
            wanted = self.exact or self.most
            raise AddressFailed(
                fr=f"le serveur annonce {total} octets, {wanted} étaient attendus",
                en=f"the server announces {total} bytes, {wanted} were expected",
            )
        check_room(self.part.path, (total or self.exact or 0) - start)

    def _chunks(self, answer: requests.Response, start: int, total: int | None) -> Iterator[bytes]:
        size = start
        with _progress_bar(total or self.exact, start, self.part.path.stem) as bar:
            for chunk in answer.iter_content(CHUNK):
                size += len(chunk)
                if size > min(self.most, total or self.most):
                    self.part.discard()
                    raise AddressFailed(fr="le serveur envoie trop d'octets", en="the server sends too many bytes")
                yield chunk
                bar.update(len(chunk))

    def _is_whole(self, size: int | None) -> bool:
        """Whether the part has that size; of an unknown size, an answer that ended well is the whole."""
        return self.part.size > 0 and size in (None, self.part.size)


def _pause(trouble: Trouble, failures: int) -> None:
    seconds = 2**failures / 4 if trouble.wait is None else trouble.wait
    if seconds >= _LONG:
        text = T(
            fr=f"{trouble.why.fr} ; nouvel essai dans {seconds:.0f} s",
            en=f"{trouble.why.en}; next try in {seconds:.0f} s",
        )
        warnings.warn(str(text), stacklevel=2)
    time.sleep(seconds)


def _check_kind(answer: requests.Response) -> None:
    if answer.status_code not in (200, 206, 416):
        said = f"{answer.status_code} {answer.reason}"
        raise AddressFailed(fr=f"le serveur a répondu « {said} »", en=f'the server answered "{said}"')
    if answer.ok and answer.headers.get("Content-Type", "").startswith("text/html"):
        raise AddressFailed(
            fr="une page web est venue à la place du fichier (portail de connexion ? adresse changée ?)",
            en="a web page came in place of the file (a login portal? a changed address?)",
        )


def _start(answer: requests.Response) -> int | None:
    """Place of the answer's first byte in the file; None if it can't be joined to what is here."""
    if answer.status_code == 200:
        return 0
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return int(found[1]) if found and answer.status_code == 206 and not _is_encoded(answer) else None


def _total(answer: requests.Response) -> int | None:
    """Size of the whole file as announced, if it is."""
    if answer.status_code == 206:
        told = _RANGE.fullmatch(answer.headers["Content-Range"])[2]
    else:
        told = "" if _is_encoded(answer) else answer.headers.get("Content-Length", "")
    return int(told) if told.isdecimal() else None


def _is_encoded(answer: requests.Response) -> bool:
    return answer.headers.get("Content-Encoding", "identity") != "identity"


def _validator(answer: requests.Response) -> str | None:
    """What names these very bytes: a strong ETag, else the date of their last change."""
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified")


def _busy(answer: requests.Response) -> Trouble:
    wait = _seconds(answer.headers.get("Retry-After", ""))
    said = f"{answer.status_code} {answer.reason}"
    if wait is not None and wait > LONGEST_WAIT:
        raise AddressFailed(
            fr=f"le serveur a répondu « {said} » et demande d'attendre {wait:.0f} s",
            en=f'the server answered "{said}" and asks to wait for {wait:.0f} s',
        )
    return Trouble(T(fr=f"le serveur a répondu « {said} »", en=f'the server answered "{said}"'), wait)


def _seconds(text: str) -> float | None:
    """What `Retry-After` says, a number or a date, in seconds."""
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _cut(came: int, total: int | None) -> Trouble:
    whole = f" / {total}" if total else ""
    return Trouble(
        T(
            fr=f"la connexion a été coupée après {came}{whole} octets",
            en=f"the connection was cut after {came}{whole} bytes",
        )
    )


def _unreached(problem: Exception) -> tuple[str, str]:
    kind = type(problem).__name__
    return f"le serveur n'a pas été joint ({kind})", f"the server was not reached ({kind})"


def _progress_bar(total: int | None, start: int, name: str):
    """A bar on a terminal or in a notebook; none where output is kept, as in a log or a graded notebook."""
    from tqdm.auto import tqdm

    seen = sys.stderr.isatty() or "ipykernel" in sys.modules
    hidden = not seen or bool(os.environ.get("NBGRADER_EXECUTION"))
    options = {"unit": "B", "unit_scale": True, "leave": False, "delay": 0.5}
    return tqdm(total=total, initial=start, desc=name, disable=hidden, **options)
