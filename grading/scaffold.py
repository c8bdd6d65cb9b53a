"""Starts a module, an exercise or a private variant from a template; the contract tests then say what is missing."""

import ast
import re
from pathlib import Path

from grading.course import COURSE, find_slugs
from medlab.errors import MedlabError

_MODULE = re.compile(r"(\d\d)_[a-z0-9_]+")
_EXERCISE = re.compile(r"(\d\d)\.([a-z][a-z0-9_]*)")


def new(what: str, name: str, *, bank: Path | None = None, course: Path = COURSE) -> list[Path]:
    """Scaffold a "module" (NN_slug), an "exercise" (NN.name) or a "variant" (NN.name, in `bank`).

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    MedlabError
        If the name is malformed or taken, or the module does not exist.
    """
    if what == "module":
        return _new_module(name, course)
    slug = _module_of(name, course)
    if what == "exercise":
        return _new_exercise(name, course / slug, course / "_template")
    return _new_variant(name, course / slug, bank)


def _new_module(name: str, course: Path) -> list[Path]:
    found = _MODULE.fullmatch(name)
    if not found:
        raise MedlabError(
            fr=f"« {name} » : un module s'appelle NN_nom, en minuscules, comme 02_imaging_diagnosis.",
            en=f'"{name}": a module is called NN_name, in lower case, such as 02_imaging_diagnosis.',
        )
    if taken := [slug for slug in find_slugs(course) if slug.startswith(found[1])]:
        raise MedlabError(
            fr=f"Le numéro {found[1]} est celui de {taken[0]}. Choisissez-en un autre.",
            en=f"Number {found[1]} belongs to {taken[0]}. Choose another.",
        )
    folder = course / name
    folder.mkdir()
    for file in ("module.py", "exercises.py"):
        text = (course / "_template" / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace("Module NN", f"Module {found[1]}"), encoding="utf-8")
    return [folder / "module.py", folder / "exercises.py"]


def _module_of(name: str, course: Path) -> str:
    found = _EXERCISE.fullmatch(name)
    slug = next((slug for slug in find_slugs(course) if found and slug.startswith(f"{found[1]}_")), None)
    if slug is None:
        known = ", ".join(find_slugs(course))
        raise MedlabError(
            fr=f"« {name} » : un exercice s'appelle NN.nom, où NN est le numéro d'un module. Modules : {known}.",
            en=f'"{name}": an exercise is called NN.name, where NN is the number of a module. Modules: {known}.',
        )
    return slug


def _new_exercise(identifier: str, folder: Path, template: Path) -> list[Path]:
    exercises, module = folder / "exercises.py", folder / "module.py"
    text = exercises.read_text(encoding="utf-8")
    if f'"{identifier}"' in text:
        raise MedlabError(
            fr=f"{identifier} existe déjà dans {exercises}.", en=f"{identifier} is in {exercises} already."
        )
    skeleton = (template / "exercise.txt").read_text(encoding="utf-8")
    filled = skeleton.format(id=identifier, name=identifier.split(".")[1])
    exercises.write_text(text.rstrip("\n") + "\n" + filled, encoding="utf-8")
    cells = module.read_text(encoding="utf-8").rstrip("\n")
    module.write_text(f'{cells}\n\n# %% exercise="{identifier}"\n', encoding="utf-8")
    return [exercises, module]


def _new_variant(identifier: str, folder: Path, bank: Path | None) -> list[Path]:
    """Copy an exercise's definition into the instructor's bank, to be changed there."""
    if bank is None:
        raise MedlabError(
            fr="Une variante va dans votre banque privée : ajoutez --bank DOSSIER.",
            en="A variant goes into your private bank: add --bank FOLDER.",
        )
    source = folder / "exercises.py"
    target = bank / folder.name / "exercises.py"
    text = source.read_text(encoding="utf-8")
    tree = ast.parse(text)
    definition = _definition(tree, identifier, source)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_imports(text, tree) + _module(text, tree), encoding="utf-8")
    if f'"{identifier}"' in target.read_text(encoding="utf-8"):
        raise MedlabError(fr=f"{identifier} est déjà dans {target}.", en=f"{identifier} is in {target} already.")
    with target.open("a", encoding="utf-8") as file:
        file.write("".join(f"\n\n{_segment(text, node)}\n" for node in definition))
    return [target]


def _definition(tree: ast.Module, identifier: str, source: Path) -> list[ast.stmt]:
    """The assignment of the exercise, then the functions decorated with it."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and f"'{identifier}'" in ast.dump(node):
            name = node.targets[0].id
            return [node, *(other for other in tree.body if name in _decorators(other))]
    raise MedlabError(fr=f"{identifier} n'est pas dans {source}.", en=f"{identifier} is not in {source}.")


def _decorators(node: ast.stmt) -> list[str]:
    """The first names of a function's decorators: `x` for `@x.reference`."""
    return [ast.unparse(decorator).split(".")[0] for decorator in getattr(node, "decorator_list", [])]


def _imports(text: str, tree: ast.Module) -> str:
    lines = [_segment(text, node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(lines) + "\n\n"


def _module(text: str, tree: ast.Module) -> str:
    return "".join(f"{_segment(text, node)}\n" for node in tree.body if _calls(node) == "Module")


def _calls(node: ast.stmt) -> str:
    value = getattr(node, "value", None)
    return ast.unparse(value.func) if isinstance(value, ast.Call) else ""


def _segment(text: str, node: ast.stmt) -> str:
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
