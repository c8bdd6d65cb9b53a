"""One file out of a wheel: checked, extracted under the card's name, and nothing installed, imported or run."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from medlab import fetch
from medlab.cards import card as find_card
from medlab.cards import read_card
from medlab.errors import MedlabError
from medlab.fetch import wheels
from medlab.loaders import load
from tests.medlab.test_cards import GOOD

DATA = b"age,sick\n30,0\n41,1\n"
SOURCE = 'wheel = {{ distribution = "toydata", version = "1.0", sha256 = "{sha}", bytes = 1000, member = "{member}" }}'
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Dist: no-such-thing\n"


@pytest.fixture
def index(tmp_path, monkeypatch) -> Path:
    """A folder that is all that pip knows of; the network may be used."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.delenv("MEDLAB_OFFLINE")
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(folder), "CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return folder


def make_wheel(folder: Path, members: dict[str, bytes], *, name: str = "toydata") -> Path:
    """A wheel that pip takes, whose package would leave a trace if it were imported."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    trace = f"open({str(folder / 'imported')!r}, 'w')"
    written = {
        f"{name}/__init__.py": trace.encode(),
        f"{info}/METADATA": METADATA.format(name=name).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        **members,
        f"{info}/RECORD": b"",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in written.items():
            archive.writestr(member, content)
    return path


@pytest.fixture
def toy(tmp_path, index):
    """`toy(members)` is a card whose file is a member of a wheel with these members."""

    def make(members: dict[str, bytes], *, member: str = "toydata/toy.csv", sha: str = "", size: int = len(DATA)):
        wheel = make_wheel(index, members)
        found = SOURCE.format(sha=sha or hashlib.sha256(wheel.read_bytes()).hexdigest(), member=member)
        source = GOOD.replace('tier = "embedded"', 'tier = "wheel"').replace("beside = true", found)
        source = source.replace("0" * 64, hashlib.sha256(DATA).hexdigest()).replace("bytes = 10", f"bytes = {size}")
        (tmp_path / "toy.toml").write_text(source, encoding="utf-8")
        return read_card(tmp_path / "toy.toml")

    return make


def refusal(card) -> str:
    with pytest.raises(MedlabError) as found:
        fetch.read(card, card.files[0])
    target = fetch.cache_folder() / "toy" / "toy.csv"
    assert not target.exists()
    assert {path.name for path in target.parent.iterdir()} <= {"toy.csv.lock"}
    return str(found.value)


def test_a_member_is_taken_out_and_kept(toy, index):
    card = toy({"toydata/toy.csv": DATA})
    content = fetch.read(card, card.files[0])
    assert content.data == DATA
    assert content.path == fetch.cache_folder() / "toy" / "toy.csv"
    next(index.glob("*.whl")).unlink()
    assert fetch.read(card, card.files[0]).data == DATA


def test_nothing_is_installed_or_imported(toy, index):
    card = toy({"toydata/toy.csv": DATA})
    fetch.read(card, card.files[0])
    assert "toydata" not in sys.modules
    assert not (index / "imported").exists()
    listed = subprocess.run([sys.executable, "-m", "pip", "list"], capture_output=True, text=True, check=True).stdout
    assert "toydata" not in listed


def test_a_wheel_with_another_checksum_is_refused(toy):
    said = refusal(toy({"toydata/toy.csv": DATA}, sha="1" * 64))
    assert "toydata-1.0-py3-none-any.whl has not the expected checksum" in said
    assert "pip download --no-deps toydata==1.0" in said
    assert "take toydata/toy.csv out of it" in said


def test_a_member_with_another_checksum_is_refused(toy):
    assert "toydata/toy.csv has not the expected checksum" in refusal(toy({"toydata/toy.csv": b"other"}))


def test_a_member_that_is_missing_is_named(toy):
    assert "does not give toydata/toy.csv" in refusal(toy({}))


def test_no_more_is_decompressed_than_the_card_says(tmp_path, toy, monkeypatch):
    sizes = []
    real = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda self, n=-1: sizes.append(n) or real(self, n))
    assert "checksum" in refusal(toy({"toydata/toy.csv": DATA + bytes(50_000_000)}))
    assert max(sizes) <= len(DATA) + 1


@pytest.mark.parametrize("name", ["../../toy.csv", "/tmp/toy.csv", "..\\toy.csv"])
def test_a_member_cannot_leave_the_archive(tmp_path, toy, name):
    with pytest.raises(MedlabError, match="member"):
        toy({name: DATA}, member=name.replace("\\", "\\\\"))
    card = toy({name: b"hostile", "toydata/toy.csv": DATA})
    assert fetch.read(card, card.files[0]).data == DATA
    written = {path.name for path in fetch.cache_folder().parent.rglob("*") if path.is_file()}
    assert written == {"toy.csv", "toy.csv.lock"}
    assert not Path("/tmp/toy.csv").exists()


def test_a_wheel_that_is_no_archive(tmp_path, toy):
    card = toy({"toydata/toy.csv": DATA})
    path = tmp_path / "toydata-1.0-py3-none-any.whl"
    path.write_bytes(b"PK no")
    wheel = card.files[0].wheel.model_copy(update={"sha256": hashlib.sha256(b"PK no").hexdigest()})
    with pytest.raises(MedlabError, match="does not give"):
        wheels.member_of(path, wheel, card.files[0].versions[0])


def test_what_pip_does_not_find_is_told_in_its_words(toy, index):
    card = toy({"toydata/toy.csv": DATA})
    next(index.glob("*.whl")).unlink()
    assert "No matching distribution found for toydata==1.0" in refusal(card)


def test_an_environment_without_pip(toy, tmp_path, monkeypatch):
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\necho 'No module named pip' >&2\nexit 1\n")
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    assert "No module named pip" in refusal(toy({"toydata/toy.csv": DATA}))


def test_offline_pip_is_not_called(toy, monkeypatch):
    card = toy({"toydata/toy.csv": DATA})
    monkeypatch.setattr(subprocess, "run", None)
    with pytest.raises(MedlabError, match="--offline"):
        fetch.read(card, card.files[0], offline=True)


@pytest.mark.slow
def test_the_breast_cancer_genomes_come_out_of_their_wheel(monkeypatch):
    """With the machine's own pip configuration."""
    monkeypatch.delenv("MEDLAB_OFFLINE")
    dataset = load("breast_genomes")
    counts = dataset.frame.drop(columns="mutation_type").sum()
    assert dataset.frame["mutation_type"].is_unique
    assert dataset.frame["mutation_type"].str.fullmatch(r"[ACGT]\[[CT]>[ACGT]\][ACGT]").all()
    assert (counts.min(), counts.max()) == (1484, 70690)
    assert len(counts) == find_card("breast_genomes").people.number
