"""Contacts put off or put right: contact, activity and visits say the same day."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.actions import change
from huiguan.activities.models import Activity, ActivityState
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.reactions import leaving_out
from huiguan.mechanisms.liaison.models import Contact, ContactState


def postpone(contact: Contact, *, by, at: datetime, reasons: Mapping[int, str] | None = None) -> None:
    """It is on another day, and so are its activity and what was laid out for that; those who are visited are asked
    anew, and what they had said lapses. ``reasons`` are those of ``plan_visits``."""
    contact.on = timezone.localdate(at)
    if (activity := contact.activity) is None:
        return
    if activity.state != ActivityState.PLANNED:
        raise NotAllowed(_("它的活动已经办过，或者取消了，不能改期"))
    if activity.ends:
        activity.ends += at - activity.starts
    activity.starts = at
    with leaving_out(moves_with_activity):
        change(activity, ["starts"], by=by, along=True, reasons=reasons)


def moves_with_activity(activity: Activity, *, by) -> None:
    """The activity was put off, or put right, on its own page: so is the contact, whether whoever did it reads
    contacts or not."""
    day, place = timezone.localdate(activity.starts), activity.place
    with reaching(whole(activity.tenant)):
        rows = Contact.objects.filter(activity=activity).exclude(state=ContactState.CALLED_OFF)
        for contact in rows.exclude(on=day, place=place):
            contact.on, contact.place = day, place
            contact.save()


def put_right(contact: Contact, *, by) -> Contact:
    """What was wrong of a contact is changed, and of its activity with it."""
    with transaction.atomic(), acting(by):
        contact.save()
        if (activity := contact.activity) is not None:
            before = timezone.localtime(activity.starts)
            wrong = {"place": activity.place != contact.place}
            activity.place = contact.place
            if contact.state == ContactState.HELD and before.date() != contact.on:
                wrong["starts"] = True
                activity.starts = clock.at(contact.on, before.hour, before.minute)
                if activity.ends:
                    activity.ends += activity.starts - before
            if changed := [name for name, is_wrong in wrong.items() if is_wrong]:
                change(activity, changed, by=by, along=True)
    return contact
