"""What `medlab doctor` looks at among the installed software."""

import importlib.util
import os
import platform
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from medlab import __version__, release, workspace
from medlab.doctor.finding import Finding
from medlab.errors import MedlabError
from medlab.language import T

DISTRIBUTION = "medlab-course"
PACKAGE = Path(__file__).resolve().parents[1]
_OLDEST = (3, 11)
_UNKNOWN = T(
    fr=f"{DISTRIBUTION} n'est pas installé : ce qu'il lui faut n'est pas connu",
    en=f"{DISTRIBUTION} is not installed: what it needs is not known",
)
_USED = {"matplotlib", "medlab", "numpy", "pandas", "scipy", "sklearn", "sksurv", "skimage", "pydicom", "torch"}


def python() -> Finding:
    """Python's version: 3.11 is tested; older ones can't run the course."""
    title = T(fr="Python", en="Python")
    found = T(
        fr="{version}, {path} (le cours est testé avec 3.11)", en="{version}, {path} (the course is tested with 3.11)"
    ).format(version=platform.python_version(), path=sys.executable)
    if sys.version_info >= _OLDEST:
        return Finding("python", title, "ok", found)
    mend = T(fr="Installez Python 3.11 ou plus récent.", en="Install Python 3.11 or later.")
    return Finding("python", title, "fail", found, mend)


def packages() -> Finding:
    """The packages without which no notebook runs."""
    return _installed("packages", T(fr="Paquets", en="Packages"), extras=(), bad="fail")


def jupyter() -> Finding:
    """JupyterLab, its French, and what the picture modules need."""
    return _installed("jupyter", T(fr="JupyterLab et imagerie", en="JupyterLab and imaging"), extras=("lab", "imaging"))


def stranger() -> Finding:
    """Another distribution, or a folder on the path, that is imported as `medlab` in place of the course's."""
    title = T(fr="Le paquet medlab", en="The package medlab")
    found = T(fr="{version}, {path}", en="{version}, {path}").format(version=__version__, path=PACKAGE)
    others = sorted(set(metadata.packages_distributions().get("medlab", [])) - {DISTRIBUTION})
    if others:
        also = T(fr="{found} ; aussi installé sous ce nom : {others}", en="{found}; also installed as medlab: {others}")
        return Finding("stranger", title, "fail", also.format(found=found, others=", ".join(others)), _without(others))
    if folders := [str(path) for path in _namesakes("medlab") if path.resolve() != PACKAGE]:
        also = T(fr="{found} ; caché ou caché par : {others}", en="{found}; hidden by or hiding: {others}")
        mend = T(fr="Renommez ou désinstallez : {others}", en="Rename or uninstall: {others}")
        others = ", ".join(folders)
        return Finding("stranger", title, "fail", also.format(found=found, others=others), mend.format(others=others))
    return Finding("stranger", title, "ok", found)


def shadows() -> Finding:
    """Files of the learner that Python would import in place of a library (`random.py`, `numpy.py`)."""
    title = T(fr="Noms de fichiers", en="File names")
    found = sorted(str(path) for folder in _working_folders() for path in _hiding(folder))
    if not found:
        return Finding("shadows", title, "ok", T(fr="aucun ne cache une bibliothèque", en="none hides a library"))
    what = T(
        fr="Python lirait ces fichiers à la place des bibliothèques du même nom : {found}",
        en="Python would read these files in place of the libraries of the same name: {found}",
    )
    mend = T(fr="Renommez-les, puis redémarrez le noyau.", en="Rename them, then restart the kernel.")
    return Finding("shadows", title, "warn", what.format(found=", ".join(found)), mend)


def course() -> Finding:
    """The notebooks that `medlab lab` lays down."""
    title = T(fr="Carnets du cours", en="The course's notebooks")
    try:
        known = release.information()
    except MedlabError as problem:
        built = all((PACKAGE.parent / name).is_dir() for name in ("grading", "course"))
        later = T(fr="« medlab lab » les construira.", en='"medlab lab" will build them.')
        return Finding("course", title, "warn" if built else "fail", problem.text, later if built else _again())
    found = T(fr="version {release}, modules : {n}", en="release {release}, modules: {n}")
    return Finding("course", title, "ok", found.format(n=len(known["modules"]), release=known["release"]))


def nbgrader() -> Finding:
    """nbgrader starts `alembic` by its name alone: the environment's scripts must be on PATH."""
    title = T(fr="nbgrader", en="nbgrader")
    if importlib.util.find_spec("nbgrader") is None:
        found = T(fr="absent ; seuls les enseignants en ont besoin", en="not installed; only instructors need it")
        return Finding("nbgrader", title, "ok", found)
    if command := shutil.which("alembic"):
        return Finding("nbgrader", title, "ok", T(fr="alembic : {a}", en="alembic: {a}").format(a=command))
    found = T(fr="la commande alembic n'est pas dans PATH", en="the command alembic is not on PATH")
    mend = T(
        fr="Activez l'environnement, ou ajoutez {folder} à PATH.",
        en="Activate the environment, or add {folder} to PATH.",
    )
    return Finding("nbgrader", title, "warn", found, mend.format(folder=Path(sys.executable).parent))


def _installed(name: str, title: T, *, extras: tuple[str, ...], bad: str = "warn") -> Finding:
    wanted = list(_requirements(extras))
    if not wanted:
        return Finding(name, title, "warn", _UNKNOWN, _again())
    faults = {requirement: fault for requirement in wanted if (fault := _fault(requirement))}
    if not faults:
        found = T(fr="{n} paquets, versions convenables", en="{n} packages, versions as needed").format(n=len(wanted))
        return Finding(name, title, "ok", found)
    found = T(*(", ".join(getattr(fault, code) for fault in faults.values()) for code in ("fr", "en")))
    mend = T(fr="Exécutez : {command}", en="Run: {command}").format(command=_pip_install(faults))
    return Finding(name, title, bad, found, mend)


def _requirements(extras: tuple[str, ...]) -> Iterator:
    """What the installed distribution asks for, else what the clone's pyproject.toml does; only `extras`, if any."""
    from packaging.requirements import Requirement

    for text, extra in _declared():
        requirement = Requirement(text)
        in_scope = extra in extras if extras else not extra
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": extra})
        if in_scope and applies and requirement.name != DISTRIBUTION:
            yield requirement


def _declared() -> Iterator[tuple[str, str]]:
    """Each requirement's text and its extra ("" for the core)."""
    try:
        project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except OSError:
        yield from ((text, text.partition("extra == ")[2].strip(" '\"")) for text in _installed_requirements())
        return
    yield from ((text, "") for text in project["dependencies"])
    yield from ((text, extra) for extra, texts in project["optional-dependencies"].items() for text in texts)


def _installed_requirements() -> list[str]:
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []


def _fault(requirement) -> T | None:
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        version = None
    if version is None:
        return T(fr="{name} manque", en="{name} is missing").format(name=requirement.name)
    if requirement.specifier.contains(version, prereleases=True):
        return None
    return T(fr="{name} {version} (il faut {needed})", en="{name} {version} ({needed} is needed)").format(
        name=requirement.name, version=version, needed=requirement.specifier
    )


def _pip_install(requirements: Iterable) -> str:
    wanted = " ".join(f'"{requirement.name}{requirement.specifier}"' for requirement in requirements)
    return f"{sys.executable} -m pip install {wanted}"


def _without(others: list[str]) -> T:
    names = " ".join(others)
    return T(
        fr=f"Exécutez : {sys.executable} -m pip uninstall -y {names}, puis réinstallez {DISTRIBUTION} avec "
        "l'option --force-reinstall.",
        en=f"Run: {sys.executable} -m pip uninstall -y {names}, then install {DISTRIBUTION} again with the option "
        "--force-reinstall.",
    )


def _again() -> T:
    return T(fr=f"Réinstallez {DISTRIBUTION}.", en=f"Install {DISTRIBUTION} again.")


def _namesakes(name: str) -> Iterator[Path]:
    """What `import name` could mean on the path, and in the folder we are in, where kernels look first."""
    for folder in dict.fromkeys([Path.cwd(), *map(Path, filter(None, sys.path))]):
        if (folder / name / "__init__.py").is_file():
            yield folder / name
        elif (folder / f"{name}.py").is_file():
            yield folder / f"{name}.py"


def _working_folders() -> list[Path]:
    course = workspace.enclosing_course(Path.cwd()) or workspace.course_folder()
    modules = [path for path in course.iterdir() if path.is_dir()] if course.is_dir() else []
    return list(dict.fromkeys([Path.cwd(), course, *modules]))


def _hiding(folder: Path) -> Iterator[Path]:
    if not folder.is_dir() or not os.access(folder, os.R_OK) or folder == PACKAGE.parent:
        return
    names = sys.stdlib_module_names | _USED
    for path in folder.iterdir():
        is_package = path.is_dir() and (path / "__init__.py").is_file()
        if path.stem in names and (path.suffix == ".py" or is_package):
            yield path
