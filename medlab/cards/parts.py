"""What the models of a card are made of: texts in both languages, plain names, checksums, addresses."""

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from medlab.language import T


def _prose(value) -> T:
    text = _pair(value)
    if text.fr == text.en:
        raise ValueError("the French and the English text are the same")
    return text


def _pair(value) -> T:
    if isinstance(value, T):
        return value
    if not isinstance(value, dict) or set(value) != {"fr", "en"}:
        raise ValueError("write { fr = ..., en = ... }, both and nothing else")
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise ValueError("the French or the English text is empty")
    return T(fr=value["fr"].strip(), en=value["en"].strip())


def _label(value) -> T:
    return T(fr=value, en=value) if isinstance(value, str) and value.strip() else _pair(value)


def _plain_path(value) -> str:
    path = PurePosixPath(value) if isinstance(value, str) else PurePosixPath("..")
    if path.is_absolute() or ".." in path.parts or "\\" in str(value) or not path.parts:
        raise ValueError("write a relative path without '..'")
    return str(path)


Prose = Annotated[T, BeforeValidator(_prose)]
Label = Annotated[T, BeforeValidator(_label)]
PlainPath = Annotated[str, BeforeValidator(_plain_path)]
PlainName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._+-]*$", max_length=120)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Md5 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Address = Annotated[str, Field(pattern=r"^https://\S+$")]


class Part(BaseModel):
    """A table of a card; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
