"""From sources to notebooks: one nbgrader course a language, solutions and Colab notebooks beside them."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import medlab
from grading import config
from grading.course import COURSE, ROOT, LoadedModule, find_slugs, load_module
from grading.errors import BuildError
from grading.source_hash import source_files
from medlab import wire
from medlab.language import LANGUAGES
from medlab.release import MAX_TABLE_BYTES

PROFILES = ("practice", "graded")


@dataclass(frozen=True)
class Options:
    """What `python -m grading build` was asked for."""

    out: Path
    languages: tuple[str, ...] = LANGUAGES
    profile: str = "graded"
    bank: Path | None = None
    course: Path = COURSE


def build(options: Options, *, progress: Callable[[str], None] = lambda step: None) -> list[Path]:
    """Write every notebook that is missing or stale; returns what was written.

    Raises
    ------
    BuildError
        With file and line, at the first mistake in a module's source; what was built before stays.
    """
    written = write_all(options.out, _config_files(options))
    for slug in find_slugs(options.course):
        progress(slug)
        written += _build_module(options, slug)
    return written


def _build_module(options: Options, slug: str) -> list[Path]:
    stamp = options.out / ".stamps" / f"{slug}.json"
    wanted = _stamp(options, slug)
    if _is_fresh(options.out, stamp, wanted):
        return []
    files = list(module_files(load_module(options.course / slug, bank=options.bank), options))
    written = write_all(options.out, files)
    digests = {name: _digest(options.out / name) for name, _ in files}
    _write(stamp, json.dumps({"stamp": wanted, "files": digests}, indent=1).encode())
    return written


def _is_fresh(out: Path, stamp: Path, wanted: str) -> bool:
    try:
        known = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if known["stamp"] != wanted:
        return False
    return all((out / name).is_file() and _digest(out / name) == digest for name, digest in known["files"].items())


def _stamp(options: Options, slug: str) -> str:
    """A hash of all that the module's notebooks depend on."""
    shared = [path for path in source_files(ROOT) if path.relative_to(ROOT).parts[0] != "course"]
    own = sorted(
        path for path in (options.course / slug).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    bank = sorted((options.bank / slug).rglob("*.py")) if options.bank else []
    digest = hashlib.sha256(repr((options.languages, options.profile)).encode())
    for path in [*shared, *own, *bank]:
        digest.update(f"{path.name}\0{_digest(path)}\0".encode())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def module_files(module: LoadedModule, options: Options) -> Iterator[tuple[str, bytes]]:
    """Relative path and content of each file that a module gives."""
    from grading.notebook import render

    slug, version = module.slug, medlab.__version__
    table = check_table_bytes(module, options.profile)
    for language in options.languages:
        places = {
            "source": f"{language}/source/{slug}",
            "release": f"{language}/release/{slug}",
            "solution": f"solution/{language}/{slug}",
            "colab": f"colab/{language}",
        }
        for form, place in places.items():
            yield f"{place}/{slug}.ipynb", render(module, language=language, form=form, version=version).encode()
            if form != "colab":
                yield f"{place}/{slug}.checks", table


def check_table_bytes(module: LoadedModule, profile: str) -> bytes:
    """The module's check table as one frame.

    Raises
    ------
    BuildError
        If it takes more than `MAX_TABLE_BYTES`.
    """
    from grading.table import check_table

    path = module.folder / "exercises.py"
    frame = wire.encode(check_table(module, version=medlab.__version__, profile=profile))
    if len(frame) > MAX_TABLE_BYTES:
        raise BuildError.at(
            path,
            1,
            fr=f"la table de vérification fait {len(frame)} octets, {MAX_TABLE_BYTES} au plus : réduisez les cas.",
            en=f"the check table takes {len(frame)} bytes, at most {MAX_TABLE_BYTES}: make the cases smaller.",
        )
    return frame


def _config_files(options: Options) -> Iterator[tuple[str, bytes]]:
    for language in options.languages:
        yield f"{language}/nbgrader_config.py", config.nbgrader_config(language).encode()


def write_all(out: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write each file under `out` that is not there already, whole or not at all; returns those written."""
    written = []
    for name, content in files:
        path = out / name
        if not path.is_file() or path.read_bytes() != content:
            _write(path, content)
            written.append(path)
    return written


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    os.replace(beside, path)
