"""The hash of what a release is built from. Standard library only: the build backend loads this file by its path."""

import hashlib
from pathlib import Path

_PATTERNS = ("course/**/*", "datasets/**/*", "grading/*.py", "medlab/**/*.py", "pyproject.toml")
_DERIVED = {"__pycache__", "_release"}


def source_files(root: Path) -> list[Path]:
    """The files that a release depends on, sorted by their path under `root` (the clone)."""
    found = {path for pattern in _PATTERNS for path in root.glob(pattern) if path.is_file()}
    kept = (path for path in found if _is_source(path.relative_to(root)))
    return sorted(kept, key=lambda path: path.relative_to(root).as_posix())


def _is_source(path: Path) -> bool:
    return not any(part in _DERIVED or part.startswith(".") for part in path.parts)


def source_hash(root: Path) -> str:
    """SHA-256, in hexadecimal, of the paths and the bytes of `source_files(root)`."""
    digest = hashlib.sha256()
    for path in source_files(root):
        name, content = path.relative_to(root).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)))
        digest.update(content)
    return digest.hexdigest()
