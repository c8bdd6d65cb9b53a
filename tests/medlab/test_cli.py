"""The command line: help in both languages, mistakes in one sentence, no traceback, quick to answer."""

import io
import os
import subprocess
import sys
import time
from ast import literal_eval

import pytest

import medlab
from medlab import cli
from medlab.errors import MedlabError
from tests.conftest import ROOT

COMMANDS = ("lab", "doctor", "data", "progress")


def run(*arguments, **environment):
    """`medlab` as a user runs it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "medlab", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False, stdin=subprocess.DEVNULL)


def refused(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    return capsys.readouterr().err


def shown(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 0
    return capsys.readouterr().out


def test_the_version(capsys):
    assert shown(["--version"], capsys) == f"medlab {medlab.__version__}\n"


def test_no_command_shows_the_help(capsys):
    assert cli.main([]) == 0
    assert capsys.readouterr().out == shown(["--help"], capsys)


@pytest.mark.parametrize(("language", "words"), [("fr", "ouvrir le cours"), ("en", "open the course")])
def test_the_help_speaks_the_chosen_language(language, words, capsys):
    told = shown(["--lang", language, "--help"], capsys)
    assert words in told
    assert all(command in told for command in COMMANDS)


def test_the_help_speaks_the_language_of_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("MEDLAB_LANG", "fr")
    told = shown(["lab", "--help"], capsys)
    assert "usage\u00a0: medlab lab" in told
    assert "show this help" not in told


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_command_has_a_help_of_its_own(command, language, capsys):
    told = shown([command, "--help", f"--lang={language}"], capsys)
    assert f"medlab {command}" in told
    assert ("afficher cette aide" if language == "fr" else "show this help") in told


@pytest.mark.parametrize(
    "arguments", [["--lang", "fr", "lab"], ["lab", "--lang", "fr"], ["lab", "--port", "1", "--lang=fr"]]
)
def test_the_language_may_stand_anywhere(arguments, monkeypatch):
    seen = {}
    monkeypatch.setattr("medlab.lab.run", lambda **given: seen.update(given) or 0)
    assert cli.main(arguments) == 0
    assert seen["language"] == "fr"


def test_lab_gets_what_was_typed(monkeypatch):
    seen = {}
    monkeypatch.setattr("medlab.lab.run", lambda **given: seen.update(given) or 7)
    assert cli.main(["lab", "--dir", "x", "--no-browser", "--port", "8899"]) == 7
    assert seen == {"language": None, "folder": "x", "browser": False, "port": 8899}


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["lab", "--foo"], "unrecognized arguments: --foo", "argument inconnu\u00a0: --foo"),
        (["--foo"], "unrecognized arguments: --foo", "argument inconnu\u00a0: --foo"),
        (["foo"], "invalid choice: 'foo'", "'foo' n'est pas possible"),
        (["lab", "--port", "x"], "'x' is not a port", "'x' n'est pas un port"),
        (["lab", "--port", "0"], "'0' is not a port", "'0' n'est pas un port"),
        (["lab", "--port", "65536"], "'65536' is not a port", "'65536' n'est pas un port"),
        (["lab", "--dir"], "--dir: expected one argument", "--dir attend une valeur"),
        (["progress", "export"], "arguments are required: FILE", "il manque\u00a0: FICHIER"),
        (["lab", "--no-browser=yes"], "ignored explicit argument 'yes'", "--no-browser n'attend pas de valeur"),
    ],
)
def test_a_mistake_is_told_with_the_way_to_the_help(arguments, english, french, capsys, monkeypatch):
    told = refused(arguments, capsys)
    assert english in told
    assert "--help" in told
    monkeypatch.setenv("MEDLAB_LANG", "fr")
    told = refused(arguments, capsys)
    assert french in told
    assert "Aide\u00a0: medlab" in told


@pytest.mark.parametrize("arguments", [["--lang", "de"], ["lab", "--lang"], ["--lang="]])
def test_a_language_that_is_none_is_told(arguments, capsys):
    assert "--lang" in refused(arguments, capsys)


def test_a_mistake_names_the_help_of_its_command(capsys):
    assert refused(["lab", "--foo"], capsys).endswith("Help: medlab lab --help\n")


def _fails_with(problem):
    def run(**given):
        raise problem

    return run


@pytest.mark.parametrize(("language", "words"), [("fr", "en français"), ("en", "in English")])
def test_a_medlab_error_is_one_sentence_on_stderr(language, words, monkeypatch, capsys):
    monkeypatch.setattr("medlab.lab.run", _fails_with(MedlabError(fr="en français", en="in English")))
    assert cli.main(["lab", "--lang", language]) == 2
    assert capsys.readouterr() == ("", f"medlab: {words}\n")


def test_an_interruption_is_clean(monkeypatch, capsys):
    monkeypatch.setattr("medlab.lab.run", _fails_with(KeyboardInterrupt()))
    assert cli.main(["lab"]) == 130
    assert capsys.readouterr() == ("", "\n")


def test_a_reader_that_stops_reading_is_no_fault():
    command = f"{sys.executable} -u -m medlab doctor --json | true; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "utf-8"])
def test_a_poor_terminal_gets_plain_characters(encoding):
    done = run("lab", "--help", "--lang", "fr", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "usage : medlab lab" in done.stdout.decode(encoding).replace("\u00a0", " ")


def test_streams_that_can_not_be_changed_are_left(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert cli.main([]) == 0


def test_only_the_called_command_is_loaded():
    script = (
        "import sys\nfrom medlab.cli import build_parser\nbuild_parser()\n"
        "print([name for name in sys.modules if name.startswith('medlab.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert sorted(literal_eval(loaded.stdout)) == ["medlab.cli", "medlab.errors", "medlab.language"]


def test_help_is_quick():
    def seconds(*command):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True)
        return time.perf_counter() - start

    extra = min(seconds("-m", "medlab", "--help") for _ in range(5)) - min(seconds("-c", "") for _ in range(5))
    assert extra < 0.15


def test_data_is_one_of_the_commands(capsys):
    assert cli.main(["data", "list", "--lang", "fr"]) == 0
    assert "wdbc" in capsys.readouterr().out
