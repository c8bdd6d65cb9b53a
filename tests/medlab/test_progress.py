"""One line an event: whole lines under any concurrency, no answers, and merging that is a union."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlab import progress
from medlab.errors import MedlabError
from tests.conftest import ROOT

FIELDS = {"release": "0.1.0-abc", "verdict": "wrong", "points": 0.5, "mistake": None}


@pytest.fixture(autouse=True)
def _this_session_alone(monkeypatch):
    monkeypatch.setattr(progress, "_unwritten", [])


@pytest.fixture
def unwritable(monkeypatch, tmp_path):
    """A home that can be neither read nor written, for root too."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDLAB_HOME", str(tmp_path / "file" / "home"))


def lines() -> list[str]:
    return progress.progress_path().read_text(encoding="utf-8").splitlines()


def write(*texts: str) -> None:
    progress.progress_path().write_text("\n".join(texts), encoding="utf-8")


def event(**fields) -> str:
    return json.dumps({"time": "2026-01-01T10:00:00.000+00:00", "event": "check", "exercise": "00.a"} | fields)


# --- writing --------------------------------------------------------------------------------------------------------


def test_an_event_is_one_line_with_its_time():
    progress.record("check", "00.mean", **FIELDS)
    progress.record("hint", "00.mean", hint=1)
    first, second = map(json.loads, lines())
    assert first == {"time": first["time"], "event": "check", "exercise": "00.mean", **FIELDS}
    assert second["hint"] == 1
    when = datetime.fromisoformat(first["time"])
    assert timedelta(0) <= datetime.now(when.tzinfo) - when < timedelta(minutes=1)
    assert when.utcoffset() == timedelta(0)


def test_the_folder_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDLAB_HOME", str(tmp_path / "a" / "b"))
    progress.record("start", "00_orientation")
    assert progress.progress_path() == tmp_path / "a" / "b" / "progress.jsonl"
    assert len(lines()) == 1


def test_without_a_setting_the_systems_place_is_taken(monkeypatch):
    monkeypatch.delenv("MEDLAB_HOME")
    assert progress.home().is_absolute()
    assert "medlab" in progress.home().parts


def test_nothing_is_written_while_nbgrader_runs(monkeypatch, medlab_home):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    progress.record("check", "00.a", **FIELDS)
    assert list(medlab_home.iterdir()) == []
    assert progress.state() == {}


def test_where_nothing_can_be_written_the_session_remembers(unwritable):
    progress.record("check", "00.a", **FIELDS)
    progress.record("hint", "00.a")
    assert (progress.done("00.a")["attempts"], progress.done("00.a")["hints"]) == (1, 1)
    with pytest.raises(MedlabError) as refusal:
        progress.state()
    assert str(progress.progress_path()) in str(refusal.value)


@pytest.mark.parametrize("problem", [PermissionError("no"), OSError(28, "No space left"), NotImplementedError("flock")])
def test_a_disk_that_refuses_stops_nobody(problem, monkeypatch):
    def refuse(*_):
        raise problem

    progress.record("check", "00.a", **FIELDS)
    monkeypatch.setattr(progress, "_append", refuse)
    progress.record("check", "00.a", **FIELDS)
    assert progress.state()["00.a"]["attempts"] == 2
    assert len(lines()) == 1


WRITER = """
import sys
from medlab import progress
for i in range(60):
    progress.record("check", sys.argv[1], verdict="wrong", points=i, filler="x" * 3000)
"""


def test_processes_that_write_at_once_keep_whole_lines():
    command = [sys.executable, "-c", WRITER]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    writers = [subprocess.Popen([*command, f"00.{name}"], env=environment) for name in "abc"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert len([json.loads(line) for line in lines()]) == 180
    assert {name: state["attempts"] for name, state in progress.state().items()} == {"00.a": 60, "00.b": 60, "00.c": 60}


# --- reading --------------------------------------------------------------------------------------------------------


def test_nothing_yet():
    assert progress.read() == []
    assert progress.state() == {}
    assert progress.done("00.a") == {
        "attempts": 0,
        "hints": 0,
        "points": 0.0,
        "passed": False,
        "solution": False,
        "last": "",
    }


def test_a_line_cut_off_is_left_out_and_the_next_one_is_whole():
    write(event(), event()[:30])
    progress.record("hint", "00.b")
    assert [one["event"] for one in progress.read()] == ["check", "hint"]


def test_a_line_cut_off_within_a_letter_is_left_out():
    progress.progress_path().write_bytes((event() + "\n").encode() + '{"time": "é'.encode()[:-1])
    assert len(progress.read()) == 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        "5",
        '"check"',
        "{",
        "[" * 100_000,
        "9" * 5000,
        "\0",
        event(points=[1]),
        event(x={"a": 1}),
    ],
    ids=range(12),
)
def test_a_strange_line_is_left_out(line):
    write(event(), line, event(exercise="00.b"))
    assert sorted(progress.state()) == ["00.a", "00.b"]


def test_a_line_may_hold_any_text():
    strange = "é\u2028\x85\x1c\ud800\t\n"
    progress.record("check", "00.a", release=strange)
    progress.record("check", "00.a")
    assert [one.get("release") for one in progress.read()] == [strange, None]
    assert progress.merge([event(release=strange)]) == 1
    assert len(progress.read()) == 3


def test_events_come_oldest_first():
    write(event(time="2026-02-01"), event(time="2026-01-01"), event(time=5))
    assert [one["time"] for one in progress.read()] == ["2026-01-01", "2026-02-01", 5]


# --- state ----------------------------------------------------------------------------------------------------------


def test_state_counts_attempts_hints_and_the_best_points():
    write(
        event(verdict="not attempted", points=0),
        event(verdict="wrong", points=1.0),
        event(verdict="right", points=2.0),
        event(verdict="wrong", points=0.5),
        event(event="hint", hint=1),
        event(event="hint", hint=2),
        event(event="solution"),
        event(exercise="00.q", event="quiz", verdict="right"),
        event(exercise="00.p", event="predict", time="2026-03-01"),
    )
    state = progress.state()
    assert state["00.a"] | {"last": ""} == {
        "attempts": 3,
        "hints": 2,
        "points": 2.0,
        "passed": True,
        "solution": True,
        "last": "",
    }
    assert state["00.a"] == progress.done("00.a")
    assert (state["00.q"]["passed"], state["00.q"]["attempts"]) == (True, 0)
    assert state["00.p"]["last"] == "2026-03-01"


@pytest.mark.parametrize("name", ["00.a", "00.é", '00."'])
def test_one_exercise_is_found_among_others(name):
    for exercise in ("00.other", name, f"{name}b", name):
        progress.record("check", exercise, **FIELDS)
    assert progress.done(name) == progress.state()[name]
    assert progress.done(name)["attempts"] == 2


@pytest.mark.parametrize("points", ["1", None, -5, 10**400, float("inf"), float("nan"), "x" * 9])
def test_points_that_are_none_count_nothing(points):
    write(event(verdict="wrong", points=points))
    assert progress.state()["00.a"]["points"] == 0.0


def test_no_answer_and_no_name_is_ever_written(medlab_home, monkeypatch):
    monkeypatch.setenv("USER", "Bichat")
    progress.record("check", "00.a", **FIELDS)
    text = "".join(path.read_text() for path in medlab_home.iterdir())
    assert "Bichat" not in text
    assert os.path.expanduser("~") not in text


# --- merging and erasing --------------------------------------------------------------------------------------------

events = st.builds(
    event,
    time=st.sampled_from(["2026-01-01", "2026-01-02"]),
    exercise=st.sampled_from(["00.a", "00.b"]),
    event=st.sampled_from(["check", "hint", "solution"]),
    verdict=st.sampled_from(["right", "wrong", None]),
    points=st.sampled_from([0, 1, 2.5, float("nan")]),
)
files = st.lists(events | st.sampled_from(["", "{", "[]"]), max_size=8)


def merged(*parts: list[str]) -> tuple[list[str], dict]:
    progress.erase()
    for part in parts:
        progress.merge(part)
    return sorted(lines()), progress.state()


@given(files, files, files)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None
)
def test_merging_is_a_union(one, other, third):
    assert merged(one, other) == merged(other, one)
    assert merged(one, other, third) == merged([*other, *third], one) == merged(third, [*one, *other, *one])
    assert merged(one, one) == merged(one) == merged([*one, *one])
    assert len(set(merged(one)[0])) == len(merged(one)[0])


def test_merging_says_how_many_lines_are_new():
    write(event(points=1), "")
    assert progress.merge([event(points=1), event(points=2), event(points=2), "{"]) == 1
    assert progress.merge([event(points=1), event(points=2)]) == 0
    assert progress.merge([]) == 0


def test_the_same_line_written_otherwise_is_the_same():
    write(event(points=1))
    other = dict(reversed(json.loads(event(points=1)).items()))
    assert progress.merge([json.dumps(other, indent=None, separators=(" ,", " : "))]) == 0


def test_erasing():
    progress.record("check", "00.a")
    progress.erase()
    progress.erase()
    assert progress.read() == []
    assert not progress.progress_path().exists()
