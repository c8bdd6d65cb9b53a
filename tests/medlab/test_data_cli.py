"""`medlab data`: what it prints, in text and JSON, and its exit status."""

import argparse
import json

import pytest

from medlab import cli, data_cli, fetch
from medlab.cards import card, list_datasets
from medlab.language import set_language

EMBEDDED = list_datasets(tier="embedded")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    data_cli.add_parser(parser.add_subparsers())
    args = parser.parse_args(["data", *words])
    return args.func(args)


def test_list_is_one_line_a_set(capsys):
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list_datasets()
    set_language("fr")
    run("list")
    assert "données RÉELLES" in capsys.readouterr().out


def test_list_in_json(capsys):
    assert run("list", "--json") == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["whas500"]["people"] == 500
    assert set(found["asia"]["title"]) == {"fr", "en"}


def test_info(capsys):
    assert run("info", "whas500") == 0
    assert "Known biases" in capsys.readouterr().out
    assert run("info", "whas500", "--json") == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(card("whas500").to_dict()))


@pytest.mark.parametrize("verb", ["info", "get", "verify"])
def test_an_unknown_name_is_a_sentence_and_a_failure(capsys, verb):
    assert run(verb, "whas") == 1
    said = capsys.readouterr()
    assert "whas500" in said.err
    assert said.out == ""


def test_verify_checks_every_file(capsys):
    assert run("verify", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == sum(len(card(name).files) for name in list_datasets())
    assert {row["name"] for row in rows if row["status"] == "absent"} == set(list_datasets()) - set(EMBEDDED)
    assert all(row["version"] for row in rows if row["name"] in EMBEDDED)


def test_verify_says_which_file_is_wrong(capsys, monkeypatch, tmp_path):
    (tmp_path / "veteran.arff").write_bytes(b"spoilt")
    monkeypatch.setenv(fetch.VARIABLE, str(tmp_path))
    assert run("verify", "veteran", "whas500") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED  veteran")
    assert lines[1].startswith("ok")


def test_what_was_not_downloaded_is_a_fault_only_when_named(capsys):
    assert run("verify") == 0
    assert "absent  pneumoniamnist  (medlab data get pneumoniamnist)" in capsys.readouterr().out
    assert run("verify", "pneumoniamnist") == 1


def test_get_offline_says_how_to_do_without(capsys, monkeypatch):
    monkeypatch.delenv("MEDLAB_OFFLINE")
    assert run("get", "breastmnist", "veteran", "--offline") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED  breastmnist")
    assert "--offline" in lines[0]
    assert lines[-1].startswith("ok      veteran")


def test_a_mirror_serves_as_data_folder(capsys, monkeypatch, tmp_path, real_data):
    folder = tmp_path / "mirror"
    assert run("mirror", str(folder), "pneumoniamnist", "veteran") == 0
    assert f"MEDLAB_DATA={folder}" in capsys.readouterr().out
    copied = folder / "pneumoniamnist" / "pneumoniamnist.npz"
    assert copied.read_bytes() == (real_data / "pneumoniamnist.npz").read_bytes()
    monkeypatch.setenv(fetch.VARIABLE, str(folder))
    for name in ("pneumoniamnist", "veteran"):
        found = card(name)
        assert fetch.look(found, found.files[0]).path.is_relative_to(folder)


def test_a_mirror_keeps_what_is_right_and_replaces_what_is_not(tmp_path, real_data):
    right, wrong = (tmp_path / name / card(name).files[0].name for name in ("pneumoniamnist", "veteran"))
    for path in (right, wrong):
        path.parent.mkdir()
        path.write_bytes(b"spoilt")
    run("mirror", str(tmp_path), "pneumoniamnist")
    before = right.stat().st_mtime_ns
    assert run("mirror", str(tmp_path), "pneumoniamnist", "veteran") == 0
    assert right.stat().st_mtime_ns == before
    assert wrong.read_bytes() != b"spoilt"
    assert {path.name for path in right.parent.iterdir()} == {right.name}


def test_without_names_a_mirror_wants_all_that_is_fetched(capsys, tmp_path):
    assert run("mirror", str(tmp_path / "mirror"), "--json", "--offline") == 1
    rows = json.loads(capsys.readouterr().out)
    assert {row["name"] for row in rows} == {*list_datasets(tier="download"), *list_datasets(tier="wheel")}
    assert {row["status"] for row in rows} == {"failed"}


def test_a_mirror_that_cannot_be_written(capsys, tmp_path, real_data):
    (tmp_path / "file").write_text("")
    assert run("mirror", str(tmp_path / "file"), "pneumoniamnist") == 1
    assert "can't be written" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_says_what_each_does(capsys, language):
    set_language(language)
    for words in ([], ["mirror"], ["get"], ["verify"]):
        with pytest.raises(SystemExit):
            cli.main(["data", *words, "--help"])
    said = capsys.readouterr().out
    assert "medlab data get pneumoniamnist" in said
    assert "MEDLAB_OFFLINE" in said
    assert ("sans réseau" in said) == (language == "fr")


def test_get_says_where_the_file_is(capsys):
    assert run("get", "veteran") == 0
    assert str(fetch.locate(card("veteran"), card("veteran").files[0])) in capsys.readouterr().out
