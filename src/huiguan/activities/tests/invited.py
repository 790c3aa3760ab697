"""Guests who are invited, and what they say by their links."""

from datetime import date

from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Invitation, Notice, Question
from huiguan.activities.models.invitations import signup_token
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


def notices(cast) -> list[tuple[str, str, str, str]]:
    with cast.work():
        return [(str(n.invitation), n.occasion, n.state, n.way) for n in Notice.objects.all()]


def waiting(cast) -> list[tuple[str, str]]:
    return [(who, occasion) for who, occasion, state, _way in notices(cast) if state == "waiting"]


def move(cast, forum: Activity, name: str, **answers) -> Activity:
    with cast.work():
        forum.refresh_from_db()
        return perform(forum, name, by=cast.clerk, **answers)


def secretary(cast) -> Invitation:
    return Invitation(person=cast.people["tea_secretary"])


def lecture_for_all(cast) -> Activity:
    """Open to whoever signs up, with two places."""
    with cast.work():
        kind = ActivityKind.objects.create(code="lecture", name="讲座")
        activity = Activity(kind=kind, title="税务讲座", node=cast.root, starts=clock.at(date(2099, 7, 1)))
        activity.is_open, activity.capacity = True, 2
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def ask(cast, lecture: Activity, text: str, answered_by: str = "words", options: str = "") -> Question:
    with cast.work():
        return Question.objects.create(activity=lecture, text=text, answered_by=answered_by, options=options)


def address(lecture: Activity) -> str:
    return reverse("sign-up-to", args=[signup_token(lecture)])


def sign_up(lecture: Activity, name: str, client: Client | None = None, **said):
    client = client or Client()
    key = client.get(address(lecture)).context["key"]
    return client.post(address(lecture), {"name": name, "key": key} | said, follow=True)
