"""From a raw table to the frame of a card: its names, its types, its codes, and nothing that the card does not name."""

import re
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.readers.limits import number

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from medlab.cards.schema import Card, Column

_MISSING = {"", "?", "NA"}


def build_frame(card: "Card", tables: "list[pd.DataFrame]") -> "pd.DataFrame":
    """The frame of a data set.

    Parameters
    ----------
    card : Card
        Its columns say which source column becomes what; columns of files without names are "0", "1", ...
    tables : list of pandas.DataFrame
        One a file, with the same number of rows; they are laid side by side.

    Returns
    -------
    pandas.DataFrame, shape (rows, columns)

    Raises
    ------
    MedlabError
        For a column that the card does not name or that is not there, a value without code, an unexpected gap.
    """
    import pandas as pd

    raw = _side_by_side(card, tables)
    columns, left = {}, list(raw.columns)
    for column in card.columns:
        for source, name in _matching(column, left):
            columns[name] = _convert(card, column, list(raw[source]))
            left.remove(source)
    if left:
        raise _wrong(card, left[0])
    return pd.DataFrame(columns)


def _side_by_side(card: "Card", tables: "list[pd.DataFrame]") -> "pd.DataFrame":
    import pandas as pd

    if len({len(table) for table in tables}) != 1:
        raise _wrong(card, "rows")
    raw = pd.concat(tables, axis="columns")
    if card.reader == "csv" and not card.read.header:
        raw.columns = list(map(str, range(raw.shape[1])))
    if not raw.columns.is_unique:
        raise _wrong(card, "columns")
    return raw


def _matching(column: "Column", sources: list[str]) -> list[tuple[str, str]]:
    """Pairs (source column, name in the frame)."""
    if "*" not in column.name:
        source = column.source or column.name
        return [(source, column.name)] if source in sources else []
    pattern = re.compile(re.escape(column.name).replace(r"\*", ".*"))
    return [(source, source) for source in sources if pattern.fullmatch(source)]


def _wrong(card: "Card", where: str) -> MedlabError:
    return MedlabError(
        fr=f"Le tableau de « {card.name} » ne correspond pas à sa fiche : {where}.",
        en=f'The table of "{card.name}" does not match its card: {where}.',
    )


def _convert(card: "Card", column: "Column", values: list):
    gaps = [_is_missing(value) for value in values]
    if any(gaps) and not column.may_be_missing:
        raise _wrong(card, f"{column.name} (?)")
    if column.kind == "text":
        return [None if gap else str(value) for value, gap in zip(values, gaps, strict=True)]
    if column.kind == "category":
        return _category(card, column, values, gaps)
    return _numeric(card, column, values, gaps)


def _is_missing(value) -> bool:
    return value is None or value != value or (isinstance(value, str) and value.strip() in _MISSING)


def _numeric(card: "Card", column: "Column", values: list, gaps: list[bool]) -> "np.ndarray":
    import numpy as np

    codes = {code.source: code.value for code in column.codes}
    read = [np.nan if gap else _number(card, column, value, codes) for value, gap in zip(values, gaps, strict=True)]
    array = np.array(read, dtype=np.float64)
    if column.kind == "number":
        return array
    allowed = {0, 1} if column.kind in ("flag", "bool") else set(array[array == np.round(array)])
    if not set(array) <= allowed:
        raise _wrong(card, f"{column.name} ({column.kind})")
    return array.astype(bool if column.kind == "bool" else np.int64)


def _number(card: "Card", column: "Column", value, codes: dict) -> float:
    if not codes:
        return float(value) if isinstance(value, int | float) else number(card.reader.upper(), value.strip())
    if value not in codes:
        raise _wrong(card, f"{column.name} = {value!r}")
    return float(codes[value])


def _category(card: "Card", column: "Column", values: list, gaps: list[bool]) -> "pd.Categorical":
    import pandas as pd

    codes = {code.source: str(code.value) for code in column.codes}
    if unknown := {value for value, gap in zip(values, gaps, strict=True) if not gap} - set(codes):
        raise _wrong(card, f"{column.name} = {min(unknown)!r}")
    named = [None if gap else codes[value] for value, gap in zip(values, gaps, strict=True)]
    return pd.Categorical(named, categories=list(dict.fromkeys(codes.values())))
