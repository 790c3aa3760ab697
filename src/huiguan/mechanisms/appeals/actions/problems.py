"""Many appeals, one problem: gathered, and answered with one answer."""

from collections.abc import Iterable
from datetime import date

from huiguan.kernel.flow import perform
from huiguan.mechanisms.appeals.models import Appeal, AppealState, CommonProblem, Ending, ProblemPart

ANSWERS = {AppealState.ACCEPTED: "answer_self", AppealState.HANDLING: "answer"}


def gather(problem: CommonProblem, *, by, appeals: Iterable[Appeal]) -> None:
    for appeal in appeals:
        ProblemPart(problem=problem, appeal=appeal).save()


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
    return answered, left
