"""The pages: what each may see there, and that a button does what it says, once."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import SchemeStep, Seat, SeatStep, Wish
from tests.cast import again, browser, filled, submit


def board(client, query=""):
    return client.get(f"{reverse('rotation.board')}{query}")


def numbers(page):
    return [view.turn.number for view in page.context["turns"]]


def words(page):
    return page.content.decode()


# the board


def test_the_board_of_a_clerk_shows_every_turn_the_current_one_first(clerk, year):
    page = board(clerk)

    assert numbers(page) == [3, 1, 4]
    assert [segment["label"] for segment in page.context["rail"]] == ["1–2月", "5–6月", "7–8月"]
    assert [tile["value"] for tile in page.context["tiles"]] == [2, 0, 0, 3]


def test_the_board_of_a_firm_shows_its_own_settled_turns_and_in_them_only_itself(cast, firm, year):
    page = board(firm)

    assert numbers(page) == [3]
    assert [view.seat.bearer for view in page.context["turns"][0].seats] == [cast.tea_firm]
    assert "甲县春蚕丝绸有限公司" not in words(page)
    assert "/finish/" not in words(page)


def test_a_chamber_sees_the_turns_of_its_members_and_no_other(cast, new_turn):
    new_turn(1, "closed", [cast.silk_firm])
    new_turn(3, "under_way", [cast.tea_firm])
    new_turn(4, "drafted", [cast.tea_firm])

    assert numbers(board(browser(cast.tea_secretary))) == [3]


def test_the_board_without_a_scheme_says_what_to_do_first(cast, clerk):
    assert "还没有轮值方案" in words(board(clerk))


def test_the_board_of_a_year_without_turns_offers_to_plan(clerk, scheme):
    page = words(board(clerk, "?year=2031"))

    assert "2031 年还没有安排" in page
    assert reverse("schemes.plan", args=[scheme.pk]) in page


def test_a_year_that_is_only_in_draft_is_not_called_unplanned_to_whoever_sees_no_drafts(cast, new_turn):
    new_turn(4, "drafted", [cast.tea_firm])
    leader, firm = browser(cast.vice_chair), browser(cast.tea_contact)

    assert "2026 年的轮值编排中，尚未公布" in words(board(leader))
    assert "尚未公布" not in words(board(firm))


@pytest.mark.parametrize("query", ["?year=x", "?year=20261", "?scheme=x", "?scheme=99999", "?year="])
def test_an_address_that_makes_no_sense_shows_today(clerk, year, query):
    assert numbers(board(clerk, query)) == [3, 1, 4]


def test_the_year_as_a_table_adds_up(cast, clerk, year, new_suggestion):
    new_suggestion(turn=year["now"])
    seat = year["now"].seats.first()
    actions.hold(year["now"], by=cast.clerk, part="visit", seat=seat, starts=clock.at(date(2026, 5, 3)))

    page = clerk.get(reverse("rotation.year"))

    assert page.context["totals"] == {"hosts": 2, "held": 2, "given": 1, "taken": 0, "useful": 0}
    assert [(row["turn"].number, len(row["visits"])) for row in page.context["rows"]] == [(1, 0), (3, 1), (4, 0)]


# turns


@pytest.mark.parametrize(("key", "code"), [("now", 200), ("draft", 403), ("over", 404)])
def test_a_firm_opens_its_own_settled_turn_and_no_other(firm, year, key, code):
    assert firm.get(reverse("turns.detail", args=[year[key].pk])).status_code == code


def test_a_firm_reads_nothing_of_the_visit_to_another_firm_of_its_turn(cast, clerk, firm, year):
    own, others = (Seat.objects.get(turn=year["now"], organization=one) for one in (cast.tea_firm, cast.silk_firm))
    for seat, minutes in ((own, "说了茶园"), (others, "说了欠款")):
        day = clock.at(date(2026, 5, 3))
        actions.hold(year["now"], by=cast.clerk, part="visit", seat=seat, starts=day, minutes=minutes)
    url = reverse("turns.detail", args=[year["now"].pk])

    read = [[link.activity.minutes for link in client.get(url).context["activities"]] for client in (clerk, firm)]

    assert read == [["说了茶园", "说了欠款"], ["说了茶园"]]
    assert "说了欠款" not in words(firm.get(url))


def test_a_draft_is_in_no_list_of_a_firm_and_neither_are_its_hosts(cast, firm, year):
    listed = [row.record for row in firm.get(reverse("turns.list")).context["listing"].rows]
    seat = Seat.objects.get(turn=year["draft"], organization=cast.tea_firm)

    assert listed == [year["now"]]
    assert firm.get(reverse("seats.detail", args=[seat.pk])).status_code == 403
    assert "尚未公布" in words(firm.get(reverse("seats.detail", args=[seat.pk])))
    assert "主题4" not in words(firm.get(reverse("organizations.detail", args=[cast.tea_firm.pk])))


def test_publishing_shows_the_turn_to_its_firm(cast, clerk, firm, year):
    answer = submit(clerk, reverse("turns.move", args=[year["draft"].pk, "publish"]))

    assert answer.status_code == 302
    assert firm.get(reverse("turns.detail", args=[year["draft"].pk])).status_code == 200


def test_a_firm_cannot_make_the_moves_of_a_turn(firm, year):
    url = reverse("turns.move", args=[year["now"].pk, "hand_over"])

    answer = submit_anyway(firm, url, {"text": "x"})

    assert answer.status_code == 403
    year["now"].refresh_from_db()
    assert year["now"].state == "under_way"


def submit_anyway(client, url, data):
    """As ``submit``, from a page that shows its form although it could not be sent."""
    return client.post(url, filled(client.get(url)) | data)


def test_a_host_is_seated_by_hand_and_taken_off_again(cast, clerk, year, firms):
    turn = year["draft"]
    widen(turn.scheme, 3)
    answer = submit(clerk, reverse("turns.seat", args=[turn.pk]), {"bearer": firms[0].pk, "is_lead": "on"})
    seat = turn.seats.get(organization=firms[0])

    removed = submit(clerk, reverse("seats.remove", args=[seat.pk]))

    assert (answer.status_code, seat.is_lead) == (302, True)
    assert (removed.status_code, removed.url) == (302, reverse("turns.detail", args=[turn.pk]))
    assert set(turn.seats.values_list("organization", flat=True)) == {cast.tea_firm.pk, cast.silk_firm.pk}
    assert [(wish.organization, wish.kind, wish.starts) for wish in Wish.objects.all()] == [
        (firms[0], "blackout", turn.starts)
    ]


def widen(scheme, hosts_to):
    scheme.hosts_to = hosts_to
    scheme.save()


def test_a_full_turn_takes_nobody_and_says_so(cast, clerk, year, firms):
    url = reverse("turns.seat", args=[year["draft"].pk])
    page = clerk.get(url)

    answer = clerk.post(url, filled(page) | {"bearer": firms[0].pk})

    assert page.status_code == 422
    assert "这一期已经有 2 家，满了" in words(page)
    assert answer.context["form"].errors == {"bearer": ["这一期已经有 2 家，满了；先撤下或换走一家"]}
    assert year["draft"].seats.count() == 2


def test_an_offered_host_says_in_which_turns_it_sits_already(cast, clerk, year, firms, new_turn):
    new_turn(5, "drafted", [firms[0]])
    widen(year["draft"].scheme, 3)

    assert f"{firms[0].name}（已在第 5 期）" in words(clerk.get(reverse("turns.seat", args=[year["draft"].pk])))


def test_a_host_moves_to_another_draft_that_has_room(cast, clerk, year, new_turn):
    seat = year["draft"].seats.get(organization=cast.silk_firm)
    room = new_turn(5, "drafted", [])

    answer = submit(clerk, reverse("seats.shift", args=[seat.pk]), {"to": room.pk})

    assert (answer.status_code, answer.url) == (302, reverse("turns.detail", args=[room.pk]))
    moved = Seat.objects.get(turn=room)
    assert (moved.organization, moved.by_hand) == (cast.silk_firm, True)
    assert [seat.organization for seat in year["draft"].seats.all()] == [cast.tea_firm]


def test_whoever_sits_already_is_not_offered_again(cast, clerk, year, firms):
    offered = clerk.get(reverse("turns.seat", args=[year["draft"].pk])).context["form"].fields["bearer"].queryset

    assert set(offered) == set(firms)


def test_nobody_is_seated_in_a_published_turn(clerk, year):
    answer = clerk.get(reverse("turns.seat", args=[year["now"].pk]))

    assert answer.status_code == 403
    assert "请先撤回公布" in words(answer)


def test_an_activity_of_a_turn_is_entered_and_a_visit_needs_its_firm(cast, clerk, year):
    url = reverse("turns.hold", args=[year["now"].pk])
    seat = year["now"].seats.get(organization=cast.tea_firm)

    failed = submit(clerk, url, {"part": "visit", "seat": ""})
    answer = again(clerk, url, failed, {"seat": seat.pk, "place": "车间"})

    assert failed.context["form"].errors == {"seat": ["走访请选是去谁那里"]}
    assert answer.status_code == 302
    assert [link.activity.place for link in year["now"].activity_links.all()] == ["车间"]
    assert words(clerk.get(reverse("turns.detail", args=[year["now"].pk]))).count("车间") >= 1


@pytest.mark.parametrize(
    ("typed", "done", "told"),
    [
        ({}, ["走访"], "已登记活动，步骤也记为完成：走访"),
        ({"finishes": ""}, [], "已登记活动"),
        ({"starts": "2026-05-20T09:00"}, [], "已登记活动；登记为已举办时，步骤随之记为完成：走访"),
        ({"part": "seminar", "seat": ""}, [], "已登记活动"),
    ],
)
def test_a_visit_that_was_held_finishes_the_step_that_is_named_for_it(cast, clerk, year, typed, done, told):
    seat = year["now"].seats.get(organization=cast.tea_firm)
    url = reverse("turns.hold", args=[year["now"].pk])

    answer = submit(clerk, url, {"part": "visit", "seat": seat.pk, "starts": "2026-05-03T09:00", **typed}, follow=True)

    assert [str(one) for one in answer.context["messages"]] == [told]
    assert [(row.seat, row.step.name) for row in SeatStep.objects.all()] == [(seat, name) for name in done]


def test_a_seminar_finishes_its_step_for_all_who_serve(cast, year, scheme):
    SchemeStep.objects.create(scheme=scheme, order=4, name="座谈把脉", due_day=30, settled_by="seminar")
    day = clock.at(date(2026, 5, 3))

    actions.hold(year["now"], by=cast.clerk, part="seminar", starts=day, finishes=True)

    rows = SeatStep.objects.order_by("seat")
    assert [(row.seat.bearer, row.step.name, row.done_on) for row in rows] == [
        (cast.tea_firm, "座谈把脉", date(2026, 5, 3)),
        (cast.silk_firm, "座谈把脉", date(2026, 5, 3)),
    ]


@pytest.mark.parametrize(("asked", "found"), [("云雾", [3, 4]), ("春蚕", [1, 3, 4]), ("主题1", [1]), ("外贸", [])])
def test_turns_are_found_by_whoever_serves_in_them(clerk, year, asked, found):
    rows = clerk.get(reverse("turns.list"), {"q": asked}).context["listing"].rows

    assert sorted(row.record.number for row in rows) == found
