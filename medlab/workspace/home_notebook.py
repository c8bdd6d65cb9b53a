"""`home.ipynb`, the first page: the path of modules as links, which need no kernel, and a cell for the live state."""

from medlab.language import T
from medlab.notebooks import source_sha

_PAGE = T(
    fr="# L'IA en médecine\n\nSuivez les modules dans l'ordre : cliquez sur un titre pour ouvrir son carnet.\n\n"
    "{rows}\n\n"
    "**Pour commencer.** Dans un carnet, cliquez sur une cellule puis appuyez sur Maj + Entrée : elle s'exécute, et "
    "la suivante est sélectionnée. Votre travail s'enregistre tout seul ; vos réponses restent sur cet ordinateur.\n\n"
    "**Où vous en êtes.** Exécutez la cellule ci-dessous (Maj + Entrée) : elle montre vos points et un bouton pour "
    "passer le cours en anglais (*switch to English*).",
    en="# AI in medicine\n\nTake the modules in order: click a title to open its notebook.\n\n"
    "{rows}\n\n"
    "**To begin.** In a notebook, click a cell and press Shift + Enter: it runs, and the next one is selected. Your "
    "work is saved by itself; your answers stay on this computer.\n\n"
    "**Where you are.** Run the cell below (Shift + Enter): it shows your points and a button to put the course into "
    "French (*passer en français*).",
)
_ROW = T(
    fr="- **[{number} · {title}]({slug}/{slug}.ipynb)**, {time}  \n  {promise}",
    en="- **[{number} · {title}]({slug}/{slug}.ipynb)**, {time}  \n  {promise}",
)
_TIME = T(fr="{core} min", en="{core} min")
_LONGER = T(fr="{core} min, et {further} min pour aller plus loin", en="{core} min, and {further} min to go further")
_LIVE = T(
    fr="from medlab.widgets import home\n\nhome()  # Maj + Entrée",
    en="from medlab.widgets import home\n\nhome()  # Shift + Enter",
)


def make(modules: list[dict], *, language: str, release: str) -> dict:
    """The notebook, as `json.loads` would give it.

    Parameters
    ----------
    modules : list of dict
        From `release.modules()`: slug, title, promise, core_minutes, and further_minutes if there are any.
    language : "fr" or "en"
    release : str
        The release's name, kept in the notebook's metadata.
    """
    rows = "\n".join(_row(module, language) for module in modules)
    page = _cell("markdown", "home/path", _PAGE.text(language).format(rows=rows))
    live = _cell("code", "home/live", _LIVE.text(language)) | {"execution_count": None, "outputs": []}
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "medlab": {"module": "home", "language": language, "release": release},
    }
    return {"cells": [page, live], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, key: str, source: str) -> dict:
    metadata = {"medlab": {"key": key, "sha": source_sha(source)}}
    return {"cell_type": kind, "id": key.replace("/", "-"), "metadata": metadata, "source": source}


def _row(module: dict, language: str) -> str:
    further = module.get("further_minutes")
    time = (_LONGER if further else _TIME).format(core=module["core_minutes"], further=further)
    texts = {name: T(**module[name]) for name in ("title", "promise")}
    return _ROW.format(number=module["slug"].split("_")[0], slug=module["slug"], time=time, **texts).text(language)
