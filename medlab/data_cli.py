"""`medlab data list | info NAME | get NAME ... | verify [NAME ...] | mirror FOLDER [NAME ...]`, each with `--json`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card
    from medlab.cards.sources import File
    from medlab.fetch import Content

_HELP = {
    "data": T(fr="les jeux de données : liste, fiches, vérification", en="the data sets: list, cards, verification"),
    "list": T(fr="tous les jeux de données", en="all data sets"),
    "info": T(fr="la fiche d'un jeu : source, licence, personnes, colonnes, biais", en="the card of a data set"),
    "get": T(fr="télécharger un jeu, et le vérifier", en="download a data set, and check it"),
    "verify": T(fr="vérifier ce qui est sur cette machine", en="check what is on this machine"),
    "mirror": T(
        fr="remplir un dossier pour une salle ou une machine sans réseau",
        en="fill a folder for a classroom or a machine without a network",
    ),
    "json": T(fr="réponse en JSON", en="answer in JSON"),
    "offline": T(fr="n'utiliser aucun réseau (comme MEDLAB_OFFLINE=1)", en="use no network (as MEDLAB_OFFLINE=1)"),
    "name": T(fr="nom du jeu de données", en="name of the data set"),
    "folder": T(fr="dossier à remplir", en="the folder to fill"),
}
_MORE = {
    "get": T(
        fr="Télécharge les fichiers d'un jeu, une fois pour toutes : un téléchargement coupé reprend où il en était, "
        "et rien n'est gardé dont la somme de contrôle n'est pas juste.",
        en="Downloads the files of a data set, once and for all: a download that was cut goes on where it stopped, and "
        "nothing is kept whose checksum is not right.",
    ),
    "verify": T(
        fr="Relit chaque fichier et compare sa somme de contrôle à celle de sa fiche, sans réseau. Sans nom, tous les "
        "jeux ; ceux qui n'ont pas été téléchargés ne sont pas des fautes.",
        en="Reads each file again and compares its checksum with that of its card, without a network. Without a name, "
        "all data sets; those that were not downloaded are no faults.",
    ),
    "mirror": T(
        fr="Copie dans FOLDER les jeux nommés, sinon tous ceux qui se téléchargent. Donnez ensuite ce dossier aux "
        "autres machines : MEDLAB_DATA=FOLDER.",
        en="Copies into FOLDER the data sets named, else all that are downloaded. Then give this folder to the other "
        "machines: MEDLAB_DATA=FOLDER.",
    ),
}
_ABOUT = T(
    fr="Les jeux de données : la plupart viennent avec medlab, les autres se téléchargent au premier usage. Cherchés "
    "dans le dossier que nomme MEDLAB_DATA, puis dans les paquets installés, puis dans le cache (MEDLAB_CACHE).",
    en="The data sets: most come with medlab, the others are downloaded at first use. Looked for in the folder that "
    "MEDLAB_DATA names, then in the installed packages, then in the cache (MEDLAB_CACHE).",
)
_EXAMPLES = T(
    fr="""\
exemples :
  medlab data list
  medlab data info pneumoniamnist
  medlab data get pneumoniamnist
  medlab data mirror /partage/medlab pneumoniamnist breastmnist""",
    en="""\
examples:
  medlab data list
  medlab data info pneumoniamnist
  medlab data get pneumoniamnist
  medlab data mirror /shared/medlab pneumoniamnist breastmnist""",
)


def add_parser(subparsers) -> ArgumentParser:
    """Add `data` and its verbs to the subparsers of `medlab`; each sets `func`, which returns the exit status.

    Parameters
    ----------
    subparsers : the object returned by `ArgumentParser.add_subparsers()`

    Returns
    -------
    argparse.ArgumentParser
        The parser of `medlab data`.
    """
    parser = subparsers.add_parser("data", help=str(_HELP["data"]), description=str(_ABOUT), epilog=str(_EXAMPLES))
    title, metavar = T(fr="commandes", en="commands"), T(fr="COMMANDE", en="COMMAND")
    verbs = parser.add_subparsers(dest="verb", required=True, title=str(title), metavar=str(metavar))
    for verb, run, names in _VERBS:
        one = verbs.add_parser(verb, help=str(_HELP[verb]), description=str(_MORE.get(verb, _HELP[verb])))
        one.add_argument("--json", action="store_true", help=str(_HELP["json"]))
        one.set_defaults(func=_guarded(run))
        if verb == "mirror":
            one.add_argument("folder", type=Path, metavar="FOLDER", help=str(_HELP["folder"]))
        if verb in ("get", "mirror"):
            one.add_argument("--offline", action="store_true", help=str(_HELP["offline"]))
        if names != 0:
            one.add_argument("name", nargs=names, metavar="NAME", help=str(_HELP["name"]))
    return parser


def _guarded(run):
    def func(args: Namespace) -> int:
        try:
            return run(args)
        except MedlabError as error:
            print(error, file=sys.stderr)
            return 1

    return func


def list_all(args: Namespace) -> int:
    """`medlab data list`: one line a data set, or a JSON list of summaries."""
    from medlab.cards import card, list_datasets

    found = [card(name) for name in list_datasets()]
    if args.json:
        _print_json([_summary(one) for one in found])
        return 0
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        print(f"{one.name:<{width}}  {_line(one)}")
    return 0


def _line(card: "Card") -> str:
    from medlab.cards.text import origin, size

    return " · ".join(map(str, (card.title, origin(card), card.task, size(card), card.tier)))


def _summary(card: "Card") -> dict:
    whole = card.to_dict()
    keys = ("name", "title", "task", "modality", "origin", "tier", "shape", "licence", "citation")
    return {key: whole[key] for key in keys} | {"people": card.people.number, "bytes": card.bytes}


def info(args: Namespace) -> int:
    """`medlab data info NAME`: the card as text, or whole in JSON."""
    from medlab.cards import card

    found = card(args.name)
    if args.json:
        _print_json(found.to_dict())
    else:
        print(found)
    return 0


def get(args: Namespace) -> int:
    """`medlab data get NAME ...`: where each file lies, once it is here and checked; 1 if one is missing or wrong."""
    from medlab.fetch import read

    return _report(args, args.name, lambda card, file: read(card, file, offline=args.offline))


def verify(args: Namespace) -> int:
    """`medlab data verify [NAME ...]`: one line a file; 1 if one is wrong, or is named and not here."""
    from medlab.cards import list_datasets
    from medlab.fetch import look

    return _report(args, args.name or list_datasets(), look)


def mirror(args: Namespace) -> int:
    """`medlab data mirror FOLDER [NAME ...]`: fill a folder that serves as `MEDLAB_DATA`; 1 if a file is missing."""
    from medlab.fetch import mirror

    def copy(card: "Card", file: "File") -> "Content":
        return mirror(card, file, args.folder.absolute(), offline=args.offline)

    status = _report(args, args.name or _fetched(), copy)
    if not args.json:
        print(T(fr=f"Pour s'en servir : MEDLAB_DATA={args.folder}", en=f"To use it: MEDLAB_DATA={args.folder}"))
    return status


def _fetched() -> list[str]:
    from medlab.cards import list_datasets

    return sorted([*list_datasets(tier="download"), *list_datasets(tier="wheel")])


def _report(args: Namespace, names: list[str], take: "Callable[[Card, File], Content | None]") -> int:
    from medlab.cards import card

    wanted = [(one, file) for one in map(card, names) for file in one.files]
    rows = []
    for one, file in wanted:
        rows.append(_row(one, file, take))
        if not args.json:
            print(_line_of(rows[-1]), flush=True)
    if args.json:
        _print_json(rows)
    wrong = {"failed", "absent"} if args.name else {"failed"}
    return 1 if any(row["status"] in wrong for row in rows) else 0


def _row(card: "Card", file: "File", take: "Callable[[Card, File], Content | None]") -> dict:
    row = {"name": card.name, "file": file.name, "status": "failed", "path": None, "version": None, "problem": None}
    try:
        content = take(card, file)
    except MedlabError as error:
        return row | {"problem": str(error)}
    if content is None:
        return row | {"status": "absent"}
    return row | {"status": "ok", "path": str(content.path), "version": content.origin}


def _line_of(row: dict) -> str:
    if row["status"] == "ok":
        return f"ok      {row['name']}  {row['path']}  ({row['version']})"
    if row["status"] == "absent":
        command = f"medlab data get {row['name']}"
        return f"absent  {row['name']}  ({command})"
    return f"{T(fr='ÉCHEC', en='FAILED')!s:<6}  {row['name']}  {row['problem']}"


def _print_json(value) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


_VERBS = (
    ("list", list_all, 0),
    ("info", info, None),
    ("get", get, "+"),
    ("verify", verify, "*"),
    ("mirror", mirror, "*"),
)
