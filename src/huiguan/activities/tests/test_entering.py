"""Who came, entered many at once."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Participation
from huiguan.kernel import clock
from huiguan.kernel.models import Change
from huiguan.register.models import Person
from tests.cast import again, browser, submit


@pytest.fixture
def talks(cast) -> list[Activity]:
    """Two of a kind with the same host, the newer one first."""
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="座谈")
        made = [
            Activity(kind=kind, title=f"{day} 日座谈", node=cast.root, starts=clock.at(date(2024, 5, day)))
            for day in (20, 10)
        ]
        return [actions.plan(activity, by=cast.clerk, hosts=[cast.federation]) for activity in made]


@pytest.fixture
def url(talks) -> str:
    return reverse("participations.many", args=[talks[0].pk])


def listed(cast, activity) -> list[tuple]:
    with cast.work():
        rows = Participation.objects.filter(activity=activity).select_related("person", "organization")
        return [(str(row.person or ""), row.name, str(row.organization or ""), row.role) for row in rows]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_pasted_list_is_matched_with_the_register_and_saved_in_one_go(cast, talks, url):
    people = Person.everywhere.count()
    data = {"names": "副某、会某\n外某 甲县春蚕丝绸有限公司\n远某 外省公司有限公司", "role": "guest", "step": "save"}

    response = submit(browser(cast.clerk), url, data)

    assert listed(cast, talks[0]) == [
        ("副某", "", "甲县云雾茶业有限公司", "guest"),
        ("会某", "", "甲县云雾茶业有限公司", "guest"),
        ("", "外某", "甲县春蚕丝绸有限公司", "guest"),
        ("", "远某（外省公司有限公司）", "", "guest"),
    ]
    assert said(response) == ["登记 4 人，其中 2 人不在册"]
    assert Person.everywhere.count() == people
    assert {change.by for row in Participation.everywhere.all() for change in Change.of(row)} == {cast.clerk}


def test_checking_shows_what_the_register_knows_and_saves_nothing(cast, talks, url):
    shown = submit(browser(cast.clerk), url, {"names": "副某\n外某", "step": "check"})

    rows = shown.context["form"].rows
    assert [(row.entry.name, str(row.person or ""), row.chosen == row.NOBODY) for row in rows] == [
        ("副某", "副某", False),
        ("外某", "", True),
    ]
    assert listed(cast, talks[0]) == []


def test_a_short_name_of_an_unknown_firm_stays_behind_the_person(cast, talks, url):
    submit(browser(cast.clerk), url, {"names": "外某 茶社", "step": "save"})

    assert listed(cast, talks[0]) == [("", "外某（茶社）", "", "attendee")]


def test_brackets_within_a_line_make_nobody_more(cast, talks, url):
    with cast.work():
        cast.tea_firm.name = "盛林木业（示例）"
        cast.tea_firm.save()
    names = "企业代表（示例） 盛林木业\n王五（女） 盛林木业（示例）\n赵六（男） 茶社\n钱七（盛林木业）"

    submit(browser(cast.clerk), url, {"names": names, "step": "save"})

    assert [(name, firm) for _person, name, firm, _role in listed(cast, talks[0])] == [
        ("企业代表（示例）", "盛林木业（示例）"),
        ("王五", "盛林木业（示例）"),
        ("赵六（茶社）", ""),
        ("钱七", "盛林木业（示例）"),
    ]


def test_lines_that_repeat_are_merged_and_it_is_said(cast, talks, url):
    client, names = browser(cast.clerk), "外某\n副某\n外某\n外某"

    checked = submit(client, url, {"names": names, "step": "check"}).content.decode()
    saved = submit(client, url, {"names": names, "step": "save"})

    assert "重复 2 行，已合并" in checked
    assert said(saved) == ["登记 2 人，其中 1 人不在册；重复 2 行，已合并"]
    assert len(listed(cast, talks[0])) == 2


def test_of_several_people_of_a_name_one_must_be_chosen(cast, talks, url):
    with cast.work():
        other = Person(node=cast.root, name="副某", organization=cast.silk_firm)
        other.save()
    client = browser(cast.clerk)

    refused = submit(client, url, {"names": "副某", "step": "save"})
    row = refused.context["form"].rows[0]
    saved = again(client, url, refused, {row.key: str(other.pk), "step": "save"})

    assert (refused.status_code, row.error, [p.pk for p in row.people]) == (
        422,
        "请选一个",
        [cast.people["vice_chair"].pk, other.pk],
    )
    assert saved.status_code == 302
    assert listed(cast, talks[0]) == [("副某", "", "甲县春蚕丝绸有限公司", "attendee")]


def test_a_person_of_another_firm_is_not_taken_for_who_was_written(cast, url):
    refused = submit(browser(cast.clerk), url, {"names": "副某 甲县春蚕丝绸有限公司", "step": "save"})

    assert [row.error for row in refused.context["form"].rows] == ["请选一个"]


def test_nobody_is_entered_twice_and_it_is_said(cast, talks, url):
    client, chosen = browser(cast.clerk), [cast.people["vice_chair"].pk]
    submit(client, url, {"names": "副某\n外某", "step": "save"})

    response = submit(client, url, {"names": "副某\n外某\n新某", "people": chosen, "step": "save"})

    assert said(response)[-1] == "登记 1 人，其中 1 人不在册；3 人已经在名单里，没有重复登记"
    assert [row[0] or row[1] for row in listed(cast, talks[0])] == ["副某", "外某", "新某"]


def test_people_are_looked_up_by_name_or_firm_and_stay_chosen(cast, url):
    client = browser(cast.clerk)

    by_firm = submit(client, url, {"q": "云雾", "step": "find"})
    kept = again(client, url, by_firm, {"q": "管某", "people": [cast.people["vice_chair"].pk], "step": "find"})

    names = [{str(person) for person in page.context["form"].fields["people"].queryset} for page in (by_firm, kept)]
    assert names == [{"副某", "会某", "联某"}, {"副某", "管某"}]
    assert kept.context["form"]["people"].value() == [str(cast.people["vice_chair"].pk)]


@pytest.mark.parametrize("empty", ["", "  ", "\u3000"])
def test_looking_up_nobody_says_beside_the_box_what_is_missing(cast, url, empty):
    answer = submit(browser(cast.clerk), url, {"names": "新某", "q": empty, "step": "find"})

    form, page = answer.context["form"], answer.content.decode()
    assert (answer.status_code, form.errors) == (422, {"q": ["先写姓名或者单位，再按“查找”"]})
    assert (form["names"].value(), list(form.fields["people"].queryset)) == ("新某", [])
    assert 'value="find" formaction="#id_q"' in page  # the browser leads back into the box
    assert "没有找到" not in page


def test_the_last_list_of_the_kind_is_taken_up(cast, talks, url):
    before = reverse("participations.many", args=[talks[1].pk])
    client = browser(cast.clerk)
    submit(client, before, {"names": "副某\n外某 甲县春蚕丝绸有限公司", "step": "save"})

    taken = submit(client, url, {"names": "新某", "step": "last"}).context["form"]

    assert taken["names"].value() == "新某\n外某 甲县春蚕丝绸有限公司"
    assert taken["people"].value() == [str(cast.people["vice_chair"].pk)]


def test_several_are_taken_off_at_once(cast, talks, url):
    client = browser(cast.clerk)
    submit(client, url, {"names": "甲某\n乙某\n丙某", "step": "save"})
    with cast.work():
        gone = list(Participation.objects.exclude(name="乙某").values_list("pk", flat=True))

    response = submit(client, reverse("participations.remove_many", args=[talks[0].pk]), {"rows": gone})

    assert said(response)[-1] == "已移除 2 人"
    assert [row[1] for row in listed(cast, talks[0])] == ["乙某"]


def test_only_who_arranges_an_activity_enters_who_came(cast, talks, url):
    with cast.work():
        actions.enter(talks[0], [Participation(organization=cast.tea_firm, name="某")], by=cast.clerk)

    codes = [browser(user).get(url).status_code for user in (cast.tea_secretary, cast.tea_contact, cast.stranger)]

    assert codes == [404, 403, 404]


def test_a_long_list_asks_the_database_no_more_often(cast, url):
    client, lines = (
        browser(cast.clerk),
        [f"{chr(0x4E00 + n)}某 第{n}公司有限公司" for n in range(60)],
    )  # the last of them is known: 主某

    asked = []
    for shown in (lines[:1], lines[-2:], lines):
        with CaptureQueriesContext(connection) as queries:
            page = submit(client, url, {"names": "\n".join(shown), "step": "check"})
        asked.append(len(queries))

    assert (len(page.context["form"].rows), asked[2]) == (60, asked[1])


def test_a_list_beyond_all_measure_is_refused_with_the_limit(cast, url):
    page = submit(
        browser(cast.clerk), url, {"names": "\n".join(map(chr, range(0x4E00, 0x4E00 + 1001))), "step": "check"}
    )

    assert page.context["form"].errors["names"] == ["一次最多 500 人，请分几次登记"]
