"""Contacts: entered as they were, arranged beforehand, reported afterwards, called off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import Activity, ActivityState, Participation, VisitTopic
from huiguan.activities.rules import arranges
from huiguan.activities.standing import on_activity
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, entered, perform
from huiguan.kernel.models import User
from huiguan.kernel.reactions import leaving_out
from huiguan.mechanisms.liaison.actions.gatherings import held_as_activity, planned_as_activity, visit
from huiguan.mechanisms.liaison.actions.questions import tell_asked
from huiguan.mechanisms.liaison.models import (
    Contact,
    ContactState,
    Linker,
    LinkTarget,
    Question,
    QuestionState,
    Talk,
)
from huiguan.mechanisms.liaison.rules import keeps_contact

STILL_TO_COME = gettext_lazy("约好的不能删除，请用“取消约定”：活动一并取消，通知过的会被告知")


@dataclass(frozen=True)
class Said:
    """What was said with one of those linked: what they were told, what they said, what they asked (each a line)."""

    target: LinkTarget
    told: str = ""
    heard: str = ""
    asked: tuple[str, ...] = ()


def record(
    linker: Linker,
    *,
    by,
    kind: str,
    on: date,
    said: Iterable[Said],
    place: str = "",
    topics: Iterable[VisitTopic] = (),
) -> Contact:
    """A contact that took place on a day, with what was said; a gathering is entered as an activity that was held, and
    those to whom one went as visited by it."""
    contact = Contact(linker=linker, kind=kind, on=on, place=place, entered_on=clock.today(), state=ContactState.HELD)
    said = list(said)
    with transaction.atomic(), entered(contact, by=by, happened=clock.at(on, 0)):  # of it the day is known, and no hour
        held_as_activity(contact, [one.target for one in said], by=by)
        contact.save()
        visit(contact, [one.target for one in said], by=by, topics=topics)
        for one in said:
            Talk(contact=contact, target=one.target, told=one.told, heard=one.heard).save()
            _ask(contact, one.target, one.asked, by=by)
    return contact


def arrange(
    linker: Linker,
    *,
    by,
    kind: str,
    at: datetime,
    targets: Iterable[LinkTarget],
    place: str = "",
    topics: Iterable[VisitTopic] = (),
    reasons: Mapping[int, str] | None = None,
) -> Contact:
    """A contact to come; a gathering is planned as an activity, of which its hosts hear, and those who are visited are
    asked whether it suits them. ``reasons`` are those of ``plan_visits``."""
    targets, on = list(targets), timezone.localdate(at)
    contact = Contact(linker=linker, kind=kind, on=on, place=place, state=ContactState.PLANNED)
    with entered(contact, by=by):
        planned_as_activity(contact, targets, at, by=by)
        contact.save()
        visit(contact, targets, by=by, topics=topics, reasons=reasons)
        for target in targets:
            Talk(contact=contact, target=target).save()
    return contact


def report(contact: Contact, *, by, said: Iterable[Said] = (), on: date | None = None) -> None:
    """It took place: what was said with each; its activity was held."""
    contact.on, contact.entered_on = on or contact.on, clock.today()
    if contact.activity and contact.activity.state == ActivityState.PLANNED:
        happened = min(contact.activity.starts, clock.now())
        contact.on = timezone.localdate(happened)  # on its own page it may have been put off
        with leaving_out(hold_with_activity):
            perform(contact.activity, "hold", by=_who(by, contact.activity), happened=happened)
    talks = {talk.target_id: talk for talk in Talk.objects.filter(contact=contact)}
    for one in said:
        talk = talks.get(one.target.pk) or Talk(contact=contact, target=one.target)
        talk.told, talk.heard = one.told, one.heard
        talk.save()
        _ask(contact, one.target, one.asked, by=by)


def take_away(contact: Contact, *, by) -> None:
    """It does not take place, and neither does its activity."""
    if contact.activity and contact.activity.state == ActivityState.PLANNED:
        with leaving_out(call_off_with_activity):
            perform(contact.activity, "cancel", by=_who(by, contact.activity), why=_("联系取消了"))


def goes_along(contact: Contact) -> list[Question]:
    """The questions of a contact that nobody has answered yet: they go with it; an answered one keeps it."""
    return list(Question.objects.filter(contact=contact).exclude(state=QuestionState.ANSWERED))


def remove(contact: Contact, *, by) -> None:
    """A contact that was entered by mistake, and its activity as far as nothing else stands on that. What is still to
    come is called off first, so that whoever was told hears of it."""
    activity = contact.activity
    with transaction.atomic(), acting(by):
        if activity is not None and activity.state == ActivityState.PLANNED:
            if contact.state == ContactState.PLANNED:
                raise NotAllowed(str(STILL_TO_COME))
            take_away(contact, by=by)  # it was planned again on its own page
            activity.refresh_from_db()
        for question in goes_along(contact):
            question.delete()
        contact.delete()
        if activity is not None:
            people = (contact.linker.person_id, contact.linker.officer_id)
            ours = Participation.objects.filter(activity=activity, person__in=people)
            if len(ours) == Participation.objects.filter(activity=activity).count() and not _more(activity):
                for row in ours:
                    row.delete()
                activity.delete()


def _more(activity: Activity) -> bool:
    """Whether more stands on an activity than the list of those who came."""
    came = Participation.objects.filter(activity=activity).count()
    return len(on_activity(activity)) > (1 if came else 0)


def hold_with_activity(activity: Activity, *, by) -> None:
    """The activity was entered as held on its own page: so was the contact; what was said can be added to it."""
    for contact in Contact.objects.filter(activity=activity, state=ContactState.PLANNED):
        if keeps_contact(by, contact):
            contact.on = timezone.localdate(activity.starts)  # on its own page it may have been put off
            contact.save()
            perform(contact, "report", by=by)


def call_off_with_activity(activity: Activity, *, by) -> None:
    for contact in Contact.objects.filter(activity=activity, state=ContactState.PLANNED):
        if keeps_contact(by, contact):
            perform(contact, "call_off", by=by)


def _ask(contact: Contact, target: LinkTarget, lines: Iterable[str], *, by) -> None:
    """What they asked on the spot waits for an answer as any question does."""
    for text in lines:
        question = Question(linker=contact.linker, target=target, contact=contact, text=text, asked_on=contact.on)
        with entered(question, by=by):
            question.save()
        tell_asked(question)


def _who(by, activity: Activity) -> User:
    """Whoever may say of an activity that it was held; a leader or liaison officer may not, and has it done."""
    return by if arranges(by, activity) else User.system()
