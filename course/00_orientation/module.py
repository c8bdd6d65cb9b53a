# %% role="header"

# %% [markdown] lang="fr"
# **À la fin de ce module, vous saurez**
# - vous servir de ce carnet : exécuter, parier, vérifier, demander un indice, repartir quand ça coince ;
# - raconter, chiffres à l'appui, ce que l'IA a réussi et manqué en médecine, et poser cinq questions à tout nouvel outil ;
# - lire un tableau de patients avec Python : listes, fonctions, tableaux, masques, groupes, une figure ;
# - comparer deux risques de décès, donner un intervalle de confiance, et dire ce qu'il ne prouve pas.
#
# La première partie (cours et histoire, une trentaine de minutes) est pour tout le monde. La seconde (Python, une heure) peut être sautée par qui programme déjà. Ces durées sont estimées ; si vous n'avez jamais programmé, comptez plutôt le double pour la seconde, en plusieurs fois : on s'arrête où l'on veut. Un **glossaire**, des lieux où continuer et les références sont à la fin du carnet.
#
# **Premier geste.** Ce carnet est fait de *cellules* : du texte, comme ici, et du code, sur fond gris. Cliquez dans la cellule grise ci-dessous, puis appuyez sur **Maj + Entrée**. « Tout est prêt » doit apparaître.

# %% [markdown] lang="en"
# **By the end of this module, you will be able to**
# - use this notebook: run, bet, check, ask for a hint, start again when stuck;
# - tell, with figures, what AI has achieved and missed in medicine, and ask any new tool five questions;
# - read a table of patients with Python: lists, functions, arrays, masks, groups, a plot;
# - compare two risks of death, give a confidence interval, and say what it does not prove.
#
# Part one (the course and the history, about thirty minutes) is for everybody. Part two (Python, an hour) may be skipped by those who already program. These times are estimated; if you have never programmed, allow about twice as long for part two, in several sittings: stop wherever you like. A **glossary**, places to go next and the references are at the end of the notebook.
#
# **First step.** This notebook is made of *cells*: text, as here, and code, on a grey background. Click in the grey cell below, then press **Shift + Enter**. "All is ready" should appear.

# %% role="setup"

# %% [markdown] lang="fr"
# # Première partie · Comment marche ce cours
#
# ## Une cellule, un noyau
#
# Quand vous exécutez une cellule, son code part vers le **noyau** : un programme Python qui tourne sur la machine, calcule, répond, et *se souvient* de tout ce qu'on lui a dit jusqu'ici.
#
# À gauche d'une cellule de code : `[ ]` elle n'a pas été exécutée ; `[*]` elle est en cours ; `[3]` c'est la troisième que le noyau a exécutée. L'ordre qui compte est celui de l'exécution : allez de haut en bas, sans en sauter.
#
# ## Parier avant d'exécuter
#
# Souvent, avant une cellule, le cours vous demande ce qu'elle va donner. Ce n'est pas noté, et se tromper est utile : on retient mieux ce qui nous a surpris. Choisissez, puis exécutez la cellule d'après.

# %% [markdown] lang="en"
# # Part one · How this course works
#
# ## A cell, a kernel
#
# When you run a cell, its code goes to the **kernel**: a Python program running on the machine, which computes, answers, and *remembers* everything it has been told so far.
#
# To the left of a code cell: `[ ]` it has not been run; `[*]` it is running; `[3]` it is the third that the kernel ran. The order that counts is the order of running: go from top to bottom and skip none.
#
# ## Bet before you run
#
# Often, before a cell, the course asks you what it will give. This is not marked, and being wrong is useful: we remember what surprised us. Choose, then run the next cell.

# %%
predict("00.p_order")

# %%
120 + 60 / 3

# %% [markdown] lang="fr"
# ## Nommer une valeur, écrire une fonction
#
# Le signe `=` donne un **nom** à une valeur : après `pressure = 120`, le noyau sait ce que veut dire `pressure`. Pour calculer : `+`, `-`, `*` (fois), `/` (divisé par). Les décimales s'écrivent avec un *point* : `0.5`, et non `0,5`. Les noms de ce cours sont en anglais (`pressure` : pression, `patients`, `age`), comme presque tout le code que vous rencontrerez.
#
# Une **fonction** est une petite recette qui porte un nom. Celle-ci convertit des millimètres de mercure en kilopascals :
#
# - `def` annonce la recette, puis viennent son nom et, entre parenthèses, ce qu'on lui donne ; la ligne finit par deux-points ;
# - les lignes de la recette sont décalées de quatre espaces (la touche Tab s'en charge) ;
# - `return` dit ce que la fonction **renvoie**. Sans `return`, elle calcule pour rien.
#
# Dans la recette, `pressure` est le nom de ce qu'on lui donnera, quelle qu'en soit la valeur. La dernière ligne utilise la recette pour 120 mmHg : pendant ce calcul, `pressure` vaut 120. Les noms d'une recette n'existent que pendant qu'elle travaille ; le reste du carnet ne les voit pas.

# %% [markdown] lang="en"
# ## Name a value, write a function
#
# The sign `=` gives a **name** to a value: after `pressure = 120`, the kernel knows what `pressure` means. To calculate: `+`, `-`, `*` (times), `/` (divided by).
#
# A **function** is a small recipe with a name. This one converts millimetres of mercury into kilopascals:
#
# - `def` announces the recipe, then come its name and, in parentheses, what it is given; the line ends with a colon;
# - the lines of the recipe are indented by four spaces (the Tab key does it);
# - `return` says what the function **gives back**. Without `return`, it computes for nothing.
#
# In the recipe, `pressure` is the name of whatever it will be given. The last line uses the recipe for 120 mmHg: during that calculation, `pressure` is 120. The names inside a recipe exist only while it works; the rest of the notebook does not see them.


# %%
def mmhg_to_kpa(pressure):
    return pressure * 0.1333


mmhg_to_kpa(120)

# %% [markdown] lang="fr"
# À vous. Chaque exercice a trois cellules : l'énoncé, votre réponse (remplacez `...` ; au besoin, ajoutez des lignes au-dessus, avec le même décalage), et la **vérification**, qui commence par `check` et ne se modifie pas. Le texte entre triples guillemets `"""` est le mode d'emploi de la fonction : laissez-le. *Parcours essentiel* : à faire ; *pour aller plus loin* : facultatif.
#
# Exécuter une réponse n'affiche rien : le noyau a seulement appris la recette. C'est la vérification qui l'essaie, sur plusieurs patients. Si la cellule affiche un message *rouge*, la recette n'a pas été apprise, et la vérification juge encore la précédente : corrigez d'abord le rouge. Pour essayer quelque chose à part, le bouton **+**, en haut, ajoute une cellule sous celle où vous êtes.

# %% [markdown] lang="en"
# Your turn. Each exercise has three cells: what to do, your answer (replace `...`; if need be, add lines above it, with the same indent), and the **check**, which starts with `check` and is not to be edited. The text between triple quotation marks `"""` is the function's leaflet, like the one in a box of tablets: leave it there. *Core path* marks the essential exercises; those marked *further* are optional.
#
# Running an answer shows nothing: the kernel has only learnt the recipe. The check is what tries it out, on several patients. If the cell shows a *red* message, the recipe was not learnt, and the check still judges the previous one: fix what is red first. To try something on the side, the **+** button at the top adds a cell below the one you are in.

# %% exercise="00.mean_pressure"

# %% [markdown] lang="fr"
# **Au lit du malade.** La règle du tiers est commode, pas exacte : elle vient d'une forme supposée de l'onde de pression, et des mesures par cathéter ont conduit à proposer mieux ([Meaney 2000](https://doi.org/10.1136/heart.84.1.64)). Une formule programmée n'en devient pas plus vraie ; l'ordinateur la répète seulement plus vite.
#
# ## Quand ça coince
#
# - **Un indice.** Dans une nouvelle cellule (bouton **+**), tapez `hint("00.mean_pressure")`, exécutez. Relancez-la pour l'indice suivant.
# - **La solution.** Après un essai et tous les indices, `solution("00.mean_pressure")` montre une réponse et dit pourquoi elle est juste (sauf quand le carnet compte pour une note).
# - **Un message d'erreur rouge** n'abîme rien. Lisez sa *dernière* ligne : elle dit ce qui ne va pas. `NameError` : un nom inconnu, souvent une cellule du dessus qui n'a pas été exécutée, ou une faute de frappe. `SyntaxError` : une parenthèse, un guillemet ou deux-points manquent, ou un signe n'est pas celui de Python (`÷`, `²`, ou « » au lieu de `"`) ; le petit `^` montre l'endroit, parfois juste après. `IndentationError` : une ligne est trop ou trop peu décalée. `TypeError` : souvent, des parenthèses au lieu de crochets, ou oubliées.
# - **La cellule reste sur `[*]`.** Le bouton carré ■ l'interrompt.
# - **Plus rien n'a de sens.** Menu *Noyau* > *Redémarrer le noyau et exécuter toutes les cellules…* : le noyau oublie tout et recommence du haut. Ce que vous avez écrit reste.
# - **Une fonction inconnue ?** `help(round)` affiche son mode d'emploi, en anglais. Demander à un collègue marche aussi.

# %% [markdown] lang="en"
# **At the bedside.** The one-third rule is handy, not exact: it comes from an assumed shape of the pressure wave, and catheter measurements led to better proposals ([Meaney 2000](https://doi.org/10.1136/heart.84.1.64)). Programming a formula makes it no truer; the computer only repeats it faster.
#
# ## When you are stuck
#
# - **A hint.** In a new cell (**+** button), type `hint("00.mean_pressure")`, run it. Run it again for the next hint.
# - **The solution.** After an attempt and all hints, `solution("00.mean_pressure")` shows an answer and says why it is right (unless the notebook counts for a mark).
# - **A red error message** breaks nothing. Read its *last* line: it says what is wrong. `NameError`: an unknown name, often a cell above that was not run, or a typing mistake. `SyntaxError`: a parenthesis, a quotation mark or a colon is missing, or a sign is not Python's own (`÷`, `²`, or “ ” instead of `"`); the small `^` shows the place, sometimes just after it. `IndentationError`: a line is indented too much or too little. `TypeError`: often, parentheses instead of square brackets, or forgotten.
# - **The cell stays at `[*]`.** The square button ■ interrupts it.
# - **Nothing makes sense any more.** Menu *Kernel* > *Restart Kernel and Run All Cells…*: the kernel forgets everything and starts again from the top. What you wrote stays.
# - **An unknown function?** `help(round)` shows its leaflet. Asking a colleague works too.

# %%
quiz("00.q_kernel")

# %% [markdown] lang="fr"
# ## Votre progression, votre langue
#
# **Progression.** À chaque vérification, indice ou question, une ligne s'ajoute à un fichier sur la machine où tourne le noyau : l'heure, la version du cours, l'exercice, le verdict, l'erreur reconnue. Ni votre nom, ni vos réponses ; rien n'est envoyé. Dans un terminal, `medlab progress` montre où vous en êtes, `medlab progress export` en fait une copie, `medlab progress erase` efface tout ; dans une cellule, mettez un point d'exclamation devant : `!medlab progress`. Sur Colab, la machine disparaît avec la session : exportez avant de partir.
#
# **Votre travail** est dans le carnet : enregistrez avec **Ctrl + S** (ou **Cmd + S**).
#
# **Langue.** `set_language("en")` dans une cellule fait passer les messages, les questions et les figures en anglais, et `set_language("fr")` les ramène. Pour le carnet entier, fermez-le et relancez `medlab lab --lang en` dans le même dossier : vos réponses suivent.

# %% [markdown] lang="en"
# ## Your progress, your language
#
# **Progress.** At each check, hint or question, a line is added to a file on the machine where the kernel runs: the time, the course's version, the exercise, the verdict, the mistake recognised. Neither your name nor your answers; nothing is sent. In a terminal, `medlab progress` shows where you stand, `medlab progress export` makes a copy, `medlab progress erase` deletes everything; in a cell, put an exclamation mark in front: `!medlab progress`. On Colab the machine vanishes with the session: export before you leave.
#
# **Your work** is in the notebook: save it with **Ctrl + S** (or **Cmd + S**).
#
# **Language.** `set_language("fr")` in a cell turns messages, questions and figures into French, and `set_language("en")` brings them back. For the whole notebook, close it and run `medlab lab --lang fr` again in the same folder: your answers follow.

# %%
quiz("00.q_progress")

# %% [markdown] lang="fr"
# ## Ce qu'a été l'IA en médecine
#
# En médecine, « IA » a désigné tour à tour des règles écrites par des experts, des calculs de probabilités, des réseaux de neurones et des modèles de langue. La technique a changé, la question clinique non : **les patients vont-ils mieux parce que l'outil a été utilisé ?**
#
# Les trois tableaux qui suivent couvrent plus de soixante ans. Lisez-les en partant de la dernière colonne : elle dit ce qui s'est passé hors du laboratoire. Les échecs y tiennent autant de place que les succès. Un mot ou un sigle inconnu (AUC, F1, étiquette...) ? Le glossaire est à la fin du carnet.
#
# Commençons par une mesure célèbre. **MYCIN** (Stanford, années 1970) proposait des antibiotiques à partir de règles écrites avec des infectiologues. En 1979, huit experts ont jugé à l'aveugle, pour dix cas de méningite, les prescriptions de MYCIN et celles de neuf humains, dont cinq spécialistes hospitalo-universitaires ([Yu 1979](https://doi.org/10.1001/jama.1979.03300120033020)). Les prescriptions des cinq spécialistes ont été jugées acceptables dans 42,5 à 62,5 % des avis.
#
# Avant de lancer la cellule suivante, pariez.

# %% [markdown] lang="en"
# ## AI in medicine so far
#
# In medicine, "AI" has meant in turn rules written by experts, calculated probabilities, neural networks and language models. The technique has changed; the clinical question has not: **are patients better off because the tool was used?**
#
# The three tables below cover more than sixty years. Read them from the last column: it says what happened outside the laboratory. Failures have as much room there as successes. An unknown word or abbreviation (AUC, F1, label...)? The glossary is at the end of the notebook.
#
# Let us begin with a famous measurement. **MYCIN** (Stanford, 1970s) suggested antibiotics from rules written with infectious-disease physicians. In 1979 eight experts judged blindly, for ten cases of meningitis, the prescriptions of MYCIN and those of nine humans, five of them faculty specialists ([Yu 1979](https://doi.org/10.1001/jama.1979.03300120033020)). The five specialists' prescriptions were judged acceptable in 42.5 to 62.5% of ratings.
#
# Before you run the next cell, place your bet.

# %%
predict("00.p_history_mycin")

# %% [markdown] lang="fr"
# Huit experts, dix cas : chaque prescripteur a reçu 80 avis. Un pourcentage tiré de 80 avis est incertain ; la cellule suivante calcule donc, à côté de chaque pourcentage, son **intervalle de confiance à 95 %** (méthode de Wilson), que la seconde partie expliquera. Vous n'avez pas à comprendre ce code pour l'instant : exécutez-le, et lisez ce qu'il affiche.

# %% [markdown] lang="en"
# Eight experts, ten cases: each prescriber received 80 ratings. A percentage out of 80 ratings is uncertain; so the next cell calculates, beside each percentage, its **95% confidence interval** (Wilson's method), which part two will explain. You need not understand this code for now: run it, and read what it shows.

# %%
from medlab.language import T, percent
from medlab.metrics import proportion_interval

ratings = 8 * 10
best, worst = T(fr="le mieux noté", en="best rated"), T(fr="le moins bien noté", en="worst rated")
names = ["MYCIN", best, worst]
shares = [0.65, 0.625, 0.425]
intervals = [proportion_interval(round(share * ratings), ratings) for share in shares]
line = T(fr="{who} : {share} (IC 95 % : {low} à {high})", en="{who}: {share} (95% CI {low} to {high})")
for who, share, (low_end, high_end) in zip(names, shares, intervals, strict=True):
    print(line.format(who=who, share=percent(share, 1), low=percent(low_end), high=percent(high_end)))

# %%
import matplotlib.pyplot as plt

from medlab import plots

fig, ax = plt.subplots(figsize=(7, 2.2))
for row, (share, interval) in enumerate(zip(shares, intervals, strict=True)):
    ax.plot(interval, [row, row], color="black")
    ax.plot(share, row, "s" if row == 0 else "o", color=plots.VERMILION if row == 0 else plots.BLUE, markersize=9)
ax.set(xlim=(0, 1), ylim=(2.5, -0.5), yticks=range(3), yticklabels=[str(who) for who in names])
ax.xaxis.set_major_formatter(lambda value, _: percent(value))
ax.set_xlabel(str(T(fr="Avis « acceptable », IC 95 %", en='Rated "acceptable", 95% CI')))
ax.set_title(str(T(fr="Données RÉELLES : Yu 1979, 80 avis chacun", en="REAL data: Yu 1979, 80 ratings each")))
plots.show(fig, alt=T(fr="MYCIN 65 %, puis 62,5 et 42,5 %", en="MYCIN 65%, then 62.5 and 42.5%"))

# %% [markdown] lang="fr"
# **Description de la figure.** Trois points sur une échelle de 0 à 100 %, chacun sur un trait qui est son intervalle de confiance. En haut, le carré orange de MYCIN : 65 % (54 à 75 %). Au milieu, le rond bleu du spécialiste le mieux noté : 62,5 % (52 à 72 %). En bas, celui du spécialiste le moins bien noté : 42,5 % (32 à 53 %).
#
# **Ce que cela veut dire.**
# - MYCIN et le spécialiste le mieux noté ont presque le même intervalle : on peut dire « comparable », pas « supérieur ».
# - Des experts n'approuvent guère plus d'une prescription d'expert sur deux. La référence elle-même est incertaine ; vous retrouverez cette difficulté dans tout le cours.
# - Les mêmes huit experts ont jugé les mêmes dix cas : les 80 avis ne sont pas indépendants, et l'incertitude réelle dépasse celle de la figure.
# - Le chiffre dépend de l'épreuve : dans une autre évaluation, sur des bactériémies, 90,9 % des traitements proposés répondaient aux critères des experts de Stanford ([Yu 1979](https://doi.org/10.1016/0010-468x%2879%2990022-9)).
# - Dix cas-tests ne disent rien du devenir des patients. MYCIN n'est jamais entré dans les soins courants.

# %% [markdown] lang="en"
# **Description of the figure.** Three points on a scale from 0 to 100%, each on a line that is its confidence interval. At the top MYCIN's orange square: 65% (54 to 75%). In the middle the blue circle of the best-rated specialist: 62.5% (52 to 72%). At the bottom that of the worst-rated specialist: 42.5% (32 to 53%).
#
# **What it means.**
# - MYCIN and the best-rated specialist have almost the same interval: one may say "comparable", not "superior".
# - Experts approve of little more than one expert prescription in two. The reference itself is uncertain; you will meet this difficulty throughout the course.
# - The same eight experts judged the same ten cases: the 80 ratings are not independent, and the real uncertainty is larger than the figure shows.
# - The figure depends on the test: in another evaluation, on bacteraemia, 90.9% of the suggested treatments met the standards of the Stanford experts ([Yu 1979](https://doi.org/10.1016/0010-468x%2879%2990022-9)).
# - Ten test cases say nothing of what becomes of patients. MYCIN never entered routine care.

# %% [markdown] lang="fr"
# ### 1. Règles et probabilités (1959 – 1994)
#
# | Année | Système | Ce qui a été mesuré | Ce qu'il en est advenu |
# |---|---|---|---|
# | 1959 | [Ledley et Lusted](https://doi.org/10.1126/science.130.3366.9) | Rien encore : l'article fonde le diagnostic calculé sur la logique, les probabilités et la valeur des décisions. | Le théorème de Bayes reste la base du raisonnement diagnostique (module 01). |
# | 1972 | [de Dombal](https://doi.org/10.1136/bmj.2.5804.9), douleurs abdominales aiguës, Leeds | 304 patients, étude prospective : 91,8 % de diagnostics exacts, contre 79,6 % pour le clinicien le plus expérimenté. | Pendant l'essai, les appendices perforés passent de 36 à 4 %, puis les chiffres reviennent vers leur niveau antérieur ([1974](https://doi.org/10.1136/bmj.1.5904.376)). Dans huit hôpitaux et 16 737 patients, l'exactitude initiale passe de 45,6 à 65,3 %, avant-après sans tirage au sort ([1986](https://doi.org/10.1136/bmj.293.6550.800)). **En 1989, une revue sévère** le dit peu utilisé et moins exact que les cliniciens ; elle attribue une bonne part du bénéfice au recueil structuré des signes et au retour fait aux cliniciens (Sutton 1989). |
# | 1979 | MYCIN, antibiothérapie | Voir la figure ci-dessus. | Jamais en soins courants. |
# | 1982 | [INTERNIST-I](https://doi.org/10.1056/NEJM198208193070803), médecine interne | 19 cas publiés du *NEJM* : proche des cliniciens de l'hôpital, inférieur aux experts qui commentaient les cas. | **Échec reconnu par ses auteurs** : pas assez fiable pour la clinique, incapable de raisonner sur l'anatomie ou le temps et d'expliquer ses conclusions. |
# | 1994 | [Quatre logiciels de diagnostic du commerce](https://doi.org/10.1056/NEJM199406233302506) | 105 cas difficiles : diagnostic exact proposé dans 52 à 71 % des cas ; 19 à 37 % seulement des propositions étaient pertinentes. | Conclusion des auteurs : à réserver aux médecins capables de trier les propositions. |

# %% [markdown] lang="en"
# ### 1. Rules and probabilities (1959 – 1994)
#
# | Year | System | What was measured | What came of it |
# |---|---|---|---|
# | 1959 | [Ledley and Lusted](https://doi.org/10.1126/science.130.3366.9) | Nothing yet: the paper founds calculated diagnosis on logic, probability and the value of decisions. | Bayes' theorem is still the basis of diagnostic reasoning (module 01). |
# | 1972 | [de Dombal](https://doi.org/10.1136/bmj.2.5804.9), acute abdominal pain, Leeds | 304 patients, prospective: 91.8% of diagnoses right, against 79.6% for the most senior clinician. | During the trial perforated appendices fell from 36 to 4%, then the figures went back towards their earlier level ([1974](https://doi.org/10.1136/bmj.1.5904.376)). In eight hospitals and 16,737 patients initial accuracy rose from 45.6 to 65.3%, before-after without randomisation ([1986](https://doi.org/10.1136/bmj.293.6550.800)). **In 1989 a severe review** called it little used and less accurate than clinicians, and credited much of the benefit to structured recording of findings and to feedback to clinicians (Sutton 1989). |
# | 1979 | MYCIN, antibiotics | See the figure above. | Never in routine care. |
# | 1982 | [INTERNIST-I](https://doi.org/10.1056/NEJM198208193070803), internal medicine | 19 published *NEJM* cases: close to the hospital's clinicians, below the experts who discussed the cases. | **Failure stated by its authors**: not reliable enough for the clinic, unable to reason about anatomy or time or to explain its conclusions. |
# | 1994 | [Four commercial diagnostic programs](https://doi.org/10.1056/NEJM199406233302506) | 105 hard cases: the right diagnosis suggested in 52 to 71% of cases; only 19 to 37% of suggestions were relevant. | The authors' conclusion: for physicians able to sort the suggestions. |

# %% [markdown] lang="fr"
# ### 2. Images (1998 – 2021)
#
# | Année | Système | Ce qui a été mesuré | Ce qu'il en est advenu |
# |---|---|---|---|
# | 1998 | ImageChecker (R2), aide à la lecture des mammographies (CAD) | Dossier de la FDA : de 80 à près de 88 cancers repérés sur 100 ([*JAMA* 1998](https://doi.org/10.1001/jama.280.5.410)). | Autorisé, puis remboursé aux États-Unis : en 2015, la plupart des mammographies de dépistage y étaient lues avec un CAD. |
# | 2007 | [Le CAD en pratique](https://doi.org/10.1056/NEJMoa066099) | 222 135 femmes, 43 centres : spécificité de 90,2 à 87,2 %, biopsies +19,7 % ; sensibilité de 80,4 à 84,0 %, différence non significative. | **Échec** : plus de fausses alertes, sans gain démontré. |
# | 2015 | [Le CAD en pratique, bis](https://doi.org/10.1001/jamainternmed.2015.5231) | 323 973 femmes : sensibilité 85,3 % avec CAD et 87,3 % sans ; spécificité 91,6 et 91,4 % ; 4,1 cancers pour 1 000 dans les deux cas. | **Échec** : aucun gain, pour plus de 400 millions de dollars par an. |
# | 2016 | [Apprentissage profond, rétinopathie diabétique](https://doi.org/10.1001/jama.2016.17216) | Deux jeux d'images (9 963 et 1 748) : sensibilité 90,3 et 87,0 %, spécificité 98,1 et 98,5 %. | Des images d'archives, aucun patient suivi. La suite : l'essai de 2018, plus bas. |
# | 2017 | [Cancers de la peau](https://doi.org/10.1038/nature21056) | 129 450 images ; à égalité avec 21 dermatologues dans deux tâches binaires. | Sur 656 images aux peaux plus diverses, trois algorithmes de dermatologie tombent à des AUC de 0,56 à 0,67, soit 27 à 36 % de moins que dans leurs tests d'origine ([Daneshjou 2022](https://doi.org/10.1126/sciadv.abq6147)). |
# | 2017 | [CheXNet](https://arxiv.org/abs/1711.05225), pneumonie à la radiographie | 420 clichés : F1 de 0,435 (0,387 – 0,481), contre 0,387 (0,330 – 0,442) pour quatre radiologues. | **Critique** : ses étiquettes d'entraînement, extraites des comptes rendus, concordaient mal avec les images relues par un radiologue : valeurs prédictives positives le plus souvent inférieures de 10 à 30 % à celles annoncées ([Oakden-Rayner 2020](https://doi.org/10.1016/j.acra.2019.10.006)). |
# | 2018 | [Rétinopathie diabétique, IA autonome](https://doi.org/10.1038/s41746-018-0040-6) | 900 patients de soins primaires, seuils de succès fixés d'avance : sensibilité 87,2 % (81,8 – 91,2), spécificité 90,7 % (88,3 – 92,7). | **Succès** : première IA diagnostique autonome autorisée par la FDA. La performance est établie ; l'effet sur la vue n'était pas l'objet de l'essai. |
# | 2021 | [Modèles d'imagerie pour la COVID-19](https://doi.org/10.1038/s42256-021-00307-0) | 2 212 études repérées, 62 retenues pour leur qualité. | **Échec collectif** : aucun modèle utilisable en clinique, à cause de défauts de méthode ou de biais. |

# %% [markdown] lang="en"
# ### 2. Images (1998 – 2021)
#
# | Year | System | What was measured | What came of it |
# |---|---|---|---|
# | 1998 | ImageChecker (R2), computer-aided detection (CAD) for mammography | FDA file: from 80 to almost 88 cancers detected out of 100 ([*JAMA* 1998](https://doi.org/10.1001/jama.280.5.410)). | Approved, then reimbursed in the United States: by 2015 most screening mammograms there were read with CAD. |
# | 2007 | [CAD in practice](https://doi.org/10.1056/NEJMoa066099) | 222,135 women, 43 facilities: specificity from 90.2 to 87.2%, biopsies +19.7%; sensitivity from 80.4 to 84.0%, not a significant difference. | **Failure**: more false alarms, no proven gain. |
# | 2015 | [CAD in practice, again](https://doi.org/10.1001/jamainternmed.2015.5231) | 323,973 women: sensitivity 85.3% with CAD and 87.3% without; specificity 91.6 and 91.4%; 4.1 cancers per 1,000 in both. | **Failure**: no gain, for over 400 million dollars a year. |
# | 2016 | [Deep learning, diabetic retinopathy](https://doi.org/10.1001/jama.2016.17216) | Two image sets (9,963 and 1,748): sensitivity 90.3 and 87.0%, specificity 98.1 and 98.5%. | Archived images, no patient followed. The sequel: the 2018 trial, below. |
# | 2017 | [Skin cancers](https://doi.org/10.1038/nature21056) | 129,450 images; on a par with 21 dermatologists in two binary tasks. | On 656 images of more diverse skin, three dermatology algorithms fell to AUCs of 0.56 to 0.67, 27 to 36% less than in their original tests ([Daneshjou 2022](https://doi.org/10.1126/sciadv.abq6147)). |
# | 2017 | [CheXNet](https://arxiv.org/abs/1711.05225), pneumonia on chest films | 420 films: F1 of 0.435 (0.387 – 0.481), against 0.387 (0.330 – 0.442) for four radiologists. | **Criticised**: its training labels, extracted from reports, agreed poorly with the images when a radiologist read them again: positive predictive values mostly 10 to 30% lower than stated ([Oakden-Rayner 2020](https://doi.org/10.1016/j.acra.2019.10.006)). |
# | 2018 | [Diabetic retinopathy, autonomous AI](https://doi.org/10.1038/s41746-018-0040-6) | 900 primary-care patients, success thresholds set in advance: sensitivity 87.2% (81.8 – 91.2), specificity 90.7% (88.3 – 92.7). | **Success**: first autonomous diagnostic AI authorised by the FDA. Its performance is established; an effect on sight was not what the trial looked at. |
# | 2021 | [Imaging models for COVID-19](https://doi.org/10.1038/s42256-021-00307-0) | 2,212 studies found, 62 kept for their quality. | **Collective failure**: not one model fit for clinical use, because of flawed methods or bias. |

# %% [markdown] lang="fr"
# ### 3. Dossiers, protéines, langage, essais (2021 – 2026)
#
# | Année | Système | Ce qui a été mesuré | Ce qu'il en est advenu |
# |---|---|---|---|
# | 2021 | [Score de sepsis d'Epic](https://doi.org/10.1001/jamainternmed.2021.2626) | 38 455 séjours dans le Michigan : AUC 0,63 (0,62 – 0,64). Au seuil 6, il repère 33 % des sepsis et alerte chez 18 % des patients ([Wong 2021](https://doi.org/10.1001/jamanetworkopen.2021.35286)). | **Échec** : il tournait déjà dans des centaines d'hôpitaux. La version 2 fait mieux, avec une AUC de 0,82 à 0,92 dans quatre réseaux d'hôpitaux, mais une valeur prédictive positive de 0,13 à 0,26 : environ trois signalements sur quatre, ou davantage, sont de fausses alertes ([Wong 2026](https://doi.org/10.1001/jamanetworkopen.2026.0181)). |
# | 2021 | [AlphaFold](https://doi.org/10.1038/s41586-021-03819-2), structure des protéines | Épreuve à l'aveugle CASP14 : erreur médiane de 0,96 Å (0,85 – 1,16 ; 1 Å, un dix-milliardième de mètre), contre 2,8 Å (2,7 – 4,0) pour la méthode suivante. | **Succès** de recherche : prix Nobel de chimie 2024. Une structure n'est pas encore un médicament. |
# | 2023 | [Flan-PaLM et Med-PaLM](https://doi.org/10.1038/s41586-023-06291-2), grands modèles de langue | Flan-PaLM : 67,6 % de bonnes réponses à des questions du type de l'examen américain d'exercice. | Réussir un examen n'est pas soigner : jugées par des humains, ses réponses montrent des lacunes, et Med-PaLM, qui devait les combler, reste « inférieur aux cliniciens » selon ses auteurs. |
# | 2024 | [Un modèle de langue pour aider au diagnostic](https://doi.org/10.1001/jamanetworkopen.2024.40969) | 50 médecins tirés au sort : score médian de 76 % avec le modèle, 74 % sans (différence 2 points, −4 à 8). Le modèle seul : +16 points (2 à 30), analyse exploratoire sur six cas. | **Pas de gain démontré**. Chez 58 médecins formés à l'outil, un autre essai en trouve un net : +27,5 points (22,8 à 32,2) ([prépublication 2025](https://doi.org/10.1101/2025.06.06.25329104)). Des cas écrits, toujours pas des patients. |
# | 2025 | [PRAIM](https://doi.org/10.1038/s41591-024-03408-6), dépistage par mammographie, Allemagne | 463 094 femmes : 6,7 cancers détectés pour 1 000 avec IA, 5,7 sans (+17,6 %, 5,7 à 30,8) ; rappels 37,4 et 38,3 pour 1 000. | **Encourageant**, mais observationnel : les radiologues choisissaient quand utiliser l'IA. |
# | 2026 | [MASAI](https://doi.org/10.1016/S0140-6736%2825%2902464-X), dépistage par mammographie, Suède | Plus de 105 000 femmes tirées au sort : 1,55 cancer de l'intervalle pour 1 000 avec IA, 1,76 sans ; sensibilité 80,5 et 73,8 % ; spécificité 98,5 % dans les deux bras ; travail de lecture réduit de 44 %. | **Succès** : non-infériorité démontrée sur les cancers de l'intervalle. Ce n'est pas un résultat de mortalité. |
#
# Et l'autorisation ? La liste de la FDA comptait environ 1 450 dispositifs à base d'IA fin 2025, aux trois quarts en radiologie, presque tous autorisés par équivalence avec un dispositif antérieur (procédure 510(k)). C'est le décompte d'un [tiers](https://intuitionlabs.ai/articles/fda-ai-medical-device-tracker), revu en mars 2026 ; d'autres arrivent à moins. Seule fait foi la liste elle-même, sur fda.gov, à la date où vous la lisez. Être autorisé ne veut pas dire avoir prouvé un bénéfice.

# %% [markdown] lang="en"
# ### 3. Records, proteins, language, trials (2021 – 2026)
#
# | Year | System | What was measured | What came of it |
# |---|---|---|---|
# | 2021 | [Epic's sepsis score](https://doi.org/10.1001/jamainternmed.2021.2626) | 38,455 stays in Michigan: AUC 0.63 (0.62 – 0.64). At threshold 6 it finds 33% of sepsis and alerts for 18% of patients ([Wong 2021](https://doi.org/10.1001/jamanetworkopen.2021.35286)). | **Failure**: it was already running in hundreds of hospitals. Version 2 does better, with AUC 0.82 to 0.92 in four health systems, but a positive predictive value of 0.13 to 0.26: about three flags in four, or more, are false alarms ([Wong 2026](https://doi.org/10.1001/jamanetworkopen.2026.0181)). |
# | 2021 | [AlphaFold](https://doi.org/10.1038/s41586-021-03819-2), protein structure | CASP14 blind test: median error 0.96 Å (0.85 – 1.16; 1 Å is a ten-billionth of a metre), against 2.8 Å (2.7 – 4.0) for the next method. | **Success** in research: Nobel Prize in Chemistry 2024. A structure is not yet a drug. |
# | 2023 | [Flan-PaLM and Med-PaLM](https://doi.org/10.1038/s41586-023-06291-2), large language models | Flan-PaLM: 67.6% of right answers to questions in the style of the US licensing examination. | Passing an examination is not caring for patients: judged by humans its answers show gaps, and Med-PaLM, meant to fill them, "remains inferior to clinicians" in its authors' words. |
# | 2024 | [A language model to help with diagnosis](https://doi.org/10.1001/jamanetworkopen.2024.40969) | 50 physicians randomised: median score 76% with the model, 74% without (difference 2 points, −4 to 8). The model alone: +16 points (2 to 30), exploratory analysis on six cases. | **No proven gain**. In 58 physicians trained to use the tool, another trial found a clear one: +27.5 points (22.8 to 32.2) ([preprint 2025](https://doi.org/10.1101/2025.06.06.25329104)). Written cases, still not patients. |
# | 2025 | [PRAIM](https://doi.org/10.1038/s41591-024-03408-6), mammography screening, Germany | 463,094 women: 6.7 cancers detected per 1,000 with AI, 5.7 without (+17.6%, 5.7 to 30.8); recalls 37.4 and 38.3 per 1,000. | **Encouraging**, but observational: radiologists chose when to use AI. |
# | 2026 | [MASAI](https://doi.org/10.1016/S0140-6736%2825%2902464-X), mammography screening, Sweden | Over 105,000 women randomised: 1.55 interval cancers per 1,000 with AI, 1.76 without; sensitivity 80.5 and 73.8%; specificity 98.5% in both arms; reading work down 44%. | **Success**: non-inferiority shown on interval cancers. It is not a mortality result. |
#
# And authorisation? The FDA's list had about 1,450 AI-enabled devices at the end of 2025, three quarters of them in radiology, almost all cleared as equivalent to an earlier device (the 510(k) route). This is a [third party's](https://intuitionlabs.ai/articles/fda-ai-medical-device-tracker) count, revised in March 2026; others find fewer. Only the list itself, on fda.gov, on the day you read it, is authoritative. To be authorised is not to have proved a benefit.

# %% [markdown] lang="fr"
# ### Le motif qui se répète
#
# **Promesse au laboratoire, chute au dehors, puis, parfois, une preuve.** Le même modèle, chez lui et ailleurs :
#
# | Modèle | Chez lui (AUC) | Ailleurs (AUC) |
# |---|---|---|
# | Pneumonie, enfants de Guangzhou, puis enfants américains ([Xin 2021](https://doi.org/10.1007/s10140-021-01954-x)) | 0,95 | 0,54 |
# | Pneumonie, deux systèmes hospitaliers, puis un troisième ([Zech 2018](https://doi.org/10.1371/journal.pmed.1002683)) | 0,931 | 0,815 |
# | Sepsis, score d'Epic : annoncé, puis mesuré de façon indépendante ([Wong 2021](https://doi.org/10.1001/jamainternmed.2021.2626)) | nettement plus haut, selon son éditeur | 0,63 |
#
# (Une AUC de 0,5 équivaut au hasard, 1 est parfait ; le module 02 l'explique.) Dans l'étude de Zech, deviner la pneumonie d'après le seul nom de l'hôpital donnait déjà 0,861 : un modèle peut apprendre d'où vient l'image au lieu de ce qu'elle montre. Et cette vérification reste rare : parmi 82 études comparant apprentissage profond et soignants, 25 étaient validées sur des données extérieures, et 14 comparaient les deux sur les mêmes patients ([Liu 2019](https://doi.org/10.1016/S2589-7500%2819%2930123-2)).
#
# **Au lit du malade, cinq questions à poser avant d'utiliser un outil :**
# 1. Sur quels patients a-t-il été évalué, et ressemblent-ils aux miens ?
# 2. Par qui : ses auteurs, ou une équipe indépendante ?
# 3. Comparé à quoi : à rien, au hasard, aux soins habituels ?
# 4. Qu'a-t-on mesuré : une image bien classée, une décision changée, ou ce que devient le patient ?
# 5. Qui vérifie encore, une fois l'outil en service ?

# %% [markdown] lang="en"
# ### The pattern that recurs
#
# **Promise in the laboratory, a fall outside, then, sometimes, proof.** The same model, at home and away:
#
# | Model | At home (AUC) | Away (AUC) |
# |---|---|---|
# | Pneumonia, children of Guangzhou, then American children ([Xin 2021](https://doi.org/10.1007/s10140-021-01954-x)) | 0.95 | 0.54 |
# | Pneumonia, two hospital systems, then a third ([Zech 2018](https://doi.org/10.1371/journal.pmed.1002683)) | 0.931 | 0.815 |
# | Sepsis, Epic's score: as announced, then measured independently ([Wong 2021](https://doi.org/10.1001/jamainternmed.2021.2626)) | substantially higher, said its developer | 0.63 |
#
# (An AUC of 0.5 is chance, 1 is perfect; module 02 explains it.) In Zech's study, guessing pneumonia from the hospital's name alone already gave 0.861: a model can learn where the image comes from instead of what it shows. And this check is still rare: of 82 studies comparing deep learning with health professionals, 25 were validated on outside data, and 14 compared the two on the same patients ([Liu 2019](https://doi.org/10.1016/S2589-7500%2819%2930123-2)).
#
# **At the bedside, five questions to ask before using a tool:**
# 1. On which patients was it evaluated, and are they like mine?
# 2. By whom: its authors, or an independent team?
# 3. Compared with what: nothing, chance, usual care?
# 4. What was measured: an image well classified, a decision changed, or what becomes of the patient?
# 5. Who still checks once the tool is in service?

# %%
quiz("00.q_history_evidence")

# %% [markdown] lang="fr"
# **Ce que cette histoire ne montre pas.** Une vingtaine de jalons, c'est un choix, surtout américain et britannique. On publie plus volontiers un succès qu'un échec : les outils abandonnés sans article n'apparaissent pas ici. Les critères diffèrent d'une ligne à l'autre (exactitude, F1, AUC, cancers de l'intervalle) et ne se comparent pas entre eux. L'effet sur la durée ou la qualité de vie n'est mesuré dans presque aucune de ces études. Lecture arrêtée à l'été 2026.

# %% [markdown] lang="en"
# **What this history does not show.** Some twenty milestones are a choice, mostly American and British. A success is more readily published than a failure: tools dropped without a paper do not appear here. The criteria differ from line to line (accuracy, F1, AUC, interval cancers) and cannot be compared with one another. The effect on length or quality of life is measured in almost none of these studies. The literature was read up to summer 2026.

# %% [markdown] lang="fr"
# # Seconde partie · Python et tableaux pour soignants
#
# Cette partie part de zéro. Si vous programmez déjà, la question suivante vous dira si vous pouvez la sauter.

# %% [markdown] lang="en"
# # Part two · Python and arrays for clinicians
#
# This part starts from nothing. If you already program, the next question tells you whether you may skip it.

# %%
quiz("00.q_skip")

# %% [markdown] lang="fr"
# *Pour sauter :* placez-vous sur le titre « Qui est mort ? », plus bas, et choisissez dans le menu *Exécution* > *Exécuter tout au-dessus de la cellule sélectionnée*. Les exercices de cette partie restent ouverts.
#
# ## Un patient, une question
#
# Garde de cardiologie. Un homme de 83 ans vient d'être admis pour un infarctus du myocarde : 152/78 mmHg, 89 battements par minute. Sa fille demande : « Est-ce qu'il va s'en sortir ? »
#
# Pour ne pas répondre au hasard, regardons ce que sont devenus des patients qui lui ressemblaient. En voici cinq cents, **réels**, de l'étude de Worcester (Massachusetts). Toute donnée de ce cours arrive avec sa **fiche** : d'où elle vient, qui elle décrit, ce qu'elle ne dit pas. Lisez-la avant de calculer.

# %% [markdown] lang="en"
# *To skip:* click on the heading "Who died?", further down, and choose *Run* > *Run All Above Selected Cell* in the menu. The exercises of this part stay open.
#
# ## A patient, a question
#
# On call in cardiology. A man of 83 has just been admitted with a heart attack: 152/78 mmHg, 89 beats per minute. His daughter asks: "Will he pull through?"
#
# Rather than answer at random, let us see what became of patients like him. Here are five hundred, **real** ones, from the Worcester (Massachusetts) study. All data in this course come with their **card**: where they come from, whom they describe, what they do not say. Read it before computing.

# %%
card("whas500")

# %%
patients = load("whas500").frame
patients.head()

# %% [markdown] lang="fr"
# `load` lit les données, `.frame` en prend le tableau. `patients` est donc un **tableau de données** : une ligne par patient, une colonne par information. `.head()` en montre les cinq premières lignes ; la ligne 0, c'est notre homme de 83 ans. Les colonnes dont nous aurons besoin :
#
# | Colonne | Ce qu'elle contient |
# |---|---|
# | `age` | âge à l'admission, en années |
# | `female` | 1 femme, 0 homme |
# | `systolic_bp`, `diastolic_bp` | pressions systolique et diastolique à l'arrivée, en mmHg |
# | `heart_rate` | fréquence cardiaque à l'arrivée, par minute |
# | `heart_failure` | 1 si une insuffisance cardiaque a compliqué l'infarctus, 0 sinon |
# | `follow_up` | durée de suivi depuis l'admission, en jours |
# | `died` | `True` (vrai) si le patient était mort à la fin de son suivi, `False` (faux) s'il était vivant |

# %% [markdown] lang="en"
# `load` reads the data, `.frame` takes the table from them. So `patients` is a **data table**: one row per patient, one column per piece of information. `.head()` shows its first five rows; row 0 is our man of 83. The columns that we shall need:
#
# | Column | What it holds |
# |---|---|
# | `age` | age at admission, in years |
# | `female` | 1 woman, 0 man |
# | `systolic_bp`, `diastolic_bp` | systolic and diastolic pressure on arrival, in mmHg |
# | `heart_rate` | heart rate on arrival, per minute |
# | `heart_failure` | 1 if heart failure complicated the heart attack, 0 if not |
# | `follow_up` | length of follow-up from admission, in days |
# | `died` | `True` if the patient was dead at the end of follow-up, `False` if alive |

# %% [markdown] lang="fr"
# ## Des listes : plusieurs mesures sous un seul nom
#
# Pendant sa première nuit, imaginons que l'on mesure cinq fois la systolique de ce patient (ces cinq chiffres-là sont inventés). Une **liste** les garde ensemble, dans l'ordre, entre crochets. `len` en donne la longueur, `min` et `max` les extrêmes, `sum` la somme ; `print` affiche ce qu'on lui donne. (Sur un clavier français, `[` et `]` sont Alt Gr + 5 et Alt Gr + °, sur Mac ⌥ ⇧ 5 et ⌥ ⇧ °.)

# %% [markdown] lang="en"
# ## Lists: several readings under one name
#
# During his first night, let us imagine that this patient's systolic pressure is measured five times (these five numbers are invented). A **list** keeps them together, in order, between square brackets. `len` gives its length, `min` and `max` the extremes, `sum` the sum; `print` shows what it is given.

# %%
readings = [128, 117, 96, 102, 110]
print(len(readings), min(readings), max(readings), sum(readings) / len(readings))

# %% [markdown] lang="fr"
# Pour prendre *une* mesure, on donne sa position entre crochets. Pariez.

# %% [markdown] lang="en"
# To take *one* reading, give its position in square brackets. Place your bet.

# %%
predict("00.p_index")

# %%
readings[1]

# %% [markdown] lang="fr"
# Python numérote **à partir de 0**. En partant de la fin, il compte en négatif : `readings[-1]` est la dernière mesure, `readings[-2]` l'avant-dernière. Les *crochets* prennent dans une liste, les *parenthèses* mettent une fonction au travail : `readings[1]`, mais `len(readings)`. La virgule sépare les éléments ; c'est pourquoi la décimale est un point.

# %% [markdown] lang="en"
# Python numbers **from 0**. From the end, it counts with negative numbers: `readings[-1]` is the last reading, `readings[-2]` the one before. *Square brackets* take from a list, *parentheses* put a function to work: `readings[1]`, but `len(readings)`.

# %% exercise="00.pressure_change"

# %% [markdown] lang="fr"
# **Au lit du malade.** Sur nos cinq mesures inventées, la variation est de −18 mmHg, mais la pression est tombée à 96 entre-temps : deux points ne racontent pas une nuit. Résumer, c'est choisir ce que l'on perd ; dites toujours *quel* résumé vous donnez.

# %% [markdown] lang="en"
# **At the bedside.** On our five invented readings the change is −18 mmHg, but the pressure dropped to 96 in between: two readings do not tell the story of a night. To summarise is to choose what is lost; always say *which* summary you give.

# %% [markdown] lang="fr" further=true
# ## Pour aller plus loin · Des fonctions qui décident
#
# Une fonction peut répondre selon les cas. `if` veut dire « si », `elif` « sinon, si », `else` « sinon ». Python lit de haut en bas, s'arrête à la **première** condition vraie et ignore les suivantes. Chaque ligne de condition finit par deux-points, et ce qui en dépend est décalé. `<` veut dire « inférieur », `<=` « inférieur ou égal ».
#
# Exemple : ranger une kaliémie (en mmol/L) sous, dans ou au-dessus de bornes de laboratoire, ici 3,5 et 5,0. La fonction renvoie −1, 0 ou 1.

# %% [markdown] lang="en" further=true
# ## Further · Functions that decide
#
# A function may answer according to the case: `if`, `elif` (short for "else, if"), `else`. Python reads from top to bottom, stops at the **first** condition that is true and ignores the rest. Each line with a condition ends with a colon, and what depends on it is indented. `<` means "less than", `<=` "less than or equal".
#
# Example: place a potassium level (in mmol/L) below, within or above laboratory bounds, here 3.5 and 5.0. The function returns −1, 0 or 1.


# %% further=true
def potassium_side(level):
    if level < 3.5:
        return -1
    elif level <= 5.0:
        return 0
    else:
        return 1


print(potassium_side(3.1), potassium_side(5.0), potassium_side(5.8))

# %% exercise="00.news_systolic"

# %% [markdown] lang="fr" further=true
# **Au lit du malade.** Un point de trop ou de moins à 90 mmHg, c'est un appel de trop ou de moins dans la nuit. Quand un logiciel affiche un score, demandez comment il traite les bornes : c'est la première chose à tester.

# %% [markdown] lang="en" further=true
# **At the bedside.** One point too many or too few at 90 mmHg is one call too many or too few in the night. When software shows a score, ask how it treats the bounds: that is the first thing to test.

# %% [markdown] lang="fr"
# ## Des tableaux : calculer sur cinq cents patients d'un coup
#
# Une liste sait garder des mesures, mais sait-elle calculer ? Pariez.

# %% [markdown] lang="en"
# ## Arrays: computing on five hundred patients at once
#
# A list can keep measurements, but can it compute? Place your bet.

# %%
predict("00.p_twice")

# %%
[120, 85] * 2

# %% [markdown] lang="fr"
# Pour calculer, on range les mesures dans un **tableau NumPy** (*array*). NumPy est la bibliothèque de calcul de Python ; `import numpy as np` la met à disposition sous le nom court `np`. Sur un tableau, une opération s'applique à chaque nombre. (Ne confondez pas avec `patients`, un tableau de *données* à plusieurs colonnes : un tableau NumPy est ici une simple suite de nombres.)

# %% [markdown] lang="en"
# To compute, put the measurements into a **NumPy array**. NumPy is Python's library for calculation; `import numpy as np` makes it available under the short name `np`. On an array, an operation applies to each number. (`patients` is a data *table*, with several columns; an array, here, is just a row of numbers.)

# %%
import numpy as np

np.array([120, 85]) * 2

# %% [markdown] lang="fr"
# Prenons les colonnes de nos patients. `patients["systolic_bp"]` est une colonne ; `.to_numpy()` en fait un tableau. Entre deux tableaux, le calcul se fait **patient par patient** : `systolic - diastolic` donne cinq cents pressions différentielles. `[:5]` n'en montre que les cinq premières.

# %% [markdown] lang="en"
# Let us take our patients' columns. `patients["systolic_bp"]` is a column; `.to_numpy()` makes it an array. Between two arrays, calculation goes **patient by patient**: `systolic - diastolic` gives five hundred pulse pressures. `[:5]` shows only the first five.

# %%
systolic = patients["systolic_bp"].to_numpy()
diastolic = patients["diastolic_bp"].to_numpy()
heart_rate = patients["heart_rate"].to_numpy()
age = patients["age"].to_numpy()
(systolic - diastolic)[:5]

# %% [markdown] lang="fr"
# Un tableau sait se résumer : `.mean()` (moyenne), `.min()`, `.max()`, `.sum()` ; `.size` est le nombre de valeurs. Notez le point : on demande *au tableau* de faire le calcul ; et les parenthèses, même vides : sans elles, rien n'est calculé. Et votre fonction `mean_pressure`, écrite pour un patient, marche telle quelle pour tous : une fois l'exercice 1 réussi, essayez `mean_pressure(systolic, diastolic)[:5]` dans une cellule à vous.

# %% [markdown] lang="en"
# An array can summarise itself: `.mean()`, `.min()`, `.max()`, `.sum()`; `.size` is the number of values. Note the dot: *the array* is asked to do the calculation; and the parentheses, even empty: without them nothing is calculated. And your function `mean_pressure`, written for one patient, works as it stands for all: once exercise 1 is right, try `mean_pressure(systolic, diastolic)[:5]` in a cell of your own.

# %%
print(systolic.size, systolic.mean(), systolic.min(), systolic.max())
print(diastolic.size, diastolic.mean(), diastolic.min(), diastolic.max())

# %% [markdown] lang="fr"
# ## Regarder avant de calculer
#
# Avez-vous vu la diastolique la plus basse ? 6 mmHg, avec une systolique de 176 : sans doute une faute de frappe, que la fiche signale. Les données réelles en contiennent toujours ; le nombre le plus utile est parfois le minimum.
#
# Une moyenne cache les extrêmes. L'**histogramme** compte les patients dans des tranches de 10 mmHg ; la ligne pointillée est à 90 mmHg. Vous n'avez pas à savoir écrire ce code, seulement à l'exécuter : `plt`, la bibliothèque de figures, a été importée plus haut.

# %% [markdown] lang="en"
# ## Look before you compute
#
# Did you see the lowest diastolic pressure? 6 mmHg, with a systolic of 176: probably a typing error, which the card points out. Real data always hold some; the most useful number is sometimes the minimum.
#
# A mean hides the extremes. The **histogram** counts patients in steps of 10 mmHg; the dashed line is at 90 mmHg. You need not know how to write this code, only to run it: `plt`, the plotting library, was imported above.

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.hist(systolic, bins=range(50, 260, 10), color=plots.SKY, edgecolor="black")
ax.axvline(90, color="black", linestyle="--")
ax.set_xlabel(str(T(fr="Pression systolique à l'arrivée (mmHg)", en="Systolic pressure on arrival (mmHg)")))
ax.set_ylabel(str(T(fr="Patients", en="Patients")))
ax.set_title(str(T(fr="Données RÉELLES : WHAS500, 500 patients", en="REAL data: WHAS500, 500 patients")))
plots.show(fig, alt=T(fr="Une bosse vers 145 mmHg", en="A hump near 145 mmHg"))

# %% [markdown] lang="fr"
# **Description de la figure.** Une grosse bosse, la plupart des patients entre 110 et 180 mmHg, le sommet vers 145 ; une petite bosse vers 200, puis quelques patients jusqu'à 244 ; et à gauche, sous la ligne de 90, une poignée de patients, jusqu'à 57.
#
# **Au lit du malade.** La moyenne, 145 mmHg, ne décrit ni le patient à 57 ni celui à 244. Ce sont pourtant eux qui vous font courir.
#
# ## Des masques : qui remplit une condition ?
#
# `systolic < 90` pose la question à chaque patient et rend un tableau de réponses, `True` (vrai) ou `False` (faux) : un **masque**. Il a une case par patient, dans le même ordre. Les comparaisons s'écrivent `<`, `<=` (inférieur ou égal), `>`, `>=`, `==` (égal, avec *deux* signes) et `!=` (différent).

# %% [markdown] lang="en"
# **Description of the figure.** A large hump, most patients between 110 and 180 mmHg, its top near 145; a small hump near 200, then a few patients as far as 244; and to the left, below the line at 90, a handful of patients, down to 57.
#
# **At the bedside.** The mean, 145 mmHg, describes neither the patient at 57 nor the one at 244. Yet those are the ones who make you run.
#
# ## Masks: who meets a condition?
#
# `systolic < 90` puts the question to each patient and gives an array of answers, `True` or `False`: a **mask**. It has one slot per patient, in the same order. Comparisons are written `<`, `<=` (less than or equal), `>`, `>=`, `==` (equal, with *two* signs) and `!=` (different).

# %%
low = systolic < 90
low[:10]

# %%
predict("00.p_mask")

# %%
print(low.sum(), low.size)

# %% [markdown] lang="fr"
# Un masque sert à deux choses :
#
# - **compter** : sa somme est un nombre de patients, et sa moyenne (`low.mean()`) une *proportion*, entre 0 et 1 ;
# - **sélectionner** : `systolic[low]`, entre crochets, ne garde que les patients pour qui le masque est vrai.

# %% [markdown] lang="en"
# A mask serves two purposes:
#
# - **counting**: its sum is a number of patients, and its mean (`low.mean()`) a *proportion*, between 0 and 1;
# - **selecting**: `systolic[low]`, in square brackets, keeps only the patients for whom the mask is true.

# %%
systolic[low]

# %% exercise="00.proportion_low"

# %% [markdown] lang="fr"
# **Au lit du malade.** Dix-sept patients sur cinq cents, 3,4 % : rares, et ce sont les plus urgents. Un outil qui annoncerait « pas d'hypotension » pour tout le monde aurait raison dans 96,6 % des cas, et ne servirait à rien. Gardez cet outil paresseux en tête : tout modèle devra d'abord faire mieux que lui.
#
# ## Combiner des masques
#
# Entre deux masques, patient par patient :
#
# - **et** s'écrit `a & b` : vrai pour ceux qui ont les deux ;
# - **ou** s'écrit `a | b` : vrai pour ceux qui ont au moins un des deux ;
# - **non** s'écrit `~a` : vrai pour ceux qui n'ont pas `a`.
#
# (Sur un clavier français, `|` est Alt Gr + 6 et `~` Alt Gr + 2 suivi d'une espace, sur Mac ⌥ ⇧ L et ⌥ N suivi d'une espace.)
#
# Le plus sûr : un masque par ligne, chacun avec son nom, puis on combine. Sur une seule ligne, il faut des parenthèses autour de chaque condition. Exemple avec les femmes et les patients de 80 ans et plus (dans la première ligne, `=` donne un nom, `==` pose la question « est-ce égal à 1 ? ») :

# %% [markdown] lang="en"
# **At the bedside.** Seventeen patients in five hundred, 3.4%: they are rare, and they are the most urgent. A tool that announced "no hypotension" for everyone would be right in 96.6% of cases, and useless. Keep this lazy tool in mind: any model will first have to do better than it does.
#
# ## Combining masks
#
# Between two masks, patient by patient:
#
# - **and** is written `a & b`: true for those who have both;
# - **or** is written `a | b`: true for those who have at least one of the two;
# - **not** is written `~a`: true for those who do not have `a`.
#
# (On a US keyboard, `|` is Shift + `\` and `~` is Shift with the key left of 1; on a UK PC keyboard, Shift + `\` and Shift + `#`.)
#
# The safest way: one mask per line, each with its name, then combine. On a single line, parentheses are needed around each condition. An example with women and patients aged 80 or over (in the first line, `=` gives a name, `==` asks "is it equal to 1?"):

# %%
woman = patients["female"].to_numpy() == 1
old = age >= 80
print((woman & old).sum(), (woman | old).sum(), (~woman).sum())

# %% exercise="00.low_and_fast"

# %% [markdown] lang="fr"
# **Au lit du malade.** Essayez `low_and_fast(systolic, heart_rate)` : quatre patients sur cinq cents (`np.int64(4)` est un 4 calculé par NumPy). Chaque condition que l'on ajoute rend le groupe plus ressemblant à votre malade, et plus petit. À quatre, on ne peut presque plus rien conclure ; nous allons le voir.
#
# ## Comparer deux groupes
#
# Une complication fréquente de l'infarctus est l'**insuffisance cardiaque** : le cœur abîmé ne pompe plus assez. Le masque suivant dit qui l'a eue. Avec lui et son contraire, `~heart_failure`, on sélectionne chaque groupe et on le résume : ici, la fréquence cardiaque à l'arrivée.

# %% [markdown] lang="en"
# **At the bedside.** Try `low_and_fast(systolic, heart_rate)`: four patients in five hundred (`np.int64(4)` is a 4 calculated by NumPy). Each condition that is added makes the group more like your patient, and smaller. With four, hardly anything can be concluded; we are about to see it.
#
# ## Comparing two groups
#
# A frequent complication of a heart attack is **heart failure**: the damaged heart no longer pumps enough. The next mask says who had it. With it and its opposite, `~heart_failure`, each group is selected and summarised: here, the heart rate on arrival.

# %%
heart_failure = patients["heart_failure"].to_numpy() == 1
print(heart_failure.sum(), (~heart_failure).sum())
print(heart_rate[heart_failure].mean(), heart_rate[~heart_failure].mean())

# %% exercise="00.difference_of_means"

# %% [markdown] lang="fr"
# Et l'âge ? La cellule suivante calcule la différence d'âge moyen entre les deux groupes, avec un **intervalle de confiance à 95 %** (IC 95 %, méthode de Welch) : la fourchette des différences qui s'accordent bien avec ces données, compte tenu du hasard qui a mis ces cinq cents patients-là, et pas d'autres, dans le fichier.

# %% [markdown] lang="en"
# And age? The next cell computes the difference in mean age between the two groups, with a **95% confidence interval** (95% CI, Welch's method): the range of differences that agree well with these data, allowing for the chance that put these five hundred patients, and not others, into the file.

# %%
from scipy.stats import ttest_ind

from medlab.language import number

comparison = ttest_ind(age[heart_failure], age[~heart_failure], equal_var=False)
low_end, high_end = comparison.confidence_interval(0.95)
gap = age[heart_failure].mean() - age[~heart_failure].mean()
line = T(fr="{gap} ans (IC 95 % : {low} à {high})", en="{gap} years (95% CI {low} to {high})")
print(line.format(gap=number(gap, 1), low=number(low_end, 1), high=number(high_end, 1)))

# %% [markdown] lang="fr"
# **Au lit du malade.** Les patients insuffisants cardiaques ont en moyenne neuf ans de plus. Si l'on trouve qu'ils meurent davantage, est-ce l'insuffisance cardiaque, ou l'âge ? Une différence de départ qui pèse elle-même sur le pronostic s'appelle un **facteur de confusion**. Retenez-la : elle revient dans quelques minutes.
#
# ## Qui est mort ?
#
# La colonne `died` dit qui était mort *à la fin de son suivi*. Mais ce suivi n'a pas la même longueur pour tous. Regardons combien de jours on a suivi les survivants, au moins et au plus.

# %% [markdown] lang="en"
# **At the bedside.** Patients with heart failure are on average nine years older. If they turn out to die more, is it heart failure, or age? A difference at the start that itself weighs on the outcome is called a **confounder**. Remember it: it comes back in a few minutes.
#
# ## Who died?
#
# The column `died` says who was dead *at the end of follow-up*. But follow-up is not equally long for all. Let us see for how many days the survivors were followed, at least and at most.

# %%
dead = patients["died"].to_numpy()
days = patients["follow_up"].to_numpy()
print(days[~dead].min(), days[~dead].max())

# %% [markdown] lang="fr"
# De 368 jours à six ans. Un survivant suivi 368 jours est peut-être mort au 400e : on n'en sait rien. On dit que son suivi est **censuré**. Compter simplement les décès de `died` mélangerait des patients observés un an et d'autres observés six.
#
# Mais *tous* les survivants ont été suivis plus d'un an. La question « qui est mort dans l'année ? » a donc une réponse sûre pour chacun des cinq cents : c'est elle que nous posons. Pour les durées plus longues, il faut les méthodes de survie (module 05).

# %% [markdown] lang="en"
# From 368 days to six years. A survivor followed for 368 days may have died on day 400: nobody knows. Such a follow-up is said to be **censored**. Simply counting the deaths in `died` would mix patients watched for one year with others watched for six.
#
# But *all* survivors were followed for more than a year. So the question "who died within the year?" has a certain answer for each of the five hundred: this is the one we ask. Longer times need the methods of survival analysis (module 05).

# %%
died_1y = dead & (days <= 365)
print(died_1y.sum(), died_1y.mean())

# %% [markdown] lang="fr"
# Cent trente-huit décès dans l'année, soit 27,6 % de tous les patients. C'est notre point de comparaison : avant tout modèle, avant toute distinction, « un peu plus d'un sur quatre ». Faisons mieux, groupe par groupe.

# %% [markdown] lang="en"
# One hundred and thirty-eight deaths within the year, 27.6% of all patients. This is our baseline: before any model, before any distinction, "a little over one in four". Let us do better, group by group.

# %% exercise="00.group_risk"

# %% [markdown] lang="fr"
# **Au lit du malade.** Dans ce fichier, 78 des 138 décédés, soit 57 %, avaient une insuffisance cardiaque ; mais parmi les 155 insuffisants cardiaques, 78 sont morts, soit 50 %. Deux pourcentages, deux questions. Devant l'un comme l'autre, demandez : *parmi qui ?*
#
# ## Un risque ne va pas sans son intervalle
#
# Neuf décès sur dix-huit et neuf cents sur mille huit cents font tous deux 50 %, mais on ne s'y fie pas de la même façon. L'**intervalle de Wilson** (1927) donne l'IC 95 % d'une proportion : plus le groupe est petit, plus il est large.
#
# La fonction suivante est celle *du cours* (d'où son nom, `risk_course`) : elle marche même si votre `group_risk` n'est pas fini. Elle renvoie trois nombres, `[risque, borne basse, borne haute]`, et `show` les met en pourcentages. À partir d'ici, les cellules du cours sont à exécuter et à lire ; on ne vous demande pas de les écrire.

# %% [markdown] lang="en"
# **At the bedside.** In this file, 78 of the 138 who died, 57%, had heart failure; but among the 155 with heart failure, 78 died, 50%. Two percentages, two questions. Faced with either, ask: *among whom?*
#
# ## No risk without its interval
#
# Nine deaths in eighteen and nine hundred in eighteen hundred are both 50%, but they do not deserve the same trust. **Wilson's interval** (1927) gives the 95% CI of a proportion: the smaller the group, the wider it is.
#
# The next function is *the course's* (hence its name, `risk_course`): it works even if your `group_risk` is not finished. It returns three numbers, `[risk, lower bound, upper bound]`, and `show` turns them into percentages. From here on the course's cells are there to be run and read; you are not asked to write them.


# %%
def risk_course(died, group):
    deaths, total = died[group].sum(), group.sum()
    low_end, high_end = proportion_interval(deaths, total)
    return [deaths / total, low_end, high_end]


def show(estimate):
    return f"{percent(estimate[0])} ({percent(estimate[1])} – {percent(estimate[2])})"


print(show(risk_course(died_1y, heart_failure)))
print(show(risk_course(died_1y, ~heart_failure)))

# %% [markdown] lang="fr"
# Première ligne, avec insuffisance cardiaque ; seconde ligne, sans. Avant de voir la figure, un pari sur la pression à l'arrivée.

# %% [markdown] lang="en"
# First line, with heart failure; second line, without. Before you see the figure, a bet about the pressure on arrival.

# %%
predict("00.p_pressure")

# %%
groups = {
    T(fr="insuffisance cardiaque", en="heart failure"): heart_failure,
    T(fr="pas d'insuffisance cardiaque", en="no heart failure"): ~heart_failure,
    T(fr="systolique ≥ 140", en="systolic ≥ 140"): systolic >= 140,
    T(fr="systolique < 140", en="systolic < 140"): systolic < 140,
    T(fr="systolique < 90", en="systolic < 90"): low,
}
line = T(fr="{name} (n = {n}) : {risk}", en="{name} (n = {n}): {risk}")
risks = [risk_course(died_1y, group) for group in groups.values()]
for name, group, risk in zip(groups, groups.values(), risks, strict=True):
    print(line.format(name=name, n=group.sum(), risk=show(risk)))

# %%
fig, ax = plt.subplots(figsize=(7, 3))
for row, (risk, low_end, high_end) in enumerate(risks):
    ax.plot([low_end, high_end], [row, row], color="black")
    ax.plot(risk, row, "o", color=plots.BLUE, markersize=9)
ax.axvline(died_1y.mean(), color="grey", linestyle=":")
ax.set(xlim=(0, 1), ylim=(4.5, -0.5), yticks=range(5), yticklabels=[str(name) for name in groups])
ax.xaxis.set_major_formatter(lambda value, _: percent(value))
ax.set_xlabel(str(T(fr="Décès dans l'année, IC 95 %", en="Death within the year, 95% CI")))
ax.set_title(str(T(fr="Données RÉELLES : WHAS500", en="REAL data: WHAS500")))
plots.show(fig, alt=T(fr="Cinq risques et leurs intervalles", en="Five risks with their intervals"))

# %% [markdown] lang="fr"
# **Description de la figure.** Cinq points bleus, chacun au milieu de son intervalle ; la ligne pointillée verticale est le risque de tous les patients, 28 %. De haut en bas : insuffisance cardiaque 50 % (43 – 58) ; pas d'insuffisance cardiaque 17 % (14 – 22) ; systolique d'au moins 140, 23 % (18 – 28) ; moins de 140, 33 % (28 – 40) ; moins de 90, 47 %, avec un très long intervalle (26 – 69).
#
# **Ce que cela veut dire.**
# - Insuffisance cardiaque : les deux intervalles sont loin l'un de l'autre.
# - Pression haute à l'arrivée : moins de décès. La même chose a été vue chez 119 151 patients suédois ([Stenestrand 2010](https://doi.org/10.1001/jama.2010.314)). N'allez pas faire monter la pression de vos malades : celui dont le cœur la maintient est peut-être simplement moins atteint.
# - Moins de 90 : dix-sept patients. Le vrai risque pourrait être d'un sur quatre comme de deux sur trois. Le point seul, 47 %, aurait menti par omission.
#
# ## La différence, et son intervalle
#
# Comparer, c'est donner **une différence et son intervalle**, plutôt que deux intervalles que le lecteur compare à l'œil. Newcombe (1998) construit l'IC 95 % de la différence à partir des deux intervalles de Wilson. L'exercice suivant, facultatif, vous le fait écrire ; la cellule d'après utilise la version du cours.

# %% [markdown] lang="en"
# **Description of the figure.** Five blue points, each inside its interval; the dotted vertical line is the risk of all patients, 28%. From top to bottom: heart failure 50% (43 – 58); no heart failure 17% (14 – 22); systolic of at least 140, 23% (18 – 28); below 140, 33% (28 – 40); below 90, 47%, with a very long interval (26 – 69).
#
# **What it means.**
# - Heart failure: the two intervals are far apart.
# - A high pressure on arrival: fewer deaths. The same was seen in 119,151 Swedish patients ([Stenestrand 2010](https://doi.org/10.1001/jama.2010.314)). Do not go and raise your patients' pressure: the one whose heart keeps it up may simply be less badly hit.
# - Below 90: seventeen patients. The true risk could be one in four as well as two in three. The point alone, 47%, would have lied by omission.
#
# ## The difference, and its interval
#
# To compare is to give **one difference and its interval**, rather than two intervals for the reader to compare by eye. Newcombe (1998) builds the 95% CI of the difference from the two Wilson intervals. In the next exercise, which is optional, you write it; the cell after it uses the course's version.

# %% exercise="00.difference_interval"


# %%
def difference_course(a, b):
    difference = a[0] - b[0]
    down = np.hypot(a[0] - a[1], b[2] - b[0])
    up = np.hypot(a[2] - a[0], b[0] - b[1])
    return [difference, difference - down, difference + up]


def points(estimate):
    gap, low_end, high_end = (number(100 * value, 0) for value in estimate)
    return f"{gap} points ({low_end} – {high_end})"


print(points(difference_course(risks[0], risks[1])))

# %% [markdown] lang="fr"
# Trente-trois décès de plus pour cent patients, IC 95 % de 24 à 42. On dit « 33 *points* », et non « 33 % de plus » : de 17 à 50 %, le risque est près de trois fois plus grand. (`risks` contient les risques de la figure, dans l'ordre ; `np.hypot(x, y)` est $\sqrt{x^2 + y^2}$.) Que permettent de dire ces chiffres ?

# %% [markdown] lang="en"
# Thirty-three more deaths per hundred patients, 95% CI from 24 to 42. One says "33 *points*", not "33% more": from 17 to 50%, the risk is almost three times as high. (`risks` holds the risks of the figure, in order; `np.hypot(x, y)` is $\sqrt{x^2 + y^2}$.) What do these figures allow one to say?

# %% exercise="00.reading_interval"

# %% [markdown] lang="fr"
# ## Et l'âge ?
#
# Le facteur de confusion de tout à l'heure : neuf ans d'écart. Comparons maintenant des patients d'âge voisin, tranche par tranche. Pariez d'abord.

# %% [markdown] lang="en"
# ## And age?
#
# The confounder of a moment ago: a gap of nine years. Let us now compare patients of similar age, band by band. Bet first.

# %%
predict("00.p_age")

# %%
line = T(fr="{ages} ans : avec {a}, sans {b}, différence {d}", en="{ages} years: with {a}, without {b}, difference {d}")
for youngest, oldest in [(30, 64), (65, 79), (80, 104)]:
    band = (age >= youngest) & (age <= oldest)
    a = risk_course(died_1y, band & heart_failure)
    b = risk_course(died_1y, band & ~heart_failure)
    print(line.format(ages=f"{youngest} – {oldest}", a=show(a), b=show(b), d=points(difference_course(a, b))))

# %% [markdown] lang="fr"
# « Avec » et « sans » : insuffisance cardiaque. L'écart reste présent à tout âge, de 19 à 32 points au lieu des 33 de départ, et ses intervalles s'élargissent parce que les groupes rétrécissent.
#
# **Ce que cela ne montre pas.**
# - *Pas une cause.* L'âge n'est qu'une différence parmi d'autres : étendue de l'infarctus, reins, traitements... Seul un tirage au sort équilibre aussi ce que l'on n'a pas mesuré (modules 06 et 08).
# - *Pas une prédiction.* L'insuffisance cardiaque est ici une complication du séjour. Le soir de l'admission, nul ne sait encore qui l'aura : s'en servir pour prédire ce soir-là serait lire l'avenir.
# - *Pas vos patients.* Une région des États-Unis, des admissions de 1997, 1999 et 2001, un échantillon préparé pour un manuel, sans aucune valeur manquante (ce qui, en soi, est rare et mérite une question).
# - *Pas un destin.* Notre homme de 83 ans n'a pas eu d'insuffisance cardiaque : à 80 ans et plus, parmi ceux comme lui, 39 % (30 à 50) sont morts dans l'année. Lui ? Sa ligne est sous vos yeux depuis le début : suivi 2 178 jours, vivant.

# %% [markdown] lang="en"
# "With" and "without": heart failure. The gap is there at every age, from 19 to 32 points instead of the initial 33, and its intervals widen because the groups shrink.
#
# **What this does not show.**
# - *Not a cause.* Age is only one difference among others: the size of the heart attack, kidneys, treatments... Only randomisation also balances what was not measured (modules 06 and 08).
# - *Not a prediction.* Heart failure is here a complication of the stay. On the evening of admission, nobody knows yet who will have it: using it to predict that evening would be reading the future.
# - *Not your patients.* One region of the United States, admissions of 1997, 1999 and 2001, a sample prepared for a textbook, without a single missing value (rare enough to raise a question).
# - *Not a fate.* Our man of 83 had no heart failure: at 80 and over, among those like him, 39% (30 to 50) died within the year. And he? His row has been before your eyes from the start: followed for 2,178 days, alive.

# %%
quiz("00.q_follow_up")

# %% exercise="00.explain_interval"

# %%
quiz("00.q_denominator")

# %% [markdown] lang="fr"
# ## Ce que vous savez faire maintenant
#
# Exécuter et réparer un carnet ; écrire une fonction ; lire une liste, un tableau, un masque ; comparer deux groupes sans vous tromper de dénominateur ; donner une différence avec son intervalle ; dire ce qu'elle ne prouve pas. C'est l'essentiel de ce que demandent les modules suivants.
#
# **Module suivant : 01**, comment MYCIN raisonnait, et ce que le théorème de Bayes y ajoute. Vous pouvez aussi ouvrir tout de suite le module qui touche votre pratique.

# %% [markdown] lang="en"
# ## What you can do now
#
# Run and repair a notebook; write a function; read a list, an array, a mask; compare two groups without the wrong denominator; give a difference with its interval; say what it does not prove. This is most of what the next modules ask.
#
# **Next module: 01**, how MYCIN reasoned, and what Bayes' theorem adds to it. You may also go straight to the module that touches your practice.

# %% [markdown] lang="fr"
# ## Où continuer
#
# | Lieu | Utile pour | Limites |
# |---|---|---|
# | **Kaggle** · [kaggle.com](https://www.kaggle.com) | S'exercer sur des données imparfaites, lire les solutions des autres, exécuter du code dans un navigateur. | Un classement récompense *une* mesure sur *un* jeu de test. Vérifiez l'origine, la licence et les étiquettes de chaque jeu de données ; attendez-vous à ce que le classement public flatte (le final se fait sur des données cachées). |
# | **MONAI** · [monai.io](https://monai.io) | L'imagerie médicale en profondeur : bibliothèque libre, bâtie sur PyTorch, avec tutoriels et modèles partagés. | Suppose Python et, vite, une carte graphique. Un modèle partagé n'est pas un dispositif médical. |
# | **Coursera** · [coursera.org](https://www.coursera.org) | Un parcours suivi, avec échéances et corrections automatiques ; utile pour consolider les statistiques et l'apprentissage automatique. | Devoirs notés et certificat sont souvent payants ; les conditions changent, lisez-les avant de vous inscrire. Un certificat atteste un cours suivi, pas une compétence clinique. |
# | **edX** · [edx.org](https://www.edx.org) | Des cours d'universités, souvent consultables gratuitement pendant un temps limité. | Mêmes réserves ; les examens notés sont en général réservés à la formule payante. |
# | **NeurIPS** · [neurips.cc](https://neurips.cc) | Voir arriver les méthodes : les articles du congrès se lisent librement, et une section est consacrée aux jeux de données et aux comparatifs. Pour la santé, voyez aussi le symposium [ML4H](https://ahli.cc/ml4h/). | On y récompense la nouveauté d'une méthode, rarement son effet sur des patients. Posez les cinq questions ci-dessus. |
#
# Si vous soignez : terminez d'abord les modules qui touchent votre pratique, puis suivez un cours de statistiques. Si vous programmez : prenez une compétition terminée, refaites-la avec une validation externe et un intervalle de confiance, et faites relire vos étiquettes par un clinicien.

# %% [markdown] lang="en"
# ## Where to go next
#
# | Place | Good for | Limits |
# |---|---|---|
# | **Kaggle** · [kaggle.com](https://www.kaggle.com) | Practising on imperfect data, reading others' solutions, running code in a browser. | A ranking rewards *one* measure on *one* test set. Check the origin, the licence and the labels of each data set; expect the public ranking to flatter (the final one is made on hidden data). |
# | **MONAI** · [monai.io](https://monai.io) | Medical imaging in depth: an open-source library built on PyTorch, with tutorials and shared models. | Assumes Python and, soon, a graphics card. A shared model is not a medical device. |
# | **Coursera** · [coursera.org](https://www.coursera.org) | A guided path with deadlines and automatic marking; useful to consolidate statistics and machine learning. | Graded work and the certificate often have a price; terms change, read them before you enrol. A certificate attests a course taken, not clinical competence. |
# | **edX** · [edx.org](https://www.edx.org) | University courses, often open free of charge for a limited time. | The same reservations; graded examinations generally belong to the paid track. |
# | **NeurIPS** · [neurips.cc](https://neurips.cc) | Seeing methods arrive: the conference's papers are free to read, and one track is devoted to data sets and benchmarks. For health see also the [ML4H](https://ahli.cc/ml4h/) symposium. | It rewards the novelty of a method, rarely its effect on patients. Ask the five questions above. |
#
# If you care for patients: first finish the modules that touch your practice, then take a course in statistics. If you program: take a finished competition, do it again with external validation and a confidence interval, and have a clinician read your labels again.

# %% [markdown] lang="fr"
# ## Glossaire
#
# | Français | Anglais | En une phrase |
# |---|---|---|
# | apprentissage automatique | machine learning | Un programme tire ses règles d'exemples, au lieu de les recevoir écrites. |
# | apprentissage profond | deep learning | Apprentissage automatique par réseaux de neurones à nombreuses couches. |
# | système expert | expert system | Programme qui applique des règles écrites avec des experts, comme MYCIN. |
# | grand modèle de langue (LLM) | large language model (LLM) | Modèle entraîné à prédire la suite d'un texte, sur d'immenses corpus. |
# | étiquette, annotation | label, annotation | La réponse attachée à chaque exemple (« pneumonie », « décédé »). |
# | vérité terrain | ground truth | Ce que l'on tient pour vrai quand on juge un modèle ; elle aussi peut se tromper. |
# | examen de référence, étalon-or | reference standard, gold standard | Le meilleur examen disponible pour établir le diagnostic. |
# | jeux d'entraînement, de validation, de test | training, validation, test sets | Données pour apprendre, pour régler, et pour juger une seule fois, à la fin. |
# | surapprentissage | overfitting | Le modèle a retenu ses exemples et échoue sur de nouveaux patients. |
# | fuite de données | data leakage | Une information du test se retrouve à l'entraînement et gonfle le résultat. (La violation de données, *data breach*, est autre chose.) |
# | validation externe | external validation | Évaluation sur des patients d'un autre lieu ou d'une autre époque. |
# | sensibilité | sensitivity | Part des malades que le test signale. |
# | spécificité | specificity | Part des non-malades que le test laisse tranquilles. |
# | valeur prédictive positive (VPP) | positive predictive value (PPV) | Part de vrais malades parmi les alertes ; elle baisse quand la maladie est rare. |
# | prévalence | prevalence | Part de malades dans la population étudiée, à un moment donné. |
# | seuil | threshold, cut-off | Valeur du score à partir de laquelle on alerte. |
# | aire sous la courbe ROC (AUC) | area under the ROC curve (AUC) | Probabilité qu'un malade tiré au hasard ait un score plus élevé qu'un non-malade. |
# | score F1 | F1 score | Moyenne (harmonique) de la sensibilité et de la valeur prédictive positive ; 1 est parfait. |
# | intervalle de confiance (IC 95 %) | confidence interval (95% CI) | Fourchette calculée de sorte que, sur de nombreuses études, 95 % contiennent la vraie valeur. |
# | essai contrôlé randomisé (ECR) | randomised controlled trial (RCT) | Le tirage au sort décide qui reçoit l'intervention ; les groupes deviennent comparables. |
# | non-infériorité | non-inferiority | Démontrer que l'on ne fait pas pire que la référence, à une marge près fixée d'avance. |
# | cancer de l'intervalle | interval cancer | Cancer diagnostiqué entre deux dépistages, après un examen jugé normal. |
#
# Faux amis : *evidence* se dit « données probantes » ou « preuves », *drug* « médicament », *trial* « essai », *control group* « groupe témoin ».

# %% [markdown] lang="en"
# ## Glossary
#
# | English | French | In one sentence |
# |---|---|---|
# | machine learning | apprentissage automatique | A program draws its rules from examples instead of being given them. |
# | deep learning | apprentissage profond | Machine learning by neural networks with many layers. |
# | expert system | système expert | A program that applies rules written with experts, like MYCIN. |
# | large language model (LLM) | grand modèle de langue (LLM) | A model trained to predict how a text goes on, from huge corpora. |
# | label, annotation | étiquette, annotation | The answer attached to each example ("pneumonia", "died"). |
# | ground truth | vérité terrain | What is held to be true when a model is judged; it too can be wrong. |
# | reference standard, gold standard | examen de référence, étalon-or | The best test available to establish the diagnosis. |
# | training, validation, test sets | jeux d'entraînement, de validation, de test | Data to learn from, to tune on, and to judge on once, at the end. |
# | overfitting | surapprentissage | The model has memorised its examples and fails on new patients. |
# | data leakage | fuite de données | Information from the test set reaches the training and inflates the result. (A data breach is something else.) |
# | external validation | validation externe | Evaluation on patients of another place or another time. |
# | sensitivity | sensibilité | Share of ill people whom the test flags. |
# | specificity | spécificité | Share of people without the disease whom the test leaves alone. |
# | positive predictive value (PPV) | valeur prédictive positive (VPP) | Share of truly ill people among the alerts; it falls when the disease is rare. |
# | prevalence | prévalence | Share of ill people in the population studied, at a given time. |
# | threshold, cut-off | seuil | Value of the score from which one alerts. |
# | area under the ROC curve (AUC) | aire sous la courbe ROC (AUC) | Probability that an ill person drawn at random has a higher score than one who is not ill. |
# | F1 score | score F1 | (Harmonic) mean of sensitivity and positive predictive value; 1 is perfect. |
# | confidence interval (95% CI) | intervalle de confiance (IC 95 %) | A range calculated so that, over many studies, 95% of them contain the true value. |
# | randomised controlled trial (RCT) | essai contrôlé randomisé (ECR) | Chance decides who receives the intervention; the groups become comparable. |
# | non-inferiority | non-infériorité | Showing that one does no worse than the reference, within a margin set in advance. |
# | interval cancer | cancer de l'intervalle | Cancer diagnosed between two screening rounds, after an examination judged normal. |
#
# False friends: French *évidence* is "obviousness" (evidence is *données probantes*), *physicien* is a physicist (a physician is a *médecin*), *sensible* is "sensitive", *actuel* is "current".

# %% [markdown] lang="fr"
# ## Références
#
# - Abràmoff MD et coll. *npj Digit Med* 2018;1:39. [10.1038/s41746-018-0040-6](https://doi.org/10.1038/s41746-018-0040-6)
# - Adams ID et coll. *BMJ* 1986;293:800-804. [10.1136/bmj.293.6550.800](https://doi.org/10.1136/bmj.293.6550.800)
# - Berner ES et coll. *N Engl J Med* 1994;330:1792-1796. [10.1056/NEJM199406233302506](https://doi.org/10.1056/NEJM199406233302506)
# - Daneshjou R et coll. *Sci Adv* 2022;8:eabq6147. [10.1126/sciadv.abq6147](https://doi.org/10.1126/sciadv.abq6147)
# - de Dombal FT et coll. *BMJ* 1972;2:9-13. [10.1136/bmj.2.5804.9](https://doi.org/10.1136/bmj.2.5804.9) ; *BMJ* 1974;1:376-380. [10.1136/bmj.1.5904.376](https://doi.org/10.1136/bmj.1.5904.376)
# - Eisemann N et coll. (PRAIM). *Nat Med* 2025;31:917-924. [10.1038/s41591-024-03408-6](https://doi.org/10.1038/s41591-024-03408-6)
# - Esteva A et coll. *Nature* 2017;542:115-118. [10.1038/nature21056](https://doi.org/10.1038/nature21056)
# - Fenton JJ et coll. *N Engl J Med* 2007;356:1399-1409. [10.1056/NEJMoa066099](https://doi.org/10.1056/NEJMoa066099)
# - Food and Drug Administration. New mammography screening aid approved. *JAMA* 1998;280:410. [10.1001/jama.280.5.410](https://doi.org/10.1001/jama.280.5.410)
# - Goh E et coll. *JAMA Netw Open* 2024;7:e2440969. [10.1001/jamanetworkopen.2024.40969](https://doi.org/10.1001/jamanetworkopen.2024.40969)
# - Gulshan V et coll. *JAMA* 2016;316:2402-2410. [10.1001/jama.2016.17216](https://doi.org/10.1001/jama.2016.17216)
# - Hosmer DW, Lemeshow S, May S. *Applied Survival Analysis*, 2e éd. Wiley, 2008 (WHAS500). [10.1002/9780470258019](https://doi.org/10.1002/9780470258019)
# - Jumper J et coll. (AlphaFold). *Nature* 2021;596:583-589. [10.1038/s41586-021-03819-2](https://doi.org/10.1038/s41586-021-03819-2)
# - Ledley RS, Lusted LB. *Science* 1959;130:9-21. [10.1126/science.130.3366.9](https://doi.org/10.1126/science.130.3366.9)
# - Lehman CD et coll. *JAMA Intern Med* 2015;175:1828-1837. [10.1001/jamainternmed.2015.5231](https://doi.org/10.1001/jamainternmed.2015.5231)
# - Liu X et coll. *Lancet Digit Health* 2019;1:e271-e297. [10.1016/S2589-7500(19)30123-2](https://doi.org/10.1016/S2589-7500%2819%2930123-2)
# - MASAI, résultat final. *Lancet* 2026. [10.1016/S0140-6736(25)02464-X](https://doi.org/10.1016/S0140-6736%2825%2902464-X) ; temps de lecture et détection : Hernström V et coll. *Lancet Digit Health* 2025;7:e175-e183. [10.1016/S2589-7500(24)00267-X](https://doi.org/10.1016/S2589-7500%2824%2900267-X)
# - Meaney E et coll. *Heart* 2000;84:64. [10.1136/heart.84.1.64](https://doi.org/10.1136/heart.84.1.64)
# - Médecins formés à un modèle de langue, essai randomisé, prépublication *medRxiv* 2025. [10.1101/2025.06.06.25329104](https://doi.org/10.1101/2025.06.06.25329104)
# - Miller RA, Pople HE, Myers JD (INTERNIST-I). *N Engl J Med* 1982;307:468-476. [10.1056/NEJM198208193070803](https://doi.org/10.1056/NEJM198208193070803)
# - Newcombe RG. *Stat Med* 1998;17:873-890. [10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I](https://doi.org/10.1002/%28SICI%291097-0258%2819980430%2917:8%3C873::AID-SIM779%3E3.0.CO;2-I)
# - Oakden-Rayner L. *Acad Radiol* 2020;27:106-112. [10.1016/j.acra.2019.10.006](https://doi.org/10.1016/j.acra.2019.10.006)
# - Rajpurkar P et coll. (CheXNet). 2017. [arXiv:1711.05225](https://arxiv.org/abs/1711.05225)
# - Roberts M et coll. *Nat Mach Intell* 2021;3:199-217. [10.1038/s42256-021-00307-0](https://doi.org/10.1038/s42256-021-00307-0)
# - Royal College of Physicians. *National Early Warning Score (NEWS) 2*. Londres : RCP, 2017.
# - Singhal K et coll. *Nature* 2023;620:172-180. [10.1038/s41586-023-06291-2](https://doi.org/10.1038/s41586-023-06291-2)
# - Stenestrand U et coll. *JAMA* 2010;303:1167-1172. [10.1001/jama.2010.314](https://doi.org/10.1001/jama.2010.314)
# - Sutton GC. Computer-aided diagnosis : a review. *Br J Surg* 1989;76:82-85.
# - Wilson EB. *J Am Stat Assoc* 1927;22:209-212. [10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)
# - Wong A et coll. *JAMA Intern Med* 2021;181:1065-1070. [10.1001/jamainternmed.2021.2626](https://doi.org/10.1001/jamainternmed.2021.2626) ; *JAMA Netw Open* 2021. [10.1001/jamanetworkopen.2021.35286](https://doi.org/10.1001/jamanetworkopen.2021.35286) ; *JAMA Netw Open* 2026. [10.1001/jamanetworkopen.2026.0181](https://doi.org/10.1001/jamanetworkopen.2026.0181)
# - Xin KZ, Li D, Yi PH. *Emerg Radiol* 2022;29:107-113 (en ligne 2021). [10.1007/s10140-021-01954-x](https://doi.org/10.1007/s10140-021-01954-x)
# - Yu VL et coll. (MYCIN). *JAMA* 1979;242:1279-1282. [10.1001/jama.1979.03300120033020](https://doi.org/10.1001/jama.1979.03300120033020) ; *Comput Programs Biomed* 1979;9:95-102. [10.1016/0010-468x(79)90022-9](https://doi.org/10.1016/0010-468x%2879%2990022-9)
# - Zech JR et coll. *PLoS Med* 2018;15:e1002683. [10.1371/journal.pmed.1002683](https://doi.org/10.1371/journal.pmed.1002683)

# %% [markdown] lang="en"
# ## References
#
# - Abràmoff MD et al. *npj Digit Med* 2018;1:39. [10.1038/s41746-018-0040-6](https://doi.org/10.1038/s41746-018-0040-6)
# - Adams ID et al. *BMJ* 1986;293:800-804. [10.1136/bmj.293.6550.800](https://doi.org/10.1136/bmj.293.6550.800)
# - Berner ES et al. *N Engl J Med* 1994;330:1792-1796. [10.1056/NEJM199406233302506](https://doi.org/10.1056/NEJM199406233302506)
# - Daneshjou R et al. *Sci Adv* 2022;8:eabq6147. [10.1126/sciadv.abq6147](https://doi.org/10.1126/sciadv.abq6147)
# - de Dombal FT et al. *BMJ* 1972;2:9-13. [10.1136/bmj.2.5804.9](https://doi.org/10.1136/bmj.2.5804.9); *BMJ* 1974;1:376-380. [10.1136/bmj.1.5904.376](https://doi.org/10.1136/bmj.1.5904.376)
# - Eisemann N et al. (PRAIM). *Nat Med* 2025;31:917-924. [10.1038/s41591-024-03408-6](https://doi.org/10.1038/s41591-024-03408-6)
# - Esteva A et al. *Nature* 2017;542:115-118. [10.1038/nature21056](https://doi.org/10.1038/nature21056)
# - Fenton JJ et al. *N Engl J Med* 2007;356:1399-1409. [10.1056/NEJMoa066099](https://doi.org/10.1056/NEJMoa066099)
# - Food and Drug Administration. New mammography screening aid approved. *JAMA* 1998;280:410. [10.1001/jama.280.5.410](https://doi.org/10.1001/jama.280.5.410)
# - Goh E et al. *JAMA Netw Open* 2024;7:e2440969. [10.1001/jamanetworkopen.2024.40969](https://doi.org/10.1001/jamanetworkopen.2024.40969)
# - Gulshan V et al. *JAMA* 2016;316:2402-2410. [10.1001/jama.2016.17216](https://doi.org/10.1001/jama.2016.17216)
# - Hosmer DW, Lemeshow S, May S. *Applied Survival Analysis*, 2nd ed. Wiley, 2008 (WHAS500). [10.1002/9780470258019](https://doi.org/10.1002/9780470258019)
# - Jumper J et al. (AlphaFold). *Nature* 2021;596:583-589. [10.1038/s41586-021-03819-2](https://doi.org/10.1038/s41586-021-03819-2)
# - Ledley RS, Lusted LB. *Science* 1959;130:9-21. [10.1126/science.130.3366.9](https://doi.org/10.1126/science.130.3366.9)
# - Lehman CD et al. *JAMA Intern Med* 2015;175:1828-1837. [10.1001/jamainternmed.2015.5231](https://doi.org/10.1001/jamainternmed.2015.5231)
# - Liu X et al. *Lancet Digit Health* 2019;1:e271-e297. [10.1016/S2589-7500(19)30123-2](https://doi.org/10.1016/S2589-7500%2819%2930123-2)
# - MASAI, final result. *Lancet* 2026. [10.1016/S0140-6736(25)02464-X](https://doi.org/10.1016/S0140-6736%2825%2902464-X); reading work and detection: Hernström V et al. *Lancet Digit Health* 2025;7:e175-e183. [10.1016/S2589-7500(24)00267-X](https://doi.org/10.1016/S2589-7500%2824%2900267-X)
# - Meaney E et al. *Heart* 2000;84:64. [10.1136/heart.84.1.64](https://doi.org/10.1136/heart.84.1.64)
# - Miller RA, Pople HE, Myers JD (INTERNIST-I). *N Engl J Med* 1982;307:468-476. [10.1056/NEJM198208193070803](https://doi.org/10.1056/NEJM198208193070803)
# - Newcombe RG. *Stat Med* 1998;17:873-890. [10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I](https://doi.org/10.1002/%28SICI%291097-0258%2819980430%2917:8%3C873::AID-SIM779%3E3.0.CO;2-I)
# - Oakden-Rayner L. *Acad Radiol* 2020;27:106-112. [10.1016/j.acra.2019.10.006](https://doi.org/10.1016/j.acra.2019.10.006)
# - Physicians trained to use a language model, randomised trial, *medRxiv* preprint 2025. [10.1101/2025.06.06.25329104](https://doi.org/10.1101/2025.06.06.25329104)
# - Rajpurkar P et al. (CheXNet). 2017. [arXiv:1711.05225](https://arxiv.org/abs/1711.05225)
# - Roberts M et al. *Nat Mach Intell* 2021;3:199-217. [10.1038/s42256-021-00307-0](https://doi.org/10.1038/s42256-021-00307-0)
# - Royal College of Physicians. *National Early Warning Score (NEWS) 2*. London: RCP, 2017.
# - Singhal K et al. *Nature* 2023;620:172-180. [10.1038/s41586-023-06291-2](https://doi.org/10.1038/s41586-023-06291-2)
# - Stenestrand U et al. *JAMA* 2010;303:1167-1172. [10.1001/jama.2010.314](https://doi.org/10.1001/jama.2010.314)
# - Sutton GC. Computer-aided diagnosis: a review. *Br J Surg* 1989;76:82-85.
# - Wilson EB. *J Am Stat Assoc* 1927;22:209-212. [10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)
# - Wong A et al. *JAMA Intern Med* 2021;181:1065-1070. [10.1001/jamainternmed.2021.2626](https://doi.org/10.1001/jamainternmed.2021.2626); *JAMA Netw Open* 2021. [10.1001/jamanetworkopen.2021.35286](https://doi.org/10.1001/jamanetworkopen.2021.35286); *JAMA Netw Open* 2026. [10.1001/jamanetworkopen.2026.0181](https://doi.org/10.1001/jamanetworkopen.2026.0181)
# - Xin KZ, Li D, Yi PH. *Emerg Radiol* 2022;29:107-113 (online 2021). [10.1007/s10140-021-01954-x](https://doi.org/10.1007/s10140-021-01954-x)
# - Yu VL et al. (MYCIN). *JAMA* 1979;242:1279-1282. [10.1001/jama.1979.03300120033020](https://doi.org/10.1001/jama.1979.03300120033020); *Comput Programs Biomed* 1979;9:95-102. [10.1016/0010-468x(79)90022-9](https://doi.org/10.1016/0010-468x%2879%2990022-9)
# - Zech JR et al. *PLoS Med* 2018;15:e1002683. [10.1371/journal.pmed.1002683](https://doi.org/10.1371/journal.pmed.1002683)
