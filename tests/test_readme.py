"""README says what is true: its commands exist, continuous integration runs them, both halves say the same."""

import re
import subprocess
import sys
import tomllib

import pytest

import medlab
from tests.conftest import ROOT, need

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def halves() -> tuple[str, str]:
    french, english = README.split("\n## Français\n")[1].split("\n## English\n")
    return french, english


def block(name: str) -> str:
    return _FENCE.search(README.split(f"<!-- {name} -->")[1]).group(1)


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_it_opens_with_the_two_commands():
    assert [found.group(1) for found in _FENCE.finditer(README)][:2] == [block("course"), block("tests")]


@pytest.mark.parametrize(("name", "extra", "last"), [("course", "lab", "medlab lab"), ("tests", "dev", "pytest")])
def test_each_command_makes_its_own_environment(name, extra, last):
    venv, activate, install, command = block(name).splitlines()
    assert venv == "python3 -m venv .venv"
    assert activate == ". .venv/bin/activate"
    assert install == f'pip install -e ".[{extra}]" -c constraints.txt'
    assert command == last


def test_continuous_integration_runs_the_block_of_tests():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\nsource <(readme tests)\n" in script
    function = re.search(r"^readme\(\).*?^}$", script, re.MULTILINE | re.DOTALL).group()
    bash = subprocess.run(["bash", "-c", f"{function}\nreadme tests"], cwd=ROOT, capture_output=True, check=True)
    assert bash.stdout.decode() == block("tests")


def outline(half: str) -> list[str]:
    """What a half must share with its twin: levels of headings, quotes, kinds of lines, length of tables."""
    kinds = (("### ", "###"), ("- ", "-"), ("| ", "|"), ("> **", ">"), ("```", "```"), ("<!--", "<!--"), ("**", "**"))
    return [kind for line in half.splitlines() for start, kind in kinds if line.startswith(start)]


def test_the_halves_have_one_outline_and_the_same_code():
    french, english = halves()
    assert outline(french.rsplit("\n---", 1)[0]) == outline(english)
    assert _FENCE.findall(french) == _FENCE.findall(english)


def test_versions_named_are_those_of_the_repository():
    torch = set(re.findall(r"torch==([\d.]+)", README))
    wheels = set(re.findall(r"medlab_course-([\d.]+)-py3", README))
    assert (torch, wheels) == ({constraints()["torch"]}, {medlab.__version__})


def test_anchors_and_files_exist():
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", README, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= headings
    named = re.findall(r"`((?:docs/)?[\w-]+\.(?:md|txt)|LICENSE[\w-]*)`", README + CONTRIBUTING)
    assert [name for name in named if not (ROOT / name).is_file()] == []


def verbs(text: str, program: str) -> set[str]:
    return set(re.findall(rf"{program} ([a-z]+)", text))


@pytest.mark.parametrize("program", ["medlab", "python -m grading"])
def test_commands_named_exist(program):
    module = {"medlab": "medlab.cli", "python -m grading": "grading"}[program]
    spans = "\n".join(re.findall(r"`[^`]+`|```.*?```", README + CONTRIBUTING, re.DOTALL))
    named = verbs(spans, rf"(?<![\w/]){program}")
    help_text = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    assert named
    assert {verb for verb in named if not re.search(rf"\b{verb}\b", help_text)} == set()


def test_the_tables_of_modules_are_fresh():
    need((ROOT / "grading" / "readme.py").is_file(), "grading/readme.py writes the tables")
    checked = subprocess.run(
        [sys.executable, "-m", "grading", "readme", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, "README's tables of modules are stale: run python -m grading readme"


def test_every_requirement_is_pinned_exactly():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    names = {canonical(re.match(r"[\w.-]+", line).group()) for line in wanted} - {"medlab-course"}
    assert names - {canonical(name) for name in constraints()} == set()


def test_pins_fit_any_build_of_torch_and_leave_torchvision_out():
    assert "torchvision" not in constraints()
    assert [pin for pin in constraints().values() if "+" in pin] == []
