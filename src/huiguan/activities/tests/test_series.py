from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from huiguan.activities import actions, queries
from huiguan.activities.models import Activity, ActivityKind, Series
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from tests.cast import browser, filled, submit
from tests.threads import in_threads

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def lectures(cast) -> Series:
    with cast.work():
        kind = ActivityKind.objects.create(code="lecture", name="专题讲座")
        series = Series(node=cast.root, name="管理讲座", kind=kind, rule="months", every=3, begins=date(2024, 1, 31))
        with entered(series, by=cast.clerk):
            series.save()
        return series


def session(cast, series: Series, number: int | None, day: date, hour: int = 14) -> Activity:
    activity = Activity(series=series, session=number, kind=series.kind, node=series.node, title="讲座", place="礼堂")
    activity.starts, activity.ends = clock.at(day, hour), clock.at(day, hour + 2)
    return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def moments(series: Series) -> list[str]:
    return [f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in queries.next_moments(series, 2)]


def test_the_next_days_follow_the_rule_at_the_hour_of_the_last_session(cast, lectures):
    with cast.work():
        before = moments(lectures)
        session(cast, lectures, 1, date(2024, 4, 30))
        after = moments(lectures)

    assert (before, after) == (["2024-07-31 09:00", "2024-10-31 09:00"], ["2024-07-31 14:00", "2024-10-31 14:00"])


def test_sessions_are_laid_out_with_all_that_the_last_one_had(cast, lectures):
    with cast.work():
        session(cast, lectures, 7, date(2024, 4, 30))
    page = reverse("series.lay_out", args=[lectures.pk])
    client = browser(cast.clerk)
    offered = [value for value, _label in client.get(page).context["form"].fields["offered"].choices]

    submit(client, page, {"offered": offered[:1], "other_1": "2024-08-15T10:00"})

    with cast.work():
        made = Activity.objects.filter(series=lectures, state="planned", starts__gt=TODAY).order_by("starts")
        told = [(one.title, one.session, f"{timezone.localtime(one.starts):%m-%d %H:%M}", one.place) for one in made]
        assert told == [
            ("管理讲座（第8期）", 8, "07-31 14:00", "礼堂"),
            ("管理讲座（第9期）", 9, "08-15 10:00", "礼堂"),
        ]
        assert [[str(host) for host in one.hosts.all()] for one in made] == [["甲县工商业联合会"]] * 2
        assert {one.ends - one.starts for one in made} == {clock.at(TODAY.date(), 2) - clock.at(TODAY.date(), 0)}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "请勾选或填写至少一个时间"),
        ({"other_1": "2024-07-31T20:00"}, "2024-07-31 已经安排了这项活动"),
        ({"other_1": "2024-02-30T20:00"}, "日期"),
        ({"offered": ["2024-01-01T00:00:00+08:00"]}, "请在列出的里面重新选"),
    ],
)
def test_what_cannot_be_laid_out_is_said_and_nothing_is_kept(cast, lectures, answers, said):
    with cast.work():
        session(cast, lectures, 1, date(2024, 7, 31))

    response = submit(browser(cast.clerk), reverse("series.lay_out", args=[lectures.pk]), answers)

    with cast.work():
        assert (response.status_code, Activity.objects.count()) == (422, 1)
    assert said in str(response.context["form"].errors)


def test_behind_the_last_number_there_is_is_none(cast, lectures):
    with cast.work():
        session(cast, lectures, 9998, date(2024, 4, 30))
    page, client = reverse("series.lay_out", args=[lectures.pk]), browser(cast.clerk)

    refused = submit(client, page, {"other_1": "2024-08-15T10:00", "other_2": "2024-09-15T10:00"})
    kept = submit(client, page, {"other_1": "2024-08-15T10:00"})

    assert [refused.status_code, kept.status_code] == [422, 302]
    assert "期数最多到 9999" in str(refused.context["form"].errors)
    with cast.work():
        assert sorted(Activity.objects.values_list("session", flat=True)) == [9998, 9999]


def test_of_two_who_lay_out_the_same_day_at_once_the_second_is_told(for_threads, cast, lectures):
    page = reverse("series.lay_out", args=[lectures.pk])
    clients = [browser(cast.clerk), browser(cast.chair)]
    sent = [(client, filled(client.get(page)) | {"other_1": "2024-08-15T10:00"}) for client in clients]
    for_threads()

    def send():
        with clock.standing_at(TODAY):
            client, data = sent.pop()
            response = client.post(page, data)
            return response.status_code, "2024-08-15 已经安排了这项活动" in response.content.decode()

    answers = in_threads(2, send)

    assert sorted(answers) == [(302, False), (422, True)]
    assert in_threads(1, Activity.everywhere.count) == [1]


def test_a_number_stands_once_in_a_series_unless_the_session_was_called_off(cast, lectures):
    with cast.work():
        first = session(cast, lectures, 1, date(2024, 4, 30))
        perform(first, "cancel", by=cast.clerk, why="下雨")
        session(cast, lectures, 1, date(2024, 5, 8))
        again = perform(first, "reopen", by=cast.clerk)

    assert (again.state, again.session) == ("planned", None)


def test_how_many_were_held_is_not_the_number_of_the_last(cast, lectures):
    with cast.work():
        for number, day in ((8, date(2024, 4, 30)), (9, date(2024, 5, 8))):
            perform(session(cast, lectures, number, day), "hold", by=cast.clerk, happened=clock.at(day, 14))

    shown = browser(cast.clerk).get(reverse("series.detail", args=[lectures.pk]))

    (panel,) = shown.context["panels"]
    assert [one["value"] for one in panel.context["sums"]] == [2, 0, 0]
    assert [row.session_name for row in panel.context["rows"]] == ["第9期", "第8期"]


def test_an_activity_begun_on_the_page_of_a_series_is_its_next_session(cast, lectures):
    with cast.work():
        session(cast, lectures, 4, date(2024, 4, 30))

    form = browser(cast.clerk).get(f"{reverse('activities.create')}?series={lectures.pk}").context["form"]

    asked = [form["series"].value(), form["session"].value(), form["title"].value(), form["kind"].value()]
    assert asked == [lectures.pk, 5, "管理讲座（第5期）", lectures.kind_id]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"rule": "weeks"}, "按周或按月的，请填从哪天起算"),
        ({"rule": "lunar", "lunar_month": "13", "lunar_day": "1"}, "农历月填 1 至 12"),
        ({"rule": "lunar"}, "农历月填 1 至 12"),
        ({"rule": "weeks", "begins": "2024-01-01", "every": "61"}, "间隔在 1 至 60 之间"),
    ],
)
def test_a_rule_without_its_day_is_refused(cast, lectures, rule, said):
    data = {"name": "座谈", "kind": lectures.kind_id, "node": cast.root.pk, "counter": "issue", **rule}

    response = submit(browser(cast.clerk), reverse("series.create"), data)

    assert (response.status_code, said in str(response.context["form"].errors)) == (422, True)


def test_a_session_needs_a_series(cast, lectures):
    data = {"kind": lectures.kind_id, "title": "座谈", "starts": "2024-05-08T09:30", "node": cast.root.pk, "session": 2}

    response = submit(browser(cast.clerk), reverse("activities.create"), data)

    assert "还要选是哪项常办活动" in str(response.context["form"].errors)


def test_a_session_that_is_kept_elsewhere_is_counted_and_not_shown(cast, lectures):
    with cast.work():
        lectures.node = cast.tea.own_node
        lectures.save()
        off = session(cast, lectures, 5, date(2024, 5, 8))
        perform(off, "cancel", by=cast.clerk, why="下雨")
        elsewhere = session(cast, lectures, 5, date(2024, 4, 30))
        elsewhere.node, elsewhere.place = cast.root, "别处"
        elsewhere.save()
    client = browser(cast.tea_secretary)

    begun = client.get(f"{reverse('activities.create')}?series={lectures.pk}").context["form"]["session"].value()
    answers = [
        submit(client, reverse("series.lay_out", args=[lectures.pk]), {"other_1": "2024-08-15T10:00"}),
        submit(client, reverse("activities.move", args=[off.pk, "reopen"])),
    ]

    with cast.work():
        made = Activity.objects.get(starts=clock.at(date(2024, 8, 15), 10))
        off.refresh_from_db()
    assert (begun, [one.status_code for one in answers]) == (6, [302, 302])
    assert [(made.session, made.place), (off.state, off.session)] == [(6, ""), ("planned", None)]
    assert client.get(reverse("activities.detail", args=[elsewhere.pk])).status_code == 404
