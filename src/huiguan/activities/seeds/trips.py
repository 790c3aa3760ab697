"""Where the activities of the story go, and what happens on them when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from huiguan.activities.models import Activity, AgendaItem, Stop
from huiguan.kernel.story import Story
from huiguan.register.models import Person


def lay_out(story: Story, activity: Activity, facts: dict) -> None:
    for first, last, place, country, partner, purpose in facts.get("stops", ()):
        of_register = story.get(partner)
        stop = Stop(activity=activity, place=place, country=country, purpose=purpose, partner=of_register)
        stop.partner_name = "" if of_register else partner
        stop.day_from = _day(activity, first)
        stop.day_until = None if last is None else _day(activity, last)
        stop.save()
    for begins, minutes, title, speaker in facts.get("agenda", ()):
        item = AgendaItem(activity=activity, starts=_moment(activity, begins), minutes=minutes, title=title)
        if speaker:
            who, body = speaker
            known = story.get(who)
            item.person = known if isinstance(known, Person) else None
            item.name, item.organization = "" if known else who, story[body]
        item.save()


def _day(activity: Activity, told: Any) -> date:
    """A day by its date, or by how many days after the activity begins it is."""
    if isinstance(told, int):
        return timezone.localdate(activity.starts) + timedelta(days=told)
    return date.fromisoformat(told)


def _moment(activity: Activity, told: Any) -> datetime:
    """A moment by its time, or by how many minutes after the activity begins it is."""
    if isinstance(told, int):
        return activity.starts + timedelta(minutes=told)
    return timezone.make_aware(datetime.fromisoformat(told))
