"""A browser, a course server for each language, and pages of JupyterLab on them."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from medlab import release
from medlab.language import T
from medlab.richtext import plain
from tests.browser.course_server import MODULE, CourseServer
from tests.browser.lab_page import LabPage
from tests.conftest import ROOT, chromium

_FAILED = pytest.StashKey[bool]()
PICTURES = ROOT / "test-artifacts"
_OPTIONS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(playwright, tmp_path_factory) -> Iterator[BrowserContext]:
    """The system's Chromium, with a profile of its own."""
    PICTURES.mkdir(exist_ok=True)
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("chromium"),
        executable_path=chromium(),
        args=_OPTIONS,
        viewport={"width": 1280, "height": 900},
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def french(tmp_path_factory) -> Iterator[CourseServer]:
    yield from _served(tmp_path_factory.mktemp("french"), "fr")


@pytest.fixture(scope="session")
def english(tmp_path_factory) -> Iterator[CourseServer]:
    yield from _served(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture
def own_server(tmp_path) -> Iterator[CourseServer]:
    """A French course of this test alone, to be stopped and started at will."""
    yield from _served(tmp_path, "fr")


def _served(place: Path, language: str) -> Iterator[CourseServer]:
    server = CourseServer(place, language=language).start()
    yield server
    server.stop()


@pytest.fixture
def new_page(browser, request) -> Iterator[Callable[[], LabPage]]:
    """A function that opens a browser tab; all are closed at the end, with a last picture if the test failed."""
    opened: list[LabPage] = []

    def make() -> LabPage:
        opened.append(LabPage(browser.new_page(), PICTURES))
        return opened[-1]

    yield make
    for number, lab in enumerate(opened):
        if request.node.stash.get(_FAILED, False) and not lab.page.is_closed():
            lab.picture(f"failed-{request.node.name}-{number}")
        lab.page.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture
def french_home(french, new_page) -> LabPage:
    """The home page of an untouched French course."""
    french.reset()
    return new_page().open(french.home_url)


@pytest.fixture
def french_module(french, new_page) -> LabPage:
    """The module of an untouched French course, its setup cell run."""
    french.reset()
    return _set_up(new_page().open(french.module_url))


@pytest.fixture
def english_module(english, new_page) -> LabPage:
    """The module of an untouched English course, its setup cell run."""
    english.reset()
    return _set_up(new_page().open(english.module_url))


def _set_up(lab: LabPage) -> LabPage:
    lab.run(lab.cell("start("))
    return lab


@pytest.fixture
def told() -> Callable[..., str]:
    """What the release says in a language, as a reader sees it: `told("fr", "exercises", id, "hints", 0)`."""

    def find(language: str, *path: str | int) -> str:
        found = reduce(getitem, path, release.module_table(MODULE))
        return " ".join(plain(T(**found).text(language)).split())

    return find
