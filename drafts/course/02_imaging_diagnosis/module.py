# %% role="header"

# %% [markdown] lang="fr"
# **À la fin de ce module, vous saurez**
# - compter ce qu'un modèle trouve et ce qu'il manque : sensibilité, spécificité, exactitude équilibrée, chacune avec son intervalle ;
# - traduire une performance publiée en valeurs prédictives, à la prévalence de *votre* service ;
# - lire une courbe ROC et son aire, choisir un seuil sur la validation et en rendre compte sur le test ;
# - mesurer ce qu'un tri automatique change à l'attente de chacun, et pour qui il est dangereux ;
# - dire à une radiologue et à des parents ce que vaut un tel outil, et ce qu'on ne sait pas de lui.
#
# Et, pour aller plus loin : entraîner un petit réseau, le comparer à une méthode sans réseau, vérifier sa calibration, regarder ses cartes de chaleur et ses erreurs une par une.
#
# *Rien ici ne doit servir à soigner : ni les modèles, ni les images de 28 pixels.*

# %% [markdown] lang="en"
# **By the end of this module, you will be able to**
# - count what a model finds and what it misses: sensitivity, specificity, balanced accuracy, each with its interval;
# - translate a published performance into predictive values, at the prevalence of *your* department;
# - read a ROC curve and its area, choose a threshold on validation and report it on the test set;
# - measure what automatic triage does to each one's wait, and for whom it is dangerous;
# - tell a radiologist and parents what such a tool is worth, and what is not known of it.
#
# And, going further: train a small network, compare it with a method without network, check its calibration, look at its heat maps and at its errors one by one.
#
# *Nothing here is to be used for care: neither the models nor the images of 28 pixels.*

# %% role="setup"

# %% [markdown] lang="fr"
# # Parcours essentiel
#
# ## Deux heures du matin, urgences pédiatriques
#
# Une fille de trois ans, fébrile, tousse et respire vite. Sa radiographie thoracique de face est faite ; trente-neuf autres clichés attendent la radiologue. Un logiciel propose de dire par lequel commencer. Faut-il le laisser faire ?
#
# Trois choses à savoir avant de parler de logiciel :
#
# - **La radiographie n'est pas toujours utile.** Les recommandations britanniques et américaines ne la demandent pas d'office pour une pneumonie non compliquée de l'enfant, faute de bénéfice démontré ([Andronikou 2017](https://doi.org/10.1007/s00247-017-3944-4)). La pneumonie de l'enfant (on dit aussi pneumopathie) se diagnostique d'abord au lit du malade.
# - **Elle se lit mal.** Trois spécialistes ont relu 3 033 clichés d'enfants fébriles de moins de cinq ans : deux à deux, ils s'accordaient dans 85 à 90 % des cas, mais, une fois ôté ce que donnerait le hasard, leur concordance n'était que moyenne (kappa de 0,4 à 0,6). Leur sensibilité était estimée entre 71 et 81 % ([Williams 2013](https://doi.org/10.1002/ppul.22806)). Ce que l'on appellera plus bas la **vérité terrain** est une lecture de ce genre.
# - **Elle ne dit pas le germe** : elle ne sépare pas les infections virales des bactériennes ([revue 2014](https://doi.org/10.15172/pneu.2014.5/482)).
#
# Voici la fiche des images que nous allons étudier. Lisez les biais connus : chacun reviendra.

# %% [markdown] lang="en"
# # Core path
#
# ## Two in the morning, paediatric emergency department
#
# A girl of three, feverish, coughs and breathes fast. Her frontal chest radiograph has been taken; thirty-nine others are waiting for the radiologist. A piece of software offers to say which to begin with. Should it be allowed to?
#
# Three things to know before speaking of software:
#
# - **The radiograph is not always useful.** British and American guidelines do not ask for it routinely in a child's uncomplicated pneumonia, for want of a proven benefit ([Andronikou 2017](https://doi.org/10.1007/s00247-017-3944-4)). Childhood pneumonia is first diagnosed at the bedside.
# - **It is hard to read.** Three specialists read 3,033 radiographs of feverish children under five: two by two they agreed in 85 to 90% of cases, but once the share that chance would give is removed their agreement was only moderate (kappa 0.4 to 0.6). Their sensitivity was estimated at 71 to 81% ([Williams 2013](https://doi.org/10.1002/ppul.22806)). What will be called **ground truth** below is a reading of this kind.
# - **It does not tell the germ**: it does not separate viral from bacterial infections ([review 2014](https://doi.org/10.15172/pneu.2014.5/482)).
#
# Here is the card of the images that we shall study. Read the known biases: each will come back.

# %%
card("pneumoniamnist")

# %% [markdown] lang="fr"
# La cellule suivante télécharge les images (4 Mo, une fois pour toutes) et montre les 24 premières du test. Sans réseau, elle dessine à leur place des images **SYNTHÉTIQUES**, et le dit : elles serviront à voir, jamais à conclure. Les exercices et les mesures du parcours essentiel n'en dépendent pas.

# %% [markdown] lang="en"
# The next cell downloads the images (4 MB, once and for all) and shows the first 24 of the test set. With no network it draws **SYNTHETIC** images in their place, and says so: they will serve to see, never to conclude. The exercises and measurements of the core path do not depend on them.

# %%
from medlab import MedlabError
from medlab.imaging import make_chest_xrays
from medlab.language import T, number, percent
from medlab.widgets import calibration_view, image_browser, reading_list, threshold_explorer

stamps = {"real": T("Images RÉELLES", "REAL images"), "synthetic": T("Images SYNTHÉTIQUES", "SYNTHETIC images")}
try:
    pictures, origin = load("pneumoniamnist").split("test"), "real"
except MedlabError as problem:
    pictures, origin = make_chest_xrays(624, rng=0, prevalence=0.625), "synthetic"
    print(problem)
print(stamps[origin])
image_browser(pictures.images[:24], origin=origin, labels=pictures.labels[:24])

# %% [markdown] lang="fr"
# **Ce qu'il faut voir.** L'air est noir, les os et les liquides sont clairs ; la droite de l'enfant est à gauche de l'image. Au milieu, la colonne et le cœur ; de chaque côté, un poumon noir rayé de côtes ; en bas, la coupole claire du diaphragme. Une **opacité** est du blanc là où devrait être du noir : dans un lobe entier, en taches, ou en voile diffus. À 28 pixels, bien des opacités ont disparu ; personne ne lirait une radiographie ainsi.
#
# ## Combien sont malades ? Et la réponse du paresseux
#
# | Jeu | Images | Pneumonies |
# |---|---|---|
# | entraînement | 4 708 | 3 494 (74 %) |
# | validation | 524, dont 8 déjà présentes à l'entraînement : on les retire | 389 (74 %) avant retrait |
# | test | 624 | 390 (62,5 %) |
#
# Le modèle apprend sur le premier jeu, se règle sur le deuxième, et n'est jugé qu'une fois, sur le troisième. Huit images étaient à la fois à l'entraînement et à la validation : une **fuite de données**, petite mais réelle. Et deux questions sans réponse : y a-t-il plusieurs images d'un même enfant ? De quel service viennent ces trois quarts de malades ? L'article d'origine parle de 5 856 patients, autant que d'images ([Kermany 2018](https://doi.org/10.1016/j.cell.2018.02.010)) ; le fichier n'a pas d'identifiant, et rien ne permet de vérifier.
#
# Avant tout modèle, un **point de comparaison**. Pariez.

# %% [markdown] lang="en"
# **What to see.** Air is black, bones and fluids are bright; the child's right is on the left of the image. In the middle, spine and heart; on each side a black lung striped with ribs; below, the bright dome of the diaphragm. An **opacity** is white where black should be: in a whole lobe, in patches, or as a diffuse veil. At 28 pixels many opacities are gone; nobody would read a radiograph like this.
#
# ## How many are ill? And the lazy answer
#
# | Set | Images | Pneumonias |
# |---|---|---|
# | training | 4,708 | 3,494 (74%) |
# | validation | 524, of which 8 are also in training: they are removed | 389 (74%) before removal |
# | test | 624 | 390 (62.5%) |
#
# The model learns on the first set, is tuned on the second, and is judged only once, on the third. Eight images were in both training and validation: a **data leak**, small but real. And two questions without answer: are there several images of one child? From which department do three quarters of ill children come? The original article speaks of 5,856 patients, as many as images ([Kermany 2018](https://doi.org/10.1016/j.cell.2018.02.010)); the file has no identifier, and nothing allows it to be checked.
#
# Before any model, a **baseline**. Place your bet.

# %%
predict("02.p_baseline")

# %%
import numpy as np

from medlab import metrics


def decimal(value, span):
    return f"{number(value, 3)} ({number(span[0], 3)} – {number(span[1], 3)})"


def show(value, span):
    return f"{percent(value, 1)} ({percent(span[0], 1)} – {percent(span[1], 1)})"


table = load("pneumonia_scores").frame
test = table[table["split"] == "test"]
labels, scores = test["label"].to_numpy(), test["score"].to_numpy()
share = show(labels.mean(), metrics.proportion_interval(labels.sum(), len(labels)))
print(T(fr="Toujours « pneumonie » :", en='Always "pneumonia":'), share)

# %% [markdown] lang="fr"
# Entre parenthèses, l'intervalle de confiance à 95 % (Wilson, module 00). `labels` est le masque des malades parmi les 624 enfants **réels** du test, `scores` ce que le modèle livré avec ce cours a répondu pour chacun : un nombre entre 0 et 1. Ces deux tableaux sont dans le paquet ; ils sont les mêmes pour tous, avec ou sans réseau.
#
# ## Quatre cases
#
# On **signale** un enfant quand son score atteint un seuil. Tout tient alors dans quatre nombres, la **matrice de confusion** :
#
# | | signalé | non signalé |
# |---|---|---|
# | **malade** | vrai positif (`true_positives`) | faux négatif : *manqué* (`false_negatives`) |
# | **non malade** | faux positif : *fausse alerte* (`false_positives`) | vrai négatif (`true_negatives`) |
#
# La **sensibilité** se lit sur la première ligne, la **spécificité** sur la seconde. Les valeurs prédictives se lisent dans les colonnes. Ne confondez pas lignes et colonnes : c'est l'erreur la plus répandue, et la suite du module en dépend.
#
# Et le modèle ? C'est un petit réseau de 72 000 poids, entraîné sur les 4 708 images d'entraînement. La cellule suivante le montre au seuil 0,5, chaque mesure avec son intervalle à 95 %. *Ce n'est pas un dispositif médical : ne pas utiliser en clinique.* Ensuite, à vous d'écrire deux de ces mesures.

# %% [markdown] lang="en"
# In parentheses, the 95% confidence interval (Wilson, module 00). `labels` is the mask of the ill among the 624 **real** children of the test set, `scores` what the model shipped with this course answered for each: a number between 0 and 1. These two arrays are in the package; they are the same for everybody, with or without network.
#
# ## Four boxes
#
# A child is **flagged** when the score reaches a threshold. Everything then lies in four numbers, the **confusion matrix**:
#
# | | flagged | not flagged |
# |---|---|---|
# | **ill** | true positive (`true_positives`) | false negative: *missed* (`false_negatives`) |
# | **not ill** | false positive: *false alarm* (`false_positives`) | true negative (`true_negatives`) |
#
# **Sensitivity** is read along the first row, **specificity** along the second. Predictive values are read down the columns. Do not mix up rows and columns: it is the most common mistake, and the rest of the module depends on it.
#
# And the model? It is a small network of 72,000 weights, trained on the 4,708 training images. The next cell shows it at threshold 0.5, each figure with its 95% interval. *It is not a medical device: not for clinical use.* Then it is your turn to write two of these figures.

# %%
at_half = metrics.confusion(labels, scores >= 0.5)
right = at_half.true_positives + at_half.true_negatives
spread = metrics.bootstrap_interval(metrics.balanced_accuracy, labels, scores >= 0.5, rng=np.random.default_rng(0))
print(at_half)
print(T(fr="Sensibilité", en="Sensitivity"), show(at_half.sensitivity, at_half.interval("sensitivity")))
print(T(fr="Spécificité", en="Specificity"), show(at_half.specificity, at_half.interval("specificity")))
print(T(fr="Exactitude", en="Accuracy"), show(at_half.accuracy, metrics.proportion_interval(right, len(labels))))
print(T(fr="Exactitude équilibrée", en="Balanced accuracy"), show(at_half.balanced_accuracy, spread))

# %% exercise="02.sensitivity"

# %% exercise="02.balanced_accuracy"

# %% [markdown] lang="fr"
# **Au lit du malade.** Le modèle trouve presque tous les malades, et signale à tort environ un enfant sain sur six. Est-ce bien ? Cela dépend de qui l'on radiographie.
#
# ## La même alerte, un autre service
#
# Dans notre test, 62,5 % des enfants sont malades : cela n'existe dans aucune salle d'attente. Dans une étude prospective d'urgences pédiatriques (2 574 enfants radiographiés parce qu'on pensait à une pneumonie), 16 % avaient une pneumonie à l'image, cas douteux compris ([Neuman 2011](https://doi.org/10.1542/peds.2010-3367)) ; dans l'étude de Williams, 15 %.

# %% [markdown] lang="en"
# **At the bedside.** The model finds almost all the ill, and wrongly flags about one healthy child in six. Is that good? It depends on who is X-rayed.
#
# ## The same alert, another department
#
# In our test set 62.5% of the children are ill: no waiting room is like that. In a prospective study in a paediatric emergency department (2,574 children X-rayed because pneumonia was suspected), 16% had pneumonia on the image, doubtful cases included ([Neuman 2011](https://doi.org/10.1542/peds.2010-3367)); in Williams's study, 15%.

# %%
predict("02.p_ppv")

# %% exercise="02.predictive_values"

# %%
low, high = zip(at_half.interval("sensitivity"), at_half.interval("specificity"), strict=True)
for prevalence in (0.625, 0.15, 0.05):
    worst, best = metrics.predictive_values(*low, prevalence), metrics.predictive_values(*high, prevalence)
    here = metrics.predictive_values(at_half.sensitivity, at_half.specificity, prevalence)
    ppv, npv = (show(here[i], (worst[i], best[i])) for i in (0, 1))
    line = T(fr="Prévalence {p} : VPP {ppv}, VPN {npv}", en="Prevalence {p}: PPV {ppv}, NPV {npv}")
    print(line.format(p=percent(prevalence, 1), ppv=ppv, npv=npv))

# %% [markdown] lang="fr"
# Entre parenthèses, une fourchette prudente : la valeur obtenue avec les deux bornes basses de sensibilité et de spécificité, puis avec les deux bornes hautes.
#
# **Au lit du malade.** Même modèle, même seuil. Dans le fichier, neuf alertes sur dix sont vraies ; aux urgences, à peine plus d'une sur deux ; à 5 %, moins d'une sur quatre. La VPN, elle, monte : un enfant non signalé l'est rarement à tort. Devant toute VPP publiée, demandez : *à quelle prévalence ?* (Et encore : ce calcul suppose que sensibilité et spécificité voyagent intactes, ce que rien ne garantit.)
#
# ## Tous les seuils à la fois : la courbe ROC
#
# 0,5 n'a rien de sacré. À chaque seuil sa sensibilité et sa spécificité : la **courbe ROC** les montre tous, et son **aire** (AUC) les résume en un nombre.

# %% [markdown] lang="en"
# In parentheses, a cautious range: the value obtained with both lower bounds of sensitivity and specificity, then with both upper bounds.
#
# **At the bedside.** Same model, same threshold. In the file, nine alerts in ten are true; in the emergency department, hardly more than one in two; at 5%, fewer than one in four. The NPV rises: a child who is not flagged is rarely so by mistake. Of any published PPV, ask: *at which prevalence?* (And even so: this sum supposes that sensitivity and specificity travel unharmed, which nothing guarantees.)
#
# ## Every threshold at once: the ROC curve
#
# There is nothing sacred about 0.5. Each threshold has its sensitivity and its specificity: the **ROC curve** shows them all, and its **area** (AUC) sums them up in one number.

# %% exercise="02.auc"

# %%
import matplotlib.pyplot as plt

from medlab import plots

curve = metrics.roc_curve(labels, scores)
area = decimal(metrics.roc_auc(labels, scores), metrics.auc_interval(labels, scores))
fig, ax = plt.subplots(figsize=(4.5, 4.5))
ax.plot(curve.false_positive_rate, curve.sensitivity, color=plots.BLUE)
ax.plot([0, 1], [0, 1], color="black", linestyle="--")
ax.set_xlabel(T(fr="Fausses alertes : 1 − spécificité", en="False alarms: 1 − specificity"))
ax.set_ylabel(T(fr="Sensibilité", en="Sensitivity"))
ax.set_title(T(fr="Données RÉELLES, AUC {a}", en="REAL data, AUC {a}").format(a=area))
plots.show(fig, alt=T(fr="Courbe ROC proche du coin supérieur gauche", en="ROC curve close to the upper left corner"))

# %% [markdown] lang="fr"
# **Description de la figure.** En abscisse, la part des non-malades signalés à tort ; en ordonnée, la part des malades trouvés. La courbe monte presque à la verticale, passe tout près du coin supérieur gauche, puis s'aplatit. La diagonale en tirets est le hasard. L'intervalle est celui de DeLong (1988).
#
# Pour situer cette AUC, voici ce que d'autres ont obtenu sur **les mêmes 624 enfants** :
#
# | Modèle | AUC | exactitude |
# |---|---|---|
# | ResNet-18, images de 28 pixels ([Yang 2023](https://doi.org/10.1038/s41597-022-01721-8)) | 0,944 | 0,854 |
# | Google AutoML Vision, images de 28 pixels (Yang 2023) | 0,991 | 0,946 |
# | Réseau préentraîné, images entières ([Kermany 2018](https://doi.org/10.1016/j.cell.2018.02.010)) | 0,968 | 0,928 |
#
# Ces articles n'ont pas donné d'intervalle que nous ayons lu : avec 624 enfants, un ou deux centièmes d'écart ne départagent personne.
#
# **Au lit du malade.** L'AUC répond à une question que personne ne pose : « entre un malade et un non-malade tirés au sort, lequel a le score le plus haut ? » Elle sert à comparer des modèles. Pour décider, il faut un seuil.
#
# ## Un seuil, choisi avant de voir le test
#
# Manquer une pneumonie coûte plus cher qu'une lecture de trop : disons que nous voulons une sensibilité d'au moins 95 %. Ce choix est clinique, pas statistique. Le seuil qui le réalise se cherche sur la **validation**.

# %% [markdown] lang="en"
# **Description of the figure.** Across, the share of the healthy who are wrongly flagged; upwards, the share of the ill who are found. The curve rises almost straight up, passes close to the upper left corner, then flattens. The dashed diagonal is chance. The interval is DeLong's (1988).
#
# To place this AUC, here is what others obtained on **the same 624 children**:
#
# | Model | AUC | accuracy |
# |---|---|---|
# | ResNet-18, images of 28 pixels ([Yang 2023](https://doi.org/10.1038/s41597-022-01721-8)) | 0.944 | 0.854 |
# | Google AutoML Vision, images of 28 pixels (Yang 2023) | 0.991 | 0.946 |
# | Pretrained network, whole images ([Kermany 2018](https://doi.org/10.1016/j.cell.2018.02.010)) | 0.968 | 0.928 |
#
# We read no interval in these articles: with 624 children, a difference of one or two hundredths separates nobody.
#
# **At the bedside.** The AUC answers a question that nobody asks: "between one ill and one healthy child drawn by lot, which has the higher score?" It serves to compare models. To decide, a threshold is needed.
#
# ## One threshold, chosen before seeing the test set
#
# Missing a pneumonia costs more than one reading too many: let us say that we want a sensitivity of at least 95%. This choice is clinical, not statistical. The threshold that achieves it is looked for on the **validation** set.

# %% exercise="02.threshold_for"

# %%
predict("02.p_threshold")

# %%
val = table[table["split"] == "validation"]
val_labels, val_scores = val["label"].to_numpy(), val["score"].to_numpy()
threshold = metrics.threshold_for_sensitivity(val_labels, val_scores, 0.95)
print(T(fr="Seuil choisi sur la validation :", en="Threshold chosen on validation:"), number(threshold, 3))
for name, truth, given in (("validation", val_labels, val_scores), ("test", labels, scores)):
    at = metrics.confusion(truth, given >= threshold)
    found, cleared = (show(getattr(at, rate), at.interval(rate)) for rate in ("sensitivity", "specificity"))
    line = T(fr="{n} : sensibilité {s}, spécificité {c}", en="{n}: sensitivity {s}, specificity {c}")
    print(line.format(n=name, s=found, c=cleared))

# %% [markdown] lang="fr"
# La sensibilité tient ; la spécificité, presque parfaite sur la validation, perd plus de dix points sur le test. Les deux intervalles ne se touchent pas : ce n'est pas le hasard. La validation a été tirée au sort dans les images d'entraînement, et ses enfants sont les voisins de ceux que le modèle connaît ; le test a été constitué à part. Un autre hôpital est plus loin encore.
#
# Explorez. Déplacez le seuil, puis la prévalence (souris ou flèches du clavier) : cherchez un réglage qui ne manque pas plus d'un malade sur cent. Combien de fausses alertes cela coûte-t-il ?

# %% [markdown] lang="en"
# The sensitivity holds; the specificity, nearly perfect on validation, loses more than ten points on the test set. The two intervals do not touch: it is not chance. The validation set was drawn at random from the training images, and its children are the neighbours of those whom the model knows; the test set was put together apart. Another hospital is further away still.
#
# Explore. Move the threshold, then the prevalence (mouse or arrow keys): look for a setting that misses no more than one ill child in a hundred. How many false alarms does it cost?

# %%
threshold_explorer(labels, scores, prevalence=0.15, threshold=round(threshold, 2))

# %% exercise="02.held_out"

# %% [markdown] lang="fr"
# ## La liste de la nuit
#
# Revenons à nos quarante clichés. Sept heures, une radiologue, cinq minutes par lecture. Dans l'ordre d'arrivée, un enfant attend en moyenne 97 minutes et demie, le dernier plus de trois heures. Le modèle propose de lire d'abord les scores les plus élevés.

# %% [markdown] lang="en"
# ## The night's list
#
# Back to our forty radiographs. Seven o'clock, one radiologist, five minutes a reading. In order of arrival a child waits 97 and a half minutes on average, the last one more than three hours. The model offers to read the highest scores first.

# %%
predict("02.p_triage")

# %% exercise="02.mean_wait"

# %% [markdown] lang="fr"
# Voici une nuit composée avec nos enfants **réels** : six malades (15 %) et trente-quatre autres, tirés au sort parmi les 624 du test. « Ne peuvent pas attendre » désigne ici les enfants étiquetés « pneumonie » ; le fichier ne dit rien de leur gravité, et c'est une simplification énorme : une pneumonie bien tolérée peut attendre, une détresse respiratoire non, quelle que soit la radio.
#
# Une nuit n'est qu'une anecdote. La cellule d'après en tire mille par prévalence : attente moyenne des malades (et l'intervalle où tombent 95 % des nuits), puis la part des malades qui attendent *au-delà* des 97 minutes et demie de l'ordre d'arrivée.

# %% [markdown] lang="en"
# Here is a night made up of our **real** children: six ill (15%) and thirty-four others, drawn by lot from the 624 of the test set. "Can't wait" here means the children labelled "pneumonia"; the file says nothing of severity, and this is a huge simplification: a well-tolerated pneumonia can wait, respiratory distress can't, whatever the radiograph.
#
# One night is only an anecdote. The cell after it draws a thousand for each prevalence: mean wait of the ill (and the range where 95% of the nights fall), then the share of the ill who wait *beyond* the 97 and a half minutes of the order of arrival.

# %%
ill, healthy = np.flatnonzero(labels), np.flatnonzero(~labels)
rng = np.random.default_rng(3)
night = rng.permutation([*rng.choice(ill, 6, replace=False), *rng.choice(healthy, 34, replace=False)])
reading_list(labels[night], scores[night], minutes_per_image=5)


# %%
def waits_of_the_ill(count, people=40, minutes=5):
    chosen = np.concatenate([rng.choice(ill, count), rng.choice(healthy, people - count)])
    order = np.argsort(-scores[chosen])
    return minutes * np.flatnonzero(labels[chosen][order])


for count in (25, 6, 2):
    nights = [waits_of_the_ill(count) for _ in range(1000)]
    low, high = np.quantile([waits.mean() for waits in nights], [0.025, 0.975])
    mean, late = np.mean(nights), np.mean(np.array(nights) > 97.5)
    line = T(fr="{n} malades : {m} min ({a} – {b}), {l} au-delà", en="{n} ill: {m} min ({a} – {b}), {l} beyond")
    print(line.format(n=count, m=number(mean, 0), a=number(low, 0), b=number(high, 0), l=percent(late, 1)))

# %% [markdown] lang="fr"
# **Au lit du malade.** À l'inverse de la VPP, le tri rend d'autant plus service que les malades sont rares : quand vingt-cinq enfants sur quarante sont malades, on ne peut pas tous les lire en premier. Mais regardez qui paie : le malade au score bas passe en *fin* de liste, et personne ne s'en aperçoit avant des heures. Ici ils sont rares, parce que le modèle est chez lui. Chez des enfants pour lesquels il ne vaudrait rien, près de la moitié des malades attendraient plus qu'à leur tour, et l'on croirait avoir trié.
#
# Ce n'est pas une vue de l'esprit. Dans une simulation du travail d'un hôpital universitaire, le tri a ramené le délai moyen de compte rendu des pneumothorax de 80 à 36 minutes, mais porté le délai *maximal* de 890 à 1 293 minutes ; fixer une attente limite, au-delà de laquelle l'examen devient prioritaire, l'a fait redescendre à 979 ([Baltruschat 2021](https://doi.org/10.1007/s00330-020-07480-7)). Une autre simulation, sur 15 887 radiographies d'adultes, ramenait le délai moyen de compte rendu des images critiques de 11,2 à 2,7 jours ([Annarumma 2019](https://doi.org/10.1148/radiol.2018180921)). Deux simulations : ni l'une ni l'autre n'a mesuré ce que deviennent les patients.
#
# En France, le professionnel qui utilise un dispositif médical de ce genre s'assure que la personne en a été informée et qu'elle est, le cas échéant, avertie de l'interprétation qui en résulte (code de la santé publique, art. L. 4001-3 ; module 13). Il faut donc savoir le dire.

# %% [markdown] lang="en"
# **At the bedside.** Contrary to the PPV, triage helps all the more as the ill are rare: when twenty-five children in forty are ill, they can't all be read first. But look at who pays: the ill child with a low score goes to the *end* of the list, and nobody notices for hours. Here they are rare, because the model is at home. In children for whom it was worth nothing, nearly half of the ill would wait longer than their turn, and one would believe that they had been sorted.
#
# This is no mere theory. In a simulation of a university hospital's work, triage brought the mean time to report of pneumothorax from 80 down to 36 minutes, but took the *longest* time from 890 up to 1,293 minutes; setting a maximum wait, beyond which the examination takes priority, brought it back to 979 ([Baltruschat 2021](https://doi.org/10.1007/s00330-020-07480-7)). Another simulation, on 15,887 radiographs of adults, brought the mean reporting delay of critical images from 11.2 down to 2.7 days ([Annarumma 2019](https://doi.org/10.1148/radiol.2018180921)). Two simulations: neither measured what becomes of the patients.
#
# In France, the professional who uses a medical device of this kind makes sure that the person was informed and, where due, told of the resulting interpretation (code de la santé publique, art. L. 4001-3; module 13). So one must know how to say it.

# %% exercise="02.two_letters"

# %% [markdown] lang="fr" further=true
# *Le parcours essentiel s'achève ici. Ses limites, à lire, sont à la fin du carnet, sous « Ce que ce module ne montre pas ».*
#
# # Pour aller plus loin
#
# ## Entraîner un réseau : lisez, puis exécutez
#
# Un **réseau convolutif** fait glisser de petits filtres sur l'image ; chaque couche combine ce que la précédente a repéré (bords, puis textures, puis formes), et la dernière en tire un score. Personne ne lui dit quoi chercher : il *ajuste* ses filtres pour que ses scores s'approchent des étiquettes. Voici toute la boucle d'entraînement, telle qu'elle est dans le paquet. Il n'y a rien à taper ; repérez quatre choses : les images légèrement tournées et décalées (`moved`), le score (`logits`), l'erreur (`loss`) et le petit pas qui la diminue (`optimiser.step`).
#
# La cellule d'après l'entraîne quelques secondes (profil `quick`, quatre passages sur les images), à côté d'une méthode **sans réseau** : l'orientation des contours dans chaque petite zone (HOG), puis une régression logistique. Sans réseau internet, l'entraînement se fait sur des images SYNTHÉTIQUES, et ses résultats ne disent rien de vrais enfants.

# %% [markdown] lang="en" further=true
# *The core path ends here. Its limits, worth reading, are at the end of the notebook, under "What this module does not show".*
#
# # Further
#
# ## Training a network: read, then run
#
# A **convolutional network** slides small filters over the image; each layer combines what the one before has spotted (edges, then textures, then shapes), and the last draws a score from it. Nobody tells it what to look for: it *adjusts* its filters so that its scores come close to the labels. Here is the whole training loop as it stands in the package. There is nothing to type; spot four things: the images slightly turned and shifted (`moved`), the score (`logits`), the error (`loss`), and the small step that reduces it (`optimiser.step`).
#
# The cell after it trains the network for some seconds (profile `quick`, four passes over the images), beside a method **without network**: the orientation of the edges in each small area (HOG), then a logistic regression. With no internet the training uses SYNTHETIC images, and its results say nothing of real children.

# %% further=true
import inspect

from medlab.imaging import fit, fit_baseline, grad_cam, predict_scores, randomise_weights, training

print(inspect.getsource(training._train))

# %% further=true
try:
    train = load("pneumoniamnist").split("train")
except MedlabError:
    train = make_chest_xrays(2000, rng=1, prevalence=0.742)
network = fit(train.images, train.labels, profile="quick", seed=0)
answers = predict_scores(network, pictures.images)
edges = fit_baseline(train.images, train.labels).predict_proba(pictures.images)[:, 1]
for name, given in ((T(fr="réseau", en="network"), answers), (T(fr="contours (HOG)", en="edges (HOG)"), edges)):
    area = decimal(metrics.roc_auc(pictures.labels, given), metrics.auc_interval(pictures.labels, given))
    print(stamps[origin], "·", name, "· AUC", area)
gap = metrics.compare_aucs(pictures.labels, answers, edges)
print(T(fr="Différence", en="Difference"), decimal(gap.difference, (gap.low, gap.high)))

# %% [markdown] lang="fr" further=true
# L'intervalle de la différence dit si le réseau se détache des contours. Sur les images **réelles**, après si peu d'entraînement, il ne s'en détache pas ; le modèle livré, celui que vous avez étudié plus haut, a été entraîné trois fois plus longtemps. Sur les images **synthétiques**, le réseau l'emporte nettement : elles ont été dessinées pour cela, et ce résultat ne dit rien de vrais enfants. Deux leçons : comparez toujours à une méthode simple, et toujours sur les mêmes enfants (DeLong, apparié).
#
# Le prochain exercice est à vous, de bout en bout, sur des hôpitaux **simulés** : vous y rencontrerez le piège qu'ont trouvé Zech et coll. (deviner la pneumonie d'après l'hôpital donne déjà une AUC de 0,861, [2018](https://doi.org/10.1371/journal.pmed.1002683)) et DeGrave et coll. (des modèles de COVID-19 qui lisent les marqueurs et la position du patient, [2021](https://doi.org/10.1038/s42256-021-00338-7)).

# %% [markdown] lang="en" further=true
# The interval of the difference tells whether the network stands out from the edges. On the **real** images, after so little training, it does not; the shipped model, the one you studied above, was trained three times as long. On the **synthetic** images the network clearly wins: they were drawn for that, and this result says nothing of real children. Two lessons: always compare with a simple method, and always on the same children (DeLong, paired).
#
# The next exercise is yours, from end to end, on **simulated** hospitals: in it you will meet the trap that Zech et al. found (guessing pneumonia from the hospital already gives an AUC of 0.861, [2018](https://doi.org/10.1371/journal.pmed.1002683)), and DeGrave et al. too (COVID-19 models that read the markers and the patient's position, [2021](https://doi.org/10.1038/s42256-021-00338-7)).

# %% exercise="02.fit_predict"

# %% [markdown] lang="fr" further=true
# ## « 80 % », vraiment ?
#
# Un score entre 0 et 1 ressemble à une probabilité ; il n'en est une que s'il est **calibré**. Les réseaux modernes ne le sont souvent pas, et un seul nombre, la **température**, réglé sur la validation, suffit le plus souvent à les corriger ([Guo 2017](https://arxiv.org/abs/1706.04599)). Le nôtre pèche plutôt par timidité : à l'entraînement, ses étiquettes étaient adoucies (0,95 et 0,05 au lieu de 1 et 0, `smoothing`), et on lui a fait croire qu'il y avait autant de malades que de non-malades.

# %% [markdown] lang="en" further=true
# ## "80%", really?
#
# A score between 0 and 1 looks like a probability; it is one only if it is **calibrated**. Modern networks often are not, and a single number, the **temperature**, set on validation, is mostly enough to correct them ([Guo 2017](https://arxiv.org/abs/1706.04599)). Ours rather errs on the shy side: in training its labels were softened (0.95 and 0.05 instead of 1 and 0, `smoothing`), and it was made to believe that there were as many ill as healthy.

# %% exercise="02.cooled"

# %% exercise="02.calibration_error"

# %% further=true
val_logits, logits = np.log(val_scores / (1 - val_scores)), np.log(scores / (1 - scores))
temperature = metrics.fit_temperature(val_labels, val_logits)
adjusted = 1 / (1 + np.exp(-logits / temperature))
print("T =", number(temperature, 2))
for name, given in ((T(fr="avant", en="before"), scores), (T(fr="après", en="after"), adjusted)):
    spread = metrics.bootstrap_interval(metrics.calibration_error, labels, given, rng=np.random.default_rng(0))
    print(name, "· ECE", decimal(metrics.calibration_error(labels, given), spread))
calibration_view(labels, adjusted)

# %% [markdown] lang="fr" further=true
# **Au lit du malade.** La température a été réglée sur la validation ; regardez ce qu'elle vaut sur le test, et dans quel sens. Une calibration ne vaut que pour la population où elle a été faite : à 15 % de malades au lieu de 74 %, les mêmes scores annoncent beaucoup trop de pneumonies. Recalibrez chez vous, ou n'affichez pas de pourcentage.
#
# ## Où le réseau regarde-t-il ?
#
# **Grad-CAM** colorie les zones qui ont le plus fait monter le score ([Selvaraju 2020](https://doi.org/10.1007/s11263-019-01228-7)). C'est séduisant. Une vérification s'impose : que deviennent les cartes si l'on efface tout ce que le réseau a appris ([Adebayo 2018](https://arxiv.org/abs/1810.03292)) ?

# %% [markdown] lang="en" further=true
# **At the bedside.** The temperature was set on validation; look at what it is worth on the test set, and in which direction. A calibration holds only for the population where it was made: at 15% of ill children rather than 74%, the same scores announce far too many pneumonias. Calibrate again in your own department, or show no percentage.
#
# ## Where does the network look?
#
# **Grad-CAM** colours the areas that raised the score most ([Selvaraju 2020](https://doi.org/10.1007/s11263-019-01228-7)). It is appealing. One check is due: what becomes of the maps if everything that the network learned is erased ([Adebayo 2018](https://arxiv.org/abs/1810.03292))?

# %% further=true
predict("02.p_random")

# %% further=true
from scipy.stats import spearmanr

films = pictures.images[pictures.labels == 1][:6]
learned, forgotten = grad_cam(network, films), grad_cam(randomise_weights(network, seed=0), films)
layers = [*np.zeros_like(learned), *learned, *forgotten]
fig, axes = plt.subplots(3, 6, figsize=(9, 4.8), subplot_kw={"xticks": [], "yticks": []})
for place, ax in enumerate(axes.ravel()):
    ax.imshow(films[place % 6], cmap="gray")
    ax.imshow(layers[place], cmap="viridis", alpha=0.5 * (place >= 6))
alike = number(spearmanr(learned.ravel(), forgotten.ravel()).statistic, 2)
title = T(fr="{o} · ne pas utiliser en clinique · corrélation {r}", en="{o} · not for clinical use · correlation {r}")
fig.suptitle(title.format(o=stamps[origin], r=alike))
plots.show(fig, alt=T(fr="Six radiographies et deux rangées de cartes", en="Six radiographs and two rows of maps"))

# %% [markdown] lang="fr" further=true
# **Description de la figure.** En haut, six radiographies d'enfants étiquetés « pneumonie » ; au milieu, les cartes du réseau entraîné ; en bas, celles du même réseau aux poids tirés au hasard. Jaune : ce qui a le plus compté ; violet : le moins. Les cartes du bas sont aussi nettes que les autres, suivent volontiers les bords du poumon, et passeraient pour une explication. Sur celles du milieu, voyez où tombe le jaune : sur le poumon, ou sur le cœur, le diaphragme, le bord du cliché ? La corrélation des rangs, inscrite en titre, mesure leur ressemblance : 1, les mêmes cartes ; 0, aucun rapport.
#
# **Ce qu'une carte ne dit pas.** Grad-CAM passe la vérification : ses cartes dépendent bien de ce que le réseau a appris ; d'autres méthodes y échouent (Adebayo 2018). Cela ne les rend pas exactes. Sur des radiographies thoraciques, sept méthodes de ce genre localisaient toutes moins bien les anomalies qu'un radiologue, et d'autant moins bien qu'elles étaient petites ou de forme compliquée ([Saporta 2022](https://doi.org/10.1038/s42256-022-00536-x)). Une carte dit *où*, grossièrement ; jamais *pourquoi*, ni *combien* : elle est mise à l'échelle image par image, et un enfant sain a la sienne, tout aussi colorée. Dans l'étude de Xin, les cartes avaient un sens clinique chez les enfants de Guangzhou, et n'en avaient plus ailleurs.

# %% [markdown] lang="en" further=true
# **Description of the figure.** At the top, six radiographs of children labelled "pneumonia"; in the middle, the maps of the trained network; at the bottom, those of the same network with random weights. Yellow: what counted most; violet: least. The maps at the bottom are as sharp as the others, readily follow the edges of the lung, and would pass for an explanation. On those in the middle, see where the yellow falls: on the lung, or on the heart, the diaphragm, the edge of the film? The rank correlation, written in the title, measures how alike they are: 1, the same maps; 0, no relation.
#
# **What a map does not say.** Grad-CAM passes the check: its maps do depend on what the network learned; other methods fail it (Adebayo 2018). That does not make them accurate. On chest radiographs, seven methods of this kind all located abnormalities less well than a radiologist, and the less well the smaller or the more complicated in shape they were ([Saporta 2022](https://doi.org/10.1038/s42256-022-00536-x)). A map says *where*, coarsely; never *why*, nor *how much*: it is scaled image by image, and a healthy child has one too, just as colourful. In Xin's study the maps made clinical sense in the children of Guangzhou, and no longer did elsewhere.

# %%
quiz("02.q_heat")

# %% [markdown] lang="fr" further=true
# ## Les erreurs, une par une
#
# Un pourcentage ne dit pas *qui*. Voici les douze erreurs les plus assurées de notre réseau, avec leur carte. Pour chacune, demandez-vous : est-ce une erreur du réseau, ou de l'étiquette ? (Sur les images synthétiques, l'étiquette est toujours juste.) Se ressemblent-elles ? Dans d'autres travaux, une bonne moyenne cachait des écarts de plus de vingt points chez des sous-groupes importants ([Oakden-Rayner 2020](https://doi.org/10.1145/3368555.3384468)).

# %% [markdown] lang="en" further=true
# ## The errors, one by one
#
# A percentage does not say *who*. Here are our network's twelve most confident errors, with their maps. For each, ask yourself: is it an error of the network, or of the label? (On the synthetic images the label is always right.) Are they alike? In other work a good average hid gaps of more than twenty points in important subgroups ([Oakden-Rayner 2020](https://doi.org/10.1145/3368555.3384468)).

# %% further=true
wrong = np.flatnonzero((answers >= 0.5) != (pictures.labels == 1))
surest = wrong[np.argsort(-np.abs(answers[wrong] - 0.5))][:12]
chosen = pictures.images[surest]
image_browser(
    chosen, origin=origin, labels=pictures.labels[surest], scores=answers[surest], heatmaps=grad_cam(network, chosen)
)

# %%
quiz("02.q_elsewhere")

# %% [markdown] lang="fr"
# ## Ce que ce module ne montre pas
#
# - **Ailleurs.** Tout vient d'un seul hôpital. Un réseau entraîné sur ces mêmes enfants avait une AUC de 0,95 chez eux et de **0,54** chez 383 enfants américains du même âge, à peine mieux qu'à pile ou face ([Xin 2021](https://doi.org/10.1007/s10140-021-01954-x)). Rien ne permet de croire que le nôtre ferait mieux.
# - **D'autres enfants, d'autres maladies.** Un à cinq ans ; « pneumonie » ou « normal », rien entre les deux : ni bronchiolite, ni corps étranger, ni cardiopathie. Un vrai service ne trie pas ainsi ses malades.
# - **L'image.** 28 × 28 pixels, recadrés. Une bonne AUC à cette taille est en soi un motif de soupçon : que voit le réseau, que l'on ne verrait pas ?
# - **La vérité terrain.** L'avis de deux lecteurs (trois pour le test), pas un germe ni une évolution. Le modèle imite des lecteurs qui, ailleurs, ne s'accordaient que moyennement.
# - **La prévalence.** 74 % à l'entraînement, 62,5 % au test, environ 15 % aux urgences : VPP, calibration et seuils se refont sur place.
# - **L'échantillon.** Peut-être plusieurs images d'un même enfant, de part et d'autre de la coupure : alors nos intervalles sont trop étroits.
# - **L'humain derrière l'écran.** Six radiologues lisaient 90 radiographies. Là où une IA se taisait à tort, ils manquaient 21 à 33 % des anomalies selon les consignes, contre 2,7 % sans elle ([Bernstein 2023](https://doi.org/10.1007/s00330-023-09747-1)). Réordonner une liste, c'est déjà parler au lecteur. (Module 14.)
# - **L'essentiel.** Aucun enfant n'a été suivi. Rien ici ne dit qu'un tri fasse mieux soigner.
#
# ## Ce que vous savez faire maintenant
#
# Face à une annonce, poser dans l'ordre : comparé à quoi ? à quel seuil, choisi où ? avec quel intervalle ? à quelle prévalence ? chez quels enfants ? qui attend à la place de qui ? Et y répondre vous-même, avec deux tableaux, `labels` et `scores`.
#
# **La suite.** Le module 03 passe à la peau et aux lames, où une même personne donne des dizaines d'images.
#
# ## Références
#
# - Adebayo J et coll. Sanity checks for saliency maps. *NeurIPS* 2018. [arXiv:1810.03292](https://arxiv.org/abs/1810.03292)
# - Andronikou S et coll. *Pediatr Radiol* 2017;47:1405-1411. [10.1007/s00247-017-3944-4](https://doi.org/10.1007/s00247-017-3944-4)
# - Annarumma M et coll. *Radiology* 2019;291:196-202. [10.1148/radiol.2018180921](https://doi.org/10.1148/radiol.2018180921)
# - Baltruschat I et coll. *Eur Radiol* 2021;31:3837-3845. [10.1007/s00330-020-07480-7](https://doi.org/10.1007/s00330-020-07480-7)
# - Bernstein MH et coll. *Eur Radiol* 2023;33:8263-8269. [10.1007/s00330-023-09747-1](https://doi.org/10.1007/s00330-023-09747-1)
# - Dalal N, Triggs B (HOG). *CVPR* 2005. [10.1109/CVPR.2005.177](https://doi.org/10.1109/CVPR.2005.177)
# - DeGrave AJ, Janizek JD, Lee SI. *Nat Mach Intell* 2021;3:610-619. [10.1038/s42256-021-00338-7](https://doi.org/10.1038/s42256-021-00338-7)
# - DeLong ER et coll. *Biometrics* 1988;44:837-845. [10.2307/2531595](https://doi.org/10.2307/2531595) ; calcul rapide : Sun X, Xu W. *IEEE Signal Process Lett* 2014;21:1389-1393. [10.1109/LSP.2014.2337313](https://doi.org/10.1109/LSP.2014.2337313)
# - Guo C et coll. On calibration of modern neural networks. *ICML* 2017. [arXiv:1706.04599](https://arxiv.org/abs/1706.04599)
# - Hanley JA, McNeil BJ. *Radiology* 1982;143:29-36. [10.1148/radiology.143.1.7063747](https://doi.org/10.1148/radiology.143.1.7063747)
# - Kermany DS et coll. *Cell* 2018;172:1122-1131. [10.1016/j.cell.2018.02.010](https://doi.org/10.1016/j.cell.2018.02.010)
# - Neuman MI et coll. *Pediatrics* 2011;128:246-253. [10.1542/peds.2010-3367](https://doi.org/10.1542/peds.2010-3367)
# - Oakden-Rayner L et coll. *ACM CHIL* 2020:151-159. [10.1145/3368555.3384468](https://doi.org/10.1145/3368555.3384468)
# - Saporta A et coll. *Nat Mach Intell* 2022;4:867-878. [10.1038/s42256-022-00536-x](https://doi.org/10.1038/s42256-022-00536-x)
# - Selvaraju RR et coll. (Grad-CAM). *Int J Comput Vis* 2020;128:336-359. [10.1007/s11263-019-01228-7](https://doi.org/10.1007/s11263-019-01228-7)
# - The radiological diagnosis of pneumonia in children (revue). *Pneumonia* 2014. [10.15172/pneu.2014.5/482](https://doi.org/10.15172/pneu.2014.5/482)
# - Williams GJ et coll. *Pediatr Pulmonol* 2013;48:1195-1200. [10.1002/ppul.22806](https://doi.org/10.1002/ppul.22806)
# - Xin KZ, Li D, Yi PH. *Emerg Radiol* 2022;29:107-113 (en ligne 2021). [10.1007/s10140-021-01954-x](https://doi.org/10.1007/s10140-021-01954-x)
# - Yang J et coll. (MedMNIST v2). *Sci Data* 2023;10:41. [10.1038/s41597-022-01721-8](https://doi.org/10.1038/s41597-022-01721-8)
# - Zech JR et coll. *PLoS Med* 2018;15:e1002683. [10.1371/journal.pmed.1002683](https://doi.org/10.1371/journal.pmed.1002683)
# - Code de la santé publique, art. L. 4001-3 (loi n° 2021-1017 du 2 août 2021, art. 17).

# %% [markdown] lang="en"
# ## What this module does not show
#
# - **Elsewhere.** All comes from a single hospital. A network trained on these same children had an AUC of 0.95 in them and of **0.54** in 383 American children of the same age, hardly better than a coin ([Xin 2021](https://doi.org/10.1007/s10140-021-01954-x)). There is no reason to believe that ours would do better.
# - **Other children, other diseases.** One to five years; "pneumonia" or "normal", nothing in between: no bronchiolitis, no foreign body, no heart disease. No real department receives its patients so sorted.
# - **The image.** 28 × 28 pixels, cropped. A good AUC at this size is in itself a ground for suspicion: what does the network see that nobody would?
# - **The ground truth.** The opinion of two readers (three for the test set), not a germ or an outcome. The model imitates readers who, elsewhere, agreed only moderately.
# - **The prevalence.** 74% in training, 62.5% in the test set, about 15% in an emergency department: PPV, calibration and thresholds are to be redone on the spot.
# - **The sample.** Perhaps several images of one child, on both sides of the split: our intervals are then too narrow.
# - **The human behind the screen.** Six radiologists read 90 radiographs. Where an AI was wrongly silent they missed 21 to 33% of the abnormalities, depending on the instructions, against 2.7% without it ([Bernstein 2023](https://doi.org/10.1007/s00330-023-09747-1)). Reordering a list is already speaking to the reader. (Module 14.)
# - **What matters most.** No child was followed. Nothing here says that triage makes for better care.
#
# ## What you can do now
#
# Faced with an announcement, ask in this order: compared with what? at which threshold, chosen where? with which interval? at which prevalence? in which children? who waits in whose place? And answer yourself, with two arrays, `labels` and `scores`.
#
# **Next.** Module 03 turns to skin and slides, where one person gives dozens of images.
#
# ## References
#
# - Adebayo J et al. Sanity checks for saliency maps. *NeurIPS* 2018. [arXiv:1810.03292](https://arxiv.org/abs/1810.03292)
# - Andronikou S et al. *Pediatr Radiol* 2017;47:1405-1411. [10.1007/s00247-017-3944-4](https://doi.org/10.1007/s00247-017-3944-4)
# - Annarumma M et al. *Radiology* 2019;291:196-202. [10.1148/radiol.2018180921](https://doi.org/10.1148/radiol.2018180921)
# - Baltruschat I et al. *Eur Radiol* 2021;31:3837-3845. [10.1007/s00330-020-07480-7](https://doi.org/10.1007/s00330-020-07480-7)
# - Bernstein MH et al. *Eur Radiol* 2023;33:8263-8269. [10.1007/s00330-023-09747-1](https://doi.org/10.1007/s00330-023-09747-1)
# - Dalal N, Triggs B (HOG). *CVPR* 2005. [10.1109/CVPR.2005.177](https://doi.org/10.1109/CVPR.2005.177)
# - DeGrave AJ, Janizek JD, Lee SI. *Nat Mach Intell* 2021;3:610-619. [10.1038/s42256-021-00338-7](https://doi.org/10.1038/s42256-021-00338-7)
# - DeLong ER et al. *Biometrics* 1988;44:837-845. [10.2307/2531595](https://doi.org/10.2307/2531595); fast computation: Sun X, Xu W. *IEEE Signal Process Lett* 2014;21:1389-1393. [10.1109/LSP.2014.2337313](https://doi.org/10.1109/LSP.2014.2337313)
# - Guo C et al. On calibration of modern neural networks. *ICML* 2017. [arXiv:1706.04599](https://arxiv.org/abs/1706.04599)
# - Hanley JA, McNeil BJ. *Radiology* 1982;143:29-36. [10.1148/radiology.143.1.7063747](https://doi.org/10.1148/radiology.143.1.7063747)
# - Kermany DS et al. *Cell* 2018;172:1122-1131. [10.1016/j.cell.2018.02.010](https://doi.org/10.1016/j.cell.2018.02.010)
# - Neuman MI et al. *Pediatrics* 2011;128:246-253. [10.1542/peds.2010-3367](https://doi.org/10.1542/peds.2010-3367)
# - Oakden-Rayner L et al. *ACM CHIL* 2020:151-159. [10.1145/3368555.3384468](https://doi.org/10.1145/3368555.3384468)
# - Saporta A et al. *Nat Mach Intell* 2022;4:867-878. [10.1038/s42256-022-00536-x](https://doi.org/10.1038/s42256-022-00536-x)
# - Selvaraju RR et al. (Grad-CAM). *Int J Comput Vis* 2020;128:336-359. [10.1007/s11263-019-01228-7](https://doi.org/10.1007/s11263-019-01228-7)
# - The radiological diagnosis of pneumonia in children (review). *Pneumonia* 2014. [10.15172/pneu.2014.5/482](https://doi.org/10.15172/pneu.2014.5/482)
# - Williams GJ et al. *Pediatr Pulmonol* 2013;48:1195-1200. [10.1002/ppul.22806](https://doi.org/10.1002/ppul.22806)
# - Xin KZ, Li D, Yi PH. *Emerg Radiol* 2022;29:107-113 (online 2021). [10.1007/s10140-021-01954-x](https://doi.org/10.1007/s10140-021-01954-x)
# - Yang J et al. (MedMNIST v2). *Sci Data* 2023;10:41. [10.1038/s41597-022-01721-8](https://doi.org/10.1038/s41597-022-01721-8)
# - Zech JR et al. *PLoS Med* 2018;15:e1002683. [10.1371/journal.pmed.1002683](https://doi.org/10.1371/journal.pmed.1002683)
# - French public health code (code de la santé publique), art. L. 4001-3 (law 2021-1017 of 2 August 2021, art. 17).
