"""Module 02: its references against scikit-learn, and the figures of its prose against the patients themselves."""

import numpy as np
import pytest
from sklearn import metrics as sk

from grading.course import COURSE, load_module
from grading.percent import Pair, SourceCell, read_cells
from medlab import load, metrics

FOLDER = COURSE / "02_imaging_diagnosis"


@pytest.fixture(scope="module")
def exercises():
    return load_module(FOLDER).exercises


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    """The module's text cells, by language."""
    pairs = [cell for cell in read_cells(FOLDER / "module.py") if isinstance(cell, Pair)]
    return {"fr": "\n".join(pair.fr for pair in pairs), "en": "\n".join(pair.en for pair in pairs)}


@pytest.fixture(scope="module")
def split():
    """`split(name)`: labels and scores of the shipped model on real children."""
    table = load("pneumonia_scores").frame

    def _split(name: str) -> tuple[np.ndarray, np.ndarray]:
        rows = table[table["split"] == name]
        return rows["label"].to_numpy(), rows["score"].to_numpy()

    return _split


@pytest.fixture(params=range(5))
def drawn(request):
    """Labels and scores with ties, some of them certain."""
    rng = np.random.default_rng(request.param)
    labels = np.r_[True, False, rng.random(60) < 0.4]
    return labels, np.clip(rng.normal(0.4 + 0.2 * labels, 0.3), 0, 1).round(2)


def answer(exercises, name, *inputs):
    return exercises[f"02.{name}"].right(*inputs)


def test_counts_are_scikit_learns(exercises, drawn):
    labels, scores = drawn
    flagged = scores >= 0.5
    assert answer(exercises, "sensitivity", labels, flagged) == pytest.approx(sk.recall_score(labels, flagged))
    wanted = sk.balanced_accuracy_score(labels, flagged)
    assert answer(exercises, "balanced_accuracy", labels, flagged) == pytest.approx(wanted)
    assert answer(exercises, "auc", labels, scores) == pytest.approx(sk.roc_auc_score(labels, scores))


def test_predictive_values_are_counted_on_people(exercises):
    """10,000 children, one by one."""
    labels, flagged = (np.repeat(side, [1350, 150, 1700, 6800]) for side in ([1, 1, 0, 0], [1, 0, 1, 0]))
    wanted = sk.precision_score(labels, flagged), sk.precision_score(1 - labels, 1 - flagged)
    assert answer(exercises, "predictive_values", 0.9, 0.8, 0.15) == pytest.approx(wanted)


@pytest.mark.parametrize("wanted", [0.5, 0.8, 0.95, 1.0])
def test_thresholds_are_the_packages(exercises, drawn, wanted):
    labels, scores = drawn
    threshold = metrics.threshold_for_sensitivity(labels, scores, wanted)
    assert answer(exercises, "threshold_for", labels, scores, wanted) == threshold
    at = metrics.confusion(labels, scores >= threshold)
    reported = answer(exercises, "held_out", labels, scores, labels, scores, wanted)
    assert reported == pytest.approx([at.sensitivity, at.specificity])


def test_waits_are_those_of_reading_one_by_one(exercises):
    scores, urgent = np.array([0.2, 0.9, 0.5, 0.7]), np.array([True, False, True, False])
    assert answer(exercises, "mean_wait", scores, urgent, 5) == (15 + 10) / 2


def test_calibration_is_the_packages(exercises, drawn):
    """Off the bounds, which the package puts in the lower bin."""
    labels, scores = drawn[0], 0.013 + 0.97 * drawn[1]
    wanted = metrics.calibration_error(labels, scores, bins=10)
    assert answer(exercises, "calibration_error", labels, scores, 10) == pytest.approx(wanted)


def test_temperature_keeps_the_ranking(exercises, drawn):
    labels, scores = drawn
    inside = np.clip(scores, 0.01, 0.99)
    cooled = answer(exercises, "cooled", inside, 2.5)
    assert sk.roc_auc_score(labels, cooled) == pytest.approx(sk.roc_auc_score(labels, inside))
    assert (np.abs(cooled - 0.5) <= np.abs(inside - 0.5)).all()


def test_the_shortcut_costs(exercises):
    """The lesson of `fit_predict`: the letter is perfect in the ward of training, and misleads in the other."""
    from medlab.imaging import hospital, make_chest_xrays

    told = make_chest_xrays(600, rng=1, hospital=hospital("A", severity=0.75, marker_correlation=1.0))
    elsewhere = make_chest_xrays(800, rng=2, hospital=hospital("A", severity=0.75))
    task = exercises["02.fit_predict"]
    trapped = next(mistake for mistake in task.mistakes if mistake.name == "shortcut").function
    warned, fooled = (
        sk.roc_auc_score(elsewhere.labels, function(told.images, told.labels == 1, elsewhere.images))
        for function in (task.right, trapped)
    )
    at_home = sk.roc_auc_score(told.labels, trapped(told.images, told.labels == 1, told.images))
    assert warned > 0.8 > fooled
    assert at_home > 0.99


def test_the_table_holds_the_test_set_that_the_prose_counts(split):
    labels, scores = split("test")
    assert (len(labels), labels.sum()) == (624, 390)
    assert ((scores > 0) & (scores < 1)).all()


def test_prose_on_threshold_one_half(split):
    """One healthy child in six flagged; alerts true nine times in ten, hardly more than half, less than a quarter."""
    labels, scores = split("test")
    at = metrics.confusion(labels, scores >= 0.5)
    assert 1 / 7 < 1 - at.specificity < 1 / 5
    assert at.sensitivity > 0.95
    file, emergency, rare = (
        metrics.predictive_values(at.sensitivity, at.specificity, prevalence)[0] for prevalence in (0.625, 0.15, 0.05)
    )
    assert round(10 * file) == 9
    assert 0.5 < emergency < 0.6
    assert 0.2 < rare < 0.25


def test_prose_on_the_threshold_chosen_on_validation(split):
    """The sensitivity holds; the specificity loses more than ten points, and the intervals do not touch."""
    (val_labels, val_scores), (labels, scores) = split("validation"), split("test")
    threshold = metrics.threshold_for_sensitivity(val_labels, val_scores, 0.95)
    val, test = metrics.confusion(val_labels, val_scores >= threshold), metrics.confusion(labels, scores >= threshold)
    assert test.sensitivity > 0.95
    assert val.specificity - test.specificity > 0.1
    assert test.interval("specificity")[1] < val.interval("specificity")[0]


def test_prose_on_calibration(split):
    """The model is shy: the temperature that fits is below 1."""
    labels, scores = split("validation")
    assert metrics.fit_temperature(labels, np.log(scores / (1 - scores))) < 1


def test_prose_on_the_list_of_forty(prose):
    starts = 5 * np.arange(40)
    assert starts.mean() == 97.5
    assert starts[-1] > 180
    assert "97 minutes et demie" in prose["fr"]
    assert "97 and a half minutes" in prose["en"]


def test_a_useless_model_makes_half_the_ill_wait_longer():
    rng = np.random.default_rng(0)
    late = [(5 * rng.permutation(40)[:6] > 97.5).mean() for _ in range(2000)]
    assert np.mean(late) == pytest.approx(0.5, abs=0.02)


def test_references_are_cited_and_citations_are_referenced(prose):
    """Each DOI of the text stands in the list, in both languages."""
    import re

    for text in prose.values():
        body, _, listed = text.rpartition("## Ré" if "## Références" in text else "## Ref")
        missing = set(re.findall(r"doi\.org/(10\.[^)\s]+)", body)) - set(re.findall(r"doi\.org/(10\.[^)\s]+)", listed))
        assert not missing


def test_cells_stay_readable():
    cells = [cell for cell in read_cells(FOLDER / "module.py") if isinstance(cell, SourceCell) and cell.kind == "code"]
    lengths = {cell.line: len([line for line in cell.text.splitlines() if line.strip()]) for cell in cells}
    assert {line: length for line, length in lengths.items() if length > 12} == {}
