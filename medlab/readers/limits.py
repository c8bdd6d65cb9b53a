"""What every reader keeps to: sizes, numbers, texts, and one way to refuse."""

import math
import re
import struct
import zlib

from medlab.errors import MedlabError
from medlab.language import T

MAX_BYTES = 64 * 2**20
MAX_DECODED_BYTES = 256 * 2**20
MAX_CELLS = 5_000_000
MAX_COLUMNS = 20_000

# What decoders raise on damaged bytes; RuntimeError covers RecursionError, LookupError covers KeyError.
DECODER_ERRORS = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
    *(TypeError, ValueError, struct.error, zlib.error),
)

_GZIP = b"\x1f\x8b"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


def refuse(kind: str, why: T) -> MedlabError:
    """The error of a reader: `kind` names the format, `why` says what came and what is allowed."""
    return MedlabError(
        fr=f"Ce fichier {kind} ne peut pas être lu : {why.fr}. Reprenez-le à sa source ; "
        "« medlab data verify » dit quel fichier est en cause.",
        en=f"This {kind} file cannot be read: {why.en}. Get it again from its source; "
        '"medlab data verify" says which file is at fault.',
    )


def damaged(kind: str, problem: Exception) -> MedlabError:
    """The error for bytes that a decoder could not follow."""
    detail = f"{type(problem).__name__}: {problem}"[:200]
    return refuse(kind, T(fr=f"il est abîmé ou tronqué ({detail})", en=f"it is damaged or truncated ({detail})"))


def check_size(kind: str, data: bytes, *, most: int = MAX_BYTES) -> None:
    """Refuse empty input, and more than `most` bytes (64 MB)."""
    if not 0 < len(data) <= most:
        raise refuse(kind, T(fr=f"il fait {len(data)} octets", en=f"it has {len(data)} bytes"))


def too_large(kind: str, came: str, allowed: str) -> MedlabError:
    """The error for content larger than allowed, known before it is decoded."""
    return refuse(
        kind,
        T(fr=f"il annonce {came}, au plus {allowed} sont permis", en=f"it announces {came}, at most {allowed} allowed"),
    )


def unzip(kind: str, data: bytes) -> bytes:
    """`data` itself, or what it holds if it is gzip: one member, checksum right, at most 256 MB."""
    if not data.startswith(_GZIP):
        return data
    decoder = zlib.decompressobj(wbits=31)
    try:
        plain = decoder.decompress(data, MAX_DECODED_BYTES)
    except zlib.error as problem:
        raise damaged(kind, problem) from None
    if not decoder.eof:
        raise damaged(kind, EOFError("incomplete gzip, or more than 256 MB"))
    if decoder.unused_data:
        raise damaged(kind, ValueError("bytes after the end of the gzip member"))
    return plain


def plain_text(kind: str, data: bytes) -> str:
    """UTF-8 text, possibly gzip; without NUL."""
    check_size(kind, data)
    try:
        text = unzip(kind, data).decode("utf-8")
    except UnicodeDecodeError as problem:
        raise damaged(kind, problem) from None
    if "\0" in text:
        raise refuse(kind, T(fr="il contient des octets nuls", en="it holds NUL bytes"))
    return text


def check_cells(kind: str, text: str, delimiter: str) -> None:
    """Refuse, before it is split, a text of more than 5 million cells."""
    if (cells := text.count(delimiter) + text.count("\n")) > MAX_CELLS:
        raise too_large(kind, f"{cells}", f"{MAX_CELLS}")


def number(kind: str, text: str) -> float:
    """A finite decimal number; "1_000", "nan", "inf" and "" are refused."""
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        came = repr(text[:40])
        raise refuse(kind, T(fr=f"{came} n'est pas un nombre fini", en=f"{came} is no finite number"))
    return value


def check_even(kind: str, rows: list[list], width: int) -> None:
    """Refuse rows that have not `width` values each."""
    for place, row in enumerate(rows, start=1):
        if len(row) != width:
            raise refuse(
                kind,
                T(
                    fr=f"la ligne de données {place} a {len(row)} valeurs au lieu de {width}",
                    en=f"data row {place} has {len(row)} values instead of {width}",
                ),
            )
