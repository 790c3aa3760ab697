"""The last administrator stays one, and what a tenant stands on is not deleted."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.models import Node, User
from huiguan.register import actions, logins
from huiguan.register.models import Office, Organization, Person, Post
from huiguan.register.roles import ROLES
from tests.cast import browser, filled, submit

TODAY = date.today()


@pytest.fixture
def second(cast) -> Office:
    """Another administrator, with a login."""
    with cast.work():
        person = Person.objects.create(node=cast.root, name="又管")
        office = actions.appoint(cast.posts["admin"], cast.root, by=cast.system, starts=date(2020, 1, 1), person=person)
        logins.give_login(person, by=cast.system, username="admin2", password="long-enough-1")
    return office


def ending(cast, office) -> str:
    return reverse("offices.leave", args=[office.pk])


def closing(person) -> str:
    return reverse("logins.close", args=[person.pk])


def is_open(username: str) -> bool:
    return User.objects.get(username=username).is_active


def test_the_last_administrator_does_not_leave(cast):
    office = cast.offices["admin"]

    answer = submit(browser(cast.admin), ending(cast, office), {"on": TODAY.isoformat()})

    assert answer.status_code == 422
    assert answer.context["form"].errors["on"] == ["这是最后一位系统管理员：请先任命另一位并开通账号，再办理离任"]
    office.refresh_from_db()
    assert office.ends is None


def test_one_of_two_leaves_and_then_the_other_does_not(cast, second):
    first = submit(browser(cast.admin), ending(cast, cast.offices["admin"]), {"on": "2021-01-01"})

    with cast.work(), pytest.raises(NotAllowed, match="最后一位系统管理员"):
        actions.leave_office(second, by=cast.system, on=TODAY)

    assert first.status_code == 302


@pytest.mark.parametrize("day", ["2099-12-15", "2099-12-31", "2100-06-01"])
def test_of_two_who_leave_one_after_the_other_the_last_does_not(cast, second, day):
    """Nobody would be left from the next year on, whichever of the two days is the earlier."""
    with cast.work():
        actions.leave_office(second, by=cast.system, on=date(2099, 12, 31))

    answer = submit(browser(cast.admin), ending(cast, cast.offices["admin"]), {"on": day})

    assert answer.context["form"].errors["on"] == ["这是最后一位系统管理员：请先任命另一位并开通账号，再办理离任"]


def test_an_administrator_leaves_when_others_take_over_without_a_day_between(cast, second):
    with cast.work():
        actions.leave_office(second, by=cast.system, on=date(2099, 12, 31))
        heir = Person.objects.create(node=cast.root, name="接管")
        post = cast.posts["admin"]
        actions.appoint(post, cast.root, by=cast.system, starts=date(2100, 1, 1), person=heir)
        logins.give_login(heir, by=cast.system, username="admin3", password="long-enough-1")

    answer = submit(browser(cast.admin), ending(cast, cast.offices["admin"]), {"on": "2099-12-15"})

    assert answer.status_code == 302


def test_the_login_of_whoever_is_the_last_administrator_later_is_not_closed(cast, second):
    with cast.work():
        actions.leave_office(second, by=cast.system, on=date(2099, 12, 31))
        with pytest.raises(NotAllowed, match="最后一位系统管理员的账号"):
            logins.close_login(cast.people["admin"], by=cast.system)

    assert is_open("admin")


def test_a_post_that_alone_has_administrators_later_keeps_its_role(cast, second):
    with cast.work():
        own = Post.objects.create(code="keeper", name="管理专员", role="admin")
        actions.leave_office(second, by=cast.system, on=TODAY)
        actions.appoint(own, cast.root, by=cast.system, starts=TODAY, ends=date(2099, 12, 31), person=second.person)

    refused = submit(browser(cast.admin), reverse("posts.edit", args=[cast.posts["admin"].pk]), {"role": "clerk"})

    assert refused.context["form"].errors["role"][0].startswith("系统管理员都任这个职务")


def both_at_once(cast, acts) -> list[str]:
    """What became of two acts begun at the same moment, each with a connection of its own."""
    ready, told = Barrier(len(acts)), []

    def run(act) -> None:
        ready.wait()
        try:
            with cast.work():
                act()
            told.append("done")
        except NotAllowed:
            told.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.postgres  # two threads cannot write to the database in memory that the tests on SQLite use
def test_two_who_leave_at_the_same_moment_do_not_both_leave(transactional_db, cast, second):
    offices = [cast.offices["admin"], second]

    told = both_at_once(
        cast, [lambda office=office: actions.leave_office(office, by=cast.system, on=TODAY) for office in offices]
    )

    assert told == ["done", "refused"]


@pytest.mark.postgres
def test_two_logins_closed_at_the_same_moment_are_not_both_closed(transactional_db, cast, second):
    people = [cast.people["admin"], second.person]

    told = both_at_once(cast, [lambda person=person: logins.close_login(person, by=cast.system) for person in people])

    assert told == ["done", "refused"]


def test_an_administrator_whose_login_is_closed_counts_for_nothing(cast, second):
    with cast.work():
        logins.close_login(second.person, by=cast.admin)

    answer = submit(browser(cast.admin), ending(cast, cast.offices["admin"]), {"on": TODAY.isoformat()})

    assert answer.status_code == 422


def test_nobody_closes_their_own_login(cast, second):
    client = browser(cast.admin)
    page = client.get(closing(cast.people["admin"]))

    answer = client.post(closing(cast.people["admin"]), filled(page))

    assert (page.status_code, "不能停用自己的账号" in page.content.decode()) == (422, True)
    assert (answer.status_code, is_open("admin")) == (403, True)


def test_the_login_of_the_last_administrator_is_not_closed(cast, second):
    with cast.work():
        actions.leave_office(second, by=cast.system, on=date(2021, 1, 1))
        with pytest.raises(NotAllowed, match="最后一位系统管理员的账号"):
            logins.close_login(cast.people["admin"], by=cast.system)

    assert is_open("admin")


def test_the_post_of_all_administrators_keeps_its_role(cast):
    url = reverse("posts.edit", args=[cast.posts["admin"].pk])

    refused = submit(browser(cast.admin), url, {"role": "clerk"})

    assert refused.context["form"].errors["role"][0].startswith("系统管理员都任这个职务")
    cast.posts["admin"].refresh_from_db()
    assert cast.posts["admin"].role == "admin"


# deleting


def deleting(organization) -> str:
    return reverse("organizations.delete", args=[organization.pk])


def test_the_organization_of_the_tenant_itself_is_never_deleted(cast):
    client = browser(cast.admin)

    shown = client.get(reverse("organizations.detail", args=[cast.federation.pk])).context
    refused = client.get(deleting(cast.federation))

    assert (shown["delete_url"], refused.status_code) == (None, 403)
    assert "这是本单位自己的档案，不能删除" in refused.content.decode()


@pytest.fixture
def chamber(cast) -> Organization:
    """One that nobody belongs to."""
    with cast.work():
        made = Organization.objects.create(node=cast.root, name="错登的商会", kind="chamber")
        actions.settle(made, by=cast.system)
    return made


def test_a_chamber_to_which_anybody_belongs_is_not_deleted(cast, chamber):
    with cast.work():
        actions.join(cast.silk_firm, chamber.own_node, by=cast.system, starts=TODAY)

    client = browser(cast.clerk)
    answer = client.post(deleting(chamber), filled(client.get(deleting(chamber))))

    assert answer.status_code == 422
    assert "还有记录用到它，不能删除：所属关系" in answer.content.decode()
    with cast.work():
        assert Organization.objects.get(pk=chamber.pk).own_node == chamber.own_node


def test_what_keeps_a_chamber_from_being_deleted_is_said_at_once_with_the_way_there(cast, chamber):
    with cast.work():
        actions.join(cast.silk_firm, chamber.own_node, by=cast.system, starts=TODAY)

    asked = browser(cast.clerk).get(deleting(chamber))

    (held,) = asked.context["held"]
    ways = [one.url for one in held.shown]
    assert (asked.status_code, held.kind, held.count) == (422, "所属关系", 1)
    assert ways == [reverse("organizations.detail", args=[cast.silk_firm.pk])]
    assert ways[0] in asked.content.decode()


def test_a_person_who_holds_an_office_is_not_offered_for_deletion(cast):
    asked = browser(cast.clerk).get(reverse("people.delete", args=[cast.people["chair"].pk]))

    assert (asked.status_code, [one.kind for one in asked.context["held"]]) == (422, ["任职"])


def test_a_chamber_in_which_anybody_holds_office_is_not_deleted(cast, chamber):
    with cast.work():
        post, person = cast.posts["president"], cast.people["clerk"]
        actions.appoint(post, chamber.own_node, by=cast.system, starts=TODAY, person=person)

    client = browser(cast.clerk)
    answer = client.post(deleting(chamber), filled(client.get(deleting(chamber))))

    assert (answer.status_code, "任职" in answer.content.decode()) == (422, True)
    assert Node.objects.filter(pk=chamber.own_node_id).exists()


def test_an_empty_chamber_is_deleted_with_its_place(cast, chamber):
    answer = submit(browser(cast.clerk), deleting(chamber))

    assert answer.status_code == 302
    with cast.work():
        assert not Organization.objects.filter(pk=chamber.pk).exists()
    assert not Node.objects.filter(pk=chamber.own_node_id).exists()


def test_an_administrator_gives_every_role_and_others_what_they_hold(cast):
    """Who speaks for a firm or a department holds words that nobody who appoints holds."""
    with cast.work():
        given = {
            name: {role for role in ROLES if actions.may_give(getattr(cast, name), role, cast.root)}
            for name in ("admin", "chair", "tea_secretary")
        }

    assert given["admin"] == set(ROLES)
    assert {"admin", "firm", "handler"} & given["chair"] == set()
    assert given["tea_secretary"] == set()
