"""Whoever is on the agenda is put on the list of those who came."""

from typing import Any

from django.db import transaction

from huiguan.activities.actions.activities import enter, who
from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, AgendaItem, Participation
from huiguan.kernel.acting import acting

Role = Participation.Role


def enter_speakers(activity: Activity, *, by: Any) -> tuple[int, int]:
    """Everybody who speaks by the agenda is on the list once, as a speaker: how many are new on it, and how many stood
    there as merely present. A host, a guest of honour or somebody of the staff stays what they are."""
    rows = (
        AgendaItem.objects.filter(activity=activity).select_related("person", "organization").order_by("starts", "pk")
    )
    speaking = {
        who(row): Participation(person=row.person, name=row.name, organization=row.organization, role=Role.SPEAKER)
        for row in reversed(rows)
        if row.has_speaker
    }
    with transaction.atomic(), acting(by):
        locked(activity)  # first, as whoever takes somebody off the list does
        raised = 0
        for row in Participation.objects.filter(activity=activity, role=Role.ATTENDEE):
            if who(row) in speaking:
                row.role = Role.SPEAKER
                row.save()
                raised += 1
        made, _twice = enter(activity, reversed(speaking.values()), by=by)
    return len(made), raised
