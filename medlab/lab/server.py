"""JupyterLab as a child process: started on the course's home page, announced once it answers, stopped with us."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from medlab.errors import MedlabError
from medlab.lab import settings
from medlab.language import T
from medlab.workspace import PRIVATE, disk

PATIENCE = 120
STOP_PATIENCE = 10
HOME = "home.ipynb"

_STARTING = T(fr="JupyterLab démarre…", en="JupyterLab is starting…")
_OPEN = T(
    fr="Le cours est ouvert : {url}\nPour l'arrêter : Ctrl + C dans cette fenêtre. Journal de JupyterLab : {log}",
    en="The course is open: {url}\nTo stop it: Ctrl + C in this window. JupyterLab's log: {log}",
)
_BUSY = T(
    fr="Le port {wanted} est occupé : le cours est sur le port {port}.",
    en="Port {wanted} is busy: the course is on port {port}.",
)
_ALREADY = T(
    fr="JupyterLab est déjà ouvert sur ce dossier : {url}\nPour mettre le cours à jour ou en changer la langue, "
    "arrêtez-le d'abord (Ctrl + C dans sa fenêtre).",
    en="JupyterLab is already open on this folder: {url}\nTo update the course or change its language, stop it first "
    "(Ctrl + C in its window).",
)
_STOPPED = T(
    fr="JupyterLab est arrêté. Votre travail est dans {folder}.", en="JupyterLab has stopped. Your work is in {folder}."
)


def running(folder: Path) -> dict | None:
    """What Jupyter says of a server that is running on `folder` (url, hostname, port, token, pid), or None."""
    from jupyter_core.paths import jupyter_runtime_dir

    found = [_read(path) for path in Path(jupyter_runtime_dir()).glob("jpserver-*.json")]
    return next((server for server in found if _serves(server, folder) and _is_alive(server)), None)


def address(server: dict, page: str = HOME) -> str:
    """Where the home page is, with the token that lets the browser in."""
    token = f"?token={server['token']}" if server.get("token") else ""
    return f"{server['url'].rstrip('/')}{_path(page)}{token}"


def reopen(server: dict, *, browser: bool) -> int:
    """Say where the running server is, and show it if `browser`; returns the exit code 0."""
    import webbrowser

    say(_ALREADY.format(url=address(server)))
    if browser:
        webbrowser.open(address(server))
    return 0


def command(folder: Path, *, page: str = HOME, browser: bool = True, port: int | None = None) -> list[str]:
    """What starts JupyterLab on the notebook `page` of `folder`, with this Python."""
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={_path(page)}",
        f"--LabApp.workspaces_dir={settings.folder_of(folder) / 'workspaces'}",
        "--ContentsManager.pre_save_hook=medlab.widgets.twin.save_static",
        "-y",
    ]
    if not browser:
        options.append("--no-browser")
    if port:
        options.append(f"--port={port}")
    if getattr(os, "geteuid", lambda: 1)() == 0:
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyterlab", *options]


def serve(folder: Path, *, language: str, page: str = HOME, browser: bool = True, port: int | None = None) -> int:
    """Run JupyterLab on `folder` until it stops or we are asked to stop it.

    Parameters
    ----------
    folder : Path
        A course folder with its settings written.
    language : "fr" or "en"
        Of medlab in the kernels.
    page : str
        The notebook of `folder` to open.
    browser, port
        As in `medlab.lab.run`.

    Returns
    -------
    int
        0 after a wanted stop, else JupyterLab's exit code.

    Raises
    ------
    MedlabError
        If JupyterLab stops while starting.
    """
    say(_STARTING)
    log = folder / PRIVATE / "jupyterlab.log"
    with _Relay().listening() as relay:
        child = relay.child = _start(command(folder, page=page, browser=browser, port=port), folder, language, log)
        if found := _wait_for(child, folder):
            _announce(found, page=page, log=log, port=port)
        elif child.poll() is not None and not relay.asked:
            raise _did_not_start(log)
        code = child.wait()
    say(_STOPPED.format(folder=folder))
    return 0 if relay.asked else abs(code)


class _Relay:
    """Passes on to the child what asks us to stop; on Windows, Ctrl + C reaches the child by itself."""

    def __init__(self):
        self.child: subprocess.Popen | None = None
        self.asked = False

    def __call__(self, number: int, _frame: object) -> None:
        self.asked = True
        if self.child and os.name == "posix" and self.child.poll() is None:
            self.child.terminate()
            self._kill_later(self.child)

    def _kill_later(self, child: subprocess.Popen) -> None:
        """JupyterLab never ends where it is asked to stop while it starts a kernel."""
        last_resort = threading.Timer(STOP_PATIENCE, child.kill)
        last_resort.daemon = True
        last_resort.start()

    @contextmanager
    def listening(self) -> Iterator["_Relay"]:
        numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        before = {number: signal.signal(number, self) for number in numbers}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _start(arguments: list[str], folder: Path, language: str, log: Path) -> subprocess.Popen:
    with disk.explained(folder), open(log, "wb", opener=_private) as output:
        return subprocess.Popen(
            arguments,
            cwd=folder,
            env=settings.environment(folder, language),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _private(path: str, flags: int) -> int:
    """The log holds the token that lets a browser in: nobody else may read it."""
    return os.open(path, flags, 0o600)


def _announce(server: dict, *, page: str, log: Path, port: int | None) -> None:
    if port and server["port"] != port:
        say(_BUSY.format(wanted=port, port=server["port"]))
    say(_OPEN.format(url=address(server, page), log=log))


def _wait_for(child: subprocess.Popen, folder: Path) -> dict | None:
    end = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < end:
        if server := running(folder):
            return server
        time.sleep(0.05)
    return None


def _did_not_start(log: Path) -> MedlabError:
    last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
    return MedlabError(
        fr=f"JupyterLab s'est arrêté au démarrage. Ses derniers mots ({log}) :\n{last}\n"
        "Pour savoir ce qui manque : medlab doctor",
        en=f"JupyterLab stopped while starting. Its last words ({log}):\n{last}\n"
        "To find what is missing: medlab doctor",
    )


def _path(page: str) -> str:
    return f"/lab/tree/{quote(page)}"


def _read(path: Path) -> dict:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _serves(server: dict, folder: Path) -> bool:
    root = server.get("root_dir")
    return isinstance(root, str) and bool(server.get("url")) and Path(root).resolve() == folder.resolve()


def _is_alive(server: dict) -> bool:
    try:
        if os.name == "posix":
            os.kill(server["pid"], 0)
        socket.create_connection((server.get("hostname") or "localhost", server["port"]), timeout=1).close()
    except (OSError, KeyError, TypeError):
        return False
    return True


def say(text: object) -> None:
    """Print one message now, even where the output is a file or a pipe."""
    print(text, flush=True)
