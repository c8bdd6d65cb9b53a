"""A card as a text of some lines, in the learner's language: what `print(card(name))` shows."""

from typing import TYPE_CHECKING

from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card

_SHOWN_COLUMNS = 20
_MEGA = 1_000_000
_IMAGES = T(fr="images {size}", en="images {size}")

_ORIGIN = {
    "real": T(fr="données RÉELLES", en="REAL data"),
    "synthetic": T(fr="données SYNTHÉTIQUES", en="SYNTHETIC data"),
}


def describe(card: "Card") -> str:
    """The card as text: title, origin, size, people, what is positive, columns, licence, source, known biases."""
    parts = [
        _head(card),
        *_columns(card),
        *_rights(card),
        _titled(T(fr="Biais connus", en="Known biases"), "").rstrip(),
    ]
    return "\n".join([*parts, *(f"  - {bias}" for bias in card.biases)])


def origin(card: "Card") -> T:
    """ "REAL data" or "SYNTHETIC data"."""
    return _ORIGIN[card.origin]


def shape(card: "Card") -> str:
    """What the set holds and its size, as in "frame 500 × 16", or "28 × 28: train 4708, val 516, test 624"."""
    if card.labels.classes:
        parts = ", ".join(f"{split.name} {split.rows}" for split in card.splits)
        return _titled(_IMAGES.format(size=" × ".join(map(str, card.shape[card.splits[0].images][1:]))), parts)
    return ", ".join(f"{name} {' × '.join(map(str, size))}" for name, size in card.shape.items())


def size(card: "Card") -> T:
    """Size of the files, as in "28 kB" or "4.2 MB"."""
    if card.bytes >= _MEGA:
        return T(fr=f"{card.bytes / _MEGA:.1f} Mo".replace(".", ","), en=f"{card.bytes / _MEGA:.1f} MB")
    thousands = max(1, round(card.bytes / 1000))
    return T(fr=f"{thousands} ko", en=f"{thousands} kB")


def classes(card: "Card") -> str:
    """The classes of a set of images, as in "0 normal, 1 pneumonia"; "" if there are none."""
    return ", ".join(f"{one.value} {one.text}" for one in sorted(card.labels.classes, key=lambda one: one.value))


def _titled(title: T, text) -> str:
    return str(T(fr=f"{title.fr} : ", en=f"{title.en}: ")) + str(text)


def _head(card: "Card") -> str:
    number = "" if card.people.number is None else f"{card.people.number} — "
    lines = [
        f"{card.name} — {card.title}",
        f"{origin(card)} · {shape(card)} · {size(card)}",
        str(card.description),
        _titled(T(fr="Personnes", en="People"), f"{number}{card.people.who}"),
    ]
    if card.labels.positive:
        lines.append(_titled(T(fr="Positif", en="Positive"), card.labels.positive))
    if card.labels.classes:
        lines.append(_titled(T(fr="Classes", en="Classes"), classes(card)))
    return "\n".join(lines)


def _rights(card: "Card") -> list[str]:
    return [
        _titled(T(fr="Licence", en="Licence"), f"{card.licence.name} — {card.licence.statement}"),
        _titled(T(fr="Source", en="Source"), f"{card.citation.text} {card.citation.link}"),
    ]


def _columns(card: "Card") -> list[str]:
    if not card.columns:
        return []
    width = max(len(column.name) for column in card.columns)
    rows = [f"  {column.name:<{width}}  {column.text}{_unit(column)}" for column in card.columns[:_SHOWN_COLUMNS]]
    if more := len(card.columns) - len(rows):
        rows.append(str(T(fr=f"  … et {more} autres", en=f"  … and {more} more")))
    return [_titled(T(fr="Colonnes", en="Columns"), "").rstrip(), *rows]


def _unit(column) -> str:
    unit = str(column.unit_text)
    return f" [{unit}]" if unit else ""
