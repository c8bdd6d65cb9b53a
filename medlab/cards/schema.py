"""The shape of a data card, schema 1, as pydantic models (imported at first use)."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from medlab.language import T

Tier = Literal["embedded", "download", "wheel", "service"]
Redistribution = Literal["yes", "share-alike", "no", "unknown"]

_MAX_FILE_BYTES = 2**31


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
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Address = Annotated[str, Field(pattern=r"^https://\S+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Version(_Part):
    """One accepted content of a file: checksum, size in bytes, and who is known to hold it."""

    sha256: Sha256
    bytes: int = Field(gt=0, le=_MAX_FILE_BYTES)
    held_by: str = Field(min_length=1)


class PackageResource(_Part):
    """A file inside an installed distribution: its pip name, its import name, the path inside the import package."""

    distribution: PlainName
    module: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")]
    path: PlainPath


class WheelMember(_Part):
    """A file inside a wheel that is downloaded but never installed."""

    distribution: PlainName
    version: PlainName
    sha256: Sha256
    member: PlainPath


class File(_Part):
    """A file of the data set: its name, where it may come from, and the versions that are accepted."""

    name: PlainName
    versions: tuple[Version, ...] = Field(min_length=1)
    package: PackageResource | None = None
    beside: bool = False
    addresses: tuple[Address, ...] = ()
    wheel: WheelMember | None = None


class Code(_Part):
    """What one value of the file becomes in the frame, and what it means."""

    source: str
    value: int | str
    text: Label | None = None


class Column(_Part):
    """A column of the frame. A name with `*` stands for every column of the file that matches it."""

    name: str = Field(min_length=1)
    source: str | None = None
    kind: Literal["number", "integer", "flag", "bool", "category"]
    text: Prose
    unit: Label | None = None
    unit_unknown: bool = False
    codes: tuple[Code, ...] = ()
    may_be_missing: bool = False

    @property
    def unit_text(self) -> T:
        """The unit in both languages; "" where the column has none, a plain statement where no source gives it."""
        if self.unit_unknown:
            return T(fr="unité non précisée", en="unit not stated")
        return self.unit or T(fr="", en="")


class Labels(_Part):
    """What is predicted, what "positive" means, and which columns are known only later than the prediction."""

    target: str | None = None
    event: str | None = None
    time: str | None = None
    positive: Prose | None = None
    positives: int | None = Field(default=None, ge=0)
    known_later: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the label columns and of the columns known only later."""
        return tuple(name for name in (self.target, self.event, self.time, *self.known_later) if name)


class People(_Part):
    """How many people, who they are, and where their identifiers stand."""

    number: int | None = Field(default=None, ge=0)
    who: Prose
    one_row_each: bool = False
    id_column: str | None = None


class Split(_Part):
    """A part of the data set fixed by its authors: its rows, its arrays, and the array of person identifiers."""

    name: str
    rows: int = Field(gt=0)
    arrays: tuple[str, ...] = ()
    people: str | None = None


class Read(_Part):
    """Options of the reader."""

    delimiter: str = Field(default=",", min_length=1, max_length=1)
    header: bool = True
    skip_rows: int = Field(default=0, ge=0, le=1000)


class Licence(_Part):
    """Licence, right to redistribute and the sentence this rests on."""

    name: Label
    redistribution: Redistribution
    statement: Prose
    url: Address | None = None


class Citation(_Part):
    """A reference; at least one of DOI and address."""

    text: str = Field(min_length=10)
    doi: Doi | None = None
    url: Address | None = None

    @model_validator(mode="after")
    def _findable(self) -> Self:
        if not (self.doi or self.url):
            raise ValueError("give a doi or a url")
        return self

    @property
    def link(self) -> str:
        """Address of the reference."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class Card(_Part):
    """A data card, schema 1: everything to know before using a data set."""

    schema_version: Literal[1] = Field(alias="schema")
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    title: Prose
    description: Prose
    task: Literal["classification", "regression", "survival", "segmentation", "inference", "viewing"]
    modality: Literal["table", "expression", "CT", "MR", "US", "XR", "ECG", "histology", "fundus", "text", "network"]
    origin: Literal["real", "synthetic"]
    tier: Tier
    reader: Literal["csv", "arff", "npz", "dicom", "bif", "image"]
    read: Read = Read()
    shape: dict[str, tuple[int, ...]] = Field(min_length=1)
    split_by_person: Literal["checked", "claimed", "unknown"]
    split_column: str | None = None
    splits: tuple[Split, ...] = ()
    people: People
    files: tuple[File, ...] = Field(min_length=1)
    columns: tuple[Column, ...] = ()
    labels: Labels = Labels()
    licence: Licence
    citation: Citation
    see_also: tuple[Citation, ...] = ()
    biases: tuple[Prose, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for check in (self._check_sources, self._check_rights, self._check_columns, self._check_people):
            check()
        return self

    def _check_sources(self) -> None:
        for file in self.files:
            sources = {"embedded": file.package or file.beside, "download": file.addresses, "wheel": file.wheel}
            if not sources.get(self.tier, True):
                raise ValueError(f"file {file.name}: the tier {self.tier!r} has no source here")

    def _check_rights(self) -> None:
        vendored = [file.name for file in self.files if file.beside]
        if vendored and self.licence.redistribution in ("no", "unknown"):
            raise ValueError(f"{vendored[0]} lies beside the card, which redistribution does not allow")

    def _check_columns(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError("two columns have the same name")
        wanted = {*self.labels.columns, *filter(None, (self.split_column, self.people.id_column))}
        if unknown := sorted(wanted - set(names)):
            raise ValueError(f"labels, split_column or id_column name {unknown[0]!r}, which is no column of the card")

    def _check_people(self) -> None:
        in_frame = self.split_column and self.people.id_column
        in_arrays = self.splits and all(split.people for split in self.splits)
        if self.split_by_person == "checked" and not (in_frame or in_arrays):
            raise ValueError("split_by_person 'checked' needs splits and a person identifier in each")

    @property
    def bytes(self) -> int:
        """Size of the files in bytes (of the largest accepted version)."""
        return sum(max(version.bytes for version in file.versions) for file in self.files)

    def column(self, name: str) -> Column | None:
        """The column `name` of the frame, by its name or by the pattern that covers it; None if there is none."""
        by_name = {column.name: column for column in self.columns}
        return by_name.get(name) or next((c for c in self.columns if _matches(c.name, name)), None)

    def text(self, field: str) -> str:
        """A bilingual field in the learner's language, such as "title" or "people.who"."""
        value = self
        for part in field.split("."):
            value = getattr(value, part)
        return str(value) if value is not None else ""

    def to_dict(self) -> dict:
        """The card as plain data, ready for JSON; texts stay in both languages."""
        return self.model_dump(mode="json", by_alias=True)

    def _repr_html_(self) -> str:
        from medlab.cards.page import page

        return page(self)

    def __repr__(self) -> str:
        from medlab.cards.text import describe

        return describe(self)

    __str__ = __repr__


def _matches(pattern: str, name: str) -> bool:
    return "*" in pattern and re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None
