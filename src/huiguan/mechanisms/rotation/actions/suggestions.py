"""A suggestion from the moment it is made to the host's word on it."""

from datetime import date

from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.flow import entered
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation.actions.telling import tell_firm, tell_of_result, tell_proposer
from huiguan.mechanisms.rotation.models import Judgement, Result, Scheme, Suggestion, Turn, Undertaking
from huiguan.register.models import Organization, Person


def next_number(turn: Turn, day: date) -> str:
    """建议 2026-0042: counted per tenant and year, over those too that lie beyond the author's reach.

    The tenant's first scheme is locked, whichever it is for, so that two clerks never get the same.
    """
    prefix = f"{day.year}-"
    with reaching(whole(turn.tenant)):
        Scheme.objects.select_for_update().order_by("pk").first()
        given = Suggestion.objects.filter(number__startswith=prefix).order_by(Length("number").desc(), "-number")
        last = given.values_list("number", flat=True).first() or f"{prefix}0"
    return f"{prefix}{int(last.removeprefix(prefix)) + 1:04d}"


def suggest(
    turn: Turn,
    organization: Organization,
    *,
    by,
    text: str,
    topic: str,
    on: date | None = None,
    proposer: Person | None = None,
    proposed_by: str = "",
) -> Suggestion:
    """Advice to one host of the turn is entered under a number of its own."""
    day = on or clock.happened_on()
    suggestion = Suggestion(
        turn=turn,
        organization=organization,
        proposer=proposer,
        proposed_by=proposed_by,
        proposed_on=day,
        topic=topic,
        text=text,
    )
    with entered(suggestion, by=by):
        suggestion.number = next_number(turn, day)
        suggestion.save()
        tell_firm(suggestion)
    return suggestion


def accept(suggestion: Suggestion, *, by, owner: str, due: date | None = None) -> None:
    Undertaking(suggestion=suggestion, owner=owner, due=due).save()
    tell_proposer(suggestion, _("建议已采纳"))


def amend(suggestion: Suggestion, *, by, owner: str, due: date | None = None, row_version: int | None = None) -> None:
    """Another owner or day. Whoever saw an older ``row_version`` of what was undertaken changes nothing."""
    undertaking = suggestion.undertaking
    if row_version is not None:
        undertaking.version = row_version
    undertaking.owner, undertaking.due = owner, due
    undertaking.save()


def withdraw(suggestion: Suggestion, *, by) -> None:
    """The answer was a mistake, or has changed: it is to be given anew."""
    reopen(suggestion, by=by)
    tell_proposer(suggestion, _("答复已撤回，将重新答复"))


def decline(suggestion: Suggestion, *, by) -> None:
    tell_proposer(suggestion, _("建议未采纳"))


def finish(suggestion: Suggestion, *, by, text: str) -> None:
    Result(suggestion=suggestion, text=text, on=clock.happened_on()).save()
    tell_proposer(suggestion, _("建议已落实"), text)
    tell_of_result(suggestion, text)


def judge(suggestion: Suggestion, *, by, useful: bool, words: str = "") -> None:
    """The newest word counts: whoever changes their mind replaces what they said."""
    said = Judgement.objects.filter(suggestion=suggestion).first() or Judgement(suggestion=suggestion)
    said.useful, said.words, said.on = useful, words, clock.happened_on()
    said.save()


def reopen(suggestion: Suggestion, *, by) -> None:
    """Answered anew: what was undertaken, done and judged is taken back; the log keeps it."""
    for kind in (Undertaking, Result, Judgement):
        for row in kind.objects.filter(suggestion=suggestion):
            row.delete()
