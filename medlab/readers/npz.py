"""NPZ archives of numeric arrays; never a pickle.

Source: format of NumPy, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
"""

import io
import math
import zipfile
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T
from medlab.readers.limits import DECODER_ERRORS, MAX_DECODED_BYTES, check_size, damaged, refuse, too_large

if TYPE_CHECKING:
    import numpy as np

_MAX_MEMBERS = 200
_MAX_DIMENSIONS = 8
_MAX_HEADER = 4096
_KINDS = "biuf"
_END_BYTES = 22


def read_npz(data: bytes) -> "dict[str, np.ndarray]":
    """The arrays of an NPZ archive, by name.

    Parameters
    ----------
    data : bytes
        At most 256 MB, also once decompressed; at most 200 arrays.

    Returns
    -------
    dict of str to numpy.ndarray
        Booleans, integers and floats only; at most 8 dimensions.

    Raises
    ------
    MedlabError
        For object arrays (pickles), text arrays, a size that contradicts the header, a wrong checksum, a zip bomb.
    """
    check_size("NPZ", data, most=MAX_DECODED_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_end(data, len(members))
            _check(members)
            return {member.filename.removesuffix(".npy"): _array(_content(archive, member)) for member in members}
    except (zipfile.BadZipFile, *DECODER_ERRORS) as problem:
        raise damaged("NPZ", problem) from None


def _check_end(data: bytes, found: int) -> None:
    """The archive ends with its record, without comment, which counts the members that were found."""
    end = data[-_END_BYTES:]
    if not end.startswith(b"PK\x05\x06") or int.from_bytes(end[10:12], "little") != found:
        raise ValueError(f"{found} members, or another end than announced")


def _check(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if not names or len(set(names)) < len(names) or not all(name.endswith(".npy") for name in names):
        raise refuse(
            "NPZ", T(fr="il doit contenir des tableaux .npy distincts", en="it must hold distinct .npy arrays")
        )
    announced = sum(member.file_size for member in members)
    if len(names) > _MAX_MEMBERS or announced > MAX_DECODED_BYTES:
        raise too_large("NPZ", f"{len(names)} x .npy, {announced} bytes", f"{_MAX_MEMBERS}, {MAX_DECODED_BYTES}")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        content = file.read(member.file_size + 1)
    if len(content) != member.file_size:
        raise EOFError(f"{member.filename}: {len(content)} bytes instead of {member.file_size}")
    return content


def _array(content: bytes) -> "np.ndarray":
    import numpy as np

    file = io.BytesIO(content)
    shape, fortran, dtype = _header(file)
    if dtype.kind not in _KINDS or dtype.hasobject or len(shape) > _MAX_DIMENSIONS:
        raise _not_allowed(dtype)
    body = memoryview(content)[file.tell() :]
    if math.prod(shape) * dtype.itemsize != len(body):
        raise ValueError(f"{len(body)} bytes for an array of shape {shape} and type {dtype}")
    return np.frombuffer(body, dtype=dtype).reshape(shape, order="F" if fortran else "C").copy()


def _header(file: io.BytesIO) -> "tuple[tuple[int, ...], bool, np.dtype]":
    from numpy.lib import format as npy

    version = npy.read_magic(file)
    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    if version not in readers:
        raise ValueError(f"npy version {version}")
    return readers[version](file, max_header_size=_MAX_HEADER)


def _not_allowed(dtype) -> MedlabError:
    return refuse(
        "NPZ",
        T(
            fr=f"le type {dtype} n'est pas permis (booléens, entiers, réels ; jamais d'objets)",
            en=f"the type {dtype} is not allowed (booleans, integers, floats; never objects)",
        ),
    )
