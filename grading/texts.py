"""The words that the builder writes into notebooks: header, setup, install, statements, essays."""

import tomllib
from pathlib import Path

from grading import code
from grading.course import LoadedModule
from grading.exercise import Exercise
from medlab.language import T

SETUP = """\
try:
    from medlab import card, check, hint, load, predict, quiz, set_language, solution, start
except ImportError:
    raise ImportError("{missing}") from None
start("{slug}", language="{language}", release="{release}")
"""

MISSING = T(
    fr="Aucun paquet medlab, ou pas le bon. Tapez : pip uninstall medlab, puis réinstallez medlab-course.",
    en="No package medlab, or not the right one. Type: pip uninstall medlab, then install medlab-course again.",
)

INSTALL_WHEEL = """\
from pathlib import Path
wheel = "medlab_course-{version}-py3-none-any.whl"
if not Path(wheel).exists():
    from google.colab import files
    files.upload()
%pip install --quiet ./{{wheel}}
"""


def header(module: LoadedModule, language: str) -> str:
    """Title, promise and what the module costs."""
    info = module.info
    badge = (
        f"[![Colab](https://colab.research.google.com/assets/colab-badge.svg)]({url})\n\n"
        if (url := colab_url(module.slug, language))
        else ""
    )
    rows = T(
        fr="| Durée | Prérequis | Mémoire | Téléchargement | Points |\n|---|---|---|---|---|\n"
        "| {time_fr} | {before} | {memory} Mo | {download} | {points} |",
        en="| Time | Before | Memory | Download | Points |\n|---|---|---|---|---|\n"
        "| {time_en} | {before} | {memory} MB | {download} | {points} |",
    ).format(
        time_fr=_time(info, "fr"),
        time_en=_time(info, "en"),
        before=info.prerequisites,
        memory=info.memory_mb,
        download=_download(info.download_mb),
        points=_plain_number(module.points),
    )
    table = rows.text(language)
    return f"# {module.number} · {info.title.text(language)}\n\n{badge}{info.promise.text(language)}\n\n{table}"


def _time(info, language: str) -> str:
    source = info.minutes_source.text(language)
    if not info.further_minutes:
        return f"{info.core_minutes} min ({source})"
    more = {"fr": "pour aller plus loin", "en": "further"}[language]
    return f"{info.core_minutes} min + {info.further_minutes} min {more} ({source})"


def _download(megabytes: float) -> T:
    if not megabytes:
        return T(fr="aucun", en="none")
    return T(fr=f"{megabytes:g} Mo", en=f"{megabytes:g} MB")


def setup(slug: str, language: str, release: str) -> str:
    """The first code cell of every notebook."""
    return SETUP.format(missing=getattr(MISSING, language), slug=slug, language=language, release=release).rstrip()


def install(version: str) -> str:
    """Colab's install cell: exactly this version, from the public repository or an uploaded wheel."""
    if address := repository():
        return f"%pip install --quiet medlab-course=={version}  # {address}"
    return INSTALL_WHEEL.format(version=version).rstrip()


def repository() -> str:
    """The public address of the repository, one setting in pyproject.toml; empty while there is none."""
    path = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["tool"]["medlab"]["repository"]


def colab_url(slug: str, language: str) -> str:
    """Where Colab opens the notebook of a module; empty while the repository has no public address."""
    address = repository().removeprefix("https://github.com/")
    return f"https://colab.research.google.com/github/{address}/blob/colab/{language}/{slug}.ipynb" if address else ""


def statement(exercise: Exercise, number: int, language: str) -> str:
    """What to do, above the answer cell."""
    line = T(
        fr="*Niveau {level} · {points} · {path}*",
        en="*Level {level} · {points} · {path}*",
    ).format(level=exercise.level, points=_points(exercise.points), path=_path(exercise))
    title = f"### {T(fr='Exercice', en='Exercise').text(language)} {number} · {exercise.title.text(language)}"
    parts = [title, line.text(language), exercise.statement.text(language).strip(), _options(exercise, language)]
    return "\n\n".join(part for part in [*parts, _help(exercise, language)] if part)


def _points(points: float) -> T:
    fr, en = "s" if points >= 2 else "", "" if points == 1 else "s"
    return T(fr="{n} point" + fr, en="{n} point" + en).format(n=_plain_number(points))


def _plain_number(value: float) -> T:
    return T(fr=f"{value:g}".replace(".", ","), en=f"{value:g}")


def _path(exercise: Exercise) -> T:
    return (
        T(fr="pour aller plus loin", en="further") if exercise.further else T(fr="parcours essentiel", en="core path")
    )


def _options(exercise: Exercise, language: str) -> str:
    rows = zip(code.letters(exercise), exercise.options, strict=True)
    return "\n".join(f"- **{letter}.** {option.text.text(language)}" for letter, option in rows)


def _help(exercise: Exercise, language: str) -> str:
    if exercise.kind == "essay":
        text = T(
            fr='Écrivez dans la cellule ci-dessous (double-clic). `solution("{id}")` montre la grille de relecture.',
            en='Write in the cell below (double-click). `solution("{id}")` shows the rubric to read it again with.',
        )
    elif exercise.hints:
        text = T(
            fr='Bloqué ? Tapez `hint("{id}")` dans une nouvelle cellule.',
            en='Stuck? Type `hint("{id}")` in a new cell.',
        )
    else:
        return ""
    return text.format(id=exercise.id).text(language)


def essay_stub(language: str) -> str:
    return T(fr="*Votre texte ici.*", en="*Your text here.*").text(language)


def rubric(exercise: Exercise, language: str) -> str:
    """The rubric that the instructor marks an essay with."""
    rows = [f"- {line.text.text(language)} ({_points(line.points).text(language)})" for line in exercise.rubric]
    return "\n".join([T(fr="**Grille**", en="**Rubric**").text(language), *rows])
