"""A newcomer's first hour in French: the home page, an exercise wrong then right, questions, where one stands."""

import pytest
from playwright.sync_api import expect

from medlab import release
from tests.browser.course_server import MODULE

pytestmark = pytest.mark.browser

EXERCISE = "00.mean_pressure"
HALFWAY = "def mean_pressure(systolic, diastolic):\n    return (systolic + diastolic) / 2"
RIGHT = "def mean_pressure(systolic, diastolic):\n    return diastolic + (systolic - diastolic) / 3"


def test_from_the_home_page_to_a_point_and_back(french_home, french):
    points = f"{release.module_table(MODULE)['points']:g}"
    lab = french_home
    expect(lab.page.get_by_role("menuitem", name="Fichier", exact=True)).to_be_visible()
    expect(lab.notebook.get_by_role("heading", name="L'IA en médecine")).to_be_visible()
    lab.picture("fr-home")
    lab.follow("Orientation")
    expect(lab.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    expect(lab.notebook.get_by_role("heading", level=1).first).to_contain_text("Orientation")
    assert "Tout est prêt" in lab.run(lab.cell("start("))
    lab.picture("fr-module")
    assert "Juste" in lab.answer(EXERCISE, RIGHT)
    lab.to_tab("home.ipynb")
    live = lab.cell("home()")
    lab.run(live)
    expect(live.get_by_role("table")).to_contain_text(f"1 sur {points}")
    lab.picture("fr-home-points")
    assert [event["event"] for event in french.progress()] == ["start", "check"]


def test_an_exercise_wrong_then_a_hint_then_right(french_module, told, french):
    lab, check = french_module, french_module.cell(f'check("{EXERCISE}"')
    lab.run(lab.cell("def mean_pressure"))
    assert "À vous de jouer" in lab.run(check)
    assert told("fr", "exercises", EXERCISE, "mistakes", 0, "text") in lab.answer(EXERCISE, HALFWAY)
    lab.picture("fr-check-wrong", check)
    hint = lab.add_after(check, f'hint("{EXERCISE}")')
    assert told("fr", "exercises", EXERCISE, "hints", 0) in lab.run(hint)
    lab.picture("fr-hint", hint)
    assert "Juste : 1 sur 1" in lab.answer(EXERCISE, RIGHT)
    lab.picture("fr-check-right", check)
    checks = [event for event in french.progress() if event["event"] == "check"]
    assert [(event["verdict"], event["mistake"]) for event in checks] == [
        ("not attempted", None),
        ("wrong", "halfway"),
        ("right", None),
    ]


def test_a_quiz_by_keyboard_alone(french_module, told, french):
    lab, cell = french_module, french_module.cell('quiz("00.q_kernel")')
    lab.run(cell)
    lab.picture("fr-quiz-before", cell)
    options = lab.outputs(cell).get_by_role("button")
    lab.tab_to(options.nth(0))
    lab.page.keyboard.press("Tab")
    expect(options.nth(1)).to_be_focused()
    lab.picture("fr-quiz-focus", cell)
    lab.page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    for option in range(3):
        assert told("fr", "quizzes", "00.q_kernel", "options", option, "why") in lab.output(cell)
    lab.picture("fr-quiz-after", cell)
    assert [event["exercise"] for event in french.progress() if event["event"] == "quiz"] == ["00.q_kernel"]


def test_a_prediction_before_the_run(french_module, told):
    lab, cell = french_module, french_module.cell('predict("00.p_order")')
    lab.run(cell)
    lab.picture("fr-predict-before", cell)
    options = lab.outputs(cell).get_by_role("button")
    options.nth(0).click()
    expect(options).to_have_count(0)
    assert told("fr", "predicts", "00.p_order", "after") in lab.output(cell)
    lab.picture("fr-predict-after", cell)
