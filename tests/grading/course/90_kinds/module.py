# %% role="header"

# %% role="setup"

# %% [markdown] lang="fr"
# Bonjour : voici le moteur.
# %% [markdown] lang="en"
# Hello: here is the engine.

# %%
import numpy as np

# %% exercise="90.sensitivity"

# %%
quiz("90.q_first")

# %%
predict("90.p_first")

# %% exercise="90.bootstrap"

# %% exercise="90.ranking"

# %% exercise="90.deaths"

# %% exercise="90.design"

# %% exercise="90.letter"
