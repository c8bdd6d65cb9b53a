"""`medlab doctor`: what the course needs from this computer, what was found, and the mend of what is not right."""

import json
from collections.abc import Callable, Iterable

from medlab.doctor import machine, software
from medlab.doctor.finding import Finding
from medlab.errors import MedlabError
from medlab.language import T

CHECKS: tuple[Callable[[], Finding], ...] = (
    software.python,
    software.packages,
    software.jupyter,
    software.stranger,
    software.shadows,
    software.course,
    software.nbgrader,
    machine.disk,
    machine.memory,
    machine.cores,
    machine.data,
    machine.progress,
    machine.isolation,
    machine.network,
)
_WORDS = {"ok": T(fr="ok", en="ok"), "warn": T(fr="à noter", en="note"), "fail": T(fr="à réparer", en="to mend")}
_GOOD = T(fr="Tout ce qu'il faut est en place.", en="All that is needed is in place.")
_BAD = T(
    fr="À réparer : {names}. Suivez les flèches ci-dessus, puis relancez : medlab doctor",
    en="To mend: {names}. Follow the arrows above, then run again: medlab doctor",
)


def run(*, as_json: bool = False) -> int:
    """Examine this computer and print the findings; returns 1 if one of them is a failure, else 0."""
    findings = examine()
    print(as_text(findings) if not as_json else json.dumps([finding.to_dict() for finding in findings], indent=1))
    return int(any(finding.status == "fail" for finding in findings))


def examine() -> list[Finding]:
    """Run every check; none of them needs more than a few seconds or changes anything."""
    return [_careful(check) for check in CHECKS]


def as_text(findings: Iterable[Finding]) -> str:
    """The findings as lines, each mend under an arrow, and a closing sentence."""
    findings = list(findings)
    width = max(len(str(finding.title)) for finding in findings)
    lines = [_lines(finding, width) for finding in findings]
    bad = ", ".join(str(finding.title) for finding in findings if finding.status == "fail")
    return "\n".join([*lines, "", str(_BAD.format(names=bad) if bad else _GOOD)])


def _careful(check: Callable[[], Finding]) -> Finding:
    """A check that the system itself refuses is a note, not a traceback."""
    try:
        return check()
    except (OSError, MedlabError) as problem:
        why = problem.text if isinstance(problem, MedlabError) else problem
        found = T(fr="vérification impossible : {why}", en="can't be checked: {why}").format(why=why)
        return Finding(check.__name__, T(fr=check.__name__, en=check.__name__), "warn", found)


def _lines(finding: Finding, width: int) -> str:
    """Neither line is cut: a command in it must be copied whole."""
    found = f"{_WORDS[finding.status]!s:<10} {finding.title!s:<{width}}  {finding.found}"
    return f"{found}\n{'':<10} → {finding.mend}" if finding.mend else found
