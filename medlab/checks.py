"""What a learner calls beside an exercise: `start`, `check`, `hint`, `solution`."""

from typing import Any

from medlab import progress, release, richtext, runner
from medlab.attempt import is_stub, shared_variables, wrong_signature
from medlab.errors import MedlabError
from medlab.explain import expected_text, explain
from medlab.judge import Verdict, judge
from medlab.language import T, get_language, number, set_language
from medlab.wire import WireError, plain


class Message:
    """A message in the learner's language: HTML in a notebook, text elsewhere."""

    def __init__(self, kind: str, title: T, body: str):
        self.kind = kind
        self.title = str(title)
        self.body = body
        self.html = richtext.panel(kind, self.title, richtext.block(body))

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return f"{self.title}\n{self.body}".strip()

    __repr__ = __str__


class CheckResult(Message):
    """The verdict of one check; its `repr` is the points earned, which is what nbgrader reads."""

    def __init__(self, verdict: Verdict, *, kind: str, title: T, body: str):
        super().__init__(kind, title, body)
        self.status = verdict.status
        self.points = verdict.points
        self.of = verdict.of
        self.mistake = verdict.mistake["name"] if verdict.mistake else None

    def __repr__(self) -> str:
        return f"{self.points:g}"


def start(module: str, *, language: str, release: str) -> Message:
    """Open a module: the setup cell of each notebook calls this.

    Parameters
    ----------
    module : str
        The module's folder name, such as "00_orientation".
    language : "fr" or "en"
        Language of the notebook's prose.
    release : str
        The release that the notebook belongs to.
    """
    from medlab import release as releases
    from medlab.notebook_errors import explain_missing_names

    set_language(language)
    table = releases.use(module, release=release)
    explain_missing_names(table)
    progress.record("start", module, release=table["release"])
    return _welcome(table, release)


def _welcome(table: dict, wanted: str) -> Message:
    title = T(**table["title"])
    if table["release"] == wanted:
        body = T(fr="Tout est prêt. Version {release}.", en="All is ready. Version {release}.")
        return Message("info", title, str(body.format(release=wanted)))
    body = T(
        fr="Ce carnet vient de la version {wanted}, mais medlab contient la version {found} : certaines vérifications "
        "peuvent manquer ou différer. Votre travail est intact. Relancez « medlab lab » dans ce dossier : le carnet "
        "sera mis à jour et vos réponses conservées.",
        en="This notebook comes from version {wanted}, but medlab holds version {found}: some checks may be missing "
        'or differ. Your work is untouched. Run "medlab lab" in this folder again: the notebook will be updated and '
        "your answers kept.",
    )
    return Message("wrong", title, str(body.format(wanted=wanted, found=table["release"])))


def check(exercise: str, answer: Any) -> CheckResult:
    """Check an answer on the spot.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as "00.mean_pressure".
    answer : callable, number or text
        The function itself (without parentheses), or the value.

    Returns
    -------
    CheckResult
        Shown as a message; its `repr` is the points earned.

    Raises
    ------
    MedlabError
        If no exercise has this id.
    """
    table, entry = _exercise(exercise)
    if problem := _unusable(entry, answer):
        verdict = Verdict("wrong", 0.0, entry["points"])
        kind, title = ("info", _BY_HAND) if entry["kind"] == "essay" else ("wrong", _WRONG)
        return CheckResult(verdict, kind=kind, title=title, body=str(problem))
    outcomes = _outcomes(entry, answer)
    verdict = judge(entry, outcomes)
    before = progress.done(exercise)["attempts"]
    _record(table, exercise, verdict)
    return _result(exercise, entry, verdict, outcomes, answer=answer, attempts=before)


def _exercise(exercise: str) -> tuple[dict, dict]:
    table, entry = release.find(exercise)
    if exercise in table["exercises"]:
        return table, entry
    raise MedlabError(
        fr=f"« {exercise} » est une question, pas un exercice : check, hint et solution ne la concernent pas.",
        en=f'"{exercise}" is a question, not an exercise: check, hint and solution do not apply to it.',
    )


def _unusable(entry: dict, answer: Any) -> T | None:
    """Why an answer can't be run at all."""
    if entry["kind"] == "essay":
        return T(fr="Un texte libre est lu par une personne.", en="A free text is read by a person.")
    if entry["kind"] in ("value", "choice"):
        return None
    if not callable(answer):
        return T(
            fr='`check` attend la fonction elle-même, sans parenthèses : `check("…", {name})` et non '
            '`check("…", {name}(…))`.',
            en='`check` needs the function itself, without parentheses: `check("…", {name})`, not '
            '`check("…", {name}(…))`.',
        ).format(name=entry["name"])
    return wrong_signature(entry, answer)


def _outcomes(entry: dict, answer: Any) -> list[dict]:
    if entry["kind"] in ("value", "choice"):
        return [_value_outcome(answer)]
    if is_stub(entry["stub"], answer):
        return [{"todo": True}] * len(entry["cases"])
    return runner.run_cases(answer, entry["cases"], seconds=entry["seconds"])


def _value_outcome(answer: Any) -> dict:
    if answer is Ellipsis:
        return {"todo": True}
    try:
        return {"value": plain(answer)}
    except WireError as problem:
        return {"refused": problem.text.to_dict()}


def _record(table: dict, exercise: str, verdict: Verdict) -> None:
    progress.record(
        "check",
        exercise,
        release=table["release"],
        verdict=verdict.status,
        points=verdict.points,
        mistake=verdict.mistake["name"] if verdict.mistake else None,
    )


_WRONG = T(fr="Pas encore", en="Not yet")
_BY_HAND = T(fr="Pas de vérification automatique", en="No automatic check")


def _result(exercise: str, entry: dict, verdict: Verdict, outcomes: list[dict], *, answer: Any, attempts: int):
    values = {"id": exercise, "points": _points(verdict.points), "of": _points(verdict.of)}
    if verdict.status == "not attempted":
        title = T(fr="À vous de jouer", en="Your turn")
        body = T(
            fr="Remplacez `...` par votre réponse, exécutez la cellule, puis relancez cette vérification.",
            en="Replace `...` with your answer, run its cell, then run this check again.",
        )
        return CheckResult(verdict, kind="todo", title=title, body=str(body))
    warning = shared_variables(answer)
    if verdict.status == "right":
        title = T(fr="Juste : {points} sur {of}", en="Right: {points} of {of}").format(**values)
        return CheckResult(verdict, kind="right", title=title, body=_paragraphs(_congratulation(entry), warning))
    title = T(fr="Pas encore : {points} sur {of}", en="Not yet: {points} of {of}").format(**values)
    help_line = T(
        fr='Besoin d\'aide ? Exécutez `hint("{id}")` dans une cellule.', en='Need help? Run `hint("{id}")` in a cell.'
    ).format(**values)
    shown = _families(verdict), explain(entry, verdict, outcomes), _expectation(entry, verdict, attempts)
    return CheckResult(verdict, kind="wrong", title=title, body=_paragraphs(*shown, warning, help_line))


def _congratulation(entry: dict) -> T | None:
    options = [option for option in entry.get("options", []) if option["right"]]
    return T(**options[0]["why"]) if options else None


def _families(verdict: Verdict) -> T | None:
    """Which kinds of cases are right already."""
    right = [T(**name) for name, ok in verdict.families if ok]
    if not right:
        return None
    listed = T(fr=", ".join(name.fr for name in right), en=", ".join(name.en for name in right))
    return T(fr="Déjà juste : {right}.", en="Right already: {right}.").format(right=listed)


def _expectation(entry: dict, verdict: Verdict, attempts: int) -> T | None:
    """What was expected, from the second attempt on; never for a value or a choice, where it is the answer."""
    if attempts < 1 or verdict.failing is None or entry["kind"] != "function":
        return None
    return expected_text(entry, verdict.failing, with_call=verdict.mistake is not None)


def _paragraphs(*parts: T | None) -> str:
    return "\n\n".join(filter(None, (str(part or "") for part in parts)))


def _points(value: float) -> str:
    return number(value, 0 if value == int(value) else 2)


def hint(exercise: str) -> Message:
    """The next hint of an exercise; the last one is repeated.

    Raises
    ------
    MedlabError
        If no exercise has this id.
    """
    table, entry = _exercise(exercise)
    hints = entry["hints"]
    if not hints:
        return Message("info", T(fr="Aucun indice", en="No hint"), "")
    seen = progress.done(exercise)["hints"]
    step = min(seen, len(hints) - 1)
    progress.record("hint", exercise, release=table["release"], hint=step + 1)
    title = T(fr="Indice {step} sur {all}", en="Hint {step} of {all}").format(step=step + 1, all=len(hints))
    return Message("info", title, _paragraphs(T(**hints[step]), _after_hint(exercise, table, step + 1 == len(hints))))


def _after_hint(exercise: str, table: dict, is_last: bool) -> T | None:
    if not is_last:
        return T(fr="Relancez la cellule pour l'indice suivant.", en="Run the cell again for the next hint.")
    if table["profile"] != "practice":
        return None
    return T(
        fr=f'C\'était le dernier. Après un essai, `solution("{exercise}")` montre une réponse.',
        en=f'That was the last one. After an attempt, `solution("{exercise}")` shows an answer.',
    )


def solution(exercise: str) -> Message:
    """A right answer and why it is right, after a real attempt and all hints; only in practice releases.

    Raises
    ------
    MedlabError
        If no exercise has this id.
    """
    table, entry = _exercise(exercise)
    if entry["kind"] == "essay":
        return _rubric(exercise, table, entry)
    if table["profile"] != "practice":
        text = T(
            fr="Cette version est notée : elle ne contient aucune solution.",
            en="This release is graded: it holds no solution.",
        )
        return Message("info", T(fr="Pas de solution ici", en="No solution here"), str(text))
    if refusal := _too_early(entry, progress.done(exercise)):
        return Message("info", T(fr="Encore un effort", en="Not so fast"), str(refusal))
    progress.record("solution", exercise, release=table["release"])
    body = f"```python\n{entry['solution'][get_language()]}\n```"
    return Message("info", T(fr="Une réponse juste", en="A right answer"), _paragraphs(body, T(**entry["why"])))


def _too_early(entry: dict, done: dict) -> T | None:
    if done["passed"]:
        return None
    if not done["attempts"]:
        return T(
            fr="Essayez d'abord : une réponse fausse apprend plus qu'une solution lue.",
            en="Try first: a wrong answer teaches more than a solution read.",
        )
    left = len(entry["hints"]) - done["hints"]
    if left <= 0:
        return None
    return T(
        fr="Il vous reste des indices ({left}). La solution vient après.",
        en="You have hints left ({left}). The solution comes after them.",
    ).format(left=left)


def _rubric(exercise: str, table: dict, entry: dict) -> Message:
    lines = [f"- {T(**line['text'])} ({_points(line['points'])})" for line in entry["rubric"]]
    progress.record("solution", exercise, release=table["release"])
    title = T(fr="Relisez votre texte avec cette grille", en="Read your text again with this rubric")
    return Message("info", title, "\n".join(lines))
