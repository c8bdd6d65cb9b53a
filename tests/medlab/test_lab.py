"""`medlab lab`: the release is found or built, JupyterLab is started on the course and stopped with us."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from medlab import lab
from medlab.errors import MedlabError
from medlab.lab import server, settings
from tests.conftest import ROOT, chromium
from tests.medlab import fake_release


@pytest.fixture
def release(tmp_path, monkeypatch) -> Path:
    folder = fake_release.make(tmp_path / "release")
    monkeypatch.setenv("MEDLAB_RELEASE", str(folder))
    return folder


@pytest.fixture
def course(tmp_path) -> Path:
    (tmp_path / "course" / ".medlab").mkdir(parents=True)
    return tmp_path / "course"


@pytest.fixture
def runtime(tmp_path, monkeypatch) -> Path:
    """Where Jupyter says which servers run."""
    folder = tmp_path / "runtime"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(folder))
    return folder


def note(runtime, folder, *, port, pid=None):
    running = {"url": f"http://localhost:{port}/", "hostname": "localhost", "port": port, "token": "abc"}
    running |= {"root_dir": str(folder), "pid": pid or os.getpid()}
    (runtime / f"jpserver-{port}.json").write_text(json.dumps(running))


@pytest.fixture
def listener():
    with socket.create_server(("localhost", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def clone(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "clone"
    for name in ("grading", "course"):
        (folder / name).mkdir(parents=True)
    (folder / "pyproject.toml").write_text("")
    (folder / "grading" / "__init__.py").write_text("")
    monkeypatch.setattr(lab, "CLONE", folder)
    return folder


def test_jupyterlab_missing_gives_the_command(monkeypatch):
    monkeypatch.setattr(lab, "_is_there", lambda name: name != "jupyterlab")
    with pytest.raises(MedlabError) as told:
        lab.require_jupyterlab()
    assert str(told.value) == f'jupyterlab is missing in this Python. Run: {sys.executable} -m pip install ".[lab]"'


def test_outside_a_clone_the_distribution_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(lab, "_is_there", lambda name: False)
    monkeypatch.setattr(lab, "CLONE", tmp_path)
    with pytest.raises(MedlabError, match=r'jupyterlab and ipykernel .* "medlab-course\[lab\]"'):
        lab.require_jupyterlab()


def test_in_a_clone_the_release_is_built_in_the_learners_language(clone, capfd):
    program = "import os, sys\nprint('built', sys.argv[1:], os.environ['MEDLAB_LANG'])"
    (clone / "grading" / "__main__.py").write_text(program)
    lab.build_release("fr")
    assert capfd.readouterr().out.splitlines()[1:] == ["built ['release'] fr"]


def test_a_build_that_fails_is_told(clone):
    (clone / "grading" / "__main__.py").write_text("raise SystemExit(3)")
    with pytest.raises(MedlabError, match=r"could not be built \(code 3\)"):
        lab.build_release("en")


def test_nothing_is_built_outside_a_clone_or_for_a_named_release(clone, release, monkeypatch):
    (clone / "grading" / "__main__.py").write_text("raise SystemExit(3)")
    lab.build_release("en")
    monkeypatch.delenv("MEDLAB_RELEASE")
    monkeypatch.setattr(lab, "CLONE", release)
    lab.build_release("en")


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr_FR"), ("en", "en")])
def test_the_interface_speaks_the_courses_language_and_asks_the_network_nothing(course, language, locale):
    settings.write(course, language)
    written = json.loads((course / ".medlab/jupyter/labconfig/default_setting_overrides.json").read_text())
    assert written["@jupyterlab/translation-extension:plugin"] == {"locale": locale}
    news = written["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}


def test_jupyter_finds_our_settings_first_and_the_users_after(course, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/users/own")
    settings.write(course, "fr")
    environment = settings.environment(course, "fr")
    code = (
        "from jupyter_core.paths import jupyter_config_path\n"
        "from jupyter_client.kernelspec import KernelSpecManager\n"
        "print(jupyter_config_path().index('/users/own'), KernelSpecManager().get_kernel_spec('python3').argv[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, cwd=course
    )
    assert done.stdout.split() == ["1", sys.executable]
    assert environment["MEDLAB_LANG"] == "fr"
    assert environment["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_the_command_says_what_was_asked(course, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    asked = server.command(course, browser=False, port=8899)
    assert asked[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {f"--ServerApp.root_dir={course}", "--no-browser", "--port=8899", "--allow-root"} <= set(asked)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    plain = server.command(course, browser=True, port=None)
    assert not [option for option in plain if option.startswith(("--no-browser", "--port", "--allow-root"))]


def test_a_server_on_the_folder_is_found(course, runtime, listener):
    note(runtime, course, port=listener)
    (runtime / "jpserver-1.json").write_text("{")
    (runtime / "jpserver-2.json").write_text("[]")
    (runtime / "jpserver-3.json").write_text("{}")
    assert server.address(server.running(course)) == f"http://localhost:{listener}/lab/tree/home.ipynb?token=abc"


def test_a_server_on_another_folder_or_a_dead_one_is_not(course, runtime, listener, tmp_path):
    note(runtime, tmp_path, port=listener)
    assert server.running(course) is None
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    note(runtime, course, port=listener, pid=done.pid)
    assert server.running(course) is None


def test_a_folder_that_is_open_already_is_left_alone_and_shown(release, course, runtime, listener, monkeypatch, capsys):
    note(runtime, course, port=listener)
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert lab.run(folder=str(course), browser=True) == 0
    assert opened == [f"http://localhost:{listener}/lab/tree/home.ipynb?token=abc"]
    assert "already open" in capsys.readouterr().out
    assert not (course / "home.ipynb").exists()


def test_a_jupyterlab_that_does_not_start_is_told_with_its_last_words(release, course, runtime, monkeypatch):
    failing = [sys.executable, "-c", "raise SystemExit('no such thing')"]
    monkeypatch.setattr(server, "command", lambda folder, **given: failing)
    with pytest.raises(MedlabError, match="no such thing"):
        lab.run(folder=str(course), browser=False)
    assert (course / "home.ipynb").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_jupyterlab_that_does_not_end_when_asked_is_killed(monkeypatch):
    monkeypatch.setattr(server, "STOP_PATIENCE", 0.1)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        relay = server._Relay()
        relay.child = child
        relay(signal.SIGINT, None)
        assert child.wait(20) == -signal.SIGKILL


def test_a_home_page_that_can_not_be_read_is_not_the_one_opened(release, course, runtime, monkeypatch):
    (course / "home.ipynb").write_text("{")
    pages = []
    monkeypatch.setattr(server, "serve", lambda folder, **given: pages.append(given["page"]) or 0)
    lab.run(folder=str(course))
    assert pages == ["home (0.1.0-1).ipynb"]
    assert "--LabApp.default_url=/lab/tree/home%20%280.1.0-1%29.ipynb" in server.command(course, page=pages[0])


def test_the_language_of_the_folder_is_used_again(release, course, runtime, monkeypatch):
    seen = []
    monkeypatch.setattr(server, "serve", lambda folder, **given: seen.append(given["language"]) or 0)
    lab.run(folder=str(course), language="fr")
    lab.run(folder=str(course))
    lab.run(folder=str(course), language="en")
    lab.run(folder=str(course))
    assert seen == ["fr", "fr", "en", "en"]


class Lab:
    """A running `medlab lab`."""

    def __init__(self, folder, *arguments):
        command = [sys.executable, "-m", "medlab", "lab", "--dir", str(folder), "--no-browser", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=folder.parent
        )
        self.said = ""
        self.url = self._wait_for_url()

    def _wait_for_url(self):
        for line in self.process.stdout:
            self.said += line
            if "http://" in line:
                return next(word for word in line.split() if word.startswith("http://"))
        pytest.fail(f"medlab lab stopped:\n{self.said}")

    def get(self, path):
        base, token = self.url.split("/lab/tree/home.ipynb?token=")
        request = urllib.request.Request(f"{base}{path}", headers={"Authorization": f"token {token}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=30)[0]
        return self.process.returncode


@pytest.fixture
def start(release, tmp_path, runtime):
    started = []

    def starting(*arguments):
        started.append(Lab(tmp_path / "course", *arguments))
        return started[-1]

    yield starting
    for one in started:
        if one.process.poll() is None:
            one.stop(signal.SIGTERM)


@pytest.mark.server
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_course_and_stops_with_us(start, tmp_path, number):
    running = start("--lang", "fr")
    names = {item["name"] for item in running.get("/api/contents")["content"]}
    assert names == {"home.ipynb", *fake_release.MODULES}
    kernel = running.get("/api/kernelspecs")["kernelspecs"]["python3"]["spec"]
    assert kernel["argv"][0] == sys.executable
    child = server.running(tmp_path / "course")["pid"]
    assert running.stop(number) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert "JupyterLab est arrêté. Votre travail est dans" in running.said


@pytest.mark.server
def test_a_busy_port_is_told_and_the_next_one_taken(start, listener):
    running = start("--port", str(listener))
    assert f"Port {listener} is busy" in running.said
    assert f":{listener}/" not in running.url


@pytest.mark.server
def test_a_second_start_shows_the_first(start):
    running = start()
    again = start()
    assert again.url == running.url
    assert again.process.wait(timeout=10) == 0
    assert "already open on this folder" in again.said


@pytest.mark.server
def test_the_log_which_holds_the_token_is_private(start, tmp_path):
    start()
    log = tmp_path / "course" / ".medlab" / "jupyterlab.log"
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.server
def test_work_is_kept_from_one_start_to_the_next(start, release, tmp_path):
    start("--lang", "en").stop()
    path = tmp_path / "course" / "00_orientation" / "00_orientation.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][3]["source"] = "def double(x):\n    return 2 * x"
    path.write_text(json.dumps(notebook))
    fake_release.make(release, version="2")
    running = start()
    assert "00_orientation: updated, and your work is kept (1 answer)" in running.said
    cells = running.get("/api/contents/00_orientation/00_orientation.ipynb")["content"]["cells"]
    assert cells[3]["source"] == "def double(x):\n    return 2 * x"


@pytest.mark.browser
@pytest.mark.server
@pytest.mark.parametrize(("language", "menu", "title"), [("fr", "Fichier", "Titre de"), ("en", "File", "Title of")])
def test_the_interface_and_the_home_page_speak_the_language(playwright, start, language, menu, title):
    running = start("--lang", language)
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    page = browser.new_page(locale="en-US" if language == "fr" else "fr-FR")
    outside = []
    page.on("request", lambda request: outside.append(request.url) if "//localhost" not in request.url else None)
    page.goto(running.url)
    page.get_by_role("menuitem", name=menu, exact=True).wait_for(timeout=60_000)
    page.get_by_role("link", name=f"00 · {title} 00_orientation").click()
    page.get_by_role("heading", name="00_orientation").wait_for(timeout=30_000)
    time.sleep(2)
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert [url for url in outside if url.startswith("http")] == []
    browser.close()
