"""Somebody serves in a turn no more: what they did stays theirs, whoever comes after them."""

from django.utils.translation import gettext as _

from huiguan.activities.models import ActivityState
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation.models import Scheme, Seat, Suggestion, Turn
from huiguan.mechanisms.rotation.queries import organizations_in


def keep_to_oneself(*turns: Turn) -> list[Turn]:
    """The turns as they stand now. Until this is done nobody else changes who sits in one of them, or its state: rules
    are asked afterwards, and what they were told stays true.

    The scheme is taken first, so that two who need several turns of it never wait for each other.
    """
    with reaching(whole(turns[0].tenant)):
        schemes = sorted({turn.scheme_id for turn in turns})
        list(Scheme.objects.select_for_update(no_key=True).filter(pk__in=schemes).order_by("pk"))
        rows = Turn.objects.select_for_update().filter(pk__in=[turn.pk for turn in turns]).order_by("pk")
        found = {turn.pk: turn for turn in rows}
    return [found[turn.pk] for turn in turns]


def why_not_vacate(seat: Seat) -> str:
    """What must be settled before somebody can leave this seat; nothing if they can."""
    planned = seat.visits.filter(activity__state=ActivityState.PLANNED).select_related("activity").first()
    if planned is None:
        return ""
    told = _("%(who)s的“%(activity)s”已经约好，还没有登记为已举办：请先在那次活动里登记或取消，再换人、撤下或换期")
    return told % {"who": seat, "activity": planned.activity}


def vacate(seat: Seat) -> None:
    """Nobody changes into another: whoever comes next gets a seat of their own, and this one ends, with what was done
    there; where nothing was, it goes. Raises ``NotAllowed`` while a visit is still planned."""
    if problem := why_not_vacate(seat):
        raise NotAllowed(problem)
    if _has_done_something(seat):
        seat.left_on = clock.happened_on()
        seat.save()
    else:
        seat.delete()


def _has_done_something(seat: Seat) -> bool:
    advised = organizations_in(Seat.objects.filter(pk=seat.pk)).values("pk")
    traces = (
        seat.done_steps.all(),
        seat.excused_steps.all(),
        seat.visits.all(),
        seat.office_days.all(),
        Suggestion.objects.filter(turn=seat.turn_id, organization__in=advised),
    )
    return any(rows.exists() for rows in traces)
