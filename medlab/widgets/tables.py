"""Tables whose cells a screen reader announces with the names of their row and column."""

from collections.abc import Iterable, Sequence
from html import escape


def table(caption: str, headers: Sequence[object], rows: Iterable[Sequence[object]], *, css_class: str = "") -> str:
    """An HTML table with a caption, a row of headers, and rows whose first cell is their header.

    Parameters
    ----------
    caption, headers, rows : plain texts, escaped here
    css_class : for the table
    """
    head = "".join(f'<th scope="col">{escape(str(header))}</th>' for header in headers)
    body = "".join(map(_row, rows))
    return (
        f'<table class="{css_class}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def lines(caption: str, headers: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The same table for a terminal: one line a row, each value after its header."""
    told = (
        f"  {row[0]} · " + " · ".join(f"{header} {cell}" for header, cell in zip(headers[1:], row[1:], strict=True))
        for row in rows
    )
    return "\n".join([caption, *told])


def _row(cells: Sequence[object]) -> str:
    first, *others = (escape(str(cell)) for cell in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
