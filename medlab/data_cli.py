"""`medlab data list | info NAME | get NAME ... | verify [NAME ...]`, each with `--json`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from medlab.errors import MedlabError
from medlab.language import T

if TYPE_CHECKING:
    from medlab.cards.schema import Card, File

_HELP = {
    "data": T(fr="les jeux de données : liste, fiches, vérification", en="the data sets: list, cards, verification"),
    "list": T(fr="tous les jeux de données", en="all data sets"),
    "info": T(fr="la fiche d'un jeu : source, licence, personnes, colonnes, biais", en="the card of a data set"),
    "get": T(fr="obtenir les fichiers d'un jeu et les vérifier", en="get the files of a data set and check them"),
    "verify": T(fr="vérifier les fichiers (tous, ou ceux nommés)", en="check the files (all, or those named)"),
    "json": T(fr="réponse en JSON", en="answer in JSON"),
    "name": T(fr="nom du jeu de données", en="name of the data set"),
}


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
    parser = subparsers.add_parser("data", help=str(_HELP["data"]), description=str(_HELP["data"]))
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, run in (("list", list_all), ("info", info), ("get", get), ("verify", verify)):
        one = verbs.add_parser(verb, help=str(_HELP[verb]), description=str(_HELP[verb]))
        one.add_argument("--json", action="store_true", help=str(_HELP["json"]))
        one.set_defaults(func=_guarded(run))
        if verb != "list":
            many = {"info": None, "get": "+", "verify": "*"}[verb]
            one.add_argument("name", nargs=many, help=str(_HELP["name"]))
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
    """`medlab data get NAME ...`: where each file lies, once it is checked; 1 if one is missing or wrong."""
    return _report(args, args.name)


def verify(args: Namespace) -> int:
    """`medlab data verify [NAME ...]`: one line a file; 1 if one is missing or wrong."""
    from medlab.cards import list_datasets

    return _report(args, args.name or list_datasets())


def _report(args: Namespace, names: list[str]) -> int:
    from medlab.cards import card

    cards = [card(name) for name in names]
    rows = [_check(one, file) for one in cards for file in one.files]
    if args.json:
        _print_json(rows)
    else:
        for row in rows:
            print(_row(row))
    return 0 if all(row["ok"] for row in rows) else 1


def _check(card: "Card", file: "File") -> dict:
    from medlab.fetch import locate, read

    row = {"name": card.name, "file": file.name, "ok": False, "path": None, "version": None, "problem": None}
    try:
        content = read(card, file)
    except MedlabError as error:
        return row | {"problem": str(error)}
    return row | {"ok": True, "path": str(locate(card, file)), "version": content.origin}


def _row(row: dict) -> str:
    if row["ok"]:
        return f"ok     {row['name']}  {row['path']}  ({row['version']})"
    return f"{T(fr='ÉCHEC', en='FAILED')}  {row['name']}  {row['problem']}"


def _print_json(value) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
