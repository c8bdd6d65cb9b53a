"""Merging notebooks: examples of each rule, and the promises on any notebook that a learner may leave."""

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlab.notebooks import is_notebook, merge, source_of, source_sha

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

KEYS = ("header", "setup", "cell/1", "exercise/00.mean/statement", "exercise/00.mean/stub", "exercise/00.mean/check")


def released(language="fr", version="1", keys=KEYS):
    cells = [_released_cell(key, language, version) for key in keys]
    return {"cells": cells, "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}


def _released_cell(key, language, version):
    source = f"# {key} {language} {version}"
    if key == "setup":
        source = f'from medlab import start\n\nstart("00_orientation", language="{language}", release="{version}")'
    kind = "markdown" if key == "header" or key.endswith("statement") else "code"
    cell = {"cell_type": kind, "id": key.replace("/", "-").replace(".", "-"), "source": source}
    cell["metadata"] = {"medlab": {"key": key, "sha": source_sha(source)}}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    if key.endswith("stub"):
        cell["metadata"]["nbgrader"] = {"grade_id": "00-mean", "solution": True, "grade": False, "locked": False}
    if key.endswith("check"):
        cell["metadata"]["nbgrader"] = {"grade_id": "00-mean-check", "solution": False, "grade": True, "locked": True}
    return cell


def at(notebook, key):
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("medlab", {}).get("key") == key)


def sources(notebook):
    return [source_of(cell) for cell in notebook["cells"]]


def added(text, kind="code"):
    cell = {"cell_type": kind, "id": "mine", "metadata": {}, "source": text}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


@pytest.fixture
def mine():
    return released("fr", "1")


def test_an_untouched_notebook_becomes_the_release(mine):
    merged = merge(mine, released("en", "2"), language="en")
    assert merged.notebook == released("en", "2")
    assert not merged.has_work


def test_an_answer_stays_in_its_cell(mine):
    at(mine, "exercise/00.mean/stub")["source"] = ["def mean(x):\n", "    return sum(x) / len(x)"]
    merged = merge(mine, released("en", "2"), language="en")
    kept = at(merged.notebook, "exercise/00.mean/stub")
    assert kept["source"] == "def mean(x):\n    return sum(x) / len(x)"
    assert kept["metadata"] == at(released("en", "2"), "exercise/00.mean/stub")["metadata"]
    assert merged.answers == 1
    assert len(merged.notebook["cells"]) == len(KEYS)


def test_an_emptied_answer_gets_its_stub_back(mine):
    at(mine, "exercise/00.mean/stub")["source"] = " \n"
    assert merge(mine, released(), language="fr").notebook == released()


def test_a_deleted_cell_comes_back(mine):
    mine["cells"] = [cell for cell in mine["cells"] if cell is not at(mine, "exercise/00.mean/check")]
    assert merge(mine, released(), language="fr").notebook == released()


def test_outputs_stay_only_where_the_code_is_the_same(mine):
    output = [{"output_type": "stream", "name": "stdout", "text": "2.5"}]
    for key in ("cell/1", "exercise/00.mean/stub"):
        at(mine, key).update(outputs=output, execution_count=3)
    at(mine, "exercise/00.mean/stub")["source"] = "mine"
    after = merge(mine, released("fr", "2"), language="fr").notebook
    assert (at(after, "cell/1")["outputs"], at(after, "cell/1")["execution_count"]) == ([], None)
    assert at(after, "exercise/00.mean/stub")["outputs"] == output
    assert at(merge(mine, released(), language="fr").notebook, "cell/1")["execution_count"] == 3


def test_edited_shared_code_is_kept_in_place(mine):
    at(mine, "cell/1")["source"] = "x = 42"
    merged = merge(mine, released("en", "2"), language="en")
    assert at(merged.notebook, "cell/1")["source"] == "x = 42"
    assert merged.edited == 1


def test_an_edited_setup_cell_starts_the_release_that_is_laid_down(mine):
    at(mine, "setup")["source"] += "\nimport numpy as np"
    setup = at(merge(mine, released("en", "2"), language="en").notebook, "setup")
    assert setup["source"] == at(released("en", "2"), "setup")["source"] + "\nimport numpy as np"


@pytest.mark.parametrize("key", ["header", "exercise/00.mean/statement", "exercise/00.mean/check"])
def test_edited_prose_and_locked_cells_are_copied_after_the_released_one(mine, key):
    at(mine, key)["source"] = "my words"
    merged = merge(mine, released("en", "2"), language="en").notebook
    place = merged["cells"].index(at(merged, key))
    assert at(merged, key)["source"] == at(released("en", "2"), key)["source"]
    assert merged["cells"][place + 1]["source"] == "my words"
    assert merged["cells"][place + 1]["metadata"] == {}


def test_added_cells_follow_the_same_cell(mine):
    mine["cells"].insert(3, added("after cell/1"))
    mine["cells"].insert(0, added("at the top", "markdown"))
    merged = merge(mine, released("en", "2"), language="en")
    assert merged.notebook["cells"][0]["source"] == "at the top"
    assert merged.notebook["cells"].index(at(merged.notebook, "cell/1")) == 3
    assert merged.notebook["cells"][4]["source"] == "after cell/1"
    assert merged.added == 2


def test_a_copied_or_split_cell_is_graded_once(mine):
    stub = at(mine, "exercise/00.mean/stub")
    half = deepcopy(stub) | {"source": "second half", "id": "other"}
    stub["source"] = "first half"
    mine["cells"].insert(mine["cells"].index(stub) + 1, half)
    after = merge(mine, released(), language="fr").notebook
    place = after["cells"].index(at(after, "exercise/00.mean/stub"))
    assert sources(after)[place : place + 2] == ["first half", "second half"]
    assert "nbgrader" not in after["cells"][place + 1]["metadata"]


def test_an_answer_whose_exercise_is_gone_is_kept_at_the_end_under_a_heading(mine):
    at(mine, "exercise/00.mean/stub")["source"] = "my answer"
    fewer = released("en", "2", keys=KEYS[:3])
    merged = merge(mine, fewer, language="en")
    assert sources(merged.notebook)[:-2] == sources(fewer)
    assert sources(merged.notebook)[-2].startswith("## Kept from an earlier version")
    assert sources(merged.notebook)[-1] == "my answer"
    assert merged.orphans == 1


def test_the_heading_follows_the_language_and_is_written_once(mine):
    at(mine, "exercise/00.mean/stub")["source"] = "first"
    at(mine, "cell/1")["source"] = "second"
    once = merge(mine, released("en", "2", keys=[key for key in KEYS if "mean" not in key]), language="en").notebook
    twice = merge(once, released("fr", "3", keys=KEYS[:2]), language="fr").notebook
    assert sources(twice)[2].startswith("## Conservé")
    assert sources(twice)[3:] == ["first", "second"]


def test_a_cell_that_lost_its_medlab_metadata_is_found_by_its_grade_id(mine):
    stub = at(mine, "exercise/00.mean/stub")
    stub["source"] = "my answer"
    del stub["metadata"]["medlab"]
    after = merge(mine, released("en", "2"), language="en").notebook
    assert at(after, "exercise/00.mean/stub")["source"] == "my answer"
    assert len(after["cells"]) == len(KEYS)


def test_the_learners_kernel_and_cell_metadata_stay(mine):
    mine["metadata"] = {"kernelspec": {"name": "other"}, "widgets": {}}
    at(mine, "cell/1")["metadata"]["collapsed"] = True
    after = merge(mine, released("en", "2"), language="en").notebook
    assert after["metadata"] == {"kernelspec": {"name": "other"}, "widgets": {}}
    assert at(after, "cell/1")["metadata"]["collapsed"] is True


def test_arguments_are_left_as_they_were(mine):
    at(mine, "header")["source"] = "edited"
    new = released("en", "2")
    before = deepcopy((mine, new))
    merge(mine, new, language="en")
    assert (mine, new) == before


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"nbformat": 3, "worksheets": []},
        {"nbformat": 4, "metadata": {}, "cells": {}},
        {"nbformat": 4, "metadata": {}, "cells": [None]},
        {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "heading", "metadata": {}, "source": ""}]},
        {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": [], "source": ""}]},
        {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {}, "source": [1]}]},
    ],
)
def test_what_is_no_notebook_is_told(value):
    assert not is_notebook(value)


text = st.text(max_size=12)
kinds = st.sampled_from(["code", "markdown", "raw"])


@st.composite
def worked(draw):
    """A notebook that a learner left: cells edited, deleted, added, copied, moved, retyped, metadata stripped."""
    cells = released(draw(st.sampled_from(["fr", "en"])), "1")["cells"]
    for _ in range(draw(st.integers(0, 8))):
        _alter(draw, cells)
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": draw(st.sampled_from([4, 5]))}


def _alter(draw, cells):
    place = draw(st.integers(0, max(len(cells) - 1, 0)))
    how = draw(st.sampled_from(["add", "edit", "delete", "copy", "move", "retype", "strip"]))
    if how == "add" or not cells:
        cells.insert(place, added(draw(text), draw(kinds)))
    elif how == "edit":
        cells[place]["source"] = draw(st.one_of(text, st.lists(text, max_size=3)))
    elif how == "delete":
        del cells[place]
    elif how == "copy":
        cells.insert(draw(st.integers(0, len(cells))), deepcopy(cells[place]))
    elif how == "move":
        cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(place))
    elif how == "retype":
        cells[place]["cell_type"] = draw(kinds)
    else:
        cells[place]["metadata"] = {}


def work(notebook):
    """The learner's texts, in order: what is in no release."""
    ours = {source for code in ("fr", "en") for version in "12" for source in sources(released(code, version))}
    texts = [source.rstrip() for source in sources(notebook)]
    return [text for text in texts if text and text not in ours and not text.startswith(("## Kept", "## Conservé"))]


releases = st.builds(
    released,
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["1", "2"]),
    st.lists(st.sampled_from(KEYS), unique=True).map(lambda keys: sorted(keys, key=KEYS.index)),
)


@patient
@given(worked(), releases)
def test_no_text_of_a_learner_is_ever_lost(mine, new):
    assert sorted(work(merge(mine, new, language="fr").notebook)) == sorted(work(mine))


@patient
@given(worked(), releases)
def test_every_cell_of_the_release_is_there_in_its_order(mine, new):
    after = merge(mine, new, language="fr").notebook
    keys = [cell["metadata"].get("medlab", {}).get("key") for cell in after["cells"]]
    assert [key for key in keys if key not in (None, "kept")] == [
        cell["metadata"]["medlab"]["key"] for cell in new["cells"]
    ]


@patient
@given(worked(), releases)
def test_merging_twice_changes_nothing(mine, new):
    once = merge(mine, new, language="fr").notebook
    assert merge(once, new, language="fr").notebook == once


@patient
@given(worked())
def test_there_and_back_again_gives_the_same_work(mine):
    french = merge(mine, released("fr", "2"), language="fr").notebook
    english = merge(french, released("en", "2"), language="en").notebook
    again = merge(english, released("fr", "2"), language="fr").notebook
    assert work(again) == work(french)


@patient
@given(worked(), releases)
def test_ids_are_unique(mine, new):
    ids = [cell.get("id") for cell in merge(mine, new, language="fr").notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(ids)


@patient
@given(st.lists(st.integers(0, len(KEYS)), max_size=6), releases)
def test_added_cells_keep_their_order(places, new):
    mine = released("fr", "1")
    for number, place in enumerate(sorted(places, reverse=True)):
        mine["cells"].insert(place, added(f"mine {number}"))
    assert work(merge(mine, new, language="fr").notebook) == work(mine)
