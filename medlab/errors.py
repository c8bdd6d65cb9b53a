"""The one error that medlab raises on purpose: a sentence in the learner's language."""

from medlab.language import T


class MedlabError(Exception):
    """What came, what is allowed and what to do next, in French and in English."""

    def __init__(self, fr: str, en: str):
        super().__init__(en)
        self.text = T(fr=fr, en=en)

    def __str__(self) -> str:
        return str(self.text)

    def __reduce__(self):
        return type(self), (self.text.fr, self.text.en)

    def _render_traceback_(self) -> list[str]:
        """IPython shows this sentence in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]
