"""Which check table is read: beside the notebook, in MEDLAB_RELEASE, or in the package; and what a bad one says."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlab import release, wire
from medlab.errors import MedlabError
from medlab.language import set_language
from tests.medlab.conftest import KINDS, lay

FOUND = "90.sensitivity"


def frame(table: dict, **changes) -> bytes:
    return wire.encode(table | changes)


@pytest.fixture
def packaged(kinds, monkeypatch, tmp_path):
    """A folder named by MEDLAB_RELEASE that holds the release "0.1.0-packaged" of the same module."""
    folder = tmp_path / "release"
    lay(folder, frame(kinds, release="0.1.0-packaged"))
    monkeypatch.setenv("MEDLAB_RELEASE", str(folder))
    return folder


def test_the_table_beside_the_notebook_is_found(kinds):
    assert release.use(KINDS)["release"] == kinds["release"]
    assert release.current()["module"] == KINDS
    assert release.module_table(KINDS)["title"] == kinds["title"]


def test_the_table_of_the_notebooks_release_wins(kinds, packaged):
    assert release.use(KINDS, release=kinds["release"])["release"] == kinds["release"]
    assert release.use(KINDS, release="0.1.0-packaged")["release"] == "0.1.0-packaged"
    assert release.current()["release"] == "0.1.0-packaged"


def test_without_that_release_the_file_beside_the_notebook_wins(kinds, packaged):
    for wanted in (None, "0.1.0-older"):
        assert release.module_table(KINDS, release=wanted)["release"] == kinds["release"]


def test_the_folder_of_the_setting_is_used_where_nothing_lies_beside(kinds, packaged, tmp_path, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert release.release_folder() == packaged
    assert release.find(FOUND)[0]["release"] == "0.1.0-packaged"


def test_the_package_is_the_last_place(monkeypatch):
    assert release.release_folder().name == "_release"
    monkeypatch.setenv("MEDLAB_RELEASE", "")
    assert release.release_folder().name == "_release"


def test_the_open_module_stays_open_wherever_the_notebook_goes(kinds, tmp_path, monkeypatch):
    release.use(KINDS)
    (tmp_path / f"{KINDS}.checks").unlink()
    monkeypatch.chdir(tmp_path.parent)
    assert release.find(FOUND)[1]["kind"] == "function"


def test_a_changed_file_is_read_again(kinds, tmp_path):
    path = tmp_path / f"{KINDS}.checks"
    assert release.module_table(KINDS)["release"] == kinds["release"]
    path.write_bytes(frame(kinds, release="0.1.0-changed"))
    os.utime(path, ns=(1, 1))
    assert release.module_table(KINDS)["release"] == "0.1.0-changed"


@pytest.mark.parametrize("item", [FOUND, "90.deaths", "90.letter", "90.q_first", "90.p_first"])
@pytest.mark.parametrize("opened", [True, False])
def test_items_of_each_section_are_found(kinds, item, opened):
    if opened:
        release.use(KINDS)
    table, entry = release.find(item)
    assert table["release"] == kinds["release"]
    assert entry.keys() == next(kinds[section] for section in release._SECTIONS if item in kinds[section])[item].keys()


@pytest.mark.parametrize("item", ["90.nothing", "90", "90.", "90.Sensitivity", "90.sensitivity ", 90.1])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_unknown_id_is_answered_with_those_that_exist(kinds, item, language):
    set_language(language)
    with pytest.raises(MedlabError) as refusal:
        release.find(item)
    said = str(refusal.value)
    assert str(item) in said
    assert all(key in said for section in release._SECTIONS for key in kinds[section])


@pytest.mark.parametrize("item", ["91.mean", "sensitivity", "", ".", "*.sensitivity", "../90.x", None, [FOUND], len])
def test_an_id_of_no_module_says_what_to_do(kinds, item):
    with pytest.raises(MedlabError) as refusal:
        release.find(item)
    assert str(item) in refusal.value.text.fr
    assert all("medlab lab" in text for text in refusal.value.text.to_dict().values())


def test_a_module_of_no_release_says_what_to_do(kinds):
    with pytest.raises(MedlabError, match="91_other"):
        release.use("91_other")
    assert release.current() is None


DAMAGED = {
    "empty": lambda table: b"",
    "noise": lambda table: b"\x80\x04K\x01.",
    "cut off": lambda table: frame(table)[:-1],
    "no table": lambda table: wire.encode([1, 2]),
    "no release": lambda table: wire.encode({"schema": 1, "module": KINDS}),
    "another schema": lambda table: frame(table, schema=2),
    "text": lambda table: json.dumps({"module": KINDS}).encode(),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_table_is_named(kinds, tmp_path, damage):
    path = lay(tmp_path, damage(kinds))
    for ask in (lambda: release.use(KINDS), lambda: release.find(FOUND)):
        with pytest.raises(MedlabError) as refusal:
            ask()
        assert str(path) in str(refusal.value)
        assert "medlab lab" in str(refusal.value)


def test_a_table_that_can_not_be_read_is_named(kinds, tmp_path):
    path = tmp_path / f"{KINDS}.checks"
    path.unlink()
    path.mkdir()
    with pytest.raises(MedlabError, match=str(path)):
        release.use(KINDS)


@given(st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None
)
def test_a_flipped_bit_is_a_table_or_a_sentence(kinds, kinds_frames, tmp_path, data):
    damaged = bytearray(kinds_frames["practice"])
    bit = data.draw(st.integers(0, 8 * len(damaged) - 1))
    damaged[bit // 8] ^= 1 << bit % 8
    path = lay(tmp_path, bytes(damaged))
    os.utime(path, ns=(bit, bit))
    try:
        said = release.module_table(KINDS)["module"]
    except MedlabError as refusal:
        said = str(refusal)
    assert str(path) in said or len(said) == len(KINDS)


@pytest.mark.parametrize("text", [None, "", "{", "[]", "null", "5", "{}"])
def test_a_release_that_was_not_built_says_so(monkeypatch, tmp_path, text):
    monkeypatch.setenv("MEDLAB_RELEASE", str(tmp_path))
    if text is not None:
        (tmp_path / "release.json").write_text(text)
    for ask in (release.information, release.modules):
        with pytest.raises(MedlabError, match="python -m grading release"):
            ask()


def test_the_release_lists_its_modules(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDLAB_RELEASE", str(tmp_path))
    information = {"version": "0.1.0", "release": "0.1.0-x", "modules": [{"slug": KINDS}]}
    (tmp_path / "release.json").write_text(json.dumps(information))
    assert release.information() == information
    assert release.modules() == [{"slug": KINDS}]
