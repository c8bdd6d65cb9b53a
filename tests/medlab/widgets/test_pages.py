"""Progress, home and data card say in words where the learner stands and what the data are."""

from medlab import progress
from medlab.widgets import card_view, home, progress_view
from medlab.widgets.overview import standing
from tests.medlab.widgets.conftest import Page, buttons, table


def test_the_core_path_is_earned_without_what_goes_further():
    passed = {"attempts": 1, "points": 2.0, "passed": True}
    tried = {"attempts": 1, "points": 0.0, "passed": False}
    assert not standing(table(), {"00.a": passed, "00.b": tried}).badge
    found = standing(table(), {"00.a": passed, "00.b": {**passed, "points": 1.0}, "00.q": tried, "01.a": passed})
    assert found.badge
    assert (found.points, found.of, found.questions_done, found.questions) == (3.0, 6.0, 1, 2)


def test_another_modules_work_does_not_start_this_one():
    other = {"attempts": 1, "points": 2.0, "passed": True}
    assert not standing(table(), {"01.a": other, "01_more": other}).started
    assert standing(table(), {"00_demo": other}).started


def test_progress_says_states_in_words(release):
    progress.record("check", "00.a", verdict="right", points=2.0)
    progress.record("check", "00.b", verdict="wrong", points=0.0)
    text = Page(progress_view("00_demo").html).text
    assert "✓ done2 of 2" in text
    assert "◐ started0 of 1" in text
    assert "○ to do0 of 2" in text
    assert "1 of 2" in text.split("Core path badge")[1]


def test_progress_of_the_whole_release_or_of_the_open_module(release, monkeypatch):
    assert Page(progress_view().html).tags.count("table") == 2
    monkeypatch.setattr("medlab.release._current", table())
    assert Page(progress_view().html).tags.count("table") == 1


def test_home_links_only_what_is_in_the_folder(release):
    page = Page(home().html)
    assert page.links == ["00_demo/00_demo.ipynb"]
    assert page.text.count("Demo <1>") == 2
    assert page.text.count("○ not started") == 2


def test_home_refreshes(release):
    shown = home()
    widget = shown.widget()
    progress.record("check", "00.a", verdict="right", points=2.0)
    buttons(widget)[0].click()
    assert "2 of 6" in widget.children[0].outputs[0]["data"]["text/html"]
    assert "2 of 6" in shown.html


def test_home_changes_the_language(release, monkeypatch):
    asked = []
    monkeypatch.setattr("medlab.workspace.switch_language", lambda *args: asked.append(args) or "1 <carnet>")
    widget = home().widget()
    assert buttons(widget)[1].description == "Passer en français"
    buttons(widget)[1].click()
    assert [language for _, language in asked] == ["fr"]
    assert "Les modules" in widget.children[0].outputs[0]["data"]["text/html"]
    assert "1 &lt;carnet&gt;" in widget.children[2].value
    assert buttons(widget)[1].description == "Switch to English"


def test_home_says_why_the_language_can_not_change(release):
    widget = home().widget()
    buttons(widget)[1].click()
    assert "is not a course folder" in widget.children[2].value
    assert buttons(widget)[1].description == "Passer en français"


def test_a_card_shows_what_must_be_known(card):
    page = Page(card_view(card).html)
    for said in ("REAL", "500 — patients", "CC0", "One hospital only.", "Pressure <real>", "mmHg", "no unit"):
        assert said in page.text
    assert page.links == ["https://doi.org/10.1000/demo"]
