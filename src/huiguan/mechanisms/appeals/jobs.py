"""By the clock: limits are reckoned anew by the days off known today, and each is told what is due or late."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.kernel import clock
from huiguan.kernel.models import User
from huiguan.kernel.notices import nearest, responsible
from huiguan.kernel.telling import tell
from huiguan.kernel.words import bracketed, labelled, minute
from huiguan.mechanisms.appeals.actions.clocking import reckon
from huiguan.mechanisms.appeals.actions.telling import users_of_unit
from huiguan.mechanisms.appeals.models import Clock, Stage
from huiguan.mechanisms.appeals.queries import running
from huiguan.mechanisms.appeals.rules import approves, handles
from huiguan.mechanisms.appeals.words import how_late, with_whom


def morning() -> None:
    reckon_anew()
    tell_what_is_due()


def reckon_anew() -> None:
    """A table of days off that was filled after a clock had begun moves its end."""
    for one in Clock.objects.filter(stopped_at=None, is_paused=False).select_related("appeal__profile"):
        before = (one.due_at, one.warn_at)
        reckon(one)
        if (one.due_at, one.warn_at) != before:
            one.save()


def tell_what_is_due() -> None:
    """One message a morning for each who has something late, or due before the day is over."""
    tomorrow = clock.at(clock.today() + timedelta(days=1), 0)
    rows = Clock.objects.filter(running(), is_paused=False, due_at__lt=tomorrow).exclude(stage=Stage.CONFIRM)
    lists: dict[User, list[Clock]] = defaultdict(list)
    for one in rows.select_related("appeal", "holder").order_by("due_at", "pk"):
        for user in who_hears(one):
            lists[user].append(one)
    for user, clocks in lists.items():
        tell_one(user, clocks)


def who_hears(one: Clock) -> list[User]:
    """With whom it rests; the office too once a unit is late."""
    office = nearest(responsible(approves if one.stage == Stage.APPROVE else handles, one.appeal))
    users = users_of_unit(one.holder) if one.holder else []
    is_late = one.due_at < clock.now()
    return list(dict.fromkeys([*users, *(office if is_late or not users else [])]))


def tell_one(user: User, clocks: list[Clock]) -> None:
    def say() -> tuple[str, str]:
        count = len({one.appeal_id for one in clocks})
        subject = ngettext("今天到期或者已经逾期的诉求 %(n)s 件", "今天到期或者已经逾期的诉求 %(n)s 件", count)
        return subject % {"n": count}, "\n".join(line_of(one) for one in clocks)

    link = f"{reverse('appeals.list')}?light=red"
    tell([user], key=f"appeals.digest:{clock.today()}", say=say, link=link)


def line_of(one: Clock) -> str:
    """Which, what of it, until when or how late; and with whom."""
    late = how_late(one.due_at) if one.due_at < clock.now() else _("%(due)s 前") % {"due": minute(one.due_at)}
    what = labelled(bracketed(one.appeal, one.appeal.title), one.get_stage_display())
    return " · ".join([what, late, with_whom(one.stage, one.holder)])
