"""Finds the bytes of a data set's files and lets through only what its card accepts.

Looked in, in this order: the folder named by `MEDLAB_DATA`, the folder of the cards, the installed package that holds
the file (which is never imported).
"""

import hashlib
import os
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from medlab import cards
from medlab.errors import MedlabError
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card, File, Version

VARIABLE = "MEDLAB_DATA"


@dataclass(frozen=True)
class Content:
    """Checked bytes of a file, which accepted version they are, and where they came from in words."""

    data: bytes
    version: "Version"
    origin: str


def data_folder() -> Path | None:
    """The folder named by `MEDLAB_DATA`, or None if the variable is empty or names no folder."""
    named = os.environ.get(VARIABLE, "").strip()
    folder = Path(named).expanduser()
    return folder if named and folder.is_dir() else None


def locate(card: "Card", file: "File") -> Path:
    """Where the bytes of a file lie on this machine; they are not checked here.

    Parameters
    ----------
    card : Card
    file : File
        One of `card.files`.

    Returns
    -------
    Path
        `MEDLAB_DATA/NAME/FILE` or `MEDLAB_DATA/FILE` if it is there, else beside the card, else inside the package.

    Raises
    ------
    MedlabError
        If it is nowhere: the message says what to install or where to put it.
    """
    for path in _candidates(card, file):
        if path.is_file():
            return path
    raise _nowhere(card, file)


def _candidates(card: "Card", file: "File") -> list[Path]:
    own = data_folder()
    found = [own / card.name / file.name, own / file.name] if own else []
    if file.beside:
        found.append(cards.folder() / file.name)
    if file.package and (root := _package_folder(file.package.module)):
        found.append(root / file.package.path)
    return found


def _package_folder(module: str) -> Path | None:
    """Folder of an installed top-level package, without importing it."""
    spec = find_spec(module)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def read(card: "Card", file: "File") -> Content:
    """The bytes of a file, if their checksum is one that the card accepts.

    Parameters
    ----------
    card : Card
    file : File
        One of `card.files`.

    Returns
    -------
    Content

    Raises
    ------
    MedlabError
        If the file is nowhere, or its bytes are not one of the accepted versions.
    """
    path = locate(card, file)
    most = max(version.bytes for version in file.versions)
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    came = hashlib.sha256(data).hexdigest()
    for version in file.versions:
        if version.sha256 == came and version.bytes == len(data):
            return Content(data, version, _origin(file, version, path))
    raise _other_bytes(card, file, path, came)


def _origin(file: "File", version: "Version", path: Path) -> str:
    """As in "scikit-survival 0.28.0"."""
    if _is_own(path):
        return f"{VARIABLE}: {version.held_by}"
    if not file.package:
        return version.held_by
    try:
        return f"{file.package.distribution} {metadata.version(file.package.distribution)}"
    except metadata.PackageNotFoundError:
        return version.held_by


def _is_own(path: Path) -> bool:
    own = data_folder()
    return own is not None and path.is_relative_to(own)


def _nowhere(card: "Card", file: "File") -> MedlabError:
    way = _way_to_get(file)
    return MedlabError(
        fr=f"Le fichier {file.name} du jeu « {card.name} » est introuvable. {way.fr} {_by_hand(card, file).fr}",
        en=f'The file {file.name} of the data set "{card.name}" is nowhere to be found. {way.en} '
        f"{_by_hand(card, file).en}",
    )


def _way_to_get(file: "File") -> T:
    if file.package:
        command = f"python -m pip install {file.package.distribution}"
        return T(
            fr=f"Il vient avec le paquet {file.package.distribution} : {command}.",
            en=f"It comes with the package {file.package.distribution}: {command}.",
        )
    if file.addresses:
        shown = ", ".join(file.addresses)
        return T(fr=f"Il se télécharge ici : {shown}.", en=f"It can be downloaded here: {shown}.")
    return T(fr="Il devrait être livré avec medlab : réinstallez-le.", en="It should come with medlab: reinstall it.")


def _by_hand(card: "Card", file: "File") -> T:
    accepted = ", ".join(version.sha256 for version in file.versions)
    return T(
        fr=f"À la main : posez-le dans un dossier nommé par la variable {VARIABLE}, sous {card.name}/{file.name} "
        f"(sha256 accepté : {accepted}).",
        en=f"By hand: put it in a folder named by the variable {VARIABLE}, as {card.name}/{file.name} "
        f"(accepted sha256: {accepted}).",
    )


def _other_bytes(card: "Card", file: "File", path: Path, came: str) -> MedlabError:
    accepted = "; ".join(f"{version.sha256} ({version.held_by})" for version in file.versions)
    mend = _mend(file, path)
    return MedlabError(
        fr=f"Le fichier {path} du jeu « {card.name} » est refusé : son sha256 est {came}, "
        f"les versions acceptées sont : {accepted}. {mend.fr}",
        en=f'The file {path} of the data set "{card.name}" is refused: its sha256 is {came}, '
        f"the accepted versions are: {accepted}. {mend.en}",
    )


def _mend(file: "File", path: Path) -> T:
    if _is_own(path):
        return T(
            fr=f"Retirez ou remplacez ce fichier du dossier {VARIABLE}.",
            en=f"Remove or replace this file of the {VARIABLE} folder.",
        )
    if file.package:
        known = file.versions[0].held_by.split(",")[0].replace(" ", "==")
        return T(
            fr=f'Reprenez une version connue du paquet : python -m pip install "{known}".',
            en=f'Get a known version of the package: python -m pip install "{known}".',
        )
    return T(fr="Réinstallez medlab-course.", en="Reinstall medlab-course.")
