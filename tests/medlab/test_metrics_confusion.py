"""Counts and proportions of decisions against scikit-learn, and Bayes' rule against counting people."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as sklearn
from statsmodels.stats.proportion import proportion_confint

from medlab.errors import MedlabError
from medlab.metrics import (
    Confusion,
    balanced_accuracy,
    confusion,
    predictive_values,
    proportion_interval,
    sensitivity,
    specificity,
)

decisions = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)
counts = st.integers(1, 500)


@given(decisions)
def test_the_counts_are_scikit_learns(pairs):
    labels, flagged = zip(*pairs, strict=True)
    (tn, fp), (fn, tp) = sklearn.confusion_matrix(labels, flagged, labels=[False, True])
    assert confusion(labels, flagged) == Confusion(tp, fp, fn, tn)
    assert confusion(np.array(labels, float), np.array(flagged, int)).people == len(pairs)


@given(decisions)
def test_the_proportions_are_scikit_learns(pairs):
    labels, flagged = (np.array(column) for column in zip(*pairs, strict=True))
    table = confusion(labels, flagged)
    nan = {"zero_division": np.nan}
    expected = [
        sklearn.recall_score(labels, flagged, **nan),
        sklearn.recall_score(~labels, ~flagged, **nan),
        sklearn.precision_score(labels, flagged, **nan),
        sklearn.precision_score(~labels, ~flagged, **nan),
        sklearn.accuracy_score(labels, flagged),
        labels.mean(),
    ]
    found = [
        sensitivity(labels, flagged),
        specificity(labels, flagged),
        table.positive_predictive_value,
        table.negative_predictive_value,
        table.accuracy,
        table.prevalence,
    ]
    assert found == pytest.approx(expected, nan_ok=True)


@given(decisions)
def test_balanced_accuracy_is_scikit_learns_and_nan_without_one_of_the_classes(pairs):
    labels, flagged = zip(*pairs, strict=True)
    if len(set(labels)) == 2:
        assert balanced_accuracy(labels, flagged) == pytest.approx(sklearn.balanced_accuracy_score(labels, flagged))
    else:
        assert math.isnan(balanced_accuracy(labels, flagged))


@given(counts, counts, counts, counts)
def test_at_the_tables_own_prevalence_bayes_gives_the_tables_predictive_values(tp, fp, fn, tn):
    table = Confusion(tp, fp, fn, tn)
    found = predictive_values(table.sensitivity, table.specificity, table.prevalence)
    assert found == pytest.approx((table.positive_predictive_value, table.negative_predictive_value))


@given(st.integers(1, 50), st.integers(0, 40), st.integers(0, 40))
def test_bayes_counts_people(share, missed, alarms):
    """In a town of 10,000 of whom `share` % are ill, `missed` % of them missed and `alarms` % of the others flagged."""
    ill, healthy = 100 * share, 100 * (100 - share)
    tp, fp = ill * (100 - missed) // 100, healthy * alarms // 100
    positive, negative = predictive_values(1 - missed / 100, 1 - alarms / 100, share / 100)
    assert positive == pytest.approx(tp / (tp + fp))
    assert negative == pytest.approx((healthy - fp) / (healthy - fp + ill - tp))


def test_predictive_values_of_nobody_are_nan():
    assert math.isnan(predictive_values(0, 1, 0.5)[0])
    assert math.isnan(predictive_values(1, 0, 0.5)[1])


@pytest.mark.parametrize("shares", [(1.1, 0.5, 0.5), (0.5, -0.1, 0.5), (0.5, 0.5, 20), (math.nan, 0.5, 0.5)])
def test_a_share_outside_0_and_1_is_refused_and_shown(shares):
    with pytest.raises(MedlabError) as refusal:
        predictive_values(*shares)
    assert all(f"{shares[0]}, {shares[1]}, {shares[2]}" in text for text in refusal.value.text.to_dict().values())


@pytest.mark.parametrize(
    ("name", "right", "all_counted"),
    [
        ("sensitivity", 90, 100),
        ("specificity", 70, 100),
        ("positive_predictive_value", 90, 120),
        ("negative_predictive_value", 70, 80),
    ],
)
def test_the_intervals_are_those_of_the_proportions(name, right, all_counted):
    found = Confusion(90, 30, 10, 70).interval(name, confidence=0.9)
    assert found == pytest.approx(proportion_confint(right, all_counted, alpha=0.1, method="wilson"))
    assert found == proportion_interval(right, all_counted, confidence=0.9)


def test_an_interval_of_nobody_or_of_another_name_is_refused():
    with pytest.raises(MedlabError):
        Confusion(0, 1, 0, 1).interval("sensitivity")
    with pytest.raises(MedlabError, match="balanced_accuracy"):
        Confusion(1, 1, 1, 1).interval("balanced_accuracy")


@pytest.mark.parametrize(
    ("labels", "flagged"),
    [([0, 1], [0]), ([], []), ([0, 2], [0, 1]), ([0, 1], [0, 0.5]), ([[0, 1]], [[0, 1]]), ([0, 1], ["0", "1"])],
)
def test_what_is_no_decision_is_refused(labels, flagged):
    with pytest.raises(MedlabError) as refusal:
        confusion(labels, flagged)
    assert refusal.value.text.fr != refusal.value.text.en
