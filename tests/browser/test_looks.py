"""What is shown stays legible in both themes: the text of messages, questions, the data card and the home page."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab_page import LabPage

pytestmark = pytest.mark.browser

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, level AA: https://www.w3.org/TR/WCAG22/#contrast-minimum
HALFWAY = "def mean_pressure(systolic, diastolic):\n    return (systolic + diastolic) / 2"
_LOW_CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


def test_the_module_is_legible_in_both_themes(french_module):
    lab, cells = french_module, _cells_with_outputs(french_module)
    assert _too_faint(lab, cells, "light") == {}
    _choose_dark(lab)
    assert _too_faint(lab, cells, "dark") == {}


def test_the_home_page_is_legible_in_both_themes(french_home):
    lab, live = french_home, french_home.cell("home()")
    lab.run(live)
    expect(live.get_by_role("table")).to_be_visible()
    assert _too_faint(lab, {"home": live}, "light") == {}
    _choose_dark(lab)
    assert _too_faint(lab, {"home": live}, "dark") == {}


def _cells_with_outputs(lab: LabPage) -> dict[str, Locator]:
    """One cell of each kind of output; one of the two questions is answered."""
    lab.answer("00.mean_pressure", HALFWAY)
    codes = {
        "setup": "start(",
        "wrong": 'check("00.mean_pressure"',
        "predict": 'predict("00.p_order")',
        "quiz": 'quiz("00.q_kernel")',
        "shares": "proportion_interval(round(share",
        "figure": "import matplotlib.pyplot",
        "card": 'card("whas500")',
        "table": "patients.head()",
    }
    cells = {name: lab.cell(code) for name, code in codes.items()}
    for cell in list(cells.values())[2:]:
        lab.run(cell)
    options = lab.outputs(cells["quiz"]).get_by_role("button")
    options.nth(0).click()
    expect(options).to_have_count(0)
    return cells


def _choose_dark(lab: LabPage) -> None:
    lab.menu("Paramètres", "Thème", "JupyterLab Sombre")
    expect(lab.page.locator('body[data-jp-theme-light="false"]')).to_have_count(1)
    lab.ready()


def _too_faint(lab: LabPage, cells: dict[str, Locator], theme: str) -> dict[str, list[str]]:
    """The texts under the least contrast, by cell; a picture of each cell is kept."""
    found = {}
    for name, cell in cells.items():
        lab.picture(f"fr-{theme}-{name}", cell)
        if texts := lab.outputs(cell).evaluate(_LOW_CONTRAST, LEAST_CONTRAST):
            found[name] = texts
    return found
