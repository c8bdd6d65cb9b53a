"""ROC curves and DeLong's intervals against scikit-learn, plain double loops and repeated drawing."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn import metrics as sklearn

from medlab.errors import MedlabError
from medlab.metrics import (
    auc_interval,
    balanced_accuracy,
    bootstrap_interval,
    compare_aucs,
    roc_auc,
    roc_curve,
    sensitivity,
    threshold_for_sensitivity,
)

patients = st.lists(st.tuples(st.booleans(), st.integers(-4, 4), st.integers(-4, 4)), min_size=4, max_size=40)


def columns(rows):
    labels, scores, others = (np.array(column) for column in zip(*rows, strict=True))
    assume(2 <= labels.sum() <= len(labels) - 2)
    return labels, scores, others


@given(patients)
def test_the_curve_is_scikit_learns(rows):
    labels, scores, _ = columns(rows)
    expected = sklearn.roc_curve(labels, scores, drop_intermediate=False)
    for found, wanted in zip(roc_curve(labels, scores), expected, strict=True):
        np.testing.assert_allclose(found, wanted)


@given(patients, st.floats(0.01, 1))
def test_the_threshold_reaches_the_sensitivity_and_the_next_higher_score_does_not(rows, wanted):
    labels, scores, _ = columns(rows)
    threshold = threshold_for_sensitivity(labels, scores, wanted)
    assert threshold in scores
    assert sensitivity(labels, scores >= threshold) >= wanted - 1e-9
    assert sensitivity(labels, scores > threshold) < wanted


@pytest.mark.parametrize("wanted", [0, -0.1, 1.01, 95, math.nan])
def test_a_sensitivity_that_does_not_exist_is_refused(wanted):
    with pytest.raises(MedlabError, match=str(wanted)):
        threshold_for_sensitivity([0, 1], [0.1, 0.2], wanted)


def by_pairs(labels, scores):
    """For each ill, the share of the healthy that it beats; for each healthy, the share of the ill that beat it."""
    ill, healthy = scores[labels], scores[~labels]
    beats = np.array([[(a > b) + 0.5 * (a == b) for b in healthy] for a in ill])
    return beats.mean(axis=1), beats.mean(axis=0)


def covariance_by_pairs(labels, *tables):
    ill, healthy = zip(*(by_pairs(labels, scores) for scores in tables), strict=True)
    return np.cov(ill) / labels.sum() + np.cov(healthy) / (~labels).sum()


@given(patients, st.floats(0.5, 0.99))
def test_the_interval_is_delongs_by_pairs(rows, confidence):
    labels, scores, _ = columns(rows)
    half = norm.ppf(0.5 + confidence / 2) * math.sqrt(covariance_by_pairs(labels, scores))
    area = sklearn.roc_auc_score(labels, scores)
    expected = max(0, area - half), min(1, area + half)
    assert auc_interval(labels, scores, confidence=confidence) == pytest.approx(expected, abs=1e-9)


@given(patients)
def test_the_comparison_is_delongs_by_pairs(rows):
    labels, scores, others = columns(rows)
    found = compare_aucs(labels, scores, others)
    cov = covariance_by_pairs(labels, scores, others)
    spread = math.sqrt(max(0, cov[0, 0] + cov[1, 1] - 2 * cov[0, 1]))
    assume(spread > 1e-6)
    assert found.difference == pytest.approx(roc_auc(labels, scores) - roc_auc(labels, others))
    assert (found.low, found.high) == pytest.approx(
        (found.difference - 1.959964 * spread, found.difference + 1.959964 * spread), abs=1e-6
    )
    assert found.p_value == pytest.approx(2 * norm.sf(abs(found.difference) / spread))


@given(patients)
def test_the_comparison_turns_with_its_sides(rows):
    labels, scores, others = columns(rows)
    one, other = compare_aucs(labels, scores, others), compare_aucs(labels, others, scores)
    assert one.difference == pytest.approx(-other.difference)
    assert one.low == pytest.approx(-other.high)
    assert one.p_value == pytest.approx(other.p_value)


def test_the_same_order_of_patients_is_no_difference():
    labels, scores = np.array([0, 0, 1, 1, 0, 1]), np.array([1, 3, 2, 5, 4, 6])
    assert compare_aucs(labels, scores, scores**3) == (0, 0, 0, 1)


def test_a_difference_without_spread_is_sure():
    labels, scores = np.array([0, 0, 1, 1]), np.array([1, 2, 3, 4])
    assert compare_aucs(labels, scores, -scores) == (1, 1, 1, 0)


def scored_patients(n, seed, gap=1.2):
    rng = np.random.default_rng(seed)
    labels = rng.random(n) < 0.4
    return labels, rng.normal(gap * labels), rng.normal(0.8 * gap * labels)


def test_delong_agrees_with_drawing_the_patients_again():
    labels, scores, _ = scored_patients(300, seed=1)
    drawn = bootstrap_interval(roc_auc, labels, scores, rng=np.random.default_rng(0), draws=1000)
    assert auc_interval(labels, scores) == pytest.approx(drawn, abs=0.012)


@pytest.mark.slow
def test_delongs_interval_holds_the_true_area_19_times_in_20():
    truth = norm.cdf(1.2 / math.sqrt(2))
    held = 0
    for seed in range(1000):
        labels, scores, _ = scored_patients(150, seed)
        low, high = auc_interval(labels, scores)
        held += low <= truth <= high
    assert 920 <= held <= 972


@pytest.mark.slow
def test_the_paired_test_rejects_1_time_in_20_where_nothing_differs():
    rejected = 0
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        labels = rng.random(150) < 0.5
        shared = rng.normal(labels)
        rejected += compare_aucs(labels, shared + rng.normal(size=150), shared + rng.normal(size=150)).p_value < 0.05
    assert 28 <= rejected <= 75


@pytest.mark.parametrize(
    ("labels", "scores", "confidence"),
    [
        ([0, 1, 1], [1, 2, 3], 0.95),
        ([0, 0, 1], [1, 2, 3], 0.95),
        ([0, 0, 1, 1], [1, 2, 3], 0.95),
        ([0, 0, 1, 1], [1, 2, 3, math.nan], 0.95),
        ([0, 0, 1, 1], [1, 2, 3, 4], 95),
        ([0, 0, 1, 1], [1, 2, 3, 4], 0),
    ],
)
def test_what_has_no_interval_is_refused(labels, scores, confidence):
    with pytest.raises(MedlabError) as refusal:
        auc_interval(labels, scores, confidence=confidence)
    assert refusal.value.text.fr != refusal.value.text.en
    with pytest.raises(MedlabError):
        compare_aucs(labels, scores, scores, confidence=confidence)


def test_the_drawing_keeps_both_classes_and_its_seed():
    labels, flagged = np.repeat([1, 0], [3, 40]), np.tile([1, 0], 22)[:43]
    first, second = (
        bootstrap_interval(balanced_accuracy, labels, flagged, rng=np.random.default_rng(7), draws=200)
        for _ in range(2)
    )
    assert first == second
    assert 0 <= first[0] <= balanced_accuracy(labels, flagged) <= first[1] <= 1


@pytest.mark.parametrize(("labels", "draws"), [([0, 0], 200), ([0, 1, 1], 200), ([0, 1], 10)])
def test_a_drawing_that_tells_nothing_is_refused(labels, draws):
    with pytest.raises(MedlabError):
        bootstrap_interval(roc_auc, labels, [1, 2], rng=np.random.default_rng(0), draws=draws)
