"""The command `medlab`: lab, doctor, data, progress. Each command's module is imported when it is called."""

import argparse
import codecs
import os
import re
import sys
from collections.abc import Sequence

from medlab import __version__
from medlab.errors import MedlabError
from medlab.language import LANGUAGES, T, set_language

_ABOUT = T(
    fr="Un cours sur l'IA en médecine, en carnets Jupyter qui se corrigent eux-mêmes.",
    en="A course on AI in medicine, in Jupyter notebooks that grade themselves.",
)
_EXAMPLES = T(
    fr="""\
exemples :
  medlab lab --lang fr            ouvrir le cours en français dans JupyterLab
  medlab doctor                   vérifier que tout est en place, et savoir quoi faire sinon
  medlab data list                voir les jeux de données
  medlab progress                 voir où vous en êtes
  medlab lab --help               tout sur une commande""",
    en="""\
examples:
  medlab lab --lang en            open the course in English in JupyterLab
  medlab doctor                   check that all is in place, and what to do if not
  medlab data list                see the data sets
  medlab progress                 see where you are
  medlab lab --help               all about one command""",
)
_LAB = T(fr="ouvrir le cours dans JupyterLab", en="open the course in JupyterLab")
_LAB_MORE = T(
    fr="Pose les carnets du cours dans un dossier et ouvre JupyterLab sur sa page d'accueil. Dans un dossier qui "
    "contient déjà votre travail, rien n'est perdu : les carnets sont mis à jour autour de vos réponses, et une copie "
    "d'avant est gardée.",
    en="Lays the course's notebooks down in a folder and opens JupyterLab on its home page. In a folder that holds "
    "your work nothing is lost: the notebooks are updated around your answers, and a copy of the earlier ones is kept.",
)
_LAB_EXAMPLES = T(
    fr="""\
exemples :
  medlab lab --lang fr
  medlab lab --dir ~/cours-ia --port 8899
  medlab lab --no-browser         affiche l'adresse à ouvrir vous-même""",
    en="""\
examples:
  medlab lab --lang en
  medlab lab --dir ~/ai-course --port 8899
  medlab lab --no-browser         shows the address to open yourself""",
)
_DOCTOR = T(
    fr="vérifier cet ordinateur, et dire quoi faire si quelque chose manque",
    en="check this computer, and say what to do if something is missing",
)
_DATA = T(fr="voir, télécharger et vérifier les jeux de données", en="see, download and verify the data sets")
_PROGRESS = T(
    fr="voir, exporter, importer ou effacer votre progression", en="see, export, import or erase your progress"
)

# Argparse has no French catalogue: its messages, by their English beginning.
_ARGPARSE_IN_FRENCH = (
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"argument (\S+): expected one argument", r"\1 attend une valeur"),
    (r"argument (\S+): expected at least one argument", r"\1 attend au moins une valeur"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.*)\)", r"\1 : \2 n'est pas possible (au choix : \3)"),
    (r"argument (\S+): invalid \w+ value: (.*)", r"\1 : la valeur \2 ne convient pas"),
    (r"argument (\S+): not allowed with argument (.*)", r"\1 et \2 ne vont pas ensemble"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 n'attend pas de valeur, et a reçu \2"),
    (r"argument (\S+): (.*)", r"\1 : \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        ours = str(T(fr="usage : ", en="usage: "))
        super().add_usage(usage, actions, groups, ours if prefix is None else prefix)

    def start_section(self, heading):
        super().start_section(str(T(fr=f"{heading} ", en=f"{heading}")))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Paragraphs are wrapped; a text with lines of its own, as the examples, is left as it is."""
        fill = super()._fill_text if "\n" in text else super(argparse.RawDescriptionHelpFormatter, self)._fill_text
        return fill(text, width, indent)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` that speaks the chosen language and, after a mistake, says where help is."""

    def __init__(self, *, add_help: bool = True, **settings):
        settings.setdefault("formatter_class", _Formatter)
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        self._positionals.title = str(T(fr="arguments", en="arguments"))
        self._optionals.title = str(T(fr="options", en="options"))
        if add_help:
            self._add_help()

    def _add_help(self) -> None:
        self.add_argument("-h", "--help", action="help", help=str(T(fr="afficher cette aide", en="show this help")))

    def of(self, command: str | None) -> "Parser":
        """The parser of `command`, or this one."""
        return self.commands.choices[command] if command else self

    def error(self, message: str):
        mistake = T(fr="erreur : {message}\nAide : {prog} --help", en="error: {message}\nHelp: {prog} --help")
        told = mistake.format(message=T(fr=_in_french(message), en=message), prog=self.prog)
        self.exit(2, f"{self.format_usage()}{told}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run `medlab` with `argv` (by default the command line); returns the exit code.

    0: done; 1: `doctor` found a fault; 2: a mistake, told in one sentence; 130: interrupted.
    """
    _make_printable()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv)) or 0
    except MedlabError as problem:
        print(f"medlab: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def build_parser(command: str | None = None) -> Parser:
    """The parser; of the commands only `command` is loaded whole.

    Parameters
    ----------
    command : "lab", "doctor", "data", "progress" or None
    """
    parser = Parser(prog="medlab", description=str(_ABOUT), epilog=str(_EXAMPLES))
    parser.add_argument("--version", action="version", version=f"medlab {__version__}", help=_version_help())
    _add_language(parser)
    title = str(T(fr="commandes", en="commands"))
    metavar = str(T(fr="COMMANDE", en="COMMAND"))
    commands = parser.commands = parser.add_subparsers(title=title, metavar=metavar, dest="command")
    _add_lab(commands)
    _add_doctor(commands)
    _add_whole_or_name(commands, "data", _DATA, whole=command == "data")
    _add_whole_or_name(commands, "progress", _PROGRESS, whole=command == "progress")
    return parser


def _run(argv: list[str]) -> int | None:
    language, argv = _take_language(argv)
    command = next((word for word in argv if not word.startswith("-")), None)
    parser = build_parser(command)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        parser.of(arguments.command).error(f"unrecognized arguments: {' '.join(unknown)}")
    if arguments.command is None:
        parser.print_help()
        return 0
    arguments.lang = language
    return arguments.func(arguments)


def _take_language(argv: list[str]) -> tuple[str | None, list[str]]:
    """`--lang` may stand anywhere, and its value decides the language of the help and of mistakes."""
    parser = Parser(prog="medlab", add_help=False)
    parser.add_argument("--lang", choices=LANGUAGES)
    found, rest = parser.parse_known_args(argv)
    if found.lang:
        set_language(found.lang)
    return found.lang, rest


def _add_language(parser: argparse.ArgumentParser) -> None:
    text = T(
        fr="langue du cours et des messages (par défaut : celle du dossier du cours, sinon du système)",
        en="language of the course and of messages (default: the course folder's, else the system's)",
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=str(text))


def _add_lab(commands) -> None:
    parser = commands.add_parser("lab", help=str(_LAB), description=str(_LAB_MORE), epilog=str(_LAB_EXAMPLES))
    _add_language(parser)
    folder, number = T(fr="DOSSIER", en="DIR"), T(fr="N", en="N")
    texts = {
        "--dir": T(
            fr="dossier du cours (par défaut : celui où vous êtes, sinon ./medlab-course)",
            en="the course folder (default: the one you are in, else ./medlab-course)",
        ),
        "--no-browser": T(fr="n'ouvrir aucun navigateur", en="open no browser"),
        "--port": T(
            fr="port de JupyterLab ; le suivant qui est libre s'il est occupé",
            en="JupyterLab's port; the next free one if it is busy",
        ),
    }
    parser.add_argument("--dir", metavar=str(folder), help=str(texts["--dir"]))
    parser.add_argument("--no-browser", action="store_true", help=str(texts["--no-browser"]))
    parser.add_argument("--port", type=_port, metavar=str(number), help=str(texts["--port"]))
    parser.set_defaults(func=_lab)


def _add_doctor(commands) -> None:
    parser = commands.add_parser("doctor", help=str(_DOCTOR), description=f"{_DOCTOR}.".capitalize())
    parser.add_argument("--json", action="store_true", help=str(T(fr="résultat en JSON", en="result as JSON")))
    parser.set_defaults(func=_doctor)


def _add_whole_or_name(commands, name: str, text: T, *, whole: bool) -> None:
    if not whole:
        commands.add_parser(name, help=str(text))
        return
    from importlib import import_module

    import_module(f"medlab.{name}_cli").add_parser(commands)


def _lab(arguments: argparse.Namespace) -> int:
    from medlab import lab

    browser = not arguments.no_browser
    return lab.run(language=arguments.lang, folder=arguments.dir, browser=browser, port=arguments.port)


def _doctor(arguments: argparse.Namespace) -> int:
    from medlab import doctor

    return doctor.run(as_json=arguments.json)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    mistake = T(
        fr="{text} n'est pas un port : donnez un nombre entre 1 et 65535",
        en="{text} is not a port: give a number between 1 and 65535",
    )
    raise argparse.ArgumentTypeError(str(mistake.format(text=repr(text))))


def _version_help() -> str:
    return str(T(fr="afficher la version", en="show the version"))


def _in_french(message: str) -> str:
    for pattern, french in _ARGPARSE_IN_FRENCH:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(french)
    return message


def _make_printable() -> None:
    """On a terminal that lacks a character, a plain one stands for it: French spaces must not end in a traceback."""
    codecs.register_error("medlab", _plain)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="medlab")


def _plain(problem: UnicodeError) -> tuple[str, int]:
    missing = problem.object[problem.start : problem.end]
    return "".join(" " if character.isspace() else "?" for character in missing), problem.end


if __name__ == "__main__":
    sys.exit(main())
