"""Module 00, orientation: how the course works, then Python and arrays on 500 heart-attack patients."""

import numpy as np

from grading.exercise import Case, Criterion, Exercise, Module, Option, Predict, Quiz
from medlab.language import T

module = Module(
    title=T(
        fr="Orientation : le cours, l'IA en médecine, et Python au lit du malade",
        en="Orientation: the course, AI in medicine, and Python at the bedside",
    ),
    promise=T(
        fr="À la fin, vous saurez lire un tableau de patients avec Python et dire, avec un intervalle, qui meurt plus souvent.",
        en="By the end, you will read a table of patients with Python and say, with an interval, who dies more often.",
    ),
    core_minutes=90,
    further_minutes=25,
    memory_mb=300,
    download_mb=0,
    prerequisites=T(
        fr="Aucun. Vous n'avez jamais programmé : vous êtes au bon endroit.",
        en="None. If you have never programmed, you are in the right place.",
    ),
    minutes_source=T(fr="estimé", en="estimated"),
    data=("whas500",),
)

# --- Part one: how this course works -------------------------------------------------------------------------------

mean_pressure = Exercise(
    id="00.mean_pressure",
    kind="function",
    points=1,
    level=1,
    title=T(fr="Pression artérielle moyenne", en="Mean arterial pressure"),
    statement=T(
        fr="La **pression artérielle moyenne** (PAM) s'estime à partir du brassard : on part de la pression "
        "*diastolique* et on lui ajoute le tiers de la pression *différentielle* (systolique moins diastolique).\n\n"
        "$$\\text{PAM} = \\text{diastolique} + \\frac{\\text{différentielle}}{3}$$\n\n"
        "La première ligne est déjà écrite. Après `return`, remplacez `...` par le calcul de la PAM, sans arrondir. Exécutez la "
        "cellule, puis celle d'après, qui vérifie.",
        en="**Mean arterial pressure** (MAP) is estimated from the cuff: start from the *diastolic* pressure and add "
        "one third of the *pulse* pressure (systolic minus diastolic).\n\n"
        "$$\\text{MAP} = \\text{diastolic} + \\frac{\\text{pulse}}{3}$$\n\n"
        "The first line is already written. After `return`, replace `...` with the calculation of the MAP, unrounded. Run "
        "the cell, then the next one, which checks.",
    ),
    signature="def mean_pressure(systolic, diastolic):",
    docstring=T(
        fr="Pression artérielle moyenne estimée.\n\nsystolic, diastolic : nombres, en mmHg.\nRenvoie : un nombre, en mmHg.",
        en="Estimated mean arterial pressure.\n\nsystolic, diastolic: numbers, in mmHg.\nReturns: a number, in mmHg.",
    ),
    given="pulse_pressure = systolic - diastolic",
    hints=[
        T(
            fr="Pour un patient à 120/60, la différentielle est 60 et son tiers 20. À quoi ajoutez-vous ce 20 ?",
            en="For a patient at 120/60, the pulse pressure is 60 and a third of it is 20. What do you add this 20 to?",
        ),
        T(
            fr="Diviser s'écrit `/`, ajouter s'écrit `+`. La division se fait avant l'addition : ici, aucune parenthèse "
            "n'est nécessaire.",
            en="Division is written `/`, addition `+`. Division comes before addition: no parentheses are needed here.",
        ),
        T(
            fr="La ligne ressemble à : `return diastolic + ... / 3`. Il reste à nommer ce que l'on divise.",
            en="The line looks like: `return diastolic + ... / 3`. All that is left is to name what is divided.",
        ),
    ],
    why=T(
        fr="Au repos, le cœur passe à peu près deux fois plus de temps en diastole qu'en systole : la moyenne dans le temps "
        "est donc plus proche de la diastolique. La règle du tiers est une estimation ; elle suppose un cœur qui ne "
        "bat pas trop vite.",
        en="At rest, the heart spends about twice as long in diastole as in systole, so the average over time lies closer "
        "to the diastolic pressure. The one-third rule is an estimate; it supposes a heart that does not beat too fast.",
    ),
)


@mean_pressure.reference
def _(systolic, diastolic):
    pulse_pressure = systolic - diastolic
    return diastolic + pulse_pressure / 3


@mean_pressure.also_right
def weighted_mean(systolic, diastolic):
    return (systolic + 2 * diastolic) / 3


@mean_pressure.mistake(
    "halfway",
    seen="author",
    text=T(
        fr="Vos résultats sont à mi-chemin entre systolique et diastolique. Or la diastole dure plus longtemps que la "
        "systole : on n'ajoute que le tiers de la différentielle, pas la moitié.",
        en="Your results lie halfway between systolic and diastolic. Diastole lasts longer than systole: add only a "
        "third of the pulse pressure, not half.",
    ),
)
def _(systolic, diastolic):
    return (systolic + diastolic) / 2


@mean_pressure.mistake(
    "parentheses",
    seen="author",
    text=T(
        fr="Vous divisez par 3 toute la somme : ce que l'on obtient en écrivant "
        "`(diastolic + pulse_pressure) / 3`. Seule la différentielle se divise : ôtez les parenthèses.",
        en="You divide the whole sum by 3, as one does by writing `(diastolic + pulse_pressure) / 3`. Only the pulse "
        "pressure is divided: drop the parentheses.",
    ),
)
def _(systolic, diastolic):
    return (diastolic + (systolic - diastolic)) / 3


@mean_pressure.mistake(
    "third_alone",
    seen="author",
    text=T(
        fr="Vous renvoyez le tiers de la différentielle, seul. Il faut encore l'ajouter à la pression diastolique.",
        en="You return the third of the pulse pressure alone. It still has to be added to the diastolic pressure.",
    ),
)
def _(systolic, diastolic):
    return (systolic - diastolic) / 3


@mean_pressure.cases
def _(rng):
    families = [
        (T(fr="au repos", en="at rest"), (110, 140), (35, 50)),
        (T(fr="pression basse", en="low pressure"), (70, 95), (20, 35)),
        (T(fr="poussée hypertensive", en="very high pressure"), (170, 230), (60, 100)),
    ]
    for family, systolic_range, pulse_range in families:
        systolic = int(rng.integers(*systolic_range))
        yield Case(family, systolic=systolic, diastolic=systolic - int(rng.integers(*pulse_range)))


# --- Part two: lists -----------------------------------------------------------------------------------------------

pressure_change = Exercise(
    id="00.pressure_change",
    kind="function",
    points=1,
    level=1,
    title=T(fr="La pression a-t-elle baissé pendant la nuit ?", en="Did the pressure fall overnight?"),
    statement=T(
        fr="`readings` est la liste des pressions systoliques d'un patient, de la plus ancienne à la plus récente ; elle en "
        "contient au moins deux.\n\nÉcrivez `pressure_change`, qui renvoie **la dernière mesure moins la première** : "
        "un nombre négatif si la pression a baissé, positif si elle a monté.",
        en="`readings` is the list of a patient's systolic pressures, oldest first; it holds at least two.\n\n"
        "Write `pressure_change`, which returns **the last reading minus the first**: a negative number if the pressure "
        "fell, a positive one if it rose.",
    ),
    signature="def pressure_change(readings):",
    docstring=T(
        fr="Variation entre la première et la dernière mesure.\n\nreadings : liste de nombres, en mmHg, au moins deux.\n"
        "Renvoie : un nombre, en mmHg, négatif si la pression a baissé.",
        en="Change from the first to the last reading.\n\nreadings: list of numbers, in mmHg, at least two.\n"
        "Returns: a number, in mmHg, negative if the pressure fell.",
    ),
    hints=[
        T(
            fr="À quelle position se trouve la première mesure ? En Python, on ne compte pas à partir de 1.",
            en="At which position is the first reading? Python does not count from 1.",
        ),
        T(
            fr="La première mesure s'écrit `readings[0]`. La dernière, quelle que soit la longueur de la liste, `readings[-1]`.",
            en="The first reading is `readings[0]`. The last, however long the list is, is `readings[-1]`.",
        ),
        T(
            fr="Renvoyez la dernière moins la première, dans cet ordre : `return readings[...] - readings[...]`.",
            en="Return the last minus the first, in this order: `return readings[...] - readings[...]`.",
        ),
    ],
    why=T(
        fr="`readings[0]` est le premier élément et `readings[-1]` le dernier, sans avoir à connaître la longueur. "
        "« Après moins avant » est la convention usuelle pour un changement : le signe dit alors le sens.",
        en="`readings[0]` is the first item and `readings[-1]` the last, whatever the length. "
        '"After minus before" is the usual convention for a change: the sign then tells the direction.',
    ),
)


@pressure_change.reference
def _(readings):
    return readings[-1] - readings[0]


@pressure_change.also_right
def by_length(readings):
    first = readings[0]
    last = readings[len(readings) - 1]
    return last - first


@pressure_change.mistake(
    "second_as_first",
    seen="author",
    text=T(
        fr="Vous partez de la *deuxième* mesure. Python numérote à partir de 0 : `readings[1]` est la deuxième, "
        "`readings[0]` la première.",
        en="You start from the *second* reading. Python numbers from 0: `readings[1]` is the second, `readings[0]` the first.",
    ),
)
def _(readings):
    return readings[-1] - readings[1]


@pressure_change.mistake(
    "reversed",
    seen="author",
    text=T(
        fr="Vos valeurs sont justes, mais leur signe est inversé : vous calculez la première moins la dernière. "
        "Une pression qui baisse doit donner un nombre négatif.",
        en="Your values are right but their sign is reversed: you compute the first minus the last. "
        "A falling pressure must give a negative number.",
    ),
)
def _(readings):
    return readings[0] - readings[-1]


@pressure_change.mistake(
    "past_the_end",
    seen="author",
    text=T(
        fr="Python s'arrête sur `IndexError` : vous demandez une position qui n'existe pas. Une liste de 5 mesures a les "
        "positions 0 à 4 ; `readings[len(readings)]` va une place trop loin. La dernière s'écrit `readings[-1]`.",
        en="Python stops with `IndexError`: you ask for a position that does not exist. A list of 5 readings has positions "
        "0 to 4; `readings[len(readings)]` goes one too far. The last one is `readings[-1]`.",
    ),
)
def _(readings):
    return readings[len(readings)] - readings[0]


@pressure_change.mistake(
    "amplitude",
    seen="author",
    text=T(
        fr="Vous calculez l'écart entre la plus haute et la plus basse des mesures. On demande la dernière moins la "
        "première : l'ordre dans le temps compte.",
        en="You compute the gap between the highest and the lowest reading. What is asked is the last minus the first: "
        "the order in time matters.",
    ),
)
def _(readings):
    return max(readings) - min(readings)


@pressure_change.mistake(
    "round_brackets",
    seen="author",
    text=T(
        fr="Python s'arrête sur `TypeError`. Le plus souvent, ce sont des parenthèses à la place des crochets : on prend une "
        "mesure dans la liste par `readings[...]`, et non `readings(...)`.",
        en="Python stops with `TypeError`. Most often, parentheses stand where square brackets should: a reading is taken "
        "from the list by `readings[...]`, not `readings(...)`.",
    ),
)
def _(readings):
    return readings(-1) - readings(0)


def _night(rng, change, between):
    first = int(rng.integers(115, 150))
    middle = [first + int(step) for step in rng.choice([-31, -23, -9, 7, 17, 29], size=between, replace=False)]
    return [first, *middle, first + change]


@pressure_change.cases
def _(rng):
    yield Case(
        T(fr="la pression baisse", en="falling pressure"),
        readings=_night(rng, -int(rng.integers(10, 30)), int(rng.integers(2, 5))),
    )
    yield Case(
        T(fr="la pression monte", en="rising pressure"),
        readings=_night(rng, int(rng.integers(10, 28)), int(rng.integers(2, 5))),
    )
    yield Case(
        T(fr="deux mesures seulement", en="only two readings"),
        readings=_night(rng, int(rng.choice([-22, -13, 11, 19])), 0),
    )


# --- Part two: functions that decide (further) -----------------------------------------------------------------------

news_systolic = Exercise(
    id="00.news_systolic",
    kind="function",
    points=2,
    level=2,
    further=True,
    draws=1,
    title=T(fr="Les points NEWS2 de la pression systolique", en="NEWS2 points of the systolic pressure"),
    statement=T(
        fr="Le score d'alerte NEWS2 (Royal College of Physicians, 2017) donne des points à chaque constante. Pour la "
        "pression systolique, en mmHg :\n\n"
        "| systolique | points |\n|---|---|\n| 90 ou moins | 3 |\n| 91 à 100 | 2 |\n| 101 à 110 | 1 |\n"
        "| 111 à 219 | 0 |\n| 220 ou plus | 3 |\n\n"
        "Écrivez `news_systolic`, qui renvoie ces points. La pression est un nombre entier. Effacez la ligne "
        "`return ...` : vous en écrirez une par tranche.",
        en="The NEWS2 early warning score (Royal College of Physicians, 2017) gives points to each vital sign. For the "
        "systolic pressure, in mmHg:\n\n"
        "| systolic | points |\n|---|---|\n| 90 or less | 3 |\n| 91 to 100 | 2 |\n| 101 to 110 | 1 |\n"
        "| 111 to 219 | 0 |\n| 220 or more | 3 |\n\n"
        "Write `news_systolic`, which returns these points. The pressure is a whole number. Delete the line "
        "`return ...`: you will write one for each band.",
    ),
    signature="def news_systolic(systolic):",
    docstring=T(
        fr="Points NEWS2 de la pression systolique.\n\nsystolic : nombre entier, en mmHg.\nRenvoie : 0, 1, 2 ou 3.",
        en="NEWS2 points of the systolic pressure.\n\nsystolic: whole number, in mmHg.\nReturns: 0, 1, 2 or 3.",
    ),
    hints=[
        T(
            fr="Combien de points à 90 exactement ? Et à 91 ? Le signe `<=` (« inférieur ou égal ») inclut la borne, "
            "`<` l'exclut.",
            en='How many points at exactly 90? And at 91? The sign `<=` ("less than or equal to") includes the bound, '
            "`<` excludes it.",
        ),
        T(
            fr="Python lit les conditions de haut en bas et s'arrête à la première vraie. Commencez par la plus basse : "
            "`if systolic <= 90:`, puis `elif systolic <= 100:`, et ainsi de suite.",
            en="Python reads conditions from top to bottom and stops at the first that is true. Start with the lowest: "
            "`if systolic <= 90:`, then `elif systolic <= 100:`, and so on.",
        ),
        T(
            fr="Après les trois premières tranches, il reste deux lignes : `elif systolic < 220:` renvoie 0, et `else:` "
            "renvoie 3.",
            en="After the first three bands, two lines remain: `elif systolic < 220:` returns 0, and `else:` returns 3.",
        ),
    ],
    why=T(
        fr="Les conditions sont lues dans l'ordre ; chaque `elif` ne concerne que les patients que les précédentes ont "
        "laissés passer. Aux bornes, `<=` et `<` ne donnent pas les mêmes points : c'est là qu'un score programmé à la "
        "hâte se trompe, et c'est là qu'il faut le tester.",
        en="Conditions are read in order; each `elif` only concerns the patients that the earlier ones let through. At the "
        "bounds, `<=` and `<` give different points: that is where a score programmed in haste goes wrong, and where "
        "it must be tested.",
    ),
)


@news_systolic.reference
def _(systolic):
    if systolic <= 90:
        return 3
    elif systolic <= 100:
        return 2
    elif systolic <= 110:
        return 1
    elif systolic < 220:
        return 0
    else:
        return 3


@news_systolic.also_right
def by_adding(systolic):
    if systolic >= 220:
        return 3
    return int(systolic <= 90) + int(systolic <= 100) + int(systolic <= 110)


@news_systolic.mistake(
    "strict_bounds",
    seen="author",
    text=T(
        fr="Tout est juste sauf aux bornes : à 90, 100 ou 110 exactement, vous donnez un point de moins. Écrivez `<=` au "
        "lieu de `<` : « 90 ou moins » comprend 90.",
        en="All is right except at the bounds: at exactly 90, 100 or 110 you give one point too few. Write `<=` rather than "
        '`<`: "90 or less" includes 90.',
    ),
)
def _(systolic):
    if systolic >= 220:
        return 3
    return int(systolic < 90) + int(systolic < 100) + int(systolic < 110)


@news_systolic.mistake(
    "no_upper_band",
    seen="author",
    text=T(
        fr="Une systolique de 220 ou plus vaut 3 points ; votre fonction lui en donne 0. La dernière ligne du tableau "
        "est facile à oublier : une pression trop haute alerte aussi.",
        en="A systolic pressure of 220 or more is worth 3 points; your function gives 0. The last line of the table is "
        "easily forgotten: a pressure that is too high is a warning too.",
    ),
)
def _(systolic):
    return int(systolic <= 90) + int(systolic <= 100) + int(systolic <= 110)


@news_systolic.mistake(
    "widest_first",
    seen="author",
    text=T(
        fr="Toutes les pressions de 110 ou moins reçoivent 1 point. C'est ce qui arrive quand `systolic <= 110` est lue "
        "en premier (Python s'arrête là), ou quand plusieurs `if` de suite s'écrasent l'un l'autre. Commencez par la "
        "condition la plus étroite, `<= 90`, et enchaînez avec `elif`.",
        en="Every pressure of 110 or less gets 1 point. That happens when `systolic <= 110` is read first (Python stops "
        "there), or when several `if` in a row overwrite each other. Start with the narrowest condition, `<= 90`, and "
        "go on with `elif`.",
    ),
)
def _(systolic):
    if systolic <= 110:
        return 1
    return 0 if systolic < 220 else 3


@news_systolic.mistake(
    "every_bound_strict",
    seen="author",
    text=T(
        fr="Juste à l'intérieur des tranches, faux aux bornes : 90, 100, 110 et 219 tombent dans la tranche du dessus. Le "
        "tableau compte chaque borne dans sa tranche : écrivez `<=` au lieu de `<`.",
        en="Right inside the bands, wrong at the bounds: 90, 100, 110 and 219 fall into the band above. In the table each "
        "bound belongs to its band: write `<=` rather than `<`.",
    ),
)
def _(systolic):
    if systolic >= 219:
        return 3
    return int(systolic < 90) + int(systolic < 100) + int(systolic < 110)


@news_systolic.cases
def _(rng):
    bounds = T(fr="aux bornes basses", en="at the lower bounds")
    for systolic in (90, 91, 100, 101, 110, 111):
        yield Case(bounds, systolic=systolic)
    high = T(fr="pression très haute", en="very high pressure")
    for systolic in (219, 220, int(rng.integers(221, 235)), int(rng.integers(236, 260))):
        yield Case(high, systolic=systolic)
    inside = T(fr="à l'intérieur des tranches", en="inside the bands")
    for low, above in ((60, 90), (92, 100), (102, 110), (112, 160), (161, 218)):
        yield Case(inside, systolic=int(rng.integers(low, above)))


# --- Part two: arrays and masks ------------------------------------------------------------------------------------

proportion_low = Exercise(
    id="00.proportion_low",
    kind="function",
    points=1,
    level=1,
    title=T(fr="Quelle proportion de patients sous un seuil ?", en="What proportion of patients below a threshold?"),
    statement=T(
        fr="`pressures` est un tableau NumPy de pressions systoliques, `threshold` un seuil. La première ligne construit le "
        "masque. Remplacez `...` pour que `proportion_low` renvoie la **proportion** de patients dont la pression est "
        "**strictement inférieure** au seuil : un nombre entre 0 et 1.",
        en="`pressures` is a NumPy array of systolic pressures, `threshold` a threshold. The first line builds the mask. "
        "Replace `...` so that `proportion_low` returns the **proportion** of patients whose pressure is **strictly "
        "below** the threshold: a number between 0 and 1.",
    ),
    signature="def proportion_low(pressures, threshold):",
    docstring=T(
        fr="Proportion de patients dont la pression est strictement inférieure au seuil.\n\n"
        "pressures : tableau de n nombres, en mmHg.\nthreshold : nombre, en mmHg.\nRenvoie : un nombre entre 0 et 1.",
        en="Proportion of patients whose pressure is strictly below the threshold.\n\n"
        "pressures: array of n numbers, in mmHg.\nthreshold: a number, in mmHg.\nReturns: a number between 0 and 1.",
    ),
    given="low = pressures < threshold",
    hints=[
        T(
            fr="`low` contient un `True` ou un `False` par patient. Que donne `low.sum()` ? Et par quoi faut-il le diviser ?",
            en="`low` holds one `True` or `False` per patient. What does `low.sum()` give? And what must it be divided by?",
        ),
        T(
            fr="`True` compte pour 1 et `False` pour 0 : la *moyenne* d'un masque est donc une proportion.",
            en="`True` counts as 1 and `False` as 0: the *mean* of a mask is therefore a proportion.",
        ),
        T(
            fr="Il suffit d'une méthode, appliquée au masque `low` et non aux pressions : `return low.m...()`",
            en="One method is enough, applied to the mask `low` and not to the pressures: `return low.m...()`",
        ),
    ],
    why=T(
        fr="La moyenne d'un masque est le nombre de `True` divisé par le nombre de patients : une proportion. Toute la "
        "suite du cours s'appuie sur cette ligne (la sensibilité d'un test, par exemple, se calcule ainsi).",
        en="The mean of a mask is the number of `True` divided by the number of patients: a proportion. The rest of the "
        "course leans on this line (a test's sensitivity, for one, is computed this way).",
    ),
)


@proportion_low.reference
def _(pressures, threshold):
    low = pressures < threshold
    return low.mean()


@proportion_low.also_right
def by_dividing(pressures, threshold):
    low = pressures < threshold
    return low.sum() / len(pressures)


@proportion_low.mistake(
    "count",
    seen="author",
    text=T(
        fr="Vous renvoyez un *nombre* de patients. Pour une proportion, divisez-le par le nombre total de patients, ou "
        "prenez la moyenne du masque.",
        en="You return a *number* of patients. For a proportion, divide it by the total number of patients, or take the "
        "mean of the mask.",
    ),
)
def _(pressures, threshold):
    return (pressures < threshold).sum()


@proportion_low.mistake(
    "percent",
    seen="author",
    text=T(
        fr="Vos résultats sont des pourcentages, cent fois trop grands. Une proportion va de 0 à 1 : on n'en fait un "
        "pourcentage qu'au moment de l'afficher.",
        en="Your results are percentages, a hundred times too large. A proportion goes from 0 to 1: it becomes a "
        "percentage only when it is displayed.",
    ),
)
def _(pressures, threshold):
    return 100 * (pressures < threshold).mean()


@proportion_low.mistake(
    "at_or_below",
    seen="author",
    text=T(
        fr="Vous comptez aussi les patients qui sont exactement au seuil. « Strictement inférieur » s'écrit `<`, sans le "
        "signe égal.",
        en='You also count the patients who are exactly at the threshold. "Strictly below" is written `<`, without the equals sign.',
    ),
)
def _(pressures, threshold):
    return (pressures <= threshold).mean()


@proportion_low.mistake(
    "complement",
    seen="author",
    text=T(
        fr="Vous comptez les autres : ceux qui sont au seuil ou au-dessus. Vérifiez le sens du signe `<`.",
        en="You count the others: those at or above the threshold. Check which way the sign `<` points.",
    ),
)
def _(pressures, threshold):
    return (pressures >= threshold).mean()


@proportion_low.mistake(
    "mean_pressure_of_low",
    seen="author",
    text=T(
        fr="Vous renvoyez la pression *moyenne* des patients sous le seuil, en mmHg. On demande combien ils sont, en "
        "proportion : la moyenne à prendre est celle du masque `low`, pas celle de `pressures[low]`.",
        en="You return the *mean pressure* of the patients below the threshold, in mmHg. What is asked is how many they "
        "are, as a proportion: the mean to take is that of the mask `low`, not of `pressures[low]`.",
    ),
)
def _(pressures, threshold):
    return pressures[pressures < threshold].mean()


def _around(rng, threshold):
    """Systolic pressures with some below `threshold`, one or two exactly at it, more above."""
    below = threshold - rng.integers(1, 30, size=rng.integers(2, 6))
    at = np.full(rng.integers(1, 3), threshold)
    above = threshold + rng.integers(1, 60, size=rng.integers(9, 13))
    return rng.permutation(np.concatenate([below, at, above]))


@proportion_low.cases
def _(rng):
    yield Case(T(fr="seuil à 90 mmHg", en="threshold 90 mmHg"), pressures=_around(rng, 90), threshold=90)
    yield Case(T(fr="seuil à 140 mmHg", en="threshold 140 mmHg"), pressures=_around(rng, 140), threshold=140)


low_and_fast = Exercise(
    id="00.low_and_fast",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Pression basse et cœur rapide", en="Low pressure and fast heart"),
    statement=T(
        fr="Vous voulez savoir combien de patients arrivent avec une systolique **strictement inférieure à 90 mmHg** "
        "*et* une fréquence cardiaque **strictement supérieure à 100 par minute**.\n\n"
        "`systolic` et `heart_rate` sont deux tableaux de même longueur, un patient par position. "
        "Renvoyez le **nombre** de patients qui remplissent les deux conditions. Prenez les lignes qu'il vous faut "
        "au-dessus de `return`.",
        en="You want to know how many patients arrive with a systolic pressure **strictly below 90 mmHg** *and* a heart "
        "rate **strictly above 100 per minute**.\n\n"
        "`systolic` and `heart_rate` are two arrays of the same length, one patient per position. "
        "Return the **number** of patients who meet both conditions. Use as many lines as you need above `return`.",
    ),
    signature="def low_and_fast(systolic, heart_rate):",
    docstring=T(
        fr="Nombre de patients à la systolique < 90 mmHg et à la fréquence cardiaque > 100 par minute.\n\n"
        "systolic : tableau de n nombres, en mmHg.\nheart_rate : tableau de n nombres, en battements par minute.\n"
        "Renvoie : un nombre entier, de 0 à n.",
        en="Number of patients with systolic < 90 mmHg and heart rate > 100 per minute.\n\n"
        "systolic: array of n numbers, in mmHg.\nheart_rate: array of n numbers, in beats per minute.\n"
        "Returns: a whole number, from 0 to n.",
    ),
    hints=[
        T(
            fr="De combien de masques avez-vous besoin, avant de les combiner ?",
            en="How many masks do you need, before combining them?",
        ),
        T(
            fr="Faites deux masques, un par ligne : `low = systolic < 90`, puis `fast = ...`",
            en="Make two masks, one per line: `low = systolic < 90`, then `fast = ...`",
        ),
        T(
            fr="« Et », patient par patient, s'écrit `&` : le masque `low & fast` est vrai pour ceux qui ont les deux.",
            en='"And", patient by patient, is written `&`: the mask `low & fast` is true for those who have both.',
        ),
        T(
            fr="Il ne reste qu'à compter les `True` : `return (low & fast).sum()`",
            en="Only the counting of `True` remains: `return (low & fast).sum()`",
        ),
    ],
    why=T(
        fr="`&` compare les deux masques patient par patient. `and` demanderait si *tout* le tableau est vrai, ce qui n'a "
        "pas de sens pour plusieurs patients : Python refuse. Sur une seule ligne, chaque condition doit avoir ses "
        "parenthèses : `((systolic < 90) & (heart_rate > 100)).sum()`.",
        en="`&` compares the two masks patient by patient. `and` would ask whether the *whole* array is true, which makes "
        "no sense for several patients: Python refuses. On a single line each condition needs its parentheses: "
        "`((systolic < 90) & (heart_rate > 100)).sum()`.",
    ),
)


@low_and_fast.reference
def _(systolic, heart_rate):
    low = systolic < 90
    fast = heart_rate > 100
    return (low & fast).sum()


@low_and_fast.also_right
def by_selecting(systolic, heart_rate):
    rates_of_low = heart_rate[systolic < 90]
    return len(rates_of_low[rates_of_low > 100])


@low_and_fast.also_right
def by_loop(systolic, heart_rate):
    count = 0
    for pressure, rate in zip(systolic, heart_rate, strict=True):
        if pressure < 90 and rate > 100:
            count = count + 1
    return count


@low_and_fast.mistake(
    "python_and",
    seen="author",
    text=T(
        fr="Python s'arrête sur `ValueError` (« the truth value of an array... is ambiguous »). Entre deux masques, on "
        "écrit `&` et non `and` ; et sur une même ligne, chaque condition a ses parenthèses : "
        "`(systolic < 90) & (heart_rate > 100)`. Construisez aussi chaque masque *dans* la fonction, avec les tableaux "
        "qu'elle reçoit.",
        en='Python stops with `ValueError` ("the truth value of an array... is ambiguous"). Between two masks write `&`, '
        "not `and`; and on one line each condition has its own parentheses: `(systolic < 90) & (heart_rate > 100)`. "
        "Also make each mask *inside* the function, from the arrays it is given.",
    ),
)
def _(systolic, heart_rate):
    return (systolic < 90 and heart_rate > 100).sum()


@low_and_fast.mistake(
    "either",
    seen="author",
    text=T(
        fr="Vous comptez les patients qui ont l'un *ou* l'autre : `|` veut dire « ou ». Pour « et », écrivez `&`.",
        en='You count the patients who have one *or* the other: `|` means "or". For "and", write `&`.',
    ),
)
def _(systolic, heart_rate):
    return ((systolic < 90) | (heart_rate > 100)).sum()


@low_and_fast.mistake(
    "added",
    seen="author",
    text=T(
        fr="Vous additionnez deux comptes : les patients qui ont les deux signes y sont comptés deux fois, et ceux qui "
        "n'en ont qu'un y figurent aussi. Combinez d'abord les masques avec `&`, comptez ensuite.",
        en="You add up two counts: patients with both signs are counted twice, and those with only one are in it too. "
        "Combine the masks with `&` first, count afterwards.",
    ),
)
def _(systolic, heart_rate):
    return (systolic < 90).sum() + (heart_rate > 100).sum()


@low_and_fast.mistake(
    "inclusive",
    seen="author",
    text=T(
        fr="Vous comptez aussi les patients qui sont exactement à 90 ou à 100. « Strictement » s'écrit `<` et `>`, sans "
        "le signe égal.",
        en='You also count the patients who are exactly at 90 or 100. "Strictly" is written `<` and `>`, without the equals sign.',
    ),
)
def _(systolic, heart_rate):
    return ((systolic <= 90) & (heart_rate >= 100)).sum()


@low_and_fast.mistake(
    "proportion",
    seen="author",
    text=T(
        fr="Vous renvoyez une *proportion*. On demande un nombre de patients : la somme du masque, pas sa moyenne.",
        en="You return a *proportion*. What is asked is a number of patients: the sum of the mask, not its mean.",
    ),
)
def _(systolic, heart_rate):
    return ((systolic < 90) & (heart_rate > 100)).mean()


def _vital_signs(rng, both):
    """Two arrays: `both` patients with both signs, others with one, with none, and two at the bounds."""
    groups = [(both, (70, 90), (101, 140)), (3, (70, 90), (55, 100)), (4, (91, 190), (101, 140))]
    groups += [(int(rng.integers(4, 8)), (91, 190), (55, 100)), (1, (90, 91), (105, 120)), (1, (75, 88), (100, 101))]
    systolic = np.concatenate([rng.integers(*low, size=size) for size, low, _ in groups])
    heart_rate = np.concatenate([rng.integers(*fast, size=size) for size, _, fast in groups])
    order = rng.permutation(len(systolic))
    return {"systolic": systolic[order], "heart_rate": heart_rate[order]}


@low_and_fast.cases
def _(rng):
    yield Case(
        T(fr="quelques patients ont les deux", en="some patients have both"),
        **_vital_signs(rng, int(rng.integers(1, 5))),
    )
    yield Case(T(fr="personne n'a les deux", en="nobody has both"), **_vital_signs(rng, 0))


# --- Part two: groups ----------------------------------------------------------------------------------------------

difference_of_means = Exercise(
    id="00.difference_of_means",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Deux groupes, deux moyennes", en="Two groups, two means"),
    statement=T(
        fr="`values` est un tableau de mesures (des âges, par exemple), `group` un masque de même longueur, vrai pour les "
        "patients du groupe (ceux qui ont une insuffisance cardiaque, par exemple).\n\n"
        "Renvoyez la **moyenne des patients du groupe, moins la moyenne de tous les autres**. "
        "Il y a au moins un patient de chaque côté.",
        en="`values` is an array of measurements (ages, for instance), `group` a mask of the same length, true for the "
        "patients in the group (those with heart failure, for instance).\n\n"
        "Return the **mean of the patients in the group, minus the mean of all the others**. "
        "There is at least one patient on each side.",
    ),
    signature="def difference_of_means(values, group):",
    docstring=T(
        fr="Moyenne dans le groupe, moins moyenne hors du groupe.\n\nvalues : tableau de n nombres.\n"
        "group : masque de n valeurs True ou False.\nRenvoie : un nombre, dans l'unité de values.",
        en="Mean inside the group minus mean outside the group.\n\nvalues: array of n numbers.\n"
        "group: mask of n values, True or False.\nReturns: a number, in the unit of values.",
    ),
    hints=[
        T(
            fr="Qui sont « les autres » ? Quel masque est vrai pour eux, et faux pour le groupe ?",
            en='Who are "the others"? Which mask is true for them and false for the group?',
        ),
        T(
            fr="`values[group]` garde les mesures du groupe ; `~group` retourne le masque, donc `values[~group]` garde les autres.",
            en="`values[group]` keeps the measurements of the group; `~group` flips the mask, so `values[~group]` keeps the others.",
        ),
        T(
            fr="Deux lignes, puis une soustraction : `inside = values[group].mean()`, `outside = ...`, `return inside - outside`",
            en="Two lines, then a subtraction: `inside = values[group].mean()`, `outside = ...`, `return inside - outside`",
        ),
    ],
    why=T(
        fr="On sélectionne avec le masque, *puis* on prend la moyenne : chaque groupe est ainsi divisé par son propre "
        "effectif. `~` retourne le masque, pour ne pas avoir à le réécrire à l'envers.",
        en="Select with the mask, *then* take the mean: each group is thus divided by its own number of patients. `~` flips "
        "the mask, so that it need not be written again the other way round.",
    ),
)


@difference_of_means.reference
def _(values, group):
    inside = values[group].mean()
    outside = values[~group].mean()
    return inside - outside


@difference_of_means.also_right
def by_sums(values, group):
    inside = values[group].sum() / group.sum()
    outside = values[group == False].sum() / (len(group) - group.sum())  # noqa: E712
    return inside - outside


@difference_of_means.mistake(
    "reversed",
    seen="author",
    text=T(
        fr="La taille de la différence est juste, mais son signe est inversé : vous calculez les autres moins le groupe.",
        en="The size of the difference is right but its sign is reversed: you compute the others minus the group.",
    ),
)
def _(values, group):
    return values[~group].mean() - values[group].mean()


@difference_of_means.mistake(
    "against_everyone",
    seen="author",
    text=T(
        fr="Vous comparez le groupe à *tous* les patients, où le groupe figure encore : la différence en est réduite. "
        "Les autres, ce sont ceux de `~group`.",
        en="You compare the group with *all* patients, where the group itself is still present: this shrinks the "
        "difference. The others are those of `~group`.",
    ),
)
def _(values, group):
    return values[group].mean() - values.mean()


@difference_of_means.mistake(
    "divided_by_all",
    seen="author",
    text=T(
        fr="Vous divisez chaque somme par le nombre total de patients, comme on le fait en multipliant par le masque : "
        "`(values * group).mean()`. Sélectionnez d'abord, `values[group]`, puis prenez la moyenne.",
        en="You divide each sum by the total number of patients, as one does when multiplying by the mask: "
        "`(values * group).mean()`. Select first, `values[group]`, then take the mean.",
    ),
)
def _(values, group):
    return (values * group).mean() - (values * ~group).mean()


@difference_of_means.mistake(
    "sums",
    seen="author",
    text=T(
        fr="Vous comparez des *sommes* : le groupe le plus nombreux l'emporte toujours. Comparez des moyennes.",
        en="You compare *sums*: the larger group always wins. Compare means.",
    ),
)
def _(values, group):
    return values[group].sum() - values[~group].sum()


@difference_of_means.mistake(
    "not_for_tilde",
    seen="author",
    text=T(
        fr="Python s'arrête sur `ValueError` : `not` ne sait pas retourner un masque de plusieurs patients. "
        "Patient par patient, « non » s'écrit `~` : `values[~group]`.",
        en="Python stops with `ValueError`: `not` can't flip a mask of several patients. "
        'Patient by patient, "not" is written `~`: `values[~group]`.',
    ),
)
def _(values, group):
    return values[group].mean() - values[not group].mean()


@difference_of_means.mistake(
    "mask_misplaced",
    seen="author",
    text=T(
        fr="Python s'arrête sur `TypeError`. Vérifiez la place du masque : il sélectionne d'abord, entre crochets, et la "
        "moyenne vient après, `values[group].mean()`. Ni `values.mean(group)` ni `~group.mean()` n'ont de sens.",
        en="Python stops with `TypeError`. Check where the mask stands: it selects first, in square brackets, and the mean "
        "comes after, `values[group].mean()`. Neither `values.mean(group)` nor `~group.mean()` makes sense.",
    ),
)
def _(values, group):
    return values.mean(group) - values.mean(~group)


def _two_groups(rng, sizes, means, spread):
    """Measurements of two groups, shuffled, with the mask of the first."""
    values = np.concatenate([rng.normal(mean, spread, size).round() for mean, size in zip(means, sizes, strict=True)])
    group = np.repeat([True, False], sizes)
    order = rng.permutation(len(values))
    return {"values": values[order], "group": group[order]}


@difference_of_means.cases
def _(rng):
    few, many = int(rng.integers(4, 8)), int(rng.integers(10, 15))
    yield Case(T(fr="âges", en="ages"), **_two_groups(rng, (few, many), (77, 65), 8))
    yield Case(T(fr="fréquences cardiaques", en="heart rates"), **_two_groups(rng, (many, few), (78, 101), 9))
    yield Case(
        T(fr="un seul patient dans le groupe", en="a single patient in the group"),
        **_two_groups(rng, (1, few), (85, 66), 7),
    )


# --- Part two: who died --------------------------------------------------------------------------------------------

group_risk = Exercise(
    id="00.group_risk",
    kind="function",
    points=2,
    level=2,
    title=T(fr="Le risque de décès dans un groupe", en="The risk of death in a group"),
    statement=T(
        fr="`died` est un masque, vrai pour les patients décédés ; `group` un masque de même longueur, vrai pour les patients "
        "du groupe.\n\nRenvoyez le **risque de décès dans le groupe** : parmi les patients du groupe, la proportion de "
        "décédés. Le groupe compte au moins un patient.",
        en="`died` is a mask, true for patients who died; `group` a mask of the same length, true for the patients in the "
        "group.\n\nReturn the **risk of death in the group**: among the patients in the group, the proportion who died. "
        "The group holds at least one patient.",
    ),
    signature="def group_risk(died, group):",
    docstring=T(
        fr="Risque de décès dans le groupe.\n\ndied, group : masques de n valeurs True ou False.\n"
        "Renvoie : un nombre entre 0 et 1.",
        en="Risk of death in the group.\n\ndied, group: masks of n values, True or False.\n"
        "Returns: a number between 0 and 1.",
    ),
    hints=[
        T(
            fr="« Parmi les patients du groupe » : qui est au dénominateur ?",
            en='"Among the patients in the group": who is in the denominator?',
        ),
        T(
            fr="`died` est un tableau comme un autre : `died[group]` n'en garde que les patients du groupe.",
            en="`died` is an array like any other: `died[group]` keeps only the patients in the group.",
        ),
        T(
            fr="La moyenne d'un masque est une proportion : `return died[group]....`",
            en="The mean of a mask is a proportion: `return died[group]....`",
        ),
    ],
    why=T(
        fr="`died[group]` ne garde que les patients du groupe : ils forment le dénominateur, et la moyenne du masque donne "
        "la proportion de décédés parmi eux. « Parmi qui ? » est la première question à poser devant tout pourcentage.",
        en="`died[group]` keeps only the patients in the group: they are the denominator, and the mean of the mask is the "
        'proportion who died among them. "Among whom?" is the first question to ask of any percentage.',
    ),
)


@group_risk.reference
def _(died, group):
    return died[group].mean()


@group_risk.also_right
def by_counting(died, group):
    deaths = (died & group).sum()
    return deaths / group.sum()


@group_risk.mistake(
    "divided_by_all",
    seen="author",
    text=T(
        fr="Le numérateur est juste (les décès du groupe), mais vous divisez par *tous* les patients. Divisez par "
        "l'effectif du groupe.",
        en="The numerator is right (the deaths in the group) but you divide by *all* patients. Divide by the number in the group.",
    ),
)
def _(died, group):
    return (died & group).mean()


@group_risk.mistake(
    "inverted",
    seen="author",
    text=T(
        fr="Vous répondez à la question inverse : parmi les *décédés*, combien étaient du groupe ? On demande, parmi le "
        "*groupe*, combien sont décédés. La confusion est classique : c'est celle qui fait prendre une sensibilité "
        "pour une valeur prédictive.",
        en="You answer the reverse question: among those who *died*, how many were in the group? What is asked is, among "
        "the *group*, how many died. The confusion is a classic: it is the one that takes a sensitivity for a "
        "predictive value.",
    ),
)
def _(died, group):
    return (died & group).sum() / died.sum()


@group_risk.mistake(
    "group_ignored",
    seen="author",
    text=T(
        fr="Vous renvoyez le risque de *tous* les patients : le masque `group` ne sert nulle part. Sélectionnez d'abord "
        "`died[group]`.",
        en="You return the risk of *all* patients: the mask `group` is not used. Select `died[group]` first.",
    ),
)
def _(died, group):
    return died.mean()


@group_risk.mistake(
    "count",
    seen="author",
    text=T(
        fr="Vous renvoyez le *nombre* de décès du groupe. Un risque est une proportion : divisez par l'effectif du groupe.",
        en="You return the *number* of deaths in the group. A risk is a proportion: divide by the number in the group.",
    ),
)
def _(died, group):
    return (died & group).sum()


@group_risk.mistake(
    "percent",
    seen="author",
    text=T(
        fr="Vos résultats sont des pourcentages, cent fois trop grands. Un risque va de 0 à 1.",
        en="Your results are percentages, a hundred times too large. A risk goes from 0 to 1.",
    ),
)
def _(died, group):
    return 100 * died[group].mean()


@group_risk.mistake(
    "survival",
    seen="author",
    text=T(
        fr="Vous renvoyez la proportion de *survivants* du groupe. Le risque de décès est le complément à 1.",
        en="You return the proportion of *survivors* in the group. The risk of death is 1 minus that.",
    ),
)
def _(died, group):
    return 1 - died[group].mean()


def _deaths(rng, in_group, outside):
    """Masks `died` and `group`, shuffled; `in_group` and `outside` are (deaths, survivors)."""
    died = np.repeat([True, False, True, False], [*in_group, *outside])
    group = np.repeat([True, False], [sum(in_group), sum(outside)])
    order = rng.permutation(len(died))
    return {"died": died[order], "group": group[order]}


@group_risk.cases
def _(rng):
    deaths = int(rng.integers(2, 6))
    yield Case(
        T(fr="décès dans les deux groupes", en="deaths in both groups"),
        **_deaths(rng, (deaths, deaths + int(rng.integers(1, 4))), (1, int(rng.integers(9, 14)))),
    )
    yield Case(
        T(fr="aucun décès dans le groupe", en="nobody in the group died"),
        **_deaths(rng, (0, int(rng.integers(3, 7))), (int(rng.integers(2, 5)), 8)),
    )
    yield Case(
        T(fr="tout le groupe est décédé", en="everyone in the group died"),
        **_deaths(rng, (int(rng.integers(2, 5)), 0), (int(rng.integers(2, 5)), 8)),
    )


# --- Part two: the interval ----------------------------------------------------------------------------------------

difference_interval = Exercise(
    id="00.difference_interval",
    kind="function",
    points=2,
    level=2,
    further=True,
    title=T(fr="L'intervalle d'une différence de risques", en="The interval of a difference of risks"),
    statement=T(
        fr="`a` et `b` décrivent deux groupes ; chacun est une liste `[risque, borne basse, borne haute]`, les bornes étant "
        "celles de son IC 95 %. Les deux premières lignes donnent un nom à chaque nombre.\n\n"
        "Renvoyez les deux bornes, basse puis haute, de l'IC 95 % de la différence $d = \\text{risk}_a - \\text{risk}_b$, "
        "selon Newcombe (1998) :\n\n"
        "$$d - \\sqrt{(\\text{risk}_a - \\text{low}_a)^2 + (\\text{high}_b - \\text{risk}_b)^2}$$\n\n"
        "$$d + \\sqrt{(\\text{high}_a - \\text{risk}_a)^2 + (\\text{risk}_b - \\text{low}_b)^2}$$\n\n"
        "La racine carrée s'écrit `np.sqrt(...)`, le carré `** 2`, et l'on renvoie deux valeurs par `return low, high`.",
        en="`a` and `b` describe two groups; each is a list `[risk, lower bound, upper bound]`, the bounds being those of its "
        "95% CI. The first two lines give each number a name.\n\n"
        "Return the two bounds, lower then upper, of the 95% CI of the difference $d = \\text{risk}_a - \\text{risk}_b$, "
        "after Newcombe (1998):\n\n"
        "$$d - \\sqrt{(\\text{risk}_a - \\text{low}_a)^2 + (\\text{high}_b - \\text{risk}_b)^2}$$\n\n"
        "$$d + \\sqrt{(\\text{high}_a - \\text{risk}_a)^2 + (\\text{risk}_b - \\text{low}_b)^2}$$\n\n"
        "A square root is written `np.sqrt(...)`, a square `** 2`, and two values are returned by `return low, high`.",
    ),
    signature="def difference_interval(a, b):",
    docstring=T(
        fr="IC 95 % de la différence de deux risques (Newcombe 1998).\n\n"
        "a, b : listes [risque, borne basse, borne haute], entre 0 et 1.\n"
        "Renvoie : deux nombres entre -1 et 1, borne basse puis borne haute de risque(a) - risque(b).",
        en="95% CI of the difference of two risks (Newcombe 1998).\n\n"
        "a, b: lists [risk, lower bound, upper bound], between 0 and 1.\n"
        "Returns: two numbers between -1 and 1, lower then upper bound of risk(a) - risk(b).",
    ),
    given="risk_a, low_a, high_a = a\nrisk_b, low_b, high_b = b",
    hints=[
        T(
            fr="La différence est la plus petite quand `a` est plus bas que mesuré *et* `b` plus haut : quelles bornes "
            "interviennent alors ?",
            en="The difference is smallest when `a` is lower than measured *and* `b` higher: which bounds are involved then?",
        ),
        T(
            fr="Procédez par petites lignes : `difference = risk_a - risk_b`, puis "
            "`down = np.sqrt((risk_a - low_a) ** 2 + (high_b - risk_b) ** 2)`.",
            en="Go in small steps, one line each: `difference = risk_a - risk_b`, then "
            "`down = np.sqrt((risk_a - low_a) ** 2 + (high_b - risk_b) ** 2)`.",
        ),
        T(
            fr="Écrivez `up` de même avec `high_a` et `low_b`, puis `return difference - down, difference + up`.",
            en="Write `up` likewise with `high_a` and `low_b`, then `return difference - down, difference + up`.",
        ),
    ],
    why=T(
        fr="Deux incertitudes indépendantes ne s'additionnent pas tout droit : il est rare que les deux groupes se trompent "
        "au maximum, et en sens contraire, le même jour. On additionne leurs carrés, comme les côtés d'un triangle "
        "rectangle.",
        en="Two independent uncertainties do not simply add up: both groups are rarely off by the most, in opposite "
        "directions, on the same day. Their squares are added, like the sides of a right triangle.",
    ),
)


@difference_interval.reference
def _(a, b):
    risk_a, low_a, high_a = a
    risk_b, low_b, high_b = b
    difference = risk_a - risk_b
    down = np.sqrt((risk_a - low_a) ** 2 + (high_b - risk_b) ** 2)
    up = np.sqrt((high_a - risk_a) ** 2 + (risk_b - low_b) ** 2)
    return difference - down, difference + up


@difference_interval.also_right
def by_hypotenuse(a, b):
    difference = a[0] - b[0]
    low = difference - np.hypot(a[0] - a[1], b[2] - b[0])
    high = difference + np.hypot(a[2] - a[0], b[0] - b[1])
    return [low, high]


@difference_interval.mistake(
    "bounds_subtracted",
    seen="author",
    text=T(
        fr="Vous soustrayez les bornes deux à deux (basse moins basse, haute moins haute). L'intervalle obtenu est "
        "trop étroit, comme si les deux groupes se trompaient toujours dans le même sens.",
        en="You subtract the bounds pairwise (lower minus lower, upper minus upper). The interval comes out too narrow, as "
        "if both groups always erred in the same direction.",
    ),
)
def _(a, b):
    return a[1] - b[1], a[2] - b[2]


@difference_interval.mistake(
    "same_side",
    seen="author",
    text=T(
        fr="Les bornes de `b` sont échangées : pour la borne basse de la différence, on prend le bas de `a` et le *haut* "
        "de `b`.",
        en="The bounds of `b` are swapped: for the lower bound of the difference, take the bottom of `a` and the *top* of `b`.",
    ),
)
def _(a, b):
    difference = a[0] - b[0]
    return difference - np.hypot(a[0] - a[1], b[0] - b[1]), difference + np.hypot(a[2] - a[0], b[2] - b[0])


@difference_interval.mistake(
    "widths_added",
    seen="author",
    text=T(
        fr="Vous additionnez les écarts sans passer par les carrés et la racine : l'intervalle obtenu est trop large.",
        en="You add the gaps without squaring them and taking the root: the interval comes out too wide.",
    ),
)
def _(a, b):
    return a[1] - b[2], a[2] - b[1]


@difference_interval.mistake(
    "bounds_reversed",
    seen="author",
    text=T(
        fr="Vos deux bornes sont justes, mais dans le mauvais ordre : la basse d'abord, puis la haute.",
        en="Both your bounds are right, but in the wrong order: the lower one first, then the upper one.",
    ),
)
def _(a, b):
    low, high = by_hypotenuse(a, b)
    return high, low


@difference_interval.mistake(
    "distances_alone",
    seen="author",
    text=T(
        fr="Vous renvoyez les deux racines seules : ce sont des distances. Il reste à ôter la première de la différence `d` "
        "pour la borne basse, et à lui ajouter la seconde pour la borne haute.",
        en="You return the two square roots alone: these are distances. Subtract the first from the difference `d` for the "
        "lower bound, and add the second to it for the upper bound.",
    ),
)
def _(a, b):
    return np.hypot(a[0] - a[1], b[2] - b[0]), np.hypot(a[2] - a[0], b[0] - b[1])


def _wilson(deaths, patients, z=1.959964):
    centre = (deaths + z**2 / 2) / (patients + z**2)
    half = z * np.sqrt(deaths * (patients - deaths) / patients + z**2 / 4) / (patients + z**2)
    return [float(value) for value in (deaths / patients, centre - half, centre + half)]


@difference_interval.cases
def _(rng):
    yield Case(
        T(fr="plus de décès dans a", en="more deaths in a"),
        a=_wilson(int(rng.integers(30, 60)), 120),
        b=_wilson(int(rng.integers(15, 40)), 250),
    )
    yield Case(
        T(fr="moins de décès dans a", en="fewer deaths in a"),
        a=_wilson(int(rng.integers(5, 15)), 150),
        b=_wilson(int(rng.integers(25, 45)), 90),
    )
    yield Case(
        T(fr="petits groupes", en="small groups"),
        a=_wilson(int(rng.integers(1, 5)), 15),
        b=_wilson(int(rng.integers(1, 6)), 23),
    )


reading_interval = Exercise(
    id="00.reading_interval",
    kind="choice",
    name="sentence",
    points=1,
    level=1,
    title=T(fr="Que dit l'intervalle ?", en="What does the interval say?"),
    statement=T(
        fr="Vous venez de calculer la différence de mortalité à un an entre les patients avec et sans insuffisance cardiaque, "
        "et son IC 95 %, tout entier du côté positif. Quelle phrase ces chiffres permettent-ils d'écrire ? "
        'Remplacez `...` par sa lettre entre guillemets droits, par exemple `"a"`.',
        en="You have just computed the difference in one-year mortality between patients with and without heart failure, "
        "and its 95% CI, which lies wholly on the positive side. Which sentence do these figures allow you to write? "
        'Replace `...` with its letter in quotation marks, for instance `"a"`.',
    ),
    options=[
        Option(
            T(
                fr="Traiter l'insuffisance cardiaque éviterait tous ces décès supplémentaires.",
                en="Treating heart failure would prevent all of these extra deaths.",
            ),
            T(
                fr="Ce serait une affirmation de cause. Les patients insuffisants cardiaques sont aussi plus âgés, entre autres "
                "différences : la comparaison n'a rien tiré au sort.",
                en="That would be a claim about cause. Patients with heart failure are also older, among other differences: "
                "nothing was randomised in this comparison.",
            ),
        ),
        Option(
            T(
                fr="Pour 95 % des patients, le risque augmente d'une valeur comprise dans cet intervalle.",
                en="For 95% of the patients, the risk rises by a value inside this interval.",
            ),
            T(
                fr="L'intervalle porte sur la différence entre deux groupes, pas sur les patients un par un.",
                en="The interval is about the difference between two groups, not about patients one by one.",
            ),
        ),
        Option(
            T(
                fr="Les données s'accordent bien avec une différence située dans cet intervalle ; elles s'accordent mal avec "
                "une différence nulle.",
                en="The data agree well with a difference inside this interval; they agree badly with no difference at all.",
            ),
            T(
                fr="C'est cela : l'intervalle dit quelles valeurs restent compatibles avec les données, compte tenu du hasard de "
                "l'échantillon, et de lui seul.",
                en="That is it: the interval tells which values remain compatible with the data, allowing for the play of "
                "chance in sampling, and for that alone.",
            ),
            right=True,
        ),
        Option(
            T(
                fr="Dans un autre hôpital, la différence a 95 % de chances de tomber dans cet intervalle.",
                en="In another hospital, the difference has a 95% chance of falling inside this interval.",
            ),
            T(
                fr="L'intervalle ne connaît que le hasard de cet échantillon. Un autre hôpital a d'autres patients, d'autres "
                "soins, une autre époque.",
                en="The interval only knows the chance in this sample. Another hospital has other patients, other care, "
                "another era.",
            ),
        ),
    ],
    hints=[
        T(
            fr="Cherchez la phrase qui ne parle ni de cause, ni d'un patient en particulier, ni d'un autre hôpital.",
            en="Look for the sentence that speaks neither of cause, nor of one patient, nor of another hospital.",
        ),
        T(
            fr="Un intervalle de confiance répond à : « quelles différences seraient compatibles avec ces données ? »",
            en='A confidence interval answers: "which differences would be compatible with these data?"',
        ),
    ],
    why=T(
        fr="Un IC 95 % mesure l'incertitude due à l'échantillonnage, rien d'autre : il ne corrige ni l'âge, ni le choix "
        "des patients, ni l'époque.",
        en="A 95% CI measures the uncertainty due to sampling, nothing else: it corrects neither for age, nor for how the "
        "patients were chosen, nor for the era.",
    ),
)

explain_interval = Exercise(
    id="00.explain_interval",
    kind="essay",
    points=2,
    level=2,
    title=T(fr="Expliquer à une collègue", en="Explain it to a colleague"),
    statement=T(
        fr="Une collègue lit vos chiffres et conclut : « Donc l'insuffisance cardiaque triple la mortalité, c'est prouvé. » "
        "Répondez-lui en cinq à huit phrases, sans jargon : qui a été comparé et sur quelle durée, ce qu'on a trouvé et "
        "avec quel intervalle, ce que cet intervalle veut dire, et ce qu'il ne permet pas d'affirmer.",
        en='A colleague reads your figures and concludes: "So heart failure triples mortality, that is proven." Answer her '
        "in five to eight sentences, without jargon: who was compared and over what time, what was found and with which "
        "interval, what this interval means, and what it does not allow one to claim.",
    ),
    rubric=[
        Criterion(
            0.5,
            T(
                fr="Dit qui est comparé (patients hospitalisés pour infarctus, avec et sans insuffisance cardiaque), pour quel "
                "événement et en combien de temps (décès dans l'année).",
                en="Says who is compared (patients admitted for a heart attack, with and without heart failure), for which "
                "event and over what time (death within one year).",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Donne les deux risques et leur différence avec son IC 95 %, et dit que l'intervalle rassemble les différences "
                "compatibles avec les données.",
                en="Gives both risks and their difference with its 95% CI, and says that the interval gathers the differences "
                "compatible with the data.",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Distingue association et cause, avec au moins un facteur de confusion plausible (l'âge, la gravité de "
                "l'infarctus...).",
                en="Tells association from cause, with at least one plausible confounder (age, the severity of the heart attack...).",
            ),
        ),
        Criterion(
            0.5,
            T(
                fr="Dit une limite au-delà du hasard : une seule région, une époque ancienne, une définition floue de "
                "l'insuffisance cardiaque, rien sur un patient en particulier.",
                en="Names a limit beyond chance: a single region, an older era, a loose definition of heart failure, nothing "
                "about an individual patient.",
            ),
        ),
    ],
)

# --- Predictions ---------------------------------------------------------------------------------------------------

p_order = Predict(
    id="00.p_order",
    question=T(
        fr="Avant d'exécuter la cellule suivante : que vaudra `120 + 60 / 3` ?",
        en="Before you run the next cell: what will `120 + 60 / 3` be?",
    ),
    options=[T(fr="60", en="60"), T(fr="140", en="140"), T(fr="180", en="180")],
    after=T(
        fr="Comme à l'école : la division passe avant l'addition. Python calcule `60 / 3`, puis ajoute 120. Pour additionner "
        "d'abord, il faut des parenthèses : `(120 + 60) / 3`.",
        en="As at school: division comes before addition. Python computes `60 / 3`, then adds 120. To add first, use "
        "parentheses: `(120 + 60) / 3`.",
    ),
)

p_history_mycin = Predict(
    id="00.p_history_mycin",
    question=T(
        fr="Dix cas de méningite, huit experts jugeant à l'aveugle. Les prescriptions des cinq spécialistes ont été jugées acceptables dans 42,5 à 62,5 % des avis. Et celles de MYCIN ?",
        en="Ten cases of meningitis, eight experts judging blindly. The five specialists' prescriptions were judged acceptable in 42.5 to 62.5% of ratings. And MYCIN's?",
    ),
    options=[
        T(fr="Environ 25 %", en="About 25%"),
        T(fr="Environ 45 %", en="About 45%"),
        T(fr="Environ 65 %", en="About 65%"),
        T(fr="Environ 90 %", en="About 90%"),
    ],
    after=T(
        fr="65 % (Yu 1979) : au-dessus des cinq spécialistes, et loin de 100 %. Si vous aviez misé sur 90 %, vous supposiez sans doute que les experts s'accordent entre eux ; ils approuvent à peine plus d'une prescription d'expert sur deux. La suite regarde si un tel écart, mesuré sur 80 avis, permet de dire « meilleur ».",
        en='65% (Yu 1979): above the five specialists, and far from 100%. If you bet on 90%, you probably assumed that experts agree with one another; they approve of barely more than one expert prescription in two. What follows asks whether such a gap, measured on 80 ratings, lets anyone say "better".',
    ),
)

p_index = Predict(
    id="00.p_index",
    question=T(
        fr="La liste est `[128, 117, 96, 102, 110]`. Que va afficher `readings[1]` ?",
        en="The list is `[128, 117, 96, 102, 110]`. What will `readings[1]` show?",
    ),
    options=[T(fr="128", en="128"), T(fr="117", en="117"), T(fr="110", en="110")],
    after=T(
        fr="Python numérote à partir de 0 : la position 0 est la première mesure, la position 1 la deuxième.",
        en="Python numbers from 0: position 0 is the first reading, position 1 the second.",
    ),
)

p_twice = Predict(
    id="00.p_twice",
    question=T(
        fr="Que va donner `[120, 85] * 2`, une *liste* multipliée par deux ?",
        en="What will `[120, 85] * 2` give, a *list* multiplied by two?",
    ),
    options=[
        T(fr="`[240, 170]`", en="`[240, 170]`"),
        T(fr="`[120, 85, 120, 85]`", en="`[120, 85, 120, 85]`"),
        T(fr="Une erreur", en="An error"),
    ],
    after=T(
        fr="Pour une liste, « fois deux » veut dire « mise bout à bout deux fois ». Pour calculer sur des mesures, il faut un "
        "tableau NumPy : lui multiplie chaque nombre.",
        en='For a list, "times two" means "laid end to end twice". To compute on measurements one needs a NumPy array, '
        "which multiplies each number.",
    ),
)

p_mask = Predict(
    id="00.p_mask",
    question=T(
        fr="`low` est un masque de 500 valeurs, `True` ou `False`. Que va donner `low.sum()` ?",
        en="`low` is a mask of 500 values, `True` or `False`. What will `low.sum()` give?",
    ),
    options=[
        T(fr="La somme des pressions basses", en="The sum of the low pressures"),
        T(fr="Le nombre de patients dont la pression est basse", en="The number of patients with a low pressure"),
        T(fr="500, le nombre de patients", en="500, the number of patients"),
    ],
    after=T(
        fr="Dans un calcul, `True` vaut 1 et `False` vaut 0. La somme d'un masque compte donc les `True`.",
        en="In a calculation, `True` is 1 and `False` is 0. The sum of a mask therefore counts the `True`.",
    ),
)

p_pressure = Predict(
    id="00.p_pressure",
    question=T(
        fr="Parmi ces 500 patients hospitalisés pour infarctus, lesquels meurent le plus souvent dans l'année ?",
        en="Among these 500 patients admitted for a heart attack, who dies more often within the year?",
    ),
    options=[
        T(
            fr="Ceux qui arrivent avec une systolique de 140 ou plus",
            en="Those who arrive with a systolic pressure of 140 or more",
        ),
        T(
            fr="Ceux qui arrivent avec une systolique inférieure à 140",
            en="Those who arrive with a systolic pressure below 140",
        ),
        T(fr="À peu près autant des deux côtés", en="About as many on both sides"),
    ],
    after=T(
        fr="Surprise pour qui pense à la prévention : ceux qui arrivent avec une pression *haute* meurent moins. La même "
        "association inverse a été décrite chez 119 151 patients suédois admis pour douleur thoracique (Stenestrand 2010). "
        "Elle ne dit pas qu'une pression haute protège : un cœur qui peut encore faire monter la pression va peut-être mieux.",
        en="A surprise if one thinks of prevention: those who arrive with a *high* pressure die less often. The same inverse "
        "association was described in 119,151 Swedish patients admitted with chest pain (Stenestrand 2010). It does not say "
        "that a high pressure protects: a heart that can still raise the pressure may simply be in better shape.",
    ),
)

p_age = Predict(
    id="00.p_age",
    question=T(
        fr="Les patients insuffisants cardiaques sont plus âgés. Si l'on compare des patients du même âge, que deviendra "
        "l'écart de mortalité ?",
        en="Patients with heart failure are older. If patients of the same age are compared, what will become of the gap "
        "in mortality?",
    ),
    options=[
        T(fr="Il disparaîtra : l'âge expliquait tout", en="It will vanish: age explained it all"),
        T(fr="Il restera dans chaque tranche d'âge", en="It will remain in every age band"),
        T(fr="Il s'inversera", en="It will reverse"),
    ],
    after=T(
        fr="L'écart reste dans chaque tranche d'âge. L'âge n'explique donc pas tout ; mais d'autres différences demeurent, "
        "connues ou non, et un écart qui résiste n'est pas encore une cause.",
        en="The gap remains in every age band. Age therefore does not explain it all; but other differences remain, known or "
        "unknown, and a gap that persists is not yet a cause.",
    ),
)

# --- Self-test questions -------------------------------------------------------------------------------------------

q_kernel = Quiz(
    id="00.q_kernel",
    question=T(
        fr="Vous rouvrez le carnet le lendemain et exécutez une cellule du milieu. Python répond "
        "`NameError: name 'readings' is not defined`. Que faire ?",
        en="You reopen the notebook the next day and run a cell in the middle. Python answers "
        "`NameError: name 'readings' is not defined`. What should you do?",
    ),
    options=[
        Option(
            T(fr="Réinstaller le cours", en="Reinstall the course"),
            T(
                fr="Rien n'est cassé : le noyau a seulement oublié.",
                en="Nothing is broken: the kernel has merely forgotten.",
            ),
        ),
        Option(
            T(fr="Exécuter toutes les cellules depuis le début", en="Run all cells from the top"),
            T(
                fr="Oui. Un noyau qui redémarre a tout oublié ; il faut lui redire, dans l'ordre, ce que contiennent les "
                "cellules du dessus.",
                en="Yes. A restarted kernel has forgotten everything; it must be told again, in order, what the cells above hold.",
            ),
            right=True,
        ),
        Option(
            T(fr="Écrire `readings = 0` pour faire taire l'erreur", en="Write `readings = 0` to silence the error"),
            T(
                fr="L'erreur se tairait, mais la suite calculerait sur une valeur inventée : pire qu'une erreur.",
                en="The error would go silent, but what follows would compute on an invented value: worse than an error.",
            ),
        ),
    ],
)

q_progress = Quiz(
    id="00.q_progress",
    question=T(
        fr="Que contient le fichier de progression, et qui le voit ?",
        en="What does the progress file hold, and who sees it?",
    ),
    options=[
        Option(
            T(
                fr="Vos réponses et votre nom, envoyés au serveur du cours",
                en="Your answers and your name, sent to the course's server",
            ),
            T(
                fr="Non : ni nom, ni réponse, et le cours n'a pas de serveur.",
                en="No: neither name nor answer, and the course has no server.",
            ),
        ),
        Option(
            T(
                fr="L'heure, l'exercice, le verdict, les indices lus ; il reste sur cette machine",
                en="The time, the exercise, the verdict, the hints read; it stays on this machine",
            ),
            T(
                fr="Oui. Vous pouvez l'emporter ou l'effacer : `medlab progress export`, `medlab progress erase`.",
                en="Yes. You can take it along or erase it: `medlab progress export`, `medlab progress erase`.",
            ),
            right=True,
        ),
        Option(
            T(fr="Rien : le cours n'enregistre rien", en="Nothing: the course records nothing"),
            T(
                fr="Il enregistre un peu, pour vous montrer où vous en êtes ; jamais vos réponses.",
                en="It records a little, to show you where you stand; never your answers.",
            ),
        ),
    ],
)

q_history_evidence = Quiz(
    id="00.q_history_evidence",
    question=T(
        fr="On vous propose cinq outils d'aide au dépistage. Laquelle de ces affirmations, seule, est la plus convaincante pour en utiliser un dans votre service ?",
        en="Five screening aids are offered to you. Which of these claims, on its own, is the most convincing reason to use one in your department?",
    ),
    options=[
        Option(
            text=T(
                fr="« AUC de 0,99 sur 20 % de nos patients, mis de côté pour le test. »",
                en='"AUC of 0.99 on 20% of our patients, set aside for the test."',
            ),
            why=T(
                fr="C'est un test interne : mêmes hôpitaux, mêmes appareils, mêmes habitudes. Dans l'étude de Xin, l'AUC passe de 0,95 en interne à 0,54 ailleurs. Il faut au moins une validation externe.",
                en="This is an internal test: same hospitals, same machines, same habits. In Xin's study the AUC goes from 0.95 in-house to 0.54 elsewhere. External validation is the least to ask for.",
            ),
        ),
        Option(
            text=T(
                fr="« Fait aussi bien que 21 spécialistes sur une série d'images choisies. »",
                en='"Does as well as 21 specialists on a series of selected images."',
            ),
            why=T(
                fr="Des images choisies ne sont pas une consultation : ni la fréquence de la maladie, ni les cas limites, ni le contexte clinique n'y sont. Égaler des spécialistes sur écran ne dit pas ce qui arrive aux patients.",
                en="Selected images are not a clinic: neither the frequency of the disease, nor the borderline cases, nor the clinical context is there. Matching specialists on a screen does not say what happens to patients.",
            ),
        ),
        Option(
            text=T(
                fr="« Autorisé, et déjà en service dans des centaines d'hôpitaux. »",
                en='"Authorised, and already in service in hundreds of hospitals."',
            ),
            why=T(
                fr="Une autorisation peut reposer sur l'équivalence avec un dispositif antérieur, et la diffusion n'est pas une preuve : le CAD en mammographie et le score de sepsis d'Epic étaient très répandus avant que des évaluations indépendantes ne déçoivent.",
                en="An authorisation may rest on equivalence with an earlier device, and wide use is not proof: CAD in mammography and Epic's sepsis score were widespread before independent evaluations disappointed.",
            ),
        ),
        Option(
            text=T(
                fr="« Essai randomisé en dépistage courant : pas plus de cancers de l'intervalle qu'avec la double lecture. »",
                en='"Randomised trial in routine screening: no more interval cancers than with double reading."',
            ),
            why=T(
                fr="Oui. Tirage au sort, soins courants, comparaison avec la pratique habituelle, et un critère qui compte pour les femmes dépistées : c'est le dessin de MASAI. Sachez ce que cela ne prouve pas : une non-infériorité n'est pas une supériorité, et les cancers de l'intervalle ne sont pas la mortalité. Il reste aussi à vérifier que votre population ressemble à celle de l'essai.",
                en="Yes. Randomisation, routine care, comparison with usual practice, and an outcome that matters to the women screened: this is MASAI's design. Know what it does not prove: non-inferiority is not superiority, and interval cancers are not mortality. You still have to check that your population is like the trial's.",
            ),
            right=True,
        ),
        Option(
            text=T(
                fr="« Réussit mieux que les étudiants à l'examen de médecine. »",
                en='"Scores higher than students in the medical examination."',
            ),
            why=T(
                fr="Un examen mesure des connaissances sur des questions bien posées. Dans l'essai de Goh, le modèle seul obtenait un excellent score, et les médecins qui l'avaient à disposition n'ont pas fait significativement mieux que les autres.",
                en="An examination measures knowledge on well-posed questions. In Goh's trial the model alone scored very well, and the physicians who had it at hand did not do significantly better than the others.",
            ),
        ),
    ],
)

q_skip = Quiz(
    id="00.q_skip",
    question=T(
        fr="Faut-il faire la seconde partie ? `values = np.array([95, 120, 88, 142])`. Que vaut `values[values < 100].mean()` ?",
        en="Do you need part two? `values = np.array([95, 120, 88, 142])`. What is `values[values < 100].mean()`?",
    ),
    options=[
        Option(
            T(fr="0.5", en="0.5"),
            T(
                fr="C'est la moyenne du *masque*, `(values < 100).mean()`. La différence est expliquée plus bas : la deuxième "
                "partie est pour vous.",
                en="That is the mean of the *mask*, `(values < 100).mean()`. The difference is explained below: part two is for you.",
            ),
        ),
        Option(
            T(fr="91.5", en="91.5"),
            T(
                fr="Exact : la moyenne de 95 et 88. Si cela vous a paru évident, passez directement à « Qui est mort ? ».",
                en='Right: the mean of 95 and 88. If that looked obvious, go straight to "Who died?".',
            ),
            right=True,
        ),
        Option(
            T(fr="111.25", en="111.25"),
            T(
                fr="C'est la moyenne de tous les patients. La seconde partie est pour vous.",
                en="That is the mean of all patients. Part two is for you.",
            ),
        ),
        Option(
            T(fr="Je ne sais pas lire cette ligne", en="I can't read this line"),
            T(
                fr="La seconde partie est faite pour cela : à la fin, vous la lirez. Continuez simplement.",
                en="That is what part two is for: by the end of it, you will. Just read on.",
            ),
        ),
    ],
)

q_denominator = Quiz(
    id="00.q_denominator",
    question=T(
        fr="« 57 % des patients décédés dans l'année avaient une insuffisance cardiaque. » Peut-on en déduire le risque de "
        "décès d'un patient insuffisant cardiaque ?",
        en='"57% of the patients who died within the year had heart failure." Does this give the risk of death of a patient '
        "with heart failure?",
    ),
    options=[
        Option(
            T(fr="Oui, il est de 57 %", en="Yes, it is 57%"),
            T(
                fr="C'est la question inverse : ici le dénominateur est l'ensemble des décédés.",
                en="That is the reverse question: here the denominator is all who died.",
            ),
        ),
        Option(
            T(fr="Non, le dénominateur n'est pas le bon", en="No, the denominator is the wrong one"),
            T(
                fr="Oui. Pour le risque, il faut diviser par tous les patients insuffisants cardiaques, vivants compris.",
                en="Yes. For the risk, one must divide by all patients with heart failure, including those alive.",
            ),
            right=True,
        ),
        Option(
            T(fr="Non, car l'intervalle manque", en="No, because the interval is missing"),
            T(
                fr="Il manque aussi, mais même avec un intervalle ce ne serait pas le bon pourcentage.",
                en="It is missing too, but even with an interval this would not be the right percentage.",
            ),
        ),
    ],
)

q_follow_up = Quiz(
    id="00.q_follow_up",
    question=T(
        fr="Pourquoi avoir compté les décès *dans l'année*, plutôt que tous les décès connus du fichier ?",
        en="Why count deaths *within the year*, rather than all deaths known in the file?",
    ),
    options=[
        Option(
            T(
                fr="Parce que tous les survivants ont été suivis au moins un an, mais pas tous cinq ans",
                en="Because all survivors were followed for at least a year, but not all for five",
            ),
            T(
                fr="Oui. Au-delà, un patient « vivant » peut n'avoir été suivi que peu de temps. Compter honnêtement demande alors "
                "les méthodes de survie du module 05.",
                en='Yes. Beyond that, a patient who is "alive" may have been followed only briefly. Counting honestly then takes '
                "the survival methods of module 05.",
            ),
            right=True,
        ),
        Option(
            T(fr="Parce que les décès tardifs n'ont pas d'importance", en="Because late deaths do not matter"),
            T(
                fr="Ils comptent, pour les patients d'abord ; mais on ne les connaît pas pour tous.",
                en="They matter, to the patients first of all; but they are not known for everyone.",
            ),
        ),
        Option(
            T(fr="Parce que l'intervalle en devient plus étroit", en="Because it makes the interval narrower"),
            T(
                fr="Ce n'est pas la raison, et choisir une durée pour obtenir un joli intervalle serait tricher.",
                en="That is not the reason, and choosing a time span to obtain a pretty interval would be cheating.",
            ),
        ),
    ],
)
