"""JupyterLab in a browser, as a learner sees it: notebooks, cells, what they show."""

import re
import time
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 30_000
_DONE = re.compile(r"\[\d+\]")
# JupyterLab also says "idle" for a moment before a kernel is there, and drops what is run then.
_IDLE_FOR_A_MOMENT = """() => {
    const panel = [...document.querySelectorAll(".jp-NotebookPanel")].find(panel => panel.offsetParent);
    const idle = panel?.querySelector(".jp-KernelName")?.textContent.startsWith("Python")
        && panel.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status === "idle";
    window.medlabIdleSince = idle ? window.medlabIdleSince ?? performance.now() : null;
    return idle && performance.now() - window.medlabIdleSince > 400;
}"""


class LabPage:
    """One browser tab on JupyterLab.

    Parameters
    ----------
    page : Playwright's page
    pictures : the folder that screenshots go to
    """

    def __init__(self, page: Page, pictures: Path):
        self.page = page
        self._pictures = pictures
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)

    @property
    def notebook(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:visible")

    def open(self, address: str) -> "LabPage":
        """Load JupyterLab and wait for a notebook whose kernel is ready."""
        self.page.goto(address, wait_until="commit")
        return self.ready()

    def ready(self) -> "LabPage":
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        expect(self.notebook.locator(".jp-Cell").first).to_be_visible()
        self.idle()
        return self

    def idle(self) -> None:
        """Wait until the kernel of the notebook in front has had nothing to do for a moment."""
        self.page.evaluate("window.medlabIdleSince = null")
        self.page.wait_for_function(_IDLE_FOR_A_MOMENT)

    def follow(self, link: str | re.Pattern) -> "LabPage":
        """Click a link of the notebook in front; the notebook that it opens comes to the front."""
        before = self.tabs().count()
        self.notebook.get_by_role("link", name=link).first.click()
        expect(self.tabs()).to_have_count(before + 1)
        return self.ready()

    def tabs(self) -> Locator:
        """The tabs of open documents."""
        return self.page.locator("#jp-main-dock-panel .lm-DockPanel-tabBar .lm-TabBar-tab")

    def to_tab(self, name: str) -> "LabPage":
        self.tabs().filter(has_text=name).click()
        return self.ready()

    def close_tab(self, name: str) -> None:
        tab = self.tabs().filter(has_text=name)
        tab.locator(".lm-TabBar-tabCloseIcon").click()
        expect(tab).to_have_count(0)

    def cell(self, code: str) -> Locator:
        """The first code cell that contains `code`."""
        editor = self.page.locator(".cm-content", has_text=code)
        return self.notebook.locator(".jp-CodeCell", has=editor).first

    def write(self, cell: Locator, source: str) -> None:
        """Replace what a cell holds, by typing."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def add_after(self, cell: Locator, source: str) -> Locator:
        """Insert a code cell below `cell`, write `source` into it and return it."""
        self.command_mode(cell)
        self.page.keyboard.press("b")
        added = self.notebook.locator(".jp-CodeCell.jp-mod-active")
        expect(added.locator(".cm-content")).to_have_text("")
        self.write(added, source)
        return self.cell(source)

    def delete(self, cell: Locator) -> None:
        before = self.notebook.locator(".jp-Cell").count()
        self.command_mode(cell)
        self.page.keyboard.press("d")
        self.page.keyboard.press("d")
        expect(self.notebook.locator(".jp-Cell")).to_have_count(before - 1)

    def command_mode(self, cell: Locator) -> None:
        """Select a cell without its text."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Escape")

    def run(self, cell: Locator) -> str:
        """Run a cell, wait until it is done, and return the text of its output."""
        self.launch(cell)
        self.wait_done(cell)
        return self.output(cell)

    def answer(self, exercise: str, source: str) -> str:
        """Write an answer into the cell above the check of `exercise`, run both, and return what the check says."""
        check = self.cell(f'check("{exercise}"')
        stub = check.locator('xpath=preceding-sibling::*[contains(@class, "jp-CodeCell")][1]')
        self.write(stub, source)
        self.run(stub)
        return self.run(check)

    def launch(self, cell: Locator) -> None:
        """Start a cell without waiting for its end."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def wait_done(self, cell: Locator) -> None:
        self.idle()
        expect(cell.locator(".jp-InputPrompt")).to_have_text(_DONE)

    def output(self, cell: Locator) -> str:
        """What a cell shows, each run of blanks (no-break ones too) as one space."""
        return " ".join(self.outputs(cell).inner_text().split())

    def outputs(self, cell: Locator) -> Locator:
        """What stands below the code of a cell."""
        return cell.locator(".jp-Cell-outputArea")

    def save(self) -> None:
        """Save the notebook in front and wait until its tab says so."""
        self.page.keyboard.press("Control+S")
        expect(self.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)

    def interrupt(self) -> None:
        """Press the square button."""
        self.notebook.locator('[data-command="notebook:interrupt-kernel"]').click()

    def menu(self, *labels: str) -> None:
        """Choose an entry of the menu bar, submenu by submenu."""
        bar, *entries = labels
        self.page.get_by_role("menuitem", name=bar, exact=True).click()
        for entry in entries:
            item = self.page.locator(".lm-Menu-item", has=self.page.get_by_text(entry, exact=True))
            item.last.hover()
            last = item.last
        last.click()

    def tab_to(self, target: Locator, at_most: int = 40) -> int:
        """Press Tab until `target` has the focus; returns how many times."""
        for presses in range(at_most):
            if target.evaluate("element => element === document.activeElement"):
                return presses
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target} ({at_most} times)")

    def picture(self, name: str, part: Locator | None = None) -> Path:
        """Keep a screenshot of the page, or of `part` of it."""
        path = self._pictures / f"{name}.png"
        (part or self.page).screenshot(path=str(path))
        return path


def until(condition, what: str, seconds: float = 30) -> None:
    """Wait for something outside the browser, such as a file."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)
