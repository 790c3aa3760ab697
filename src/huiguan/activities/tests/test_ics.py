"""Activities as other calendars read them: what is written is parsed back and compared."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from huiguan.activities import actions
from huiguan.activities.calendars import feeds, ics
from huiguan.activities.models import Activity, ActivityKind, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Change

SHANGHAI = ZoneInfo("Asia/Shanghai")
NASTY = "走访, 云雾; “茶\\业”\n第二行：" + "银杏产业链" * 20


@pytest.fixture
def plan(cast):
    with cast.work():
        kind = ActivityKind.objects.create(code="visit", name="走访, 观摩")

    def one(title="走访云雾", starts=None, ends=None, hosts=(), **fields) -> Activity:
        with cast.work():
            starts = starts or clock.at(date(2026, 11, 26), 9, 30)
            made = Activity(kind=kind, title=title, node=cast.root, starts=starts, ends=ends, **fields)
            return actions.plan(made, by=cast.clerk, hosts=hosts)

    return one


def told(cast, activity) -> Activity:
    return feeds.told(Activity.objects.filter(pk=activity.pk)).get()


def event_of(body: bytes):
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    return event


def parsed(cast, activity):
    with cast.work():
        return event_of(ics.activity_ics(told(cast, activity)))


def test_every_field_reads_back_as_it_was(cast, plan, settings):
    settings.SITE_URL = "https://huiguan.example.cn"
    ends = clock.at(date(2026, 11, 26), 11)
    activity = plan(ends=ends, place="会议室, 三楼", hosts=[cast.federation, cast.tea], minutes="秘密", purpose="内部")
    with cast.work():
        Participation.objects.create(activity=activity, name="张三")
        changed = Change.of(activity).latest("at").at

    event = parsed(cast, activity)

    assert {name: event.decoded(name) for name in ("dtstart", "dtend", "dtstamp", "last-modified", "sequence")} == {
        "dtstart": datetime(2026, 11, 26, 9, 30, tzinfo=SHANGHAI),
        "dtend": datetime(2026, 11, 26, 11, tzinfo=SHANGHAI),
        "dtstamp": changed.replace(microsecond=0),
        "last-modified": changed.replace(microsecond=0),
        "sequence": 1,
    }
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert {name: str(event[name]) for name in ("uid", "summary", "location", "description", "status", "url")} == {
        "uid": f"{activity.public_id}@jia",
        "summary": "走访云雾",
        "location": "会议室, 三楼",
        "description": "类型：走访, 观摩\n主办单位：甲县工商业联合会、甲县茶业商会\n状态：筹备中",
        "status": "TENTATIVE",
        "url": f"https://huiguan.example.cn/activities/{activity.pk}/",
    }
    assert event["categories"].cats == ["走访, 观摩"]
    assert {*event} == {
        *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "STATUS", "SUMMARY", "LOCATION"),
        *("DESCRIPTION", "CATEGORIES", "URL"),
    }


def test_signs_that_mean_something_and_long_lines_come_back_unharmed(cast, plan):
    activity = plan(title=NASTY[:120], place=NASTY[:120])
    with cast.work():
        body = ics.activity_ics(told(cast, activity))

    event = event_of(body)

    assert (str(event["summary"]), str(event["location"])) == (NASTY[:120], NASTY[:120])
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in body.split(b"\r\n"))  # no character is cut in two
    assert b"\n" not in body.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ((26, 22), (27, 2)),  # over midnight
        ((26, 9), (29, 17)),  # several days
        ((26, 0), (27, 0)),  # a whole day, to its last moment
        ((26, 1), (26, 2)),  # the day before by universal time
    ],
)
def test_times_are_those_of_the_wall(cast, plan, starts, ends):
    begins, over = (clock.at(date(2026, 11, day), hour) for day, hour in (starts, ends))

    event = parsed(cast, plan(starts=begins, ends=over))

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (begins, over)
    assert event["dtstart"].to_ical() == f"202611{starts[0]}T{starts[1]:02}0000".encode()
    assert event["dtend"].to_ical() == f"202611{ends[0]}T{ends[1]:02}0000".encode()


def test_the_time_zone_is_explained(cast, plan):
    with cast.work():
        calendar = Calendar.from_ical(ics.activity_ics(told(cast, plan())))

    (zone,) = calendar.walk("VTIMEZONE")
    assert (str(zone["tzid"]), str(calendar["method"])) == ("Asia/Shanghai", "PUBLISH")
    assert [part.name for part in zone.walk()] == ["VTIMEZONE", "STANDARD"]  # no summer time
    assert zone.to_tz().utcoffset(datetime(2026, 11, 26)) == timedelta(hours=8)


def test_without_an_end_nobody_guesses_one(cast, plan):
    moment = clock.at(date(2026, 11, 26), 9)

    assert ["dtend" in parsed(cast, plan(ends=ends)) for ends in (None, moment + timedelta(minutes=31))] == [
        False,
        True,
    ]
    assert "dtend" not in parsed(cast, plan(starts=moment, ends=moment))


def test_states_are_told_and_the_sequence_grows_with_each_change(cast, plan):
    held, off = plan(), plan(title="不办了")
    uid = str(parsed(cast, held)["uid"])
    with cast.work():
        perform(held, "hold", by=cast.clerk, happened=clock.at(date(2024, 5, 8)), minutes="看了车间。")
        perform(off, "cancel", by=cast.clerk, why="改期")

    events = [parsed(cast, activity) for activity in (held, off)]

    assert [(str(event["status"]), str(event["summary"]), event["sequence"]) for event in events] == [
        ("CONFIRMED", "走访云雾", 2),
        ("CANCELLED", "已取消：不办了", 2),
    ]
    assert str(events[0]["uid"]) == uid


@pytest.mark.parametrize("address", ["http://127.0.0.1", "http://localhost", "http://[::1]", "", "https://*"])
def test_while_the_address_is_not_known_none_is_made_up(cast, plan, settings, address):
    settings.SITE_URL = address

    assert "url" not in parsed(cast, plan())


def test_an_invitation_asks_one_person_to_come(cast, plan, settings):
    settings.DEFAULT_FROM_EMAIL = "huiguan@example.cn"
    activity = plan()
    with cast.work():
        body = ics.invitation_ics(told(cast, activity), to="zhang@example.cn", name="张三, 茶业")

    event = event_of(body)

    assert (str(Calendar.from_ical(body)["method"]), str(event["status"])) == ("REQUEST", "CONFIRMED")
    assert (str(event["attendee"]), event["attendee"].params["CN"]) == ("mailto:zhang@example.cn", "张三, 茶业")
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == ("mailto:huiguan@example.cn", "甲县工商联")
    assert str(event["uid"]) == str(parsed(cast, activity)["uid"])


@pytest.mark.parametrize("withdrawn", [True, False], ids=["withdrawn", "called off"])
def test_an_invitation_is_taken_back(cast, plan, withdrawn):
    activity = plan()
    with cast.work():
        if not withdrawn:
            perform(activity, "cancel", by=cast.clerk, why="改期")
        body = ics.invitation_ics(told(cast, activity), to="zhang@example.cn", withdrawn=withdrawn)

    assert (str(Calendar.from_ical(body)["method"]), str(event_of(body)["status"])) == ("CANCEL", "CANCELLED")


def test_of_what_has_no_hour_the_calendar_says_the_day(cast, plan):
    event = parsed(cast, plan(starts=clock.at(date(2026, 11, 26), 0), ends=None))

    assert (event["dtstart"].params["VALUE"], event.decoded("dtstart")) == ("DATE", date(2026, 11, 26))
