"""A chamber that organizes a rotation of its own: its secretary keeps it, its president sees it, nobody else does."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Request, Roster, Scheme, SchemeStep, Seat, Turn, TurnState, Way, Wish
from huiguan.mechanisms.rotation.queries import taking_part
from tests.cast import browser, submit


@pytest.fixture
def of_tea(cast, within) -> Scheme:
    """Turns of a month among the members of the tea chamber."""
    made = Scheme.objects.create(
        node=cast.tea.own_node, name="茶业轮值", starts=date(2026, 5, 1), length=1, hosts_from=1, hosts_to=1
    )
    SchemeStep.objects.create(scheme=made, order=1, name="走访", due_day=20)
    return made


@pytest.fixture
def of_silk(cast, within) -> Scheme:
    return Scheme.objects.create(node=cast.silk.own_node, name="丝绸轮值", starts=date(2026, 1, 1), hosts_from=1)


@pytest.fixture
def secretary(cast, within):
    return browser(cast.tea_secretary)


@pytest.fixture
def president(cast, within):
    return browser(cast.tea_president)


def test_members_of_a_chamber_take_part_in_its_scheme(cast, of_tea):
    assert list(taking_part(of_tea, date(2026, 5, 4))) == [cast.tea_firm]


def test_its_secretary_makes_a_scheme_plans_publishes_runs_and_closes_it(cast, secretary, within):
    url = reverse("schemes.create")
    asked = {"name": "茶业轮值", "starts": "2026-05-01", "length": 1, "hosts_from": 1, "hosts_to": 1}

    page = secretary.get(url)
    submit(secretary, url, asked)
    scheme = Scheme.objects.get(name="茶业轮值")
    submit(secretary, reverse("schemes.plan", args=[scheme.pk]), {"starts": "2026-05-01", "ends": "2026-05-31"})
    roster = Roster.objects.get(scheme=scheme)
    submit(secretary, reverse("rosters.move", args=[roster.pk, "adopt"]))
    turn = Turn.objects.get(scheme=scheme)
    for move, answers in (("publish", {}), ("begin", {}), ("hand_over", {"text": "都办完了"}), ("close", {})):
        submit(secretary, reverse("turns.move", args=[turn.pk, move]), answers)

    assert [node.name for node in page.context["form"].fields["node"].queryset] == [cast.tea.own_node.name]
    assert (scheme.node, Turn.objects.get(pk=turn.pk).state) == (cast.tea.own_node, TurnState.CLOSED)
    assert [str(seat) for seat in turn.seats.all()] == [str(cast.tea_firm)]


def test_to_serve_in_the_scheme_of_another_is_not_to_keep_it(cast, secretary, president, scheme):
    scheme.serves = "chambers"
    scheme.save()
    turn = Turn.objects.create(scheme=scheme, number=3, starts=date(2026, 5, 1), ends=date(2026, 6, 30))
    seat = Seat.objects.create(turn=turn, organization=cast.tea)
    detail, brief = reverse("turns.detail", args=[turn.pk]), reverse("turns.brief", args=[turn.pk])
    drafted = [browser.get(detail).status_code for browser in (secretary, president)]

    perform(turn, "publish", by=cast.clerk)

    assert drafted == [403, 403]
    for one in (secretary, president):
        pages = [detail, brief, reverse("schemes.plan", args=[scheme.pk]), reverse("schemes.who", args=[scheme.pk])]
        pages += [reverse("turns.edit", args=[turn.pk]), reverse("seats.role", args=[seat.pk])]
        assert [one.get(url).status_code for url in pages] == [200, 403, 403, 403, 403, 403]
    moves = [button["name"] for button in secretary.get(detail).context["moves"] if button["allowed"]]
    assert moves == []


def test_its_president_sees_all_of_it_and_changes_nothing(cast, president, of_tea):
    turn = Turn.objects.create(scheme=of_tea, number=1, starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    Seat.objects.create(turn=turn, organization=cast.tea_firm)
    wish = Wish.objects.create(
        scheme=of_tea, organization=cast.tea_firm, starts=date(2026, 6, 1), ends=date(2026, 6, 30)
    )

    seen = [
        *(reverse(f"{name}.list") for name in ("schemes", "wishes", "rosters", "requests")),
        reverse("schemes.who", args=[of_tea.pk]),
        reverse("wishes.detail", args=[wish.pk]),
        *(reverse(f"turns.{name}", args=[turn.pk]) for name in ("detail", "brief", "bulletin", "handover")),
    ]
    kept = [
        reverse("schemes.create"),
        reverse("schemes.edit", args=[of_tea.pk]),
        reverse("schemes.plan", args=[of_tea.pk]),
        reverse("wishes.edit", args=[wish.pk]),
        reverse("turns.edit", args=[turn.pk]),
    ]

    assert [president.get(url).status_code for url in seen] == [200] * len(seen)
    assert [president.get(url).status_code for url in kept] == [403] * len(kept)


def test_nothing_is_seen_of_other_chambers_and_of_what_the_federation_plans(cast, of_tea, of_silk, scheme, new_turn):
    new_turn(3, "drafted", [cast.tea_firm])
    for one in (scheme, of_silk):
        Wish.objects.create(scheme=one, organization=cast.tea_firm, starts=date(2026, 6, 1), ends=date(2026, 6, 30))

    for who in ("tea_secretary", "tea_president"):
        user = User.objects.get(username=who)
        urls = [reverse("schemes.detail", args=[of_silk.pk]), reverse("schemes.who", args=[of_silk.pk])]
        assert [browser(user).get(url).status_code for url in urls] == [404, 404]
        with reaching(user.reach(cast.tenant)):
            assert (list(Wish.objects.all()), list(Roster.objects.all())) == ([], [])
        listed = browser(user).get(reverse("schemes.list")).context["listing"]
        assert {row.record for row in listed.rows} == {of_tea, scheme}  # its rules: a member of theirs takes part


def test_the_board_shows_turns_in_which_members_serve(cast, secretary, president, scheme, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    new_turn(1, "closed", [cast.silk_firm])

    for one in (secretary, president):
        board = one.get(reverse("rotation.board"))
        assert [view.turn for view in board.context["turns"]] == [turn]


def test_the_board_begins_with_the_scheme_of_their_own(cast, secretary, of_tea, scheme, new_turn):
    new_turn(3, "under_way", [cast.tea_firm])

    board = secretary.get(reverse("rotation.board"))

    assert (board.context["scheme"], bool(board.context["may_plan"])) == (of_tea, True)
    assert {one.name for one in board.context["schemes"]} == {"茶业轮值", "轮值"}


def test_advice_is_entered_only_where_they_organize(cast, secretary, of_tea, scheme, new_turn):
    theirs = Turn.objects.create(
        scheme=of_tea, number=1, starts=date(2026, 5, 1), ends=date(2026, 5, 31), state="under_way"
    )
    Seat.objects.create(turn=theirs, organization=cast.tea_firm)
    new_turn(3, "under_way", [cast.tea_firm])

    offered = secretary.get(reverse("suggestions.create")).context["form"].fields["turn"].queryset

    assert list(offered) == [theirs]


# those who look on


@pytest.fixture
def asked_for(cast, scheme, new_turn) -> Request:
    way = Way.objects.create(scheme=scheme, kind="leave", approval="secretariat")
    turn = new_turn(4, "published", [cast.tea_firm])
    return actions.ask(way, turn, cast.tea_firm, by=cast.clerk, why="出差")


def test_the_auditor_reads_what_the_clerk_reads_and_changes_nothing(cast, clerk, scheme, asked_for, new_turn):
    auditor = browser(cast.auditor)
    wish = Wish.objects.create(
        scheme=scheme, organization=cast.tea_firm, starts=date(2026, 9, 1), ends=date(2026, 9, 30)
    )
    drafted = new_turn(5, "drafted", [cast.silk_firm])
    roster = Roster.objects.create(
        scheme=scheme, starts=date(2026, 1, 1), ends=date(2026, 12, 31), solved_at="2026-01-01T08:00Z", proven=True
    )
    read = [
        *(reverse(f"{name}.list") for name in ("schemes", "requests", "wishes", "rosters", "turns", "revisits")),
        *(reverse(f"{name}.export") for name in ("requests", "wishes")),
        reverse("schemes.detail", args=[scheme.pk]),
        reverse("schemes.who", args=[scheme.pk]),
        reverse("requests.detail", args=[asked_for.pk]),
        reverse("requests.history", args=[asked_for.pk]),
        reverse("wishes.detail", args=[wish.pk]),
        reverse("rosters.detail", args=[roster.pk]),
        *(reverse(f"turns.{name}", args=[drafted.pk]) for name in ("detail", "brief", "bulletin", "handover")),
    ]
    changing = [
        reverse("schemes.create"),
        reverse("schemes.edit", args=[scheme.pk]),
        reverse("schemes.plan", args=[scheme.pk]),
        reverse("enrolments.add", args=[scheme.pk]),
        reverse("exemptions.add", args=[scheme.pk]),
        reverse("suspensions.add", args=[scheme.pk]),
        reverse("wishes.create"),
        reverse("wishes.edit", args=[wish.pk]),
        reverse("turns.edit", args=[drafted.pk]),
        reverse("requests.ask_for", args=[asked_for.turn.seats.get().pk]),
    ]

    assert [clerk.get(url).status_code for url in read] == [200] * len(read)
    assert [auditor.get(url).status_code for url in read] == [200] * len(read)
    assert [auditor.get(url).status_code for url in changing] == [403] * len(changing)
    for url in (reverse("schemes.who", args=[scheme.pk]), reverse("rosters.detail", args=[roster.pk])):
        page = auditor.get(url).content.decode()
        assert not [way for way in ("/edit/", "/new/", "/plan/", "/delete/") if way in page]
    for url in (reverse("requests.detail", args=[asked_for.pk]), reverse("turns.detail", args=[drafted.pk])):
        assert [button["name"] for button in auditor.get(url).context["moves"] if button["allowed"]] == []


def test_the_county_leader_reads_papers_and_no_reasons_for_leave(cast, asked_for, new_turn):
    leader, drafted = browser(cast.county_leader), new_turn(5, "drafted", [cast.silk_firm])
    papers = [reverse(f"turns.{name}", args=[asked_for.turn.pk]) for name in ("brief", "bulletin", "handover")]
    kept = [reverse("requests.list"), reverse("requests.detail", args=[asked_for.pk]), reverse("schemes.list")]
    kept += [reverse("turns.brief", args=[drafted.pk])]

    assert [leader.get(url).status_code for url in papers] == [200] * 3
    assert [leader.get(url).status_code for url in kept] == [403] * 4


def test_how_often_and_since_when_is_for_whoever_plans(cast, clerk, scheme):
    page = reverse("schemes.who", args=[scheme.pk])

    shown = {
        name: [word in one.get(page).content.decode() for word in (">在本方案里轮过几次<", ">从什么时候等起<")]
        for name, one in (("clerk", clerk), ("auditor", browser(cast.auditor)))
    }

    assert shown == {"clerk": [True, True], "auditor": [False, False]}
