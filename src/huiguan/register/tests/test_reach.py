"""Whom the head and the secretary of a chamber see, and what they may change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.kernel.reach import reaching
from huiguan.register import actions
from huiguan.register.models import Contact, Person
from tests.cast import SINCE, browser, organization

YESTERDAY = SINCE.replace(year=SINCE.year + 1)


@pytest.fixture
def around(cast) -> dict[str, Person]:
    """Somebody of each firm, somebody of neither, and two who hold an office of 茶业: now, and no longer."""
    with cast.work():
        loose = organization(cast.root, "甲县散户")
        firms = {
            "member": cast.tea_firm,
            "other": cast.silk_firm,
            "loose": loose,
            "holder": cast.silk_firm,
            "past": loose,
        }
        people = {key: Person(node=cast.root, name=f"{key}某", organization=firm) for key, firm in firms.items()}
        for person in people.values():
            person.save()
        given = {"by": cast.system, "starts": SINCE}
        actions.appoint(cast.posts["president"], cast.tea.own_node, person=people["holder"], **given)
        actions.appoint(cast.posts["president"], cast.tea.own_node, person=people["past"], ends=YESTERDAY, **given)
        for firm in (cast.tea_firm, cast.silk_firm):
            Contact(organization=firm, name=f"{firm.name}的会计", phone="13800001234").save()
    return people


@pytest.mark.parametrize("who", ["tea_secretary", "tea_president"])
def test_a_chamber_sees_the_people_of_its_members_and_whoever_holds_its_offices(cast, around, who):
    client = browser(getattr(cast, who))

    codes = {key: client.get(reverse("people.detail", args=[person.pk])).status_code for key, person in around.items()}
    listed = {row.record for row in client.get(reverse("people.list")).context["listing"].rows}

    assert codes == {"member": 200, "holder": 200, "other": 404, "loose": 404, "past": 404}
    assert listed == {
        *(around["member"], around["holder"]),
        *(cast.people[key] for key in ("vice_chair", "tea_secretary", "tea_president", "tea_contact")),
    }


@pytest.mark.parametrize("who", ["tea_secretary", "tea_president"])
def test_a_chamber_sees_the_contacts_of_its_members_only(cast, around, who):
    user = getattr(cast, who)

    shown = browser(user).get(reverse("organizations.detail", args=[cast.tea_firm.pk])).content.decode()

    with reaching(user.reach(cast.tenant)):
        assert list(Contact.objects.values_list("name", flat=True)) == ["甲县云雾茶业有限公司的会计"]
    assert ("甲县云雾茶业有限公司的会计" in shown, "138****1234" in shown) == (True, True)


def test_what_is_only_seen_is_not_changed_and_its_numbers_stay_masked(cast, around):
    client = browser(cast.tea_secretary)
    with cast.work():
        contact = Contact.objects.get(organization=cast.tea_firm)
    person = around["member"].pk

    pages = [reverse(f"people.{page}", args=[person]) for page in ("edit", "delete", "reveal", "history")]
    pages += [reverse(f"contacts.{page}", args=[contact.pk]) for page in ("edit", "delete", "reveal")]
    pages += [reverse("contacts.add", args=[cast.tea_firm.pk]), reverse("logins.give", args=[person])]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)


def test_a_note_of_the_federation_about_somebody_is_not_shown_to_their_chamber(cast, around):
    person = around["member"]
    with cast.work():
        person.note = "内部备注"
        person.save()
    url = reverse("people.detail", args=[person.pk])

    assert "内部备注" in browser(cast.clerk).get(url).content.decode()
    assert "内部备注" not in browser(cast.tea_secretary).get(url).content.decode()


def test_a_firm_that_left_the_chamber_takes_its_people_out_of_sight(cast, around):
    with cast.work():
        actions.leave(cast.tea_firm.affiliations.get(), by=cast.system, on=YESTERDAY)

    assert browser(cast.tea_secretary).get(reverse("people.detail", args=[around["member"].pk])).status_code == 404


def test_the_people_of_a_chamber_cost_the_same_however_many_they_are(cast, around):
    client = browser(cast.tea_secretary)
    client.get(reverse("people.list"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("people.list"))
    with cast.work():
        for number in range(12):
            Person(node=cast.root, name=f"员工{number}", organization=cast.tea_firm).save()

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("people.list"))

    assert len(many) == len(few)
