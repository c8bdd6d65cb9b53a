"""Authors' light Markdown as safe HTML, and the panels that checks and widgets show: light or dark, without JavaScript.

Text takes the colour of the page around it and backgrounds stay transparent, so that what is legible in JupyterLab,
Colab, VS Code or on paper stays so. Colours only repeat what a word and a symbol say.
"""

import re
from html import escape

from medlab.language import get_language

SYMBOLS = {"right": "✓", "wrong": "✗", "info": "ℹ", "todo": "○"}

_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?P<math>\$\$[^$]+\$\$|\$[^$\n]+\$)"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|\*\*(?P<bold>\S|\S.*?\S)\*\*(?!\*)"
    r"|(?<![\w*])\*(?P<italic>[^\s*]|[^\s*].*?[^\s*])\*(?![\w*])",
    re.DOTALL,
)
_SCHEME = re.compile(r"[^/?#]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_ITEM = re.compile(r"(?:[-*]|(\d+)[.)])\s+")

# Okabe and Ito's colours, for borders only. Source: https://jfly.uni-koeln.de/color/
CSS = """
.medlab{color:inherit;line-height:1.5;max-width:52rem;--medlab-line:currentColor;
  --medlab-line:color-mix(in srgb,currentColor 50%,transparent)}
.medlab p,.medlab ul,.medlab ol,.medlab pre{margin:.35em 0}
.medlab .medlab-panel{border:1px solid var(--medlab-line);border-left:.4rem solid var(--medlab-line);
  border-radius:.25rem;padding:.35rem .8rem;margin:.4rem 0}
.medlab .medlab-right{border-left-color:#009e73}
.medlab .medlab-wrong{border-left-color:#d55e00}
.medlab .medlab-info{border-left-color:#0072b2}
.medlab .medlab-title{font-weight:700}
.medlab .medlab-symbol{display:inline-block;min-width:1.3em}
.medlab code{font-family:var(--jp-code-font-family,ui-monospace,monospace);background:none;color:inherit;
  padding:0 .15em;border:1px solid var(--medlab-line);border-radius:.2em;-webkit-box-decoration-break:clone;
  box-decoration-break:clone}
.medlab pre{overflow-x:auto;padding:.4rem;border:1px solid var(--medlab-line);border-radius:.25rem;background:none}
.medlab pre code{border:0;padding:0}
.medlab a{color:inherit;text-decoration:underline}
.medlab summary{cursor:pointer}
.medlab :focus-visible{outline:3px solid currentColor;outline-offset:-3px}
.medlab table{border-collapse:collapse;margin:.4rem 0;font-size:inherit;color:inherit;table-layout:auto}
.medlab caption{text-align:start;font-weight:700;padding:.2rem 0;caption-side:top;color:inherit}
.medlab table tr{background:none!important}
.medlab table th,.medlab table td{text-align:start!important;vertical-align:top;padding:.3rem 1.1rem .3rem 0;
  white-space:normal;border-bottom:1px solid var(--medlab-line);background:none;max-width:none}
@media (prefers-reduced-motion:reduce){.medlab *{transition:none!important;animation:none!important}}
"""


def inline(text: str) -> str:
    """One line of Markdown (`code`, **bold**, *italic*, links, $formulas$) as HTML; all else is escaped.

    A link keeps only an http, https, mailto or relative address.
    """
    pieces, end = [], 0
    for found in _TOKEN.finditer(text):
        pieces += [escape(text[end : found.start()]), _token_html(found)]
        end = found.end()
    return "".join([*pieces, escape(text[end:])])


def block(text: str) -> str:
    """Paragraphs, "- " and "1. " lists and ``` fences of Markdown as HTML; inside them, see `inline`."""
    parts = re.split(r"^```[^\n]*\n(.*?)^```[ \t]*$", text.strip() + "\n", flags=re.DOTALL | re.MULTILINE)
    return "".join(_code_block(part) if i % 2 else _prose(part) for i, part in enumerate(parts))


def plain(text: str) -> str:
    """The same Markdown without its marks, for terminals and tooltips."""
    return _TOKEN.sub(_token_text, text)


def panel(kind: str, title: str, body_html: str = "") -> str:
    """A complete output: a framed message with its symbol, its title and a body that is HTML already.

    Parameters
    ----------
    kind : "right", "wrong", "info" or "todo"
    title : one line of Markdown that says in words what the colour and the symbol say
    body_html : from `block` or `inline`
    """
    return sheet(section(kind, title, body_html))


def section(kind: str, title: str, body_html: str = "") -> str:
    """The framed message of `panel` alone, to be put into a `sheet` with others."""
    heading = f'<span class="medlab-symbol" aria-hidden="true">{SYMBOLS[kind]}</span> {inline(title)}'
    return (
        f'<div class="medlab-panel medlab-{kind}">'
        f'<p class="medlab-title" role="heading" aria-level="4">{heading}</p>{body_html}</div>'
    )


def sheet(body_html: str, css: str = "") -> str:
    """HTML with the course's style (and `css`) and its language declared: what an output must be wrapped in."""
    return f'<div class="medlab" lang="{get_language()}"><style>{CSS}{css}</style>{body_html}</div>'


def _token_html(found: re.Match) -> str:
    kind, content = found.lastgroup, found[found.lastgroup]
    if kind == "code":
        return f"<code>{escape(content)}</code>"
    if kind == "math":
        return escape(content)
    if kind == "address":
        return _link(found["label"], content)
    tag = "strong" if kind == "bold" else "em"
    return f"<{tag}>{inline(content)}</{tag}>"


def _token_text(found: re.Match) -> str:
    if found.lastgroup == "address":
        return f"{plain(found['label'])} ({found['address']})"
    content = found[found.lastgroup]
    return plain(content) if found.lastgroup in ("bold", "italic") else content


def _link(label: str, address: str) -> str:
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
        return inline(label)
    away = ' target="_blank" rel="noopener noreferrer"' if address.startswith("http") else ""
    return f'<a href="{escape(address)}"{away}>{inline(label)}</a>'


def _code_block(code: str) -> str:
    return f"<pre><code>{escape(code)}</code></pre>"


def _prose(text: str) -> str:
    return "".join(_paragraph(part.strip().split("\n")) for part in re.split(r"\n\s*\n", text) if part.strip())


def _paragraph(lines: list[str]) -> str:
    """A run of lines without a blank one: text, then perhaps a list."""
    first = next((i for i, line in enumerate(lines) if _ITEM.match(line)), len(lines))
    text = f"<p>{inline(chr(10).join(lines[:first]))}</p>" if first else ""
    return text + _list(lines[first:])


def _list(lines: list[str]) -> str:
    if not lines:
        return ""
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line):
            items.append(_ITEM.sub("", line, count=1))
        else:
            items[-1] += " " + line.strip()
    tag = "ol" if _ITEM.match(lines[0])[1] else "ul"
    return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in items)}</{tag}>"
