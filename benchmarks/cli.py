"""How long a learner and an instructor wait: python benchmarks/cli.py --json [--only NAME].

import_s       `import medlab`, over a Python that does nothing (median of pairs)
check_ms       `check` of a right answer: the slowest function exercise of the release (median of calls)
build_cold_s   `python -m grading build`, both languages, nothing built
build_warm_s   the same command again
lab_ready_s    from `medlab lab` to the home page on screen in headless Chromium, notebooks already built
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOME_PAGE = (".jp-NotebookPanel-toolbar", ".jp-Notebook .jp-Cell")


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def python(*arguments: str, **settings: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | settings
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def import_s(scratch: Path, *, pairs: int = 15) -> float:
    over = []
    for _ in range(pairs):
        bare = seconds(lambda: python("-c", "pass"))
        over.append(seconds(lambda: python("-c", "import medlab")) - bare)
    return median(over)


def check_ms(scratch: Path, *, calls: int = 20) -> float:
    sys.path.insert(0, str(ROOT))
    os.environ |= {"MEDLAB_HOME": str(scratch / "home"), "MEDLAB_LANG": "en"}
    from grading.pack import pack_release
    from medlab import release

    pack_release()
    tables = [release.use(module["slug"]) for module in release.modules()]
    entries = [pair for table in tables for pair in table["exercises"].items()]
    return 1000 * max(_one_check(key, entry, calls) for key, entry in entries if entry["kind"] == "function")


def _one_check(key: str, entry: dict, calls: int) -> float:
    import medlab

    names: dict = {}
    exec(entry["solution"]["en"], names)
    answer = names[entry["name"]]
    return median(seconds(lambda: medlab.check(key, answer)) for _ in range(calls))


def build_cold_s(scratch: Path) -> float:
    shutil.rmtree(scratch / "build", ignore_errors=True)
    return seconds(lambda: _build(scratch))


def build_warm_s(scratch: Path) -> float:
    if not (scratch / "build").is_dir():
        build_cold_s(scratch)
    return median(seconds(lambda: _build(scratch)) for _ in range(3))


def _build(scratch: Path) -> None:
    python("-m", "grading", "build", "--out", str(scratch / "build"))


def lab_ready_s(scratch: Path) -> float:
    from playwright.sync_api import sync_playwright

    python("-m", "grading", "release")
    with sync_playwright() as tools:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        return _until_home_page(browser.new_page(), scratch)


def _until_home_page(page, scratch: Path) -> float:
    start = time.perf_counter()
    lab = _start_lab(scratch)
    try:
        page.goto(_address(lab))
        for selector in HOME_PAGE:
            page.wait_for_selector(selector, timeout=60_000)
        return time.perf_counter() - start
    finally:
        lab.send_signal(signal.SIGINT)
        lab.wait(60)


def _start_lab(scratch: Path) -> subprocess.Popen:
    settings = {"PYTHONPATH": str(ROOT), "MEDLAB_HOME": str(scratch / "home"), "MEDLAB_LANG": "en"}
    command = [sys.executable, "-m", "medlab.cli", "lab", "--no-browser", "--dir", str(scratch / "course")]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    return subprocess.Popen(command, cwd=scratch, env=os.environ | settings, **output)


def _address(lab: subprocess.Popen) -> str:
    """The address that `medlab lab` prints once JupyterLab answers."""
    printed = []
    for line in lab.stdout:
        printed.append(line)
        if found := re.search(r"https?://\S+", line):
            return found.group()
    raise RuntimeError("medlab lab ended without an address:\n" + "".join(printed))


FIGURES = (import_s, check_ms, build_cold_s, build_warm_s, lab_ready_s)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--only", action="append", choices=[figure.__name__ for figure in FIGURES])
    options = parser.parse_args()
    chosen = [figure for figure in FIGURES if not options.only or figure.__name__ in options.only]
    with tempfile.TemporaryDirectory() as scratch:
        found = {figure.__name__: round(figure(Path(scratch)), 3) for figure in chosen}
    print(json.dumps(found) if options.json else "\n".join(f"{name:<14}{value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
