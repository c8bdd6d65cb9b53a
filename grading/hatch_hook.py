"""The build hook: no wheel or sdist where the practice release is missing or stale; data cards go into the wheel."""

import importlib.util
import json
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

RELEASE = Path("medlab", "_release", "release.json")
REMEDY = "run python -m grading wheel"


class ReleaseHook(BuildHookInterface):
    """Lets an editable install pass: in a clone the release is built by `medlab lab`."""

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return
        if reason := why_refused(Path(self.root)):
            self.app.abort(f"medlab-course: {reason}: {REMEDY}")
        if self.target_name == "wheel":
            build_data["force_include"]["datasets"] = "medlab/datasets"


def why_refused(root: Path) -> str | None:
    """Why no wheel can be built from `root`, or None. An sdist has no course: its release is taken as it is."""
    if not (root / RELEASE).is_file():
        return "the course's release is missing"
    if (root / "course").is_dir() and _released_from(root) != _source_hash(root):
        return "the course's release is older than its sources"
    return None


def _released_from(root: Path) -> str | None:
    return json.loads((root / RELEASE).read_text(encoding="utf-8")).get("source_hash")


def _source_hash(root: Path) -> str:
    path = root / "grading" / "source_hash.py"
    spec = importlib.util.spec_from_file_location("medlab_source_hash", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.source_hash(root)
