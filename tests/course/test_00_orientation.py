"""Module 00: its intervals against statsmodels, and the figures of its prose against the patients themselves."""

from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from grading.course import COURSE, load_module

FOLDER = COURSE / "00_orientation"


@pytest.fixture(scope="module")
def exercises():
    return load_module(FOLDER).exercises


@pytest.fixture(scope="module")
def patients():
    """The 500 patients as scikit-survival holds them, independent of our loader."""
    from sksurv.datasets import load_whas500

    features, outcome = load_whas500()
    columns = {name: features[name].astype(float).to_numpy() for name in ("age", "chf", "hr", "sysbp")}
    days = outcome["lenfol"]
    return {**columns, "days": days, "dead": outcome["fstat"], "died_1y": outcome["fstat"] & (days <= 365)}


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    """The module's text cells, by language."""
    from grading.percent import Pair, read_cells

    pairs = [cell for cell in read_cells(FOLDER / "module.py") if isinstance(cell, Pair)]
    return {"fr": "\n".join(pair.fr for pair in pairs), "en": "\n".join(pair.en for pair in pairs)}


def wilson(deaths: int, people: int) -> list[float]:
    return [deaths / people, *proportion_confint(deaths, people, method="wilson")]


@pytest.mark.parametrize("counts", [(78, 155, 60, 345), (8, 17, 130, 483), (0, 12, 3, 40), (9, 9, 1, 30)])
def test_difference_interval_is_newcombes(exercises, counts):
    deaths_a, people_a, deaths_b, people_b = counts
    answer = exercises["00.difference_interval"].right(wilson(deaths_a, people_a), wilson(deaths_b, people_b))
    assert answer == pytest.approx(confint_proportions_2indep(*counts, method="newcomb", compare="diff"))


def test_every_survivor_was_followed_for_a_year(patients):
    assert patients["days"][~patients["dead"]].min() > 365


def percents(values: list[float]) -> list[str]:
    return [f"{100 * value:.0f}" for value in values]


def risk(patients: dict, group: np.ndarray) -> list[float]:
    return wilson(int(patients["died_1y"][group].sum()), int(group.sum()))


def figures(patients: dict) -> dict[str, list[str]]:
    """The sentences of the prose that state a figure, rebuilt from the patients, by language."""
    failure, low = patients["chf"] == 1, patients["sysbp"] < 90
    high = patients["sysbp"] >= 140
    spans = {group: percents(risk(patients, mask)) for group, mask in _groups(failure, high, low).items()}
    old = percents(risk(patients, (patients["age"] >= 80) & ~failure))
    deaths, both = int(patients["died_1y"].sum()), int(patients["died_1y"][failure].sum())
    share = f"{100 * both / deaths:.0f}"
    return {
        "fr": [
            f"insuffisance cardiaque {spans['failure'][0]} % ({spans['failure'][1]} – {spans['failure'][2]})",
            f"pas d'insuffisance cardiaque {spans['none'][0]} % ({spans['none'][1]} – {spans['none'][2]})",
            f"d'au moins 140, {spans['high'][0]} % ({spans['high'][1]} – {spans['high'][2]})",
            f"moins de 140, {spans['below'][0]} % ({spans['below'][1]} – {spans['below'][2]})",
            f"un très long intervalle ({spans['low'][1]} – {spans['low'][2]})",
            f"{old[0]} % ({old[1]} à {old[2]}) sont morts",
            f"{both} des {deaths} décédés, soit {share} %",
            f"soit {100 * deaths / 500:.1f} %".replace(".", ","),
        ],
        "en": [
            f"heart failure {spans['failure'][0]}% ({spans['failure'][1]} – {spans['failure'][2]})",
            f"no heart failure {spans['none'][0]}% ({spans['none'][1]} – {spans['none'][2]})",
            f"at least 140, {spans['high'][0]}% ({spans['high'][1]} – {spans['high'][2]})",
            f"below 140, {spans['below'][0]}% ({spans['below'][1]} – {spans['below'][2]})",
            f"a very long interval ({spans['low'][1]} – {spans['low'][2]})",
            f"{old[0]}% ({old[1]} to {old[2]}) died",
            f"{both} of the {deaths} who died, {share}%",
            f"{100 * deaths / 500:.1f}% of all patients",
        ],
    }


def _groups(failure: np.ndarray, high: np.ndarray, low: np.ndarray) -> dict[str, np.ndarray]:
    return {"failure": failure, "none": ~failure, "high": high, "below": ~high, "low": low}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_prose_states_the_patients_own_figures(patients, prose, language):
    missing = [text for text in figures(patients)[language] if text not in prose[language]]
    assert not missing


def test_counts_named_in_words(patients):
    low = patients["sysbp"] < 90
    gap = patients["age"][patients["chf"] == 1].mean() - patients["age"][patients["chf"] == 0].mean()
    difference = risk(patients, patients["chf"] == 1)[0] - risk(patients, patients["chf"] == 0)[0]
    assert int(low.sum()) == 17
    assert int((low & (patients["hr"] > 100)).sum()) == 4
    assert round(gap) == 9
    assert round(100 * difference) == 33


def test_first_patient_is_the_one_of_the_story(patients):
    first = {name: values[0] for name, values in patients.items()}
    assert (first["age"], first["sysbp"], first["hr"], first["days"]) == (83, 152, 89, 2178)
    assert not first["dead"]
    assert first["chf"] == 0


def test_cells_stay_readable():
    from grading.percent import SourceCell, read_cells

    cells = [cell for cell in read_cells(Path(FOLDER / "module.py")) if isinstance(cell, SourceCell)]
    lengths = {cell.line: len([line for line in cell.text.splitlines() if line.strip()]) for cell in cells}
    assert {line: length for line, length in lengths.items() if length > 12} == {}
