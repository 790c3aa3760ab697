"""By the clock: hosts hear that their turn is near, staff that a step is due."""

from datetime import timedelta

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.notices import LATE, how_long, nearest, responsible, stage_of
from huiguan.kernel.telling import tell
from huiguan.kernel.words import labelled, listed
from huiguan.mechanisms.rotation.actions import hosts_of
from huiguan.mechanisms.rotation.models import SchemeStep, Seat, Turn, TurnState
from huiguan.mechanisms.rotation.queries import RUNNING, steps_to_do, turn_names
from huiguan.mechanisms.rotation.rules import runs_it


def remind() -> None:
    for turn in Turn.objects.filter(state=TurnState.PUBLISHED, starts__gte=clock.today()).select_related("scheme"):
        if turn.starts - timedelta(days=turn.scheme.notice_days) <= clock.today():
            remind_hosts(turn)
    for turn in Turn.objects.filter(state__in=RUNNING).select_related("scheme"):
        for step, seats in steps_to_do(turn):
            remind_of_step(turn, step, seats)


def remind_hosts(turn: Turn) -> None:
    """Once, when as many days are left as the scheme gives notice."""

    named = turn_names()(turn)

    def say() -> tuple[str, str]:
        subject = _("轮值快开始了：%(turn)s") % {"turn": named}
        return subject, _("%(starts)s 至 %(ends)s") % {"starts": turn.starts, "ends": turn.ends}

    tell(hosts_of(turn), key=f"rotation.begins:turn:{turn.pk}:{turn.starts}", say=say, about=turn)


def remind_of_step(turn: Turn, step: SchemeStep, seats: list[Seat]) -> None:
    """One message for all the hosts that have not finished it."""
    due = turn.starts + timedelta(days=step.due_day)
    if (stage := stage_of(due, (turn.scheme.remind_days,))) is None:
        return

    named = turn_names()(turn)

    def say() -> tuple[str, str]:
        subject = labelled(named, f"{step} · {how_long(due)}")
        return subject, labelled(_("还没有完成"), listed(seats))

    found = responsible(runs_it, turn)
    users = found if stage == LATE else nearest(found)
    tell(users, key=f"rotation.steps:turn:{turn.pk}:{step.pk}:{due}:{stage}", say=say, about=turn)
