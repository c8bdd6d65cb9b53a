"""nbgrader's configuration of a built course: both languages keep one gradebook."""

from grading import texts

_CONFIG = '''\
"""Written by `python -m grading build`. Both languages use the gradebook in the folder above."""

from pathlib import Path

c = get_config()  # noqa: F821
here = Path(__file__).resolve().parent
c.CourseDirectory.course_id = "medlab"
c.CourseDirectory.root = str(here)
c.CourseDirectory.db_url = f"sqlite:///{{here.parent / 'gradebook.db'}}"
c.ClearSolutions.code_stub = {{"python": "return ..."}}
c.ClearSolutions.text_stub = {essay!r}
c.ExecutePreprocessor.timeout = 120
'''


def nbgrader_config(language: str) -> str:
    """The text of `nbgrader_config.py` in `build/LANG/`."""
    return _CONFIG.format(essay=texts.essay_stub(language))
