"""A data card as a page: what the data are, whose, with which units, rights and biases."""

from html import escape
from typing import TYPE_CHECKING

from medlab.cards.text import classes, origin, shape
from medlab.language import T
from medlab.richtext import inline, sheet

if TYPE_CHECKING:
    from medlab.cards.schema import Card, Column

_SHOWN_COLUMNS = 40
_PEOPLE = T(fr="Personnes", en="People")
_POSITIVE = T(fr="Positif", en="Positive")
_CLASSES = T(fr="Classes", en="Classes")
_SIZE = T(fr="Taille", en="Size")
_LICENCE = T(fr="Licence", en="Licence")
_SOURCE = T(fr="Source", en="Source")
_BIASES = T(fr="Biais connus", en="Known biases")
_COLUMNS = T(fr="Colonnes", en="Columns")
_HEADERS = (T(fr="Nom", en="Name"), T(fr="Ce que c'est", en="What it is"), T(fr="Unité", en="Unit"))
_NO_UNIT = T(fr="sans unité", en="no unit")
_MORE = T(fr="… et {more} autres colonnes.", en="… and {more} more columns.")

_CSS = """
.medlab .medlab-stamp{display:inline-block;font-weight:700;border:2px solid currentColor;padding:.05rem .5rem}
.medlab .medlab-synthetic{border-style:dashed}
.medlab dl.medlab-facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}
.medlab .medlab-facts dt{font-weight:700;float:none;width:auto;margin:0;padding:0}
.medlab .medlab-facts dd{margin:0;padding:0;overflow-wrap:anywhere}
"""


def page(card: "Card") -> str:
    """The card as HTML: real or synthetic, people, source, licence, known biases, columns with units."""
    return sheet(_head(card) + _facts(card) + _biases(card) + _columns(card), _CSS)


def _head(card: "Card") -> str:
    title = f'<p class="medlab-title" role="heading" aria-level="4">{inline(str(card.title))}</p>'
    stamp = f'<p><span class="medlab-stamp medlab-{card.origin}">{origin(card)}</span></p>'
    return f"{title}{stamp}<p>{inline(str(card.description))}</p>"


def _facts(card: "Card") -> str:
    facts = [(_PEOPLE, _people(card)), (_POSITIVE, _positive(card)), (_CLASSES, inline(classes(card)))]
    facts += [(_SIZE, escape(shape(card))), (_LICENCE, _licence(card)), (_SOURCE, _source(card))]
    return f'<dl class="medlab-facts">{"".join(f"<dt>{term}</dt><dd>{html}</dd>" for term, html in facts if html)}</dl>'


def _people(card: "Card") -> str:
    number = f"{card.people.number} — " if card.people.number else ""
    return number + inline(str(card.people.who))


def _positive(card: "Card") -> str:
    return inline(str(card.labels.positive)) if card.labels.positive else ""


def _licence(card: "Card") -> str:
    name = inline(f"[{card.licence.name}]({card.licence.url})" if card.licence.url else str(card.licence.name))
    return f"{name}. {inline(str(card.licence.statement))}"


def _source(card: "Card") -> str:
    link = card.citation.link
    return f"{inline(card.citation.text)} {inline(f'[{link}]({link})')}"


def _biases(card: "Card") -> str:
    items = "".join(f"<li>{inline(str(bias))}</li>" for bias in card.biases)
    return f"<p><strong>{_BIASES}</strong></p><ul>{items}</ul>"


def _columns(card: "Card") -> str:
    if not card.columns:
        return ""
    headers = "".join(f'<th scope="col">{header}</th>' for header in _HEADERS)
    rows = "".join(_column(column) for column in card.columns[:_SHOWN_COLUMNS])
    more = len(card.columns) - _SHOWN_COLUMNS
    note = f"<p>{_MORE.format(more=more)}</p>" if more > 0 else ""
    table = f"<table><thead><tr>{headers}</tr></thead><tbody>{rows}</tbody></table>{note}"
    return f"<details><summary>{_COLUMNS} ({len(card.columns)})</summary>{table}</details>"


def _column(column: "Column") -> str:
    cells = inline(str(column.text)), escape(str(column.unit_text)) or str(_NO_UNIT)
    name = f'<th scope="row"><code>{escape(column.name)}</code></th>'
    return f"<tr>{name}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
