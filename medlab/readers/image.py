"""PNG and JPEG images."""

import io
import warnings
import zlib
from typing import TYPE_CHECKING

from medlab.language import T
from medlab.readers.limits import DECODER_ERRORS, check_size, damaged, refuse, too_large

if TYPE_CHECKING:
    import numpy as np

_MAX_PIXELS = 50_000_000
_MODES = ("L", "RGB")
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


def read_image(data: bytes) -> "np.ndarray":
    """The pixels of a PNG or JPEG image.

    Parameters
    ----------
    data : bytes
        At most 64 MB and 50 million pixels; 8-bit grey or RGB.

    Returns
    -------
    numpy.ndarray of uint8, shape (rows, columns) or (rows, columns, 3)

    Raises
    ------
    MedlabError
        For another format or colour mode, a truncated file, a PNG with a wrong checksum, a decompression bomb.
    """
    check_size("image", data)
    _check_whole(data)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _pixels(data)
    except (Image.DecompressionBombError, *DECODER_ERRORS) as problem:
        raise damaged("image", problem) from None


def _check_whole(data: bytes) -> None:
    if data.startswith(_PNG):
        _check_png(data)
    elif not (data.startswith(_JPEG) and data.rstrip(b"\0").endswith(_JPEG_END)):
        raise refuse("image", T(fr="ce n'est ni un PNG ni un JPEG entier", en="it is neither a whole PNG nor JPEG"))


def _check_png(data: bytes) -> None:
    """Every chunk has the length and the checksum that it announces, and the last one is IEND."""
    place, kind = len(_PNG), b""
    while place < len(data) and kind != b"IEND":
        length = int.from_bytes(data[place : place + 4])
        chunk = data[place + 4 : place + 8 + length]
        kind, checksum = chunk[:4], data[place + 8 + length : place + 12 + length]
        if len(chunk) != length + 4 or zlib.crc32(chunk).to_bytes(4) != checksum:
            raise damaged("image", ValueError(f"PNG chunk {kind!r}"))
        place += 12 + length
    if kind != b"IEND" or place != len(data):
        raise damaged("image", EOFError("PNG end"))


def _pixels(data: bytes) -> "np.ndarray":
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > _MAX_PIXELS:
            raise too_large("image", f"{picture.width} x {picture.height}", f"{_MAX_PIXELS}")
        if picture.mode not in _MODES:
            allowed = ", ".join(_MODES)
            raise refuse(
                "image", T(fr=f"mode {picture.mode}, permis : {allowed}", en=f"{picture.mode}: {allowed} only")
            )
        return np.array(picture)
