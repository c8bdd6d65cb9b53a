"""`medlab progress`: what the learner has done, kept on this computer only; to a file, from a file, or erased."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medlab import progress
from medlab.errors import MedlabError
from medlab.language import T

_ABOUT = T(
    fr="Montre où vous en êtes. La progression (exercices essayés, points, indices ; ni réponse ni nom) reste sur cet "
    "ordinateur, dans un fichier que vous pouvez emporter ou effacer.",
    en="Shows where you are. Your progress (exercises tried, points, hints; no answer, no name) stays on this "
    "computer, in a file that you can take along or erase.",
)
_EXAMPLES = T(
    fr="""\
exemples :
  medlab progress                          voir où vous en êtes
  medlab progress export mes-points.jsonl  copier la progression dans un fichier
  medlab progress import mes-points.jsonl  ajouter celle d'un autre ordinateur
  medlab progress erase                    tout effacer, après confirmation""",
    en="""\
examples:
  medlab progress                          see where you are
  medlab progress export my-points.jsonl   copy the progress to a file
  medlab progress import my-points.jsonl   add that of another computer
  medlab progress erase                    erase all, after a confirmation""",
)
_NOTHING = T(fr="Rien n'est encore enregistré.", en="Nothing is recorded yet.")
_WHERE = T(fr="Fichier : {path}", en="File: {path}")
_EXPORTED = T(fr="Événements copiés dans {path} : {n}.", en="Events copied to {path}: {n}.")
_IMPORTED = T(fr="Événements ajoutés à votre progression : {n}.", en="Events added to your progress: {n}.")
_NONE_IMPORTED = T(
    fr="Rien à ajouter : tout y est déjà, ou ce fichier n'est pas une progression exportée par medlab.",
    en="Nothing to add: all is there already, or this file is not a progress that medlab exported.",
)
_REASONS = {
    FileNotFoundError: T(fr="ce fichier ou ce dossier n'existe pas", en="this file or folder does not exist"),
    IsADirectoryError: T(fr="c'est un dossier", en="this is a folder"),
    PermissionError: T(fr="l'accès est refusé", en="access is denied"),
}
_ASK = T(
    fr="Effacer toute votre progression ({n} événements) ? Tapez oui : ",
    en="Erase all your progress ({n} events)? Type yes: ",
)
_ERASED = T(fr="Votre progression est effacée.", en="Your progress is erased.")
_KEPT = T(fr="Rien n'a été effacé.", en="Nothing was erased.")


def add_parser(commands) -> None:
    """Add `progress` to the commands of `medlab`, an `argparse` subparsers object."""
    summary = T(
        fr="voir, exporter, importer ou effacer votre progression", en="see, export, import or erase your progress"
    )
    parser = commands.add_parser("progress", help=str(summary), description=str(_ABOUT), epilog=str(_EXAMPLES))
    parser.set_defaults(func=show)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    export = _add(actions, "export", T(fr="copier la progression dans un fichier", en="copy the progress to a file"))
    export.set_defaults(func=export_to)
    bring = _add(actions, "import", T(fr="ajouter la progression d'un fichier", en="add the progress of a file"))
    bring.set_defaults(func=import_from)
    for action in (export, bring):
        action.add_argument("file", type=Path, metavar=str(T(fr="FICHIER", en="FILE")))
    erase = _add(actions, "erase", T(fr="effacer toute la progression", en="erase all the progress"))
    erase.add_argument("--yes", action="store_true", help=str(T(fr="sans demander", en="without asking")))
    erase.set_defaults(func=erase_all)


def show(_arguments: argparse.Namespace) -> None:
    """Print each module's exercises with their points."""
    if not progress.read():
        print(_NOTHING)
        return
    from medlab.widgets import progress_view

    print(progress_view().text)
    print(_WHERE.format(path=progress.progress_path()))


def export_to(arguments: argparse.Namespace) -> None:
    """Copy the progress file; an existing file is not overwritten."""
    events = progress.read()
    if not events:
        print(_NOTHING)
        return
    if arguments.file.exists():
        raise _exists(arguments.file)
    with _explained(arguments.file):
        shutil.copyfile(progress.progress_path(), arguments.file)
    print(_EXPORTED.format(n=len(events), path=arguments.file))


def import_from(arguments: argparse.Namespace) -> None:
    """Add the lines of a file that are not recorded yet."""
    with _explained(arguments.file):
        lines = arguments.file.read_text(encoding="utf-8", errors="replace").splitlines()
    with _explained(progress.progress_path()):
        added = progress.merge(lines)
    print(_IMPORTED.format(n=added) if added else _NONE_IMPORTED)


def erase_all(arguments: argparse.Namespace) -> None:
    """Erase the progress file, once the user has said yes."""
    if not arguments.yes and not _confirmed(len(progress.read())):
        print(_KEPT)
        return
    with _explained(progress.progress_path()):
        progress.erase()
    print(_ERASED)


def _add(actions, name: str, text: T) -> argparse.ArgumentParser:
    return actions.add_parser(name, help=str(text), description=str(text))


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise MedlabError(
            fr="Personne ne peut confirmer ici. Pour effacer sans question : medlab progress erase --yes",
            en="Nobody can confirm here. To erase without a question: medlab progress erase --yes",
        )
    return input(str(_ASK.format(n=count))).strip().lower() in ("oui", "yes")


def _exists(path: Path) -> MedlabError:
    return MedlabError(
        fr=f"{path} existe déjà et n'a pas été remplacé. Donnez un autre nom.",
        en=f"{path} exists already and was not replaced. Give another name.",
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the system's refusal to read or write `path` into a `MedlabError`."""
    try:
        yield
    except OSError as problem:
        reason = _REASONS.get(type(problem)) or T(fr=str(problem), en=str(problem))
        raise MedlabError(
            fr=f"{path} : {reason.fr}. Vérifiez le chemin et les droits.",
            en=f"{path}: {reason.en}. Check the path and its permissions.",
        ) from problem
