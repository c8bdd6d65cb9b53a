"""How answers and check tables travel: plain data in one frame of JSON and raw arrays, never a pickle.

Frame: 4 bytes, big-endian length of what follows (at most `MAX_BYTES`); 4 bytes, length of the JSON; the JSON, in
which an array is `{"$array": [dtype, shape]}`; then the arrays' bytes in C order, in the order of their stubs.
"""

import json
import math
import struct
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from medlab.errors import MedlabError

MAX_BYTES = 8_000_000
MAX_DEPTH = 20
MAX_DIMENSIONS = 8
MAX_BITS = 14_000  # of an int: Python reads back at most 4,300 digits
DTYPES = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split()  # noqa: SIM905
)
_LENGTH = struct.Struct(">I")
_FLOATS = ("nan", "inf", "-inf")


class WireError(MedlabError):
    """A value that can't travel, or bytes that are no frame."""


def plain(value: Any) -> Any:
    """`value` as None, bool, int, float, str, list, dict and NumPy arrays of numbers, nothing else; arrays are copied.

    Tuples become lists; NumPy scalars numbers; tensors and Series arrays; a DataFrame the dict of its columns, with
    its index unless that is a plain range.

    Raises
    ------
    WireError
        For any other type, an int of thousands of digits, or anything nested more than `MAX_DEPTH` levels.
    """
    try:
        return _plain(value, 0)
    except WireError:
        raise
    except Exception as problem:  # an object of the learner's may raise anything when it is read
        raise _wrong_type(type(value).__name__) from problem


def _plain(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(
            fr=f"La réponse est imbriquée sur plus de {MAX_DEPTH} niveaux. Renvoyez une liste ou un tableau simple.",
            en=f"The answer is nested more than {MAX_DEPTH} levels deep. Return a simple list or array.",
        )
    if value is None or isinstance(value, bool | int | float | str):
        return _scalar(value)
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_plain_key(key): _plain(item, depth + 1) for key, item in value.items()}
    return _plain_array(value, depth)


def _scalar(value: Any) -> Any:
    if type(value) not in (type(None), bool, int, float, str):
        value = next(base(value) for base in (int, float, str) if isinstance(value, base))
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise _refusal(fr="Une valeur de plusieurs milliers de chiffres", en="A value of thousands of digits")
    return value


def _plain_key(key: Any) -> Any:
    key = key.item() if hasattr(key, "item") and getattr(key, "ndim", None) == 0 else key
    if key is None or isinstance(key, bool | int | float | str):
        return _scalar(key)
    kind = type(key).__name__
    raise _refusal(fr=f"Une clé de dictionnaire de type « {kind} »", en=f'A dictionary key of type "{kind}"')


def _plain_array(value: Any, depth: int) -> Any:
    import numpy as np

    if hasattr(value, "columns") and hasattr(value, "index"):
        return _plain_frame(value, depth)
    if hasattr(value, "detach"):
        value = value.detach().cpu().numpy()
    elif hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if isinstance(value, FunctionType | BuiltinFunctionType | MethodType):
        raise _routine(value.__name__)
    if isinstance(value, np.ma.MaskedArray) or not isinstance(value, np.ndarray | np.generic):
        raise _wrong_type(type(value).__name__)
    if value.dtype.kind in "UOT":
        return _plain(value.tolist(), depth + 1)
    if value.dtype.name not in DTYPES or value.ndim > MAX_DIMENSIONS:
        raise _wrong_type(f"array ({value.dtype}, {value.ndim}-d)" if value.ndim else value.dtype.name)
    return value.item() if value.ndim == 0 else np.array(value, dtype=value.dtype.name, order="C")


def _plain_frame(frame: Any, depth: int) -> dict:
    parts = [(str(name), frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
    if type(frame.index).__name__ != "RangeIndex":
        parts.insert(0, ("index", frame.index))
    names = [name for name, _ in parts]
    if twins := sorted({name for name in names if names.count(name) > 1}):
        raise WireError(
            fr=f"Plusieurs colonnes du tableau s'appellent « {twins[0]} ». Donnez à chacune un nom différent.",
            en=f'Several columns of the table are called "{twins[0]}". Give each a name of its own.',
        )
    return {name: _plain(part, depth + 1) for name, part in parts}


def _wrong_type(kind: str) -> WireError:
    return _refusal(fr=f"Une valeur de type « {kind} »", en=f'A value of type "{kind}"')


def _routine(name: str) -> WireError:
    return WireError(
        fr=f"La réponse est la fonction « {name} » elle-même, qui n'a rien calculé. Il manque ses parenthèses : "
        f"{name}().",
        en=f'The answer is the function "{name}" itself, which has calculated nothing. Its parentheses are missing: '
        f"{name}().",
    )


def _refusal(*, fr: str, en: str) -> WireError:
    return WireError(
        fr=f"{fr} ne peut pas être lue comme réponse. Renvoyez un nombre, un texte, True ou False, une liste, "
        "un dictionnaire ou un tableau NumPy de nombres.",
        en=f"{en} can't be read as an answer. Return a number, a text, True or False, a list, a dictionary or a NumPy "
        "array of numbers.",
    )


def encode(value: Any, *, max_bytes: int = MAX_BYTES) -> bytes:
    """One frame that holds `value`, which is made plain first.

    Raises
    ------
    WireError
        If it can't travel, or takes more than `max_bytes`.
    """
    arrays: list[bytes] = []
    header = json.dumps(_stub(plain(value), arrays), allow_nan=False, separators=(",", ":")).encode()
    body = _LENGTH.pack(len(header)) + header + b"".join(arrays)
    if len(body) > max_bytes:
        size, most = (f"{count:_}".replace("_", " ") for count in (len(body), max_bytes))
        raise WireError(
            fr=f"La réponse occupe {size} octets ; {most} au plus sont lus. Renvoyez moins de valeurs.",
            en=f"The answer takes {len(body):,} bytes; at most {max_bytes:,} are read. Return fewer values.",
        )
    return _LENGTH.pack(len(body)) + body


def _stub(value: Any, arrays: list[bytes]) -> Any:
    if isinstance(value, list):
        return [_stub(item, arrays) for item in value]
    if isinstance(value, dict):
        return {"$dict": [[_stub(key, arrays), _stub(item, arrays)] for key, item in value.items()]}
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    arrays.append(value.tobytes())
    return {"$array": [value.dtype.name, list(value.shape)]}


def decode(frame: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """The value in one frame; every length is checked before anything is read.

    Raises
    ------
    WireError
        If the bytes are no frame, or hold more or less than their header says.
    """
    if len(frame) < 2 * _LENGTH.size:
        raise _damaged("too short")
    (length,) = _LENGTH.unpack_from(frame)
    if length > max_bytes or length != len(frame) - _LENGTH.size:
        raise _damaged(f"length {length}")
    (header_length,) = _LENGTH.unpack_from(frame, _LENGTH.size)
    start = 2 * _LENGTH.size
    if header_length > len(frame) - start:
        raise _damaged(f"header length {header_length}")
    return _Reader(frame, start + header_length).read(_parse(frame[start : start + header_length]))


def _parse(header: bytes) -> Any:
    try:
        return json.loads(header.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise _damaged("JSON") from problem


def _no_constant(name: str) -> None:
    raise ValueError(name)


class _Reader:
    """Turns the JSON's stubs back into values, taking array bytes in order."""

    def __init__(self, frame: bytes, position: int):
        self.frame = frame
        self.position = position

    def read(self, header: Any) -> Any:
        value = self._value(header, 0)
        if self.position != len(self.frame):
            raise _damaged("trailing bytes")
        return value

    def _value(self, stub: Any, depth: int) -> Any:
        if depth > MAX_DEPTH + 1:
            raise _damaged("nesting")
        if isinstance(stub, list):
            return [self._value(item, depth + 1) for item in stub]
        if not isinstance(stub, dict):
            return stub
        if len(stub) != 1:
            raise _damaged("stub")
        return self._special(*next(iter(stub.items())), depth)

    def _special(self, kind: str, content: Any, depth: int) -> Any:
        try:
            if kind == "$float" and content in _FLOATS:
                return float(content)
            if kind == "$dict":
                return self._dict(content, depth)
            if kind == "$array":
                return self._array(*content)
        except (TypeError, ValueError, KeyError) as problem:
            raise _damaged(kind) from problem
        raise _damaged("stub")

    def _dict(self, pairs: list, depth: int) -> dict:
        result = {self._value(key, depth + 1): self._value(item, depth + 1) for key, item in pairs}
        if len(result) != len(pairs):
            raise _damaged("a key twice")
        return result

    def _array(self, dtype: str, shape: list[int]) -> Any:
        import numpy as np

        if dtype not in DTYPES or not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
            raise _damaged("array stub")
        if not all(type(side) is int and 0 <= side < 2**31 for side in shape):
            raise _damaged("array shape")
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > len(self.frame) - self.position:
            raise _damaged("array size")
        data = np.frombuffer(self.frame, dtype="uint8", count=size, offset=self.position)
        if dtype == "bool" and (data > 1).any():
            raise _damaged("truth values")
        self.position += size
        return data.copy().view(dtype).reshape(shape)


def _damaged(what: str) -> WireError:
    return WireError(
        fr=f"Ces octets ne sont pas une réponse lisible ({what}).",
        en=f"These bytes are not a readable answer ({what}).",
    )
