"""What guests read: who invites, when and where, by when to answer; and what they are to know of a cancellation."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.activities import actions, wording
from huiguan.activities.models import Activity, Host, Invitation, Occasion
from huiguan.activities.tests.invited import forum_of_two, invited
from huiguan.kernel import clock
from tests.cast import browser, submit


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    activity = forum_of_two(cast)
    with cast.work():
        activity.place = "三楼会议室"
        activity.save()
    return activity


def test_every_occasion_has_its_words(cast, forum):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        said = {occasion: wording.text(occasion, row, "L") for occasion in Occasion}

    assert len(set(said.values())) == len(Occasion)


def test_a_unit_stands_once_in_its_row_and_beside_the_name_of_whoever_comes_for_it(cast, forum):
    invited(cast, forum, Invitation(organization=cast.silk), Invitation(name="张三", organization=cast.silk_firm))

    page = browser(cast.clerk).get(reverse("notices.of", args=[forum.pk])).content.decode()

    rows = re.findall(r'<label class="row">.*?</label>', page, re.S)
    assert [[row.count(str(unit)) for unit in (cast.silk, cast.silk_firm)] for row in rows] == [[1, 0], [0, 1]]
    assert '<span class="count num">2</span>' in page


def facts(cast, forum, row: Invitation, occasion: str) -> list[str]:
    with cast.work():
        row = Invitation.objects.get(pk=row.pk)
        return wording.text(occasion, row, "L").splitlines()[1:]


def test_the_words_say_who_invites_until_when_it_lasts_and_by_when_to_answer(cast, forum):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        for part, organization in (("organizer", cast.tea), ("host", cast.silk)):
            Host(activity=forum, part=part, organization=organization).save()
        forum.ends, forum.reply_by = clock.at(date(2024, 7, 1), 11, 30), date(2024, 6, 20)
        forum.save()
    hosts = ["主办：甲县工商业联合会、甲县丝绸商会", "承办：甲县茶业商会"]
    held = ["时间：2024年7月1日 09:00–11:30", "地点：三楼会议室", *hosts]
    asks = "请答复（不用账号，能来不能来都可以）：L"

    before = {occasion: facts(cast, forum, row, occasion) for occasion in Occasion}
    with clock.standing_at(clock.at(date(2024, 6, 21))):
        after = facts(cast, forum, row, Occasion.CHANGED)

    by_when = [*held, "请在这天前答复：2024年6月20日", asks]
    later = [*held, "有变化请在这里说一声：L"]
    assert before == {
        "invited": by_when,
        "reminded": by_when,
        "changed": by_when,
        "reopened": by_when,
        "coming_up": later,
        "promoted": later,
        "cancelled": hosts,
        "withdrawn": hosts,
    }
    assert after == [*held, asks]


@pytest.mark.parametrize(
    ("answer", "asks"), [("accepted", False), ("declined", False), ("postponed", True), (None, True)]
)
def test_only_whoever_has_not_answered_is_asked_to(cast, forum, answer, asks):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        forum.reply_by = date(2024, 6, 20)
        forum.save()
        if answer:
            actions.reply(row, answer, by=cast.system)

    said = [facts(cast, forum, row, occasion)[-2:] for occasion in ("invited", "changed", "reopened")]

    asked = ["请在这天前答复：2024年6月20日", "请答复（不用账号，能来不能来都可以）：L"]
    assert said == [asked if asks else ["主办：甲县工商业联合会", "有变化请在这里说一声：L"]] * 3


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (None, "2024年7月1日 09:00"),
        (clock.at(date(2024, 7, 1), 9), "2024年7月1日 09:00"),
        (clock.at(date(2024, 7, 3), 17), "2024年7月1日 09:00 – 2024年7月3日 17:00"),
    ],
)
def test_what_lasts_several_days_says_both(cast, forum, ends, said):
    forum.ends = ends

    assert wording.when(forum) == said


def test_a_page_of_guests_costs_no_query_more_for_each(cast, forum):
    client, page = browser(cast.clerk), reverse("notices.of", args=[forum.pk])
    invited(cast, forum, Invitation(name="甲"))
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    invited(cast, forum, *(Invitation(name=name) for name in "乙丙丁戊"))

    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(many) == len(one)


def test_what_guests_are_to_know_of_a_cancellation_is_told_and_why_it_was_is_not(cast, forum):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    client = browser(cast.clerk)
    said = {"why": "经费没有批下来", "words_to_guests": "改在秋天办，\n到时再请您。"}
    submit(client, reverse("activities.move", args=[forum.pk, "cancel"]), said)
    page = client.get(reverse("notices.of", args=[forum.pk]))
    own = Client().get(reverse("invitation", args=[row.token])).content.decode()

    (told,) = page.context["groups"][0]["rows"]
    lines = ["改在秋天办，", "到时再请您。", "主办：甲县工商业联合会"]
    assert (told.text.splitlines()[1:], page.context["groups"][0]["to_all"].splitlines()[1:]) == (lines, lines)
    assert ("改在秋天办，<br>到时再请您。" in own, "经费" in own + page.content.decode()) == (True, False)

    submit(client, reverse("activities.move", args=[forum.pk, "reopen"]))
    forum.refresh_from_db()
    assert forum.words_to_guests == ""
