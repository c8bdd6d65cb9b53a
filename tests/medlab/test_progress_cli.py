"""`medlab progress`: shown, carried to another computer, erased only when asked."""

import json

import pytest

from medlab import cli, progress


@pytest.fixture
def three_events():
    progress.record("check", "00.mean", verdict="right", points=1.0)
    progress.record("hint", "00.mean")
    progress.record("quiz", "00.first")


def run(*arguments):
    return cli.main(["progress", *map(str, arguments)])


@pytest.mark.parametrize("action", [(), ("export", "x.jsonl")])
def test_before_the_first_check_there_is_nothing(action, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(*action) == 0
    assert capsys.readouterr().out == "Nothing is recorded yet.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_file_takes_the_progress_to_another_computer(three_events, tmp_path, monkeypatch, capsys):
    file = tmp_path / "mine.jsonl"
    assert run("export", file) == 0
    before = progress.read()
    monkeypatch.setenv("MEDLAB_HOME", str(tmp_path / "other computer"))
    assert progress.read() == []
    assert run("import", file) == 0
    assert progress.read() == before
    assert run("import", file) == 0
    assert progress.read() == before
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Events added to your progress: 3.",
        "Nothing to add: all is there already, or this file is not a progress that medlab exported.",
    ]


def test_an_existing_file_is_not_overwritten(three_events, tmp_path, capsys):
    (tmp_path / "x.jsonl").write_text("precious")
    assert run("export", tmp_path / "x.jsonl") == 2
    assert (tmp_path / "x.jsonl").read_text() == "precious"
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]\n{}\nnonsense", b"[" * 100_000])
def test_a_file_that_holds_no_progress_adds_nothing(content, three_events, tmp_path):
    (tmp_path / "x").write_bytes(content)
    assert run("import", tmp_path / "x") == 0
    assert len(progress.read()) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "none"), "does not exist"),
        (("import", "."), "is a folder"),
        (("export", "none/x"), "does not exist"),
    ],
)
def test_a_path_that_does_not_serve_is_told(arguments, words, three_events, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "left"), [("yes", 0), ("oui", 0), ("no", 3), ("", 3)])
def test_erase_asks_first(answer, left, three_events, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert run("erase") == 0
    assert len(progress.read()) == left


def test_erase_without_anybody_to_ask_needs_the_option(three_events, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert run("erase") == 2
    assert len(progress.read()) == 3
    assert "--yes" in capsys.readouterr().err
    assert run("erase", "--yes") == 0
    assert progress.read() == []


def test_what_is_exported_is_one_json_line_an_event(three_events, tmp_path):
    run("export", tmp_path / "x.jsonl")
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["check", "hint", "quiz"]
