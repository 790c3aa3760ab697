"""What the office does with an appeal: takes it up or not, passes it on, urges, closes."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed
from huiguan.mechanisms.appeals.actions import telling
from huiguan.mechanisms.appeals.actions.clocking import time_forwarding
from huiguan.mechanisms.appeals.models import (
    Appeal,
    Category,
    Closing,
    Contact,
    Diversion,
    Diverted,
    Escalation,
    Merger,
    Profile,
    Urging,
)
from huiguan.mechanisms.appeals.queries import OVER
from huiguan.mechanisms.appeals.queries.veil import of_the_same_filer
from huiguan.register.models import Person


def accept(
    appeal: Appeal, *, by, profile: Profile, category: Category, level: str, title: str, text: str, tags: str = ""
) -> None:
    """By which profile it is handled, and in which words the unit reads it."""
    appeal.profile = profile
    amend(appeal, by=by, category=category, level=level, title=title, text=text, tags=tags)
    telling.tell_filer(appeal, _("已受理"))


def amend(appeal: Appeal, *, by, category: Category, level: str, title: str, text: str, tags: str = "") -> None:
    """Also what the law times follows what it is about."""
    appeal.category, appeal.level, appeal.title, appeal.text, appeal.tags = category, level, title, text, tags
    time_forwarding(appeal)


def decline(appeal: Appeal, *, by) -> None:
    telling.tell_filer(appeal, _("没有受理，原因请看办理的步骤"))


def divert(appeal: Appeal, *, by, kind: str, to: str) -> None:
    _pass_on(appeal, kind, to)
    telling.tell_filer(appeal, _("已转到别处办理"), to)


def forward(appeal: Appeal, *, by, to: str) -> None:
    """The authority accepts complaints of arrears; what can be done here goes on."""
    _pass_on(appeal, Diverted.ARREARS, to)
    telling.tell_filer(appeal, _("已转送有受理权的机关"), to)


def _pass_on(appeal: Appeal, kind: str, to: str) -> None:
    earlier = Diversion.objects.filter(appeal=appeal).first()
    passed = earlier or Diversion(appeal=appeal)
    passed.kind, passed.to = kind, to
    passed.save()


def merge(appeal: Appeal, *, by, into: Appeal) -> None:
    """Into one of the same firm that is still open, whatever has become of it since it was chosen."""
    open_ones = of_the_same_filer(appeal).exclude(state__in=OVER)
    other = open_ones.filter(pk=into.pk).select_for_update(of=("self",), skip_locked=True).first()
    if other is None:
        raise NotAllowed(_("并入的那一件已经变了，或者别人正在办；请重新选"))
    Merger(appeal=appeal, into=other).save()
    telling.tell_filer(appeal, _("和您提的另一件一起办理"), _("请看%(which)s，在那里答复") % {"which": other})


def withdraw(appeal: Appeal, *, by) -> None:
    telling.tell_units(appeal, _("企业撤回了"))
    telling.tell_office(appeal, _("企业撤回了"))


def withdraw_for(appeal: Appeal, *, by, whom: str, asked_at: datetime) -> None:
    """The firm said so to the office, and reads that this was entered."""
    withdraw(appeal, by=by)
    telling.tell_filer(appeal, _("工商联按您的要求登记了撤回；不是您的意思，请马上告诉工商联"))


def contact(appeal: Appeal, *, by, note: str) -> None:
    Contact(appeal=appeal, on=clock.happened(), note=note).save()


def urge(appeal: Appeal, *, by, text: str) -> None:
    Urging(appeal=appeal, on=clock.happened(), text=text).save()
    telling.tell_units(appeal, _("督办"), text)


def escalate(appeal: Appeal, *, by, person: Person, text: str) -> None:
    escalation = Escalation(appeal=appeal, person=person, on=clock.happened(), text=text)
    escalation.save()
    telling.tell_leader(escalation)


def heed(appeal: Appeal, *, by, text: str) -> None:
    """The leader has seen to it, and the office reads in which words."""
    absent = by.stands_for(appeal.tenant)
    for one in Escalation.objects.filter(appeal=appeal, person__user__in=[by, *absent], heeded_at=None):
        one.heeded_at, one.words = clock.happened(), text
        one.save()
    telling.tell_office(appeal, _("领导批示"), text)


def close(appeal: Appeal, *, by) -> None:
    Closing(appeal=appeal, on=clock.happened(), is_confirmed=True).save()


def close_unconfirmed(appeal: Appeal, *, by) -> None:
    """Nobody said whether it is settled: it stays without a rating, and counts as unconfirmed."""
    Closing(appeal=appeal, on=clock.happened(), is_confirmed=False).save()
    telling.tell_filer(appeal, _("超过确认期限，已办结；还可以要求重新办理"))
