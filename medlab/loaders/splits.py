"""Whether the parts of a data set share people, or whole rows."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card, Split

_STATEMENTS = {
    "checked": T(fr="séparation par personne vérifiée", en="separation by person checked"),
    "claimed": T(
        fr="séparation par personne annoncée par les auteurs, invérifiable ici",
        en="separation by person claimed by the authors, cannot be verified here",
    ),
    "unknown": T(
        fr="séparation par personne inconnue, invérifiable ici",
        en="separation by person unknown, cannot be verified here",
    ),
}


def statement(card: "Card") -> T:
    """What can be said about the separation of people between the parts."""
    return _STATEMENTS[card.split_by_person]


def left_out(card: "Card") -> list[T]:
    """What the loader left out so that the parts share no image; one sentence a part."""
    return [_left_out(split) for split in card.splits if split.left_out]


def _left_out(split: "Split") -> T:
    others = ", ".join(split.not_in)
    return T(
        fr=f"{split.left_out} images de {split.name} laissées de côté, car elles sont aussi dans {others}",
        en=f"{split.left_out} images of {split.name} left out, for they are in {others} too",
    )


def check_people(dataset) -> None:
    """Refuse a data set whose card says "checked" and whose parts share a person.

    Parameters
    ----------
    dataset : Dataset

    Raises
    ------
    MedlabError
        With the two parts and the number of people that they share.
    """
    if dataset.card.split_by_person != "checked":
        return
    for (one, first), (other, second) in combinations(_people(dataset), 2):
        if shared := len(first & second):
            raise MedlabError(
                fr=f"Le jeu « {dataset.name} » est refusé : {shared} personne(s) à la fois dans {one} et {other}.",
                en=f'The data set "{dataset.name}" is refused: {shared} person(s) both in {one} and in {other}.',
            )


def duplicates_across(dataset) -> int:
    """Number of rows that stand, identical, in more than one part of the data set.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    int
        0 where the data set has no parts.
    """
    parts = [set(rows) for rows in _rows(dataset)]
    return sum(len(first & second) for first, second in combinations(parts, 2))


def _people(dataset) -> Iterator[tuple[str, set]]:
    card = dataset.card
    if card.split_column:
        for name, part in dataset.frame.groupby(card.split_column, observed=True):
            yield str(name), set(part[card.people.id_column])
    for split in card.splits:
        if split.people:
            yield split.name, set(dataset.arrays[split.people].ravel().tolist())


def _rows(dataset) -> Iterator[Iterable[bytes]]:
    card = dataset.card
    if card.split_column:
        left_out = [name for name in (card.split_column, card.people.id_column) if name]
        for _, part in dataset.frame.groupby(card.split_column, observed=True):
            yield (repr(row).encode() for row in part.drop(columns=left_out).itertuples(index=False, name=None))
    for split in card.splits:
        arrays = [dataset.arrays[name] for name in split.arrays if name != split.people]
        yield (b"".join(array[i].tobytes() for array in arrays) for i in range(split.rows))
