"""What the learner has done: `progress.jsonl`, one line an event, on this computer only.

A line holds the time, the release, the exercise, what happened and the verdict; no answer and no name. State is
computed from the lines, so merging two files is the union of their lines.
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from medlab.errors import MedlabError

_MOST_POINTS = 1_000_000  # more, in a file from elsewhere, is no number of points


def home() -> Path:
    """The folder where medlab keeps what is the learner's: `MEDLAB_HOME`, else the system's place for user data."""
    if folder := os.environ.get("MEDLAB_HOME"):
        return Path(folder)
    from platformdirs import user_data_path

    return user_data_path("medlab", appauthor=False)


def progress_path() -> Path:
    return home() / "progress.jsonl"


def record(event: str, exercise: str, **fields: Any) -> None:
    """Append one event. Nothing is written while nbgrader executes a notebook, nor where the disk refuses."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, "exercise": exercise}
    try:
        _append([json.dumps({**line, **fields})])
    except (OSError, NotImplementedError):  # the second from filelock, where the disk has no locks
        _unwritten.append({**line, **fields})


_unwritten: list[dict] = []


def _append(lines: Iterable[str]) -> None:
    from filelock import FileLock

    path = progress_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", timeout=5), path.open("a+b") as file:
        if file.tell() and not _ends_a_line(file):
            file.write(b"\n")
        file.write("".join(f"{line}\n" for line in lines).encode())


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def read(about: str = "") -> list[dict]:
    """Every event, oldest first; a line that was cut off, or does not hold the text `about`, is left out."""
    try:
        text = progress_path().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        text = ""
    except OSError as problem:
        raise MedlabError(
            fr=f"Le fichier de progression ne peut pas être lu : {problem}. Vérifiez les droits de {progress_path()}.",
            en=f"The progress file can't be read: {problem}. Check the permissions of {progress_path()}.",
        ) from problem
    return _events(line for line in text.split("\n") if about in line) + _unwritten


def _events(lines: Iterable[str]) -> list[dict]:
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict) and {"time", "event", "exercise"} <= event.keys() and _is_flat(event):
            found.append(event)
    return sorted(found, key=lambda event: str(event["time"]))


def _is_flat(event: dict) -> bool:
    return not any(isinstance(value, dict | list) for value in event.values())


def state() -> dict[str, dict]:
    """For each exercise, quiz and prediction: attempts, hints, best points and whether it was passed.

    Returns
    -------
    dict
        `{id: {"attempts": int, "hints": int, "points": float, "passed": bool, "solution": bool, "last": str}}`.
    """
    return _state(read())


def done(exercise: str) -> dict:
    """The `state` of one exercise; that of this session alone where the progress file can't be read."""
    try:
        events = read(about=json.dumps(exercise))
    except MedlabError:
        events = _unwritten
    return _state(events).get(exercise) or _untouched()


def _state(events: list[dict]) -> dict[str, dict]:
    result: dict[str, dict] = {}
    for event in events:
        entry = result.setdefault(str(event["exercise"]), _untouched())
        entry["last"] = str(event["time"])
        _count(entry, event)
    return result


def _untouched() -> dict:
    return {"attempts": 0, "hints": 0, "points": 0.0, "passed": False, "solution": False, "last": ""}


def _count(entry: dict, event: dict) -> None:
    verdict = event.get("verdict")
    if event["event"] == "check" and verdict in ("right", "wrong"):
        entry["attempts"] += 1
        entry["points"] = max(entry["points"], _number(event.get("points")))
    entry["hints"] += event["event"] == "hint"
    entry["solution"] |= event["event"] == "solution"
    entry["passed"] |= verdict == "right"


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= _MOST_POINTS else 0.0


def merge(lines: Iterable[str]) -> int:
    """Add the lines of another progress file that are not here yet; returns how many were added."""
    known = set(map(_text, read()))
    added = list(dict.fromkeys(text for text in map(_text, _events(lines)) if text not in known))
    _append(added)
    return len(added)


def _text(event: dict) -> str:
    return json.dumps(event, sort_keys=True)


def erase() -> None:
    """Delete the progress file."""
    progress_path().unlink(missing_ok=True)
    _unwritten.clear()
