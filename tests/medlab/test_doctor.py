"""The doctor: each check says ok on a sound computer, and names the mend of each fault that is made here."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import psutil
import pytest

from medlab import cli, doctor
from medlab.doctor import machine, software
from medlab.doctor.finding import Finding
from medlab.language import T
from tests.medlab import fake_release

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.delenv("MEDLAB_OFFLINE")


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_every_check_says_what_it_found_in_both_languages(monkeypatch, listener):
    monkeypatch.setenv(machine.NETWORK, f"127.0.0.1:{listener}")
    findings = doctor.examine()
    assert len({finding.name for finding in findings}) == len(doctor.CHECKS)
    for finding in findings:
        assert finding.status in ("ok", "warn", "fail")
        assert all(text.fr and text.en for text in (finding.title, finding.found))
        assert (finding.mend is None) == (finding.status == "ok")


def test_json_holds_the_same_for_a_program(monkeypatch, capsys):
    found = Finding("disk", T(fr="Disque", en="Disk"), "warn", T(fr="peu", en="little"), T(fr="videz", en="clean"))
    monkeypatch.setattr(doctor, "CHECKS", (lambda: found,))
    assert cli.main(["doctor", "--json", "--lang", "fr"]) == 0
    expected = {"name": "disk", "status": "warn", "title": "Disque", "found": "peu", "mend": "videz"}
    assert json.loads(capsys.readouterr().out) == [expected]


def test_a_fault_is_named_again_at_the_end_and_gives_exit_code_1(monkeypatch, capsys):
    found = Finding("disk", T(fr="Disque", en="Disk"), "fail", T(fr="plein", en="full"), T(fr="videz", en="clean it"))
    monkeypatch.setattr(doctor, "CHECKS", (lambda: found,))
    assert cli.main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "→ clean it" in told
    assert "To mend: Disk." in told


def test_a_check_that_the_system_refuses_is_a_note(monkeypatch):
    def disk():
        raise PermissionError("no")

    monkeypatch.setattr(doctor, "CHECKS", (disk,))
    assert [(finding.name, finding.status) for finding in doctor.examine()] == [("disk", "warn")]


def test_the_requirements_are_those_of_the_project():
    names = {requirement.name for requirement in software._requirements(())}
    assert {"numpy", "pandas", "scikit-survival"} <= names
    assert not names & {"torch", "jupyterlab", "nbgrader"}
    assert "jupyterlab" in {requirement.name for requirement in software._requirements(("lab",))}


def test_the_requirements_of_an_installed_wheel_are_read_from_it(monkeypatch, tmp_path):
    texts = ["numpy>=1.26", 'jupyterlab>=4.2; extra == "lab"', 'medlab-course[imaging]; extra == "lab"']
    monkeypatch.setattr(software, "PACKAGE", tmp_path / "medlab")
    monkeypatch.setattr(metadata, "requires", lambda name: texts)
    assert [str(requirement.name) for requirement in software._requirements(())] == ["numpy"]
    assert [str(requirement.name) for requirement in software._requirements(("lab",))] == ["jupyterlab"]


def test_where_nothing_says_what_is_needed_nothing_is_called_right(monkeypatch, tmp_path):
    monkeypatch.setattr(software, "PACKAGE", tmp_path / "medlab")
    monkeypatch.setattr(software, "DISTRIBUTION", "no-such-distribution")
    assert software.packages().status == "warn"


@pytest.mark.parametrize(
    ("version", "words"),
    [("1.0", r"numpy 1.0 (>=1.26 is needed)"), (None, "numpy is missing")],
)
def test_a_package_that_is_missing_or_old_comes_with_the_command(monkeypatch, version, words):
    real = metadata.version

    def old(name):
        if name != "numpy":
            return real(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(metadata, "version", old)
    finding = software.packages()
    assert finding.status == "fail"
    assert str(finding.found) == words
    assert str(finding.mend) == f'Run: {sys.executable} -m pip install "numpy>=1.26"'


def test_another_distribution_named_medlab_is_a_fault(monkeypatch):
    owners = {"medlab": ["medlab-course", "medlab"]}
    monkeypatch.setattr(metadata, "packages_distributions", lambda: owners)
    finding = software.stranger()
    assert finding.status == "fail"
    assert "pip uninstall -y medlab," in str(finding.mend)


@pytest.mark.parametrize("name", ["medlab.py", "medlab/__init__.py"])
def test_a_medlab_in_the_current_folder_is_a_fault(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    finding = software.stranger()
    assert finding.status == "fail"
    assert str(tmp_path / "medlab") in str(finding.found)


def test_a_file_named_as_a_library_is_noted(tmp_path):
    assert software.shadows().status == "ok"
    (tmp_path / "random.py").write_text("")
    (tmp_path / "mine.py").write_text("")
    finding = software.shadows()
    assert finding.status == "warn"
    assert str(finding.found).endswith(f": {tmp_path / 'random.py'}")


def test_the_course_is_counted(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDLAB_RELEASE", str(fake_release.make(tmp_path / "release")))
    assert str(software.course().found) == "release 0.1.0-1, modules: 2"


@pytest.mark.parametrize(("clone", "status"), [(True, "warn"), (False, "fail")])
def test_a_course_that_is_not_there_can_be_built_in_a_clone_only(tmp_path, monkeypatch, clone, status):
    monkeypatch.setenv("MEDLAB_RELEASE", str(tmp_path / "none"))
    monkeypatch.setattr(software, "PACKAGE", tmp_path / "medlab")
    if clone:
        (tmp_path / "grading").mkdir()
        (tmp_path / "course").mkdir()
    assert software.course().status == status


def test_nbgrader_needs_alembic_on_the_path(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setenv("PATH", "/nowhere")
    finding = software.nbgrader()
    assert finding.status == "warn"
    assert str(Path(sys.executable).parent) in str(finding.mend)


def test_nbgrader_is_for_instructors(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert software.nbgrader().status == "ok"


@pytest.mark.parametrize(("free", "status"), [(3e9, "ok"), (1e9, "warn"), (1e8, "fail")])
def test_room_on_the_disk(monkeypatch, free, status):
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(1e12, 1e12 - free, free))
    assert machine.disk().status == status


@pytest.mark.parametrize(("total", "status"), [(8e9, "ok"), (2e9, "warn"), (None, "ok")])
def test_memory(monkeypatch, total, status):
    monkeypatch.setattr(machine, "memory_bytes", lambda: total)
    assert machine.memory().status == status


def test_memory_is_what_the_system_says():
    assert 0 < machine.memory_bytes() <= psutil.virtual_memory().total


@pytest.mark.parametrize(("usable", "status"), [({0, 1}, "ok"), ({0}, "warn")])
def test_cores(monkeypatch, usable, status):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: usable, raising=False)
    assert machine.cores().status == status


def test_a_data_folder_that_does_not_exist_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDLAB_DATA", str(tmp_path))
    assert machine.data().status == "ok"
    monkeypatch.setenv("MEDLAB_DATA", str(tmp_path / "none"))
    assert machine.data().status == "fail"


def test_a_folder_that_can_not_be_written_is_a_fault(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDLAB_HOME", str(tmp_path / "file" / "inside"))
    finding = machine.progress()
    assert finding.status == "fail"
    assert str(tmp_path / "file") in str(finding.mend)


def test_isolation_repeats_the_systems_reason(monkeypatch):
    def refuse(command, **settings):
        return subprocess.CompletedProcess(command, 1, "", f"{command[0]}: not permitted\n")

    monkeypatch.setattr(subprocess, "run", refuse)
    finding = machine.isolation()
    assert finding.status == "warn"
    assert str(finding.found) == "bwrap: bwrap: not permitted; unshare: unshare: not permitted"
    assert "Only instructors" in str(finding.mend)


def test_isolation_where_there_is_no_sandbox(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert "bwrap: No such file" in str(machine.isolation().found)


def test_the_network_is_tried_where_the_variable_says(monkeypatch, listener):
    monkeypatch.setenv(machine.NETWORK, f"127.0.0.1:{listener}")
    assert machine.network().status == "ok"


def test_no_network_is_a_note(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv(machine.NETWORK, f"127.0.0.1:{port}")
    assert machine.network().status == "warn"


def test_offline_by_choice_is_no_fault(monkeypatch):
    monkeypatch.setenv("MEDLAB_OFFLINE", "1")
    monkeypatch.setenv(machine.NETWORK, "nonsense")
    assert machine.network().status == "ok"


def test_the_cache_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDLAB_CACHE", str(tmp_path / "own"))
    assert str(machine.data().found) == str(tmp_path / "own")


def test_a_proxy_is_tried_in_place_of_the_host(monkeypatch, listener):
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{listener}")
    assert str(machine.network().found) == "127.0.0.1 answers"


def test_a_name_that_is_looked_up_for_ever_is_given_up(monkeypatch):
    monkeypatch.setattr(machine, "_SECONDS", 0.1)
    monkeypatch.setattr(machine, "_connects", lambda host, port: time.sleep(5))
    assert not machine._answers("example.invalid", 443)


def test_a_network_host_without_a_port_is_a_note(monkeypatch):
    monkeypatch.setenv(machine.NETWORK, "nonsense")
    monkeypatch.setattr(doctor, "CHECKS", (machine.network,))
    assert "host:port" in str(doctor.examine()[0].found)
