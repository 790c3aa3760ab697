"""Minutes and bulletins: what stands in them comes from the records, and nothing stands in them that is not there."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from huiguan.activities import actions
from huiguan.activities.actions import follow_ups
from huiguan.activities.models import Activity, ActivityKind, FollowUp, Host, Participation, Programme
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Change, Step
from tests.cast import again, browser, submit

DAY = date(2024, 5, 8)
Role = Participation.Role


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def week(cast) -> Programme:
    with cast.work():
        week = Programme(node=cast.root, title="丝绸周", starts=DAY, ends=date(2024, 5, 12), place="河口镇")
        return actions.open_programme(week, by=cast.clerk, hosts=[(cast.silk, "organizer")])


@pytest.fixture
def talk(cast, week) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="丝绸恳谈会", node=cast.root, starts=clock.at(DAY), programme=week)
        activity.place, activity.purpose = "春蚕礼堂", "听企业说难处。"
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        Host(activity=activity, organization=cast.silk, part="organizer").save()
        came = [
            Participation(person=cast.people["vice_chair"], organization=cast.tea_firm, role=Role.SPEAKER),
            Participation(name="丝某", organization=cast.silk_firm),
            Participation(organization=cast.silk, role=Role.GUEST),
        ]
        actions.enter(activity, came, by=cast.clerk)
        perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY), minutes="厂里缺料。\n\n大家出了主意。")
        decided = {"owner": cast.chair, "organization": cast.tea, "due": date(2024, 7, 1), "is_decision": True}
        first = follow_ups.agree(FollowUp(activity=activity, text="找一家收购商。", **decided), by=cast.clerk)
        follow_ups.agree(FollowUp(activity=activity, text="寄材料"), by=cast.clerk)
        dropped = follow_ups.agree(FollowUp(activity=activity, text="再开一次会"), by=cast.clerk)
        perform(first, "finish", by=cast.clerk, result="找到了")
        perform(dropped, "drop", by=cast.clerk, why="不用了")
    return activity


@pytest.fixture
def bare(cast) -> Activity:
    """Held, and nothing else is known of it."""
    with cast.work():
        kind = ActivityKind.objects.create(code="visit", name="走访")
        activity = Activity(kind=kind, title="走访", node=cast.root, starts=clock.at(DAY))
        actions.plan(activity, by=cast.clerk)
        return perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY))


def lines(answer) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(answer.getvalue())).paragraphs if paragraph.text]


def draft(client, record, desk: str = "activities") -> list[str]:
    page = client.get(reverse(f"{desk}.bulletin", args=[record.pk]))
    return page.context["form"]["text"].value().splitlines()


def test_the_minutes_say_who_was_there_as_what_and_what_was_decided(cast, talk):
    said = lines(browser(cast.clerk).get(reverse("activities.minutes", args=[talk.pk])))

    assert said == [
        "丝绸恳谈会",
        "纪要",
        "时间：2024年5月8日 09:00",
        "地点：春蚕礼堂",
        "主办：甲县工商业联合会",
        "承办：甲县丝绸商会",
        "参加：丝某（甲县春蚕丝绸有限公司）",
        "发言：副某（甲县云雾茶业有限公司）",
        "嘉宾：甲县丝绸商会",
        "会议内容",
        "厂里缺料。",
        "大家出了主意。",
        "会议决定",
        "1. 找一家收购商（责任：甲县茶业商会、主某；期限：2024年7月1日）",
        "后续事项",
        "1. 寄材料",
        "甲县工商联",
        "2024年6月1日",
    ]


@pytest.mark.parametrize("name, code", [("clerk", 200), ("auditor", 200), ("tea_secretary", 404), ("stranger", 404)])
def test_the_minutes_are_printed_by_the_place_that_keeps_them(cast, talk, name, code):
    assert browser(getattr(cast, name)).get(reverse("activities.minutes", args=[talk.pk])).status_code == code


def test_a_guest_to_whom_it_is_open_reads_it_and_prints_no_half_of_it(cast, talk):
    with cast.work():
        talk.refresh_from_db()
        talk.minutes_for = "guests"
        talk.save()
    guest = browser(cast.tea_contact)

    assert guest.get(reverse("activities.detail", args=[talk.pk])).status_code == 200
    assert guest.get(reverse("activities.minutes", args=[talk.pk])).status_code == 403


def test_a_draft_is_made_of_what_was_entered(cast, talk):
    assert draft(browser(cast.clerk), talk) == [
        "2024年5月8日，“丝绸恳谈会”在春蚕礼堂举行。由甲县工商业联合会主办、甲县丝绸商会承办。参加2人。",
        "听企业说难处。",
        "副某（甲县云雾茶业有限公司）发言。",
        "厂里缺料。",
        "会议决定 1 项：",
        "1. 找一家收购商（责任：甲县茶业商会、主某；期限：2024年7月1日）",
        "说定后续事项 2 件，已办结 1 件。",
    ]


def test_what_nobody_entered_is_left_out(cast, bare):
    assert draft(browser(cast.clerk), bare) == ["2024年5月8日，“走访”举行。"]


def test_a_draft_of_a_programme_adds_up_its_activities(cast, talk, week):
    assert draft(browser(cast.clerk), week, "programmes") == [
        "丝绸周于2024年5月8日至2024年5月12日在河口镇举办。",
        "共举办1场。参加2人。",
        "2024年5月8日，“丝绸恳谈会”在春蚕礼堂举行。由甲县工商业联合会主办、甲县丝绸商会承办。参加2人。",
        "说定后续事项 2 件，已办结 1 件。",
    ]


@pytest.mark.parametrize("desk", ["activities", "programmes"])
def test_what_was_read_over_is_printed_and_kept_nowhere_but_in_a_step(cast, talk, week, desk):
    record = {"activities": talk, "programmes": week}[desk]
    client, url = browser(cast.clerk), reverse(f"{desk}.bulletin", args=[record.pk])
    before = Change.objects.count()

    answer = submit(client, url, {"issue": "7", "title": "丝绸这一周", "text": "改过的一句。\n第二句。"})
    second = submit(client, answer.url, {"text": "又改了。"})

    paper = lines(client.get(reverse(f"{desk}.bulletin_file", args=[record.pk])))
    with cast.work():
        steps = Step.of(record).filter(move="bulletin").count()
    assert (answer.status_code, second.status_code) == (302, 302)
    assert paper == ["简报", "第7期", "丝绸这一周", "又改了。", "甲县工商联", "2024年6月1日"]
    assert (steps, Change.objects.count()) == (2, before)


def test_a_bulletin_is_made_by_whoever_arranges_and_fetched_by_whoever_made_it(cast, talk, bare):
    client = browser(cast.clerk)
    submit(client, reverse("activities.bulletin", args=[talk.pk]))
    codes = [
        browser(getattr(cast, name)).get(reverse("activities.bulletin", args=[talk.pk])).status_code
        for name in ("vice_chair", "auditor", "tea_secretary")
    ]

    other = client.get(reverse("activities.bulletin_file", args=[bare.pk]))

    assert codes == [403, 403, 404]
    assert (other.status_code, other.url) == (302, reverse("activities.bulletin", args=[bare.pk]))


def test_an_issue_is_a_number_or_nothing(cast, talk):
    client, url = browser(cast.clerk), reverse("activities.bulletin", args=[talk.pk])

    page = submit(client, url, {"issue": "七", "text": "我的稿子"})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["issue"])
    assert page.context["form"]["text"].value() == "我的稿子"
    assert again(client, url, page, {"issue": ""}).status_code == 302
