"""One exercise of each kind, for the engine's own tests."""

import numpy as np

from grading.exercise import (
    Bands,
    Case,
    Criterion,
    Exercise,
    Module,
    Option,
    Predict,
    Quiz,
    Recipe,
    Statistical,
)
from medlab.language import T

module = Module(
    title=T(fr="Tous les genres", en="All kinds"),
    promise=T(fr="Vérifier le moteur.", en="To check the engine."),
    core_minutes=5,
    memory_mb=100,
    download_mb=0,
    prerequisites=T(fr="aucun", en="none"),
    minutes_source=T(fr="estimé", en="estimated"),
)

sensitivity = Exercise(
    id="90.sensitivity",
    kind="function",
    points=2,
    level=1,
    title=T(fr="Sensibilité", en="Sensitivity"),
    statement=T(fr="Quelle part des malades est signalée ?", en="Which share of the ill is flagged?"),
    signature="def sensitivity(labels, flagged):",
    docstring=T(fr="labels, flagged : tableaux de booléens.", en="labels, flagged: arrays of truth values."),
    hints=[T(fr="Qui est malade ?", en="Who is ill?"), T(fr="Divisez par eux.", en="Divide by them.")],
    why=T(fr="Seuls les malades comptent.", en="Only the ill count."),
)


@sensitivity.reference
def _(labels, flagged):
    return (labels & flagged).sum() / labels.sum()


@sensitivity.also_right
def by_counting(labels, flagged):
    return sum(1 for ill, flag in zip(labels, flagged, strict=True) if ill and flag) / sum(labels)


@sensitivity.mistake(
    "all_patients",
    seen="class",
    text=T(fr="Vous divisez par tous les patients.", en="You divide by all patients."),
)
def _(labels, flagged):
    return (labels & flagged).sum() / len(labels)


@sensitivity.mistake(
    "specificity",
    seen="author",
    text=T(fr="C'est la spécificité.", en="That is the specificity."),
)
def _(labels, flagged):
    return (~labels & ~flagged).sum() / (~labels).sum()


@sensitivity.cases
def _(rng):
    for name, people in (("few", 12), ("many", 60)):
        labels = rng.random(people) < 0.4
        labels[:2] = True, False
        flagged = rng.random(people) < 0.5
        yield Case(T(fr=f"{name} patients", en=f"{name} patients"), labels=labels, flagged=flagged)


bootstrap = Exercise(
    id="90.bootstrap",
    kind="function",
    points=2,
    level=3,
    tolerance=Statistical(),
    title=T(fr="Bootstrap", en="Bootstrap"),
    statement=T(fr="L'erreur type de la moyenne.", en="The standard error of the mean."),
    signature="def standard_error(values, rng):",
    hints=[T(fr="Tirez avec remise.", en="Draw with replacement.")],
)


@bootstrap.reference
def _(values, rng):
    means = [rng.choice(values, len(values)).mean() for _ in range(300)]
    return np.std(means)


@bootstrap.mistake("deviation", seen="author", text=T(fr="C'est l'écart-type.", en="That is the standard deviation."))
def _(values, rng):
    return rng.choice(values, len(values)).std()


@bootstrap.cases
def _(rng):
    values = rng.normal(130, 20, 80)
    yield Case("pressures", values=values, rng=Recipe("numpy.random.default_rng", {"seed": int(rng.integers(1e6))}))


ranking = Exercise(
    id="90.ranking",
    kind="predictions",
    points=3,
    level=3,
    tolerance=Bands("medlab.metrics.roc_auc", ((0.7, 0.5), (0.9, 1.0))),
    title=T(fr="Prédire", en="Predict"),
    statement=T(fr="Donnez un score à chaque patient.", en="Give each patient a score."),
    signature="def scores(x):",
    hints=[T(fr="La première colonne.", en="The first column.")],
)


@ranking.reference
def _(x):
    return x[:, 0]


@ranking.mistake("second", seen="author", text=T(fr="Mauvaise colonne.", en="Wrong column."))
def _(x):
    return x[:, 1]


@ranking.cases
def _(rng):
    truth = rng.random(80) < 0.5
    yield Case("cohort", truth=truth, x=np.column_stack([truth + rng.normal(0, 0.3, 80), rng.normal(size=80)]))


deaths = Exercise(
    id="90.deaths",
    kind="value",
    points=1,
    level=1,
    name="deaths",
    title=T(fr="Décès", en="Deaths"),
    statement=T(fr="Combien de décès ?", en="How many deaths?"),
)


@deaths.reference
def _():
    return 215


@deaths.mistake("alive", seen="author", text=T(fr="Ce sont les vivants.", en="Those are alive."))
def _():
    return 285


design = Exercise(
    id="90.design",
    kind="choice",
    points=0.5,
    level=1,
    name="design",
    title=T(fr="Plan", en="Design"),
    statement=T(fr="Quel plan ?", en="Which design?"),
    options=[
        Option(T(fr="Essai", en="Trial"), T(fr="Tirage au sort.", en="Drawn by lot."), right=True),
        Option(T(fr="Cohorte", en="Cohort"), T(fr="Pas de tirage au sort.", en="Not drawn by lot.")),
    ],
)

letter = Exercise(
    id="90.letter",
    kind="essay",
    points=2,
    level=2,
    title=T(fr="Lettre", en="Letter"),
    statement=T(fr="Écrivez au patient.", en="Write to the patient."),
    rubric=[Criterion(1, T(fr="Clair", en="Clear")), Criterion(1, T(fr="Juste", en="Right"))],
)

quiz = Quiz(
    id="90.q_first",
    question=T(fr="Oui ?", en="Yes?"),
    options=[
        Option(T(fr="Oui", en="Yes"), T(fr="Bien.", en="Good."), right=True),
        Option(T(fr="Non", en="No"), T(fr="Hélas.", en="Alas.")),
    ],
)

guess = Predict(
    id="90.p_first",
    question=T(fr="Combien ?", en="How many?"),
    options=[T(fr="Peu", en="Few"), T(fr="Beaucoup", en="Many")],
    after=T(fr="Voyons.", en="Let us see."),
)
