"""The network, its training and its answers."""

import os
import subprocess
import sys

import numpy as np
import pytest

from medlab.errors import MedlabError
from medlab.imaging import fit_baseline, make_chest_xrays
from medlab.imaging.baseline import hog_features
from medlab.metrics import compare_aucs, roc_auc
from tests.conftest import ROOT

torch = pytest.importorskip("torch")

from medlab.imaging import ChestNet, Recipe, fit, predict_logits, predict_scores  # noqa: E402
from medlab.imaging._tensors import blend, moved, standardise  # noqa: E402
from medlab.imaging.training import PROFILES  # noqa: E402

SHORT = Recipe(epochs=1)


@pytest.fixture(scope="module")
def train():
    return make_chest_xrays(1600, rng=0)


@pytest.fixture(scope="module")
def test_set():
    return make_chest_xrays(800, rng=1)


@pytest.fixture(scope="module")
def network(train):
    return fit(train.images, train.labels, profile="quick")


def test_the_network_is_clearly_above_the_baseline(network, train, test_set):
    baseline = fit_baseline(train.images, train.labels).predict_proba(test_set.images)[:, 1]
    found = compare_aucs(test_set.labels, predict_scores(network, test_set.images), baseline)
    assert found.low > 0.03


def test_scores_are_the_logistic_function_of_the_log_odds(network, test_set):
    scores, logits = predict_scores(network, test_set.images), predict_logits(network, test_set.images)
    assert scores.shape == (800,)
    assert scores.dtype == np.float64
    np.testing.assert_allclose(logits, np.log(scores / (1 - scores)), atol=1e-9)


def test_an_image_is_scored_alone(network, test_set):
    """Neither its neighbours nor its exposure count."""
    scores = predict_scores(network, test_set.images)
    np.testing.assert_allclose(predict_scores(network, test_set.images[5:6]), scores[5:6], atol=1e-5)
    dimmed = test_set.images.astype(float) * 0.5 + 20
    np.testing.assert_allclose(predict_scores(network, dimmed), scores, atol=1e-4)


def test_the_seed_gives_the_network_and_the_global_generator_is_left_alone(train):
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    one, again, other = (fit(train.images[:200], train.labels[:200], profile=SHORT, seed=s) for s in (1, 1, 2))
    assert torch.rand(1) == expected
    for first, second in zip(one.parameters(), again.parameters(), strict=True):
        torch.testing.assert_close(first, second)
    assert (predict_logits(one, train.images[:20]) != predict_logits(other, train.images[:20])).any()


def test_shuffled_labels_teach_nothing(train, test_set):
    labels = np.random.default_rng(0).permutation(train.labels)
    scores = predict_scores(fit(train.images, labels, profile=SHORT), test_set.images)
    assert roc_auc(test_set.labels, scores) == pytest.approx(0.5, abs=0.12)


def test_a_rare_disease_is_not_drowned():
    """Classes count alike: with 1 ill in 10, the median score of the ill is above one half."""
    rare = make_chest_xrays(2500, rng=2, prevalence=0.1)
    scores = predict_scores(fit(rare.images, rare.labels), rare.images)
    assert np.median(scores[rare.labels == 1]) > 0.5 > np.median(scores[rare.labels == 0])


def test_a_marker_that_tells_all_is_what_the_network_reads(test_set):
    from medlab.imaging import hospital

    tied = make_chest_xrays(1200, rng=3, hospital=hospital("A", marker_correlation=1))
    turned = make_chest_xrays(500, rng=4, hospital=hospital("A", marker_correlation=-1))
    network = fit(tied.images, tied.labels)
    assert roc_auc(tied.labels, predict_scores(network, tied.images)) > 0.97
    assert roc_auc(turned.labels, predict_scores(network, turned.images)) < 0.3


def test_other_sizes_are_taken():
    xrays = make_chest_xrays(80, rng=5, size=40)
    assert predict_scores(fit(xrays.images, xrays.labels, profile=SHORT), xrays.images).shape == (80,)


@pytest.mark.parametrize(
    "images",
    [np.zeros((5, 28)), np.zeros((5, 28, 28, 1)), np.zeros((0, 28, 28)), np.full((5, 28, 28), np.nan), [["a"]]],
)
def test_what_is_no_image_is_refused(images, network):
    with pytest.raises(MedlabError):
        predict_scores(network, images)
    with pytest.raises(MedlabError):
        fit(images, [0, 1, 0, 1, 0])


@pytest.mark.parametrize("labels", [[0, 1, 1], [0] * 5, [0, 1, 2, 1, 0], [[0], [1], [1], [0], [1]], ["0"] * 5])
def test_what_is_no_label_is_refused(labels):
    with pytest.raises(MedlabError) as refusal:
        fit(np.random.default_rng(0).random((5, 28, 28)), labels)
    assert refusal.value.text.fr != refusal.value.text.en


def test_the_profile_comes_from_the_environment_and_is_quick_otherwise(train, monkeypatch):
    from medlab.imaging.training import _recipe

    assert _recipe(None) == PROFILES["quick"]
    monkeypatch.setenv("MEDLAB_PROFILE", "full")
    assert _recipe(None) == PROFILES["full"]
    assert _recipe("quick") == PROFILES["quick"]
    monkeypatch.setenv("MEDLAB_PROFILE", "slow")
    with pytest.raises(MedlabError, match="MEDLAB_PROFILE"):
        fit(train.images, train.labels)


def test_standardised_images_have_mean_0_and_spread_1():
    x = standardise(np.random.default_rng(0).integers(0, 256, (7, 28, 28), dtype=np.uint8))
    torch.testing.assert_close(x.mean((1, 2, 3)), torch.zeros(7), atol=1e-5, rtol=0)
    torch.testing.assert_close(x.std((1, 2, 3)), torch.ones(7), atol=1e-5, rtol=0)


def test_a_black_image_is_no_division_by_zero():
    assert standardise(np.zeros((1, 28, 28))).isfinite().all()


def test_without_turn_zoom_and_shift_nothing_moves_and_with_them_each_image_moves_its_own_way():
    x = standardise(np.random.default_rng(0).random((6, 28, 28)))
    torch.testing.assert_close(moved(x, Recipe(epochs=1, turn=0, shift=0, zoom=0)), x, atol=1e-4, rtol=0)
    same = moved(x[:1].repeat(6, 1, 1, 1), Recipe(epochs=1))
    assert len({tuple(one.flatten().tolist()) for one in same}) == 6


def test_a_shift_is_at_most_the_one_of_the_recipe():
    spot = torch.zeros(200, 1, 28, 28)
    spot[:, :, 14, 14] = 1
    places = moved(spot, Recipe(epochs=1, turn=0, zoom=0, shift=0.2)).flatten(1).argmax(1)
    away = torch.stack([places // 28 - 14, places % 28 - 14]).abs().max()
    assert 1 <= away <= 3


def test_blending_moves_by_the_share():
    old, new = ChestNet(), ChestNet()
    before = {name: value.clone() for name, value in old.state_dict().items()}
    blend(old, new, share=0.25)
    for name, value in old.state_dict().items():
        if value.is_floating_point():
            torch.testing.assert_close(value, 0.75 * before[name] + 0.25 * new.state_dict()[name])


def test_the_network_has_about_70000_weights():
    assert 65_000 < sum(weights.numel() for weights in ChestNet().parameters()) < 75_000


def test_the_features_of_the_baseline_are_those_of_one_image_each():
    images = make_chest_xrays(3, rng=0).images
    np.testing.assert_array_equal(hog_features(images)[1], hog_features(images[1:2])[0])
    with pytest.raises(MedlabError):
        hog_features(images[0])


def test_neither_torch_nor_the_like_comes_with_the_package_or_the_simulator():
    code = (
        "import medlab, medlab.imaging, medlab.pretrained, sys; print(sorted({'numpy', 'torch'} & set(sys.modules)));"
        "from medlab.imaging import make_chest_xrays; make_chest_xrays(2, rng=0);"
        "print(sorted({'torch', 'monai', 'skimage', 'sklearn', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert (done.stdout.split("\n")[:2], done.stderr) == (["[]", "[]"], "")
