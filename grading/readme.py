"""The tables of modules in README.md, one a language, between their markers."""

import re
from pathlib import Path

from grading.course import ROOT, LoadedModule, load_modules
from medlab.language import LANGUAGES, T

README = ROOT / "README.md"
_HEAD = T(
    fr="| | Module | Ce qu'il apporte | Durée | Points |\n|---|---|---|---|---|",
    en="| | Module | What it gives | Time | Points |\n|---|---|---|---|---|",
)


def update_readme(path: Path = README, *, check: bool = False) -> bool:
    """Write the tables; with `check`, only say whether they are stale."""
    text = path.read_text(encoding="utf-8")
    fresh, modules = text, load_modules()
    for language in LANGUAGES:
        fresh = re.sub(
            rf"(<!-- modules {language} -->\n).*?(<!-- /modules {language} -->)",
            lambda found, language=language: found[1] + modules_table(modules, language) + found[2],
            fresh,
            flags=re.DOTALL,
        )
    if fresh == text:
        return False
    if not check:
        path.write_text(fresh, encoding="utf-8")
    return check


def modules_table(modules: list[LoadedModule], language: str) -> str:
    """One row a module: number, title, promise, minutes, points."""
    return "\n".join([_HEAD.text(language), *(_row(module, language) for module in modules), ""])


def _row(module: LoadedModule, language: str) -> str:
    info = module.info
    further = f" + {info.further_minutes}" if info.further_minutes else ""
    time = f"{info.core_minutes}{further} min ({info.minutes_source.text(language)})"
    cells = (module.number, info.title.text(language), info.promise.text(language), time, f"{module.points:g}")
    return f"| {' | '.join(cells)} |"
