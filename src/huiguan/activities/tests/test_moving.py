"""What was laid out for the days of an activity moves along with it, if whoever moves it says so."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, AgendaItem, Stop
from huiguan.kernel import clock
from huiguan.kernel.models import Change
from tests.cast import browser, filled, submit

AS_PLANNED = ["07-01 09:30 座谈", "07-02 14:00 参观", "07-01 – None 曼谷", "07-02 – 07-03 清迈"]
A_WEEK_LATER = ["07-08 11:00 座谈", "07-09 15:30 参观", "07-08 – None 曼谷", "07-09 – 07-10 清迈"]
SOMEWHAT_LATER = ["07-01 11:00 座谈", "07-02 15:30 参观", *AS_PLANNED[2:]]
ASKED = 'name="along"'


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 7, 20))):
        yield


@pytest.fixture
def empty(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="study", name="考察")
        activity = Activity(kind=kind, title="赴泰国考察", node=cast.root)
        activity.starts, activity.ends = clock.at(date(2024, 7, 1)), clock.at(date(2024, 7, 3), 17)
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


@pytest.fixture
def trip(cast, empty) -> Activity:
    with cast.work():
        for day, hour, minute, title in ((1, 9, 30, "座谈"), (2, 14, 0, "参观")):
            starts = clock.at(date(2024, 7, day), hour, minute)
            AgendaItem(activity=empty, starts=starts, minutes=30, title=title).save()
        for first, last, place in ((1, None, "曼谷"), (2, date(2024, 7, 3), "清迈")):
            Stop(activity=empty, day_from=date(2024, 7, first), day_until=last, place=place, country="TH").save()
        return empty


def there(cast) -> list[str]:
    with cast.work():
        items = [f"{timezone.localtime(item.starts):%m-%d %H:%M} {item.title}" for item in AgendaItem.objects.all()]
        stops = [(row.day_from, row.day_until, row.place) for row in Stop.objects.all()]
    return items + [f"{first:%m-%d} – {last and f'{last:%m-%d}'} {place}" for first, last, place in stops]


def edit(cast, trip: Activity, **said):
    page = reverse("activities.edit", args=[trip.pk])
    return submit(browser(cast.clerk), page, said, follow=True)


@pytest.mark.parametrize(
    ("starts", "along", "left", "told"),
    [
        ("2024-07-08T10:30", "on", A_WEEK_LATER, "跟着改期：议程 2 项、行程 2 处"),
        ("2024-07-01T10:30", "on", SOMEWHAT_LATER, "跟着改期：议程 2 项"),
        ("2024-07-08T10:30", "", AS_PLANNED, ""),
        ("2024-07-01T09:00", "on", AS_PLANNED, ""),
    ],
)
def test_agenda_and_stops_move_by_as_much_as_the_activity(cast, trip, starts, along, left, told):
    said = edit(cast, trip, starts=starts, ends="2024-07-10T17:00", along=along)

    assert (there(cast), told in said.content.decode()) == (left, True)
    assert ("跟着改期：" in said.content.decode()) == bool(told)


def test_each_change_stands_in_the_history(cast, trip):
    edit(cast, trip, starts="2024-06-24T09:00", along="on")

    page = browser(cast.clerk).get(reverse("activities.history", args=[trip.pk]))

    with cast.work():
        changes = [Change.of(row).last() for row in (*AgendaItem.objects.all(), *Stop.objects.all())]
        assert {(change.by, change.version) for change in changes} == {(cast.clerk, 2)}
    moved = [(one["part"], one["rows"][0]["after"]) for one in page.context["changes"] if one["version"] == 2]
    assert sorted((str(part), str(after)) for part, after in moved if part) == [
        ("行程", "2024-06-24"),
        ("行程", "2024-06-25"),
        ("议程", "2024-06-24 09:30"),
        ("议程", "2024-06-25 14:00"),
    ]


@pytest.mark.parametrize("page", ["edit", "hold"])
def test_it_is_asked_only_where_there_is_something_to_move(cast, empty, page):
    address, client = f"/activities/{empty.pk}/{page}/", browser(cast.clerk)
    before = ASKED in client.get(address).content.decode()
    with cast.work():
        AgendaItem(activity=empty, starts=empty.starts, minutes=30, title="座谈").save()

    after = client.get(address).context["form"]

    assert (before, after["along"].value(), "议程 1 项" in after["along"].help_text) == (False, True, True)
    assert ASKED not in client.get(reverse("activities.create")).content.decode()


@pytest.mark.parametrize(
    ("along", "held", "back"), [("on", A_WEEK_LATER, "跟着改期：议程 2 项、行程 2 处"), ("", AS_PLANNED, "")]
)
def test_what_was_held_on_another_day_takes_them_along_and_back_again(cast, trip, along, held, back):
    address, client = f"/activities/{trip.pk}/", browser(cast.clerk)
    submit(client, f"{address}hold/", {"happened": "2024-07-08T10:30", "along": along})
    between = there(cast)
    mind = client.get(f"{address}take_back/").context["mind"]

    said = submit(client, f"{address}take_back/", follow=True).content.decode()

    assert (between, there(cast), back in said) == (held, AS_PLANNED, True)
    assert ("登记举办时跟着改期的，跟着退回：议程 2 项、行程 2 处" in mind) == bool(along)


@pytest.mark.parametrize(("held", "corrected"), [("on", ""), ("on", "on"), ("", "on"), ("", "")])
def test_what_was_corrected_since_it_was_held_goes_back_by_as_much_as_went_along(cast, trip, held, corrected):
    address, client = f"/activities/{trip.pk}/", browser(cast.clerk)
    submit(client, f"{address}hold/", {"happened": "2024-07-08T10:30", "along": held})
    edit(cast, trip, starts="2024-07-09T09:00", along=corrected)
    edit(cast, trip, place="曼谷")
    between = there(cast)
    mind = str(client.get(f"{address}take_back/").context["mind"])

    submit(client, f"{address}take_back/")

    assert (between == AS_PLANNED, "跟着退回" in mind) == (not (held or corrected), bool(held or corrected))
    assert there(cast) == AS_PLANNED


@pytest.mark.parametrize(("page", "field"), [("edit", "starts"), ("hold", "happened")])
def test_nothing_is_moved_out_of_all_time(cast, trip, page, field):
    with cast.work():
        stop = Stop.objects.first()
        stop.day_from = date(1900, 1, 2)
        stop.save()
    left = there(cast)
    said = {field: "2024-06-01T09:00", "along": "on"}

    answer = submit(browser(cast.clerk), f"/activities/{trip.pk}/{page}/", said)

    assert (answer.status_code, list(answer.context["form"].errors), there(cast)) == (422, ["along"], left)


def test_whoever_saved_an_item_meanwhile_loses_nothing(cast, trip):
    """The form of an item that was opened before the move says that it has moved."""
    with cast.work():
        item = AgendaItem.objects.first()
    client, page = browser(cast.clerk), reverse("agenda.edit", args=[item.pk])
    opened = client.get(page)
    edit(cast, trip, starts="2024-07-08T10:30", ends="2024-07-10T17:00", along="on")

    answer = client.post(page, filled(opened) | {"title": "座谈会"})

    assert (answer.status_code, there(cast)) == (422, A_WEEK_LATER)


def test_a_moment_keeps_its_minutes(cast, trip):
    edit(cast, trip, starts="2024-07-02T09:07", ends="2024-07-10T17:00", along="on")

    with cast.work():
        first = AgendaItem.objects.first()
    assert timezone.localtime(first.starts).replace(tzinfo=None) == datetime(2024, 7, 2, 9, 37)
