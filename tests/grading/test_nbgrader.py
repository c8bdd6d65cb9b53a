"""Stock nbgrader on a built course: both languages, one gradebook, right marks for every kind of submission."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from grading.build import Options, build
from grading.course import COURSE
from tests.grading.discovery import FIXTURE_COURSE, modules

pytestmark = pytest.mark.slow


def nbgrader(folder, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def done(folder, *arguments):
    result = nbgrader(folder, *arguments)
    assert result.returncode == 0, result.stderr[-2000:]
    return result


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A graded course of all modules, assignments made by nbgrader in both languages, and everybody's submissions."""
    folder = tmp_path_factory.mktemp("school")
    for course in (COURSE, FIXTURE_COURSE):
        build(Options(folder, course=course))
    for language in ("fr", "en"):
        for module in modules():
            done(folder / language, "generate_assignment", module.slug, "--force")
    _submit_all(folder)
    for language in ("fr", "en"):
        for module in modules():
            done(folder / language, "autograde", module.slug)
    return folder


def _submit_all(folder):
    for module in modules():
        for language, student in (("fr", "ada"), ("en", "bob")):
            solved = read(folder / "solution" / language / module.slug / f"{module.slug}.ipynb")
            submit(folder, language, module, student, solved)
        for language, student in (("fr", "untouched_fr"), ("en", "untouched_en")):
            submit(folder, language, module, student, released(folder, language, module))
        for student, mistakes in wrong_answers(module).items():
            submit(folder, "en", module, student, answered(released(folder, "en", module), mistakes))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def released(folder, language, module):
    return read(folder / language / "release" / module.slug / f"{module.slug}.ipynb")


def submit(folder, language, module, student, notebook):
    place = folder / language / "submitted" / student / module.slug
    place.mkdir(parents=True)
    (place / f"{module.slug}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def wrong_answers(module):
    """Students who each give the n-th mistake of every exercise."""
    most = max(len(exercise.mistakes) for exercise in module.exercises.values())
    return {
        f"wrong_{n}": {e.id: e.mistakes[n].function for e in module.exercises.values() if n < len(e.mistakes)}
        for n in range(most)
    }


def answered(notebook, functions):
    """The notebook with a mistake's body in each answer cell."""
    from grading.code import body_lines

    for cell in notebook["cells"]:
        kind, _, rest = cell["metadata"]["medlab"]["key"].partition("/")
        identifier, _, part = rest.rpartition("/")
        if kind == "exercise" and part == "stub" and identifier in functions:
            body = body_lines(functions[identifier])
            text = "".join(cell["source"])
            if text.endswith("return ..."):
                text = text.removesuffix("    return ...") + "\n".join(f"    {line}" for line in body)
            else:
                text = text.replace("...", "\n".join(body).removeprefix("return "))
            cell["source"] = text
    return notebook


@pytest.fixture(scope="module")
def scores(school):
    """`{(student, module): {grade id: points}}` from the one gradebook."""
    from nbgrader.api import Gradebook

    found = {}
    with Gradebook(f"sqlite:///{school / 'gradebook.db'}") as gradebook:
        for module in modules():
            for submission in gradebook.assignment_submissions(module.slug):
                grades = submission.notebooks[0].grades
                found[submission.student.id, module.slug] = {grade.cell.name: grade for grade in grades}
    return found


def points_of(grades, exercise):
    return grades[f"{exercise.id.replace('.', '-')}-check"].auto_score


def automatic(module):
    return [exercise for exercise in module.exercises.values() if exercise.kind != "essay"]


def test_generated_assignment_is_our_release(school, module, tmp_path):
    build(Options(tmp_path, course=module.folder.parent))
    for language in ("fr", "en"):
        ours, theirs = (released(folder, language, module)["cells"] for folder in (tmp_path, school))
        assert ["".join(cell["source"]) for cell in ours] == ["".join(cell["source"]) for cell in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one["metadata"]["medlab"] == other["metadata"]["medlab"]
            assert one["metadata"].get("nbgrader", {}).items() <= other["metadata"].get("nbgrader", {}).items()


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_solved_is_full(scores, module, student):
    for exercise in automatic(module):
        assert points_of(scores[student, module.slug], exercise) == exercise.points, exercise.id


@pytest.mark.parametrize("student", ["untouched_fr", "untouched_en"])
def test_untouched_is_zero(scores, module, student):
    for exercise in automatic(module):
        assert points_of(scores[student, module.slug], exercise) == 0, exercise.id


def test_each_mistake_earns_less(scores, module):
    for student, mistakes in wrong_answers(module).items():
        for identifier in mistakes:
            exercise = module.exercises[identifier]
            assert points_of(scores[student, module.slug], exercise) < exercise.points, (student, identifier)


def test_partial_credit_is_what_the_judge_gave(scores, module):
    from grading.table import PUBLIC_SEED
    from tests.grading.discovery import verdict_on

    for student, mistakes in wrong_answers(module).items():
        for identifier, function in mistakes.items():
            exercise = module.exercises[identifier]
            if exercise.signature:
                expected = verdict_on(function, exercise, PUBLIC_SEED).points
                assert points_of(scores[student, module.slug], exercise) == pytest.approx(expected), identifier


def test_essays_wait_for_a_person(scores, module):
    for exercise in module.exercises.values():
        if exercise.kind == "essay":
            assert scores["ada", module.slug][exercise.id.replace(".", "-")].needs_manual_grade


def test_both_languages_share_the_gradebook(scores, module):
    assert scores["ada", module.slug].keys() == scores["bob", module.slug].keys()


def test_feedback_is_written_in_the_learners_language(school, module):
    for language, student, word in (("fr", "ada", "Juste"), ("en", "bob", "Right")):
        done(school / language, "generate_feedback", module.slug, "--force")
        page = school / language / "feedback" / student / module.slug / f"{module.slug}.html"
        assert word in page.read_text(encoding="utf-8")


def test_validate_tells_solved_from_untouched(school, module):
    solved = school / "solution" / "en" / module.slug
    untouched = school / "en" / "release" / module.slug
    assert "Success" in done(solved, "validate", f"{module.slug}.ipynb").stdout
    assert "failed" in nbgrader(untouched, "validate", f"{module.slug}.ipynb").stdout


def test_autograding_records_no_progress(school, medlab_home):
    assert not (medlab_home / "progress.jsonl").exists()


@pytest.fixture(scope="module")
def formgrader(school):
    """The address of formgrader, served by Jupyter from the French course, and how to read a page of it."""
    port, token = free_port(), "only-for-this-test"
    options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}", "--ServerApp.port_retries=0"]
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", *options]
    with (school / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=school / "fr", stdout=log, stderr=subprocess.STDOUT)
    try:
        yield lambda path: page(f"http://127.0.0.1:{port}/formgrader{path}", token)
    finally:
        server.terminate()
        server.wait(30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(address, token, patience=60):
    """The text of a page; a server that is still starting is asked again."""
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    deadline = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.server
def test_formgrader_pages_open(formgrader, module):
    assignments = json.loads(formgrader("/api/assignments"))
    assert module.slug in {assignment["name"] for assignment in assignments}
    for path in ("", "/manage_assignments", "/gradebook", "/manage_students", f"/gradebook/{module.slug}"):
        assert "formgrader" in formgrader(path).lower(), path
    submissions = json.loads(formgrader(f"/api/submitted_notebooks/{module.slug}/{module.slug}"))
    assert {one["student"] for one in submissions} >= {"ada", "untouched_fr"}


@pytest.mark.server
def test_formgrader_shows_a_submission_to_grade_by_hand(formgrader, module):
    submissions = json.loads(formgrader(f"/api/submitted_notebooks/{module.slug}/{module.slug}"))
    ada = next(one for one in submissions if one["student"] == "ada")
    text = formgrader(f"/submissions/{ada['id']}/?index=0")
    assert f"{module.number} · " in text
    for exercise in automatic(module):
        assert exercise.title.text("fr") in text
