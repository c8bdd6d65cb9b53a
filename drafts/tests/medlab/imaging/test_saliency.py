"""Saliency maps against a plain computation, and against where the simulator put the disease."""

import numpy as np
import pytest

from medlab.errors import MedlabError
from medlab.imaging import make_chest_xrays
from tests.conftest import need

torch = pytest.importorskip("torch")

from medlab.imaging import ChestNet, fit, grad_cam, occlusion, predict_logits, randomise_weights  # noqa: E402
from medlab.imaging._tensors import standardise  # noqa: E402


@pytest.fixture(scope="module")
def network():
    train = make_chest_xrays(2000, rng=0)
    return fit(train.images, train.labels, profile="quick")


@pytest.fixture(scope="module")
def ill():
    return make_chest_xrays(150, rng=1, prevalence=1)


@pytest.fixture
def _monai():
    try:
        import monai.visualize  # noqa: F401
    except ImportError:
        need(False, "monai is not installed")


def pointing(maps, opacities):
    """Share of the maps whose highest point lies on the disease."""
    places = maps.reshape(len(maps), -1).argmax(axis=1)
    on = opacities > 0.25 * opacities.max(axis=(1, 2), keepdims=True)
    return np.mean(on.reshape(len(maps), -1)[np.arange(len(maps)), places])


def by_hand(network, images, name):
    """Grad-CAM written out: the maps of the layer, weighted by the mean gradient of the answer, negatives cut."""
    stages = dict(network.named_modules())
    depth = int(name.split(".")[1]) + 1
    maps = stages["features"][:depth](standardise(images))
    answers = stages["head"](stages["features"][depth:](maps))
    (gradient,) = torch.autograd.grad(answers.sum(), maps)
    heat = torch.relu((gradient.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True))
    return torch.nn.functional.interpolate(heat, images.shape[1:], mode="bilinear")[:, 0].detach().numpy()


@pytest.mark.usefixtures("_monai")
@pytest.mark.parametrize("layer", ["features.2", "features.3", "features.4"])
def test_grad_cam_is_the_one_written_out(network, ill, layer):
    images = ill.images[:8]
    for found, expected in zip(grad_cam(network, images, layer=layer), by_hand(network, images, layer), strict=True):
        if expected.std() > 1e-6:
            assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.999


@pytest.mark.usefixtures("_monai")
def test_grad_cam_lies_between_0_and_1_and_leaves_the_network_as_it_was(network, ill):
    before = predict_logits(network, ill.images)
    maps = grad_cam(network, ill.images)
    assert maps.shape == ill.images.shape
    assert (maps.min(), maps.max()) == (0, 1)
    assert all(weights.grad is None for weights in network.parameters())
    np.testing.assert_array_equal(predict_logits(network, ill.images), before)


@pytest.mark.usefixtures("_monai")
def test_maps_of_the_trained_network_find_the_disease_and_those_of_a_forgetful_one_do_not(network, ill):
    trained = pointing(grad_cam(network, ill.images), ill.opacities)
    forgetful = pointing(grad_cam(randomise_weights(network), ill.images), ill.opacities)
    assert trained > forgetful + 0.1


def test_occlusion_is_the_drop_when_one_patch_is_grey(network, ill):
    images = ill.images[:3]
    maps = occlusion(network, images, patch=5)
    hidden = standardise(images)
    hidden[:, :, 8:13, 10:15] = 0
    with torch.inference_mode():
        expected = predict_logits(network, images) - network(hidden).numpy()
    np.testing.assert_allclose(maps[:, 10, 12], expected, atol=1e-4)
    assert maps.shape == images.shape


def test_forgetting_layers_goes_from_the_answer_backwards(network):
    def changed(copy):
        pairs = zip(network.named_parameters(), copy.parameters(), strict=True)
        return {name.rpartition(".")[0] for (name, old), new in pairs if not torch.equal(old, new)}

    assert changed(randomise_weights(network, layers=1)) == {"head.3"}
    assert changed(randomise_weights(network, layers=3)) == {"head.3", "features.4.0", "features.4.1"}
    assert len(changed(randomise_weights(network))) == 11
    assert changed(randomise_weights(network, layers=0)) == set()


def test_forgetting_depends_on_its_seed_alone():
    network = ChestNet()
    one, again, other = (randomise_weights(network, seed=seed).head[3].weight for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)


@pytest.mark.usefixtures("_monai")
@pytest.mark.parametrize("images", [np.zeros((28, 28)), np.full((1, 28, 28), np.nan)])
def test_what_is_no_image_is_refused(images):
    for draw in (grad_cam, occlusion):
        with pytest.raises(MedlabError):
            draw(ChestNet(), images)
