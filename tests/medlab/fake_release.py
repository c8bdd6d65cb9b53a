"""A small release in a folder, as `python -m grading release` would write it, for tests of what lays it down."""

import json
from pathlib import Path

from medlab.notebooks import source_sha

MODULES = ("00_orientation", "01_next")
WORDS = {"fr": "Bonjour", "en": "Hello"}


def make(folder: Path, *, version: str = "1", modules: tuple[str, ...] = MODULES) -> Path:
    """Write a release named "0.1.0-VERSION" under `folder`, and return it."""
    for slug in modules:
        _write(folder / f"{slug}.checks", f"table of {slug} {version}")
        for language in WORDS:
            notebook = module_notebook(slug, language, version)
            _write(folder / language / f"{slug}.ipynb", json.dumps(notebook, ensure_ascii=False, indent=1))
    information = {"version": "0.1.0", "release": f"0.1.0-{version}", "modules": [_module(slug) for slug in modules]}
    _write(folder / "release.json", json.dumps(information))
    return folder


def module_notebook(slug: str, language: str, version: str) -> dict:
    """Five cells: header, setup, a shared line of code, one exercise's stub and its check."""
    number = slug.split("_")[0]
    cells = [
        _cell("markdown", "header", f"# {slug}\n\n{WORDS[language]} {version}"),
        _cell(
            "code", "setup", f'from medlab import start\nstart("{slug}", language="{language}", release="{version}")'
        ),
        _cell("code", "code/1", "x = 2"),
        _cell("code", f"exercise/{number}.double/stub", f'def double(x):\n    """{WORDS[language]}."""\n'),
        _cell("code", f"exercise/{number}.double/check", f'check("{number}.double", double)'),
    ]
    cells[3]["metadata"]["nbgrader"] = {"grade_id": f"{number}-double", "solution": True, "grade": False}
    cells[4]["metadata"]["nbgrader"] = {"grade_id": f"{number}-double-check", "grade": True, "locked": True}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "medlab": {"module": slug, "language": language, "release": f"0.1.0-{version}"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, key: str, source: str) -> dict:
    metadata = {"medlab": {"key": key, "sha": source_sha(source)}}
    cell = {"cell_type": kind, "id": source_sha(key), "metadata": metadata, "source": source.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _module(slug: str) -> dict:
    title = {"fr": f"Titre de {slug}", "en": f"Title of {slug}"}
    promise = {"fr": f"Promesse de {slug}", "en": f"Promise of {slug}"}
    return {"slug": slug, "title": title, "promise": promise, "core_minutes": 90, "further_minutes": 0, "points": 2.0}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
