"""Visits as they are answered, listed and counted: the pages of the firm and of those who plan."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.contributions import cards, matters
from huiguan.activities.models import Activity, QuietTime, Visit, VisitCap
from huiguan.activities.panels import panels
from huiguan.activities.screens.visits import status_of
from huiguan.activities.tests.visited import TODAY, cap, topic, visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from tests.cast import again, browser, submit

DAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(TODAY, 8)):
        yield


@pytest.fixture
def within(cast):
    with cast.work():
        yield


@pytest.fixture
def full(cast) -> Visit:
    """The tea firm has had all the visits of the quarter."""
    with cast.work():
        cap(1)
        return visit(cast, cast.tea_firm, date(2026, 5, 8), "用工")


# the firm


def test_the_firm_finds_it_at_home_with_its_answers_and_gives_one(cast, full):
    client = browser(cast.tea_contact)
    with cast.work():
        (found,) = [matter for matter in matters(cast.tea_contact) if "想来走访" in matter.title]
    labels = [str(move["label"]) for move in found.moves]

    answer = submit(client, found.moves[1]["url"], {"words": "下周二以后"}, follow=True)

    assert labels == ["同意", "请改天", "谢绝"]
    assert "下周二以后" in answer.content.decode()
    with cast.work():
        assert [str(card.label) for card in cards(cast.clerk) if "企业" in card.label] == [
            "企业请改天走访：甲县云雾茶业有限公司"
        ]
        assert [matter.moves for matter in matters(cast.tea_contact) if "想来走访" in matter.title] == [[]]


def test_an_answer_to_a_time_that_is_another_by_now_is_given_anew(cast, full):
    client, url = browser(cast.tea_contact), reverse("visits.move", args=[full.pk, "agree"])
    opened = client.get(url)
    with cast.work():
        full.activity.starts = clock.at(DAY, 9)
        actions.change(full.activity, ["starts"], by=cast.clerk)

    late = again(client, url, opened)
    kept = again(client, url, late)

    with cast.work():
        full.refresh_from_db()
    assert (late.status_code, kept.status_code, full.state) == (422, 302, "agreed")
    assert "现在是 2026-05-20 09:00" in late.context["form"].non_field_errors()[0]


def test_its_own_page_shows_the_firm_what_is_asked_and_neither_the_activity_nor_the_reason(cast, full):
    with cast.work():
        full.why_despite = "摸底欠薪"
        full.save()

    own = browser(cast.tea_contact).get(reverse("visits.detail", args=[full.pk])).content.decode()
    staff = browser(cast.clerk).get(reverse("visits.detail", args=[full.pk])).content.decode()

    link = reverse("activities.detail", args=[full.activity_id])
    assert ("用工" in own, "摸底欠薪" in own, link in own) == (True, False, False)
    assert ("摸底欠薪" in staff, link in staff) == (True, True)
    assert browser(cast.tea_contact).get(reverse("visits.history", args=[full.pk])).status_code == 403


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("clerk", [200, 200]),
        ("auditor", [200, 200]),
        ("tea_secretary", [200, 404]),  # its member, whom others visit: the calendar, and not their row
        ("tea_contact", [200, 200]),
    ],
)
def test_who_reads_the_calendar_of_a_firm_and_the_page_of_a_visit(cast, full, who, codes):
    client = browser(getattr(cast, who))

    pages = [reverse("visit_calendar.of", args=[cast.tea_firm.pk]), reverse("visits.detail", args=[full.pk])]
    assert [client.get(page).status_code for page in pages] == codes


@pytest.mark.parametrize("page", ["of", "add", "detail"])
def test_people_of_another_firm_and_of_another_tenant_find_nothing(cast, page):
    with cast.work():
        made = visit(cast, cast.silk_firm, DAY)
    address = {
        "of": reverse("visit_calendar.of", args=[cast.silk_firm.pk]),
        "add": reverse("quiet_times.add", args=[cast.silk_firm.pk]),
        "detail": reverse("visits.detail", args=[made.pk]),
    }[page]

    assert [browser(getattr(cast, who)).get(address).status_code for who in ("tea_contact", "stranger")] == [404, 404]
    assert browser(cast.clerk).get(address).status_code == 200


def test_a_chamber_reads_of_other_visitors_the_day_who_and_what_and_no_more(cast, full):
    with cast.work():
        perform(full, "decline", by=cast.tea_contact, words="上次没有解决")
        full.activity.title = "暗访欠薪"
        full.activity.save()

    page = browser(cast.tea_secretary).get(reverse("visit_calendar.of", args=[cast.tea_firm.pk])).content.decode()

    shown = ["2026-05-08", "甲县工商业联合会", "用工", "谢绝"]
    assert [word for word in shown if word not in page] == []
    assert [word for word in ("暗访欠薪", "上次没有解决") if word in page] == []


@pytest.fixture
def quiet(cast) -> dict[str, QuietTime]:
    """Of the tea firm: what it entered itself, what staff and the secretary of its chamber entered for it."""
    url, months = (
        reverse("quiet_times.add", args=[cast.tea_firm.pk]),
        {"tea_contact": 10, "clerk": 11, "tea_secretary": 12},
    )
    for who, month in months.items():
        said = {"starts": f"2026-{month}-01", "ends": f"2026-{month}-09", "is_yearly": "on", "why": "盘点"}
        assert submit(browser(getattr(cast, who)), url, said).status_code == 302
    with cast.work():
        return dict(zip(months, QuietTime.objects.order_by("starts"), strict=True))


def test_who_entered_a_quiet_time_is_kept_and_said_on_the_page(cast, quiet):
    page = browser(cast.auditor).get(reverse("visit_calendar.of", args=[cast.tea_firm.pk]))

    assert [(one.source, one.entered_by.username) for one in quiet.values()] == [
        ("firm", "tea_contact"),
        ("house", "clerk"),
        ("house", "tea_secretary"),
    ]
    assert [(one.pk, said, may) for one, said, may in page.context["quiet"]] == [
        (quiet["tea_contact"].pk, "企业自己填的：联某", False),
        (quiet["clerk"].pk, "工作人员填的：干某", False),
        (quiet["tea_secretary"].pk, "工作人员填的：秘某", False),
    ]
    assert "企业自己填的：联某" in page.content.decode()
    assert "2026-10-01 – 2026-10-09" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("tea_contact", ["tea_contact", "clerk", "tea_secretary"]),
        ("clerk", ["clerk", "tea_secretary"]),
        ("tea_secretary", ["clerk", "tea_secretary"]),
        ("auditor", []),
        ("county_leader", []),
    ],
)
def test_what_the_firm_entered_is_changed_by_the_firm_alone(cast, quiet, who, may):
    client = browser(getattr(cast, who))

    shown = client.get(reverse("visit_calendar.of", args=[cast.tea_firm.pk])).context["quiet"]
    codes = {
        name: {client.get(reverse(f"quiet_times.{page}", args=[one.pk])).status_code for page in ("edit", "delete")}
        for name, one in quiet.items()
    }

    own = {one.pk for one, _said, is_own in shown if is_own}
    assert {name for name, one in quiet.items() if one.pk in own} == set(may)
    assert codes == {name: {200} if name in may else {403} for name in quiet}
    assert client.get(reverse("quiet_times.add", args=[cast.tea_firm.pk])).status_code == (200 if may else 403)


def test_staff_who_may_not_change_it_are_told_who_can(cast, quiet):
    answer = browser(cast.clerk).get(reverse("quiet_times.delete", args=[quiet["tea_contact"].pk]))

    assert (answer.status_code, "请企业自己的人改" in answer.content.decode()) == (403, True)
    with cast.work():
        assert QuietTime.objects.count() == 3


@pytest.mark.parametrize(("who", "source"), [("tea_contact", "firm"), ("tea_secretary", "house")])
def test_what_the_firm_writes_over_is_the_firms_from_then_on(cast, quiet, who, source):
    noted = quiet["clerk"]

    submit(browser(getattr(cast, who)), reverse("quiet_times.edit", args=[noted.pk]), {"why": "检修"})

    with cast.work():
        noted.refresh_from_db()
    by = who if source == "firm" else "clerk"
    assert (noted.why, noted.source, noted.entered_by.username) == ("检修", source, by)


@pytest.mark.parametrize(
    ("said", "wrong", "why"),
    [
        ({"starts": "2026-12-20", "ends": "2026-12-19"}, "__all__", "止期不能早于起期"),
        ({"starts": "2026-01-01", "ends": "2027-01-01", "is_yearly": "on"}, "ends", "每年都有的，要短于一年"),
        ({"starts": "2026-01-01", "ends": "2028-01-01"}, "ends", "一段最长两年"),
        ({"starts": "2026-10-01", "ends": "2026-10-09"}, "__all__", "已经填过同样的几天"),
        ({"starts": "", "ends": "2026-12-19"}, "starts", "请填写这一项"),
    ],
)
def test_a_quiet_time_that_cannot_be_is_refused(cast, quiet, said, wrong, why):
    answer = submit(browser(cast.tea_contact), reverse("quiet_times.add", args=[cast.tea_firm.pk]), said)

    assert answer.status_code == 422
    assert [why in str(found) for found in answer.context["form"].errors[wrong]] == [True]


@pytest.mark.parametrize("said", [{"starts": "2026-01-01", "ends": "2027-12-31"}, {"starts": "2026-10-01"}])
def test_two_years_are_not_too_long_and_other_days_are_no_duplicate(cast, quiet, said):
    said = {"ends": "2026-10-10"} | said

    answer = submit(browser(cast.tea_contact), reverse("quiet_times.add", args=[cast.tea_firm.pk]), said)

    assert answer.status_code == 302


def test_the_calendar_says_how_much_is_used_up_and_whether_it_is_quiet_now(cast, full, within):
    QuietTime.objects.create(organization=cast.tea_firm, starts=TODAY, ends=TODAY)

    page = browser(cast.clerk).get(reverse("visit_calendar.of", args=[cast.tea_firm.pk]))

    (load,) = page.context["loads"]
    assert (load.days, load.cap.times, load.is_full) == ((date(2026, 5, 8),), 1, True)
    assert "现在是免打扰时段" in page.content.decode()


def test_the_calendar_says_how_many_visits_are_only_arranged(cast, full, within):
    visit(cast, cast.tea_firm, date(2026, 4, 20), state="held")

    client, url = browser(cast.clerk), reverse("visit_calendar.of", args=[cast.tea_firm.pk])
    pages = [client.get(url)]
    perform(full.activity, "cancel", by=cast.clerk, why="下雨")
    pages.append(client.get(url))

    said = [page.content.decode().partition("2026-06-30：")[2].partition("</p>")[0] for page in pages]
    assert [one.partition(" \n")[0] for one in said] == [
        "已有 <b>2</b> 次（含已约 1 次），上限每季度 <b>1</b> 次",
        "已有 <b>1</b> 次，上限每季度 <b>1</b> 次",
    ]


def test_the_page_of_the_firm_has_the_next_visits_and_the_sums(cast, full, within):
    visit(cast, cast.tea_firm, date(2026, 4, 20), state="held")

    (panel,) = [panel for panel in panels(cast.tea_firm, cast.clerk) if panel.label == "走访安排"]

    assert ([line.day for line in panel.context["coming"]], panel.context["past"]) == ([date(2026, 5, 8)], 1)
    assert [panel.label for panel in panels(cast.federation, cast.clerk) if panel.label == "走访安排"] == []


@pytest.mark.parametrize(("state", "label"), [("not_asked", "没有问过企业"), ("asked", "企业没有答复")])
def test_what_was_held_without_an_answer_says_so(cast, full, within, state, label):
    full.state = state
    full.save()
    before = status_of(full)["label"]

    full.activity.state = "held"

    assert (before, str(status_of(full)["label"])) == (full.get_state_display(), label)


# lists, tables, figures


def test_the_list_is_narrowed_by_firm_consent_topic_and_day(cast, full):
    with cast.work():
        silk = visit(cast, cast.silk_firm, DAY, "融资")
        about = topic("融资")
    client = browser(cast.clerk)

    def found(query: str) -> list[int]:
        return [row.record.pk for row in client.get(f"/visits/?{query}").context["listing"].rows]

    narrowed = [f"organization={cast.silk_firm.pk}", "state=not_asked", f"topic={about.pk}", "since=2026-05-09"]
    assert [found(query) for query in narrowed] == [[silk.pk]] * 4
    assert (found("activity=planned"), found("despite=yes")) == ([silk.pk, full.pk], [])
    assert client.get("/visits/export/").status_code == 200
    assert "despite" not in browser(cast.tea_contact).get("/visits/").context["listing"].filter.filters


def test_caps_are_kept_by_staff_over_all_and_once_for_each_firm(cast):
    client, url = browser(cast.clerk), reverse("visit_caps.create")

    answers = [
        submit(client, url, {"span": "quarter", "times": times, "organization": firm}).status_code
        for times, firm in ((2, ""), (3, ""), (1, cast.silk_firm.pk), (0, cast.silk_firm.pk), (100, cast.tea_firm.pk))
    ]

    with cast.work():
        assert [(str(one), one.times) for one in VisitCap.objects.order_by("pk")] == [
            ("所有企业", 2),
            ("甲县春蚕丝绸有限公司", 1),
        ]
    assert answers == [302, 422, 302, 422, 422]
    assert browser(cast.tea_secretary).get(url).status_code == 403


def test_visits_and_firms_are_two_figures_and_only_what_was_held_counts(cast, within):
    for day in (date(2026, 4, 8), date(2026, 4, 20)):
        visit(cast, cast.silk_firm, day, "用工", state="held")
    agreed = visit(cast, cast.tea_firm, date(2026, 4, 20), "融资", state="held")
    perform(agreed, "note_agreed", by=cast.clerk, answerer="张三")
    visit(cast, cast.tea_firm, date(2026, 4, 21), state="cancelled")
    visit(cast, cast.tea_firm, DAY)
    period = Period(date(2026, 4, 1), date(2026, 6, 30))

    keys = ("visits_made", "visited_firms", "visits_agreed")
    assert [figures()[f"activities.{key}"].read(period)[0] for key in keys] == [3, 2, 1]
    assert figures()["activities.visits_made"].read(period, topic=topic("融资").code)[0] == 1


def test_an_activity_of_which_a_firm_was_told_is_called_off_and_not_deleted(cast, full):
    answer = browser(cast.clerk).get(reverse("activities.delete", args=[full.activity_id]))

    assert (answer.status_code, "走访 1" in answer.content.decode()) == (422, True)
    with cast.work():
        assert Activity.objects.count() == 1


def test_what_was_called_off_stands_on_no_calendar(cast, within):
    visit(cast, cast.silk_firm, DAY, state="cancelled")

    page = browser(cast.clerk).get(reverse("visit_calendar.of", args=[cast.silk_firm.pk]))

    assert (page.context["coming"], page.context["past"]) == ([], [])
