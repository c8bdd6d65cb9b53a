"""The shape of a data card, schema 1, as pydantic models (imported at first use)."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from medlab.cards.parts import Address, Doi, Label, Part, Prose, Sha256
from medlab.cards.sources import File
from medlab.language import T

Tier = Literal["embedded", "download", "wheel", "service"]
Redistribution = Literal["yes", "share-alike", "no", "unknown"]
Task = Literal["classification", "regression", "survival", "segmentation", "inference", "decomposition", "viewing"]
Modality = Literal[
    *("table", "expression", "mutations", "CT", "MR", "US", "XR", "ECG", "histology", "fundus", "dermoscopy"),
    *("text", "network"),
]


class Code(Part):
    """What one value of the file becomes in the frame, and what it means."""

    source: str
    value: int | str
    text: Label | None = None


class Column(Part):
    """A column of the frame. A name with `*` stands for every column of the file that matches it."""

    name: str = Field(min_length=1)
    source: str | None = None
    kind: Literal["number", "integer", "flag", "bool", "category", "text"]
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


class Class(Part):
    """A class of images: its number in the file (`source`), the one that learners see (`value`), what it means."""

    source: int = Field(ge=0)
    value: int = Field(ge=0)
    text: Prose


class Labels(Part):
    """What is predicted, what "positive" means, and which columns are known only later than the prediction.

    `classes` are those of a set of images; where there are two, 1 is the positive one.
    """

    target: str | None = None
    event: str | None = None
    time: str | None = None
    positive: Prose | None = None
    positives: int | None = Field(default=None, ge=0)
    known_later: tuple[str, ...] = ()
    classes: tuple[Class, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the label columns and of the columns known only later."""
        return tuple(name for name in (self.target, self.event, self.time, *self.known_later) if name)


class People(Part):
    """How many people, who they are, and where their identifiers stand."""

    number: int | None = Field(default=None, ge=0)
    who: Prose
    one_row_each: bool = False
    id_column: str | None = None


class Split(Part):
    """A part of the data set fixed by its authors: its rows, its arrays, and the array of person identifiers.

    The loader leaves out the `left_out` rows whose images also stand in a part named by `not_in`; `rows` counts the
    others.
    """

    name: str
    rows: int = Field(gt=0)
    arrays: tuple[str, ...] = ()
    people: str | None = None
    not_in: tuple[str, ...] = ()
    left_out: int = Field(default=0, ge=0)

    @property
    def images(self) -> str:
        """Name of the array of its images."""
        return f"{self.name}_images"

    @property
    def labels(self) -> str:
        """Name of the array of their labels."""
        return f"{self.name}_labels"


class Read(Part):
    """Options of the reader."""

    delimiter: str = Field(default=",", min_length=1, max_length=1)
    header: bool = True
    skip_rows: int = Field(default=0, ge=0, le=1000)


class Licence(Part):
    """Licence, right to redistribute and the sentence this rests on."""

    name: Label
    redistribution: Redistribution
    statement: Prose
    url: Address | None = None


class Citation(Part):
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


class Card(Part):
    """A data card, schema 1: everything to know before using a data set."""

    schema_version: Literal[1] = Field(alias="schema")
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    title: Prose
    description: Prose
    task: Task
    modality: Modality
    origin: Literal["real", "synthetic"]
    tier: Tier
    reader: Literal["csv", "arff", "npz", "dicom", "bif", "image"]
    read: Read = Read()
    shape: dict[str, tuple[int, ...]] = Field(min_length=1)
    split_by_person: Literal["checked", "claimed", "unknown"]
    split_column: str | None = None
    splits: tuple[Split, ...] = ()
    content_sha256: Sha256 | None = None
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
        checks = (self._check_sources, self._check_rights, self._check_columns, self._check_people, self._check_images)
        for check in checks:
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

    def _check_images(self) -> None:
        for key in ("source", "value"):
            numbers = [getattr(one, key) for one in self.labels.classes]
            if sorted(numbers) != list(range(len(numbers))):
                raise ValueError(f"labels.classes: the {key}s are {numbers}, not 0, 1, 2 ... in some order")
        names = [split.name for split in self.splits]
        if unknown := {other for split in self.splits for other in split.not_in} - set(names):
            raise ValueError(f"splits: not_in names {min(unknown)!r}, which is no split of the card")
        needed = {array for split in self.splits for array in (split.images, split.labels)}
        if self.labels.classes and not (names and needed <= set(self.shape)):
            raise ValueError("labels.classes need splits, and NAME_images and NAME_labels of each in shape")
        if not self.labels.classes and (self.content_sha256 or any(split.not_in for split in self.splits)):
            raise ValueError("content_sha256 and splits.not_in need labels.classes")

    @property
    def bytes(self) -> int:
        """Size of the files in bytes (of the largest accepted version)."""
        return sum(max(version.size for version in file.versions) for file in self.files)

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
