"""What every test shares: a place for what medlab writes, a known language, and a word on tools that are missing."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
REAL_DATA = Path(os.environ.get("MEDLAB_DATA") or ROOT.parent / "shared" / "data").absolute()
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# A busy machine says nothing of the code: no example is failed for its time.
settings.register_profile("medlab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("medlab")


def need(condition: object, reason: str) -> None:
    """Skip the running test with `reason` unless `condition`; where MEDLAB_NO_SKIP=1 (as in `.ci/run`), fail it."""
    if condition:
        return
    if os.environ.get("MEDLAB_NO_SKIP") == "1":
        pytest.fail(f"MEDLAB_NO_SKIP=1 and a tool is missing: {reason}", pytrace=False)
    pytest.skip(reason)


def chromium() -> str | None:
    """The path of the system's Chromium or Chrome, if there is one."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


@pytest.fixture(scope="session")
def playwright():
    """Playwright, started once: its loop can't be started twice in a thread."""
    need(chromium(), "no Chromium or Chrome on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def _own_jupyter(tmp_path_factory):
    """Jupyter and IPython write in a folder of the session; the interpreter's scripts come first on PATH."""
    folder = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(folder / name.lower()))
        patch.setenv("MPLBACKEND", "Agg")
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


@pytest.fixture(autouse=True)
def medlab_home(tmp_path_factory, monkeypatch) -> Path:
    """An empty `MEDLAB_HOME` and cache for each test, and no network; no setting of the machine's user is seen."""
    folder = tmp_path_factory.mktemp("medlab-home")
    for name in [name for name in os.environ if name.startswith("MEDLAB_") and name != "MEDLAB_NO_SKIP"]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("MEDLAB_HOME", str(folder))
    monkeypatch.setenv("MEDLAB_CACHE", str(folder / "cache"))
    monkeypatch.setenv("MEDLAB_OFFLINE", "1")
    return folder


@pytest.fixture
def real_data(monkeypatch) -> Path:
    """The folder of the real images, in use as `MEDLAB_DATA`: the one so named outside, else `../shared/data`."""
    need((REAL_DATA / "pneumoniamnist.npz").is_file(), "pneumoniamnist.npz, in MEDLAB_DATA or ../shared/data")
    monkeypatch.setenv("MEDLAB_DATA", str(REAL_DATA))
    return REAL_DATA


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Each test starts in English and in no module, whatever another chose or the system speaks."""
    monkeypatch.setattr("medlab.language._chosen", None)
    monkeypatch.setattr("medlab.release._current", None)
    monkeypatch.setenv("MEDLAB_LANG", "en")
