"""One error, in the learner's language, that survives the way between processes."""

import copy
import pickle

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from medlab.errors import MedlabError
from medlab.language import set_language
from medlab.wire import WireError


@pytest.mark.parametrize("kind", [MedlabError, WireError])
def test_an_error_speaks_the_language_of_the_moment(kind):
    error = kind(fr="Trop tard !", en="Too late!")
    assert str(error) == "Too late!"
    set_language("fr")
    assert str(error) == "Trop tard\u202f!"


@pytest.mark.parametrize("kind", [MedlabError, WireError])
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_copy_has_both_languages(kind, copied):
    error = copied(kind(fr="Non", en="No"))
    assert type(error) is kind
    assert error.text.to_dict() == {"fr": "Non", "en": "No"}


def test_a_notebook_shows_the_sentence_and_no_traceback():
    shell = InteractiveShell()
    with capture_output() as captured:
        shell.run_cell("from medlab.errors import MedlabError\nraise MedlabError(fr='Non', en='No such card')")
    assert "MedlabError: No such card" in captured.stdout
    assert "Traceback" not in captured.stdout + captured.stderr
