"""The shape of a model card, schema 1, and how it reads (imported at first use).

Source: Mitchell et al. 2019, Model cards for model reporting, doi 10.1145/3287560.3287596.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from medlab.cards.schema import Citation, Label, Licence, PlainName, Prose, Sha256
from medlab.errors import MedlabError
from medlab.language import T, number


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weights(_Part):
    """The file beside the card."""

    file: PlainName
    format: Literal["safetensors"]
    sha256: Sha256
    bytes: int = Field(gt=0, lt=1_000_000)
    parameters: int = Field(gt=0)


class Figure(_Part):
    """A figure of merit with its 95 % interval, for a group of people."""

    name: Label
    group: Prose
    people: int = Field(gt=0)
    ill: int = Field(ge=0)
    value: float
    low: float
    high: float
    method: str = Field(min_length=3)


class Published(_Part):
    """What others reached on the same test images."""

    who: Label
    auc: float
    accuracy: float
    source: Citation


class ModelCard(_Part):
    """A model card, schema 1: everything to know before using a trained network."""

    schema_version: Literal[1] = Field(alias="schema")
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    title: Prose
    warning: Prose
    network: Annotated[str, Field(pattern=r"^medlab\.[a-z_]+(\.[a-z_]+)*\.[A-Za-z]+$")]
    intended_use: Prose
    not_for: Prose
    input: Prose
    output: Prose
    training_data: Prose
    recipe: Prose
    made_by: str
    threshold: float = Field(ge=0, le=1)
    threshold_text: Prose
    weights: Weights
    figures: tuple[Figure, ...] = Field(min_length=1)
    subgroups: Prose
    published: tuple[Published, ...] = ()
    limits: tuple[Prose, ...] = Field(min_length=1)
    licence: Licence
    citations: tuple[Citation, ...] = Field(min_length=1)

    def __repr__(self) -> str:
        return describe(self)

    __str__ = __repr__


def read_card(path: Path) -> ModelCard:
    """Read a model card and check it against the schema.

    Parameters
    ----------
    path : Path

    Returns
    -------
    ModelCard

    Raises
    ------
    MedlabError
        If it is no TOML or breaks the schema; the message names the key.
    """
    try:
        return ModelCard.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except ValueError as problem:
        detail = str(problem)[:200]
    raise MedlabError(
        fr=f"La fiche de réseau {path.name} est refusée : {detail}.",
        en=f"The model card {path.name} is refused: {detail}.",
    )


def describe(card: ModelCard) -> str:
    """The card as a text of some lines, in the learner's language."""
    heads = (
        (T(fr="Usage prévu", en="Intended use"), card.intended_use),
        (T(fr="Pas pour", en="Not for"), card.not_for),
        (T(fr="Entrée", en="Input"), card.input),
        (T(fr="Sortie", en="Output"), card.output),
        (T(fr="Apprentissage", en="Training"), card.training_data),
        (T(fr="Recette", en="Recipe"), card.recipe),
        (T(fr="Seuil", en="Threshold"), card.threshold_text),
    )
    lines = [f"{card.name} — {card.title}", str(card.warning), *(_titled(title, text) for title, text in heads)]
    lines += ["", *map(_figure, card.figures), *map(_published, card.published), str(card.subgroups), ""]
    lines += [f"  - {limit}" for limit in card.limits]
    lines.append(_titled(T(fr="Licence", en="Licence"), f"{card.licence.name} — {card.licence.statement}"))
    return "\n".join([*lines, *(f"{citation.text} {citation.link}" for citation in card.citations)])


def _titled(title: T, text: object) -> str:
    return str(T(fr=f"{title.fr} : ", en=f"{title.en}: ")) + str(text)


def _figure(figure: Figure) -> str:
    low, high = number(figure.low, 3), number(figure.high, 3)
    interval = T(fr=f"IC à 95 % : {low} à {high}", en=f"95% CI {low} to {high}")
    return f"  {figure.name}, {figure.group}: {number(figure.value, 3)} ({interval})"


def _published(other: Published) -> str:
    words = T(fr="publié, mêmes images de test", en="published, same test images")
    return f"  {words}: {other.who}, AUC {number(other.auc, 3)}, accuracy {number(other.accuracy, 3)}"
