"""Sets of images: the real radiographs against NumPy, and small made-up sets for codes, parts and digests."""

import hashlib
import io

import numpy as np
import pytest

from medlab import cards, fetch
from medlab import loaders as loading
from medlab.cards import card, list_datasets, read_card
from medlab.cards.text import classes, shape
from medlab.errors import MedlabError
from medlab.language import set_language
from medlab.loaders import load
from medlab.loaders.images import content_sha256, image_arrays
from medlab.loaders.splits import duplicates_across
from medlab.readers.limits import MAX_DECODED_BYTES
from medlab.readers.npz import read_npz
from tests.medlab.test_cards import GOOD

PARTS = ("train", "val", "test")
# MedMNIST 3.0.2, medmnist/info.py: n_samples, MD5, channels.
MEDMNIST = {
    "pneumoniamnist": ((4708, 524, 624), "28209eda62fecd6e6a2d98b1501bb15f", 1),
    "breastmnist": ((546, 78, 156), "750601b1f35ba3300ea97c75c52ff8f6", 1),
    "dermamnist": ((7007, 1003, 2005), "0744692d530f8e62ec473284d019b0c7", 3),
    "pathmnist": ((89996, 10004, 7180), "a8b06965200029087d5bd730944a56c1", 3),
    "retinamnist": ((1080, 120, 400), "bd4c0672f1bba3e3a89f0e4e876791e4", 3),
}


@pytest.mark.parametrize("name", MEDMNIST)
def test_a_medmnist_card_says_what_medmnist_says(name):
    found = card(name)
    sizes, md5, channels = MEDMNIST[name]
    assert tuple(split.rows + split.left_out for split in found.splits) == sizes
    assert tuple(split.name for split in found.splits) == PARTS
    official = found.files[0].versions[0]
    assert (official.name, official.md5) == ("official", md5)
    assert found.files[0].addresses[0] == f"https://zenodo.org/records/10519652/files/{name}.npz?download=1"
    assert (found.split_by_person, found.tier) == ("unknown", "download")
    for split in found.splits:
        assert found.shape[split.images] == (split.rows, 28, 28) + ((3,) if channels == 3 else ())
        assert found.shape[split.labels] == (split.rows,)


def test_these_are_all_the_downloads():
    assert set(list_datasets(tier="download")) == set(MEDMNIST)


def test_positive_is_the_illness():
    assert classes(card("pneumoniamnist")) == "0 normal, 1 pneumonia"
    assert classes(card("breastmnist")) == "0 normal or benign lesion, 1 malignant lesion"
    assert [one.source for one in card("breastmnist").labels.classes if one.value == 1] == [0]


def test_a_licence_that_forbids_is_said():
    assert "no commercial use" in repr(card("dermamnist"))
    assert card("dermamnist").licence.redistribution == "no"


# ---- the real radiographs


def source(real_data) -> dict[str, np.ndarray]:
    with np.load(real_data / "pneumoniamnist.npz") as archive:
        return dict(archive)


def rows(images: np.ndarray) -> list[bytes]:
    return [image.tobytes() for image in images]


def test_training_and_test_are_numpys(real_data):
    theirs, ours = source(real_data), load("pneumoniamnist")
    for part in ("train", "test"):
        images, labels = ours.split(part)
        assert np.array_equal(images, theirs[f"{part}_images"])
        assert np.array_equal(labels, theirs[f"{part}_labels"][:, 0])
        assert (images.dtype, labels.dtype) == (np.uint8, np.int64)


def test_what_is_in_training_too_is_left_out_of_validation(real_data):
    theirs, ours = source(real_data), load("pneumoniamnist")
    train = set(rows(theirs["train_images"]))
    shared = np.array([image in train for image in rows(theirs["val_images"])])
    assert shared.sum() == 8
    assert np.array_equal(ours.split("val").images, theirs["val_images"][~shared])
    assert np.array_equal(ours.split("val").labels, theirs["val_labels"][~shared, 0])
    assert duplicates_across(ours) == 0


def test_numbers_told_in_the_card_are_those_of_the_data(real_data):
    ours = load("pneumoniamnist")
    images = {part: rows(ours.split(part).images) for part in PARTS}
    assert {part: len(each) - len(set(each)) for part, each in images.items()} == {"train": 18, "val": 0, "test": 3}
    assert round(100 * ours.split("train").labels.mean()) == 74
    assert round(100 * ours.split("test").labels.mean(), 1) == 62.5
    assert sum(ours.split(part).labels.sum() for part in PARTS) == ours.card.labels.positives


def test_the_first_load_says_what_cannot_be_verified(real_data, capsys, monkeypatch):
    monkeypatch.setattr(loading, "_announced", set())
    load("pneumoniamnist")
    said = capsys.readouterr().out
    for words in ("REAL", "CC BY 4.0", "4.2 MB", "train 4708, val 516, test 624", "separation by person unknown"):
        assert words in said
    assert "8 images of val left out, for they are in train too" in said
    assert "reassembled" in said
    assert said.count("\n") == 1


def test_the_digest_knows_no_order_and_sees_any_change(real_data, rng):
    found, arrays = card("pneumoniamnist"), source(real_data)
    assert content_sha256(found, arrays) == found.content_sha256
    order = {part: rng.permutation(len(arrays[f"{part}_images"])) for part in PARTS}
    shuffled = {name: array[order[name.split("_")[0]]] for name, array in arrays.items()}
    assert content_sha256(found, shuffled) == found.content_sha256
    assert np.array_equal(image_arrays(found, shuffled)["test_labels"], arrays["test_labels"][order["test"], 0])
    for change in (flip_label, flip_pixel, swap_parts, swap_labels):
        changed = {name: array.copy() for name, array in arrays.items()}
        change(changed)
        assert content_sha256(found, changed) != found.content_sha256
        with pytest.raises(MedlabError, match="content_sha256"):
            image_arrays(found, changed)


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def flip_label(arrays):
    arrays["train_labels"][17] ^= 1


def flip_pixel(arrays):
    arrays["test_images"][3, 14, 14] ^= 1


def swap_parts(arrays):
    first = arrays["train_images"][0].copy()
    arrays["train_images"][0], arrays["test_images"][0] = arrays["test_images"][0], first


def swap_labels(arrays):
    ill, well = np.argmax(arrays["train_labels"]), np.argmin(arrays["train_labels"])
    arrays["train_labels"][[ill, well]] = arrays["train_labels"][[well, ill]]


# ---- small sets made here

IMAGES = """
classes = [
  { source = 0, value = 1, text = { fr = "malade", en = "ill" } },
  { source = 1, value = 0, text = { fr = "sain", en = "well" } },
]
[[splits]]
name = "train"
rows = 3
arrays = ["train_images", "train_labels"]
[[splits]]
name = "test"
rows = 1
arrays = ["test_images", "test_labels"]
not_in = ["train"]
left_out = 1
"""
SHAPE = "{ train_images = [3, 2, 2], train_labels = [3], test_images = [1, 2, 2], test_labels = [1] }"


def made_up() -> dict[str, np.ndarray]:
    images = np.arange(16, dtype=np.uint8).reshape(4, 2, 2)
    labels = np.array([[0], [1], [1]], dtype=np.uint8)
    return {
        "train_images": images[:3],
        "train_labels": labels,
        "test_images": images[[2, 3]],
        "test_labels": np.array([[1], [0]], dtype=np.uint8),
    }


def archive(arrays: dict[str, np.ndarray]) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """`toy(arrays)` loads a set made of these arrays."""
    monkeypatch.setattr(cards, "folder", lambda: tmp_path)
    monkeypatch.setattr(loading, "_announced", set())

    def make(arrays: dict[str, np.ndarray], *changes: tuple[str, str]):
        data = archive(arrays)
        source = GOOD.split("[[columns]]")[0].replace('labels = { target = "sick" }', "").replace("csv", "npz")
        source = source.replace("{ frame = [2, 2] }", SHAPE) + "[labels]\n" + IMAGES.lstrip()
        source = source.replace("0" * 64, hashlib.sha256(data).hexdigest()).replace(
            "bytes = 10", f"bytes = {len(data)}"
        )
        for old, new in changes:
            assert old in source
            source = source.replace(old, new, 1)
        (tmp_path / "toy.toml").write_text(source, encoding="utf-8")
        (tmp_path / "toy.npz").write_bytes(data)
        return load("toy")

    return make


def test_labels_are_coded_as_the_card_says(toy, capsys):
    dataset = toy(made_up())
    assert dataset.split("train").labels.tolist() == [1, 0, 0]
    assert dataset.split("test").labels.tolist() == [1]
    assert dataset.split("test").images.tolist() == [[[12, 13], [14, 15]]]
    assert "1 images of test left out" in capsys.readouterr().out
    set_language("fr")
    assert "Classes : 0 sain, 1 malade" in repr(dataset).replace("\u00a0", " ")
    assert "0 sain, 1 malade" in dataset.card._repr_html_()
    assert shape(dataset.card).replace("\u00a0", " ") == "images 2 × 2 : train 3, test 1"


def test_a_part_that_is_not_there(toy):
    with pytest.raises(MedlabError, match="Its parts: train, test"):
        toy(made_up()).split("val")
    with pytest.raises(MedlabError, match='"whas500" has no part "train"'):
        load_real("whas500").split("train")


def load_real(name: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "folder", lambda: real_folder)
        return load(name)


real_folder = cards.folder()


@pytest.mark.parametrize(
    ("name", "array", "said"),
    [
        ("test_labels", np.array([[2], [0]], dtype=np.uint8), "labels 0 - 2"),
        ("test_labels", np.array([[-1], [0]], dtype=np.int8), "labels -1 - 0"),
        ("test_labels", np.array([[0.5], [0]]), "test_labels"),
        ("test_labels", np.array([[1]], dtype=np.uint8), "test_labels"),
        ("test_images", np.zeros((2, 2, 2)), "test_images"),
        ("test_images", np.zeros((2, 4), dtype=np.uint8), "test_images"),
        ("test_images", np.zeros((), dtype=np.uint8), "test_images"),
        ("test_images", np.full((2, 2, 2), 200, dtype=np.uint8), "test: 0 ≠ 1"),
        ("train_images", np.zeros((3, 2, 3), dtype=np.uint8), "test: 0 ≠ 1"),
    ],
)
def test_arrays_that_contradict_the_card_are_refused(toy, name, array, said):
    with pytest.raises(MedlabError, match=said):
        toy(made_up() | {name: array})


def test_an_array_that_is_missing_is_named(toy):
    arrays = made_up()
    del arrays["test_labels"]
    with pytest.raises(MedlabError, match="test_images, test_labels"):
        toy(arrays)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("source = 1, value = 0", "source = 2, value = 0", "the sources are"),
        ("source = 1, value = 0", "source = 1, value = 1", "the values are"),
        ('not_in = ["train"]', 'not_in = ["val"]', "'val'"),
        ("test_labels = [1] }", "labels = [1] }", "PART_labels|NAME_labels"),
        ("schema = 1", f'schema = 1\ncontent_sha256 = "{"1" * 64}"', "content_sha256"),
    ],
)
def test_a_card_that_breaks_a_rule(toy, old, new, said):
    with pytest.raises(MedlabError, match=said):
        toy(made_up(), (old, new))


def test_an_archive_as_large_as_the_largest_card_is_read():
    """PathMNIST has 205 MB, and 252 MB decompressed: the reader's limits let it through."""
    largest = max((card(name) for name in MEDMNIST), key=lambda one: one.bytes)
    decoded = sum(int(np.prod(size)) for size in largest.shape.values())
    assert largest.bytes < MAX_DECODED_BYTES
    assert decoded + 6 * 128 < MAX_DECODED_BYTES


def test_reading_and_fetching_agree_on_what_is_here(real_data):
    found = card("pneumoniamnist")
    content = fetch.look(found, found.files[0])
    assert content.version.name == "reassembled"
    assert set(read_npz(content.data)) == set(found.shape)
    assert read_card(cards.folder() / "pneumoniamnist.toml") == found
