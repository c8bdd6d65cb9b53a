"""The course in the other language, and JupyterLab stopped and started again: answers, cells and points stay."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EXERCISE = "00.mean_pressure"
RIGHT = "def mean_pressure(systolic, diastolic):\n    return diastolic + (systolic - diastolic) / 3"
MINE = 'print("ma note", 6 * 7)'


def test_the_other_language_keeps_the_work(french_home, french):
    lab = french_home
    lab.follow("Orientation")
    _work(lab)
    lab.save()
    lab.close_tab("00_orientation.ipynb")
    live = lab.cell("home()")
    lab.run(live)
    lab.outputs(live).get_by_role("button", name="Switch to English").click()
    expect(live).to_contain_text("The course is in English")
    lab.picture("home-switched-to-english")
    lab.follow(re.compile("the course, AI in medicine"))
    expect(lab.notebook.get_by_role("heading", level=1).first).to_contain_text("AI in medicine")
    _is_still_there(lab)
    lab.picture("module-switched-to-english")
    lab.run(lab.cell("start("))
    lab.run(lab.cell("def mean_pressure"))
    assert "Right: 1 of 1" in lab.run(lab.cell(f'check("{EXERCISE}"'))


def test_a_restart_restores_a_deleted_check_and_keeps_the_work(own_server, new_page):
    lab = new_page().open(own_server.module_url)
    _work(lab)
    lab.run(lab.cell('quiz("00.q_kernel")'))
    lab.save()
    assert own_server.stop() == 0
    lab.page.close()
    _delete_check(own_server)
    own_server.language = None
    own_server.start()
    assert "en gardant votre travail (1 réponse, 1 cellule à vous)" in " ".join(own_server.said.split())
    lab = new_page().open(own_server.module_url)
    _is_still_there(lab)
    lab.picture("fr-after-restart")
    question = lab.outputs(lab.cell('quiz("00.q_kernel")'))
    question.scroll_into_view_if_needed()
    expect(question).to_contain_text("NameError")
    lab.picture("fr-quiz-after-restart", question)
    lab.run(lab.cell("start("))
    lab.run(lab.cell("def mean_pressure"))
    assert "Juste : 1 sur 1" in lab.run(lab.cell(f'check("{EXERCISE}"'))
    assert [event["event"] for event in own_server.progress()].count("check") == 2


def _work(lab) -> None:
    lab.run(lab.cell("start("))
    assert "Juste" in lab.answer(EXERCISE, RIGHT)
    assert "ma note 42" in lab.run(lab.add_after(lab.cell(f'check("{EXERCISE}"'), MINE))


def _is_still_there(lab) -> None:
    expect(lab.cell("def mean_pressure").locator(".cm-content")).to_contain_text("(systolic - diastolic) / 3")
    expect(lab.outputs(lab.cell(MINE))).to_contain_text("ma note 42")


def _delete_check(server) -> None:
    """As another editor may do: JupyterLab itself refuses."""
    content = json.loads(server.notebook.read_bytes())
    content["cells"] = [cell for cell in content["cells"] if f'check("{EXERCISE}"' not in "".join(cell["source"])]
    server.notebook.write_text(json.dumps(content), encoding="utf-8")
