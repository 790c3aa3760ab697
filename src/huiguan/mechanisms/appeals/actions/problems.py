"""Many appeals, one problem: gathered, and answered with one answer."""

from collections.abc import Iterable
from datetime import date

from huiguan.kernel.flow import noted, perform
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.models import Appeal, AppealState, CommonProblem, Ending, ProblemPart

ANSWERS = {AppealState.ACCEPTED: "answer_self", AppealState.HANDLING: "answer"}
NOT_YET = (AppealState.FILED, AppealState.INCOMPLETE, AppealState.ASSIGNED, AppealState.OBJECTED)


def gather(problem: CommonProblem, *, by, appeals: Iterable[Appeal]) -> None:
    """Appeals that say the same; the problem remembers which came when."""
    chosen = list(appeals)
    for appeal in chosen:
        ProblemPart(problem=problem, appeal=appeal).save()
    noted(problem, "gather", by=by, why=listed(one.number for one in chosen))


def answer_all(
    problem: CommonProblem,
    *,
    by,
    appeals: list[Appeal],
    ending: Ending,
    text: str,
    promised_on: date | None = None,
) -> None:
    """The same answer to each of those that ``waiting_parts`` found to be able, as they stood then."""
    said = {"ending": ending, "text": text, "promised_on": promised_on}
    for appeal in appeals:
        perform(appeal, ANSWERS[AppealState(appeal.state)], by=by, seen=appeal.version, **said)
    noted(problem, "reply", by=by, why=f"{listed(one.number for one in appeals)}\n{text}")


def waiting_parts(problem: CommonProblem) -> tuple[list[Appeal], list[Appeal]]:
    """Those that one answer would reach now, and those still to be answered that it would not."""
    parts = list(Appeal.objects.filter(problem_part__problem=problem).order_by("pk"))
    able = [one for one in parts if one.state in ANSWERS]
    return able, [one for one in parts if one.state in NOT_YET]
