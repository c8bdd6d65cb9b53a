"""Module 02, imaging diagnosis: pneumonia on children's chest radiographs, from the first look to the reading list."""

import numpy as np

from grading.exercise import Bands, Case, Criterion, Exercise, Module, Option, Predict, Quiz, Recipe
from medlab.language import T

module = Module(
    title=T(
        fr="Diagnostic par l'image : la pneumonie sur la radiographie thoracique de l'enfant",
        en="Imaging diagnosis: pneumonia on the chest radiographs of children",
    ),
    promise=T(
        fr="À la fin, vous saurez dire ce que vaut un modèle qui lit des radiographies, à quel seuil, pour quels enfants, et ce qu'il ne faut pas lui confier.",
        en="By the end, you will be able to say what a model that reads radiographs is worth, at which threshold, for which children, and what must not be left to it.",
    ),
    core_minutes=90,
    further_minutes=75,
    memory_mb=1000,
    download_mb=4.2,
    prerequisites=T(
        fr="Module 00 : masques, moyennes, intervalles.",
        en="Module 00: masks, means, intervals.",
    ),
    minutes_source=T(fr="estimé", en="estimated"),
    data=("pneumoniamnist", "pneumonia_scores"),
)

# --- Right and wrong, counted ----------------------------------------------------------------------------------------

sensitivity = Exercise(
    id="02.sensitivity",
    kind="function",
    points=1,
    level=1,
    title=T(fr="Sensibilité", en="Sensitivity"),
    statement=T(
        fr="`labels` est un masque, vrai pour les enfants malades ; `flagged` un masque de même longueur, vrai pour ceux que "
        "le modèle signale. La première ligne est écrite : `caught` est vrai pour les malades signalés.\n\n"
        "Remplacez `...` pour renvoyer la **sensibilité** : parmi les *malades*, la part de ceux que le modèle signale. "
        "Il y a toujours au moins un malade.",
        en="`labels` is a mask, true for the children who are ill; `flagged` a mask of the same length, true for those whom the "
        "model flags. The first line is written: `caught` is true for the ill who are flagged.\n\n"
        "Replace `...` to return the **sensitivity**: among the *ill*, the share whom the model flags. "
        "At least one child is always ill.",
    ),
    signature="def sensitivity(labels, flagged):",
    docstring=T(
        fr="Part des malades que le modèle signale.\n\nlabels : masque de n valeurs, True pour les malades.\n"
        "flagged : masque de n valeurs, True pour les signalés.\nRenvoie : un nombre entre 0 et 1.",
        en="Share of the ill whom the model flags.\n\nlabels: mask of n values, True for the ill.\n"
        "flagged: mask of n values, True for the flagged.\nReturns: a number between 0 and 1.",
    ),
    given="caught = labels & flagged",
    hints=[
        T(
            fr="« Parmi les malades » : qui est au dénominateur ? Combien sont-ils ?",
            en='"Among the ill": who is in the denominator? How many are they?',
        ),
        T(
            fr="`caught.sum()` compte les malades signalés, `labels.sum()` compte les malades.",
            en="`caught.sum()` counts the ill who are flagged, `labels.sum()` counts the ill.",
        ),
        T(
            fr="La ligne ressemble à : `return caught.sum() / ...`",
            en="The line looks like: `return caught.sum() / ...`",
        ),
    ],
    why=T(
        fr="La sensibilité ne regarde que les malades : elle ne change pas si l'on ajoute mille enfants sains au fichier. "
        "C'est ce qui la distingue de l'exactitude et de la valeur prédictive.",
        en="Sensitivity looks at the ill only: it does not change if a thousand healthy children are added to the file. "
        "That is what sets it apart from accuracy and from the predictive value.",
    ),
)


@sensitivity.reference
def _(labels, flagged):
    caught = labels & flagged
    return caught.sum() / labels.sum()


@sensitivity.also_right
def by_selecting(labels, flagged):
    return flagged[labels].mean()


@sensitivity.mistake(
    "all_patients",
    seen="author",
    text=T(
        fr="Le numérateur est juste (les malades signalés), mais vous divisez par *tous* les enfants. Au dénominateur, "
        "seulement les malades : `labels.sum()`.",
        en="The numerator is right (the ill who are flagged) but you divide by *all* children. In the denominator, only the "
        "ill: `labels.sum()`.",
    ),
)
def _(labels, flagged):
    return (labels & flagged).mean()


@sensitivity.mistake(
    "predictive_value",
    seen="author",
    text=T(
        fr="Vous divisez par les enfants *signalés* : c'est la valeur prédictive positive, la part de vrais malades parmi "
        "les alertes. La sensibilité part des malades, et demande combien on en signale.",
        en="You divide by the children who are *flagged*: that is the positive predictive value, the share of truly ill "
        "among the alerts. Sensitivity starts from the ill, and asks how many are flagged.",
    ),
)
def _(labels, flagged):
    return (labels & flagged).sum() / flagged.sum()


@sensitivity.mistake(
    "specificity",
    seen="author",
    text=T(
        fr="C'est la spécificité : la part des non-malades que le modèle laisse tranquilles. On demande la part des "
        "*malades* qu'il signale.",
        en="That is the specificity: the share of the healthy whom the model leaves alone. What is asked is the share of the "
        "*ill* whom it flags.",
    ),
)
def _(labels, flagged):
    return (~labels & ~flagged).sum() / (~labels).sum()


@sensitivity.mistake(
    "accuracy",
    seen="author",
    text=T(
        fr="C'est l'exactitude : la part de réponses justes parmi tous les enfants, malades et sains confondus.",
        en="That is the accuracy: the share of right answers among all children, ill and healthy together.",
    ),
)
def _(labels, flagged):
    return (labels == flagged).mean()


def _night(rng, caught, missed, alarms, cleared):
    """Masks `labels` and `flagged`, shuffled, with these counts of children."""
    counts = [caught, missed, alarms, cleared]
    labels = np.repeat([True, True, False, False], counts)
    flagged = np.repeat([True, False, True, False], counts)
    order = rng.permutation(len(labels))
    return {"labels": labels[order], "flagged": flagged[order]}


@sensitivity.cases
def _(rng):
    yield Case(
        T(fr="beaucoup de malades", en="many are ill"),
        **_night(rng, int(rng.integers(11, 16)), int(rng.integers(2, 5)), int(rng.integers(3, 6)), 6),
    )
    yield Case(
        T(fr="peu de malades", en="few are ill"),
        **_night(rng, int(rng.integers(2, 5)), 1, int(rng.integers(5, 9)), int(rng.integers(14, 19))),
    )
    yield Case(
        T(fr="aucun malade signalé", en="none of the ill is flagged"),
        **_night(rng, 0, int(rng.integers(2, 6)), int(rng.integers(2, 5)), int(rng.integers(7, 11))),
    )


balanced_accuracy = Exercise(
    id="02.balanced_accuracy",
    kind="function",
    points=1,
    level=1,
    title=T(fr="L'exactitude équilibrée", en="Balanced accuracy"),
    statement=T(
        fr="Un outil qui répond toujours « pneumonie » a une sensibilité de 1 et une spécificité de 0. L'**exactitude "
        "équilibrée** est la moyenne des deux : l'outil paresseux y obtient 0,5, quelle que soit la proportion de malades.\n\n"
        "La première ligne calcule la sensibilité. Calculez la **spécificité** (parmi les *non-malades*, la part de ceux que le "
        "modèle ne signale pas), puis renvoyez la moyenne des deux.",
        en='A tool that always answers "pneumonia" has a sensitivity of 1 and a specificity of 0. **Balanced accuracy** is the '
        "mean of the two: the lazy tool scores 0.5, whatever the proportion of ill children.\n\n"
        "The first line computes the sensitivity. Compute the **specificity** (among the *healthy*, the share whom the model "
        "does not flag), then return the mean of the two.",
    ),
    signature="def balanced_accuracy(labels, flagged):",
    docstring=T(
        fr="Moyenne de la sensibilité et de la spécificité.\n\nlabels : masque de n valeurs, True pour les malades.\n"
        "flagged : masque de n valeurs, True pour les signalés.\nRenvoie : un nombre entre 0 et 1.",
        en="Mean of sensitivity and specificity.\n\nlabels: mask of n values, True for the ill.\n"
        "flagged: mask of n values, True for the flagged.\nReturns: a number between 0 and 1.",
    ),
    given="ill_flagged = flagged[labels].mean()",
    hints=[
        T(
            fr="Quel masque est vrai pour les non-malades ? Et quel masque pour les enfants non signalés ?",
            en="Which mask is true for the healthy? And which for the children who are not flagged?",
        ),
        T(
            fr="`~labels` est vrai pour les non-malades ; `flagged[~labels]` ne garde qu'eux. Combien, parmi eux, *ne* sont "
            "*pas* signalés ?",
            en="`~labels` is true for the healthy; `flagged[~labels]` keeps only them. How many of them are *not* flagged?",
        ),
        T(
            fr="Deux lignes : `healthy_cleared = 1 - flagged[~labels].mean()`, puis la moyenne des deux nombres, "
            "`(... + ...) / 2`.",
            en="Two lines: `healthy_cleared = 1 - flagged[~labels].mean()`, then the mean of the two numbers, "
            "`(... + ...) / 2`.",
        ),
    ],
    why=T(
        fr="Malades et non-malades pèsent autant, qu'ils soient mille ou dix. L'exactitude simple, elle, suit le groupe le plus "
        "nombreux : sur nos 624 enfants, répondre toujours « pneumonie » donne 62,5 %.",
        en="The ill and the healthy weigh the same, be they a thousand or ten. Plain accuracy follows the larger group: on our "
        '624 children, always answering "pneumonia" gives 62.5%.',
    ),
)


@balanced_accuracy.reference
def _(labels, flagged):
    ill_flagged = flagged[labels].mean()
    healthy_cleared = (~flagged[~labels]).mean()
    return (ill_flagged + healthy_cleared) / 2


@balanced_accuracy.also_right
def by_counting(labels, flagged):
    specificity = (~labels & ~flagged).sum() / (~labels).sum()
    return 0.5 * (labels & flagged).sum() / labels.sum() + 0.5 * specificity


@balanced_accuracy.mistake(
    "accuracy",
    seen="author",
    text=T(
        fr="C'est l'exactitude simple : la part de réponses justes. Le groupe le plus nombreux y décide de tout. Faites d'abord "
        "une moyenne dans chaque groupe, puis la moyenne des deux.",
        en="That is plain accuracy: the share of right answers. The larger group decides. Take a mean within each group first, "
        "then the mean of the two.",
    ),
)
def _(labels, flagged):
    return (labels == flagged).mean()


@balanced_accuracy.mistake(
    "false_alarms",
    seen="author",
    text=T(
        fr="Vous prenez la part des non-malades *signalés*, c'est-à-dire 1 moins la spécificité. Retournez-la : "
        "`1 - flagged[~labels].mean()`.",
        en="You take the share of the healthy who *are* flagged, that is 1 minus the specificity. Turn it round: "
        "`1 - flagged[~labels].mean()`.",
    ),
)
def _(labels, flagged):
    return (flagged[labels].mean() + flagged[~labels].mean()) / 2


@balanced_accuracy.mistake(
    "sum",
    seen="author",
    text=T(
        fr="Vous additionnez sensibilité et spécificité sans diviser par 2 : le résultat peut dépasser 1. (Moins 1, cette somme "
        "est l'indice de Youden.)",
        en="You add sensitivity and specificity without dividing by 2: the result can exceed 1. (Minus 1, this sum is Youden's "
        "index.)",
    ),
)
def _(labels, flagged):
    return flagged[labels].mean() + 1 - flagged[~labels].mean()


@balanced_accuracy.mistake(
    "negatives_over_cleared",
    seen="author",
    text=T(
        fr="À la place de la spécificité, vous prenez la part de non-malades parmi les enfants *non signalés* : c'est la valeur "
        "prédictive négative. La spécificité part des non-malades.",
        en="In place of the specificity you take the share of healthy among the children *not flagged*: that is the negative "
        "predictive value. Specificity starts from the healthy.",
    ),
)
def _(labels, flagged):
    return (flagged[labels].mean() + (~labels[~flagged]).mean()) / 2


@balanced_accuracy.cases
def _(rng):
    yield Case(
        T(fr="beaucoup de malades", en="many are ill"),
        **_night(rng, int(rng.integers(14, 19)), int(rng.integers(2, 5)), 2, int(rng.integers(3, 7))),
    )
    yield Case(
        T(fr="peu de malades", en="few are ill"),
        **_night(rng, int(rng.integers(2, 4)), 1, int(rng.integers(4, 7)), int(rng.integers(15, 20))),
    )


# --- Another prevalence ----------------------------------------------------------------------------------------------

predictive_values = Exercise(
    id="02.predictive_values",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Valeurs prédictives, à la prévalence de votre service", en="Predictive values, at your own prevalence"),
    statement=T(
        fr="Imaginez cent enfants (ou un million : seules les parts comptent). Une part `prevalence` d'entre eux est malade. Le "
        "modèle signale une part `sensitivity` des malades, et *ne* signale *pas* une part `specificity` des autres.\n\n"
        "Renvoyez deux nombres, dans cet ordre :\n\n"
        "- la **VPP**, valeur prédictive positive : parmi les *signalés*, la part de malades ;\n"
        "- la **VPN**, valeur prédictive négative : parmi les *non signalés*, la part de non-malades.\n\n"
        "Conseil : calculez d'abord quatre parts de la population (malades signalés, malades manqués, fausses alertes, vrais "
        "négatifs). Pour renvoyer deux nombres : `return ppv, npv`.",
        en="Imagine a hundred children (or a million: only shares count). A share `prevalence` of them is ill. The model flags a "
        "share `sensitivity` of the ill, and does *not* flag a share `specificity` of the others.\n\n"
        "Return two numbers, in this order:\n\n"
        "- the **PPV**, positive predictive value: among the *flagged*, the share of ill;\n"
        "- the **NPV**, negative predictive value: among those *not flagged*, the share of healthy.\n\n"
        "Advice: first compute four shares of the population (ill and flagged, ill and missed, false alarms, true negatives). "
        "To return two numbers: `return ppv, npv`.",
    ),
    signature="def predictive_values(sensitivity, specificity, prevalence):",
    docstring=T(
        fr="Valeurs prédictives positive et négative.\n\nsensitivity, specificity : nombres entre 0 et 1.\n"
        "prevalence : part de malades parmi les enfants radiographiés, entre 0 et 1 (exclus).\n"
        "Renvoie : deux nombres entre 0 et 1, VPP puis VPN.",
        en="Positive and negative predictive values.\n\nsensitivity, specificity: numbers between 0 and 1.\n"
        "prevalence: share of ill among the children X-rayed, between 0 and 1 (excluded).\n"
        "Returns: two numbers between 0 and 1, PPV then NPV.",
    ),
    hints=[
        T(
            fr="Sur l'ensemble des enfants, quelle part est à la fois malade *et* signalée ? C'est un produit de deux nombres.",
            en="Of all children, what share is both ill *and* flagged? It is a product of two numbers.",
        ),
        T(
            fr="`caught = sensitivity * prevalence` et `alarms = (1 - specificity) * (1 - prevalence)` : à eux deux, ce sont "
            "tous les enfants signalés.",
            en="`caught = sensitivity * prevalence` and `alarms = (1 - specificity) * (1 - prevalence)`: together they are all "
            "the children flagged.",
        ),
        T(
            fr="La VPP est `caught / (caught + alarms)`. Pour la VPN, faites de même avec les enfants non signalés : "
            "`missed = (1 - sensitivity) * prevalence` et `cleared = specificity * (1 - prevalence)`.",
            en="The PPV is `caught / (caught + alarms)`. For the NPV, do the same with the children not flagged: "
            "`missed = (1 - sensitivity) * prevalence` and `cleared = specificity * (1 - prevalence)`.",
        ),
    ],
    why=T(
        fr="C'est le théorème de Bayes, compté sur une population. Sensibilité et spécificité peuvent voyager d'un service à "
        "l'autre (si les enfants et les appareils se ressemblent) ; les valeurs prédictives, jamais sans la prévalence.",
        en="This is Bayes' theorem, counted on a population. Sensitivity and specificity may travel from one department to "
        "another (if children and machines are alike); predictive values never travel without the prevalence.",
    ),
)


@predictive_values.reference
def _(sensitivity, specificity, prevalence):
    caught = sensitivity * prevalence
    missed = (1 - sensitivity) * prevalence
    alarms = (1 - specificity) * (1 - prevalence)
    cleared = specificity * (1 - prevalence)
    return caught / (caught + alarms), cleared / (cleared + missed)


@predictive_values.also_right
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence)
    after_positive = odds * sensitivity / (1 - specificity)
    after_negative = odds * (1 - sensitivity) / specificity
    return [after_positive / (1 + after_positive), 1 / (1 + after_negative)]


@predictive_values.mistake(
    "prevalence_ignored",
    seen="author",
    text=T(
        fr="Vos valeurs ne changent pas avec la prévalence : elles supposent autant de malades que de non-malades. Multipliez "
        "les malades par `prevalence` et les autres par `1 - prevalence`.",
        en="Your values do not change with the prevalence: they suppose as many ill as healthy. Multiply the ill by "
        "`prevalence` and the others by `1 - prevalence`.",
    ),
)
def _(sensitivity, specificity, prevalence):
    return sensitivity / (sensitivity + 1 - specificity), specificity / (specificity + 1 - sensitivity)


@predictive_values.mistake(
    "prevalence_of_the_file",
    seen="author",
    text=T(
        fr="Vous calculez avec la prévalence de notre fichier de test (390 malades sur 624), quelle que soit celle qu'on vous "
        "donne. Dans votre service, les enfants radiographiés ne sont pas ceux de Guangzhou.",
        en="You compute with the prevalence of our test file (390 ill out of 624) whatever the one you are given. In your "
        "department, the children X-rayed are not those of Guangzhou.",
    ),
)
def _(sensitivity, specificity, prevalence):
    p = 390 / 624
    ppv = sensitivity * p / (sensitivity * p + (1 - specificity) * (1 - p))
    return ppv, specificity * (1 - p) / (specificity * (1 - p) + (1 - sensitivity) * p)


@predictive_values.mistake(
    "swapped",
    seen="author",
    text=T(
        fr="Les deux nombres sont justes, dans l'ordre inverse : on demande la VPP, puis la VPN.",
        en="Both numbers are right, in the reverse order: the PPV is asked first, then the NPV.",
    ),
)
def _(sensitivity, specificity, prevalence):
    caught, alarms = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    missed, cleared = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    return cleared / (cleared + missed), caught / (caught + alarms)


@predictive_values.mistake(
    "specificity_for_alarms",
    seen="author",
    text=T(
        fr="Pour les fausses alertes, vous prenez `specificity` au lieu de `1 - specificity` (et pour les malades manqués, "
        "`sensitivity` au lieu de `1 - sensitivity`). La spécificité est la part des non-malades qui ne sont *pas* signalés.",
        en="For the false alarms you take `specificity` instead of `1 - specificity` (and for the ill who are missed, "
        "`sensitivity` instead of `1 - sensitivity`). Specificity is the share of the healthy who are *not* flagged.",
    ),
)
def _(sensitivity, specificity, prevalence):
    caught, cleared = sensitivity * prevalence, specificity * (1 - prevalence)
    return caught / (caught + cleared), cleared / (cleared + caught)


@predictive_values.mistake(
    "shares_of_everyone",
    seen="author",
    text=T(
        fr="Vous renvoyez des parts de *tous* les enfants (malades signalés, vrais négatifs). Une valeur prédictive se divise par "
        "les signalés, ou par les non-signalés, seulement.",
        en="You return shares of *all* children (ill and flagged, true negatives). A predictive value is divided by the flagged, "
        "or by those not flagged, only.",
    ),
)
def _(sensitivity, specificity, prevalence):
    return sensitivity * prevalence, specificity * (1 - prevalence)


def _hundredths(rng, low, high):
    return int(rng.integers(low, high)) / 100


@predictive_values.cases
def _(rng):
    families = [
        (T(fr="un fichier plein de malades", en="a file full of ill children"), 66, 78),
        (T(fr="des urgences pédiatriques", en="a paediatric emergency department"), 10, 20),
        (T(fr="une maladie rare", en="a rare disease"), 1, 4),
    ]
    for family, low, high in families:
        sens, spec = _hundredths(rng, 86, 99), _hundredths(rng, 71, 85)
        yield Case(family, sensitivity=sens, specificity=spec, prevalence=_hundredths(rng, low, high))


# --- Every threshold at once -----------------------------------------------------------------------------------------

auc = Exercise(
    id="02.auc",
    kind="function",
    points=2,
    level=2,
    title=T(fr="L'aire sous la courbe, sans courbe", en="The area under the curve, without the curve"),
    statement=T(
        fr="Tirez au hasard un malade et un non-malade. L'**AUC** est la probabilité que le malade ait le score le plus élevé, "
        "une égalité comptant pour moitié.\n\n"
        "Les deux premières lignes rangent les scores des malades en *colonne* (c'est le rôle de `[:, None]`) et ceux des "
        "non-malades en ligne. Alors `ill > healthy` est un tableau de toutes les paires : une ligne par malade, une colonne "
        "par non-malade, `True` là où le malade a le score le plus haut.\n\n"
        "Renvoyez l'AUC : la part des paires gagnées, plus la moitié de la part des paires à égalité.",
        en="Draw one ill and one healthy child at random. The **AUC** is the chance that the ill one has the higher score, a tie "
        "counting half.\n\n"
        "The first two lines put the scores of the ill in a *column* (that is what `[:, None]` does) and those of the healthy in "
        "a row. Then `ill > healthy` is a table of all pairs: one row per ill child, one column per healthy child, `True` where "
        "the ill one has the higher score.\n\n"
        "Return the AUC: the share of pairs won, plus half of the share of tied pairs.",
    ),
    signature="def auc(labels, scores):",
    docstring=T(
        fr="Aire sous la courbe ROC.\n\nlabels : masque de n valeurs, True pour les malades.\n"
        "scores : tableau de n nombres, d'autant plus élevés que la maladie est probable.\nRenvoie : un nombre entre 0 et 1.",
        en="Area under the ROC curve.\n\nlabels: mask of n values, True for the ill.\n"
        "scores: array of n numbers, higher means more likely ill.\nReturns: a number between 0 and 1.",
    ),
    given="ill = scores[labels][:, None]\nhealthy = scores[~labels]",
    hints=[
        T(
            fr="`ill > healthy` est un tableau de `True` et de `False`. Que donne sa moyenne ?",
            en="`ill > healthy` is a table of `True` and `False`. What does its mean give?",
        ),
        T(
            fr="Les égalités sont dans `ill == healthy` (deux signes égal) ; leur part est aussi une moyenne.",
            en="Ties are in `ill == healthy` (two equals signs); their share is a mean too.",
        ),
        T(
            fr="`won = (ill > healthy).mean()`, `tied = (ill == healthy).mean()`, puis `return won + ... / 2`",
            en="`won = (ill > healthy).mean()`, `tied = (ill == healthy).mean()`, then `return won + ... / 2`",
        ),
    ],
    why=T(
        fr="C'est la statistique de Mann et Whitney, et c'est exactement l'aire sous la courbe ROC (Hanley et McNeil, 1982). Un "
        "modèle au hasard gagne une paire sur deux : 0,5. L'AUC ne dépend ni du seuil, ni de la proportion de malades, ni de "
        "l'échelle des scores : seul leur ordre compte.",
        en="This is the Mann-Whitney statistic, and it is exactly the area under the ROC curve (Hanley and McNeil, 1982). A model "
        "at random wins one pair in two: 0.5. The AUC depends neither on the threshold, nor on the proportion of ill children, "
        "nor on the scale of the scores: only their order counts.",
    ),
)


@auc.reference
def _(labels, scores):
    ill = scores[labels][:, None]
    healthy = scores[~labels]
    won = (ill > healthy).mean()
    tied = (ill == healthy).mean()
    return won + tied / 2


@auc.also_right
def by_loops(labels, scores):
    won = 0
    pairs = [(one, other) for one in scores[labels] for other in scores[~labels]]
    for one, other in pairs:
        won += 1 if one > other else 0.5 if one == other else 0
    return won / len(pairs)


@auc.mistake(
    "ties_lost",
    seen="author",
    text=T(
        fr="Vous comptez les égalités comme perdues. Quand deux enfants ont le même score, le modèle ne sait pas choisir : une "
        "demi-victoire. Ajoutez `(ill == healthy).mean() / 2`.",
        en="You count ties as lost. When two children have the same score the model can't choose: half a win. Add "
        "`(ill == healthy).mean() / 2`.",
    ),
)
def _(labels, scores):
    return (scores[labels][:, None] > scores[~labels]).mean()


@auc.mistake(
    "ties_won",
    seen="author",
    text=T(
        fr="Vous comptez les égalités comme gagnées (`>=`) : un modèle qui donne à tous le même score aurait une AUC de 1. Une "
        "égalité compte pour moitié.",
        en="You count ties as won (`>=`): a model that gives everybody the same score would have an AUC of 1. A tie counts half.",
    ),
)
def _(labels, scores):
    return (scores[labels][:, None] >= scores[~labels]).mean()


@auc.mistake(
    "upside_down",
    seen="author",
    text=T(
        fr="Votre AUC est à l'envers (1 moins la bonne) : vous comptez les paires où le *non-malade* a le score le plus haut. Ici, "
        "un score élevé veut dire « malade ».",
        en="Your AUC is upside down (1 minus the right one): you count the pairs in which the *healthy* child has the higher "
        'score. Here a high score means "ill".',
    ),
)
def _(labels, scores):
    ill, healthy = scores[labels][:, None], scores[~labels]
    return (ill < healthy).mean() + (ill == healthy).mean() / 2


@auc.mistake(
    "count",
    seen="author",
    text=T(
        fr="Vous renvoyez un *nombre* de paires. L'AUC est une part : prenez la moyenne du tableau (`.mean()`), pas sa somme.",
        en="You return a *number* of pairs. The AUC is a share: take the mean of the table (`.mean()`), not its sum.",
    ),
)
def _(labels, scores):
    ill, healthy = scores[labels][:, None], scores[~labels]
    return (ill > healthy).sum() + (ill == healthy).sum() / 2


@auc.mistake(
    "accuracy",
    seen="author",
    text=T(
        fr="C'est l'exactitude au seuil 0,5. L'AUC n'a pas de seuil : elle compare les malades et les non-malades deux à deux.",
        en="That is the accuracy at threshold 0.5. The AUC has no threshold: it compares the ill and the healthy two by two.",
    ),
)
def _(labels, scores):
    return ((scores >= 0.5) == labels).mean()


def _scored(rng, ill, healthy, *, shift, digits):
    """Labels and scores in (0, 1), shuffled; `shift` sets the ill apart, few `digits` make ties."""
    labels = np.repeat([True, False], [ill, healthy])
    scores = 1 / (1 + np.exp(-rng.normal(np.where(labels, shift, 0), 1.2)))
    order = rng.permutation(len(labels))
    return labels[order], scores.round(digits)[order]


@auc.cases
def _(rng):
    labels, scores = _scored(rng, int(rng.integers(6, 12)), int(rng.integers(7, 12)), shift=1.5, digits=4)
    yield Case(T(fr="un modèle utile", en="a useful model"), labels=labels, scores=scores)
    labels, scores = _scored(rng, int(rng.integers(9, 13)), int(rng.integers(9, 13)), shift=0.8, digits=1)
    scores[labels.argmax()] = scores[labels.argmin()]
    yield Case(T(fr="des scores à égalité", en="tied scores"), labels=labels, scores=scores)
    labels, scores = _scored(rng, int(rng.integers(5, 9)), int(rng.integers(8, 13)), shift=-1, digits=4)
    yield Case(T(fr="pire que le hasard", en="worse than chance"), labels=labels, scores=scores)


# --- One threshold ---------------------------------------------------------------------------------------------------

threshold_for = Exercise(
    id="02.threshold_for",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Le seuil d'une sensibilité voulue", en="The threshold for a wanted sensitivity"),
    statement=T(
        fr="On signale un enfant quand son score est **supérieur ou égal** au seuil. Plus le seuil est haut, moins il y a de "
        "fausses alertes, et plus on manque de malades.\n\n"
        "Renvoyez le **plus haut seuil** auquel la sensibilité atteint au moins `wanted`. Le seuil sera toujours le score de l'un "
        "des malades : la première ligne les sélectionne. `max(...)` donne le plus grand élément d'une liste.",
        en="A child is flagged when the score is **at or above** the threshold. The higher the threshold, the fewer the false "
        "alarms, and the more ill children are missed.\n\n"
        "Return the **highest threshold** at which the sensitivity is at least `wanted`. The threshold will always be the score of "
        "one of the ill: the first line selects them. `max(...)` gives the largest item of a list.",
    ),
    signature="def threshold_for(labels, scores, wanted):",
    docstring=T(
        fr="Plus haut seuil dont la sensibilité est au moins `wanted`.\n\nlabels : masque de n valeurs, True pour les malades.\n"
        "scores : tableau de n nombres.\nwanted : sensibilité voulue, entre 0 (exclu) et 1.\n"
        "Renvoie : un nombre, l'un des scores des malades.",
        en="Highest threshold whose sensitivity is at least `wanted`.\n\nlabels: mask of n values, True for the ill.\n"
        "scores: array of n numbers.\nwanted: sensitivity wanted, between 0 (excluded) and 1.\n"
        "Returns: a number, one of the scores of the ill.",
    ),
    given="ill = scores[labels]",
    hints=[
        T(
            fr="Si le seuil est `t`, quelle est la sensibilité ? Écrivez-la avec `ill` et une moyenne de masque.",
            en="If the threshold is `t`, what is the sensitivity? Write it with `ill` and the mean of a mask.",
        ),
        T(
            fr="La sensibilité au seuil `t` est `(ill >= t).mean()`. Quels scores de malades, pris comme seuil, la rendent "
            "suffisante ?",
            en="The sensitivity at threshold `t` is `(ill >= t).mean()`. Which scores of the ill, taken as threshold, make it "
            "sufficient?",
        ),
        T(
            fr="Une liste se filtre ainsi : `good = [t for t in ill if (ill >= t).mean() >= wanted]`. Il reste à en prendre le plus "
            "grand.",
            en="A list is filtered like this: `good = [t for t in ill if (ill >= t).mean() >= wanted]`. The largest remains to be "
            "taken.",
        ),
    ],
    why=T(
        fr="On essaie chaque score de malade comme seuil, on garde ceux qui suffisent, et l'on prend le plus haut : il épargne le "
        "plus de non-malades. Le seuil n'est pas une propriété du modèle ; c'est un choix clinique, qui dit ce que l'on "
        "préfère manquer et ce que l'on préfère déranger.",
        en="Each score of an ill child is tried as a threshold, those that suffice are kept, and the highest is taken: it spares "
        "the most healthy children. The threshold is not a property of the model; it is a clinical choice, which says what one "
        "would rather miss and whom one would rather disturb.",
    ),
)


@threshold_for.reference
def _(labels, scores, wanted):
    ill = scores[labels]
    good = [t for t in ill if (ill >= t).mean() >= wanted]
    return max(good)


@threshold_for.also_right
def by_descending(labels, scores, wanted):
    ill = scores[labels]
    for threshold in sorted(ill, reverse=True):
        if (ill >= threshold).sum() / len(ill) >= wanted:
            return threshold


@threshold_for.mistake(
    "every_patient",
    seen="author",
    text=T(
        fr="Vous comptez parmi *tous* les enfants : votre seuil signale la part voulue du fichier, pas la part voulue des malades.",
        en="You count among *all* children: your threshold flags the wanted share of the file, not the wanted share of the ill.",
    ),
)
def _(labels, scores, wanted):
    return max(t for t in scores if (scores >= t).mean() >= wanted)


@threshold_for.mistake(
    "lowest",
    seen="author",
    text=T(
        fr="Vous prenez le plus *bas* score de malade : il suffit toujours (aucun malade n'est manqué), mais c'est le seuil qui "
        "donne le plus de fausses alertes. On demande le plus haut qui suffit.",
        en="You take the *lowest* score of an ill child: it always suffices (no ill child is missed), but this threshold gives the "
        "most false alarms. The highest that suffices is asked.",
    ),
)
def _(labels, scores, wanted):
    return min(scores[labels])


@threshold_for.mistake(
    "strictly_above",
    seen="author",
    text=T(
        fr="Vous comptez les malades *strictement au-dessus* du seuil. Un score égal au seuil est signalé : écrivez `>=`. Votre "
        "seuil est un cran trop bas.",
        en="You count the ill *strictly above* the threshold. A score equal to the threshold is flagged: write `>=`. Your "
        "threshold is one step too low.",
    ),
)
def _(labels, scores, wanted):
    ill = scores[labels]
    return max([t for t in ill if (ill > t).mean() >= wanted], default=min(ill))


@threshold_for.mistake(
    "quantile",
    seen="author",
    text=T(
        fr="`np.quantile` tombe entre deux scores, et la sensibilité obtenue peut être *inférieure* à celle voulue. On demande au "
        "moins `wanted` : essayez les scores des malades un à un.",
        en="`np.quantile` falls between two scores, and the sensitivity obtained may be *below* the one wanted. At least `wanted` "
        "is asked: try the scores of the ill one by one.",
    ),
)
def _(labels, scores, wanted):
    return np.quantile(scores[labels], 1 - wanted)


@threshold_for.mistake(
    "specificity",
    seen="author",
    text=T(
        fr="Vous réglez le seuil sur les *non-malades*. La sensibilité se compte sur les malades, `scores[labels]`.",
        en="You set the threshold on the *healthy*. Sensitivity is counted on the ill, `scores[labels]`.",
    ),
)
def _(labels, scores, wanted):
    healthy = scores[~labels]
    return max(t for t in healthy if (healthy >= t).mean() >= wanted)


@threshold_for.cases
def _(rng):
    for family, wanted, digits in (
        (T(fr="sensibilité de 90 %", en="sensitivity of 90%"), 0.9, 4),
        (T(fr="sensibilité de 75 %, scores à égalité", en="sensitivity of 75%, tied scores"), 0.75, 1),
    ):
        labels, scores = _scored(rng, int(rng.integers(13, 19)), int(rng.integers(9, 14)), shift=1.6, digits=digits)
        yield Case(family, labels=labels, scores=scores, wanted=wanted)


held_out = Exercise(
    id="02.held_out",
    kind="function",
    points=3,
    level=3,
    further=True,
    title=T(fr="Choisir sur la validation, rendre compte sur le test", en="Choose on validation, report on test"),
    statement=T(
        fr="Voici toute la procédure, en une fonction. Sur le jeu de **validation**, trouvez le plus haut seuil dont la sensibilité "
        "est au moins `wanted` (un enfant est signalé quand son score est supérieur ou égal au seuil). Puis, *à ce seuil*, "
        "renvoyez la **sensibilité** et la **spécificité** mesurées sur le jeu de **test**, dans cet ordre.\n\n"
        "`*_labels` sont des masques, vrais pour les malades ; `*_scores` des tableaux de nombres.",
        en="Here is the whole procedure, in one function. On the **validation** set, find the highest threshold whose sensitivity is "
        "at least `wanted` (a child is flagged when the score is at or above the threshold). Then, *at this threshold*, return the "
        "**sensitivity** and the **specificity** measured on the **test** set, in this order.\n\n"
        "`*_labels` are masks, true for the ill; `*_scores` are arrays of numbers.",
    ),
    signature="def held_out(val_labels, val_scores, test_labels, test_scores, wanted):",
    docstring=T(
        fr="Sensibilité et spécificité sur le test, au seuil choisi sur la validation.\n\n"
        "val_labels, test_labels : masques, True pour les malades.\nval_scores, test_scores : tableaux de nombres.\n"
        "wanted : sensibilité voulue sur la validation, entre 0 (exclu) et 1.\nRenvoie : deux nombres entre 0 et 1.",
        en="Sensitivity and specificity on the test set, at the threshold chosen on validation.\n\n"
        "val_labels, test_labels: masks, True for the ill.\nval_scores, test_scores: arrays of numbers.\n"
        "wanted: sensitivity wanted on validation, between 0 (excluded) and 1.\nReturns: two numbers between 0 and 1.",
    ),
    hints=[
        T(
            fr="Quelles lignes ont le droit de regarder `test_labels` : celles qui choisissent, ou celles qui rendent compte ?",
            en="Which lines may look at `test_labels`: those that choose, or those that report?",
        ),
        T(
            fr="Trois étapes : `ill = val_scores[val_labels]`, le seuil comme dans l'exercice précédent, puis "
            "`flagged = test_scores >= threshold`.",
            en="Three steps: `ill = val_scores[val_labels]`, the threshold as in the exercise above, then "
            "`flagged = test_scores >= threshold`.",
        ),
        T(
            fr="La sensibilité est `flagged[test_labels].mean()`, la spécificité `1 - flagged[~test_labels].mean()`.",
            en="The sensitivity is `flagged[test_labels].mean()`, the specificity `1 - flagged[~test_labels].mean()`.",
        ),
    ],
    why=T(
        fr="Le test ne sert qu'une fois, à la fin. Choisir le seuil dessus, c'est corriger sa copie avec le corrigé : la "
        "sensibilité annoncée serait atteinte par construction, et ne promettrait rien pour l'enfant suivant.",
        en="The test set serves once, at the end. To choose the threshold on it is to mark one's own paper with the answers in hand: "
        "the sensitivity announced would be reached by construction, and would promise nothing for the next child.",
    ),
)


@held_out.reference
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    ill = val_scores[val_labels]
    threshold = max(t for t in ill if (ill >= t).mean() >= wanted)
    flagged = test_scores >= threshold
    return flagged[test_labels].mean(), 1 - flagged[~test_labels].mean()


@held_out.also_right
def by_sorting(val_labels, val_scores, test_labels, test_scores, wanted):
    candidates = sorted(val_scores[val_labels])
    while sum(score >= candidates[-1] for score in val_scores[val_labels]) / val_labels.sum() < wanted:
        candidates.pop()
    caught = (test_scores >= candidates[-1]) & test_labels
    cleared = (test_scores < candidates[-1]) & ~test_labels
    return [caught.sum() / test_labels.sum(), cleared.sum() / (~test_labels).sum()]


def _operating_point(labels, scores, threshold):
    flagged = scores >= threshold
    return flagged[labels].mean(), 1 - flagged[~labels].mean()


def _highest(labels, scores, wanted):
    ill = scores[labels]
    return max(t for t in ill if (ill >= t).mean() >= wanted)


@held_out.mistake(
    "chosen_on_test",
    seen="author",
    text=T(
        fr="Vous choisissez le seuil sur le *test*, que vous jugez ensuite : la sensibilité voulue est atteinte à tous les coups, et "
        "ne dit plus rien de l'enfant suivant. Choisissez sur la validation.",
        en="You choose the threshold on the *test* set, which you then judge: the wanted sensitivity is reached every time, and says "
        "nothing of the next child any more. Choose on validation.",
    ),
)
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    return _operating_point(test_labels, test_scores, _highest(test_labels, test_scores, wanted))


@held_out.mistake(
    "reported_on_validation",
    seen="author",
    text=T(
        fr="Le seuil est bien choisi, mais vous rendez compte sur la *validation*, là même où vous l'avez choisi. Les deux nombres "
        "demandés se mesurent sur le test.",
        en="The threshold is well chosen, but you report on the *validation* set, the very place where you chose it. The two numbers "
        "asked are measured on the test set.",
    ),
)
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    return _operating_point(val_labels, val_scores, _highest(val_labels, val_scores, wanted))


@held_out.mistake(
    "false_alarm_rate",
    seen="author",
    text=T(
        fr="Le second nombre est 1 moins la spécificité : la part des non-malades *signalés*. On demande la part de ceux qu'on "
        "laisse tranquilles.",
        en="The second number is 1 minus the specificity: the share of the healthy who *are* flagged. What is asked is the share left "
        "alone.",
    ),
)
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    sens, spec = _operating_point(test_labels, test_scores, _highest(val_labels, val_scores, wanted))
    return sens, 1 - spec


@held_out.mistake(
    "strictly_above",
    seen="author",
    text=T(
        fr="Vous signalez les scores *strictement* supérieurs au seuil : les enfants qui tombent juste dessus sont oubliés. Écrivez "
        "`>=`.",
        en="You flag scores *strictly* above the threshold: the children exactly at it are forgotten. Write `>=`.",
    ),
)
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    flagged = test_scores > _highest(val_labels, val_scores, wanted)
    return flagged[test_labels].mean(), 1 - flagged[~test_labels].mean()


@held_out.mistake(
    "half",
    seen="author",
    text=T(
        fr="Vous gardez le seuil 0,5 : ni `wanted` ni la validation n'ont servi.",
        en="You keep the threshold 0.5: neither `wanted` nor the validation set was used.",
    ),
)
def _(val_labels, val_scores, test_labels, test_scores, wanted):
    return _operating_point(test_labels, test_scores, 0.5)


@held_out.cases
def _(rng):
    families = [
        (T(fr="deux jeux qui se ressemblent", en="two sets alike"), 0.9, 1.8),
        (T(fr="un test plus difficile", en="a harder test set"), 0.8, 0.9),
    ]
    for family, wanted, shift in families:
        val_labels, val_scores = _scored(rng, int(rng.integers(14, 20)), int(rng.integers(12, 16)), shift=1.8, digits=2)
        test_labels, test_scores = _scored(
            rng, int(rng.integers(14, 20)), int(rng.integers(12, 16)), shift=shift, digits=2
        )
        threshold = _highest(val_labels, val_scores, wanted)
        test_scores[[test_labels.argmax(), test_labels.argmin()]] = threshold
        inputs = {"val_labels": val_labels, "val_scores": val_scores, "wanted": wanted}
        yield Case(family, test_labels=test_labels, test_scores=test_scores, **inputs)


# --- The reading list ------------------------------------------------------------------------------------------------

mean_wait = Exercise(
    id="02.mean_wait",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Combien attendent ceux qui ne peuvent pas attendre ?", en="How long do those wait who can't?"),
    statement=T(
        fr="Sept heures : les radiographies de la nuit attendent toutes d'être lues. On les lit **du score le plus élevé au plus "
        "bas** ; chaque lecture prend `minutes` minutes. La première est lue sans attendre, la deuxième attend `minutes`, la "
        "troisième deux fois plus...\n\n"
        "`starts`, déjà écrit, contient ces attentes dans l'ordre de lecture : 0, `minutes`, 2 × `minutes`... "
        "`np.argsort(-scores)` donne l'ordre de lecture : la position de l'enfant lu en premier, puis du deuxième, etc. (le "
        "signe moins range du plus grand au plus petit). Et un tableau se réordonne entre crochets : `urgent[order]`.\n\n"
        "Renvoyez l'**attente moyenne des enfants urgents**, en minutes. Les scores sont tous différents, et il y a au moins un "
        "enfant urgent.",
        en="Seven o'clock: the night's radiographs are all waiting to be read. They are read **from the highest score to the lowest**; "
        "each reading takes `minutes` minutes. The first is read without waiting, the second waits `minutes`, the third twice "
        "that...\n\n"
        "`starts`, already written, holds these waits in reading order: 0, `minutes`, 2 × `minutes`... "
        "`np.argsort(-scores)` gives the reading order: the position of the child read first, then second, and so on (the minus "
        "sign sorts from the largest to the smallest). And an array is reordered between brackets: `urgent[order]`.\n\n"
        "Return the **mean wait of the urgent children**, in minutes. The scores all differ, and at least one child is urgent.",
    ),
    signature="def mean_wait(scores, urgent, minutes):",
    docstring=T(
        fr="Attente moyenne des urgents quand on lit du score le plus élevé au plus bas.\n\n"
        "scores : tableau de n nombres, tous différents.\nurgent : masque de n valeurs, True pour les enfants urgents.\n"
        "minutes : durée d'une lecture.\nRenvoie : un nombre, en minutes, jusqu'au début de la lecture.",
        en="Mean wait of the urgent when reading from the highest score to the lowest.\n\n"
        "scores: array of n numbers, all different.\nurgent: mask of n values, True for the urgent children.\n"
        "minutes: length of one reading.\nReturns: a number, in minutes, until the reading starts.",
    ),
    given="starts = minutes * np.arange(len(scores))",
    hints=[
        T(
            fr="`starts` est rangé par ordre de lecture, `urgent` par ordre d'arrivée dans la liste. Lequel faut-il réordonner ?",
            en="`starts` is in reading order, `urgent` in the order of the list. Which one must be reordered?",
        ),
        T(
            fr="`order = np.argsort(-scores)` ; puis `urgent[order]` dit, pour le premier lu, le deuxième lu..., s'il est urgent.",
            en="`order = np.argsort(-scores)`; then `urgent[order]` tells, for the first read, the second read..., whether they are "
            "urgent.",
        ),
        T(
            fr="C'est un masque : il sélectionne dans `starts` les attentes des urgents. `return starts[urgent[order]]....`",
            en="It is a mask: it selects from `starts` the waits of the urgent. `return starts[urgent[order]]....`",
        ),
    ],
    why=T(
        fr="L'attente d'un enfant, ce sont les lectures de tous ceux qui passent *avant* lui. Réordonner ne raccourcit pas la "
        "liste : chaque minute gagnée par l'un est attendue par d'autres. D'où la vraie question : qui recule ?",
        en="A child's wait is the readings of all who come *before*. Reordering does not shorten the list: each minute that one "
        "child gains is waited by others. Hence the real question: who moves back?",
    ),
)


@mean_wait.reference
def _(scores, urgent, minutes):
    starts = minutes * np.arange(len(scores))
    order = np.argsort(-scores)
    return starts[urgent[order]].mean()


@mean_wait.also_right
def by_counting_those_before(scores, urgent, minutes):
    before = [(scores > score).sum() for score in scores[urgent]]
    return minutes * np.mean(before)


@mean_wait.mistake(
    "not_reordered",
    seen="author",
    text=T(
        fr="Vous lisez dans l'ordre d'arrivée : les scores ne servent à rien. Réordonnez `urgent` avec `np.argsort(-scores)` avant "
        "de sélectionner.",
        en="You read in order of arrival: the scores serve no purpose. Reorder `urgent` with `np.argsort(-scores)` before selecting.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * np.arange(len(scores)))[urgent].mean()


@mean_wait.mistake(
    "lowest_first",
    seen="author",
    text=T(
        fr="Vous lisez d'abord les scores les plus *bas* : `np.argsort` range du plus petit au plus grand. Mettez un signe moins : "
        "`np.argsort(-scores)`.",
        en="You read the *lowest* scores first: `np.argsort` sorts from the smallest to the largest. Put a minus sign: "
        "`np.argsort(-scores)`.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * np.arange(len(scores)))[urgent[np.argsort(scores)]].mean()


@mean_wait.mistake(
    "order_taken_for_rank",
    seen="author",
    text=T(
        fr="`order` n'est pas le rang de chaque enfant : `order[0]` est la *position* de celui qui est lu en premier. Réordonnez "
        "`urgent` avec lui, `urgent[order]`, et sélectionnez dans `starts`.",
        en="`order` is not each child's rank: `order[0]` is the *position* of the one read first. Use it to reorder `urgent`, "
        "`urgent[order]`, and select from `starts`.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * np.argsort(-scores))[urgent].mean()


@mean_wait.mistake(
    "until_the_end",
    seen="author",
    text=T(
        fr="Il y a une lecture de trop : vous comptez jusqu'à la *fin* de la lecture de l'enfant. L'attente s'arrête quand elle "
        "commence ; le premier lu attend 0.",
        en="One reading too many: you count to the *end* of the child's reading. The wait stops when it starts; the first one read "
        "waits 0.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * (1 + np.arange(len(scores))))[urgent[np.argsort(-scores)]].mean()


@mean_wait.mistake(
    "own_reading_only",
    seen="author",
    text=T(
        fr="Vous ne comptez avant chaque urgent que les *autres urgents*. Les non-urgents au score plus élevé passent aussi avant "
        "lui : ils font partie de la liste.",
        en="Before each urgent child you count only the *other urgent ones*. Those not urgent with a higher score also come before: "
        "they are on the list too.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * np.arange(urgent.sum())).mean()


@mean_wait.mistake(
    "everybody",
    seen="author",
    text=T(
        fr="Vous renvoyez l'attente moyenne de *tous* les enfants, qui ne change pas quel que soit l'ordre. Sélectionnez les urgents.",
        en="You return the mean wait of *all* children, which is the same whatever the order. Select the urgent ones.",
    ),
)
def _(scores, urgent, minutes):
    return (minutes * np.arange(len(scores))).mean()


def _list_of_the_night(rng, urgent, others, *, shift):
    labels = np.repeat([True, False], [urgent, others])
    scores = rng.normal(np.where(labels, shift, 0), 1)
    order = rng.permutation(len(labels))
    return {"scores": scores[order].round(4), "urgent": labels[order], "minutes": int(rng.integers(3, 9))}


@mean_wait.cases
def _(rng):
    yield Case(
        T(fr="un score utile", en="a useful score"),
        **_list_of_the_night(rng, int(rng.integers(3, 6)), int(rng.integers(8, 13)), shift=1.5),
    )
    yield Case(
        T(fr="un score trompeur", en="a misleading score"),
        **_list_of_the_night(rng, int(rng.integers(2, 5)), int(rng.integers(8, 13)), shift=-1.0),
    )


# --- Calibration -----------------------------------------------------------------------------------------------------

cooled = Exercise(
    id="02.cooled",
    kind="function",
    points=1,
    level=1,
    further=True,
    title=T(fr="Changer la température", en="Changing the temperature"),
    statement=T(
        fr="La **température** $T$ adoucit ($T > 1$) ou durcit ($T < 1$) des probabilités sans changer leur ordre. On repasse par le "
        "*logit*, $z = \\ln\\frac{p}{1-p}$, que l'on divise par $T$, puis l'on revient à une probabilité :\n\n"
        "$$p_T = \\frac{1}{1 + e^{-z / T}}$$\n\n"
        "La première ligne calcule les logits. L'exponentielle s'écrit `np.exp(...)`. Complétez.",
        en="The **temperature** $T$ softens ($T > 1$) or hardens ($T < 1$) probabilities without changing their order. One goes back to "
        "the *logit*, $z = \\ln\\frac{p}{1-p}$, divides it by $T$, then returns to a probability:\n\n"
        "$$p_T = \\frac{1}{1 + e^{-z / T}}$$\n\n"
        "The first line computes the logits. The exponential is written `np.exp(...)`. Complete it.",
    ),
    signature="def cooled(probabilities, temperature):",
    docstring=T(
        fr="Probabilités à une autre température.\n\nprobabilities : tableau de n nombres entre 0 et 1 (exclus).\n"
        "temperature : nombre positif.\nRenvoie : un tableau de n nombres entre 0 et 1.",
        en="Probabilities at another temperature.\n\nprobabilities: array of n numbers between 0 and 1 (excluded).\n"
        "temperature: a positive number.\nReturns: an array of n numbers between 0 and 1.",
    ),
    given="logits = np.log(probabilities / (1 - probabilities))",
    hints=[
        T(
            fr="Que divise-t-on par la température : la probabilité, ou son logit ?",
            en="What is divided by the temperature: the probability, or its logit?",
        ),
        T(
            fr="La formule, morceau par morceau : `logits / temperature`, puis `np.exp(-...)`, puis `1 / (1 + ...)`.",
            en="The formula, piece by piece: `logits / temperature`, then `np.exp(-...)`, then `1 / (1 + ...)`.",
        ),
        T(
            fr="`return 1 / (1 + np.exp(-logits / ...))`",
            en="`return 1 / (1 + np.exp(-logits / ...))`",
        ),
    ],
    why=T(
        fr="0,5 reste 0,5 ; avec $T > 1$, tout se rapproche de 0,5. L'ordre des enfants ne change pas, donc l'AUC non plus : la "
        "température répare l'excès de confiance, jamais le classement.",
        en="0.5 stays 0.5; with $T > 1$, everything moves towards 0.5. The order of the children does not change, nor does the AUC: "
        "temperature mends over-confidence, never the ranking.",
    ),
)


@cooled.reference
def _(probabilities, temperature):
    logits = np.log(probabilities / (1 - probabilities))
    return 1 / (1 + np.exp(-logits / temperature))


@cooled.also_right
def by_powers(probabilities, temperature):
    ill = probabilities ** (1 / temperature)
    return ill / (ill + (1 - probabilities) ** (1 / temperature))


@cooled.mistake(
    "probability_divided",
    seen="author",
    text=T(
        fr="Vous divisez la *probabilité* par la température : 0,5 ne reste pas 0,5, et une température inférieure à 1 peut donner "
        "plus de 1. C'est le logit qu'on divise.",
        en="You divide the *probability* by the temperature: 0.5 does not stay 0.5, and a temperature below 1 may give more than 1. It "
        "is the logit that is divided.",
    ),
)
def _(probabilities, temperature):
    return probabilities / temperature


@cooled.mistake(
    "multiplied",
    seen="author",
    text=T(
        fr="Vous *multipliez* les logits par la température : une température élevée durcit alors les probabilités au lieu de les "
        "adoucir.",
        en="You *multiply* the logits by the temperature: a high temperature then hardens the probabilities instead of softening them.",
    ),
)
def _(probabilities, temperature):
    return 1 / (1 + (1 / probabilities - 1) ** temperature)


@cooled.mistake(
    "sign",
    seen="author",
    text=T(
        fr="Vos probabilités sont celles de la réponse inverse (1 moins les bonnes) : il manque le signe moins dans l'exponentielle.",
        en="Your probabilities are those of the opposite answer (1 minus the right ones): the minus sign in the exponential is missing.",
    ),
)
def _(probabilities, temperature):
    return 1 / (1 + (probabilities / (1 - probabilities)) ** (1 / temperature))


@cooled.mistake(
    "logits_returned",
    seen="author",
    text=T(
        fr="Vous renvoyez des logits. Il reste à revenir à des probabilités, par `1 / (1 + np.exp(-...))`.",
        en="You return logits. They remain to be turned into probabilities, by `1 / (1 + np.exp(-...))`.",
    ),
)
def _(probabilities, temperature):
    return np.log(probabilities / (1 - probabilities)) / temperature


@cooled.cases
def _(rng):
    for family, low, high in (
        (T(fr="adoucir", en="softening"), 1.3, 3.5),
        (T(fr="durcir", en="hardening"), 0.3, 0.8),
    ):
        probabilities = rng.uniform(0.02, 0.98, int(rng.integers(3, 8))).round(3)
        yield Case(family, probabilities=probabilities, temperature=round(float(rng.uniform(low, high)), 2))


calibration_error = Exercise(
    id="02.calibration_error",
    kind="function",
    points=3,
    level=3,
    further=True,
    title=T(fr="L'erreur de calibration", en="The calibration error"),
    statement=T(
        fr="Un modèle est **calibré** si, parmi les enfants à qui il annonce 80 %, huit sur dix sont malades. Pour le vérifier, on "
        "range les enfants dans `bins` tranches de probabilité, de même largeur, entre 0 et 1 ; chaque tranche comprend sa borne "
        "basse, pas sa borne haute, sauf la dernière, qui comprend 1.\n\n"
        "Dans chaque tranche occupée, l'écart est la valeur absolue de la *part de malades* moins la *probabilité moyenne*. "
        "L'**erreur de calibration attendue** (ECE) est la moyenne des écarts, chaque tranche pesant son nombre d'enfants.\n\n"
        "Renvoyez l'ECE. Une boucle `for b in range(bins):` est permise ; la tranche d'un enfant se calcule avec "
        "`(probabilities * bins).astype(int)`, qui arrondit vers le bas.",
        en="A model is **calibrated** if, among the children to whom it announces 80%, eight in ten are ill. To check it, the children "
        "are put into `bins` ranges of probability, equally wide, between 0 and 1; each range includes its lower bound and not its "
        "upper bound, except the last, which includes 1.\n\n"
        "In each occupied range, the gap is the absolute value of the *share of ill* minus the *mean probability*. The **expected "
        "calibration error** (ECE) is the mean of the gaps, each range weighing its number of children.\n\n"
        "Return the ECE. A loop `for b in range(bins):` is allowed; a child's range is computed by "
        "`(probabilities * bins).astype(int)`, which rounds down.",
    ),
    signature="def calibration_error(labels, probabilities, bins):",
    docstring=T(
        fr="Erreur de calibration attendue (ECE).\n\nlabels : masque de n valeurs, True pour les malades.\n"
        "probabilities : tableau de n nombres entre 0 et 1.\nbins : nombre de tranches, entier positif.\n"
        "Renvoie : un nombre entre 0 et 1.",
        en="Expected calibration error (ECE).\n\nlabels: mask of n values, True for the ill.\n"
        "probabilities: array of n numbers between 0 and 1.\nbins: number of ranges, a positive whole number.\n"
        "Returns: a number between 0 and 1.",
    ),
    hints=[
        T(
            fr="Avec 5 tranches, à laquelle appartient 0,37 ? Et 1, que donne `(1 * 5)`, et où doit-il aller ?",
            en="With 5 ranges, which one does 0.37 belong to? And 1: what does `(1 * 5)` give, and where must it go?",
        ),
        T(
            fr="`place = np.minimum((probabilities * bins).astype(int), bins - 1)`. Puis, pour chaque `b`, le masque `place == b` ; "
            "s'il n'y a personne (`.any()`), passez.",
            en="`place = np.minimum((probabilities * bins).astype(int), bins - 1)`. Then, for each `b`, the mask `place == b`; if it "
            "holds nobody (`.any()`), go on.",
        ),
        T(
            fr="Dans la boucle : `gap = abs(labels[inside].mean() - probabilities[inside].mean())`, puis "
            "`total = total + inside.mean() * gap`.",
            en="In the loop: `gap = abs(labels[inside].mean() - probabilities[inside].mean())`, then "
            "`total = total + inside.mean() * gap`.",
        ),
    ],
    why=T(
        fr="`inside.mean()` est la part des enfants qui sont dans la tranche : c'est son poids. L'ECE dépend du nombre de tranches et "
        "ne dit pas dans quel sens le modèle se trompe : regardez toujours la courbe avec elle.",
        en="`inside.mean()` is the share of the children who are in the range: its weight. The ECE depends on the number of ranges and "
        "does not tell in which direction the model errs: always look at the curve with it.",
    ),
)


@calibration_error.reference
def _(labels, probabilities, bins):
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    total = 0
    for b in range(bins):
        inside = place == b
        if inside.any():
            gap = abs(labels[inside].mean() - probabilities[inside].mean())
            total = total + inside.mean() * gap
    return total


@calibration_error.also_right
def by_sums(labels, probabilities, bins):
    edges = np.linspace(0, 1, bins + 1)[1:-1]
    place = np.digitize(probabilities, edges)
    excess = np.bincount(place, weights=labels - probabilities, minlength=bins)
    return np.abs(excess).sum() / len(labels)


def _gaps(labels, probabilities, place):
    """Signed gap and number of children of each occupied range."""
    groups = [place == b for b in np.unique(place)]
    gaps = [labels[inside].mean() - probabilities[inside].mean() for inside in groups]
    return np.array(gaps), np.array([inside.sum() for inside in groups])


def _place(probabilities, bins):
    return np.minimum((probabilities * bins).astype(int), bins - 1)


@calibration_error.mistake(
    "bins_weigh_the_same",
    seen="author",
    text=T(
        fr="Chaque tranche pèse autant, qu'elle contienne un enfant ou cent. Multipliez chaque écart par la part des enfants qui sont "
        "dans la tranche.",
        en="Each range weighs the same, whether it holds one child or a hundred. Multiply each gap by the share of the children who are "
        "in the range.",
    ),
)
def _(labels, probabilities, bins):
    return np.abs(_gaps(labels, probabilities, _place(probabilities, bins))[0]).mean()


@calibration_error.mistake(
    "signed",
    seen="author",
    text=T(
        fr="Vos écarts gardent leur signe : une tranche trop confiante en compense une trop timide, et il ne reste que l'écart "
        "global. Prenez la valeur absolue (`abs`) dans chaque tranche.",
        en="Your gaps keep their sign: an over-confident range makes up for a timid one, and only the overall gap remains. Take the "
        "absolute value (`abs`) within each range.",
    ),
)
def _(labels, probabilities, bins):
    return labels.mean() - probabilities.mean()


@calibration_error.mistake(
    "one_left_out",
    seen="author",
    text=T(
        fr="Les enfants de probabilité 1 exactement ne sont dans aucune tranche : `(1 * bins)` donne `bins`, une place trop loin. La "
        "dernière tranche comprend 1 : `np.minimum(..., bins - 1)`.",
        en="The children whose probability is exactly 1 are in no range: `(1 * bins)` gives `bins`, one place too far. The last range "
        "includes 1: `np.minimum(..., bins - 1)`.",
    ),
)
def _(labels, probabilities, bins):
    place = (probabilities * bins).astype(int)
    kept = place < bins
    gaps, sizes = _gaps(labels[kept], probabilities[kept], place[kept])
    return (sizes * np.abs(gaps)).sum() / len(labels)


@calibration_error.mistake(
    "rounded",
    seen="author",
    text=T(
        fr="Vous *arrondissez* au lieu de couper vers le bas : vos tranches sont décalées d'une demi-largeur (et il y en a une de "
        "trop). `astype(int)` arrondit vers le bas ; `round` non.",
        en="You *round* instead of cutting down: your ranges are shifted by half a width (and there is one too many). `astype(int)` "
        "rounds down; `round` does not.",
    ),
)
def _(labels, probabilities, bins):
    gaps, sizes = _gaps(labels, probabilities, np.round(probabilities * bins))
    return (sizes * np.abs(gaps)).sum() / len(labels)


@calibration_error.mistake(
    "confidence",
    seen="10.48550/arXiv.1706.04599",
    text=T(
        fr="Vous mesurez la calibration de la *réponse* (sa confiance, au moins 0,5, contre la part de réponses justes), comme Guo et "
        "coll. le font quand il y a plusieurs classes. Ici on demande celle de la probabilité de pneumonie, malades contre `labels`.",
        en="You measure the calibration of the *answer* (its confidence, at least 0.5, against the share of right answers), as Guo et al. "
        "do where there are several classes. Here that of the probability of pneumonia is asked, against `labels`.",
    ),
)
def _(labels, probabilities, bins):
    right = labels == (probabilities >= 0.5)
    confidence = np.maximum(probabilities, 1 - probabilities)
    gaps, sizes = _gaps(right, confidence, _place(confidence, bins))
    return (sizes * np.abs(gaps)).sum() / len(labels)


def _announced(rng, people, bins, *, sure):
    """Probabilities well inside their ranges, some of them exactly 1 if `sure`, and labels that are off."""
    place = rng.integers(0, bins, people)
    probabilities = ((place + rng.uniform(0.15, 0.85, people)) / bins).round(3)
    probabilities[:sure] = 1.0
    labels = rng.random(people) < 0.15 + 0.6 * probabilities
    labels[: 2 * sure : 2] = False
    return {"labels": labels, "probabilities": probabilities, "bins": bins}


@calibration_error.cases
def _(rng):
    yield Case(T(fr="cinq tranches", en="five ranges"), **_announced(rng, int(rng.integers(18, 28)), 5, sure=0))
    yield Case(
        T(fr="dix tranches, des certitudes", en="ten ranges, some certainties"),
        **_announced(rng, int(rng.integers(30, 45)), 10, sure=3),
    )


# --- A hospital of your own ------------------------------------------------------------------------------------------

fit_predict = Exercise(
    id="02.fit_predict",
    kind="predictions",
    points=4,
    level=3,
    further=True,
    draws=3,
    seconds=60,
    libraries="scikit-learn",
    tolerance=Bands("medlab.metrics.roc_auc", ((0.62, 0.3), (0.7, 0.6), (0.8, 1.0))),
    title=T(fr="À vous d'apprendre, dans un hôpital inconnu", en="Your turn to learn, in an unknown hospital"),
    statement=T(
        fr="Un hôpital **simulé** (SYNTHÉTIQUE) vous confie 600 radiographies étiquetées, `x_train` et `y_train`, pour noter les "
        "800 enfants d'un autre de ses services, `x_test`. Les images ont 28 pixels de côté, en niveaux de gris de 0 à 255.\n\n"
        "Renvoyez un **score par enfant** de `x_test`, d'autant plus élevé que la pneumonie est probable. Votre fonction est jugée à "
        "l'AUC, sur trois hôpitaux tirés au sort : 30 % des points à partir de 0,62, 60 % à partir de 0,70, tout à partir de 0,80. "
        "Importez ce qu'il vous faut *dans* la fonction ; elle doit tourner en quelques secondes.\n\n"
        "**Attention.** Dans le service d'entraînement, le manipulateur colle une lettre L en haut à gauche des films pris au lit, "
        "et ce sont justement ceux des malades. Dans le service de test, la lettre est mise sans rapport avec la maladie.",
        en="A **simulated** (SYNTHETIC) hospital entrusts you with 600 labelled radiographs, `x_train` and `y_train`, to score the 800 "
        "children of another of its wards, `x_test`. The images are 28 pixels wide, in grey levels from 0 to 255.\n\n"
        "Return **one score per child** of `x_test`, higher where pneumonia is more likely. Your function is judged by its AUC, on "
        "three hospitals drawn at random: 30% of the points from 0.62, 60% from 0.70, all from 0.80. "
        "Import what you need *inside* the function; it must run in a few seconds.\n\n"
        "**Careful.** In the training ward, the radiographer sticks a letter L at the top left of the films taken at the bedside, and "
        "those are precisely the films of the ill. In the test ward the letter is put on without regard to the disease.",
    ),
    signature="def fit_predict(x_train, y_train, x_test):",
    docstring=T(
        fr="Apprend sur x_train, y_train, et note x_test.\n\nx_train : tableau (600, 28, 28) d'entiers de 0 à 255.\n"
        "y_train : masque de 600 valeurs, True pour les pneumonies.\nx_test : tableau (800, 28, 28).\n"
        "Renvoie : un tableau de 800 nombres, plus élevés pour les malades.",
        en="Learns from x_train, y_train, and scores x_test.\n\nx_train: array (600, 28, 28) of whole numbers from 0 to 255.\n"
        "y_train: mask of 600 values, True for pneumonia.\nx_test: array (800, 28, 28).\n"
        "Returns: an array of 800 numbers, higher for the ill.",
    ),
    hints=[
        T(
            fr="Qu'est-ce que le modèle apprendra de plus facile, si vous le laissez voir le coin supérieur gauche ? `x[:, 7:]` ôte les "
            "sept premières lignes de chaque image.",
            en="What is the easiest thing for the model to learn if you let it see the top left corner? `x[:, 7:]` removes the first "
            "seven rows of each image.",
        ),
        T(
            fr="Des pixels bruts suffisent à peine : décrivez plutôt les contours. `from medlab.imaging.baseline import hog_features`, "
            "puis `hog_features(x_train[:, 7:])` donne un tableau (enfants, caractéristiques).",
            en="Raw pixels hardly suffice: describe the edges instead. `from medlab.imaging.baseline import hog_features`, then "
            "`hog_features(x_train[:, 7:])` gives an array (children, features).",
        ),
        T(
            fr="Tout est prêt dans `from medlab.imaging import fit_baseline` : `model = fit_baseline(x_train[:, 7:], y_train)`, puis "
            "`model.predict_proba(x_test[:, 7:])[:, 1]`.",
            en="All is ready in `from medlab.imaging import fit_baseline`: `model = fit_baseline(x_train[:, 7:], y_train)`, then "
            "`model.predict_proba(x_test[:, 7:])[:, 1]`.",
        ),
    ],
    why=T(
        fr="Avec la lettre, le modèle semble parfait à l'entraînement et s'effondre ailleurs : il a appris le service, pas le poumon. "
        "Ôter le raccourci rapporte ici plus que changer de modèle. Dans la vraie vie, personne ne vous dit où est la lettre.",
        en="With the letter, the model looks perfect in training and collapses elsewhere: it has learned the ward, not the lung. "
        "Removing the shortcut pays more here than changing the model. In real life nobody tells you where the letter is.",
    ),
)


@fit_predict.reference
def _(x_train, y_train, x_test):
    from medlab.imaging import fit_baseline

    model = fit_baseline(x_train[:, 7:], y_train)
    return model.predict_proba(x_test[:, 7:])[:, 1]


@fit_predict.also_right
def by_forest(x_train, y_train, x_test):
    from sklearn.ensemble import ExtraTreesClassifier

    from medlab.imaging.baseline import hog_features

    forest = ExtraTreesClassifier(400, min_samples_leaf=2, random_state=0)
    forest.fit(hog_features(x_train[:, 7:]), y_train)
    return forest.predict_proba(hog_features(x_test[:, 7:]))[:, 1]


@fit_predict.mistake(
    "shortcut",
    seen="10.1371/journal.pmed.1002683",
    text=T(
        fr="Votre modèle voit la lettre L : il a appris qu'elle veut dire « malade », et au test elle ne veut plus rien dire. Ôtez le "
        "haut des images, `x[:, 7:]`, à l'entraînement *et* au test.",
        en='Your model sees the letter L: it has learned that it means "ill", and in the test it means nothing any more. Remove the top '
        "of the images, `x[:, 7:]`, in training *and* in the test.",
    ),
)
def _(x_train, y_train, x_test):
    from medlab.imaging import fit_baseline

    return fit_baseline(x_train, y_train).predict_proba(x_test)[:, 1]


@fit_predict.mistake(
    "first_column",
    seen="author",
    text=T(
        fr="Vous renvoyez la probabilité d'être *normal* (première colonne de `predict_proba`) : le classement est à l'envers. Prenez "
        "`[:, 1]`.",
        en="You return the probability of being *normal* (the first column of `predict_proba`): the ranking is upside down. Take `[:, 1]`.",
    ),
)
def _(x_train, y_train, x_test):
    from medlab.imaging import fit_baseline

    return fit_baseline(x_train[:, 7:], y_train).predict_proba(x_test[:, 7:])[:, 0]


@fit_predict.mistake(
    "brightness",
    seen="author",
    text=T(
        fr="Votre score est la luminosité moyenne de l'image : elle suit surtout l'exposition et la corpulence. Il faut apprendre, avec "
        "`y_train`, où et comment les images diffèrent.",
        en="Your score is the mean brightness of the image: it mostly follows exposure and build. What must be learned, with `y_train`, is "
        "where and how the images differ.",
    ),
)
def _(x_train, y_train, x_test):
    return x_test.mean(axis=(1, 2))


def _ward(people, seed, tie):
    """The images' recipe and the labels of a simulated ward; `tie` links the letter to the disease."""
    from medlab.imaging import hospital, make_chest_xrays

    settings = {"severity": 0.75, "marker_correlation": tie}
    recipe = Recipe("medlab.imaging.recipes.chest_xray_images", {"n": people, "seed": seed, "settings": settings})
    labels = make_chest_xrays(people, rng=seed, hospital=hospital("A", **settings)).labels
    return recipe, labels == 1


@fit_predict.cases
def _(rng):
    train_seed, test_seed = (int(seed) for seed in rng.integers(2**48, size=2))
    x_train, y_train = _ward(600, train_seed, 1.0)
    x_test, truth = _ward(800, test_seed, 0.0)
    name = T(fr="un hôpital simulé", en="a simulated hospital")
    yield Case(name, truth=truth, x_train=x_train, y_train=y_train, x_test=x_test)


# --- Saying it -------------------------------------------------------------------------------------------------------

two_letters = Exercise(
    id="02.two_letters",
    kind="essay",
    points=3,
    level=2,
    title=T(
        fr="Ce que vous dites à la radiologue, ce que vous dites aux parents",
        en="What you tell the radiologist, what you tell the parents",
    ),
    statement=T(
        fr="Votre service pourrait essayer ce modèle pour réordonner la liste de lecture de la nuit. Écrivez deux textes courts.\n\n"
        "1. **À la radiologue** (six à dix phrases) : ce que le modèle a appris et de qui, ce qu'il vaut sur le test avec ses intervalles, "
        "le seuil ou l'ordre proposé et ce qui change pour les enfants dont le score est bas, ce qu'il faudrait mesurer *chez vous* avant "
        "de s'en servir, et qui garde la décision.\n"
        "2. **Aux parents** d'un enfant de deux ans, fébrile, dont la radiographie a été remontée dans la liste (quatre à six phrases, sans "
        "jargon) : ce qu'a fait le logiciel, ce que cela veut dire et ne veut pas dire pour leur enfant, et qui lit l'image.",
        en="Your department might try this model to reorder the night's reading list. Write two short texts.\n\n"
        "1. **To the radiologist** (six to ten sentences): what the model learned and from whom, what it is worth on the test set with its "
        "intervals, the threshold or the order proposed and what changes for the children whose score is low, what should be measured *in "
        "your own department* before using it, and who keeps the decision.\n"
        "2. **To the parents** of a feverish child of two whose radiograph was moved up the list (four to six sentences, no jargon): what "
        "the software did, what it means and does not mean for their child, and who reads the image.",
    ),
    rubric=[
        Criterion(
            0.5,
            T(
                fr="Radiologue : dit de qui vient le modèle (enfants d'un seul centre de Guangzhou, images réduites à 28 pixels, étiquettes de "
                "lecteurs) et qu'aucune validation n'a été faite ailleurs ; cite au besoin la chute de 0,95 à 0,54.",
                en="Radiologist: says whom the model comes from (children of a single centre in Guangzhou, images reduced to 28 pixels, readers' "
                "labels) and that no validation was done elsewhere; may quote the fall from 0.95 to 0.54.",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Radiologue : donne au moins deux mesures du test avec leur IC 95 %, en précisant le seuil et où il a été choisi (validation, "
                "pas test).",
                en="Radiologist: gives at least two test figures with their 95% CI, stating the threshold and where it was chosen (validation, not "
                "test).",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Radiologue : traduit en VPP ou en attente à la prévalence du service, et dit ce qui arrive aux faux négatifs relégués en fin "
                "de liste (délai maximal, filet de sécurité).",
                en="Radiologist: translates into PPV or waiting time at the department's prevalence, and says what happens to the false negatives "
                "sent to the end of the list (maximum delay, safety net).",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Radiologue : propose une mesure locale préalable (lecture silencieuse sur ses propres enfants, sous-groupes, concordance) et "
                "rappelle que la lecture et la décision restent humaines.",
                en="Radiologist: proposes a prior local measurement (silent running on one's own children, subgroups, agreement) and recalls that "
                "reading and decision stay human.",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Parents : langage simple, sans chiffre nu ni jargon ; dit que le logiciel a changé l'*ordre* de lecture, et qu'un médecin lit "
                "chaque image.",
                en="Parents: plain language, no bare figure or jargon; says that the software changed the reading *order*, and that a doctor reads "
                "every image.",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Parents : ne transforme pas un score en diagnostic (« remontée » n'est pas « malade », et l'inverse non plus), dit ce qui vient "
                "ensuite, et laisse la place aux questions.",
                en='Parents: does not turn a score into a diagnosis ("moved up" is not "ill", nor the reverse), says what comes next, and leaves '
                "room for questions.",
            ),
        ),
    ],
)

# --- Predictions -----------------------------------------------------------------------------------------------------

p_baseline = Predict(
    id="02.p_baseline",
    question=T(
        fr="Un outil répond « pneumonie » à chaque radiographie, sans la regarder. Sur nos 624 enfants de test, quelle part de réponses justes ?",
        en='A tool answers "pneumonia" to each radiograph without looking. On our 624 test children, what share of right answers?',
    ),
    options=[T(fr="environ 15 %", en="about 15%"), T(fr="50 %", en="50%"), T(fr="plus de 60 %", en="more than 60%")],
    after=T(
        fr="Plus de 60 % : il y a 390 pneumonies sur 624. L'exactitude d'un outil n'est rien tant qu'on ne la compare pas à celle-là.",
        en="More than 60%: there are 390 pneumonias in 624. A tool's accuracy is nothing until it is compared with this one.",
    ),
)

p_ppv = Predict(
    id="02.p_ppv",
    question=T(
        fr="Même modèle, même seuil, mais aux urgences, où environ 15 % des enfants radiographiés ont une pneumonie. Que devient la VPP, la part "
        "de vrais malades parmi les alertes ?",
        en="Same model, same threshold, but in an emergency department where about 15% of the children X-rayed have pneumonia. What becomes of the "
        "PPV, the share of truly ill among the alerts?",
    ),
    options=[
        T(fr="Elle ne change pas : c'est le même modèle", en="It does not change: it is the same model"),
        T(fr="Elle baisse nettement", en="It falls markedly"),
        T(fr="Elle monte : il y a moins de malades à trouver", en="It rises: there are fewer ill to find"),
    ],
    after=T(
        fr="Elle baisse nettement : moins de malades à trouver, et beaucoup plus de non-malades pour déclencher de fausses alertes. L'exercice qui "
        "suit fait le calcul.",
        en="It falls markedly: fewer ill to find, and many more healthy to set off false alarms. The next exercise does the sum.",
    ),
)

p_threshold = Predict(
    id="02.p_threshold",
    question=T(
        fr="Sur la validation, on choisit le plus haut seuil qui donne une sensibilité d'au moins 95 %. La spécificité y est excellente. Au même "
        "seuil, sur le test...",
        en="On validation, the highest threshold that gives a sensitivity of at least 95% is chosen. The specificity there is excellent. At the same "
        "threshold, on the test set...",
    ),
    options=[
        T(fr="les deux se maintiennent", en="both hold"),
        T(fr="la sensibilité s'effondre", en="the sensitivity collapses"),
        T(fr="la sensibilité se maintient, la spécificité baisse", en="the sensitivity holds, the specificity falls"),
    ],
    after=T(
        fr="La cellule qui suit le mesure. La validation a été tirée au sort parmi les images d'entraînement ; le test a été constitué à part. "
        "Ressembler à l'entraînement, c'est avoir une bonne note.",
        en="The next cell measures it. The validation set was drawn at random from the training images; the test set was put together apart. To "
        "resemble the training set is to score well.",
    ),
)

p_triage = Predict(
    id="02.p_triage",
    question=T(
        fr="Le modèle réordonne la liste : les scores élevés d'abord. L'attente moyenne de *tous* les enfants...",
        en="The model reorders the list: high scores first. The mean wait of *all* children...",
    ),
    options=[T(fr="diminue", en="falls"), T(fr="ne change pas", en="does not change"), T(fr="augmente", en="rises")],
    after=T(
        fr="Elle ne change pas : il y a autant de lectures, toutes de même durée. Le tri *déplace* l'attente, des uns vers les autres. Tout dépend "
        "donc de qui attend à leur place.",
        en="It does not change: there are as many readings, all equally long. Triage *moves* the wait, from some to others. So all depends on who "
        "waits in their place.",
    ),
)

p_random = Predict(
    id="02.p_random",
    question=T(
        fr="On remplace tous les poids du réseau par des nombres au hasard : il ne sait plus rien. À quoi ressembleront ses cartes de chaleur ?",
        en="All the weights of the network are replaced by random numbers: it knows nothing any more. What will its heat maps look like?",
    ),
    options=[
        T(fr="À rien : des cartes vides", en="Nothing: empty maps"),
        T(fr="À des cartes plausibles, mais d'autres", en="Plausible maps, but different ones"),
        T(fr="Aux mêmes cartes", en="The same maps"),
    ],
    after=T(
        fr="Comparez-les ci-dessous. Une carte belle et plausible ne prouve rien : un réseau qui ne sait rien en dessine aussi.",
        en="Compare them below. A pretty, plausible map proves nothing: a network that knows nothing draws them too.",
    ),
)

# --- Self-test -------------------------------------------------------------------------------------------------------

q_elsewhere = Quiz(
    id="02.q_elsewhere",
    question=T(
        fr="Un fabricant annonce pour ce modèle une AUC de 0,97 sur les 624 enfants de test. Que savez-vous de ce qu'il vaudra dans votre service ?",
        en="A vendor announces for this model an AUC of 0.97 on the 624 test children. What do you know of its worth in your department?",
    ),
    options=[
        Option(
            T(fr="0,97, à l'intervalle près", en="0.97, give or take the interval"),
            T(
                fr="L'intervalle ne connaît que le hasard de cet échantillon d'enfants, pas un autre hôpital.",
                en="The interval only knows the chance in this sample of children, not another hospital.",
            ),
        ),
        Option(
            T(
                fr="Presque rien, tant qu'on ne l'a pas mesuré ailleurs",
                en="Next to nothing, until it is measured elsewhere",
            ),
            T(
                fr="Oui. Entraîné sur les mêmes enfants, un autre réseau avait 0,95 chez lui et 0,54 chez des enfants américains (Xin 2021). Il "
                "faut le mesurer chez vous.",
                en="Yes. Trained on the same children, another network had 0.95 at home and 0.54 in American children (Xin 2021). It must be "
                "measured in your own department.",
            ),
            right=True,
        ),
        Option(
            T(fr="0,97, si la prévalence est la même", en="0.97, if the prevalence is the same"),
            T(
                fr="L'AUC ne dépend pas de la prévalence, mais des images et des malades : appareils, âges, formes de pneumonie, étiquettes.",
                en="The AUC does not depend on prevalence but on the images and on the ill: machines, ages, kinds of pneumonia, labels.",
            ),
        ),
    ],
)

q_heat = Quiz(
    id="02.q_heat",
    question=T(
        fr="Sur une radiographie que le modèle signale, la carte Grad-CAM est rouge à la base droite, où vous voyez une opacité. Que pouvez-vous en "
        "conclure ?",
        en="On a radiograph that the model flags, the Grad-CAM map is red at the right base, where you see an opacity. What may you conclude?",
    ),
    options=[
        Option(
            T(fr="Que le modèle a raisonné comme vous", en="That the model reasoned as you did"),
            T(
                fr="La carte dit *où*, jamais *pourquoi* : la même région peut compter pour une raison que vous n'imaginez pas.",
                en="The map says *where*, never *why*: the same region may count for a reason you do not imagine.",
            ),
        ),
        Option(
            T(fr="Que l'enfant a bien une pneumonie", en="That the child does have pneumonia"),
            T(
                fr="La carte existe pour tout enfant, malade ou non : elle est mise à l'échelle image par image, et ne dit pas si le score est "
                "élevé.",
                en="There is a map for every child, ill or not: it is scaled image by image, and does not tell whether the score is high.",
            ),
        ),
        Option(
            T(
                fr="Que cette région a pesé dans le score, à peu près, cette fois",
                en="That this region weighed in the score, roughly, this time",
            ),
            T(
                fr="C'est tout, et c'est grossier. Sept méthodes de ce genre localisaient moins bien que des radiologues (Saporta 2022).",
                en="That is all, and it is coarse. Seven methods of this kind located less well than radiologists (Saporta 2022).",
            ),
            right=True,
        ),
    ],
)
