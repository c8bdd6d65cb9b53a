"""Quiz and prediction: one click, each option explained, the event recorded."""

import json

import ipywidgets
import pytest

from medlab import progress
from medlab.errors import MedlabError
from medlab.widgets import predict, quiz
from tests.medlab.widgets.conftest import PREDICT, QUIZ, Page, buttons


def click(widget, index: int) -> str:
    """Choose an option; returns the HTML that is then shown."""
    buttons(widget)[index].click()
    return widget.children[0].value


def test_the_quiz_twin_folds_its_explanations():
    html = quiz("00.q", entry=QUIZ).html
    before, folded = html.split("<details>")
    assert "Which sign?" in before
    assert "<code>a &lt; b</code>" in before
    assert "No, &lt;b&gt;." not in before
    assert "No, &lt;b&gt;." in folded
    assert "Yes." in folded


@pytest.mark.parametrize(
    ("chosen", "verdict", "symbol", "title"), [(0, "wrong", "✗", "Not quite"), (1, "right", "✓", "Right")]
)
def test_a_choice_explains_each_option_and_is_recorded(release, displayed, chosen, verdict, symbol, title):
    shown = quiz("00.q")
    text = Page(click(shown.widget(), chosen)).text
    assert text.strip().startswith(f"{symbol} {title}")
    assert "No, <b>." in text
    assert "Yes." in text
    assert text.count("your choice") == 1
    (event,) = progress.read()
    assert (event["event"], event["exercise"], event["verdict"]) == ("quiz", "00.q", verdict)
    assert event["release"] == "0.1.0-abc"
    assert displayed == [{"text/plain": shown.text, "text/html": shown.html}]


def test_a_prediction_says_what_follows_only_once_it_is_made(displayed):
    widget = predict("00.p", entry=PREDICT).widget()
    live = "".join(part.value for part in _texts(widget))
    assert "It is" not in live
    html = click(widget, 1)
    assert "It is <strong>low</strong>." in html
    assert "Your prediction: higher" in html
    (event,) = progress.read()
    assert event["event"] == "predict"
    assert "higher" not in json.dumps(event)


def _texts(widget) -> list[ipywidgets.HTMLMath]:
    if hasattr(widget, "children"):
        return [part for child in widget.children for part in _texts(child)]
    return [widget] if hasattr(widget, "value") else []


def test_the_buttons_of_a_question_are_named_by_their_options():
    names = [button.description for button in buttons(quiz("00.q", entry=QUIZ).widget())]
    assert names == ["a < b", "$x$"]


def test_an_unknown_question_lists_the_known_ones(release):
    with pytest.raises(MedlabError, match=r"00\.q, 00\.p"):
        quiz("00.nothing")
