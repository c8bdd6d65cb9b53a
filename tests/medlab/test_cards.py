"""Every card keeps the rules; a card that breaks one is refused in words that say which, where and what is allowed."""

import json
import re
import subprocess
import sys

import pytest

from medlab import cards
from medlab.cards import card, folder, list_datasets, read_card
from medlab.errors import MedlabError
from medlab.language import T, set_language
from tests.conftest import ROOT

NAMES = list_datasets()
_TIGHT = re.compile(r"[^\s\d(«][;?!](?:\s|$)|[^\s\d]:\s")


def texts(value) -> list[tuple[str, str]]:
    """All pairs (French, English) inside a card's plain data."""
    if isinstance(value, dict) and set(value) == {"fr", "en"}:
        return [(value["fr"], value["en"])]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [pair for part in inner for pair in texts(part)]


def test_the_embedded_data_sets_are_there():
    tables = {"wdbc", "diabetes", "whas500", "gbsg2", "flchain", "gse7390", "aids", "veteran"}
    samples = {"ct_sample", "mr_sample", "ultrasound_sample", "ecg_sample", "retina", "ihc"}
    assert tables | samples | {"asia", "alarm", "hepar2"} <= set(list_datasets(tier="embedded"))


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_valid_and_speaks_both_languages(name):
    found = card(name)
    pairs = texts(found.to_dict())
    assert found.name == name
    assert len(pairs) > 5
    assert all(fr.strip() and en.strip() for fr, en in pairs)
    assert not [text for pair in pairs for text in pair if "TODO" in text or "\n" in text]
    assert found.citation.doi


@pytest.mark.parametrize("name", NAMES)
def test_french_has_its_spaces(name):
    source = (folder() / f"{name}.toml").read_text(encoding="utf-8")
    french = re.findall(r'fr = "((?:[^"\\]|\\.)*)"', source)
    assert french
    assert [text for text in french if _TIGHT.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_file_says_where_it_comes_from_and_who_holds_it(name):
    for file in card(name).files:
        assert len({version.checksum for version in file.versions}) == len(file.versions)
        assert all(version.name for version in file.versions) or len(file.versions) == 1 or not file.fetched
        for version in file.versions if file.package else ():
            distribution = re.escape(file.package.distribution)
            assert re.fullmatch(rf"{distribution} \d[\w.]*(, \d[\w.]*)*", version.held_by)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_in_the_folder_that_may_not_be_redistributed(name):
    found = card(name)
    if found.licence.redistribution in ("no", "unknown"):
        assert not any((folder() / file.name).exists() for file in found.files)


def test_the_folder_holds_cards_and_what_they_claim():
    claimed = {file.name for name in NAMES for file in card(name).files if file.beside}
    present = {path.name for path in folder().iterdir() if path.suffix != ".toml"}
    assert present - {"README.md"} == claimed


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_plain_data_and_readable_text(name):
    found = card(name)
    whole = json.loads(json.dumps(found.to_dict(), ensure_ascii=False))
    assert type(found).model_validate(whole) == found
    english = repr(found)
    set_language("fr")
    assert str(found.title) in repr(found)
    assert repr(found) != english
    assert len(repr(found).splitlines()) < 50
    assert found.text("people.who") == str(found.people.who)


def test_columns_are_found_by_name_and_by_pattern():
    found = card("gse7390")
    assert found.column("age").unit_text.en == "years"
    assert found.column("X219340_s_at").name == "X*_at"
    assert found.column("no_such_column") is None


@pytest.mark.parametrize(("asked", "near"), [("whas5000", "whas500"), ("WDBC", "wdbc"), ("gbsg", "gbsg2")])
def test_an_unknown_name_gets_the_nearest_ones(asked, near):
    with pytest.raises(MedlabError, match=rf'"{asked}".*{near}'):
        card(asked)


@pytest.mark.parametrize("asked", [3, None, "", "../whas500", "zzzzzz"])
def test_any_other_name_gets_the_whole_list(asked):
    with pytest.raises(MedlabError, match="whas500"):
        card(asked)


def test_filters():
    assert set(list_datasets(modality="network")) >= {"asia", "alarm", "hepar2"}
    assert "asia" not in list_datasets(origin="real")
    with pytest.raises(MedlabError, match="task, modality, tier, origin"):
        list_datasets(size="small")


def test_listing_loads_no_heavy_library():
    heavy = "{'numpy', 'pandas', 'sklearn', 'sksurv', 'pydicom', 'pgmpy', 'skimage'}"
    code = (
        f"import sys; from medlab.cards import card, list_datasets; [card(n) for n in list_datasets()]; "
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- cards that break a rule

GOOD = """
schema = 1
name = "toy"
title = { fr = "Jouet", en = "Toy" }
description = { fr = "Un jouet.", en = "A toy." }
task = "classification"
modality = "table"
origin = "synthetic"
tier = "embedded"
reader = "csv"
shape = { frame = [2, 2] }
split_by_person = "unknown"
biases = [{ fr = "Inventé.", en = "Invented." }]
people = { number = 2, who = { fr = "personne", en = "nobody" } }
labels = { target = "sick" }
licence = { name = "CC0", redistribution = "yes", statement = { fr = "Libre.", en = "Free." } }
citation = { text = "Nobody 2026, a toy.", doi = "10.1000/toy" }

[[files]]
name = "toy.csv"
beside = true
versions = [{ sha256 = "SHA", bytes = 10, held_by = "toy 1" }]

[[columns]]
name = "age"
kind = "number"
unit = { fr = "ans", en = "years" }
text = { fr = "âge", en = "age" }

[[columns]]
name = "sick"
kind = "bool"
text = { fr = "malade", en = "ill" }
""".replace("SHA", "0" * 64)


def toy(tmp_path, source: str):
    path = tmp_path / "toy.toml"
    path.write_text(source, encoding="utf-8")
    return read_card(path)


def test_the_toy_is_right(tmp_path):
    assert toy(tmp_path, GOOD).column("age").unit_text == T(fr="ans", en="years")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema = 1", "schema = 2", "schema"),
        ("schema = 1", "schema = 1\ncolour = 3", r'"colour".*allowed here: biases, citation'),
        (
            'kind = "bool"',
            'kind = "bool"\nrange = 3',
            r'"columns\.1\.range".*allowed here: codes, kind, may_be_missing',
        ),
        ("beside = true", 'beside = true\npackage = { distribution = "a", module = "b", way = "c" }', "package"),
        ('en = "Toy"', 'en = "Jouet"', "title"),
        ('en = "Toy"', 'en = " "', "title"),
        ('en = "Toy"', 'en = "Toy", de = "Spielzeug"', "title"),
        ('origin = "synthetic"', 'origin = "fake"', "'real' or 'synthetic'"),
        ('redistribution = "yes"', 'redistribution = "unknown"', "redistribution does not allow"),
        ('tier = "embedded"', 'tier = "download"', "has no source"),
        ('name = "toy"', 'name = "other"', "toy.toml"),
        ('target = "sick"', 'target = "ill"', "'ill'"),
        ('split_by_person = "unknown"', 'split_by_person = "checked"', "person identifier"),
        ('doi = "10.1000/toy"', 'doi = "doi:10.1000/toy"', "citation.doi"),
        (', doi = "10.1000/toy"', "", "doi or a url"),
        ("0" * 64, "0" * 63, "sha256"),
        (f'sha256 = "{"0" * 64}", ', "", "give a sha256, or the md5"),
        (f'sha256 = "{"0" * 64}"', 'md5 = "0"', "md5"),
        ("bytes = 10", "bytes = 10, about_bytes = 9", "either bytes, exact, or about_bytes"),
        ("bytes = 10, ", "", "either bytes, exact, or about_bytes"),
        ("beside = true", 'wheel = { distribution = "a", version = "1", member = "/b" }', "wheel"),
        ("bytes = 10", "bytes = 0", "bytes"),
        ('name = "toy.csv"', 'name = "../toy.csv"', "name"),
        ("beside = true", 'addresses = ["http://toy"]\nbeside = true', "addresses"),
        ('name = "sick"', 'name = "age"', "same name"),
        ('[{ fr = "Inventé.", en = "Invented." }]', "[]", "biases"),
        ("people = { number = 2, ", "people = { ", None),
        ('task = "classification"\n', "", '"task" is missing'),
    ],
)
def test_a_broken_rule_is_named(tmp_path, old, new, said):
    assert old in GOOD
    source = GOOD.replace(old, new, 1)
    if said is None:
        assert toy(tmp_path, source).people.number is None
        return
    with pytest.raises(MedlabError, match=r"toy\.toml") as refusal:
        toy(tmp_path, source)
    assert re.search(said, str(refusal.value))
    assert refusal.value.text.fr != refusal.value.text.en


@pytest.mark.parametrize(
    "hostile",
    [
        b"a = " + b"[" * 50_000,
        b"a = " + b"{b=" * 20_000,
        b"a." * 20_000 + b"a = 1",
        b"x = 1\n" * 100_000,
        b"\xff\xfe\x00",
        b"name = 'toy'\nname = 'toy'",
        GOOD.encode()[:-30],
        b"",
        b"\x00",
    ],
    ids=["arrays", "tables", "dots", "huge", "bytes", "twice", "truncated", "empty", "nul"],
)
def test_hostile_toml_is_refused(tmp_path, hostile):
    path = tmp_path / "toy.toml"
    path.write_bytes(hostile)
    with pytest.raises(MedlabError, match=r"toy\.toml"):
        read_card(path)


def test_a_changed_card_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(cards, "folder", lambda: tmp_path)
    toy(tmp_path, GOOD)
    assert card("toy").people.number == 2
    (tmp_path / "toy.toml").write_text(GOOD.replace("number = 2", "number = 30"), encoding="utf-8")
    assert card("toy").people.number == 30
