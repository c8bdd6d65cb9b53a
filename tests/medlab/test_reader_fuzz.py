"""Damaged and hostile bytes: every reader answers with `MedlabError` or something well formed, and soon.

A format that carries checksums (NPZ, PNG, gzip) must notice any change; for the others the checksum of the card does.
"""

import gzip
import io
import os
import signal
import threading
from contextlib import contextmanager
from functools import cache, partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlab import fetch
from medlab.cards import card, folder, list_datasets, read_card
from medlab.errors import MedlabError
from medlab.loaders import load
from medlab.readers.arff import read_arff
from medlab.readers.bif import BayesianNetwork, read_bif
from medlab.readers.csv import read_csv
from medlab.readers.dicom import Dicom, read_dicom
from medlab.readers.image import read_image
from medlab.readers.npz import read_npz

SECONDS = 20
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@contextmanager
def within(seconds: int):
    """An endless loop becomes a failure (where the system has alarms)."""
    usable = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    previous = signal.signal(signal.SIGALRM, _too_long) if usable else None
    if usable:
        signal.alarm(seconds)
    try:
        yield
    finally:
        if usable:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, previous)


def _too_long(*_):
    raise AssertionError(f"a reader took more than {SECONDS} s")


@cache
def sample(name: str) -> bytes:
    found = card(name)
    return fetch.read(found, found.files[0]).data


@cache
def archive() -> bytes:
    file = io.BytesIO()
    images = np.random.default_rng(0).integers(0, 255, (4, 5, 5), dtype=np.uint8)
    np.savez_compressed(file, train_images=images, train_labels=np.arange(4), scores=np.linspace(0, 1, 7))
    return file.getvalue()


def well_formed(found) -> bool:
    match found:
        case pd.DataFrame():
            return found.columns.is_unique and found.size > 0
        case Dicom(arrays=arrays):
            return len(arrays) > 0 and all(map(well_formed, arrays.values()))
        case BayesianNetwork(tables=tables):
            return all(np.allclose(table.sum(axis=0), 1, atol=2e-3) for table in tables.values())
        case dict():
            return all(map(well_formed, found.values()))
        case np.ndarray():
            return found.dtype.kind in "biuf" and found.nbytes < 2**28
    return False


FORMATS = {
    "csv": (partial(read_csv, header=False, skip_rows=1), lambda: sample("wdbc")[:4000].rpartition(b"\n")[0]),
    "csv.gz": (partial(read_csv, delimiter=" ", header=False), lambda: sample("diabetes")),
    "arff": (read_arff, lambda: sample("veteran")),
    "arff nominal": (read_arff, lambda: sample("aids")[:4000].rpartition(b"\n")[0]),
    "npz": (read_npz, archive),
    "bif": (read_bif, lambda: gzip.decompress(sample("alarm"))),
    "bif.gz": (read_bif, lambda: sample("asia")),
    "png": (read_image, lambda: sample("ihc")),
    "jpeg": (read_image, lambda: sample("retina")),
    "dicom mr": (read_dicom, lambda: sample("mr_sample")),
    "dicom ecg": (read_dicom, lambda: sample("ecg_sample")),
}
each_format = pytest.mark.parametrize("name", FORMATS)


def answers(name: str, data: bytes):
    """The reader's result, or None when it refused; anything else is a failure."""
    with within(SECONDS):
        found = outcome(FORMATS[name][0], data)
    if isinstance(found, MedlabError):
        assert found.text.fr != found.text.en
        return None
    assert well_formed(found)
    return found


def outcome(run, argument):
    """What `run(argument)` gives, or the `MedlabError` that it raises."""
    try:
        return run(argument)
    except MedlabError as refusal:
        return refusal


@each_format
def test_the_sample_itself_is_read(name):
    assert answers(name, FORMATS[name][1]()) is not None


@each_format
@FEW
@given(data=st.data())
def test_truncated(name, data):
    whole = FORMATS[name][1]()
    answers(name, whole[: data.draw(st.integers(0, len(whole) - 1))])


@each_format
@FEW
@given(data=st.data())
def test_bits_flipped(name, data):
    whole = bytearray(FORMATS[name][1]())
    early = st.integers(0, min(2000, len(whole) - 1))
    for place in data.draw(st.lists(early | st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[place] ^= 1 << data.draw(st.integers(0, 7))
    answers(name, bytes(whole))


@each_format
@FEW
@given(data=st.data())
def test_pieces_moved_and_repeated(name, data):
    whole = FORMATS[name][1]()
    place, start, length = (data.draw(st.integers(0, min(len(whole), 4000))) for _ in range(3))
    piece = whole[start : start + length] * data.draw(st.integers(0, 3))
    answers(name, whole[:place] + piece + whole[place + data.draw(st.integers(0, 50)) :])


@each_format
@FEW
@given(noise=st.binary(max_size=400), keep=st.integers(0, 300))
def test_noise_after_a_true_beginning(name, noise, keep):
    answers(name, FORMATS[name][1]()[:keep] + noise)


@pytest.mark.parametrize("name", ["npz", "png", "csv.gz", "bif.gz"])
@FEW
@given(data=st.data())
def test_a_format_with_checksums_never_gives_other_values(name, data):
    whole = bytearray(FORMATS[name][1]())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    found = answers(name, bytes(whole))
    assert found is None or same(found, FORMATS[name][0](FORMATS[name][1]()))


def same(one, other) -> bool:
    match one:
        case dict():
            return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
        case pd.DataFrame():
            return one.equals(other)
        case BayesianNetwork():
            return one.states == other.states and same(one.tables, other.tables)
    return one.dtype == other.dtype and np.array_equal(one, other)


@FEW
@given(text=st.text(alphabet="@attribute relationdata{}',?%0123456789.eE+-\n \t", max_size=300))
def test_arff_grammar(text):
    answers("arff", text.encode())


@FEW
@given(text=st.text(alphabet="networkvariableprobability(){}[]|,;.0123456789 \ntable", max_size=300))
def test_bif_grammar(text):
    answers("bif", text.encode())


@settings(FEW, max_examples=100)
@given(name=st.sampled_from(list_datasets(tier="embedded")), data=st.data())
def test_any_flipped_bit_is_refused_by_load(name, data, tmp_path_factory):
    found = card(name)
    file = data.draw(st.sampled_from(found.files))
    whole = bytearray(fetch.locate(found, file).read_bytes())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    own = tmp_path_factory.mktemp("own")
    (own / file.name).write_bytes(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(fetch.VARIABLE, str(own))
        with pytest.raises(MedlabError, match="sha256"):
            load(name)
    os.remove(own / file.name)


@settings(FEW, max_examples=120)
@given(data=st.data())
def test_a_damaged_card_is_refused_or_right(data, tmp_path_factory):
    whole = bytearray((folder() / "veteran.toml").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3)):
        whole[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("card") / "veteran.toml"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)
    with within(SECONDS):
        found = outcome(read_card, path)
    assert "veteran.toml" in str(found) if isinstance(found, MedlabError) else found.name == "veteran"
