"""Guests who are invited, and what they say by their links."""

from datetime import date

from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Invitation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform

COMES = {"answer": "accepted", "seats": 1}


def forum_of_two(cast) -> Activity:
    """In a month of 2024, with two places."""
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        activity.capacity = 2
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def invited(cast, forum: Activity, *guests: str | Invitation) -> list[Invitation]:
    """Invitations that were sent; a guest who is only named is written by their name."""
    rows = [guest if isinstance(guest, Invitation) else Invitation(name=guest) for guest in guests]
    with cast.work():
        made, _twice = actions.invite(forum, rows, by=cast.clerk)
        return [perform(row, "send", by=cast.clerk) for row in made]


def link(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def answer(invitation: Invitation, **said):
    return Client().post(link(invitation), COMES | said, follow=True)


def states(*rows: Invitation) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]
