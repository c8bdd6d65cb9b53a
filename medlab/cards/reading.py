"""From a TOML file to a checked card; every refusal names the file, the key and what is allowed."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ValidationError

from medlab.cards.schema import Card
from medlab.errors import MedlabError
from medlab.language import T

_MAX_BYTES = 256 * 1024
_SHOWN_PROBLEMS = 5


def read_card(path: Path) -> Card:
    """See `medlab.cards.read_card`."""
    with path.open("rb") as file:
        return _checked(path, file.read(_MAX_BYTES + 1))


@lru_cache(maxsize=256)
def _checked(path: Path, data: bytes) -> Card:
    try:
        found = Card.model_validate(_parse(path, data))
    except ValidationError as problem:
        raise _refused(path, _explain(problem)) from None
    if found.name != path.stem:
        came = f'name = "{found.name}"'
        raise _refused(path, T(fr=f"{came}, mais le fichier s'appelle {path.name}", en=f"{came}, in {path.name}"))
    return found


def _parse(path: Path, data: bytes) -> dict:
    if len(data) > _MAX_BYTES:
        raise _refused(path, T(fr="elle dépasse 256 ko", en="it is larger than 256 kB"))
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        detail = str(problem)[:200]
        raise _refused(path, T(fr=f"ce n'est pas du TOML ({detail})", en=f"it is not TOML ({detail})")) from None


def _refused(path: Path, why: T) -> MedlabError:
    return MedlabError(
        fr=f"La fiche {path.name} est refusée : {why.fr}. Les règles sont dans datasets/README.md.",
        en=f"The card {path.name} is refused: {why.en}. The rules are in datasets/README.md.",
    )


def _explain(problem: ValidationError) -> T:
    errors = problem.errors(include_url=False, include_context=False)
    parts = [_one_problem(error) for error in errors[:_SHOWN_PROBLEMS]]
    return T(fr=" ; ".join(part.fr for part in parts), en="; ".join(part.en for part in parts))


def _one_problem(error: dict) -> T:
    key = ".".join(map(str, error["loc"])) or "(fiche / card)"
    if error["type"] == "extra_forbidden":
        allowed = ", ".join(_allowed(error["loc"][:-1]))
        return T(
            fr=f"la clé « {key} » n'existe pas (clés permises ici : {allowed})",
            en=f'there is no key "{key}" (keys allowed here: {allowed})',
        )
    if error["type"] == "missing":
        return T(fr=f"la clé « {key} » manque", en=f'the key "{key}" is missing')
    came = repr(error["input"])[:60]
    return T(fr=f"« {key} » vaut {came} : {error['msg']}", en=f'"{key}" is {came}: {error["msg"]}')


def _allowed(location: tuple) -> list[str]:
    model = Card
    for step in location:
        if isinstance(step, str):
            model = _model_of(model.model_fields[step].annotation)
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _model_of(annotation) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in getattr(annotation, "__args__", ()) if (model := _model_of(part))), None)
