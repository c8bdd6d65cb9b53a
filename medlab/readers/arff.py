"""ARFF tables (attribute-relation file format): numeric and nominal attributes, dense rows.

Source: format of Weka, https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/
"""

import csv
import io
import re
from typing import TYPE_CHECKING

from medlab.language import T
from medlab.readers.limits import MAX_COLUMNS, check_cells, check_even, damaged, number, plain_text, refuse, too_large

if TYPE_CHECKING:
    import pandas as pd

_ATTRIBUTE = re.compile(r"""@attribute\s+('[^']*'|"[^"]*"|[^\s{'"]+)\s*(\{.*\}|[A-Za-z]+)""", re.IGNORECASE)
_NUMERIC = {"numeric", "real", "integer"}
_MISSING = "?"


def read_arff(data: bytes) -> "pd.DataFrame":
    """A table whose numeric attributes are float64 and whose nominal ones are texts of the declared list.

    Parameters
    ----------
    data : bytes
        UTF-8, at most 64 MB, or gzip of at most 256 MB.

    Returns
    -------
    pandas.DataFrame, shape (rows, attributes)
        "?" is NaN in a numeric column and None in a nominal one.

    Raises
    ------
    MedlabError
        For a value outside its nominal list, a number that is none, an uneven row, sparse rows, another attribute type.
    """
    import pandas as pd

    text = plain_text("ARFF", data)
    check_cells("ARFF", text, ",")
    head, body = _halves(text)
    kinds = _attributes(head)
    rows = _rows(body)
    _check(kinds, rows)
    cells = zip(*rows, strict=True)
    columns = {name: _column(name, kind, values) for (name, kind), values in zip(kinds.items(), cells, strict=True)}
    return pd.DataFrame(columns)


def _halves(text: str) -> tuple[list[str], list[str]]:
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("%")]
    places = [i for i, line in enumerate(lines) if line.strip().lower() == "@data"]
    if len(places) != 1:
        raise refuse("ARFF", T(fr="il lui faut une seule ligne @data", en="it needs exactly one @data line"))
    return lines[: places[0]], lines[places[0] + 1 :]


def _attributes(lines: list[str]) -> dict[str, list[str] | None]:
    """Name of each attribute, with its list of values, or None when it is numeric."""
    found: dict[str, list[str] | None] = {}
    for line in (line.strip() for line in lines):
        if line.lower().startswith("@relation"):
            continue
        match = _ATTRIBUTE.fullmatch(line)
        if not match or match[1].strip("'\"") in found:
            raise refuse("ARFF", T(fr=f"ligne d'en-tête refusée : {line[:60]}", en=f"header line refused: {line[:60]}"))
        found[match[1].strip("'\"")] = _kind(match[2])
    return found


def _kind(text: str) -> list[str] | None:
    if text.startswith("{"):
        values = _split([text[1:-1]])[0]
        return [value.strip() for value in values]
    if text.lower() in _NUMERIC:
        return None
    raise refuse(
        "ARFF",
        T(
            fr=f"le type « {text[:40]} » n'est pas permis (numeric ou une liste)",
            en=f'the type "{text[:40]}" is not allowed (numeric or a list)',
        ),
    )


def _rows(lines: list[str]) -> list[list[str]]:
    if any(line.lstrip().startswith("{") for line in lines):
        raise refuse("ARFF", T(fr="les lignes creuses ne sont pas permises", en="sparse rows are not allowed"))
    return _split(lines)


def _split(lines: list[str]) -> list[list[str]]:
    text = io.StringIO("\n".join(lines), newline="")
    try:
        return [row for row in csv.reader(text, quotechar="'", skipinitialspace=True, strict=True) if row]
    except csv.Error as problem:
        raise damaged("ARFF", problem) from None


def _check(kinds: dict, rows: list[list[str]]) -> None:
    if not kinds or not rows:
        raise refuse("ARFF", T(fr="il ne contient aucune donnée", en="it holds no data"))
    if len(kinds) > MAX_COLUMNS:
        raise too_large("ARFF", f"{len(kinds)}", f"{MAX_COLUMNS}")
    check_even("ARFF", rows, len(kinds))


def _column(name: str, allowed: list[str] | None, values: tuple[str, ...]) -> list:
    texts = [value.strip() for value in values]
    if allowed is None:
        return [float("nan") if text == _MISSING else number("ARFF", text) for text in texts]
    if unknown := set(texts) - {*allowed, _MISSING}:
        came = repr(min(unknown)[:40])
        raise refuse("ARFF", T(fr=f"{came} n'est pas une valeur de {name}", en=f"{came} is no value of {name}"))
    return [None if text == _MISSING else text for text in texts]
