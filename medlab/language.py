"""The two languages of the course: a text in both (`T`), and which one the learner reads."""

import os
import re
from dataclasses import dataclass

LANGUAGES = ("fr", "en")

_NARROW_SPACE = "\u202f"
_NO_BREAK_SPACE = "\u00a0"
_NOT_PROSE = re.compile(
    r"(```.*?```|``[^\n]*?``|`[^`\n]*`"
    r"|\$\$.*?\$\$|\$[^$\n]*\$"
    r"|<(?:code|pre|style|script|svg)\b.*?</(?:code|pre|style|script|svg)>|</?[A-Za-z!][^<>]*>"
    r"|https?://\S+|\]\([^)]*\))",
    re.DOTALL,
)

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")

_chosen: str | None = None


@dataclass(frozen=True)
class T:
    """A text in French and English; `str()` gives the one of the current language."""

    fr: str
    en: str

    def __str__(self) -> str:
        return self.text(get_language())

    def text(self, language: str) -> str:
        """The text in `language` ("fr" or "en"); French gets its no-break spaces."""
        return typeset_french(self.fr) if language == "fr" else self.en

    def format(self, **values) -> "T":
        """The same text with `{name}` replaced by `values`, which may be `T` themselves."""
        return T(*(getattr(self, code).format(**_in_language(values, code)) for code in LANGUAGES))

    def to_dict(self) -> dict[str, str]:
        return {code: self.text(code) for code in LANGUAGES}


def _in_language(values: dict, language: str) -> dict:
    return {key: value.text(language) if isinstance(value, T) else value for key, value in values.items()}


def set_language(language: str) -> None:
    """Choose the language of messages, quizzes and figures.

    Parameters
    ----------
    language : "fr" or "en"

    Raises
    ------
    MedlabError
        For any other language.
    """
    global _chosen
    if language not in LANGUAGES:
        from medlab.errors import MedlabError

        raise MedlabError(
            fr=f'La langue « {language} » n\'existe pas dans ce cours. Choisissez "fr" ou "en".',
            en=f'This course has no language "{language}". Choose "fr" or "en".',
        )
    _chosen = language


def get_language() -> str:
    """The language chosen by `set_language`, else `MEDLAB_LANG`, else the system's; English if neither is French."""
    if _chosen:
        return _chosen
    for variable in ("MEDLAB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def number(value: float, digits: int = 2) -> str:
    """`value` with `digits` decimals, and the decimal mark of the current language.

    >>> set_language("fr"); number(0.8153)
    '0,82'
    >>> set_language("en"); number(0.8153)
    '0.82'
    """
    text = f"{value:z.{digits}f}"
    return text.replace(".", ",") if get_language() == "fr" else text


def percent(value: float, digits: int = 0) -> str:
    """A proportion as a percentage: `0.31` is "31 %" in French, "31%" in English."""
    space = _NO_BREAK_SPACE if get_language() == "fr" else ""
    return f"{number(100 * value, digits)}{space}%"


def typeset_french(text: str) -> str:
    """French prose with the no-break spaces its typography asks for; code, formulas, tags and links are left alone.

    >>> typeset_french("Vraiment ? `a ? b`").replace("\u202f", "_")
    'Vraiment_? `a ? b`'
    """
    parts = _NOT_PROSE.split(text)
    return "".join(part if i % 2 else _space_french(part) for i, part in enumerate(parts))


def _space_french(prose: str) -> str:
    prose = re.sub(r" (?=[;?]|!(?!=))", _NARROW_SPACE, prose)
    prose = re.sub(r" (?=[»%€]|:(?![-:=]))", _NO_BREAK_SPACE, prose)  # not ":---", which aligns a Markdown table
    prose = re.sub(r"« ", "«" + _NO_BREAK_SPACE, prose)
    return _THOUSANDS.sub(lambda found: found[0].replace(" ", _NARROW_SPACE), prose)
