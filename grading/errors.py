"""What stops a build: a sentence that names file, cell and line."""

from pathlib import Path

from medlab.errors import MedlabError


class BuildError(MedlabError):
    """A mistake in a module's source."""

    @classmethod
    def at(cls, path: Path, line: int, *, fr: str, en: str) -> "BuildError":
        place = f"{path}:{line}"
        return cls(fr=f"{place} : {fr}", en=f"{place}: {en}")
