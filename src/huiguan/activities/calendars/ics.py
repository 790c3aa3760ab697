"""Activities as iCalendar (RFC 5545), for the calendars of phones and of offices: what, when and where, and nobody who
comes. Decision 0025 says why the states are told as they are.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress

from huiguan.activities.models import Activity, ActivityState
from huiguan.kernel.words import labelled, listed, severally, span

CONTENT_TYPE = "text/calendar; charset=utf-8"
MADE_BY = "-//huiguan//activities//ZH"
ASKED_AGAIN = timedelta(hours=6)  # how often a calendar should look for what is new
SINCE = date(1992, 1, 1)  # what was held before is told by the same clock
TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
STATUS = {ActivityState.PLANNED: TENTATIVE, ActivityState.HELD: CONFIRMED, ActivityState.CANCELLED: CANCELLED}
LOCAL = {"127.0.0.1", "localhost", "::1"}


def feed_ics(activities: Iterable[Activity], name: str) -> bytes:
    """Many, as a calendar that is asked again and again; the same activities give the same bytes."""
    made = _calendar("PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")  # the same for programs that are older than RFC 7986
    for activity in activities:
        made.add_component(_event(activity))
    return made.to_ical()


def activity_ics(activity: Activity) -> bytes:
    """One, to be taken into a calendar by whoever sees it."""
    made = _calendar("PUBLISH")
    made.add_component(_event(activity))
    return made.to_ical()


def invitation_ics(activity: Activity, *, to: str, name: str = "", withdrawn: bool = False) -> bytes:
    """One, to be attached to a mail ``to`` somebody who is asked to come; or taken out of their calendar again, where
    the activity is called off or the invitation ``withdrawn``. Attach it as ``text/calendar`` with the same method.

    Whoever is asked to come keeps the time free: for them a planned activity is no longer tentative.
    """
    is_off = withdrawn or activity.state == ActivityState.CANCELLED
    made, event = _calendar("CANCEL" if is_off else "REQUEST"), _event(activity)
    event.pop("status")
    event.add("status", CANCELLED if is_off else CONFIRMED)
    event.add("organizer", _person(settings.DEFAULT_FROM_EMAIL, _name_of_the_organizer(activity)))
    parts = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", _person(to, name), parameters=parts)
    made.add_component(event)
    return made.to_ical()


def uid(activity: Activity) -> str:
    """The same for ever and everywhere; no name of a machine, which would change with it."""
    return f"{activity.public_id}@{activity.tenant.code}"


def page_url(activity: Activity) -> str:
    """Where it stands for whoever may sign in; nothing while the installation does not know its own address."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not host or host in LOCAL or host.startswith(("*", ".")):
        return ""
    if own_row := getattr(activity, "own_row", None):
        return settings.SITE_URL + reverse("participations.detail", args=[own_row])
    if own_invitation := getattr(activity, "own_invitation", None):
        return settings.SITE_URL + reverse("invitations.mine", args=[own_invitation])
    return settings.SITE_URL + reverse("activities.detail", args=[activity.pk])


def _calendar(method: str) -> Calendar:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", MADE_BY)
    made.add("method", method)
    made.add_component(_time_zone(settings.TIME_ZONE))
    return made


@lru_cache
def _time_zone(name: str) -> Timezone:
    """Since China gave up summer time: with its rules of 1986–1991 some programs would shift the summers of today."""
    return Timezone.from_tzid(name, first_date=SINCE)


def _event(activity: Activity) -> Event:
    event = Event()
    changed = getattr(activity, "changed", None) or activity.starts
    event.add("uid", uid(activity))
    event.add("sequence", activity.version)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    begins = timezone.localtime(activity.starts).replace(microsecond=0)
    is_of_a_day = activity.ends is None and begins.time() == time.min  # of which nobody noted the hour
    event.add("dtstart", begins.date() if is_of_a_day else begins)
    if activity.ends and activity.ends > activity.starts:  # without an end it is a moment: nobody guesses how long
        event.add("dtend", timezone.localtime(activity.ends).replace(microsecond=0))
    event.add("status", STATUS[ActivityState(activity.state)])
    event.add("summary", _summary(activity))
    if activity.place:
        event.add("location", activity.place)
    event.add("description", _description(activity))
    event.add("categories", [str(activity.kind)])
    if url := page_url(activity):
        event.add("url", url)
    return event


def _summary(activity: Activity) -> str:
    """Many calendars show what was cancelled like any other, so that the word stands before it."""
    off = activity.state == ActivityState.CANCELLED
    return labelled(activity.get_state_display(), activity.title) if off else activity.title


def _description(activity: Activity) -> str:
    lines = [
        (_("类型"), activity.kind),
        (_("主办单位"), _hosts(activity)),
        (_("行程"), severally(f"{span(stop.day_from, stop.last_day)} {stop.where}" for stop in activity.stops.all())),
        (_("状态"), activity.get_state_display()),
    ]
    return "\n".join(labelled(label, text) for label, text in lines if text)


def _hosts(activity: Activity) -> str:
    return listed(host.organization for host in activity.hosts.all())


def _name_of_the_organizer(activity: Activity) -> str:
    return str(activity.tenant.short or activity.tenant)


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = name
    return person
