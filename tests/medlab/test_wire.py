"""What is allowed travels unchanged, anything else is refused with a sentence, and hostile bytes do no harm."""

import datetime
import fractions
import json
import math
import struct
import time
import tracemalloc
from enum import IntEnum, StrEnum

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from medlab import wire
from medlab.wire import WireError

NUMBERS = sorted(wire.DTYPES)


def travel(value):
    return wire.decode(wire.encode(value))


def same(one, other) -> bool:
    """Equality that tells types apart, takes NaN for NaN, and looks into arrays, lists and dictionaries."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same([list(pair) for pair in one.items()], [list(pair) for pair in other.items()])
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


def frame_of(header: str | bytes, data: bytes = b"") -> bytes:
    header = header.encode() if isinstance(header, str) else header
    body = struct.pack(">I", len(header)) + header + data
    return struct.pack(">I", len(body)) + body


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=-(10**400), max_value=10**400),
    st.floats(),
    st.text(st.characters(exclude_categories=())),
)
keys = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
arrays = st.sampled_from(NUMBERS).flatmap(
    lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=3))
)
values = st.recursive(
    scalars | arrays,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_what_is_allowed_comes_back_the_same(value):
    assert same(travel(value), value)


@given(values)
def test_plain_is_idempotent(value):
    assert same(wire.plain(wire.plain(value)), wire.plain(value))


@pytest.mark.parametrize("dtype", NUMBERS)
@pytest.mark.parametrize("order", ["<", ">"])
def test_an_array_of_any_order_and_stride_keeps_its_numbers(dtype, order):
    array = np.arange(24).reshape(2, 3, 4).astype(np.dtype(dtype).newbyteorder(order))
    for view in (array, array.T, array[:, ::-2], array[1:1], np.asfortranarray(array), array[..., 0]):
        back = travel(view)
        assert back.dtype == np.dtype(dtype)
        np.testing.assert_array_equal(back, view)


@pytest.mark.parametrize("dtype", NUMBERS)
def test_a_scalar_of_numpy_is_a_number_of_python(dtype):
    for value in (np.ones((), dtype), np.dtype(dtype).type(1)):
        assert travel(value) == 1
        assert type(travel(value)) in (bool, int, float)


def test_a_plain_array_shares_no_memory_with_the_answer():
    array = np.zeros(3)
    copy = wire.plain(array)
    array[:] = 9
    assert copy.tolist() == [0, 0, 0]


class Sex(IntEnum):
    WOMAN = 1


class Arm(StrEnum):
    PLACEBO = "placebo"


class Tensor:
    """A tensor as far as wire can see."""

    def __init__(self, array):
        self.array = array

    def detach(self):
        return self

    cpu = detach

    def numpy(self):
        return self.array


@pytest.mark.parametrize(
    ("value", "came"),
    [
        ((1, (2, 3)), [1, [2, 3]]),
        (np.float64(0.5), 0.5),
        (np.str_("a"), "a"),
        (np.bool_(True), True),
        (Sex.WOMAN, 1),
        (Arm.PLACEBO, "placebo"),
        ({np.int64(3): np.float32(0.5), Sex.WOMAN: Arm.PLACEBO}, {3: 0.5, 1: "placebo"}),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.array(["a", None, 2], dtype=object), ["a", None, 2]),
        (np.array(["a"], dtype=np.dtypes.StringDType()), ["a"]),
        (Tensor(np.array([1.0])), np.array([1.0])),
        (Tensor(np.array(1.0)), 1.0),
        (np.array([[1, 2]]).view(np.recarray), np.array([[1, 2]])),
        (pd.Series([1.0, 2.0], index=["a", "b"]), np.array([1.0, 2.0])),
        (pd.Series(["a", "b"]), ["a", "b"]),
        (pd.Index([3, 4]), np.array([3, 4])),
        (pd.Series([True, False], dtype="boolean"), np.array([True, False])),
        (pd.DataFrame({"a": [1, 2], 7: ["x", "y"]}), {"a": np.array([1, 2]), "7": ["x", "y"]}),
        (pd.DataFrame({"a": [1, 2]}, index=["p", "q"]), {"index": ["p", "q"], "a": np.array([1, 2])}),
        (pd.DataFrame({"a": [1, 2]}).iloc[::2], {"a": np.array([1])}),
        (pd.DataFrame(), {}),
        (
            {"$array": ["int8", [1]], "$dict": [], "$float": "nan"},
            {"$array": ["int8", [1]], "$dict": [], "$float": "nan"},
        ),
        ({"$float": "nan"}, {"$float": "nan"}),
    ],
)
def test_what_becomes_plain(value, came):
    assert same(travel(value), came)


def test_two_keys_that_are_nan_stay_two():
    assert len(travel({float("nan"): 1, float("nan"): 2, math.inf: 3})) == 3


class Hostile:
    """An object that raises when it is looked at."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise RuntimeError(name)


class HostileInt(int):
    def __int__(self):
        raise RuntimeError


class HostileList(list):
    def __iter__(self):
        raise RuntimeError


def cyclic():
    items = []
    items.append(items)
    return items


def nested(levels):
    value = 0
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({1, 2}, "set"),
        ((i for i in range(3)), "generator"),
        (range(3), "range"),
        (zip([1], [2], strict=True), "zip"),
        (1j, "complex"),
        (b"bytes", "bytes"),
        (np.array([1j]), "complex128"),
        (np.complex64(1), "complex64"),
        (datetime.date(2020, 1, 1), "date"),
        (np.datetime64("2020-01-01"), "datetime64"),
        (np.array(["2020"], dtype="datetime64[D]"), "datetime64"),
        (pd.Series(pd.to_datetime(["2020-01-01"])), "datetime64"),
        (pd.Timedelta(days=1), "timedelta64"),
        (pd.NA, "NAType"),
        (fractions.Fraction(1, 3), "Fraction"),
        (np.ma.masked_array([1, 2], mask=[0, 1]), "MaskedArray"),
        (np.ma.masked, "MaskedConstant"),
        (np.zeros(2, dtype=[("a", int)]), "array"),
        (np.zeros([1] * 9), "9-d"),
        (len, "len()"),
        (np.zeros(2).mean, "mean()"),
        (lambda: 1, "<lambda>()"),
        ({(1, 2): 3}, "tuple"),
        ({frozenset(): 3}, "frozenset"),
        (Hostile(), "Hostile"),
        ([Hostile()], "list"),
        (HostileInt(3), "HostileInt"),
        (HostileList([3]), "HostileList"),
    ],
)
def test_anything_else_is_refused_with_its_type(value, word):
    with pytest.raises(WireError) as refusal:
        wire.encode(value)
    assert word in refusal.value.text.en
    assert word in refusal.value.text.fr


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (nested(21), "imbriquée", "nested"),
        (cyclic(), "imbriquée", "nested"),
        (pd.DataFrame([[1, 2]], columns=["age", "age"]), "« age »", '"age"'),
        (pd.DataFrame({"index": [1]}, index=[5]), "« index »", '"index"'),
        ([10**5000], "milliers de chiffres", "thousands of digits"),
        ({10**5000: 1}, "milliers de chiffres", "thousands of digits"),
        (np.zeros(1_000_001), "8 000 000 au plus", "at most 8,000,000"),
        (["é" * 100] * 14_000, "octets", "bytes"),
    ],
)
def test_what_is_too_deep_too_long_or_too_much_is_refused(value, fr, en):
    with pytest.raises(WireError) as refusal:
        wire.encode(value)
    assert fr in refusal.value.text.fr.replace("\u202f", " ").replace("\u00a0", " ")
    assert en in refusal.value.text.en


def test_the_deepest_allowed_comes_back():
    assert travel(nested(20)) == nested(20)
    tree = np.zeros((1,) * 8)
    for key in range(20):
        tree = {key: tree}
    assert same(travel(tree), tree)


def test_the_biggest_allowed_comes_back():
    assert travel(10**4000) == 10**4000
    assert len(travel(np.zeros(wire.MAX_BYTES - 100, dtype="uint8"))) == wire.MAX_BYTES - 100


def test_the_limit_may_be_lower():
    frame = wire.encode("a" * 1000)
    with pytest.raises(WireError):
        wire.encode("a" * 1000, max_bytes=1000)
    with pytest.raises(WireError):
        wire.decode(frame, max_bytes=1000)


def test_frames_are_the_same_for_the_same_value():
    value = {"b": np.arange(3), "a": [1.5, float("nan"), None]}
    assert wire.encode(value) == wire.encode({"b": np.arange(3), "a": (1.5, np.float64("nan"), None)})


# --- bytes that are no frame ----------------------------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_noise_is_no_frame(noise):
    with pytest.raises(WireError):
        wire.decode(noise)
    _decodes_or_refuses(frame_of(noise))


@given(values, st.data())
def test_a_frame_cut_anywhere_is_refused(value, data):
    frame = wire.encode(value)
    cut = data.draw(st.integers(0, len(frame) - 1))
    with pytest.raises(WireError):
        wire.decode(frame[:cut])
    with pytest.raises(WireError):
        wire.decode(frame + b"\0")


@given(values, st.data())
def test_a_flipped_bit_gives_another_value_or_a_refusal(value, data):
    frame = bytearray(wire.encode(value))
    bit = data.draw(st.integers(0, 8 * len(frame) - 1))
    frame[bit // 8] ^= 1 << bit % 8
    _decodes_or_refuses(bytes(frame))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["nan", "int8", "float64", "$dict", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["$dict", "$array", "$float", "x"]), inner, max_size=2)
    ),
    max_leaves=8,
)


@given(json_values, st.binary(max_size=16))
def test_any_header_is_read_or_refused(header, data):
    _decodes_or_refuses(frame_of(json.dumps(header), data))


def _decodes_or_refuses(frame: bytes) -> None:
    try:
        value = wire.decode(frame)
    except WireError:
        return
    assert same(travel(value), value)


@pytest.mark.parametrize(
    "header",
    [
        '{"$array":["int8",[-1]]}',
        '{"$array":["int8",[-1,-1]]}',
        '{"$array":["int8",[true]]}',
        '{"$array":["int8",[1.0]]}',
        '{"$array":["int8",["1"]]}',
        '{"$array":["int8",[4]]}',
        '{"$array":["int8",2]}',
        '{"$array":["int8","1"]}',
        '{"$array":["int8"]}',
        '{"$array":["int8",[1],0]}',
        '{"$array":[["int8"],[1]]}',
        '{"$array":[null,[1]]}',
        '{"$array":["object",[1]]}',
        '{"$array":["O",[1]]}',
        '{"$array":["V1",[1]]}',
        '{"$array":["<i1",[1]]}',
        '{"$array":["int8,int8",[1]]}',
        '{"$array":{"int8":0,"":0}}',
        '{"$array":["int64",[4294967296,4294967296]]}',
        '{"$array":["int64",[2305843009213693952]]}',
        '{"$array":["int8",[99999999999999999999999,0]]}',
        '{"$array":["int64",[2147483647,2147483647,2147483647,0]]}',
        '{"$array":["int8",[1,1,1,1,1,1,1,1,1]]}',
        '{"$float":"1"}',
        '{"$float":"infinity"}',
        '{"$float":1}',
        '{"$float":[]}',
        '{"$dict":[[1,2],[1,3]]}',
        '{"$dict":[[true,2],[1,3]]}',
        '{"$dict":[[[1],2]]}',
        '{"$dict":[[{"$dict":[]},2]]}',
        '{"$dict":[[1]]}',
        '{"$dict":[[1,2,3]]}',
        '{"$dict":5}',
        '{"$pickle":""}',
        '{"$dict":[],"$float":"nan"}',
        '{"a":1}',
        "{}",
        "NaN",
        "[Infinity]",
        "[1,]",
        "",
        "1 1",
        "9" * 5000,
        "[" * 30 + "]" * 30,
    ],
)
def test_hostile_headers_are_refused(header):
    with pytest.raises(WireError):
        wire.decode(frame_of(header, b"\1\1"))


def test_truth_values_are_zero_or_one():
    assert wire.decode(frame_of('{"$array":["bool",[2]]}', b"\0\1")).tolist() == [False, True]
    with pytest.raises(WireError):
        wire.decode(frame_of('{"$array":["bool",[2]]}', b"\0\2"))


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0\0\0\0",
        b"\0\0\0\4\xff\xff\xff\xff",
        b"\xff\xff\xff\xff" + b"\0" * 20,
        struct.pack(">I", wire.MAX_BYTES + 1) + bytes(wire.MAX_BYTES + 1),
        frame_of("[" * 3_000_000),
        frame_of('{"$dict":[' * 100_000),
        frame_of("[" + "9" * 5_000_000 + "]"),
        frame_of('{"$array":["float64",[' + "9" * 4000 + "]]}"),
        frame_of(b'"\xff\xfe"'),
        frame_of("{}" + " " * 5_000_000),
    ],
    ids=range(11),
)
def test_no_hostile_frame_costs_time_or_memory(frame):
    tracemalloc.start()
    begin = time.perf_counter()
    try:
        with pytest.raises(WireError):
            wire.decode(frame)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - begin < 2


def test_a_decoded_array_can_be_written_to_and_stands_alone():
    frame = wire.encode([np.zeros(2), np.zeros(2)])
    one, other = wire.decode(frame)
    one[:] = 1
    assert other.tolist() == [0, 0]
    assert wire.decode(frame)[0].tolist() == [0, 0]
