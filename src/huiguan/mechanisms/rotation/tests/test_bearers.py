"""Teams, people and chambers wherever firms were: visits, advice, home pages, papers."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities.models import Host
from huiguan.kernel import clock
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import Member, Scheme, Seat, Suggestion, Team, Turn
from huiguan.mechanisms.rotation.queries import with_their_seats
from huiguan.register.actions import appoint
from tests.cast import SINCE, browser, submit

MAY = {"number": 1, "starts": date(2026, 5, 1), "ends": date(2026, 5, 31), "state": "under_way"}


@pytest.fixture
def team_turn(cast, scheme):
    """A team of the tea firm and the vice-chair serves in May."""
    scheme.serves = "teams"
    scheme.save()
    team = Team.objects.create(scheme=scheme, name="第三组", area="城关")
    Member.objects.create(team=team, organization=cast.tea_firm)
    Member.objects.create(team=team, person=cast.people["vice_chair"])
    Member.objects.create(team=team, person=cast.people["auditor"], ends=date(2026, 4, 30))
    turn = Turn.objects.create(scheme=scheme, **MAY)
    Seat.objects.create(turn=turn, team=team, is_lead=True)
    return turn


@pytest.fixture
def duty_turn(cast, within):
    """The vice-chair is on duty in May."""
    facts = {"serves": "persons", "length": 1, "hosts_from": 1, "hosts_to": 1, "office_days": "坐班 3 天"}
    scheme = Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 1, 1), **facts)
    turn = Turn.objects.create(scheme=scheme, **MAY)
    Seat.objects.create(turn=turn, person=cast.people["vice_chair"], is_lead=True)
    return turn


def words(page):
    return page.content.decode()


def test_a_team_is_shown_with_those_who_are_in_it_then(team_turn):
    view = TurnView(with_their_seats(Turn.objects.all()).get(), clock.today())

    assert [(seat.name, seat.note) for seat in view.seats] == [("第三组", "甲县云雾茶业有限公司、副某")]


def test_a_visit_to_a_team_has_its_firms_for_hosts_and_its_firms_are_advised(cast, clerk, team_turn):
    seat = team_turn.seats.get()
    link = actions.hold(team_turn, by=cast.clerk, part="visit", seat=seat, starts=clock.now())
    url = f"{reverse('suggestions.create')}?turn={team_turn.pk}"

    offered = clerk.get(url).context["form"].fields["organization"].queryset
    answer = submit(
        clerk, url, {"organization": cast.tea_firm.pk, "text": "上直播", "topic": "market", "proposed_by": "某人"}
    )

    assert link.activity.title == "走访观摩：第三组"
    assert [host.organization for host in Host.objects.filter(activity=link.activity, is_lead=False)] == [cast.tea_firm]
    assert (list(offered), answer.status_code, Suggestion.objects.count()) == ([cast.tea_firm], 302, 1)


def test_the_firm_of_a_team_sees_its_turn_and_its_own_page_says_so(cast, clerk, firm, team_turn):
    assert firm.get(reverse("turns.detail", args=[team_turn.pk])).status_code == 200
    assert "第三组" in words(clerk.get(reverse("organizations.detail", args=[cast.tea_firm.pk])))
    assert "第三组" not in words(clerk.get(reverse("organizations.detail", args=[cast.silk_firm.pk])))


def test_whoever_is_on_duty_reads_it_on_their_home_page(cast, duty_turn):
    home = browser(cast.vice_chair).get("/")

    assert "这一期轮到您：第1期" in words(home)
    assert reverse("turns.detail", args=[duty_turn.pk]) in words(home)
    assert "这一期轮到您" not in words(browser(cast.chair).get("/"))


def test_a_firm_enters_its_day_in_the_office_from_its_home_page(cast, firm, team_turn):
    before = firm.get("/").context["matters"]
    team_turn.scheme.office_days = "坐班 1 天"
    team_turn.scheme.save()

    (matter,) = firm.get("/").context["matters"]

    assert before == []
    assert (matter.title, matter.note) == ("这一期轮到您：第1期", "坐班 1 天")
    assert firm.get(matter.moves[0]["url"]).status_code == 200


def test_whoever_has_left_the_team_speaks_for_it_no_more(cast, team_turn):
    team_turn.scheme.office_days = "坐班 1 天"
    team_turn.scheme.save()
    url = reverse("office_days.add", args=[team_turn.seats.get().pk])

    assert [browser(getattr(cast, who)).get(url).status_code for who in ("vice_chair", "auditor")] == [200, 403]


def test_a_turn_of_a_person_asks_for_no_advice_and_counts_days_in_the_office(cast, clerk, duty_turn):
    actions.log_office_day(duty_turn.seats.get(), by=cast.clerk, on=date(2026, 5, 4), done="接待")

    page = clerk.get(reverse("turns.detail", args=[duty_turn.pk]))
    board = clerk.get(reverse("rotation.board"))

    assert (page.context["may_suggest"], "登记建议" in words(page)) == (False, False)
    assert [(tile["label"], tile["value"], tile["unit"]) for tile in board.context["tiles"]][::2] == [
        ("轮值个人", 1, "人"),
        ("坐班记录", 1, "次"),
    ]


@pytest.mark.parametrize("page", ["turns.brief", "turns.bulletin", "turns.handover"])
def test_the_papers_of_a_turn_name_whoever_serves(clerk, team_turn, duty_turn, page):
    answers = [clerk.get(reverse(page, args=[turn.pk])) for turn in (team_turn, duty_turn)]

    assert [answer.status_code for answer in answers] == [200, 200]
    if page != "turns.bulletin":
        assert ["第三组" in words(answers[0]), "副某" in words(answers[1])] == [True, True]


def test_the_page_of_a_person_is_linked_only_for_who_may_open_it(cast, clerk, firm, duty_turn):
    url = reverse("seats.detail", args=[duty_turn.seats.get().pk])
    person = reverse("people.detail", args=[cast.people["vice_chair"].pk])

    linked, opens = [], []
    for client in (clerk, firm, browser(cast.auditor), browser(cast.county_leader)):
        linked.append(person in words(client.get(url)))
        opens.append(client.get(person).status_code == 200)
    assert linked == opens
    assert set(opens) == {True, False}


def test_whoever_only_looks_after_or_audits_the_system_is_not_offered_to_serve(cast, clerk, duty_turn, team_turn):
    team = Team.objects.get()
    urls = (reverse("enrolments.add", args=[duty_turn.scheme_id]), reverse("members.add", args=[team.pk]))

    offered = [
        {str(one) for one in clerk.get(url).context["form"].fields[name].queryset}
        for url, name in zip(urls, ("bearer", "person"), strict=True)
    ]

    assert offered == [{"主某", "干某", "副某", "县某", "秘某", "会某", "联某"}] * 2


def test_an_administrator_who_is_also_of_the_committee_may_serve(cast, clerk, duty_turn):
    person = cast.people["admin"]
    url = reverse("enrolments.add", args=[duty_turn.scheme_id])
    before = person in clerk.get(url).context["form"].fields["bearer"].queryset

    appoint(cast.posts["member"], cast.root, by=cast.system, starts=SINCE, person=person, term=cast.term)

    assert (before, person in clerk.get(url).context["form"].fields["bearer"].queryset) == (False, True)
