"""Quizzes and predictions: one question, a few options, explanations once the learner has chosen."""

from collections.abc import Callable

from medlab import progress, release
from medlab.language import T
from medlab.richtext import SYMBOLS, block, inline, plain, section, sheet
from medlab.widgets.choices import choices
from medlab.widgets.twin import Twin, say

_CSS = """
.medlab .medlab-options{list-style:none!important;padding:0!important}
.medlab .medlab-options>li{margin:.5rem 0;padding-left:1.4rem}
.medlab .medlab-options>li>.medlab-symbol{margin-left:-1.4rem;width:1.4rem;min-width:0}
.medlab .medlab-note{font-size:.92em;font-style:italic}
"""

_QUIZ = T(fr="Question", en="Question")
_PREDICT = T(fr="Votre prévision", en="Your prediction")
_SEE_WHY = T(fr="Voir la réponse et les explications", en="Show the answer and the explanations")
_SEE_AFTER = T(fr="Mon choix est fait : lire la suite", en="I have chosen: read on")
_GOOD = T(fr="Juste", en="Right")
_BAD = T(fr="Ce n'est pas cela", en="Not quite")
_COMMITTED = T(fr="Votre prévision : {chosen}", en="Your prediction: {chosen}")
_RIGHT = T(fr="Bonne réponse", en="Right answer")
_WRONG = T(fr="Mauvaise réponse", en="Wrong answer")
_YOURS = T(fr="votre choix", en="your choice")
_RUN = T(fr="Pour répondre, exécutez cette cellule dans Jupyter.", en="To answer, run this cell in Jupyter.")
_AGAIN = T(fr="Pour recommencer, réexécutez la cellule.", en="To start over, run the cell again.")


def quiz(item_id: str, *, entry: dict | None = None) -> Twin:
    """A self-test question; once an option is chosen, each one is explained. It never blocks a run.

    Parameters
    ----------
    item_id : "NN.name"
    entry : the quiz itself, `{"question", "options": [{"text", "why", "right"}]}`; found in the release if absent

    Raises
    ------
    MedlabError
        If the release has no such question.
    """
    entry, stamp = _find(item_id, entry)

    def answer(chosen: int) -> str:
        right = entry["options"][chosen]["right"]
        progress.record("quiz", item_id, verdict="right" if right else "wrong", **stamp)
        return _quiz_result(entry, chosen)

    return _ask(
        head=section("info", str(_QUIZ), block(say(entry["question"]))),
        options=[say(option["text"]) for option in entry["options"]],
        sealed=_details(_SEE_WHY, _explained(entry)),
        text=_quiz_text(entry),
        answer=answer,
    )


def predict(item_id: str, *, entry: dict | None = None) -> Twin:
    """Commit a guess before running the next cell; what follows is shown once it is made. It never blocks a run.

    Parameters
    ----------
    item_id : "NN.name"
    entry : the prediction itself, `{"question", "options": [{fr, en}], "after"}`; found in the release if absent

    Raises
    ------
    MedlabError
        If the release has no such prediction.
    """
    entry, stamp = _find(item_id, entry)

    def answer(chosen: int) -> str:
        progress.record("predict", item_id, **stamp)
        return _predict_result(entry, chosen)

    return _ask(
        head=section("todo", str(_PREDICT), block(say(entry["question"]))),
        options=[say(option) for option in entry["options"]],
        sealed=_details(_SEE_AFTER, block(say(entry["after"]))),
        text=_predict_text(entry),
        answer=answer,
    )


def _find(item_id: str, entry: dict | None) -> tuple[dict, dict]:
    if entry is not None:
        return entry, {}
    table, found = release.find(item_id)
    return found, {"release": table["release"]}


def _ask(*, head: str, options: list[str], sealed: str, text: str, answer: Callable[[int], str]) -> Twin:
    listed = "".join(f"<li>{inline(option)}</li>" for option in options)

    def build(twin: Twin):
        def on_choice(chosen: int) -> str:
            twin.settle(sheet(answer(chosen), _CSS), text)
            return twin.html

        return choices(head, options, on_choice=on_choice)

    return Twin(sheet(f"{head}<ul>{listed}</ul>{_note(_RUN)}{sealed}", _CSS), text, build=build)


def _quiz_result(entry: dict, chosen: int) -> str:
    right = entry["options"][chosen]["right"]
    body = block(say(entry["question"])) + _explained(entry, chosen) + _note(_AGAIN)
    return section("right" if right else "wrong", str(_GOOD if right else _BAD), body)


def _explained(entry: dict, chosen: int | None = None) -> str:
    items = (_explanation(option, index == chosen) for index, option in enumerate(entry["options"]))
    return f'<ul class="medlab-options">{"".join(items)}</ul>'


def _explanation(option: dict, is_chosen: bool) -> str:
    symbol = f'<span class="medlab-symbol" aria-hidden="true">{SYMBOLS["right" if option["right"] else "wrong"]}</span>'
    mark = f"{_mark(option)}, {_YOURS}" if is_chosen else str(_mark(option))
    return f"<li>{symbol}<strong>{mark}.</strong> {inline(say(option['text']))}{block(say(option['why']))}</li>"


def _mark(option: dict) -> T:
    return _RIGHT if option["right"] else _WRONG


def _predict_result(entry: dict, chosen: int) -> str:
    title = str(_COMMITTED.format(chosen=T(**entry["options"][chosen])))
    question, after = block(say(entry["question"])), block(say(entry["after"]))
    return section("todo", title, question + after + _note(_AGAIN))


def _quiz_text(entry: dict) -> str:
    texts = [plain(say(option["text"])) for option in entry["options"]]
    why = [f"{_mark(option)}. {plain(say(option['why']))}" for option in entry["options"]]
    explained = [f"  - {text}\n    {reason}" for text, reason in zip(texts, why, strict=True)]
    return "\n".join([plain(say(entry["question"])), *(f"  - {text}" for text in texts), "", *explained])


def _predict_text(entry: dict) -> str:
    options = [f"  - {plain(say(option))}" for option in entry["options"]]
    return "\n".join([plain(say(entry["question"])), *options, "", plain(say(entry["after"]))])


def _details(summary: T, body_html: str) -> str:
    return f"<details><summary>{summary}</summary>{body_html}</details>"


def _note(text: T) -> str:
    return f'<p class="medlab-note">{text}</p>'
