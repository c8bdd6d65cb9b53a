"""The simulated radiographs: shapes, labels, seeds, hospitals, and that there is something to learn."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, kstest

from medlab.errors import MedlabError
from medlab.imaging import HOSPITALS, SyntheticXrays, fit_baseline, hospital, make_chest_xrays
from medlab.language import set_language
from medlab.metrics import roc_auc


@given(
    n=st.integers(1, 40),
    seed=st.integers(0, 2**32),
    prevalence=st.floats(0, 1),
    size=st.integers(16, 40),
    name=st.sampled_from(["A", "B"]),
)
@settings(max_examples=30, deadline=None)
def test_every_fact_has_one_row_a_patient_and_facts_agree(n, seed, prevalence, size, name):
    xrays = make_chest_xrays(n, rng=seed, prevalence=prevalence, size=size, hospital=name)
    assert xrays.images.shape == xrays.opacities.shape == (n, size, size)
    assert xrays.images.dtype == np.uint8
    assert {len(facts) for facts in (xrays.labels, xrays.kinds, xrays.severity, xrays.ages, xrays.markers)} == {n}
    ill = xrays.labels == 1
    assert (ill == (xrays.kinds != "normal")).all()
    assert (xrays.severity[~ill] == 0).all()
    assert (xrays.opacities[~ill] == 0).all()
    assert (xrays.opacities >= 0).all()
    assert ((xrays.ages > 0) & (xrays.ages <= 16)).all()
    assert ((xrays.severity >= 0) & (xrays.severity <= 1)).all()


def facts(xrays: SyntheticXrays):
    return [getattr(xrays, name) for name in ("images", "labels", "kinds", "severity", "ages", "markers", "opacities")]


def test_the_seed_gives_the_images_and_a_generator_goes_on():
    first, again = (make_chest_xrays(300, rng=5) for _ in range(2))
    assert all((one == other).all() for one, other in zip(facts(first), facts(again), strict=True))
    rng = np.random.default_rng(5)
    assert (make_chest_xrays(300, rng=rng).images == first.images).all()
    assert (make_chest_xrays(300, rng=rng).images != first.images).any()


def test_no_image_comes_twice():
    assert len(np.unique(make_chest_xrays(2000, rng=0).images, axis=0)) == 2000


def test_they_say_synthetic_in_both_languages():
    xrays = make_chest_xrays(10, rng=0)
    assert xrays.origin == "synthetic"
    assert "SYNTHETIC" in repr(xrays)
    set_language("fr")
    assert "SYNTHÉTIQUES" in repr(xrays)


@pytest.mark.parametrize("prevalence", [0.0, 0.1, 0.5, 1.0])
def test_the_prevalence_is_the_one_asked_for(prevalence):
    labels = make_chest_xrays(1500, rng=1, prevalence=prevalence).labels
    assert binomtest(int(labels.sum()), len(labels), prevalence).pvalue > 1e-4


def test_kinds_ages_and_severity_are_those_of_the_hospital():
    for at in HOSPITALS.values():
        xrays = make_chest_xrays(3000, rng=2, hospital=at)
        ill = xrays.kinds[xrays.labels == 1]
        shares = [np.mean(ill == kind) for kind in ("lobar", "patchy", "interstitial", "effusion")]
        assert shares == pytest.approx(at.kinds, abs=0.05)
        assert xrays.severity[xrays.labels == 1].mean() == pytest.approx(at.severity, abs=0.02)
        assert np.minimum(xrays.ages, 16).mean() == pytest.approx(at.mean_age, rel=0.1)


@pytest.mark.parametrize("correlation", [-1.0, -0.5, 0.0, 0.6, 1.0])
def test_the_marker_says_as_much_as_asked_for(correlation):
    xrays = make_chest_xrays(2000, rng=3, hospital=hospital("A", marker_correlation=correlation))
    assert np.corrcoef(xrays.labels, xrays.markers)[0, 1] == pytest.approx(correlation, abs=0.08)


def test_the_marker_is_a_bright_letter_in_the_upper_left_corner_and_nothing_else():
    with_marker, without = (
        make_chest_xrays(200, rng=4, hospital=hospital("A", marker_rate=rate)).images.astype(float) for rate in (1, 0)
    )
    changed = np.abs(with_marker - without).mean(axis=0) > 1
    assert changed[:9, :9].any()
    assert not changed[10:].any()
    assert not changed[:, 10:].any()
    assert with_marker[:, :9, :9].max(axis=(1, 2)).min() > 150


def test_opacities_lie_in_the_lungs_and_brighten_them():
    ill = make_chest_xrays(400, rng=6, prevalence=1, hospital=hospital("A", severity=0.9))
    where = ill.opacities > 0.5 * ill.opacities.max(axis=(1, 2), keepdims=True)
    assert (where.sum(axis=(1, 2)) >= 3).all()
    lung = make_chest_xrays(400, rng=6, prevalence=0).images.mean(axis=0)
    assert ill.images[where].mean() > lung[where.mean(axis=0) > 0.05].mean() + 10


def test_the_second_hospital_is_brighter_flatter_and_less_sharp():
    one, other = (make_chest_xrays(500, rng=7, hospital=name).images.astype(float) for name in "AB")
    assert other.mean() > one.mean() + 10
    assert other.std(axis=(1, 2)).mean() < one.std(axis=(1, 2)).mean()


def test_larger_images_show_the_same_kind_of_chest():
    small, large = make_chest_xrays(300, rng=8), make_chest_xrays(300, rng=8, size=56)
    halved = large.images.astype(float).reshape(300, 28, 2, 28, 2).mean(axis=(2, 4))
    assert halved.mean() == pytest.approx(small.images.mean(), rel=0.05)
    assert np.corrcoef(halved.mean(axis=0).ravel(), small.images.mean(axis=0).ravel())[0, 1] > 0.98


def test_mean_brightness_alone_tells_little():
    xrays = make_chest_xrays(3000, rng=9)
    assert roc_auc(xrays.labels, xrays.images.mean(axis=(1, 2))) < 0.65


def test_the_task_is_hard_for_the_baseline_and_not_hopeless():
    train, test = make_chest_xrays(1500, rng=10), make_chest_xrays(600, rng=11)
    scores = fit_baseline(train.images, train.labels).predict_proba(test.images)[:, 1]
    assert 0.65 < roc_auc(test.labels, scores) < 0.86


def test_labels_do_not_depend_on_the_order_of_patients():
    labels = make_chest_xrays(2000, rng=12).labels
    runs = np.flatnonzero(labels)
    assert kstest(runs / len(labels), "uniform").pvalue > 1e-3


@pytest.mark.slow
def test_5000_images_take_at_most_3_seconds():
    make_chest_xrays(10, rng=0)
    start = time.process_time()
    make_chest_xrays(5000, rng=0)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "wrong", [{"n": 0}, {"n": 200_000}, {"prevalence": -0.1}, {"prevalence": 50}, {"size": 8}, {"size": 1000}]
)
def test_what_can_not_be_drawn_is_refused_and_shown(wrong):
    with pytest.raises(MedlabError) as refusal:
        make_chest_xrays(**({"n": 5, "rng": 0} | wrong))
    ((name, value),) = wrong.items()
    assert all(f"{name}={value}" in text for text in refusal.value.text.to_dict().values())


def test_an_unknown_hospital_or_setting_is_refused_with_the_known_ones():
    with pytest.raises(MedlabError, match=r'"C".*A, B'):
        make_chest_xrays(5, rng=0, hospital="C")
    with pytest.raises(MedlabError, match=r'"colour".*exposure'):
        hospital("A", colour=1)
