"""Authors' Markdown becomes HTML that says the same and can do no harm."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlab import language, richtext

TAGS = {"p", "ul", "ol", "li", "pre", "code", "strong", "em", "a"}


class Reader(HTMLParser):
    """The tags, addresses and text that a browser would see."""

    def __init__(self, source: str):
        super().__init__()
        self.tags, self.addresses, self.text = [], [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]
        assert all(name in ("href", "target", "rel") for name, _ in attrs)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a `x<y` b", "a <code>x&lt;y</code> b"),
        ("**très *bien***", "<strong>très <em>bien</em></strong>"),
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        ("`**not bold**`", "<code>**not bold**</code>"),
        ("$a*b*c < d$", "$a*b*c &lt; d$"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("[next](../01/01.ipynb)", '<a href="../01/01.ipynb">next</a>'),
    ],
)
def test_inline(source, html):
    assert richtext.inline(source) == html


def test_block_has_paragraphs_lists_and_code():
    html = richtext.block("Deux :\n- un\n- deux\n  lignes\n\n1. a\n\n```python\nx < 1\n\ny\n```\nfin")
    assert html == (
        "<p>Deux :</p><ul><li>un</li><li>deux lignes</li></ul><ol><li>a</li></ol>"
        "<pre><code>x &lt; 1\n\ny\n</code></pre><p>fin</p>"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert", "JaVaScript:x", "data:text/html,x", "\x01javascript:x", "vbscript:x", "file:///x"]
)
def test_other_schemes_lose_their_link(address):
    assert richtext.inline(f"[here]({address})") == "here"


@given(st.text(alphabet="ab <>&\"'`*$[](){}:/.\\-1\n\t\x01j", max_size=60))
def test_any_text_gives_only_harmless_tags(source):
    seen = Reader(richtext.block(source))
    assert set(seen.tags) <= TAGS
    assert all(re.match(r"(https?:|mailto:)|[^:]*([/?#]|$)", address) for address in seen.addresses)


@given(st.text(alphabet="ab <>&\"'é", max_size=40))
def test_prose_without_marks_is_shown_as_it_is(source):
    assert Reader(richtext.inline(source)).text == source
    assert richtext.plain(source) == source


def test_plain_keeps_addresses():
    assert richtext.plain("**see `x`** [DOI](https://doi.org/10.1/(a)b)") == "see x DOI (https://doi.org/10.1/(a)b)"


@pytest.mark.parametrize("kind", ["right", "wrong", "info", "todo"])
def test_panel_says_its_kind_with_a_symbol_and_declares_its_language(kind, monkeypatch):
    monkeypatch.setattr(language, "_chosen", "fr")
    html = richtext.panel(kind, "Juste : <2 points>", "<p>corps</p>")
    assert richtext.SYMBOLS[kind] in html
    assert 'lang="fr"' in html
    assert "&lt;2 points&gt;" in html
    assert "<p>corps</p>" in html
    assert "<script" not in html
