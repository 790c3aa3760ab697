"""Many appeals, one problem: gathered, and answered with one answer."""

from collections.abc import Iterable
from datetime import date

from huiguan.kernel.flow import noted, perform
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.models import Appeal, AppealState, CommonProblem, Ending, ProblemPart

ANSWERS = {AppealState.ACCEPTED: "answer_self", AppealState.HANDLING: "answer"}


def gather(problem: CommonProblem, *, by, appeals: Iterable[Appeal]) -> None:
    """Appeals that say the same; the problem remembers which came when."""
    chosen = list(appeals)
    for appeal in chosen:
        ProblemPart(problem=problem, appeal=appeal).save()
    noted(problem, "gather", by=by, why=listed(one.number for one in chosen))


def answer_all(
    problem: CommonProblem, *, by, ending: Ending, text: str, promised_on: date | None = None
) -> tuple[list[Appeal], list[Appeal]]:
    """The same answer to each that can be answered now; returns them, and those that cannot."""
    parts = Appeal.objects.filter(problem_part__problem=problem).order_by("pk")
    answered, left = [], []
    for appeal in parts:
        if move := ANSWERS.get(AppealState(appeal.state)):
            answered.append(perform(appeal, move, by=by, ending=ending, text=text, promised_on=promised_on))
        else:
            left.append(appeal)
    if answered:
        noted(problem, "reply", by=by, why=f"{listed(one.number for one in answered)}\n{text}")
    return answered, left


def waiting_parts(problem: CommonProblem) -> tuple[list[Appeal], list[Appeal]]:
    """Those that one answer would reach now, and those that it would not."""
    parts = list(Appeal.objects.filter(problem_part__problem=problem).order_by("pk"))
    able = [one for one in parts if AppealState(one.state) in ANSWERS]
    return able, [one for one in parts if one not in able]
