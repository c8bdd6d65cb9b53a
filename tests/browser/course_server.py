"""`medlab lab` as a learner starts it: the real command in its own process, its folder, and how to stop it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from medlab import workspace
from tests.conftest import ROOT

MODULE = "00_orientation"
PATIENCE = 120
_ADDRESS = re.compile(r"https?://\S+/lab/\S+")
_JUPYTER = {
    name: name.lower() for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
}


class CourseServer:
    """One learner: a course folder, a progress file, and JupyterLab on a port of its own.

    Parameters
    ----------
    place : an empty folder for all of it
    language : "fr" or "en", as given to `--lang`; None: nothing is given
    """

    def __init__(self, place: Path, *, language: str | None):
        self.folder = place / "course"
        self.language = language
        self.said = ""
        self.started_s = 0.0
        self._place = place
        self._port = _free_port()
        self._process: subprocess.Popen | None = None
        self._address = ""

    @property
    def home_url(self) -> str:
        """The address that the command says to open."""
        return self._address

    @property
    def module_url(self) -> str:
        return self._address.replace("/home.ipynb", f"/{MODULE}/{MODULE}.ipynb")

    @property
    def notebook(self) -> Path:
        return self.folder / MODULE / f"{MODULE}.ipynb"

    def cells(self) -> list[dict]:
        """The cells of the module's notebook, as they are on the disk."""
        return json.loads(self.notebook.read_bytes())["cells"]

    def progress(self) -> list[dict]:
        """The events that were recorded, oldest first."""
        path = self._place / "home" / "progress.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def start(self) -> "CourseServer":
        """Run the command until it says where the course is; what it said is in `said`."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            self._command(), cwd=self._place, env=self._environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        watchdog = threading.Timer(PATIENCE, self._process.kill)
        watchdog.start()
        self._address, self.said = self._read_address()
        watchdog.cancel()
        self.started_s = time.monotonic() - began
        threading.Thread(target=self._process.stdout.read, daemon=True).start()
        return self

    def stop(self) -> int:
        """Stop as Ctrl + C does, and wait; returns the exit code."""
        with suppress(OSError):
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(timeout=30)
        finally:
            self._kill_what_is_left()

    def reset(self) -> None:
        """As after the first start: no kernel, no open tab, untouched notebooks, no progress."""
        for session in json.loads(self._ask("GET", "/api/sessions")):
            self._ask("DELETE", f"/api/sessions/{session['id']}")
        made = [self.folder / MODULE, self.folder / "home.ipynb", *self.folder.glob(".medlab/jupyter/workspaces/*")]
        chosen = self._place / _JUPYTER["JUPYTER_CONFIG_DIR"] / "lab" / "user-settings"
        for path in [*made, chosen, self._place / "home"]:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        workspace.lay_down(self.folder, language=self.language)

    def _command(self) -> list[str]:
        language = ["--lang", self.language] if self.language else []
        options = ["--dir", str(self.folder), "--no-browser", "--port", str(self._port)]
        return [sys.executable, "-m", "medlab", "lab", *language, *options]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MEDLAB_", "NBGRADER_"))}
        jupyter = {name: str(self._place / folder) for name, folder in _JUPYTER.items()}
        return {**kept, **jupyter, "MEDLAB_HOME": str(self._place / "home"), "PYTHONPATH": str(ROOT)}

    def _read_address(self) -> tuple[str, str]:
        said = ""
        for line in self._process.stdout:
            said += line.decode("utf-8", "replace")
            if found := _ADDRESS.search(said):
                return found.group(), said
        raise RuntimeError(f"medlab lab stopped before it gave an address:\n{said}")

    def _ask(self, method: str, path: str) -> bytes:
        parts = urlsplit(self._address)
        headers = {"Authorization": f"token {parse_qs(parts.query)['token'][0]}"}
        request = urllib.request.Request(f"{parts.scheme}://{parts.netloc}{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def _kill_what_is_left(self) -> None:
        """JupyterLab leads a process group of its own: end it too where the command did not."""
        if self._process.poll() is None:
            self._process.kill()
        for path in (self._place / _JUPYTER["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json"):
            with suppress(OSError, ValueError):
                os.killpg(json.loads(path.read_bytes())["pid"], signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
