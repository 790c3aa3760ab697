"""Telling guests: at once whom the house can reach, and a line on somebody's list for everybody else.

A guest with an account gets a message, one with an address a mail, each with the invitation for their calendar. Whoever
is still to be told of something by hand is told the newest only: a notice that waits makes place for the next.
"""

from collections.abc import Container, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from huiguan.activities import wording
from huiguan.activities.actions import telling_hosts
from huiguan.activities.answering import who_answers
from huiguan.activities.calendars import feeds, ics
from huiguan.activities.models import Activity, ActivityState, Channel, Invitation, Notice, NoticeState, Occasion
from huiguan.activities.models.invitations import OPEN
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import perform
from huiguan.kernel.telling import tell, write

SAYS_ALL = (Occasion.INVITED, Occasion.REOPENED)  # while one of these waits, it will say what holds by then
NEWS = (*SAYS_ALL, Occasion.CHANGED, Occasion.PROMOTED)  # without these a guest does not know how it stands
LATER = (Occasion.CHANGED, Occasion.REMINDED, Occasion.COMING_UP, Occasion.PROMOTED)
WITH_CALENDAR = (
    Occasion.INVITED,
    Occasion.CHANGED,
    Occasion.PROMOTED,
    Occasion.REOPENED,
    Occasion.CANCELLED,
    Occasion.WITHDRAWN,
)


def announce(invitations: Iterable[Invitation], occasion: str, *, by: Any, number: int | None = None) -> list[Notice]:
    """The notices that came of it. With a ``number``, nobody is told twice under the same one."""
    made = []
    with transaction.atomic(), acting(by):
        for invitation in invitations:
            what = {"occasion": occasion, "number": invitation.version if number is None else number}
            if Notice.objects.filter(invitation=invitation, **what).exists():
                continue
            if not _is_said_by_what_waits(invitation, occasion, by=by):
                notice = Notice(invitation=invitation, **what)
                notice.save()
                made.append(_deliver(notice, by=by))
    return made


def told(notice: Notice, *, by: Any, way: str = Channel.HAND) -> None:
    notice.way, notice.told_at = way, clock.now()


def not_told(notice: Notice, *, by: Any) -> None:
    notice.way, notice.told_at = "", None


def heard(invitation: Invitation, *, by: Any) -> None:
    """Whoever answers has read how it stands: nothing that waited for them is still to be told."""
    for notice in Notice.objects.filter(invitation=invitation, state=NoticeState.WAITING):
        perform(notice, "tell", by=by)


def sent(invitation: Invitation, *, by: Any) -> None:
    announce([invitation], Occasion.INVITED, by=by)


def called_off(activity: Activity, *, by: Any, words_to_guests: str = "") -> None:
    """Everybody who was asked to come is told, whatever they answered, with what else they are to know of it."""
    activity.words_to_guests = words_to_guests
    activity.state = ActivityState.CANCELLED  # the words and the calendar entry say what is about to hold
    _say_to_all(activity, _asked(activity), Occasion.CANCELLED, by=by, number=activity.version)


def is_over(activity: Activity, *, by: Any) -> None:
    """It was held: what was still to be said of it need not be said any more."""
    _drop(Notice.objects.filter(invitation__activity=activity, state=NoticeState.WAITING), by=by)


def on_again(activity: Activity, *, by: Any, besides: Container[int] = ()) -> None:
    """Whoever heard that it was off hears that it is on again; the others what they had not heard before it was.
    ``besides`` are organizations that are told as visited."""
    asked = _asked(activity)
    unheard = [invitation for invitation in asked if not _heard_that_it_is_off(invitation)]
    heard_of_it = [row for row in asked if row not in unheard]
    _say_to_all(activity, heard_of_it, Occasion.REOPENED, by=by, number=activity.version, besides=besides)
    for invitation in unheard:
        _say_what_was_dropped(invitation, by=by)


def moved(activity: Activity, *, by: Any, besides: Container[int] = ()) -> list[Notice]:
    return _say_to_all(activity, _asked(activity), Occasion.CHANGED, by=by, number=activity.version, besides=besides)


def withdrawn(invitation: Invitation, *, by: Any) -> None:
    """Whoever has not heard of the invitation need not hear that it is withdrawn."""
    invited = Notice.objects.filter(invitation=invitation, state=NoticeState.TOLD)
    if invited.exists():
        announce([invitation], Occasion.WITHDRAWN, by=by)
    else:
        _drop(Notice.objects.filter(invitation=invitation, state=NoticeState.WAITING), by=by)


def _say_to_all(
    activity: Activity,
    guests: list[Invitation],
    occasion: str,
    *,
    by: Any,
    number: int,
    besides: Container[int] = (),
) -> list[Notice]:
    """To guests, and to those who hold it together and are not among them."""
    telling_hosts.told(activity, occasion, guests, by=by, besides=besides)
    return announce(guests, occasion, by=by, number=number)


def _asked(activity: Activity) -> list[Invitation]:
    rows = Invitation.objects.filter(activity=activity, state__in=OPEN)
    rows = rows.select_related("organization", "person__user", "person__organization")
    found = list(rows)
    for invitation in found:
        invitation.activity = activity
    return found


def _is_said_by_what_waits(invitation: Invitation, occasion: str, *, by: Any) -> bool:
    """Whether there is nothing to say beside what waits already; what is overtaken is dropped."""
    waiting = list(Notice.objects.filter(invitation=invitation, state=NoticeState.WAITING))
    if occasion in LATER and any(notice.occasion in SAYS_ALL for notice in waiting):
        return True
    _drop(waiting, by=by)
    return False


def _heard_that_it_is_off(invitation: Invitation) -> bool:
    last = Notice.objects.filter(invitation=invitation, state=NoticeState.TOLD).last()
    return last is not None and last.occasion == Occasion.CANCELLED


def _say_what_was_dropped(invitation: Invitation, *, by: Any) -> None:
    """That it was off is nothing to be told any more; the newest that it overtook is."""
    rows = Notice.objects.filter(invitation=invitation)
    _drop(rows.filter(state=NoticeState.WAITING), by=by)
    told = rows.filter(state=NoticeState.TOLD).last()
    dropped = rows.filter(state=NoticeState.DROPPED, occasion__in=NEWS, pk__gt=told.pk if told else 0)
    if notice := dropped.last():
        notice.invitation = invitation
        _deliver(perform(notice, "recall", by=by), by=by)


def _drop(notices: Iterable[Notice], *, by: Any) -> None:
    for notice in notices:
        perform(notice, "drop", by=by)


def _deliver(notice: Notice, *, by: Any) -> Notice:
    invitation = notice.invitation
    if users := who_answers(invitation):
        tell(
            users,
            key=notice.letter_key,
            say=lambda: _words(notice),
            link="" if notice.occasion == Occasion.WITHDRAWN else reverse("invitations.mine", args=[invitation.pk]),
            calendar=lambda reader: _calendar(notice, reader.email),
        )
        return perform(notice, "tell", by=by, way=Channel.INBOX)
    if invitation.email and settings.MAIL_IS_ON:
        link = settings.SITE_URL + reverse("invitation", args=[invitation.token])
        subject, text = _words(notice, link)
        write(
            invitation.email,
            key=notice.letter_key,
            subject=subject,
            text=text,
            tenant=notice.tenant,
            calendar=_calendar(notice, invitation.email),
        )
        return perform(notice, "tell", by=by, way=Channel.MAIL)
    return notice


def _words(notice: Notice, link: str = "") -> tuple[str, str]:
    activity = notice.invitation.activity
    return wording.subject(notice.occasion, activity), wording.text(notice.occasion, notice.invitation, link)


def _calendar(notice: Notice, to: str) -> str:
    """The entry for the calendar of whoever reads the mail, or that takes it out again."""
    if not to or not settings.MAIL_IS_ON or notice.occasion not in WITH_CALENDAR:
        return ""
    invitation = notice.invitation
    activity = feeds.told(Activity.objects.filter(pk=invitation.activity_id)).get()
    activity.state = invitation.activity.state
    is_off = notice.occasion == Occasion.WITHDRAWN
    return ics.invitation_ics(activity, to=to, name=str(invitation), withdrawn=is_off).decode()
