"""Which units deal with an appeal, and what they say: the lead answers, the others give it their part."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.appeals.actions import telling
from huiguan.mechanisms.appeals.actions.clocking import calendar, extend, hand_over, start, stop
from huiguan.mechanisms.appeals.actions.releasing import take_down
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Answer,
    Appeal,
    AppealState,
    Assignment,
    AssignmentState,
    Clock,
    Closing,
    Ending,
    Extension,
    Opinion,
    Stage,
)
from huiguan.mechanisms.appeals.queries import lead_of
from huiguan.mechanisms.appeals.rules import leads_it, raised_it
from huiguan.register.models import Organization


def assign(appeal: Appeal, *, by, lead: Organization, others: Iterable[Organization] = (), note: str = "") -> None:
    _give(appeal, lead, note, is_lead=True)
    for unit in others:
        given = _give(appeal, unit, note, is_lead=False)
        start(appeal, Stage.CONTRIBUTE, given)
    telling.tell_units(appeal, _("交办给您的单位"), note)
    telling.tell_filer(appeal, _("已交给部门办理"))


def reassign(appeal: Appeal, *, by, lead: Organization, note: str = "") -> None:
    """Another unit leads. The clock towards whoever raised it runs on: they have waited all the time."""
    for one in Assignment.objects.filter(appeal=appeal, is_lead=True, state__in=AT_WORK):
        is_heard = one.state == AssignmentState.OBJECTED
        said = _("异议已采纳，改由%(unit)s主办") if is_heard else _("改由%(unit)s主办，您单位不用再办")
        telling.tell_former(appeal, one.unit, said % {"unit": lead})
        _take_back(one)
    for one in Assignment.objects.filter(appeal=appeal, unit=lead, state__in=AT_WORK):
        _take_back(one)  # it helped, and leads from now on
    assign(appeal, by=by, lead=lead, note=note)
    hand_over(appeal, lead)


def uphold(appeal: Appeal, *, by) -> None:
    _mark_lead(appeal, AssignmentState.GIVEN)
    telling.tell_units(appeal, _("异议没有采纳，请签收"), only_lead=True)


def acknowledge(appeal: Appeal, *, by) -> None:
    if not leads_it(by, appeal):
        telling.tell_units(appeal, _("工商联代您单位登记了签收"), only_lead=True)
    _mark_lead(appeal, AssignmentState.ACKNOWLEDGED)


def object_to(appeal: Appeal, *, by) -> None:
    _mark_lead(appeal, AssignmentState.OBJECTED)
    telling.tell_office(appeal, _("承办单位提了异议，请当天定"))


def opine(appeal: Appeal, *, by, text: str) -> None:
    Opinion(appeal=appeal, on=clock.happened(), text=text).save()
    telling.tell_filer(appeal, _("有了初步意见"), text)


def contribute(appeal: Appeal, *, by, unit: Organization, text: str) -> None:
    """A unit that helps gives its part to the lead."""
    one = Assignment.objects.get(appeal=appeal, unit=unit, is_lead=False, state=AssignmentState.GIVEN)
    one.words = text
    _mark(one, AssignmentState.ANSWERED)
    for running in Clock.objects.filter(assignment=one, stopped_at=None):
        stop(running)
    telling.tell_units(appeal, _("协办单位给了意见"), only_lead=True)


def ask_extension(appeal: Appeal, *, by, days: int, reason: str) -> None:
    running = Clock.objects.filter(appeal=appeal, stage=Stage.ANSWER, stopped_at=None).first()
    profile, today = appeal.profile, clock.happened_on()
    left = calendar().working_days_between(today, timezone.localdate(running.due_at)) if running else 0
    if running and running.due_at < clock.happened():
        raise NotAllowed(_("答复期限已经过了，不能再申请延期"))
    if left < profile.ask_before:
        raise NotAllowed(_("延期至少要提前 %(days)s 个工作日申请") % {"days": profile.ask_before})
    if days > profile.longest_extension:
        raise NotAllowed(_("每次最多延 %(days)s 个工作日") % {"days": profile.longest_extension})
    Extension(appeal=appeal, days=days, reason=reason, asked_at=clock.happened()).save()
    telling.tell_approvers(appeal, reason)


def grant_extension(appeal: Appeal, *, by) -> None:
    asked = _decide(appeal, Extension.State.GRANTED)
    extend(appeal, asked.days)
    telling.tell_units(appeal, _("延期已同意"), only_lead=True)
    telling.tell_filer(appeal, _("答复延期"), asked.reason)


def refuse_extension(appeal: Appeal, *, by) -> None:
    _decide(appeal, Extension.State.REFUSED)
    telling.tell_units(appeal, _("延期没有同意"), only_lead=True)


def answer(
    appeal: Appeal, *, by, ending: Ending, text: str, promised_on: date | None = None, files: Iterable = ()
) -> None:
    """By the lead unit; by the office itself where there is none. What the office enters for a unit says so."""
    lead = lead_of(appeal)
    is_by_office = lead is not None and not leads_it(by, appeal)
    made = Answer(appeal=appeal, unit=lead.unit if lead else None, ending=ending, text=text, promised_on=promised_on)
    made.is_by_office = is_by_office
    made.round, made.on = Answer.objects.filter(appeal=appeal).count() + 1, clock.happened()
    made.save()
    for one in files:
        Attachment.hang(made, one)
    for asked in Extension.objects.filter(appeal=appeal, state=Extension.State.ASKED):
        _settle(asked, Extension.State.REFUSED)
    _mark_lead(appeal, AssignmentState.ANSWERED)
    telling.tell_filer(appeal, _("有了答复，请您确认"), text)
    if is_by_office:
        telling.tell_units(appeal, _("工商联代您单位登记了答复"), text, only_lead=True)
    else:
        telling.tell_office(appeal, _("已答复"))


def take_up_again(appeal: Appeal, *, by) -> None:
    """The answer does not settle it: the lead goes on."""
    _mark_lead(appeal, AssignmentState.ACKNOWLEDGED)
    telling.tell_units(appeal, _("请再办理"), only_lead=True)
    telling.tell_office(appeal, _("企业说没有解决，请再办理") if raised_it(by, appeal) else _("退回重办"))


def reopen(appeal: Appeal, *, by) -> None:
    """It was not over: its end is taken back, nothing of it is told in public, and the lead goes on."""
    for closing in Closing.objects.filter(appeal=appeal):
        closing.delete()
    take_down(appeal)
    take_up_again(appeal, by=by)
    telling.tell_filer(appeal, _("重新办理"))


def _give(appeal: Appeal, unit: Organization, note: str, *, is_lead: bool) -> Assignment:
    now = clock.happened()
    made = Assignment(appeal=appeal, unit=unit, is_lead=is_lead, since=now, state_since=now, note=note)
    if is_lead and (appeal.state == AppealState.HANDLING or not appeal.profile.acknowledges):
        made.state = AssignmentState.ACKNOWLEDGED
    made.save()
    return made


def _take_back(one: Assignment) -> None:
    for running in Clock.objects.filter(assignment=one, stopped_at=None):
        stop(running, Clock.Outcome.DROPPED)
    _mark(one, AssignmentState.WITHDRAWN)


def _mark_lead(appeal: Appeal, state: str) -> None:
    if lead := lead_of(appeal):
        _mark(lead, state)


def _mark(one: Assignment, state: str) -> None:
    one.state, one.state_since = state, clock.happened()
    one.save()


def _decide(appeal: Appeal, state: str) -> Extension:
    asked = Extension.objects.get(appeal=appeal, state=Extension.State.ASKED)
    _settle(asked, state)
    return asked


def _settle(asked: Extension, state: str) -> None:
    asked.state, asked.decided_at = state, clock.happened()
    asked.save()
