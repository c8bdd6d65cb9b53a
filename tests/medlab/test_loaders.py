"""Every data set loads as its card says, and its numbers are those that the source's own loader gives."""

import gzip
import hashlib
import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pydicom
import pytest
import skimage.data
import sklearn.datasets
import sksurv.datasets

from medlab import cards, fetch
from medlab import loaders as loading
from medlab.cards import card, list_datasets
from medlab.errors import MedlabError
from medlab.language import set_language
from medlab.loaders import Dataset, load
from medlab.loaders.splits import duplicates_across, statement
from tests.conftest import ROOT
from tests.medlab.test_cards import GOOD

EMBEDDED = list_datasets(tier="embedded")
TABLES = [name for name in EMBEDDED if card(name).reader in ("arff", "csv")]
KINDS = {"number": "f", "integer": "i", "flag": "i", "bool": "b", "category": "O"}


@pytest.mark.parametrize("name", EMBEDDED)
def test_it_loads_with_the_stated_shape(name):
    dataset = load(name)
    arrays = {key: array.shape for key, array in dataset.arrays.items()}
    frame = {"frame": dataset.frame.shape} if dataset.frame is not None else {}
    network = {"network": (len(dataset.network.states), len(dataset.network.arcs))} if dataset.network else {}
    assert arrays | frame | network == dataset.card.shape
    assert not [array for array in dataset.arrays.values() if array.dtype.kind not in "biuf"]
    assert duplicates_across(dataset) == 0


@pytest.mark.parametrize("name", TABLES)
def test_a_table_keeps_its_card(name):
    dataset = load(name)
    found, frame = dataset.card, dataset.frame
    if found.people.one_row_each:
        assert len(frame) == found.people.number
    for name_, values in frame.items():
        column = found.column(name_)
        assert values.dtype.kind == KINDS[column.kind]
        assert column.may_be_missing or not values.isna().any()
        assert column.kind != "flag" or set(values) == {0, 1}
    assert not frame.duplicated().any()
    assert not set(found.labels.columns) & set(dataset.features.columns)


@pytest.mark.parametrize("name", TABLES)
def test_the_positives_are_counted(name):
    dataset = load(name)
    labels = dataset.card.labels
    if labels.positives is None:
        assert dataset.card.task == "regression"
        return
    positive = dataset.event if labels.event else dataset.target
    assert positive.dtype == bool
    assert positive.sum() == labels.positives


# ---- the numbers, from other readers

SURVIVAL = {
    "whas500": (sksurv.datasets.load_whas500, {"female": "gender", "systolic_bp": "sysbp", "length_of_stay": "los"}),
    "gbsg2": (sksurv.datasets.load_gbsg2, {"tumor_size": "tsize", "positive_nodes": "pnodes"}),
    "flchain": (sksurv.datasets.load_flchain, {"kappa_flc": "kappa", "creatinine": "creatinine"}),
    "aids": (sksurv.datasets.load_aids, {"indinavir": "tx", "cd4": "cd4", "karnofsky": "karnof"}),
    "veteran": (sksurv.datasets.load_veterans_lung_cancer, {"karnofsky": "Karnofsky_score", "age": "Age_in_years"}),
    "gse7390": (sksurv.datasets.load_breast_cancer, {"tumor_size": "size", "X219340_s_at": "X219340_s_at"}),
}


@pytest.mark.parametrize("name", SURVIVAL)
def test_survival_sets_agree_with_scikit_survival(name):
    source, columns = SURVIVAL[name]
    theirs, outcome = source()
    ours = load(name)
    event, time = outcome.dtype.names
    assert np.array_equal(ours.event, outcome[event])
    assert np.array_equal(ours.time, outcome[time])
    for column, original in columns.items():
        assert np.array_equal(ours.frame[column], theirs[original].astype(float), equal_nan=True)
    assert ours.features.select_dtypes("number").to_numpy(float).shape[0] == len(theirs)


def test_every_whas500_column_agrees_with_scikit_survival():
    theirs, _ = sksurv.datasets.load_whas500()
    named = {column.source or column.name: column.name for column in card("whas500").columns}
    renamed = theirs.astype(float).rename(columns=named)
    ours = load("whas500").frame
    assert set(ours.columns) - set(renamed.columns) == {"follow_up", "died"}
    assert np.array_equal(ours[renamed.columns].to_numpy(float), renamed.to_numpy())


@pytest.mark.parametrize(
    ("name", "column", "original", "codes"),
    [
        ("gbsg2", "hormone_therapy", "horTh", {"no": 0, "yes": 1}),
        ("gbsg2", "postmenopausal", "menostat", {"Pre": 0, "Post": 1}),
        ("gbsg2", "tumor_grade", "tgrade", {"I": 1, "II": 2, "III": 3}),
        ("flchain", "female", "sex", {"F": 1, "M": 0}),
        ("veteran", "test_treatment", "Treatment", {"standard": 0, "test": 1}),
        ("aids", "female", "sex", {"1": 0, "2": 1}),
        ("gse7390", "estrogen_receptor_positive", "er", {"negative": 0, "positive": 1}),
    ],
)
def test_codes_mean_what_the_card_says(name, column, original, codes):
    theirs, _ = SURVIVAL[name][0]()
    assert load(name).frame[column].tolist() == [codes[str(value)] for value in theirs[original]]


def test_categories_keep_their_people():
    theirs, _ = sksurv.datasets.load_aids()
    ours = load("aids").frame["race_ethnicity"].value_counts()
    assert ours.sum() == len(theirs)
    assert ours["Black non-Hispanic"] == (theirs["raceth"] == "2").sum()
    assert load("gse7390").frame["tumor_grade"].eq("unknown").sum() == 2


def test_the_second_endpoint_of_aids_agrees_with_scikit_survival():
    _, outcome = sksurv.datasets.load_aids("death")
    frame = load("aids").frame
    assert np.array_equal(frame["died"], outcome["censor_d"])
    assert np.array_equal(frame["death_time"], outcome["time_d"])


def test_wdbc_agrees_with_scikit_learn_and_positive_is_malignant():
    theirs = sklearn.datasets.load_breast_cancer()
    ours = load("wdbc")
    assert np.array_equal(ours.features.to_numpy(), theirs.data)
    assert np.array_equal(ours.target, theirs.target == list(theirs.target_names).index("malignant"))
    short = [
        name.replace("error", "").replace("mean", "").replace("worst", "").strip() for name in theirs.feature_names
    ]
    assert [short[i].replace(" ", "_") in column for i, column in enumerate(ours.features)] == [True] * 30


def test_diabetes_agrees_with_scikit_learn_unscaled():
    theirs = sklearn.datasets.load_diabetes(scaled=False)
    ours = load("diabetes")
    assert np.allclose(ours.features.to_numpy(float), theirs.data, rtol=1e-15)
    assert np.array_equal(ours.target, theirs.target)


@pytest.mark.parametrize(("name", "source"), [("retina", "retina"), ("ihc", "immunohistochemistry")])
def test_images_agree_with_scikit_image(name, source):
    assert np.array_equal(load(name).arrays["image"], getattr(skimage.data, source)())


def test_ct_agrees_with_pydicom_in_hounsfield_units():
    dataset = pydicom.dcmread(pydicom.data.get_testdata_file("CT_small.dcm"))
    expected = dataset.pixel_array * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
    assert np.array_equal(load("ct_sample").arrays["image"], expected)


def test_ecg_agrees_with_pydicom():
    dataset = pydicom.dcmread(pydicom.data.get_testdata_file("waveform_ecg.dcm"))
    ecg = load("ecg_sample")
    assert np.allclose(ecg.arrays["ecg"], dataset.waveform_array(0) / 1000)
    assert ecg.metadata["statements"] == ("RITMO SINUSALE", "ECG NORMALE")


def test_numbers_told_in_the_cards_are_those_of_the_data():
    whas, flchain, aids = load("whas500"), load("flchain").frame, load("aids").frame
    early = whas.event & (whas.frame["follow_up"] <= whas.frame["length_of_stay"])
    assert early.sum() == 40
    assert (whas.frame["diastolic_bp"] < 15).sum() == 2
    assert whas.frame["female"].sum() == 200
    assert flchain["creatinine"].isna().sum() == 1350
    assert (flchain["follow_up"] == 0).sum() == 3
    assert flchain["female"].sum() == 4350
    assert flchain["cause_of_death"].notna().equals(flchain["died"])
    assert (aids["died"] & ~aids["aids_or_death"]).sum() == 0
    assert aids["died"].sum() == 26
    assert ((aids["cd4"] > 50) != aids["cd4_over_50_at_screening"]).sum() == 88
    assert aids["female"].sum() == 200
    assert (load("veteran").frame["cell_type"].value_counts() == 27).sum() == 2


# ---- the one line, the languages, the errors


def test_the_first_load_says_one_line(capsys, monkeypatch):
    monkeypatch.setattr(loading, "_announced", set())
    load("whas500")
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    assert said.err == ""
    for word in ("whas500", "REAL", "500 × 16", "28 kB", "licence not stated", "scikit-survival"):
        assert word in said.out
    load("whas500")
    assert capsys.readouterr().out == ""
    set_language("fr")
    load("asia")
    assert "données SYNTHÉTIQUES" in capsys.readouterr().out


def test_each_load_is_a_fresh_copy():
    patients, image = load("veteran").frame, load("ihc").arrays["image"]
    patients["age"] = 0
    image[:] = 0
    assert load("veteran").frame["age"].min() > 30
    assert load("ihc").arrays["image"].max() > 0


def test_an_unknown_name():
    with pytest.raises(MedlabError, match="whas500"):
        load("whas")


def test_what_a_set_does_not_have():
    for ask in (lambda: load("asia").features, lambda: load("whas500").target, lambda: load("wdbc").time):
        with pytest.raises(MedlabError):
            ask()
    assert "WHAS500" in repr(load("whas500"))


def test_the_package_that_holds_a_file_is_not_imported():
    code = "import sys; from medlab import load; load('whas500'); print('sksurv' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False"


# ---- where the bytes come from


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An own data folder, in use."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv(fetch.VARIABLE, str(folder))
    return folder


@pytest.mark.parametrize("place", ["veteran.arff", "veteran/veteran.arff"])
def test_the_own_folder_is_looked_in_first(own, place):
    file = card("veteran").files[0]
    data = fetch.read(card("veteran"), file).data
    (own / place).parent.mkdir(exist_ok=True)
    (own / place).write_bytes(data)
    assert fetch.locate(card("veteran"), file) == own / place
    assert fetch.VARIABLE in load("veteran").version


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"\n", lambda data: b""])
def test_other_bytes_are_refused_with_what_to_do(own, spoil):
    data = fetch.read(card("veteran"), card("veteran").files[0]).data
    (own / "veteran.arff").write_bytes(spoil(data))
    with pytest.raises(MedlabError) as refusal:
        load("veteran")
    said = str(refusal.value)
    assert str(own / "veteran.arff") in said
    assert card("veteran").files[0].versions[0].sha256 in said
    assert "scikit-survival 0.28.0" in said
    assert "Remove or replace" in said


def test_a_folder_that_is_not_there_is_passed_over(monkeypatch, tmp_path):
    monkeypatch.setenv(fetch.VARIABLE, str(tmp_path / "none"))
    assert load("veteran").frame is not None


def test_an_unknown_version_of_a_package_names_the_known_one(monkeypatch, tmp_path):
    (tmp_path / "datasets" / "data").mkdir(parents=True)
    (tmp_path / "datasets" / "data" / "veteran.arff").write_bytes(b"another release")
    monkeypatch.setattr(fetch, "_package_folder", lambda _: tmp_path)
    with pytest.raises(MedlabError, match=r'pip install "scikit-survival==0\.28\.0"'):
        load("veteran")


def test_a_missing_package_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr(fetch, "find_spec", lambda _: None)
    with pytest.raises(MedlabError, match="python -m pip install scikit-survival") as refusal:
        load("veteran")
    assert "MEDLAB_DATA" in str(refusal.value)


# ---- small sets made here: versions, gaps, codes, parts


@pytest.fixture
def toys(tmp_path, monkeypatch):
    """A folder of cards in which `make(name, card, data)` lays a small data set."""
    monkeypatch.setattr(cards, "folder", lambda: tmp_path)
    monkeypatch.setattr(loading, "_announced", set())

    def make(data: bytes, *changes: tuple[str, str], file: str = "toy.csv") -> Dataset:
        source = GOOD.replace("0" * 64, hashlib.sha256(data).hexdigest()).replace("bytes = 10", f"bytes = {len(data)}")
        for old, new in changes:
            assert old in source
            source = source.replace(old, new, 1)
        (tmp_path / "toy.toml").write_text(source, encoding="utf-8")
        (tmp_path / file).write_bytes(data)
        return load("toy")

    return make


def test_a_table_beside_its_card(toys):
    dataset = toys(b"age,sick\n30,0\n41,1\n")
    assert dataset.frame["sick"].tolist() == [False, True]
    assert dataset.version == "toy 1"


def test_each_accepted_version_is_let_through(toys):
    data = b"age,sick\n30,0\n41,1\n"
    more = f'[{{ sha256 = "{"1" * 64}", bytes = 3, held_by = "toy 0" }}, '
    assert toys(data, ("versions = [", f"versions = {more}")).frame.shape == (2, 2)


@pytest.mark.parametrize(
    "data",
    [
        b"age,sick\n30,0\n,1\n",
        b"age,sick\n30,0\n41,2\n",
        b"age,sick\n30,0\n41,yes\n",
        b"age,sick,more\n30,0,1\n41,1,1\n",
        b"age,well\n30,0\n41,1\n",
        b"age,sick\n30,0\n41,1\n50,1\n",
        b"age,sick\n30,0\nnan,1\n",
    ],
    ids=["gap", "two", "code", "column more", "column missing", "row more", "nan"],
)
def test_a_table_that_contradicts_its_card_is_refused(toys, data):
    with pytest.raises(MedlabError):
        toys(data)


def test_gaps_where_the_card_allows_them(toys):
    dataset = toys(b"age,sick\n30,0\n?,1\n", ('kind = "number"', 'kind = "number"\nmay_be_missing = true'))
    assert dataset.frame["age"].isna().tolist() == [False, True]


PARTS = (
    ('split_by_person = "unknown"', 'split_by_person = "checked"\nsplit_column = "part"'),
    ("people = { number = 2, ", 'people = { id_column = "person", '),
    ("frame = [2, 2]", "frame = [3, 4]"),
    (
        "[[columns]]",
        "\n".join(['[[columns]]\nname = "part"\nkind = "category"', 'text = { fr = "partie", en = "part" }']),
    ),
    (
        'en = "part" }',
        'en = "part" }\ncodes = [{ source = "a", value = "a" }, { source = "b", value = "b" }]\n[[columns]]',
    ),
    (
        'name = "age"',
        'name = "person"\nkind = "integer"\ntext = { fr = "personne", en = "person" }\n[[columns]]\nname = "age"',
    ),
)


def test_a_person_in_two_parts_is_refused(toys):
    assert toys(b"part,person,age,sick\na,1,30,0\na,1,31,1\nb,2,41,1\n", *PARTS).frame.shape == (3, 4)
    with pytest.raises(MedlabError, match="1 person"):
        toys(b"part,person,age,sick\na,1,30,0\na,2,31,1\nb,2,41,1\n", *PARTS)


def test_whole_rows_in_two_parts_are_counted(toys):
    assert duplicates_across(toys(b"part,person,age,sick\na,1,30,0\na,2,31,1\nb,3,30,0\n", *PARTS)) == 1


def arrays(train: list[int], test: list[int]) -> bytes:
    file = io.BytesIO()
    images = {"train_images": np.array(train)[:, None] * 10, "test_images": np.array(test)[:, None] * 10}
    np.savez(file, **images, train_people=np.array(train), test_people=np.array(test))
    return file.getvalue()


SPLITS = (
    ('split_by_person = "unknown"', 'split_by_person = "checked"'),
    ('reader = "csv"', 'reader = "npz"'),
    (
        "{ frame = [2, 2] }",
        "{ train_images = [2, 1], test_images = [1, 1], train_people = [2], test_people = [1] }",
    ),
    ('labels = { target = "sick" }', ""),
    (
        "[[files]]",
        '[[splits]]\nname = "train"\nrows = 2\narrays = ["train_images"]\npeople = "train_people"\n'
        '[[splits]]\nname = "test"\nrows = 1\narrays = ["test_images"]\npeople = "test_people"\n[[files]]',
    ),
)


def test_parts_in_arrays(toys, capsys):
    dataset = toys(arrays([1, 2], [3]), *SPLITS)
    assert duplicates_across(dataset) == 0
    assert "separation by person checked" in capsys.readouterr().out
    with pytest.raises(MedlabError, match="both in train and in test"):
        toys(arrays([1, 2], [2]), *SPLITS)


@pytest.mark.parametrize(("claim", "said"), [("claimed", "cannot be verified"), ("unknown", "unknown")])
def test_what_cannot_be_checked_is_said(toys, capsys, claim, said):
    changes = [(old, new.replace("checked", claim)) for old, new in SPLITS]
    if claim == "unknown":
        changes = changes[1:]
    dataset = toys(arrays([1, 2], [2]), *changes)
    assert said in capsys.readouterr().out
    assert said in str(statement(dataset.card))
    assert duplicates_across(dataset) == 1


def test_gzip_tables_and_pandas_agree(toys):
    text = b"age,sick\n30,0\n41,1\n"
    ours = toys(gzip.compress(text, mtime=0)).frame
    assert ours.astype(int).equals(pd.read_csv(io.BytesIO(text)))
