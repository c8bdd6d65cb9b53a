"""The data card of a data set."""

from typing import TYPE_CHECKING

from medlab import cards
from medlab.cards.page import page
from medlab.widgets.twin import Twin

if TYPE_CHECKING:
    from medlab.cards.schema import Card


def card_view(name: "str | Card") -> Twin:
    """The data card of a data set: real or synthetic, people, source, licence, known biases, columns with units.

    Parameters
    ----------
    name : one of `list_datasets()`, or a card

    Raises
    ------
    MedlabError
        If no data set has this name.
    """
    card = cards.card(name) if isinstance(name, str) else name
    return Twin(page(card), str(card))
