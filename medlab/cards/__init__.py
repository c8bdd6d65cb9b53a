"""Data cards: what each data set is, where it comes from, what it must not be used for.

A card is a TOML file of the folder `datasets`; it is found because it is there.
"""

import difflib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError

if TYPE_CHECKING:
    from medlab.cards.schema import Card

_FILTERS = ("task", "modality", "tier", "origin")


def folder() -> Path:
    """The folder of the cards: inside the installed package, else beside the package in a clone."""
    package = Path(__file__).parent.parent
    packaged = package / "datasets"
    return packaged if packaged.is_dir() else package.parent / "datasets"


def list_datasets(**wanted: str) -> list[str]:
    """Names of the data sets, in alphabetical order.

    Parameters
    ----------
    **wanted : str
        Keep the sets whose card has this value: `task="survival"`, `modality="CT"`, `tier="embedded"`, `origin="real"`.

    Returns
    -------
    list of str

    Raises
    ------
    MedlabError
        For any other filter.

    >>> "whas500" in list_datasets(task="survival", origin="real")
    True
    """
    if unknown := [key for key in wanted if key not in _FILTERS]:
        raise _no_filter(unknown[0])
    names = sorted(path.stem for path in folder().glob("*.toml"))
    return [name for name in names if not wanted or _has(card(name), wanted)]


def _has(card: "Card", wanted: dict[str, str]) -> bool:
    return all(getattr(card, key) == value for key, value in wanted.items())


def _no_filter(key: str) -> MedlabError:
    allowed = ", ".join(_FILTERS)
    return MedlabError(
        fr=f"Le filtre « {key} » n'existe pas. Filtres possibles : {allowed}.",
        en=f'There is no filter "{key}". Possible filters: {allowed}.',
    )


def card(name: str) -> "Card":
    """The data card of `name`: source, licence, people, columns with their units, known biases.

    Parameters
    ----------
    name : str
        One of `list_datasets()`.

    Returns
    -------
    Card
        Printed as a readable text; its fields are attributes, `text(field)` is in the learner's language and
        `to_dict()` gives plain data.

    Raises
    ------
    MedlabError
        If no data set has this name, with the nearest names; if the card breaks a rule of the schema.

    >>> card("whas500").people.number
    500
    """
    if name not in list_datasets():
        raise _unknown(name)
    return read_card(folder() / f"{name}.toml")


def read_card(path: Path) -> "Card":
    """Read one card and check it against the schema.

    Parameters
    ----------
    path : Path
        A TOML file of at most 256 kB; its stem must be the card's name.

    Returns
    -------
    Card

    Raises
    ------
    MedlabError
        If it is no TOML, or breaks the schema: the message names the file, the key and what is allowed.
    """
    return import_module("medlab.cards.reading").read_card(path)


def _unknown(name) -> MedlabError:
    names = list_datasets()
    shown = ", ".join(difflib.get_close_matches(str(name), names, n=3, cutoff=0.5) or names)
    return MedlabError(
        fr=f"Aucun jeu de données ne s'appelle « {name} ». Noms proches ou possibles : {shown}. "
        "La liste complète : list_datasets().",
        en=f'No data set is called "{name}". Near or possible names: {shown}. The whole list: list_datasets().',
    )
