"""`medlab data`: what it prints, in text and JSON, and its exit status."""

import argparse
import json

import pytest

from medlab import data_cli, fetch
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


def test_get_says_where_the_file_is(capsys):
    assert run("get", "veteran") == 0
    assert str(fetch.locate(card("veteran"), card("veteran").files[0])) in capsys.readouterr().out
