"""Calibration against scikit-learn and a regression without intercept."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as sklearn
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression

from medlab.errors import MedlabError
from medlab.metrics import brier_score, calibration_error, fit_temperature, proportion_interval, reliability, roc_auc

patients = st.lists(
    st.tuples(st.booleans(), st.floats(0, 1) | st.sampled_from([0, 0.1, 0.2, 0.3, 0.7, 1.0])), min_size=1, max_size=60
)


def columns(pairs):
    labels, scores = zip(*pairs, strict=True)
    return np.array(labels), np.array(scores, float)


@given(patients)
def test_the_brier_score_is_scikit_learns(pairs):
    labels, scores = columns(pairs)
    assert brier_score(labels, scores) == pytest.approx(sklearn.brier_score_loss(labels, scores, labels=[False, True]))


@given(patients, st.integers(1, 20))
def test_the_points_are_scikit_learns(pairs, bins):
    labels, scores = columns(pairs)
    found = reliability(labels, scores, bins=bins)
    expected = calibration_curve(labels, scores, n_bins=bins)
    np.testing.assert_allclose(found.observed, expected[0])
    np.testing.assert_allclose(found.score, expected[1])
    assert found.people.sum() == len(pairs)
    intervals = [
        proportion_interval(round(s * n), n) for s, n in zip(found.observed, found.people.tolist(), strict=True)
    ]
    np.testing.assert_allclose(np.column_stack([found.low, found.high]), intervals)


@given(patients, st.integers(1, 20))
def test_the_error_is_the_mean_gap_over_the_people(pairs, bins):
    labels, scores = columns(pairs)
    groups: dict[int, list] = {}
    for label, score in zip(labels, scores, strict=True):
        place = next(b for b in range(bins) if b == bins - 1 or score <= np.linspace(0, 1, bins + 1)[b + 1])
        groups.setdefault(place, []).append(score - label)
    expected = sum(abs(sum(gaps)) for gaps in groups.values()) / len(labels)
    assert calibration_error(labels, scores, bins=bins) == pytest.approx(expected, abs=1e-9)


@given(patients)
def test_the_error_lies_within_0_and_1_and_one_bin_compares_the_means(pairs):
    labels, scores = columns(pairs)
    assert 0 <= calibration_error(labels, scores) <= 1
    assert calibration_error(labels, scores, bins=1) == pytest.approx(abs(labels.mean() - scores.mean()), abs=1e-9)


def over_sure(n=4000, factor=2.5, seed=0):
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(0, 1.5, n)
    return rng.random(n) < 1 / (1 + np.exp(-log_odds)), factor * log_odds


@pytest.mark.parametrize("factor", [0.3, 1.0, 2.5])
def test_the_temperature_is_that_of_a_regression_without_intercept(factor):
    labels, logits = over_sure(factor=factor)
    regression = LogisticRegression(C=1e9, fit_intercept=False, tol=1e-8).fit(logits[:, None], labels)
    assert fit_temperature(labels, logits) == pytest.approx(1 / regression.coef_[0, 0], rel=1e-3)
    assert fit_temperature(labels, logits) == pytest.approx(factor, rel=0.1)


def test_dividing_by_the_temperature_mends_the_error_and_keeps_the_order():
    labels, logits = over_sure()
    fresh_labels, fresh_logits = over_sure(seed=1)
    before, after = (1 / (1 + np.exp(-fresh_logits / t)) for t in (1, fit_temperature(labels, logits)))
    assert calibration_error(fresh_labels, after) < 0.03 < calibration_error(fresh_labels, before)
    assert roc_auc(fresh_labels, before) == pytest.approx(roc_auc(fresh_labels, after), abs=1e-9)


def test_the_temperature_of_sure_and_right_answers_is_the_least():
    assert fit_temperature([0, 1], [-1, 1]) == pytest.approx(0.01, rel=0.01)


@pytest.mark.parametrize(
    ("labels", "scores"),
    [
        ([0, 1], [0.5]),
        ([], []),
        ([0, 1], [0.5, 1.2]),
        ([0, 1], [-0.1, 0.5]),
        ([0, 3], [0.1, 0.5]),
        ([0, 1], [0.1, math.nan]),
    ],
)
@pytest.mark.parametrize("figure", [brier_score, reliability, calibration_error])
def test_what_is_no_probability_is_refused(figure, labels, scores):
    with pytest.raises(MedlabError) as refusal:
        figure(labels, scores)
    assert refusal.value.text.fr != refusal.value.text.en


@pytest.mark.parametrize("bins", [0, -1, 2.5, 1001])
def test_a_number_of_bins_that_is_none_is_refused(bins):
    with pytest.raises(MedlabError, match=str(bins)):
        reliability([0, 1], [0.1, 0.9], bins=bins)


@pytest.mark.parametrize(("labels", "logits"), [([1, 1], [1, 2]), ([0, 1], [1, math.inf]), ([0, 1], [1])])
def test_what_has_no_temperature_is_refused(labels, logits):
    with pytest.raises(MedlabError):
        fit_temperature(labels, logits)
