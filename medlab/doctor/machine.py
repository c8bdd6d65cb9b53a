"""What `medlab doctor` looks at on the machine: room, memory, folders, sandbox, network."""

import os
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

from medlab import progress as progress_file
from medlab.doctor.finding import Finding
from medlab.errors import MedlabError
from medlab.fetch import cache_folder, is_offline
from medlab.language import T, number

GIGA = 1e9
NETWORK = "MEDLAB_NETWORK_HOST"
_HOST = "zenodo.org:443"
_SECONDS = 2
_SANDBOXES = (("bwrap", "--ro-bind", "/", "/", "true"), ("unshare", "-U", "true"))


def disk() -> Finding:
    """Room on the disk of the current folder: 2 GB are comfortable, 0.2 GB the least."""
    title = T(fr="Disque", en="Disk")
    free = shutil.disk_usage(Path.cwd()).free
    found = _amounts(T(fr="{free} Go libres", en="{free} GB free"), free=free)
    if free >= 2 * GIGA:
        return Finding("disk", title, "ok", found)
    mend = T(fr="Libérez de la place : le cours en demande 2 Go.", en="Free some space: the course asks for 2 GB.")
    return Finding("disk", title, "warn" if free >= 0.2 * GIGA else "fail", found, mend)


def memory() -> Finding:
    """Memory of the machine, or what its container may use: 4 GB are asked for."""
    title = T(fr="Mémoire", en="Memory")
    total = memory_bytes()
    if total is None:
        return Finding(
            "memory", title, "ok", T(fr="non mesurable sur ce système", en="can't be measured on this system")
        )
    found = _amounts(T(fr="{total} Go", en="{total} GB"), total=total)
    if total >= 3.5 * GIGA:
        return Finding("memory", title, "ok", found)
    mend = T(
        fr="Fermez les autres programmes ; les modules d'imagerie demandent 4 Go.",
        en="Close other programs; the imaging modules ask for 4 GB.",
    )
    return Finding("memory", title, "warn", found, mend)


def cores() -> Finding:
    """Processor cores that this process may use; two are asked for."""
    title = T(fr="Cœurs", en="Cores")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    found = T(fr="{n}", en="{n}").format(n=usable)
    if usable >= 2:
        return Finding("cores", title, "ok", found)
    mend = T(fr="Le cours marche aussi, plus lentement.", en="The course works all the same, more slowly.")
    return Finding("cores", title, "warn", found, mend)


def data() -> Finding:
    """Where data sets are looked for (`MEDLAB_DATA`) or kept once downloaded (`MEDLAB_CACHE`)."""
    title = T(fr="Dossier des données", en="Data folder")
    named = os.environ.get("MEDLAB_DATA")
    if not named:
        return _writable("data", title, cache_folder())
    if Path(named).is_dir():
        return Finding("data", title, "ok", T(fr=f"MEDLAB_DATA : {named}", en=f"MEDLAB_DATA: {named}"))
    found = T(fr=f"MEDLAB_DATA nomme {named}, qui n'existe pas", en=f"MEDLAB_DATA names {named}, which does not exist")
    mend = T(fr="Créez ce dossier, ou retirez la variable.", en="Make this folder, or unset the variable.")
    return Finding("data", title, "fail", found, mend)


def progress() -> Finding:
    """Where the learner's progress is kept."""
    return _writable("progress", T(fr="Progression", en="Progress"), progress_file.progress_path().parent)


def isolation() -> Finding:
    """Whether a sandbox starts (bubblewrap, user namespaces), which only instructors need, to grade."""
    title = T(fr="Isolation", en="Isolation")
    faults = {command[0]: _try(command) for command in _SANDBOXES}
    if not faults["bwrap"]:
        return Finding("isolation", title, "ok", T(fr="bubblewrap démarre", en="bubblewrap starts"))
    words = [f"{name} : {fault}" if fault else f"{name} : ok" for name, fault in faults.items()]
    found = T(fr="; ".join(words), en="; ".join(words).replace(" :", ":"))
    mend = T(
        fr="Seuls les enseignants en ont besoin, pour noter. Sous Linux : installez bubblewrap (apt install "
        "bubblewrap) ; s'il est refusé, autorisez les espaces de noms : "
        "sysctl kernel.apparmor_restrict_unprivileged_userns=0 ou "
        "kernel.unprivileged_userns_clone=1. Ailleurs : notez dans une machine virtuelle ou un conteneur Linux.",
        en="Only instructors need it, to grade. On Linux: install bubblewrap (apt install bubblewrap); if it is "
        "refused, allow user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0 or "
        "kernel.unprivileged_userns_clone=1. Elsewhere: grade in a Linux virtual machine or container.",
    )
    return Finding("isolation", title, "warn", found, mend)


def network() -> Finding:
    """Whether the place that most data sets come from answers within 2 seconds; the course works without."""
    title = T(fr="Réseau", en="Network")
    if is_offline():
        return Finding("network", title, "ok", T(fr="exclu par MEDLAB_OFFLINE", en="ruled out by MEDLAB_OFFLINE"))
    host, port = _network_host()
    if _answers(host, port):
        return Finding("network", title, "ok", T(fr=f"{host} répond", en=f"{host} answers"))
    found = T(fr=f"{host} ne répond pas en {_SECONDS} s", en=f"{host} does not answer within {_SECONDS} s")
    mend = T(
        fr="Le cours marche sans réseau ; seuls les grands jeux de données en ont besoin. Derrière un mandataire "
        "(proxy), donnez son adresse dans HTTPS_PROXY.",
        en="The course works without a network; only large data sets need it. Behind a proxy, give its address in "
        "HTTPS_PROXY.",
    )
    return Finding("network", title, "warn", found, mend)


def memory_bytes() -> int | None:
    """The machine's memory in bytes, or the limit of the container we are in; None where the system doesn't tell."""
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return _memory_by_psutil()
    return min(total, _container_limit() or total)


def _memory_by_psutil() -> int | None:
    try:
        from psutil import virtual_memory
    except ImportError:
        return None
    return virtual_memory().total


def _container_limit() -> int | None:
    try:
        return int(Path("/sys/fs/cgroup/memory.max").read_text())
    except (OSError, ValueError):
        return None


def _amounts(text: T, **amounts: float) -> T:
    return text.format(**{name: number(amount / GIGA, 1) for name, amount in amounts.items()})


def _writable(name: str, title: T, folder: Path) -> Finding:
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    found = T(fr=f"{folder}", en=f"{folder}")
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding(name, title, "ok", found)
    found = T(fr="{found} ne peut pas être écrit", en="{found} can't be written").format(found=found)
    mend = T(fr="Rendez {nearest} accessible en écriture.", en="Make {nearest} writable.").format(nearest=nearest)
    return Finding(name, title, "fail", found, mend)


def _try(command: tuple[str, ...]) -> str:
    """ "" if the command succeeds, else the system's own reason."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(getattr(problem, "strerror", None) or problem)
    return "" if done.returncode == 0 else (done.stderr.strip() or f"code {done.returncode}")


def _network_host() -> tuple[str, int]:
    """The proxy if there is one, since nothing else can be reached then; else the host."""
    proxy = urlsplit(getproxies().get("https", ""))
    if proxy.hostname and NETWORK not in os.environ:
        return proxy.hostname, proxy.port or 8080
    host, _, port = (os.environ.get(NETWORK) or _HOST).rpartition(":")
    if host and port.isdigit():
        return host, int(port)
    raise MedlabError(
        fr=f"{NETWORK} doit être de la forme hôte:port, par exemple {_HOST}.",
        en=f"{NETWORK} must look like host:port, for example {_HOST}.",
    )


def _answers(host: str, port: int) -> bool:
    """A connection in a thread of its own: looking up a name may hang longer than any time-out."""
    opened: list[bool] = []
    thread = threading.Thread(target=lambda: opened.append(_connects(host, port)), daemon=True)
    thread.start()
    thread.join(_SECONDS)
    return any(opened)


def _connects(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=_SECONDS).close()
    except OSError:
        return False
    return True
