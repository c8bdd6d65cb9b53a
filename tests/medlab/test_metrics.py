"""Figures of merit against independent libraries."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import roc_auc_score
from statsmodels.stats.proportion import proportion_confint

from medlab.errors import MedlabError
from medlab.metrics import proportion_interval, roc_auc

patients = st.lists(st.tuples(st.booleans(), st.integers(-3, 3) | st.floats(-1e6, 1e6)), min_size=2, max_size=40)


@given(patients)
def test_roc_auc_is_scikit_learns(pairs):
    labels, scores = (list(column) for column in zip(*pairs, strict=True))
    assume(len(set(labels)) == 2)
    expected = roc_auc_score(labels, scores)
    assert roc_auc(labels, scores) == pytest.approx(expected, abs=1e-12)
    assert roc_auc(np.array(labels, dtype=int), np.array(scores)) == pytest.approx(expected, abs=1e-12)


@given(patients)
def test_roc_auc_depends_on_ranks_alone_and_turns_with_them(pairs):
    labels, scores = (np.array(column) for column in zip(*pairs, strict=True))
    assume(len(set(labels)) == 2)
    ranks = np.unique(scores, return_inverse=True)[1]
    assert roc_auc(labels, ranks**3) == roc_auc(labels, scores)
    assert roc_auc(labels, -scores) == pytest.approx(1 - roc_auc(labels, scores), abs=1e-12)
    assert roc_auc(~labels, scores) == pytest.approx(1 - roc_auc(labels, scores), abs=1e-12)


@pytest.mark.parametrize(
    ("labels", "scores"),
    [
        ([0, 1], [1, 2, 3]),
        ([0, 1, 1], [1, 2]),
        ([[0], [1]], [[1], [2]]),
        (0, 1),
        ([], []),
        ([0, 0], [1, 2]),
        ([1, 1], [1, 2]),
        ([0, 2], [1, 2]),
        ([0, 1, 2], [1, 2, 3]),
        ([-1, 1], [1, 2]),
        ([0, 1, math.nan], [1, 2, 3]),
        (["0", "1"], [1, 2]),
        ([0, 1], ["1", "2"]),
        ([0, 1], [1, math.nan]),
        ([0, 1], [1, math.inf]),
        ([0, 1], [1, None]),
        ([0, 1], [1, 2j]),
    ],
)
def test_roc_auc_refuses_what_has_none(labels, scores):
    with pytest.raises(MedlabError) as refusal:
        roc_auc(labels, scores)
    assert refusal.value.text.fr != refusal.value.text.en


@given(st.data(), st.integers(1, 3000), st.floats(0.01, 0.999))
def test_the_interval_is_wilsons(data, people, confidence):
    events = data.draw(st.integers(0, people))
    low, high = proportion_interval(events, people, confidence=confidence)
    expected = proportion_confint(events, people, alpha=1 - confidence, method="wilson")
    assert (low, high) == pytest.approx(expected, abs=1e-9)
    assert 0 <= low <= events / people + 1e-12
    assert events / people - 1e-12 <= high <= 1


@pytest.mark.parametrize(("events", "people"), [(0, 10), (10, 10), (1, 3), (215, 500)])
def test_the_interval_is_scipys(events, people):
    expected = binomtest(events, people).proportion_ci(method="wilson")
    assert proportion_interval(events, people) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(
    ("events", "people", "confidence"),
    [(0, 0, 0.95), (-1, 5, 0.95), (6, 5, 0.95), (1, -5, 0.95), (math.nan, 5, 0.95), (1, math.nan, 0.95)]
    + [(1, 5, confidence) for confidence in (0, 1, 95, -0.5, math.nan)],
)
def test_counts_of_no_proportion_are_refused_and_shown(events, people, confidence):
    with pytest.raises(MedlabError) as refusal:
        proportion_interval(events, people, confidence=confidence)
    for text in refusal.value.text.to_dict().values():
        assert f"{events}, {people}, {confidence}" in text
