"""Visits as they are planned, answered and read on pages."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities.contributions import cards, matters
from huiguan.activities.models import Activity, QuietTime, Visit, VisitCap
from huiguan.activities.panels import panels
from huiguan.activities.tests.visited import TODAY, activity_on, cap, kind, topic, visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from tests.cast import again, browser, filled, organization, submit
from tests.threads import in_threads

DAY = date(2026, 5, 20)
NEW = "/activities/new/"
FULL = "2026-04-01 至 2026-06-30 已有 1 次走访（2026-05-08），上限是每季度 1 次"


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


def asked(cast, **said) -> dict:
    with cast.work():
        return {
            "kind": kind().pk,
            "title": "走访茶企",
            "starts": "2026-05-20T09:00",
            "lead": cast.federation.pk,
            "visited": cast.tea_firm.pk,
            "topics": [topic("融资").pk],
        } | said


def rows(cast) -> list[tuple]:
    with cast.work():
        found = Visit.objects.order_by("pk")
        return [(str(one), [str(topic) for topic in one.topics.all()], one.why_despite) for one in found]


# planning


def test_nothing_to_mind_asks_nothing_more(cast):
    answer = submit(browser(cast.clerk), NEW, asked(cast))

    assert (answer.status_code, rows(cast)) == (302, [("甲县云雾茶业有限公司", ["融资"], "")])


def test_what_there_is_to_mind_is_shown_before_it_is_kept_and_the_reason_is_kept_with_it(cast, full):
    client, before = browser(cast.clerk), rows(cast)

    warned = submit(client, NEW, asked(cast))
    unmoved = again(client, NEW, warned, {"why_despite": " "})
    between = rows(cast)
    kept = again(client, NEW, unmoved, {"why_despite": "企业要求来看"})

    assert (warned.status_code, unmoved.status_code, kept.status_code, between) == (422, 422, 302, before)
    assert warned.context["mind"] == [f"甲县云雾茶业有限公司：{FULL}"]
    assert list(warned.context["form"].errors) == ["why_despite"]
    assert rows(cast)[1:] == [("甲县云雾茶业有限公司", ["融资"], "企业要求来看")]


def test_a_reason_that_was_sent_without_having_read_counts_for_nothing(cast, full):
    answer = submit(browser(cast.clerk), NEW, asked(cast, why_despite="先写好", heeded="0000"))

    assert (answer.status_code, len(rows(cast))) == (422, 1)


def test_what_there_is_to_mind_by_now_is_shown_anew(cast, full):
    client = browser(cast.clerk)
    warned = submit(client, NEW, asked(cast))
    with cast.work():
        QuietTime.objects.create(organization=cast.tea_firm, starts=DAY, ends=DAY, why="盘点")

    anew = again(client, NEW, warned, {"why_despite": "企业要求来看"})

    assert (anew.status_code, len(anew.context["mind"])) == (422, 2)
    assert "和刚才不一样了" in str(anew.context["form"].errors)
    assert again(client, NEW, anew, {"why_despite": "企业要求来看"}).status_code == 302


def test_a_day_that_is_over_is_entered_without_a_warning(cast, full):
    answer = submit(browser(cast.clerk), NEW, asked(cast, starts="2026-05-03T09:00"))

    assert (answer.status_code, len(rows(cast))) == (302, 2)


def test_several_firms_of_one_day_are_a_row_each_and_only_those_with_a_warning_keep_the_reason(cast, full):
    client = browser(cast.clerk)
    warned = submit(client, NEW, asked(cast, also="甲县春蚕丝绸有限公司\n\n甲县云雾茶业有限公司"))

    again(client, NEW, warned, {"why_despite": "一路走"})

    about = ["融资"]
    assert rows(cast)[1:] == [
        ("甲县云雾茶业有限公司", about, "一路走"),
        ("甲县春蚕丝绸有限公司", about, ""),
    ]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"visited": ""}, ["visited"]),
        ({"also": "没有的公司"}, ["also"]),
        ({"also": "\n".join(f"厂{n}" for n in range(21))}, ["also"]),
        ({"visited": "99999999"}, ["visited"]),
        ({"visited": "abc"}, ["visited"]),
        ({"topics": ["99999"]}, ["topics"]),
        ({"also": "乙县外贸公司"}, ["also"]),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(cast, said, wrong):
    answer = submit(browser(cast.clerk), NEW, asked(cast, **said))

    assert (answer.status_code, list(answer.context["form"].errors), rows(cast)) == (422, wrong, [])


def test_an_activity_that_is_no_visit_needs_no_firm(cast):
    with cast.work():
        other = kind()
        other.pk, other.code, other.is_visit = None, "talk", False
        other._state.adding = True
        other.save()

    answer = submit(browser(cast.clerk), NEW, asked(cast, kind=other.pk, visited="", topics=[]))

    assert (answer.status_code, rows(cast)) == (302, [])


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_plan_the_last_visit_of_the_quarter_at_once_one_is_warned(for_threads, cast, _time):
    with cast.work():
        cap(1)
    clients = [browser(cast.clerk), browser(cast.chair)]
    said = asked(cast, starts="2090-05-20T09:00")  # a thread has the clock of the wall
    pages = [(client, filled(client.get(NEW)) | said) for client in clients]
    for_threads()

    def plan():
        client, said = pages.pop()
        return client.post(NEW, said).status_code

    answers = in_threads(2, plan)

    assert sorted(answers) == [302, 422]


def test_another_firm_is_added_on_the_page_of_the_activity_and_warned_of_in_the_same_way(cast, full):
    with cast.work():
        activity = activity_on(cast, DAY)
    client, url = browser(cast.clerk), reverse("visits.add", args=[activity.pk])

    warned = submit(client, url, {"organization": cast.tea_firm.pk})
    kept = again(client, url, warned, {"why_despite": "企业要求来看"})
    twice = again(client, url, submit(client, url, {"organization": cast.tea_firm.pk}), {"why_despite": "再来"})

    assert (warned.context["mind"], kept.status_code) == ([f"甲县云雾茶业有限公司：{FULL}"], 302)
    assert (twice.status_code, rows(cast)[1:]) == (422, [("甲县云雾茶业有限公司", [], "企业要求来看")])


def test_on_another_day_it_is_warned_of_again_and_the_firm_asked_anew(cast, full):
    with cast.work():
        made = visit(cast, cast.silk_firm, date(2026, 7, 8), "用工")
        perform(made, "note_agreed", by=cast.clerk, answerer="张三")
        QuietTime.objects.create(organization=cast.silk_firm, starts=DAY, ends=DAY)
    client, url = browser(cast.clerk), reverse("activities.edit", args=[made.activity_id])

    same_day = submit(client, url, {"starts": "2026-07-08T14:00"}).status_code
    warned = submit(client, url, {"starts": "2026-05-20T09:00"})
    kept = again(client, url, warned, {"why_despite": "只有这天"})

    said = "甲县春蚕丝绸有限公司：2026-05-20 至 2026-05-20 是企业的免打扰时段"
    assert (same_day, warned.context["mind"], kept.status_code) == (302, [said], 302)
    with cast.work():
        made.refresh_from_db()
    assert (made.state, made.why_despite) == ("not_asked", "只有这天")


def test_before_it_is_on_again_the_page_says_what_there_is_to_mind(cast, full):
    with cast.work():
        made = visit(cast, cast.tea_firm, DAY, state="cancelled")

    page = browser(cast.clerk).get(reverse("activities.move", args=[made.activity_id, "reopen"]))

    assert page.context["mind"] == ["走访的企业会再问一次是否方便", f"甲县云雾茶业有限公司：{FULL}"]


def test_before_it_is_recorded_as_held_the_page_says_who_has_not_agreed(cast, full):
    page = browser(cast.clerk).get(reverse("activities.move", args=[full.activity_id, "hold"]))

    said = "还没有同意走访的：甲县云雾茶业有限公司（等企业答复）。照样可以登记，走访记录里会写着"
    assert said in page.context["mind"]


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


def test_the_firm_keeps_its_own_quiet_times_and_staff_do_so_for_it(cast):
    url = reverse("quiet_times.add", args=[cast.tea_firm.pk])
    said = {"starts": "2026-12-20", "ends": "2027-01-10", "is_yearly": "on", "why": "盘点"}

    answers = [
        submit(browser(getattr(cast, who)), url, said).status_code for who in ("tea_contact", "clerk", "tea_secretary")
    ]

    with cast.work():
        quiet = QuietTime.objects.order_by("pk").first()
    page = browser(cast.tea_contact).get(reverse("visit_calendar.own"), follow=True).content.decode()
    assert (answers, "2026-12-20 – 2027-01-10" in page) == ([302, 302, 302], True)
    assert submit(browser(cast.tea_contact), reverse("quiet_times.delete", args=[quiet.pk])).status_code == 302
    assert browser(cast.auditor).get(url).status_code == 403


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"starts": "2026-12-20", "ends": "2026-12-19"}, ["ends", "__all__"]),
        ({"starts": "2026-01-01", "ends": "2027-01-01", "is_yearly": "on"}, ["ends"]),
        ({"starts": "", "ends": "2026-12-19"}, ["starts"]),
    ],
)
def test_a_quiet_time_that_cannot_be_is_refused(cast, said, wrong):
    answer = submit(browser(cast.tea_contact), reverse("quiet_times.add", args=[cast.tea_firm.pk]), said)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) & set(wrong)


def test_the_calendar_says_how_much_is_used_up_and_whether_it_is_quiet_now(cast, full, within):
    QuietTime.objects.create(organization=cast.tea_firm, starts=TODAY, ends=TODAY)

    page = browser(cast.clerk).get(reverse("visit_calendar.of", args=[cast.tea_firm.pk]))

    (load,) = page.context["loads"]
    assert (load.days, load.cap.times, load.is_full) == ((date(2026, 5, 8),), 1, True)
    assert "现在是免打扰时段" in page.content.decode()


def test_the_page_of_the_firm_has_the_next_visits_and_the_sums(cast, full, within):
    visit(cast, cast.tea_firm, date(2026, 4, 20), state="held")

    (panel,) = [panel for panel in panels(cast.tea_firm, cast.clerk) if panel.label == "走访安排"]

    assert ([line.day for line in panel.context["coming"]], panel.context["past"]) == ([date(2026, 5, 8)], 1)
    assert [panel.label for panel in panels(cast.federation, cast.clerk) if panel.label == "走访安排"] == []


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


def test_an_activity_with_an_answer_of_a_firm_is_called_off_and_not_deleted(cast, full):
    with cast.work():
        perform(full, "agree", by=cast.tea_contact)

    answer = browser(cast.clerk).get(reverse("activities.delete", args=[full.activity_id]))

    assert (answer.status_code, "走访 1" in answer.content.decode()) == (422, True)
    with cast.work():
        assert Activity.objects.count() == 1


def test_nobody_plans_to_visit_a_firm_out_of_reach(cast):
    with cast.work():
        far = organization(cast.root, "甲县远方厂")
    with cast.work():
        activity = activity_on(cast, DAY, by=cast.tea_secretary, host=cast.tea)

    url = reverse("visits.add", args=[activity.pk])
    answer = submit(browser(cast.tea_secretary), url, {"organization": far.pk})

    assert (answer.status_code, rows(cast)) == (422, [])
