"""Two languages: which one is read, how numbers are written, and French typography that spares what is no prose."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlab.errors import MedlabError
from medlab.language import T, get_language, number, percent, set_language, typeset_french

NARROW, FIXED = "\u202f", "\u00a0"


def seen(text: str) -> str:
    """The typeset text, its narrow no-break spaces as "_" and its other ones as "~"."""
    return typeset_french(text).replace(NARROW, "_").replace(FIXED, "~")


@pytest.mark.parametrize(
    ("prose", "typeset"),
    [
        (
            "Vraiment ? Oui ! Bien ; enfin : « tout » à 5 % et 3 €.",
            "Vraiment_? Oui_! Bien_; enfin~: «~tout~» à 5~% et 3~€.",
        ),
        ("1 234 567 patients", "1_234_567 patients"),
        ("de 2 000 à 3 000", "de 2_000 à 3_000"),
        ("en 2019 100 patients", "en 2019 100 patients"),
        ("0,123 456", "0,123 456"),
        ("12 mois, 500 malades", "12 mois, 500 malades"),
        ("Oui ?\nNon ?!", "Oui_?\nNon_?!"),
        ("a != b", "a != b"),
        ("p < 0,05 et q > 3 ?", "p < 0,05 et q > 3_?"),
        ("**Gras** : oui", "**Gras**~: oui"),
        ("déjà? non", "déjà? non"),
        ("", ""),
    ],
)
def test_prose_gets_its_spaces(prose, typeset):
    assert seen(prose) == typeset


NOT_PROSE = (
    "`x ? y : z`",
    "``a ` b : c``",
    "```python\nx = {1 : 2} ; y = 10 000\n```",
    "$a : b ; c$",
    "$$\\text{PAM} = a : b\n; c$$",
    '<a href="x ? y" title="a : b">',
    "<code>a : b</code>",
    "<pre>a : b\nc ; d</pre>",
    "<style>p : q ; r</style>",
    "<!-- a : b -->",
    "https://example.org/a?b=1;c",
    "](dossier/a : b.png)",
    "| a | b | c |\n| :--- | :---: | ---: |",
)


@pytest.mark.parametrize("code", NOT_PROSE)
def test_what_is_no_prose_is_left_alone(code):
    assert typeset_french(code) == code
    assert typeset_french(f"Voici : {code} !") == f"Voici{FIXED}: {code}{NARROW}!"


texts = st.lists(st.sampled_from([*NOT_PROSE, *" ;:!?%»«€`$<>\n1", "a", "bc", "000", "https://x", "]("]), max_size=20)


@given(texts.map("".join))
def test_typesetting_twice_changes_nothing_more(text):
    once = typeset_french(text)
    assert typeset_french(once) == once


@given(texts.map("".join))
def test_typesetting_only_changes_the_kind_of_spaces(text):
    assert re.sub(f"[{NARROW}{FIXED}]", " ", typeset_french(text)) == re.sub(f"[{NARROW}{FIXED}]", " ", text)


def test_a_text_is_that_of_the_current_language():
    text = T(fr="Oui : juste", en="Yes: right")
    assert str(text) == "Yes: right"
    set_language("fr")
    assert str(text) == f"Oui{FIXED}: juste"
    assert text.to_dict() == {"fr": f"Oui{FIXED}: juste", "en": "Yes: right"}


def test_a_text_takes_texts_and_values():
    text = T(fr="{what} : {n}", en="{what}: {n}").format(what=T(fr="âge", en="age"), n=3)
    assert text == T(fr="âge : 3", en="age: 3")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_MESSAGES": "FR", "LANG": "en_US"}, "fr"),
        ({"MEDLAB_LANG": "fr", "LC_ALL": "en_US"}, "fr"),
        ({"MEDLAB_LANG": "en", "LANG": "fr_FR"}, "en"),
        ({"MEDLAB_LANG": "", "LANG": "fr_FR"}, "fr"),
    ],
)
def test_the_language_comes_from_the_settings(settings, language, monkeypatch):
    for name in ("MEDLAB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert get_language() == language


def test_a_chosen_language_wins(monkeypatch):
    monkeypatch.setenv("MEDLAB_LANG", "en")
    set_language("fr")
    assert get_language() == "fr"


@pytest.mark.parametrize("language", ["FR", "de", "", None])
def test_other_languages_are_refused_with_those_that_exist(language):
    with pytest.raises(MedlabError) as refusal:
        set_language(language)
    for text in refusal.value.text.to_dict().values():
        assert '"fr"' in text
        assert '"en"' in text
    assert get_language() == "en"


@pytest.mark.parametrize(
    ("value", "digits", "en", "fr"),
    [
        (0.8153, 2, "0.82", "0,82"),
        (12, 0, "12", "12"),
        (-0.5, 1, "-0.5", "-0,5"),
        (-0.001, 2, "0.00", "0,00"),
        (float("nan"), 2, "nan", "nan"),
        (float("-inf"), 2, "-inf", "-inf"),
    ],
)
def test_numbers(value, digits, en, fr):
    assert number(value, digits) == en
    set_language("fr")
    assert number(value, digits) == fr


def test_percentages():
    assert (percent(0.31), percent(0.3149, 1)) == ("31%", "31.5%")
    set_language("fr")
    assert (percent(0.31), percent(0.3149, 1)) == (f"31{FIXED}%", f"31,5{FIXED}%")
