"""The check tables of the fixture course, which has an exercise of each kind."""

from pathlib import Path

import pytest

from grading.build import check_table_bytes
from grading.course import load_module
from medlab import release, wire
from tests.conftest import ROOT

KINDS = "90_kinds"


@pytest.fixture(scope="session")
def kinds_frames() -> dict[str, bytes]:
    """The fixture course's check table as one frame, for each profile."""
    module = load_module(ROOT / "tests" / "grading" / "course" / KINDS)
    practice = check_table_bytes(module, "practice")
    table = wire.decode(practice) | {"profile": "graded"}
    for entry in table["exercises"].values():
        entry.pop("solution", None)
        entry.pop("why", None)
    return {"practice": practice, "graded": wire.encode(table)}


@pytest.fixture
def kinds(kinds_frames, monkeypatch, tmp_path) -> dict:
    """The practice table of the fixture course, beside a notebook in an empty folder; no module is open."""
    monkeypatch.setattr(release, "_current", None)
    monkeypatch.chdir(tmp_path)
    lay(Path.cwd(), kinds_frames["practice"])
    return wire.decode(kinds_frames["practice"])


def lay(folder: Path, frame: bytes) -> Path:
    """Put a check table into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{KINDS}.checks"
    path.write_bytes(frame)
    return path
