# %% role="header"

# %% [markdown] lang="fr"
# **À la fin de ce module, vous saurez**
#
# %% [markdown] lang="en"
# **By the end of this module, you will be able to**
#

# %% role="setup"

# %% [markdown] lang="fr"
# ## Ce que cela ne montre pas
#
# %% [markdown] lang="en"
# ## What this does not show
#

# %% [markdown] lang="fr"
# ## Références
#
# %% [markdown] lang="en"
# ## References
#
