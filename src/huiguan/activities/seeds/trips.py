"""Where the activities of the story go, and what happens on them when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from huiguan.activities import actions
from huiguan.activities.models import Activity, AgendaItem, Clearance, Stop
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.register.models import Person


def lay_out(story: Story, activity: Activity, facts: dict, *, by: User) -> None:
    for first, last, place, country, partner, purpose in facts.get("stops", ()):
        of_register = story.get(partner)
        stop = Stop(activity=activity, place=place, country=country, purpose=purpose, partner=of_register)
        stop.partner_name = "" if of_register else partner
        stop.day_from = _day(activity, first)
        stop.day_until = None if last is None else _day(activity, last)
        actions.lay_stop(stop, by=by)
    for begins, minutes, title, speaker in facts.get("agenda", ()):
        item = AgendaItem(activity=activity, starts=_moment(activity, begins), minutes=minutes, title=title)
        if speaker:
            who, body = speaker
            known = story.get(who)
            item.person = known if isinstance(known, Person) else None
            item.name, item.organization = "" if known else who, story[body]
        item.save()


def apply_for(activity: Activity, facts: dict, *, by: User) -> None:
    """What a trip abroad needs is handed in on the day on which it is planned."""
    for name, number, _days, _answer in facts.get("clearances", ()):
        row = _clearance(activity, name)
        said = {"submitted_on": clock.today(), "submitted_to": row.requirement.to_whom, "number": number}
        perform(row, "submit", by=by, **said)


def be_answered(story: Story, activity: Activity, facts: dict, *, by: User) -> None:
    """The paper that came back some days before the journey."""
    for name, _number, days, answer in facts.get("clearances", ()):
        with story.on(timezone.localdate(activity.starts) - timedelta(days=days)):
            perform(_clearance(activity, name), "file_approval", by=by, answer_number=answer)


def _clearance(activity: Activity, name: str) -> Clearance:
    return Clearance.objects.select_related("requirement").get(activity=activity, requirement__name=name)


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
