"""Builds the wheel from a clone whose practice release is packed."""

import subprocess
import sys
from pathlib import Path

from grading.course import ROOT
from medlab.errors import MedlabError


def build_wheel(out: Path) -> Path:
    """The path of the wheel in `out`.

    Raises
    ------
    MedlabError
        With hatchling's own words, if it fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out.resolve())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MedlabError(
            fr=f"La roue n'a pas pu être construite : {done.stderr.strip()[-800:]}",
            en=f"The wheel could not be built: {done.stderr.strip()[-800:]}",
        )
    return max(out.glob("medlab_course-*.whl"), key=lambda path: path.stat().st_mtime_ns)
