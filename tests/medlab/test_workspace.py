"""The course folder: what is laid down, what is never lost, what is said."""

import errno
import json
import os
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock

from medlab import workspace
from medlab.errors import MedlabError
from medlab.language import set_language
from medlab.notebooks import source_of
from tests.medlab import fake_release

ANSWER = "def double(x):\n    return 2 * x"


@pytest.fixture
def release(tmp_path, monkeypatch) -> Path:
    folder = fake_release.make(tmp_path / "release")
    monkeypatch.setenv("MEDLAB_RELEASE", str(folder))
    return folder


@pytest.fixture
def course(release, tmp_path) -> Path:
    folder = tmp_path / "course"
    workspace.lay_down(folder, language="fr")
    return folder


def notebook(course, slug="00_orientation"):
    return course / slug / f"{slug}.ipynb"


def read(path):
    return json.loads(path.read_bytes())


def sources(path):
    return [source_of(cell) for cell in read(path)["cells"]]


def answer(path, text=ANSWER, *, place=3):
    content = read(path)
    content["cells"][place] |= {"source": text, "outputs": [], "execution_count": 1}
    path.write_text(json.dumps(content), encoding="utf-8")


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def backups(course, name="00_orientation"):
    return list((course / ".medlab" / "backups" / name).glob("*.ipynb"))


def how(report):
    return {placed.name: placed.how for placed in report.placed}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_fresh_folder_gets_the_home_page_and_each_module(release, tmp_path, language):
    report = workspace.lay_down(tmp_path / "a" / "b", language=language)
    for slug in fake_release.MODULES:
        place = tmp_path / "a" / "b" / slug
        assert sources(place / f"{slug}.ipynb") == sources(release / language / f"{slug}.ipynb")
        assert (place / f"{slug}.checks").read_bytes() == (release / f"{slug}.checks").read_bytes()
    assert how(report) == {"home": "laid", "00_orientation": "laid", "01_next": "laid"}
    assert not (tmp_path / "a" / "b" / ".medlab" / "backups").exists()


@pytest.mark.parametrize(("language", "title"), [("fr", "Titre de 01_next"), ("en", "Title of 01_next")])
def test_the_home_page_needs_no_kernel_for_its_links(release, tmp_path, language, title):
    workspace.lay_down(tmp_path, language=language)
    page = nbformat.read(tmp_path / "home.ipynb", as_version=4)
    nbformat.validate(page)
    assert page.cells[0].cell_type == "markdown"
    assert f"[01 · {title}](01_next/01_next.ipynb)**, 90 min" in page.cells[0].source
    assert page.cells[1].source.startswith("from medlab.widgets import home\n\nhome()")


def test_the_live_state_is_not_kept_in_the_other_language(course):
    home = read(course / "home.ipynb")
    home["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "en français"}]
    (course / "home.ipynb").write_text(json.dumps(home))
    workspace.lay_down(course, language="fr")
    assert read(course / "home.ipynb")["cells"][1]["outputs"]
    workspace.lay_down(course, language="en")
    assert read(course / "home.ipynb")["cells"][1]["outputs"] == []


def test_what_is_laid_down_is_a_valid_notebook(course):
    nbformat.validate(nbformat.read(notebook(course), as_version=4))


def test_files_of_a_module_come_with_it(release, tmp_path):
    figure = release / "fr" / "00_orientation" / "figures" / "a.png"
    figure.parent.mkdir(parents=True)
    figure.write_bytes(b"picture")
    workspace.lay_down(tmp_path, language="fr")
    assert (tmp_path / "00_orientation" / "figures" / "a.png").read_bytes() == b"picture"


def test_again_with_nothing_to_change_writes_nothing(course):
    answer(notebook(course))
    before = files(course)
    report = workspace.lay_down(course, language="fr")
    assert files(course) == before
    assert set(how(report).values()) == {"unchanged"}


def test_jupyters_own_way_of_writing_is_no_change(course):
    nbformat.write(nbformat.read(notebook(course), as_version=4), notebook(course))
    assert how(workspace.lay_down(course, language="fr"))["00_orientation"] == "unchanged"


def test_an_update_keeps_answers_and_a_copy(course, release):
    answer(notebook(course))
    before = notebook(course).read_bytes()
    fake_release.make(release, version="2")
    report = workspace.lay_down(course, language="fr")
    assert sources(notebook(course))[3] == ANSWER
    assert sources(notebook(course))[0].endswith("Bonjour 2")
    assert how(report) == {"home": "replaced", "00_orientation": "merged", "01_next": "replaced"}
    assert [path.read_bytes() for path in backups(course)] == [before]
    assert (course / "00_orientation" / "00_orientation.checks").read_text() == "table of 00_orientation 2"


def test_the_same_content_is_copied_once(course, release):
    first = notebook(course).read_bytes()
    for version in "23":
        fake_release.make(release, version=version)
        workspace.lay_down(course, language="fr")
        notebook(course).write_bytes(first)
    assert len(backups(course)) == 1


def test_there_and_back_keeps_the_work_of_both_languages(course):
    answer(notebook(course))
    workspace.switch_language(course, "en")
    assert sources(notebook(course))[0].endswith("Hello 1")
    assert sources(notebook(course))[3] == ANSWER
    answer(notebook(course), "x = 5", place=2)
    workspace.switch_language(course / "00_orientation", "fr")
    assert sources(notebook(course))[0].endswith("Bonjour 1")
    assert sources(notebook(course))[2:4] == ["x = 5", ANSWER]


def test_the_home_page_which_is_open_is_left_to_the_next_start(course):
    before = (course / "home.ipynb").read_bytes()
    workspace.switch_language(course, "en")
    assert (course / "home.ipynb").read_bytes() == before
    workspace.lay_down(course, language="en")
    assert sources(course / "home.ipynb")[0].startswith("# AI in medicine")


def test_the_language_is_remembered(course):
    assert workspace.language_of(course) == "fr"
    workspace.switch_language(course, "en")
    assert workspace.language_of(course) == "en"
    assert read(course / ".medlab" / "settings.json") == {"language": "en", "release": "0.1.0-1"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"language": "de"}', b"\xff"])
def test_damaged_settings_are_no_obstacle(course, content):
    (course / ".medlab" / "settings.json").write_bytes(content)
    assert workspace.language_of(course) == "en"
    workspace.lay_down(course, language="fr")
    assert workspace.language_of(course) == "fr"


def test_a_folder_that_is_no_course_can_not_change_its_language(release, tmp_path):
    with pytest.raises(MedlabError, match="is not a course folder"):
        workspace.switch_language(tmp_path, "en")


@pytest.mark.parametrize(
    "content",
    [b"not JSON", b"[1, 2]", b'{"nbformat": 3, "worksheets": []}', b"\xff\xfe\x00", b"[" * 100_000, b'{"cells": 1}'],
)
def test_what_is_no_notebook_is_left_and_the_courses_is_laid_beside(course, content):
    notebook(course).write_bytes(content)
    report = workspace.lay_down(course, language="fr")
    beside = course / "00_orientation" / "00_orientation (0.1.0-1).ipynb"
    assert notebook(course).read_bytes() == content
    assert sources(beside)[0].endswith("Bonjour 1")
    assert beside.name in str(report)
    answer(beside)
    workspace.switch_language(course, "en")
    assert sources(beside)[3] == ANSWER
    assert sources(beside)[0].endswith("Hello 1")


def test_an_empty_file_holds_no_work(course):
    notebook(course).write_bytes(b" \n")
    workspace.lay_down(course, language="fr")
    assert sources(notebook(course))[0].endswith("Bonjour 1")


def test_a_notebook_of_somebody_else_keeps_its_cells(release, tmp_path):
    theirs = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("my own page")])
    nbformat.write(theirs, tmp_path / "home.ipynb")
    workspace.lay_down(tmp_path, language="en")
    assert sources(tmp_path / "home.ipynb")[0] == "my own page"
    assert len(sources(tmp_path / "home.ipynb")) == 3


def test_lone_surrogates_are_written(course, release):
    answer(notebook(course), "x = '\ud83d'")
    fake_release.make(release, version="2")
    workspace.lay_down(course, language="fr")
    assert sources(notebook(course))[3] == "x = '\ud83d'"


def test_a_link_to_a_notebook_stays_a_link(course, release, tmp_path):
    elsewhere = tmp_path / "elsewhere.ipynb"
    os.replace(notebook(course), elsewhere)
    notebook(course).symlink_to(elsewhere)
    fake_release.make(release, version="2")
    workspace.lay_down(course, language="fr")
    assert notebook(course).is_symlink()
    assert sources(elsewhere)[0].endswith("Bonjour 2")


def test_a_merged_notebook_keeps_the_trust_of_the_earlier(course):
    from nbformat.sign import NotebookNotary

    answer(notebook(course))
    notary = NotebookNotary()
    notary.sign(nbformat.read(notebook(course), as_version=4))
    workspace.switch_language(course, "en")
    assert notary.check_signature(nbformat.read(notebook(course), as_version=4))


def test_a_notebook_that_was_not_trusted_is_not_signed(course):
    from nbformat.sign import NotebookNotary

    answer(notebook(course), "import os")
    workspace.switch_language(course, "en")
    assert not NotebookNotary().check_signature(nbformat.read(notebook(course), as_version=4))


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EIO, "refused")],
)
def test_a_disk_that_refuses_costs_nothing(course, release, monkeypatch, code, words):
    answer(notebook(course))
    before = files(course)
    fake_release.make(release, version="2")

    def refuse(source, target):
        raise OSError(code, os.strerror(code), str(target))

    monkeypatch.setattr("medlab.workspace.disk.os.replace", refuse)
    with pytest.raises(MedlabError, match=words):
        workspace.lay_down(course, language="fr")
    assert files(course) == before


@pytest.mark.parametrize("name", ["course", "course/00_orientation"])
def test_a_file_where_a_folder_is_due_is_told(release, tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    with pytest.raises(MedlabError, match="A folder is needed"):
        workspace.lay_down(tmp_path / "course", language="fr")
    assert path.read_text() == "mine"


def test_two_at_once_wait_for_each_other(course, monkeypatch):
    monkeypatch.setattr("medlab.workspace.LOCK_SECONDS", 0.1)
    with FileLock(course / ".medlab" / "lock"), pytest.raises(MedlabError, match="Another medlab"):
        workspace.lay_down(course, language="fr")


def test_no_release_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDLAB_RELEASE", str(tmp_path / "none"))
    with pytest.raises(MedlabError, match="not built yet"):
        workspace.lay_down(tmp_path / "course", language="fr")
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize("name", ["fr/01_next.ipynb", "01_next.checks"])
def test_an_incomplete_release_is_told(release, tmp_path, name):
    (release / name).unlink()
    with pytest.raises(MedlabError, match="incomplete"):
        workspace.lay_down(tmp_path / "course", language="fr")


def test_the_folder_is_the_chosen_the_enclosing_or_the_default(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert workspace.course_folder() == tmp_path / "medlab-course"
    assert workspace.course_folder("elsewhere") == tmp_path / "elsewhere"
    monkeypatch.chdir(course / "00_orientation")
    assert workspace.course_folder() == course
    assert workspace.course_folder("~/x") == Path.home() / "x"


@pytest.mark.parametrize(
    ("language", "opening", "merged", "same"),
    [
        (
            "fr",
            "Dossier du cours\u00a0: ",
            "00_orientation\u00a0: mis à jour, en gardant votre travail (1 réponse).",
            "01_next\u00a0: ",
        ),
        ("en", "Course folder: ", "00_orientation: updated, and your work is kept (1 answer).", "01_next: replaced"),
    ],
)
def test_one_paragraph_says_what_was_done(course, release, language, opening, merged, same):
    answer(notebook(course))
    fake_release.make(release, version="2")
    report = workspace.lay_down(course, language=language)
    set_language(language)
    told = str(report)
    assert told.startswith(f"{opening}{course}")
    assert merged in told
    assert same in told
    assert str(course / ".medlab" / "backups") in told
    assert "\n" not in told


def test_modules_to_which_the_same_happened_share_a_sentence(release, tmp_path):
    told = str(workspace.lay_down(tmp_path, language="en"))
    assert told.endswith("00_orientation, 01_next: notebook added.")
