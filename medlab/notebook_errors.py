"""In a notebook: one sentence after a NameError on an exercise's function, beside Python's own message."""

from medlab.language import T


def explain_missing_names(table: dict) -> None:
    """Make IPython say what to do where a check names a function that does not exist (renamed, or cell not run)."""
    shell = _shell()
    if shell is None:
        return
    names = {entry["name"] for entry in table["exercises"].values()}

    def handler(shell, kind, problem, trace, tb_offset=None):
        if getattr(problem, "name", None) in names:
            print(_sentence(problem.name))
        return shell.showtraceback((kind, problem, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError,), handler)


def _shell():
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def _sentence(name: str) -> str:
    text = T(
        fr="« {name} » n'existe pas encore : exécutez la cellule de l'exercice au-dessus (si elle répond en rouge, "
        "corrigez-la d'abord), et gardez ce nom tel quel.",
        en='"{name}" does not exist yet: run the exercise\'s cell above (if it replies in red, mend it first), and '
        "keep this name as it is.",
    )
    return str(text.format(name=name))
