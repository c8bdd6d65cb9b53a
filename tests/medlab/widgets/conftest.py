"""A made-up release, course folder and card, and what the tests of widgets ask of them."""

import json
from html.parser import HTMLParser

import ipywidgets
import pytest

from medlab import wire

VOID = {"br", "img", "hr"}


def both(fr: str, en: str) -> dict:
    return {"fr": fr, "en": en}


QUIZ = {
    "question": both("Quel signe ?", "Which sign?"),
    "options": [
        {"text": both("`a < b`", "`a < b`"), "why": both("Non, <b>.", "No, <b>."), "right": False},
        {"text": both("$x$", "$x$"), "why": both("Oui.", "Yes."), "right": True},
    ],
}
PREDICT = {
    "question": both("La moyenne ?", "The mean?"),
    "options": [both("plus basse", "lower"), both("plus haute", "higher")],
    "after": both("Elle est **basse**.", "It is **low**."),
}


def exercise(title: str, *, points: float, further: bool = False, kind: str = "function") -> dict:
    return {"kind": kind, "level": 1, "points": points, "further": further, "title": both(title, title)}


def table(slug: str = "00_demo") -> dict:
    number = slug[:2]
    return {
        "module": slug,
        "release": "0.1.0-abc",
        "title": both("Démo <1>", "Demo <1>"),
        "points": 6.0,
        "exercises": {
            f"{number}.a": exercise("A", points=2.0),
            f"{number}.b": exercise("B", points=1.0),
            f"{number}.c": exercise("C", points=2.0, further=True),
            f"{number}.d": exercise("D", points=1.0, kind="essay"),
        },
        "quizzes": {f"{number}.q": QUIZ},
        "predicts": {f"{number}.p": PREDICT},
    }


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A release of two modules, of which the course folder (the current one) holds the first."""
    folder = tmp_path / "release"
    folder.mkdir()
    for slug in ("00_demo", "01_more"):
        (folder / f"{slug}.checks").write_bytes(wire.encode(table(slug)))
    listed = {"promise": both("Promis.", "Promised."), "core_minutes": 75, "points": 6.0}
    modules = [{"slug": slug, "title": both("Démo <1>", "Demo <1>"), **listed} for slug in ("00_demo", "01_more")]
    (folder / "release.json").write_text(json.dumps({"release": "0.1.0-abc", "modules": modules}))
    course = tmp_path / "course"
    (course / "00_demo").mkdir(parents=True)
    (course / "00_demo" / "00_demo.ipynb").write_text("{}")
    monkeypatch.setenv("MEDLAB_RELEASE", str(folder))
    monkeypatch.chdir(course)
    return folder


@pytest.fixture
def card():
    from medlab.cards.schema import Card

    return Card.model_validate(
        {
            "schema": 1,
            "name": "demo",
            "title": both("Tension <réelle>", "Pressure <real>"),
            "description": both("Des mesures.", "Measures."),
            "task": "survival",
            "modality": "table",
            "origin": "real",
            "tier": "embedded",
            "reader": "csv",
            "shape": {"frame": [500, 2]},
            "split_by_person": "unknown",
            "people": {"number": 500, "who": both("patients d'un hôpital", "patients of a hospital")},
            "files": [
                {
                    "name": "demo.csv",
                    "versions": [{"sha256": "0" * 64, "bytes": 10, "held_by": "tests"}],
                    "package": {"distribution": "demo", "module": "demo", "path": "demo.csv"},
                }
            ],
            "columns": [
                {
                    "name": "sbp",
                    "kind": "number",
                    "text": both("Pression systolique", "Systolic pressure"),
                    "unit": "mmHg",
                },
                {"name": "sex", "kind": "flag", "text": both("Sexe", "Sex")},
            ],
            "licence": {"name": "CC0", "redistribution": "yes", "statement": both("Libre.", "Free.")},
            "citation": {"text": "A demonstration, 2024", "doi": "10.1000/demo"},
            "biases": [both("Un seul hôpital.", "One hospital only.")],
        }
    )


class Page(HTMLParser):
    """Checks what a browser would choke on, and keeps text, tags and addresses."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.tags, self.links, self.text, self.languages = [], [], [], "", []
        self.feed(html)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        assert tag != "script"
        assert not any(name.startswith("on") for name in values)
        self.tags.append(tag)
        self.links += [values["href"]] if "href" in values else []
        self.languages += [values["lang"]] if "lang" in values else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += "" if self.open[-1:] == ["style"] else data


@pytest.fixture
def displayed(monkeypatch):
    """What `settle` sends to the front-end."""
    sent = []
    monkeypatch.setattr("IPython.display.update_display", lambda data, **options: sent.append(data))
    return sent


def buttons(widget) -> list[ipywidgets.Button]:
    if isinstance(widget, ipywidgets.Button):
        return [widget]
    return [button for child in getattr(widget, "children", ()) for button in buttons(child)]
