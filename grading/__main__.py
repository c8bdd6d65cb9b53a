"""The instructor's commands: `python -m grading VERB`, from a clone."""

import argparse
import sys
from pathlib import Path

from medlab.errors import MedlabError
from medlab.language import LANGUAGES, T


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; a user's mistake is one sentence and exit code 2."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except MedlabError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m grading", description=str(_ABOUT))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for add in (_add_build, _add_release, _add_wheel, _add_new, _add_readme):
        add(verbs)
    return parser


_ABOUT = T(fr="Construire le cours et sa distribution.", en="Build the course and its distribution.")


def _add_build(verbs) -> None:
    text = T(fr="des sources aux carnets nbgrader", en="from sources to nbgrader notebooks")
    parser = verbs.add_parser("build", help=str(text), description=str(text))
    parser.add_argument("--lang", action="append", choices=LANGUAGES, help="fr, en; default: both")
    parser.add_argument("--profile", choices=("practice", "graded"), default="graded", help="default: graded")
    parser.add_argument("--bank", type=Path, metavar="DIR", help="the instructor's private exercises, which win by id")
    parser.add_argument("--out", type=Path, default=Path("build"), metavar="DIR", help="default: build")
    parser.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> None:
    from grading.build import Options, build

    if options.bank and not options.bank.is_dir():
        raise MedlabError(
            fr=f"La banque {options.bank} n'est pas un dossier. Donnez celui qui contient NN_nom/exercises.py.",
            en=f"The bank {options.bank} is not a folder. Give the one that holds NN_name/exercises.py.",
        )
    languages = tuple(dict.fromkeys(options.lang or LANGUAGES))
    with _Progress() as progress:
        written = build(Options(options.out, languages, options.profile, options.bank), progress=progress)
    done = T(fr="{n} fichiers écrits dans {out}", en="{n} files written in {out}")
    print(done.format(n=len(written), out=options.out))


def _add_release(verbs) -> None:
    text = T(fr="la version d'entraînement, pour medlab lab", en="the practice release, for medlab lab")
    verbs.add_parser("release", help=str(text), description=str(text)).set_defaults(run=_release)


def _release(options: argparse.Namespace) -> None:
    from grading.pack import pack_release

    with _Progress() as progress:
        pack_release(progress=progress)


def _add_wheel(verbs) -> None:
    text = T(fr="la roue (wheel), avec la version d'entraînement", en="the wheel, with the practice release inside")
    parser = verbs.add_parser("wheel", help=str(text), description=str(text))
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="default: dist")
    parser.set_defaults(run=_wheel)


def _wheel(options: argparse.Namespace) -> int:
    from grading.wheel import build_wheel

    _release(options)
    print(build_wheel(options.out))
    return 0


def _add_new(verbs) -> None:
    text = T(fr="un squelette : module, exercice ou variante", en="a scaffold: module, exercise or variant")
    parser = verbs.add_parser("new", help=str(text), description=str(text))
    parser.add_argument("what", choices=("module", "exercise", "variant"))
    parser.add_argument("name", help="NN_slug, or NN.exercise")
    parser.add_argument("--bank", type=Path, metavar="DIR", help="where a variant goes")
    parser.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> None:
    from grading import scaffold

    for path in scaffold.new(options.what, options.name, bank=options.bank):
        print(path)


def _add_readme(verbs) -> None:
    text = T(fr="le tableau des modules de README.md", en="the table of modules in README.md")
    parser = verbs.add_parser("readme", help=str(text), description=str(text))
    parser.add_argument("--check", action="store_true", help="only say whether it is stale (exit code 1)")
    parser.set_defaults(run=_readme)


def _readme(options: argparse.Namespace) -> int:
    from grading.readme import update_readme

    return int(update_readme(check=options.check))


class _Progress:
    """A bar with one step a module, on a terminal only."""

    def __enter__(self):
        from tqdm import tqdm

        from grading.course import find_slugs

        self.bar = tqdm(total=len(find_slugs()), unit="module", disable=None, leave=False)
        return self

    def __call__(self, step: str) -> None:
        self.bar.set_description(step)
        self.bar.update()

    def __exit__(self, *exception) -> None:
        self.bar.close()


if __name__ == "__main__":
    sys.exit(main())
