"""What was done in the course folder, as one paragraph."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from medlab.language import T
from medlab.notebooks import Merged

PRIVATE = ".medlab"
HOME = "home"

_LANGUAGE = {"fr": T(fr="en français", en="in French"), "en": T(fr="en anglais", en="in English")}
_OPENING = T(
    fr="Dossier du cours : {folder} ({language}, version {release}).",
    en="Course folder: {folder} ({language}, release {release}).",
)
_HOW = {
    "laid": T(fr="carnet ajouté", en="notebook added"),
    "unchanged": T(fr="déjà à jour", en="already up to date"),
    "replaced": T(fr="remplacé (vous n'y aviez rien écrit)", en="replaced (you had written nothing in it)"),
    "merged": T(fr="mis à jour, en gardant votre travail ({work})", en="updated, and your work is kept ({work})"),
}
_TOLD = T(fr="{names} : {how}.", en="{names}: {how}.")
_ASIDE = T(
    fr="{name}.ipynb n'est pas un carnet lisible et reste tel quel ; celui du cours est à côté : « {path} »",
    en='{name}.ipynb is not a readable notebook and stays as it is; the course\'s one is beside it: "{path}"',
)
_COPIES = T(fr="Les fichiers d'avant sont dans {folder}.", en="The earlier files are in {folder}.")
_KINDS = {
    "answers": (T(fr="1 réponse", en="1 answer"), T(fr="{n} réponses", en="{n} answers")),
    "added": (T(fr="1 cellule à vous", en="1 cell of yours"), T(fr="{n} cellules à vous", en="{n} cells of yours")),
    "edited": (
        T(fr="1 cellule du cours modifiée", en="1 edited cell of the course"),
        T(fr="{n} cellules du cours modifiées", en="{n} edited cells of the course"),
    ),
    "orphans": (
        T(fr="1 texte sans place, mis à la fin", en="1 text without a place, put at the end"),
        T(fr="{n} textes sans place, mis à la fin", en="{n} texts without a place, put at the end"),
    ),
}


@dataclass(frozen=True)
class Placed:
    """What happened to one notebook: "laid", "unchanged", "replaced" or "merged", and where it is now."""

    name: str
    how: str
    path: Path
    merged: Merged | None = None

    @property
    def is_aside(self) -> bool:
        return self.path.stem != self.name


@dataclass(frozen=True)
class Report:
    """What was done in `folder`; `str()` is one paragraph in the current language, module by module."""

    folder: Path
    language: str
    release: str
    placed: tuple[Placed, ...]

    def __str__(self) -> str:
        opening = _OPENING.format(folder=self.folder, language=_LANGUAGE[self.language], release=self.release)
        return " ".join(str(text) for text in [opening, *_told(self.placed), *self._closing()])

    @property
    def page(self) -> str:
        """The name of the home page's file, which is another where `home.ipynb` can't be read."""
        return next((placed.path.name for placed in self.placed if placed.name == HOME), f"{HOME}.ipynb")

    def _closing(self) -> list[T]:
        changed = any(placed.how in ("replaced", "merged") for placed in self.placed)
        return [_COPIES.format(folder=self.folder / PRIVATE / "backups")] if changed else []


def _told(placed: tuple[Placed, ...]) -> list[T]:
    """One sentence for neighbours to which the same happened; the home page is no module."""
    modules = [item for item in placed if item.name != HOME or item.is_aside]
    groups = [(how, list(group)) for how, group in groupby(modules, key=_sentence)]
    return [_TOLD.format(names=", ".join(item.name for item in group), how=how) for how, group in groups]


def _sentence(placed: Placed) -> T:
    if placed.is_aside:
        return _ASIDE.format(name=placed.name, path=placed.path.name)
    return _HOW[placed.how].format(work=_work(placed.merged))


def _work(merged: Merged | None) -> T:
    counts = {name: getattr(merged, name, 0) for name in _KINDS}
    parts = [_KINDS[name][number > 1].format(n=number) for name, number in counts.items() if number]
    return T(fr=", ".join(part.fr for part in parts), en=", ".join(part.en for part in parts))
