"""Each reader against an independent one, and what each refuses."""

import gzip
import io
import pickle
import zipfile
import zlib

import numpy as np
import pandas as pd
import pydicom
import pytest
import scipy.io.arff
from PIL import Image
from pydicom.pixels import apply_rescale

from medlab.cards import card
from medlab.errors import MedlabError
from medlab.fetch import locate, read
from medlab.readers.arff import read_arff
from medlab.readers.bif import read_bif
from medlab.readers.csv import read_csv
from medlab.readers.dicom import read_dicom
from medlab.readers.image import read_image
from medlab.readers.npz import read_npz


def sample(name: str) -> bytes:
    found = card(name)
    return read(found, found.files[0]).data


def npz(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def picture(array: np.ndarray, kind: str = "PNG", mode: str | None = None) -> bytes:
    file = io.BytesIO()
    (Image.fromarray(array).convert(mode) if mode else Image.fromarray(array)).save(file, kind)
    return file.getvalue()


# ---- CSV and ARFF


def test_csv_agrees_with_pandas():
    text = 'name,value\n"Doe, J",1.5\n"two\nlines",\n'
    ours = read_csv(text.encode())
    theirs = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert ours.to_numpy().tolist() == theirs.to_numpy().tolist()
    assert list(ours.columns) == list(theirs.columns)
    assert read_csv(gzip.compress(text.encode())).equals(ours)


def test_csv_without_a_header_counts_its_columns():
    assert list(read_csv(b"skipped\n1 2\n3 4\n", delimiter=" ", header=False, skip_rows=1).columns) == ["0", "1"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n",
        b"a,b\n1\n",
        b"a,b\n1,2,3\n",
        b"a,a\n1,2\n",
        b",b\n1,2\n",
        b'a,b\n1,"2\n',
        b"a,b\n1,\x00\n",
        b"a,b\n1,\xff\n",
        b"a," * 30_000 + b"a\n" + b"1," * 30_000 + b"1\n",
        b",\n" * 3_000_000,
        gzip.compress(b"a,b\n1,2\n")[:-4],
        gzip.compress(b"a,b\n1,2\n") + b"more",
        gzip.compress(b"\0" * (300 * 2**20), 9),
    ],
    ids=[
        *("empty", "no row", "short row", "long row", "same names", "no name", "open quote", "nul", "not UTF-8"),
        *("too many columns", "too many cells", "gzip cut", "gzip and more", "gzip bomb"),
    ],
)
def test_csv_refuses(data):
    with pytest.raises(MedlabError, match="CSV"):
        read_csv(data)


ARFF = """% a comment
@relation toy
@attribute 'first name' {Ada,'Mary Ann'}
@ATTRIBUTE age NUMERIC
@data
Ada, 36
'Mary Ann', ?
"""


def test_arff_agrees_with_scipy():
    text = ARFF.replace("'Mary Ann'", "Mary")
    ours = read_arff(text.encode())
    theirs, _ = scipy.io.arff.loadarff(io.StringIO(text))
    assert list(ours.columns) == list(theirs.dtype.names)
    assert ours["first name"].tolist() == [value.decode() for value in theirs["first name"]]
    assert np.array_equal(ours["age"].to_numpy(), theirs["age"], equal_nan=True)


def test_arff_reads_quoted_values():
    assert read_arff(ARFF.encode())["first name"].tolist() == ["Ada", "Mary Ann"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ada, 36", "Eve, 36"),
        ("Ada, 36", "Ada, 36, 1"),
        ("Ada, 36", "Ada, nan"),
        ("Ada, 36", "Ada, 1e999"),
        ("Ada, 36", "Ada, 3_6"),
        ("Ada, 36", "{0 Ada}"),
        ("Ada, 36", "'Ada, 36"),
        ("@data", ""),
        ("@data", "@data\n@data"),
        ("NUMERIC", "date"),
        ("NUMERIC", "relational"),
        ("@ATTRIBUTE age", "@attribute 'first name'"),
        ("@relation toy", "@relation toy\n@unknown thing"),
        ("Ada, 36\n'Mary Ann', ?\n", ""),
    ],
)
def test_arff_refuses(old, new):
    assert old in ARFF
    with pytest.raises(MedlabError, match="ARFF"):
        read_arff(ARFF.replace(old, new).encode())


# ---- NPZ


def test_npz_agrees_with_numpy():
    arrays = {
        "images": np.arange(24, dtype=np.uint8).reshape(2, 3, 4),
        "turned": np.asfortranarray(np.random.default_rng(0).normal(size=(3, 5))),
        "one": np.array(7),
        "none": np.zeros((0, 4), dtype=bool),
    }
    ours = read_npz(npz(**arrays))
    assert ours.keys() == arrays.keys()
    for name, array in arrays.items():
        assert ours[name].dtype == array.dtype
        assert np.array_equal(ours[name], array)


class Trap:
    """Runs, when unpickled, what no reader may run."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_npz_never_runs_a_pickle(tmp_path):
    trapped = np.empty(1, dtype=object)
    trapped[0] = Trap(tmp_path / "sprung")
    for data in (npz(x=trapped), archive({"x.npy": pickle.dumps(trapped)})):
        with pytest.raises(MedlabError, match="NPZ"):
            read_npz(data)
    assert not (tmp_path / "sprung").exists()


def archive(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return file.getvalue()


def npy(header: str, body: bytes = b"") -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x05\x06" + b"\0" * 18,
        archive({"x.txt": b"1"}),
        archive({f"x{i}.npy": npy("{'descr':'|u1','fortran_order':False,'shape':(0,)}") for i in range(300)}),
        archive({"x.npy": b"\0" * (300 * 2**20)}),
        archive({"x.npy": npy("{'descr':'<f8','fortran_order':False,'shape':(1000000000,1000)}")}),
        archive({"x.npy": npy("{'descr':'<f8','fortran_order':False,'shape':(2,)}", b"\0" * 15)}),
        archive({"x.npy": npy("{'descr':'<f8','fortran_order':False,'shape':(-1,-1)}", b"\0" * 8)}),
        archive({"x.npy": npy("{'descr':'<U4','fortran_order':False,'shape':(1,)}", b"\0" * 16)}),
        archive({"x.npy": npy("{'descr':[('a','<f8'),('b','O')],'fortran_order':False,'shape':(1,)}", b"\0" * 16)}),
        archive({"x.npy": npy("{'descr':__import__('os').getcwd(),'fortran_order':False,'shape':(1,)}", b"\0")}),
        archive({"x.npy": npy("{'descr':'|u1','fortran_order':False,'shape':" + "(" * 3000 + ")" * 3000 + "}", b"\0")}),
        npz(x=np.zeros(9))[:-30],
    ],
    ids=[
        *("empty", "no array", "text", "too many", "bomb", "huge shape", "short body", "negative shape", "text array"),
        *("structured", "code in header", "deep header", "truncated"),
    ],
)
def test_npz_refuses(data):
    with pytest.raises(MedlabError, match="NPZ"):
        read_npz(data)


# ---- images


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_images_agree_with_pillow(shape, kind):
    data = picture(np.random.default_rng(1).integers(0, 255, shape, dtype=np.uint8), kind)
    assert np.array_equal(read_image(data), np.asarray(Image.open(io.BytesIO(data))))


def png_of_size(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 0, 0, 0, 0])
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        png_of_size(60_000, 60_000),
        png_of_size(500, 500),
        picture(np.zeros((4, 4), np.uint8))[:-1],
        picture(np.zeros((4, 4), np.uint8)) + b"x",
        picture(np.zeros((4, 4, 3), np.uint8), "JPEG")[:-10],
        picture(np.zeros((4, 4), np.uint8), "PNG", "P"),
        picture(np.zeros((4, 4), np.uint8), "GIF"),
    ],
    ids=["empty", "gif head", "png head", "bomb", "short", "png cut", "png and more", "jpeg cut", "palette", "gif"],
)
def test_image_refuses(data):
    with pytest.raises(MedlabError, match="image"):
        read_image(data)


# ---- DICOM


@pytest.mark.parametrize("name", ["ct_sample", "mr_sample"])
def test_grey_dicom_agrees_with_pydicom(name):
    dataset = pydicom.dcmread(io.BytesIO(sample(name)))
    found = read_dicom(sample(name))
    assert np.array_equal(found.arrays["pixels"], dataset.pixel_array)
    assert np.array_equal(found.arrays["image"], apply_rescale(dataset.pixel_array, dataset))
    assert found.metadata["pixel_spacing_mm"] == tuple(map(float, dataset.PixelSpacing))


def test_colour_dicom_agrees_with_the_raw_bytes():
    raw = pydicom.dcmread(io.BytesIO(sample("ultrasound_sample"))).PixelData
    image = read_dicom(sample("ultrasound_sample")).arrays["image"]
    assert image.tobytes() == raw


def test_ecg_agrees_with_the_raw_samples():
    group = pydicom.dcmread(io.BytesIO(sample("ecg_sample"))).WaveformSequence[0]
    raw = np.frombuffer(group.WaveformData, "<i2").reshape(-1, group.NumberOfWaveformChannels)
    sensitivity = [float(channel.ChannelSensitivity) for channel in group.ChannelDefinitionSequence]
    found = read_dicom(sample("ecg_sample"))
    assert np.allclose(found.arrays["ecg"], raw * sensitivity / 1000)
    assert found.metadata["leads"] == ("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
    assert found.metadata["sampling_rate_hz"] == group.SamplingFrequency


def test_ecg_leads_obey_einthoven_and_goldberger():
    found = read_dicom(sample("ecg_sample"))
    lead = dict(zip(found.metadata["leads"], found.arrays["ecg"].T, strict=True))
    assert np.allclose(lead["I"] + lead["III"], lead["II"], atol=0.01)
    assert np.allclose(lead["aVR"] + lead["aVL"] + lead["aVF"], 0, atol=0.01)


@pytest.mark.parametrize("name", ["ct_sample", "mr_sample", "ultrasound_sample", "ecg_sample"])
def test_dicom_metadata_names_nobody(name):
    dataset = pydicom.dcmread(io.BytesIO(sample(name)))
    metadata = read_dicom(sample(name)).metadata
    shown = {*map(str, metadata.values()), *metadata.get("statements", ())}
    words = ("Patient", "Date", "Time", "Institution", "Physician", "UID", "Accession", "Admission", "Study", "Station")
    elements = [element for element in dataset if any(word in element.keyword for word in words)]
    values = [str(element.value) for element in elements if element.VR != "SQ" and len(str(element.value)) > 3]
    assert values
    assert [value for value in values if value in shown] == []


def changed(**values) -> bytes:
    dataset = pydicom.dcmread(io.BytesIO(sample("ct_sample")))
    for key, value in values.items():
        setattr(dataset, key, value)
    file = io.BytesIO()
    dataset.save_as(file)
    return file.getvalue()


def compressed() -> bytes:
    file = io.BytesIO()
    dataset = pydicom.dcmread(io.BytesIO(sample("ct_sample")))
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.DeflatedExplicitVRLittleEndian
    dataset.save_as(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"\0" * 500,
        lambda: sample("ct_sample")[:5000],
        lambda: sample("ct_sample")[132:],
        lambda: changed(Rows=129),
        lambda: changed(Rows=60_000, Columns=60_000),
        lambda: changed(NumberOfFrames=3),
        lambda: changed(PhotometricInterpretation="MONOCHROME1"),
        lambda: changed(BitsAllocated=32),
        lambda: changed(RescaleSlope="1e400"),
        compressed,
    ],
    ids=[
        *("empty", "zeros", "truncated", "no preamble", "one row more", "huge", "frames", "inverted", "32 bits"),
        *("infinite slope", "deflated"),
    ],
)
def test_dicom_refuses(make):
    with pytest.raises(MedlabError, match="DICOM"):
        read_dicom(make())


# ---- Bayesian networks


@pytest.mark.parametrize("name", ["asia", "alarm", "hepar2"])
def test_bif_agrees_with_pgmpy(name):
    from pgmpy.readwrite import BIFReader

    found = card(name)
    text = gzip.decompress(locate(found, found.files[0]).read_bytes()).decode()
    theirs = BIFReader(string=text).get_model()
    ours = read_bif(sample(name))
    assert set(ours.arcs) == set(theirs.edges())
    for cpd in theirs.get_cpds():
        family = (cpd.variable, *ours.parents[cpd.variable])
        assert set(cpd.variables) == set(family)
        order = [cpd.variables.index(member) for member in family]
        states = [[cpd.state_names[member].index(state) for state in ours.states[member]] for member in family]
        assert np.allclose(ours.tables[cpd.variable], cpd.values.transpose(order)[np.ix_(*states)])


def test_a_network_goes_to_pgmpy_and_answers():
    from pgmpy.inference import VariableElimination

    network = read_bif(sample("asia")).to_pgmpy()
    assert network.check_model()
    answer = VariableElimination(network).query(["lung"], evidence={"smoke": "yes"}, show_progress=False)
    assert answer.get_value(lung="yes") == pytest.approx(0.1)


BIF = """network toy { }
variable flu { type discrete [ 2 ] { yes, no }; }
variable fever { type discrete [ 2 ] { high, none }; }
probability ( flu ) { table 0.1, 0.9; }
probability ( fever | flu ) { (yes) 0.8, 0.2; (no) 0.05, 0.95; }
"""


def test_a_table_has_its_variable_first_then_its_parents():
    assert read_bif(BIF.encode()).tables["fever"].tolist() == [[0.8, 0.05], [0.2, 0.95]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.1, 0.9", "0.1, 0.8"),
        ("0.1, 0.9", "1.1, -0.1"),
        ("0.1, 0.9", "0.1, nan"),
        ("0.1, 0.9", "0.1, 0.8, 0.1"),
        ("(no) 0.05, 0.95;", ""),
        ("(no)", "(yes)"),
        ("(no)", "(maybe)"),
        ("( fever | flu )", "( fever | cold )"),
        ("( fever | flu )", "( fever | fever )"),
        ("probability ( flu )", "probability ( flu | fever )"),
        ("probability ( flu ) { table 0.1, 0.9; }", ""),
        ("[ 2 ] { yes, no }", "[ 3 ] { yes, no }"),
        ("{ yes, no }", "{ yes, yes }"),
        ("variable fever", "variable flu"),
        ("network toy { }", "network toy {"),
        ("network toy { }", "import os { }"),
        ("flu ) { table 0.1, 0.9; }", "flu ) { table 0.1, 0.9; table 0.2, 0.8; }"),
    ],
)
def test_bif_refuses(old, new):
    assert old in BIF
    with pytest.raises(MedlabError, match="BIF"):
        read_bif(BIF.replace(old, new).encode())


def test_bif_refuses_a_cycle():
    rows = "(high) 0.1, 0.9; (none) 0.2, 0.8;"
    with pytest.raises(MedlabError, match="BIF"):
        read_bif(BIF.replace("( flu ) { table 0.1, 0.9; }", f"( flu | fever ) {{ {rows} }}").encode())


def test_bif_refuses_a_table_too_large_before_it_is_built():
    states = ", ".join(f"s{i}" for i in range(100))
    names = [f"v{i}" for i in range(5)]
    text = "".join(f"variable {name} {{ type discrete [ 100 ] {{ {states} }}; }}\n" for name in names)
    with pytest.raises(MedlabError, match="BIF"):
        read_bif((text + "probability ( v0 | v1, v2, v3, v4 ) { }").encode())
