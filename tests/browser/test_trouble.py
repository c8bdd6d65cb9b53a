"""What goes wrong in a learner's hands, in English: each time a sentence says what to do, and the page stays usable."""

import re
import time

import pytest
from playwright.sync_api import expect

from medlab import release
from tests.browser.course_server import MODULE
from tests.browser.lab_page import until

pytestmark = pytest.mark.browser

EXERCISE = "00.mean_pressure"
HEAD = "def mean_pressure(systolic, diastolic):\n    "
RIGHT = HEAD + "return diastolic + (systolic - diastolic) / 3"


def test_an_endless_loop_is_interrupted_and_the_kernel_remembers(english_module):
    lab = english_module
    lab.run(lab.cell("def mmhg_to_kpa"))
    loop = lab.add_after(lab.cell("def mmhg_to_kpa"), "while True:\n    pass")
    lab.launch(loop)
    expect(loop.locator(".jp-InputPrompt")).to_have_text("[*]:")
    lab.interrupt()
    lab.wait_done(loop)
    assert "KeyboardInterrupt" in lab.output(loop)
    after = lab.add_after(loop, "round(mmhg_to_kpa(120))")
    assert lab.run(after).endswith("16")


def test_an_endless_loop_in_an_exercise_is_stopped_and_told(english_module):
    lab = english_module
    began = time.monotonic()
    shown = lab.answer(EXERCISE, f"{HEAD}while True:\n        pass")
    took = time.monotonic() - began
    assert "endless loop" in shown
    seconds = release.module_table(MODULE)["exercises"][EXERCISE]["seconds"]
    assert took < seconds + 10
    lab.picture("en-endless-loop", lab.cell(f'check("{EXERCISE}"'))
    assert "Right" in lab.answer(EXERCISE, RIGHT)


def test_wrong_answers_get_a_sentence(english_module):
    """A renamed function, a text where a number is due, an error in the middle."""
    lab, check = english_module, english_module.cell(f'check("{EXERCISE}"')
    told, *_ = lab.answer(EXERCISE, RIGHT.replace("mean_pressure", "map_of")).split("NameError")
    assert "mean_pressure" in told
    assert "keep this name" in told
    lab.picture("en-renamed", check)
    assert re.search("That is a text, but .*a number", lab.answer(EXERCISE, f'{HEAD}return "90 mmHg"'))
    lab.picture("en-text-for-number", check)
    shown = lab.answer(EXERCISE, f"{HEAD}return diastolic + pulse / 3")
    assert "Your function stopped with an error" in shown
    assert "NameError" in shown
    lab.picture("en-crash", check)


def test_two_notebooks_open_at_once(english_module, english, new_page):
    """A second browser tab on a copy of the module has a kernel and answers of its own; progress is shared."""
    copy = english.notebook.with_name("my copy.ipynb")
    copy.write_bytes(english.notebook.read_bytes())
    other = new_page().open(english.module_url.replace(f"{MODULE}.ipynb", "my copy.ipynb"))
    other.run(other.cell("start("))
    assert "Right" in other.answer(EXERCISE, RIGHT)
    english_module.page.bring_to_front()
    english_module.run(english_module.cell("def mean_pressure"))
    assert "Your turn" in english_module.run(english_module.cell(f'check("{EXERCISE}"'))
    assert [event["verdict"] for event in english.progress() if event["event"] == "check"] == ["right", "not attempted"]


def test_the_same_notebook_in_two_browser_tabs_never_loses_work_silently(english_module, english, new_page):
    other = new_page().open(english.module_url)
    other.write(other.cell("def mean_pressure"), RIGHT)
    other.save()
    until(lambda: RIGHT in _sources(english), "the answer is saved")
    english_module.page.bring_to_front()
    english_module.write(english_module.cell("mmhg_to_kpa(120)"), "mine = 1")
    english_module.page.keyboard.press("Control+S")
    expect(english_module.page.locator(".jp-Dialog")).to_be_visible()
    english_module.picture("en-two-tabs-conflict")
    assert RIGHT in _sources(english)


def _sources(server) -> list[str]:
    return ["".join(cell["source"]) for cell in server.cells()]
