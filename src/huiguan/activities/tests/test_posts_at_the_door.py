"""Whoever holds a post in a chamber is known by it too, at the door and in lists, and comes for it then."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.activities import actions, doors, known, recognizing
from huiguan.activities.inviting import written
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation, SignIn
from huiguan.activities.models.invitations import signup_token
from huiguan.activities.pasted import Entry
from huiguan.activities.tests.invited import invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, submit

DAY = date(2024, 7, 1)
CHAMBER, FIRM = "甲县茶业商会", "甲县云雾茶业有限公司"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(DAY, 8)):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(DAY), is_open=True)
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def sign(cast, forum: Activity, name: str, firm: str) -> list[tuple]:
    """Sign at the door; returns who then stands on the list, and for whom."""
    Client().post(reverse("door", args=[doors.token_of(forum)]), {"name": name, "firm": firm})
    return listed(cast, forum)


def listed(cast, forum: Activity) -> list[tuple]:
    with cast.work():
        rows = Participation.objects.filter(activity=forum).select_related("person", "organization")
        return [(str(row.person or row.name), str(row.organization or "")) for row in rows]


@pytest.mark.parametrize("firm", [CHAMBER, "茶业商会", FIRM])
def test_a_president_signs_for_the_chamber_or_for_their_firm(cast, forum, firm):
    assert sign(cast, forum, "会某", firm) == [("会某", FIRM if firm == FIRM else CHAMBER)]


def test_whoever_left_the_post_is_not_known_by_it_any_more(cast, forum):
    with cast.work():
        office = cast.offices["tea_president"]
        office.ends = DAY - timedelta(days=1)
        office.save()

    assert (sign(cast, forum, "会某", CHAMBER), SignIn.everywhere.get().state) == ([], "pending")


def test_what_somebody_is_only_to_sign_in_is_no_post(cast, forum):
    with cast.work():
        cast.posts["president"].is_for_access = True
        cast.posts["president"].save()

    assert sign(cast, forum, "会某", CHAMBER) == []


def test_of_two_of_a_name_one_of_whom_has_the_post_it_is_that_one(cast, forum):
    with cast.work():
        type(cast.people["chair"]).objects.create(node=cast.root, name="会某", organization=cast.silk_firm)
    found = sign(cast, forum, "会某", CHAMBER)

    with cast.work():
        row = Participation.objects.get()
    assert (found, row.person) == ([("会某", CHAMBER)], cast.people["tea_president"])


def test_an_invited_president_is_taken_for_the_guest_whichever_they_write(cast, forum):
    (guest,) = invited(cast, forum, Invitation(person=cast.people["tea_president"]))

    found = sign(cast, forum, "会某", CHAMBER)

    assert (found, SignIn.everywhere.get().invitation) == ([("会某", CHAMBER)], guest)


def test_an_invited_president_who_signs_up_for_the_chamber_has_a_link_already(cast, forum):
    invited(cast, forum, Invitation(person=cast.people["tea_president"]))
    address = reverse("sign-up-to", args=[signup_token(forum)])

    with clock.standing_at(clock.at(date(2024, 6, 1))):
        page = Client().post(address, {"name": "会某", "firm": CHAMBER})

    assert (page.status_code, Invitation.everywhere.count()) == (422, 1)


def test_a_pasted_list_enters_them_for_what_was_written(cast, forum):
    names = f"会某 {CHAMBER}\n副某 {FIRM}\n秘某"

    submit(browser(cast.clerk), reverse("participations.many", args=[forum.pk]), {"names": names, "step": "save"})

    assert listed(cast, forum) == [("会某", CHAMBER), ("副某", FIRM), ("秘某", CHAMBER)]


def test_they_are_found_and_invited_by_the_chamber(cast, forum):
    with cast.work():
        found = [str(person) for person in known.found("茶业商会")]
        rows, _again = known.rows(f"会某 {CHAMBER}")
        guests = [(str(guest.person), str(guest.organization)) for guest in written(rows)]

    assert (sorted(found), guests) == (["会某", "秘某"], [("会某", CHAMBER)])


def test_a_chamber_that_was_invited_is_asked_when_its_president_came_for_their_firm(cast, forum):
    tea, silk = invited(cast, forum, Invitation(organization=cast.tea), Invitation(organization=cast.silk))
    sign(cast, forum, "会某", FIRM)
    with cast.work():
        perform(forum, "hold", by=cast.clerk, happened=forum.starts)

    pages = [Client().get(link(guest)).content.decode() for guest in (tea, silk)]

    assert ["这次活动怎么样" in page for page in pages] == [True, False]


def test_many_names_ask_the_database_no_more_often_than_one(cast, forum):
    people = [person.name for person in cast.people.values()]
    asked = []
    for names in (people[:1], people):
        with cast.work(), CaptureQueriesContext(connection) as queries:
            recognizing.recognized(forum, [Entry(name, CHAMBER) for name in names])
        asked.append(len(queries))

    assert asked[0] == asked[1]
