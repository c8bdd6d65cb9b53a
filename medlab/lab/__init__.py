"""`medlab lab`: gets the course's release, lays it down in a folder, and opens JupyterLab there."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from medlab import workspace
from medlab.errors import MedlabError
from medlab.lab import server, settings
from medlab.language import T, set_language
from medlab.workspace import disk

CLONE = Path(__file__).resolve().parents[2]

_CHECKING = T(fr="Préparation des carnets du cours…", en="Preparing the course's notebooks…")
_NO_PACK = T(
    fr="L'interface de JupyterLab reste en anglais. Pour l'avoir en français : "
    "{python} -m pip install jupyterlab-language-pack-fr-FR",
    en="JupyterLab's own menus stay in English. To have them in French: "
    "{python} -m pip install jupyterlab-language-pack-fr-FR",
)


def run(
    *, language: str | None = None, folder: str | None = None, browser: bool = True, port: int | None = None
) -> int:
    """Lay the course down and serve it until JupyterLab stops.

    Parameters
    ----------
    language : "fr", "en" or None
        None: the language that the folder was laid down in, else the current one.
    folder : str or None
        None: the course folder that we are in, else `./medlab-course`.
    browser : bool
        Whether JupyterLab opens a browser.
    port : int or None
        Where to serve; the next free port if it is busy. None: 8888 or the next free one.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    MedlabError
        If JupyterLab or the release is missing, the folder can't be written, or JupyterLab does not start.
    """
    place = workspace.course_folder(folder)
    language = language or workspace.language_of(place)
    set_language(language)
    require_jupyterlab()
    if found := server.running(place):
        return server.reopen(found, browser=browser)
    build_release(language)
    report = workspace.lay_down(place, language=language)
    server.say(report)
    with disk.explained(place):
        settings.write(place, language)
    if language == "fr" and not _is_there("jupyterlab_language_pack_fr_FR"):
        server.say(_NO_PACK.format(python=sys.executable))
    return server.serve(place, language=language, page=report.page, browser=browser, port=port)


def require_jupyterlab() -> None:
    """Raise a `MedlabError` with the command to type where JupyterLab is not installed."""
    missing = [name for name in ("jupyterlab", "ipykernel") if not _is_there(name)]
    if missing:
        what = ".[lab]" if is_clone() else "medlab-course[lab]"
        raise MedlabError(
            fr=f'Il manque {" et ".join(missing)} dans ce Python. Exécutez : {sys.executable} -m pip install "{what}"',
            en=f'{" and ".join(missing)} is missing in this Python. Run: {sys.executable} -m pip install "{what}"',
        )


def is_clone() -> bool:
    """Whether this medlab stands in a clone of the repository, where notebooks are built from their sources."""
    return all((CLONE / name).exists() for name in ("grading", "course", "pyproject.toml"))


def build_release(language: str) -> None:
    """In a clone, bring the packaged release up to date (`python -m grading release`, quick if nothing changed).

    Raises
    ------
    MedlabError
        If the build fails; what it printed stands above.
    """
    if not is_clone() or os.environ.get("MEDLAB_RELEASE"):
        return
    server.say(_CHECKING)
    command = [sys.executable, "-m", "grading", "release"]
    code = subprocess.run(command, cwd=CLONE, env={**os.environ, "MEDLAB_LANG": language}, check=False).returncode
    if code == 0:
        return
    raise MedlabError(
        fr=f"Les carnets n'ont pas pu être construits (code {code}) : la raison est écrite ci-dessus. Dans {CLONE}, "
        "reprenez avec : python -m grading release",
        en=f"The notebooks could not be built (code {code}): the reason is written above. In {CLONE}, try again "
        "with: python -m grading release",
    )


def _is_there(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
