"""CSV tables, plain or gzip."""

import csv
import io
from typing import TYPE_CHECKING

from medlab.language import T
from medlab.readers.limits import MAX_COLUMNS, check_cells, check_even, damaged, plain_text, refuse, too_large

if TYPE_CHECKING:
    import pandas as pd


def read_csv(data: bytes, *, delimiter: str = ",", header: bool = True, skip_rows: int = 0) -> "pd.DataFrame":
    """A rectangular table of texts.

    Parameters
    ----------
    data : bytes
        UTF-8, at most 64 MB, or gzip of at most 256 MB.
    delimiter : str
        One character.
    header : bool
        Whether the first row (after `skip_rows`) names the columns; without it they are "0", "1", ...
    skip_rows : int
        Rows left out at the top.

    Returns
    -------
    pandas.DataFrame of str, shape (rows, columns)

    Raises
    ------
    MedlabError
        If a row is longer or shorter than the others, a name comes twice, a quote stays open, there is no row.
    """
    import pandas as pd

    text = plain_text("CSV", data)
    check_cells("CSV", text, delimiter)
    rows = _rows(text, delimiter)[skip_rows:]
    names = rows.pop(0) if header and rows else list(map(str, range(len(rows[0]) if rows else 0)))
    _check(names, rows)
    return pd.DataFrame(rows, columns=names, dtype=object)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
    except csv.Error as problem:
        raise damaged("CSV", problem) from None


def _check(names: list[str], rows: list[list[str]]) -> None:
    if not rows or not names:
        raise refuse("CSV", T(fr="il ne contient aucune ligne", en="it holds no row"))
    if len(names) > MAX_COLUMNS:
        raise too_large("CSV", f"{len(names)}", f"{MAX_COLUMNS}")
    if len(set(names)) < len(names) or not all(names):
        raise refuse("CSV", T(fr="un nom de colonne est vide ou double", en="a column name is empty or double"))
    check_even("CSV", rows, len(names))
