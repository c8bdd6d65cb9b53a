"""The learner's course folder: laid down, updated and put into the other language without losing any work.

DIR/home.ipynb   DIR/MODULE/MODULE.ipynb   DIR/MODULE/MODULE.checks   DIR/.medlab/ (settings, copies, Jupyter)
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from medlab import notebooks, release
from medlab.errors import MedlabError
from medlab.language import LANGUAGES, get_language
from medlab.workspace import disk, home_notebook, trust
from medlab.workspace.report import HOME, PRIVATE, Placed, Report

DEFAULT_NAME = "medlab-course"
LOCK_SECONDS = 10


def course_folder(chosen: str | Path | None = None) -> Path:
    """The folder to work in: `chosen`, else the course folder that we are in, else `./medlab-course`."""
    if chosen:
        return Path(chosen).expanduser().absolute()
    return enclosing_course(Path.cwd()) or Path.cwd() / DEFAULT_NAME


def enclosing_course(folder: Path) -> Path | None:
    """`folder` or the nearest folder above it that `lay_down` made, or None."""
    folder = folder.expanduser().absolute()
    return next((place for place in (folder, *folder.parents) if _settings_path(place).is_file()), None)


def language_of(folder: Path) -> str:
    """The language that `folder` was last laid down in, else the current one."""
    language = _settings(folder).get("language")
    return language if language in LANGUAGES else get_language()


def switch_language(folder: str | Path, language: str) -> Report:
    """Lay the modules of `folder` down in the other language; answers, added cells and their outputs stay.

    The home page, from which learners do this, is open then: it follows at the next `medlab lab`.

    Parameters
    ----------
    folder : str or Path
        A course folder, or a folder in one.
    language : "fr" or "en"

    Raises
    ------
    MedlabError
        If `folder` is in no course folder, or can't be written.
    """
    place = enclosing_course(Path(folder))
    if place is None:
        raise MedlabError(
            fr=f"{folder} n'est pas un dossier de cours. Créez-en un : medlab lab --lang {language}",
            en=f"{folder} is not a course folder. Make one: medlab lab --lang {language}",
        )
    return _lay(place, language, home=False)


def lay_down(folder: Path, *, language: str) -> Report:
    """Put the release's notebooks in `folder`; notebooks that are there are merged, after a copy was kept.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    language : "fr" or "en"
        Remembered in the folder's settings.

    Raises
    ------
    MedlabError
        If there is no release, `folder` can't be written, or another medlab is at work in it.
    """
    return _lay(folder, language, home=True)


def _lay(folder: Path, language: str, *, home: bool) -> Report:
    information = release.information()
    with disk.explained(folder), _alone(folder):
        placer = _Placer(folder, language, information["release"])
        placed = [placer.home(information["modules"])] if home else []
        placed += [placer.module(module["slug"]) for module in information["modules"]]
        _remember(folder, language=language, release=information["release"])
    return Report(folder, language, information["release"], tuple(placed))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    (folder / PRIVATE).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / PRIVATE / "lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as problem:
        raise MedlabError(
            fr=f"Un autre medlab travaille dans {folder}. Attendez qu'il ait fini, puis relancez la commande.",
            en=f"Another medlab is at work in {folder}. Wait until it is done, then run the command again.",
        ) from problem


def _settings_path(folder: Path) -> Path:
    return folder / PRIVATE / "settings.json"


def _settings(folder: Path) -> dict:
    try:
        found = json.loads(_settings_path(folder).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(folder: Path, **settings: str) -> None:
    before = _settings(folder)
    if before != (after := {**before, **settings}):
        disk.write(_settings_path(folder), json.dumps(after, indent=1).encode())


@dataclass(frozen=True)
class _Placer:
    folder: Path
    language: str
    release: str

    def home(self, modules: list[dict]) -> Placed:
        page = home_notebook.make(modules, language=self.language, release=self.release)
        return self._place(HOME, self.folder, page)

    def module(self, slug: str) -> Placed:
        place = self.folder / slug
        place.mkdir(exist_ok=True)
        source = release.release_folder()
        self._copy(source / f"{slug}.checks", place / f"{slug}.checks")
        for file in _files_under(source / self.language / slug):
            self._copy(file, place / file.relative_to(source / self.language / slug))
        return self._place(slug, place, _released(source / self.language / f"{slug}.ipynb"))

    def _place(self, name: str, place: Path, fresh: dict) -> Placed:
        path, mine = self._target(name, place)
        fresh = _for_this_python(fresh)
        if mine is None:
            disk.write(path, _dump(fresh))
            return Placed(name, "laid", path)
        merged = notebooks.merge(mine, fresh, language=self.language)
        if notebooks.same(merged.notebook, mine):
            return Placed(name, "unchanged", path, merged)
        copy = disk.keep_copy(path, self.folder / PRIVATE / "backups" / name)
        disk.write(path, _dump(merged.notebook))
        if merged.has_work:
            trust.carry(copy.read_bytes(), path)
        return Placed(name, "merged" if merged.has_work else "replaced", path, merged)

    def _target(self, name: str, place: Path) -> tuple[Path, dict | None]:
        """The first path that is free (with None) or holds a notebook to merge with; what can't be read stays."""
        paths = (place / f"{name}{self._suffix(number)}.ipynb" for number in count())
        path = next(path for path in paths if _is_free(path) or _notebook(path))
        return path, None if _is_free(path) else _notebook(path)

    def _suffix(self, number: int) -> str:
        again = f" {number}" if number > 1 else ""
        return f" ({self.release}){again}" if number else ""

    def _copy(self, source: Path, path: Path) -> None:
        content = _of_release(source)
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write(path, content)


def _for_this_python(notebook: dict) -> dict:
    """`notebook` with what its kernel will say of itself: else JupyterLab takes it as edited once it is opened."""
    language = {
        "name": "python",
        "version": sys.version.split()[0],
        "mimetype": "text/x-python",
        "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
        "pygments_lexer": "ipython3",
        "nbconvert_exporter": "python",
        "file_extension": ".py",
    }
    return {**notebook, "metadata": {**notebook["metadata"], "language_info": language}}


def _files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_file() and not path.read_bytes().strip())


def _notebook(path: Path) -> dict | None:
    """The notebook at `path`, or None for what is none."""
    try:
        found = json.loads(path.read_bytes())
    except (IsADirectoryError, ValueError, RecursionError):
        return None
    return found if notebooks.is_notebook(found) else None


def _of_release(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise _incomplete(path) from problem


def _released(path: Path) -> dict:
    _of_release(path)
    found = _notebook(path)
    if found is None:
        raise _incomplete(path)
    return found


def _incomplete(path: Path) -> MedlabError:
    return MedlabError(
        fr=f"Le cours installé est incomplet : {path} manque ou est abîmé. Réinstallez medlab-course ; dans le dépôt, "
        "exécutez : python -m grading release",
        en=f"The installed course is incomplete: {path} is missing or damaged. Install medlab-course again; in the "
        "repository, run: python -m grading release",
    )


def _dump(notebook: dict) -> bytes:
    """The file that Jupyter would write: sources as lines, keys sorted."""
    lines = [{**cell, "source": notebooks.source_of(cell).splitlines(keepends=True)} for cell in notebook["cells"]]
    content = {**notebook, "cells": lines}
    try:
        return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
