"""The practice release: what the wheel carries, and what `medlab lab` lays down."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock

import medlab
from grading.build import check_table_bytes, write_all
from grading.course import COURSE, ROOT, LoadedModule, find_slugs, load_module
from grading.notebook import render
from grading.source_hash import source_hash
from grading.table import release_name
from medlab.language import LANGUAGES

RELEASE = ROOT / "medlab" / "_release"


def pack_release(target: Path = RELEASE, *, progress: Callable[[str], None] = lambda step: None) -> bool:
    """Fill `target` with the practice release; False if it holds that of these sources already.

    Two calls at once wait for each other, and a call that is cut off leaves the former release as it was.
    """
    with FileLock(_lock_path(target)):
        current = source_hash(ROOT)
        if _packed_hash(target) == current:
            return False
        modules = []
        for slug in find_slugs(COURSE):
            progress(slug)
            modules.append(load_module(COURSE / slug))
        partial = target.with_name(f"{target.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        write_all(partial, release_files(modules, current))
        shutil.rmtree(target, ignore_errors=True)
        os.replace(partial, target)
    return True


def _lock_path(target: Path) -> Path:
    """Outside the package, which is packed as it is."""
    name = hashlib.sha256(str(target.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"medlab-release-{name}.lock")


def _packed_hash(target: Path) -> str | None:
    try:
        return json.loads((target / "release.json").read_text(encoding="utf-8"))["source_hash"]
    except (OSError, ValueError, KeyError):
        return None


def release_files(modules: list[LoadedModule], sources: str) -> Iterator[tuple[str, bytes]]:
    """Relative path and content of each file of the practice release."""
    for module in modules:
        yield f"{module.slug}.checks", check_table_bytes(module, "practice")
        for language in LANGUAGES:
            notebook = render(module, language=language, form="release", version=medlab.__version__)
            yield f"{language}/{module.slug}.ipynb", notebook.encode()
    yield "release.json", json.dumps(_information(modules, sources), ensure_ascii=False, indent=1).encode()


def _information(modules: list[LoadedModule], sources: str) -> dict:
    releases = [release_name(module, medlab.__version__) for module in modules]
    digest = hashlib.sha256("".join(releases).encode()).hexdigest()[:12]
    return {
        "version": medlab.__version__,
        "release": f"{medlab.__version__}-{digest}",
        "source_hash": sources,
        "modules": [_module(module) for module in modules],
    }


def _module(module: LoadedModule) -> dict:
    info = module.info
    core = sum(exercise.points for exercise in module.exercises.values() if not exercise.further)
    return {
        "slug": module.slug,
        "number": module.number,
        "title": info.title.to_dict(),
        "promise": info.promise.to_dict(),
        "prerequisites": info.prerequisites.to_dict(),
        "core_minutes": info.core_minutes,
        "further_minutes": info.further_minutes,
        "points": float(module.points),
        "core_points": float(core),
        "exercises": list(module.exercises),
        "data": list(info.data),
    }
