"""The course's own Jupyter settings, in DIR/.medlab/jupyter: the user's Jupyter settings are never changed."""

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

from medlab.workspace import PRIVATE, disk

_LOCALES = {"fr": "fr_FR", "en": "en"}


def folder_of(course: Path) -> Path:
    """Where the settings of a course folder are."""
    return course / PRIVATE / "jupyter"


def write(course: Path, language: str) -> None:
    """Write the interface's language, no news from the network, and this Python as the kernel `python3`.

    Parameters
    ----------
    course : Path
        The course folder.
    language : "fr" or "en"

    Raises
    ------
    OSError
        If the folder can't be written.
    """
    overrides = {
        "@jupyterlab/translation-extension:plugin": {"locale": _LOCALES[language]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    }
    _write(folder_of(course) / "labconfig" / "default_setting_overrides.json", overrides)
    _write_kernel(folder_of(course) / "kernels" / "python3")


def environment(course: Path, language: str) -> dict[str, str]:
    """The variables that JupyterLab and its kernels get: the course's settings first, this Python's scripts on PATH."""
    private = str(folder_of(course))
    first = {"JUPYTER_CONFIG_PATH": private, "JUPYTER_PATH": private, "PATH": str(Path(sys.executable).parent)}
    joined = {name: os.pathsep.join(filter(None, [value, os.environ.get(name)])) for name, value in first.items()}
    return {**os.environ, **joined, "MEDLAB_LANG": language}


def _write_kernel(folder: Path) -> None:
    """A kernel `python3` that is found before any other of this name, which may start another Python."""
    spec = importlib.util.find_spec("ipykernel")
    pictures = Path(spec.origin).parent / "resources" if spec and spec.origin else folder
    if pictures.is_dir():
        shutil.copytree(pictures, folder, dirs_exist_ok=True)
    kernel = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    _write(folder / "kernel.json", kernel)


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.write(path, json.dumps(content, indent=1).encode())
