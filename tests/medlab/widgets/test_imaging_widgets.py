"""Threshold explorer, reading list, image browser, calibration: their numbers, their words, their keyboard."""

import base64
import io
import re
import time

import ipywidgets
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_auc_score
from statsmodels.stats.proportion import proportion_confint

from medlab.errors import MedlabError
from medlab.language import set_language
from medlab.widgets import calibration_view, image_browser, reading_list, threshold_explorer, twin
from tests.conftest import ROOT
from tests.medlab.widgets.conftest import Page, buttons

RNG = np.random.default_rng(0)
LABELS = RNG.random(300) < 0.4
SCORES = np.clip(0.35 * LABELS + 0.65 * RNG.random(300), 0, 1).round(2)
IMAGES = RNG.integers(0, 256, (10, 12, 12), dtype=np.uint8)
HEAT = RNG.normal(size=IMAGES.shape)


def every_twin() -> dict[str, twin.Twin]:
    browser = image_browser(IMAGES, origin="real", labels=LABELS[:10], scores=SCORES[:10], heatmaps=HEAT)
    return {
        "thresholds": threshold_explorer(LABELS, SCORES),
        "reading": reading_list(LABELS, SCORES),
        "browser": browser,
        "calibration": calibration_view(LABELS, SCORES),
    }


def parts(widget, kind: type) -> list:
    """Every part of a widget that is of a kind, itself included."""
    inner = [part for child in getattr(widget, "children", ()) for part in parts(child, kind)]
    return [widget, *inner] if isinstance(widget, kind) else inner


def shown(widget) -> str:
    """What a live widget shows, as text."""
    (view,) = parts(widget, ipywidgets.HTML)
    return Page(view.value).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_static_and_live_forms_are_well_formed_in_both_languages(language):
    set_language(language)
    for name, made in every_twin().items():
        assert Page(made.html).languages == [language], name
        assert repr(made).strip(), name
        assert not any(mark in repr(made) for mark in ("</", "class=", "**", "`", "{")), name
        if live := made.widget():
            for view in parts(live, ipywidgets.HTML):
                assert Page(view.value).languages == [language], name


def test_no_text_is_left_in_the_other_language():
    forms = {}
    for language in ("fr", "en"):
        set_language(language)
        forms[language] = {name: set(Page(made.html).text.split(". ")) for name, made in every_twin().items()}
    for name in forms["fr"]:
        assert forms["fr"][name].isdisjoint(forms["en"][name]), name


def test_every_control_has_a_name_and_every_picture_a_text():
    for made in every_twin().values():
        for picture in re.findall(r"<(?:img|svg)[^>]*>", made.html):
            assert re.search(r'(?:alt|aria-label)="[^"]{10,}"', picture)
        widget = made.widget()
        named = [*buttons(widget), *parts(widget, ipywidgets.BoundedFloatText | ipywidgets.BoundedIntText)]
        assert all(control.description for control in named)


@pytest.mark.parametrize(("threshold", "prevalence"), [(0.5, 0.03), (0.31, 0.5), (0.0, 0.2), (1.0, 0.9)])
def test_the_explorer_follows_its_sliders(threshold, prevalence):
    widget = threshold_explorer(LABELS, SCORES).widget()
    sliders = parts(widget, ipywidgets.FloatSlider)
    sliders[0].value, sliders[1].value = threshold, 100 * prevalence
    text, flagged = shown(widget), threshold <= SCORES
    tn, fp, fn, tp = confusion_matrix(LABELS, flagged).ravel()
    for told in (f"{tp} true pos", f"{fp} false pos", f"{fn} false neg", f"{tn} true neg"):
        assert told in text
    weights = np.where(LABELS, prevalence / LABELS.mean(), (1 - prevalence) / (1 - LABELS.mean()))
    assert f"Sensitivity{100 * recall_score(LABELS, flagged):.1f}%" in text
    assert f"Specificity{100 * recall_score(~LABELS, ~flagged):.1f}%" in text
    if flagged.any():
        assert f"(PPV){100 * precision_score(LABELS, flagged, sample_weight=weights):.1f}%" in text
    else:
        assert "(PPV)—" in text
    if not flagged.all():
        assert f"(NPV){100 * precision_score(~LABELS, ~flagged, sample_weight=weights):.1f}%" in text
    else:
        assert "(NPV)—" in text
    low, high = proportion_confint(tp, tp + fn, method="wilson")
    assert f"{100 * low:.1f}–{100 * high:.1f}%" in text


def test_the_point_lies_on_the_drawn_curve():
    widget = threshold_explorer(LABELS, SCORES, threshold=0.42).widget()
    html = parts(widget, ipywidgets.HTML)[0].value
    (circle,) = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', html)
    (path,) = re.findall(r'<polyline points="([^"]+)"', html)
    assert ",".join(circle) in path.split()
    assert f"AUC {roc_auc_score(LABELS, SCORES):.3f}" in Page(html).text


def test_a_slider_that_a_browser_rounds_to_its_steps_moves_nothing():
    widget = threshold_explorer([0, 1, 1, 0], [0.123, 0.987, 0.4, 0.5], threshold=0.987, prevalence=0.625).widget()
    before = shown(widget)
    sliders, fields = (parts(widget, kind) for kind in (ipywidgets.FloatSlider, ipywidgets.BoundedFloatText))
    sliders[0].value, sliders[1].value = 0.99, 63
    assert shown(widget) == before
    assert "Sensitivity50.0%" in before
    sliders[0].value = 1.0
    assert "Sensitivity0.0%" in shown(widget)
    assert [field.value for field in fields] == [1.0, 62.5]


def test_one_move_of_a_slider_is_redrawn_at_once():
    people = np.tile(LABELS, 7), np.tile(SCORES, 7) + RNG.random(2100) * 1e-3
    widget = threshold_explorer(people[0], np.clip(people[1], 0, 1)).widget()
    (slider, _), times = parts(widget, ipywidgets.FloatSlider), []
    for value in np.linspace(0.2, 0.8, 21):
        start = time.process_time()
        slider.value = float(value)
        times.append(time.process_time() - start)
    assert np.median(times) < 0.05


def test_the_static_explorer_has_five_thresholds_and_the_one_asked_for():
    page = Page(threshold_explorer(LABELS, SCORES, threshold=0.37, prevalence=0.1).html)
    assert page.tags.count("tr") == 1 + 6
    assert "0.37" in page.text
    assert "if 10.0% of the patients are ill" in page.text


def waits(order: np.ndarray, urgent: np.ndarray, minutes: float) -> tuple[str, ...]:
    reading_begins = np.empty(len(order))
    reading_begins[order] = minutes * np.arange(len(order))
    wait = reading_begins[urgent]
    return tuple(f"{f(wait):.1f}".removesuffix(".0") + " min" for f in (np.mean, np.median, np.max))


@pytest.mark.parametrize("urgent", [LABELS, SCORES < 0.3])
def test_the_reading_list_counts_minutes_in_both_orders(urgent):
    made = reading_list(LABELS, SCORES, minutes_per_image=4, urgent=urgent)
    by_model = np.argsort(-SCORES, kind="stable")
    for order in (np.arange(300), by_model):
        for who in (urgent, ~urgent):
            assert "".join(waits(order, who, 4)) in Page(made.html).text
    widget = made.widget()
    (toggle,) = buttons(widget)
    arrival = shown(widget)
    toggle.click()
    assert "".join(waits(by_model, urgent, 4)) in shown(widget)
    toggle.click()
    assert shown(widget) == arrival
    assert "".join(waits(np.arange(300), urgent, 4)) in arrival


def test_equal_scores_keep_their_order_of_arrival():
    widget = reading_list([0, 1, 0, 1], [0.5, 0.5, 0.9, 0.5], urgent=[1, 0, 0, 0]).widget()
    buttons(widget)[0].click()
    board = parts(widget, ipywidgets.HTML)[0].value.split("<ol")[1]
    assert re.findall(r"</span>(\d+)<span", board) == ["3", "1", "2", "4"]


def decoded(html: str) -> list[np.ndarray]:
    found = re.findall(r"data:image/png;base64,([^\"]+)", html)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) for data in found]


def test_the_browser_steps_and_stops_at_both_ends():
    widget = image_browser(IMAGES[:3], origin="synthetic", labels=["a<b", "c", "d"]).widget()
    (view,), (previous, following) = parts(widget, ipywidgets.HTML), buttons(widget)
    seen = []
    for button in (previous, following, following, following, previous):
        button.click()
        (picture,) = decoded(view.value)
        seen.append(next(i for i in range(3) if np.array_equal(picture, IMAGES[i])))
    assert seen == [0, 1, 2, 2, 1]
    parts(widget, ipywidgets.IntSlider)[0].value = 1
    assert 'alt="SYNTHETIC image 1 of 3, label: a&lt;b"' in view.value
    assert "Not for clinical use" not in view.value


def test_the_heat_map_is_laid_over_the_image_and_explained():
    widget = image_browser(IMAGES, origin="real", heatmaps=HEAT).widget()
    (view,), (heat,) = parts(widget, ipywidgets.HTML), parts(widget, ipywidgets.Checkbox)
    assert "yellow" not in view.value
    heat.value = True
    (picture,) = decoded(view.value)
    most, least = (np.unravel_index(f(HEAT[0]), HEAT[0].shape) for f in (np.argmax, np.argmin))
    assert picture.shape == (12, 12, 3)
    yellow, violet = (253, 231, 37), (68, 1, 84)
    for place, colour in ((most, yellow), (least, violet)):
        expected = (IMAGES[0][place] + np.array(colour)) / 2
        assert np.abs(picture[place] - expected).max() <= 0.5
    assert "violet" in view.value
    assert "heat map laid over it" in view.value
    assert "Not for clinical use" in view.value


def test_the_static_strip_tells_each_of_its_images():
    html = image_browser(IMAGES, origin="real", labels=LABELS[:10], scores=SCORES[:10]).html
    assert all(np.array_equal(*pair) for pair in zip(decoded(html), IMAGES[:8], strict=True))
    names = ["pneumonia" if label else "no pneumonia" for label in LABELS[:8]]
    expected = [
        f"REAL image {i + 1} of 10, label: {names[i]}, model&#x27;s score: {SCORES[i]:.2f}"  # as html.escape writes it
        for i in range(8)
    ]
    assert re.findall(r'alt="([^"]+)"', html) == expected
    assert "Not for clinical use" in html


@pytest.mark.parametrize("value", [0.0, 0.25, 1.0])
def test_images_of_floats_keep_their_grey(value):
    html = image_browser(np.full((1, 9, 9), value), origin="synthetic").html
    assert np.array_equal(decoded(html)[0], np.full((9, 9), round(255 * value)))


def test_calibration_agrees_with_scikit_learn():
    text = Page(calibration_view(LABELS, SCORES, bins=8).html).text
    observed, said = calibration_curve(LABELS, SCORES, n_bins=8)
    for row in zip(said, observed, strict=True):
        assert f"{row[0]:.2f}{100 * row[1]:.0f}%" in text
    held = np.searchsorted(np.linspace(0, 1, 9)[1:-1], SCORES)
    people = np.bincount(held, minlength=8)
    error = np.average(np.abs(observed - said), weights=people[people > 0])
    assert f"(ECE) {error:.3f}" in text


@pytest.mark.parametrize(
    "ask",
    [
        lambda: threshold_explorer([0, 1, 1], [0.1, 0.2]),
        lambda: threshold_explorer([0, 2], [0.1, 0.2]),
        lambda: threshold_explorer([1, 1], [0.1, 0.2]),
        lambda: threshold_explorer([0, 1], [-1.5, 2.0]),
        lambda: threshold_explorer([0, 1], [0.1, float("nan")]),
        lambda: threshold_explorer(LABELS, SCORES, prevalence=30),
        lambda: threshold_explorer(LABELS, SCORES, threshold="half"),
        lambda: reading_list([0, 0], [0.1, 0.2]),
        lambda: reading_list([0, 1], [0.1, 0.2], urgent=[1]),
        lambda: reading_list([0, 1], [0.1, 0.2], urgent=[1, 1]),
        lambda: reading_list([0, 1], [0.1, 0.2], minutes_per_image=0),
        lambda: image_browser(IMAGES[0], origin="real"),
        lambda: image_browser(IMAGES, origin="fake"),
        lambda: image_browser(IMAGES.astype(float), origin="real"),
        lambda: image_browser(IMAGES, origin="real", labels=[0, 1]),
        lambda: image_browser(IMAGES, origin="real", labels=np.arange(10)),
        lambda: image_browser(IMAGES, origin="real", scores=np.arange(10)),
        lambda: image_browser(IMAGES, origin="real", heatmaps=HEAT[:, :5]),
        lambda: image_browser(IMAGES, origin="real", heatmaps=HEAT * np.nan),
        lambda: calibration_view(LABELS, SCORES, bins=0),
        lambda: calibration_view(LABELS, 2 * SCORES),
        lambda: calibration_view([1, 1], [0.1, 0.2]),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(ask):
    with pytest.raises(MedlabError) as refused:
        ask()
    assert refused.value.text.fr != refused.value.text.en


def test_lists_will_do_and_are_left_as_they_are():
    labels, scores = [0, 1, 1, 0], [0.2, 0.9, 0.4, 0.6]
    for show in (threshold_explorer, reading_list, calibration_view):
        show(labels, scores)
    assert (labels, scores) == ([0, 1, 1, 0], [0.2, 0.9, 0.4, 0.6])


_CELLS = (
    "import numpy as np\nfrom medlab.widgets import *\nlabels, scores = np.arange(20) % 2, np.arange(20) / 20\n"
    "images = np.zeros((20, 9, 9), dtype=np.uint8)",
    "threshold_explorer(labels, scores)",
    "reading_list(labels, scores)",
    "image_browser(images, origin='synthetic', scores=scores, heatmaps=images)",
    "calibration_view(labels, scores)",
)


@pytest.mark.slow
@pytest.mark.parametrize("grading", [False, True])
def test_a_run_without_a_person_shows_static_forms_and_is_silent(grading, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    if grading:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in _CELLS])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [cell.outputs for cell in notebook.cells]
    assert [[output.output_type for output in cell] for cell in outputs] == [[], *[["display_data"]] * 4]
    assert all(set(cell[0].data) == {"text/plain", "text/html"} for cell in outputs[1:])
