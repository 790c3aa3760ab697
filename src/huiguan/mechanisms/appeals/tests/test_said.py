"""How an appeal stands is said once, to whoever reads it; rows are named where a page names them anyway."""

from datetime import date, timedelta

from django.urls import reverse

from huiguan.activities.models import Activity, ActivityKind
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.appeals.forms import FilingForm
from huiguan.mechanisms.appeals.models import Release
from huiguan.mechanisms.appeals.tests.conftest import page
from tests.cast import browser


def on(day: int, hour: int = 9):
    return clock.standing_at(clock.at(date(2026, 3, day), hour))


def cards(client) -> list[dict]:
    columns = client.get(reverse("appeals.board")).context["columns"]
    return [card for column in columns for card in column["cards"]]


def cells(client) -> dict:
    (row,) = client.get(reverse("appeals.list")).context["listing"].rows
    return {cell["column"].name: cell["value"] for cell in row.cells}


def test_what_waits_for_more_words_says_with_whom_and_since_when(cast, appeal_in, clerk, firm):
    appeal_in("incomplete")

    with on(4):
        found = {client: (cards(client)[0]["standing"], cells(client)["due"]["note"]) for client in (clerk, firm)}

    since = "2026-03-02 起，已等 2 天"
    assert found == {clerk: (f"等企业补充 · {since}",) * 2, firm: (f"等您补充 · {since}",) * 2}


def test_whoever_is_to_confirm_reads_that_it_is_they(cast, appeal_in, clerk, firm):
    appeal_in("answered")

    found = {client: (cards(client)[0]["standing"], cells(client)["due"]["note"]) for client in (clerk, firm)}

    assert found == {clerk: ("等企业确认",) * 2, firm: ("等您确认",) * 2}


def test_that_it_is_late_is_said_once(cast, appeal_in, clerk):
    appeal_in("handling")

    with on(9):
        board = clerk.get(reverse("appeals.board")).content.decode().partition('<div class="board">')[2]
        row = cells(clerk)
        exported = next(one for one in clerk.get(reverse("appeals.list")).context["desk"].sheet if one.name == "light")
        shown = exported.plain(clerk.get(reverse("appeals.list")).context["listing"].rows[0].record)

    assert (board.count("已逾期"), board.count("2026-03-05")) == (1, 1)
    assert (row["due"]["words"], row["light"], shown) == ("已逾期 4 天", [], "已逾期")


def test_a_leader_has_before_their_eyes_what_they_are_asked_and_how_late_it_is(cast, appeal_in):
    appeal = perform(appeal_in(), "escalate", by=cast.clerk, person=cast.people["county_leader"], text="请协调")

    with on(9):
        asked = browser(cast.county_leader).get(reverse("appeals.move", args=[appeal.pk, "heed"])).context["quote"]
        others = browser(cast.clerk).get(reverse("appeals.move", args=[appeal.pk, "urge"])).context["quote"]

    told = {str(label): str(value) for label, value, *_url in asked}
    assert (told["请示事项"], told["期限"]) == (
        "请协调",
        "协办意见 · 甲县住建局 · 应在 2026-03-05 23:59 前（已逾期 4 天）",
    )
    assert {"请示事项", "期限"} & {str(label) for label, *_rest in others} == set()


def test_only_leaders_with_an_account_are_offered_and_it_is_said_how_others_get_one(cast, appeal_in, clerk):
    assert "请系统管理员先在人员页给他开通账号" in page(clerk, appeal_in(), "escalate")


# the past


def past(cast, name: str, appeal) -> list:
    changes = browser(getattr(cast, name)).get(reverse("appeals.history", args=[appeal.pk])).context["changes"]
    return [row["after"] for change in changes for row in change["rows"]]


def test_a_past_names_the_units_and_leaders_that_its_page_names(cast, appeal_in):
    appeal = perform(appeal_in(), "escalate", by=cast.clerk, person=cast.people["county_leader"], text="请协调")

    said = {name: past(cast, name, appeal) for name in ("clerk", "tax_handler", "works_handler", "tea_contact")}

    named = {name: ("甲县税务局" in rows, "县某" in rows, "请协调" in rows) for name, rows in said.items()}
    assert named == {
        "clerk": (True, True, True),
        "tax_handler": (True, True, False),
        "works_handler": (True, True, False),
        "tea_contact": (True, False, False),
    }
    assert [row for rows in said.values() for row in rows if str(row).startswith("#")] == []


# small words


def test_what_was_closed_on_the_day_on_which_it_was_raised_says_so(cast, appeal_in, client):
    said = {"title": "x", "asked": "x", "done": "x", "consent": "rating"}
    appeal = perform(appeal_in("closed"), "release", by=cast.clerk, **said)
    release = Release.objects.get(appeal=appeal)
    url = reverse("case", args=[cast.tenant.code, release.public_id])

    first = client.get(url).content.decode()
    appeal.closing.on += timedelta(days=1)
    appeal.closing.save()
    later = client.get(url).content.decode()

    assert ("提出当天办结" in first, "提出到办结 1 天" in later) == (True, True)


def test_nobody_is_told_of_a_key_that_chooses_rows_where_none_can_be_chosen(cast, appeal_in, clerk):
    appeal_in("filed")

    said = [clerk.get(url).content.decode() for url in (reverse("appeals.list"), "/activities/")]

    assert ["选中这一条" in one for one in said] == [False, True]


def test_an_empty_list_does_not_say_again_what_stands_below_its_title(cast, tables, clerk):
    assert clerk.get(reverse("appeals.list")).content.decode().count("企业要解决的事：谁在办") == 1


def test_an_occasion_is_one_that_was_held_the_last_first_with_its_day(cast, tables):
    kind = ActivityKind.objects.create(code="talk", name="座谈")
    for day, state in ((1, "held"), (2, "held"), (1, "cancelled"), (30, "planned")):
        starts = clock.at(date(2026, 3, day), 8)
        Activity.objects.create(node=cast.root, kind=kind, title=f"{day} 日{state}", starts=starts, state=state)

    offered = FilingForm(by=cast.clerk).fields["occasion"].choices

    assert [str(label) for _key, label in offered][1:] == ["2 日held（2026-03-02）", "1 日held（2026-03-01）"]
    assert Activity.objects.get(title="2 日held").picked_note == "2026-03-02"


def test_more_than_four_filters_fold_behind_a_button_on_a_phone(cast, appeal_in, clerk, firm):
    appeal_in("filed")
    lists = [client.get(reverse("appeals.list")) for client in (clerk, firm)]

    found = [(len(one.context["listing"].selects), one.content.decode().count("unfold")) for one in lists]

    assert found == [(10, 3), (4, 0)]
