"""Who has left a team or an office reads and hears no more of what comes after; who acts for whom, by which word."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from huiguan.activities.models import Host
from huiguan.kernel import clock
from huiguan.kernel.flow import flow_of, perform
from huiguan.kernel.models import Message
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.contributions.pages import panels
from huiguan.mechanisms.rotation.models import Member, Request, Scheme, Seat, Team, Turn, Way
from huiguan.mechanisms.rotation.tests.conftest import TODAY
from huiguan.register.models import Office, Person
from tests.cast import browser

MAY = {"number": 1, "starts": date(2026, 5, 1), "ends": date(2026, 5, 31), "state": "under_way"}


@pytest.fixture
def membership(cast, within) -> Member:
    """Of the tea firm, until yesterday; the silk firm is still of the team."""
    facts = {"name": "组", "starts": date(2026, 1, 1), "hosts_from": 1, "hosts_to": 2, "serves": "teams"}
    team = Team.objects.create(scheme=Scheme.objects.create(node=cast.root, **facts), name="一组")
    Member.objects.create(team=team, organization=cast.silk_firm)
    return Member.objects.create(team=team, organization=cast.tea_firm, ends=TODAY - timedelta(days=1))


@pytest.fixture
def turn(membership) -> Turn:
    turn = Turn.objects.create(scheme=membership.team.scheme, **MAY)
    Seat.objects.create(turn=turn, team=membership.team)
    return turn


def until(membership: Member, day: date | None) -> None:
    membership.ends = day
    membership.save()


def test_the_pages_of_a_team_close_on_the_day_after_one_has_left_it(membership, turn, firm):
    pages = [f"/turns/{turn.pk}/", f"/seats/{turn.seats.get().pk}/", f"/teams/{membership.team_id}/"]
    left = [firm.get(page).status_code for page in (*pages, f"/schemes/{turn.scheme_id}/")]
    until(membership, TODAY)

    assert left == [404] * 4
    assert [firm.get(page).status_code for page in pages] == [200] * 3


def test_who_has_left_a_team_is_no_host_of_its_visits(cast, membership, turn):
    def hosts(part, day):
        seat = turn.seats.get() if part == "visit" else None
        held = actions.hold(turn, by=cast.clerk, part=part, seat=seat, starts=clock.at(day, 8))
        return [str(host) for host in Host.objects.filter(activity=held.activity, is_lead=False)]

    both = ["甲县云雾茶业有限公司", "甲县春蚕丝绸有限公司"]
    assert [hosts(part, TODAY) for part in ("visit", "seminar")] == [both[1:]] * 2
    assert [hosts(part, TODAY - timedelta(days=1)) for part in ("visit", "seminar")] == [both] * 2


@pytest.mark.parametrize(("ends", "told"), [(TODAY - timedelta(days=1), []), (TODAY, ["tea_contact"])])
def test_who_has_left_a_team_gets_no_mail_of_its_turns(cast, membership, turn, ends, told):
    until(membership, ends)
    june = {"number": 2, "starts": date(2026, 6, 1), "ends": date(2026, 6, 30)}
    Seat.objects.create(turn=(later := Turn.objects.create(scheme=turn.scheme, **june)), team=membership.team)

    perform(later, "publish", by=cast.clerk)

    assert [message.user.username for message in Message.objects.all()] == told


def test_the_page_of_a_firm_keeps_the_turns_in_which_it_was_of_the_team(cast, membership, turn):
    def named():
        return [row["seat"] for panel in panels(cast.tea_firm, cast.clerk) for row in panel.context["seats"]]

    during = named()
    until(membership, turn.starts - timedelta(days=1))

    assert (during, named()) == ([turn.seats.get()], [])


@pytest.mark.parametrize(("ends", "status"), [(TODAY - timedelta(days=1), 404), (TODAY, 200), (None, 200)])
def test_a_body_reads_of_those_who_hold_an_office_in_it_today(cast, within, ends, status):
    facts = {"name": "人", "starts": date(2026, 1, 1), "hosts_from": 1, "hosts_to": 2, "serves": "persons"}
    person = Person.objects.create(node=cast.root, name="过某", organization=cast.silk_firm)
    since = date(2020, 1, 1)
    Office.objects.create(post=cast.posts["president"], node=cast.tea.own_node, person=person, starts=since, ends=ends)
    turn = Turn.objects.create(scheme=Scheme.objects.create(node=cast.root, **facts), **MAY)
    Seat.objects.create(turn=turn, person=person)

    assert browser(cast.tea_secretary).get(f"/turns/{turn.pk}/").status_code == status


# who acts for a firm


@pytest.fixture
def asked(cast, new_turn, scheme, firms) -> Request:
    """The first firm would swap with the tea firm."""
    way = Way.objects.create(scheme=scheme, kind="swap", approval="nobody", other_agrees=True)
    mine, theirs = new_turn(4, "published", [firms[0]]), new_turn(5, "published", [cast.tea_firm])
    return actions.ask(way, mine, firms[0], by=cast.clerk, why="展会", to=theirs, other=cast.tea_firm)


def open_to(by, request) -> list[str]:
    with reaching(by.reach(request.tenant)):
        return [move.name for move, verdict in flow_of(request).open_to(by, request) if verdict]


@pytest.mark.parametrize("who", ["county_leader", "auditor", "tea_secretary"])
def test_to_be_on_the_books_of_a_firm_does_not_make_one_speak_for_it(cast, asked, who):
    person = cast.people[who]
    person.organization = cast.tea_firm
    person.save()
    user = getattr(cast, who)

    page = browser(user).get(reverse("requests.detail", args=[asked.pk])).status_code

    assert (open_to(user, asked), page == 200) == ([], who == "auditor")  # who reads everything changes nothing
    assert open_to(cast.tea_contact, asked) == ["take_effect", "refuse"]


def test_whoever_no_longer_may_ask_neither_agrees_nor_withdraws(cast, asked):
    own = actions.ask(asked.way, asked.to, cast.tea_firm, by=cast.clerk, why="y", to=asked.turn, other=asked.bearer)
    before = open_to(cast.tea_contact, asked), open_to(cast.tea_contact, own)
    cast.tea_contact.grants.filter(word="rotation.ask").delete()
    cast.tea_contact.forget_reach()

    assert before == (["take_effect", "refuse"], ["withdraw"])
    assert (open_to(cast.tea_contact, asked), open_to(cast.tea_contact, own)) == ([], [])
