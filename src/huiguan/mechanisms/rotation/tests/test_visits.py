"""The day of a visit, entered at once; and who is to be seen again."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiguan.activities.models import AgendaItem, Participation
from huiguan.kernel import clock
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.contributions import cards
from huiguan.mechanisms.rotation.models import SchemeStep, Seat, SeatStep, TurnActivity
from huiguan.mechanisms.rotation.visits import due_by, due_of, latest, to_see_again
from huiguan.register.models import Person
from tests.cast import again, browser, filled, submit
from tests.threads import in_threads

MORNING = clock.at(date(2026, 5, 4), 9)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


@pytest.fixture
def seat(new_turn, cast) -> Seat:
    return new_turn(3, "under_way", [cast.tea_firm]).seats.get()


@pytest.fixture
def visited(cast, new_turn) -> Seat:
    """A firm of a turn that is over, visited on the last day of January, in a scheme that goes again a month later."""
    seat = new_turn(1, "under_way", [cast.tea_firm]).seats.get()
    actions.enter_visit(seat, by=cast.clerk, part="visit", starts=clock.at(date(2026, 1, 31), 9))
    seat.turn.state = "closed"
    seat.turn.save()
    seat.turn.scheme.revisit_months = 1
    seat.turn.scheme.save()
    return seat


def page(name: str, seat: Seat) -> str:
    return reverse(f"seats.{name}", args=[seat.pk])


def came(link: TurnActivity) -> list[tuple]:
    rows = Participation.objects.filter(activity=link.activity).order_by("pk")
    return [(str(row.person or ""), row.name, str(row.organization or "")) for row in rows]


def held_at(day: date, hour: int = 9) -> str:
    return f"{day}T{hour:02}:00"


def test_a_visit_that_nobody_planned_is_entered_whole(cast, seat):
    vice = cast.people["vice_chair"]
    step = SchemeStep.objects.get(name="走访")
    said = {
        "starts": "2026-05-04T08:30",
        "place": "一号车间",
        "people": [vice.pk],
        "others": "来宾甲 外地公司",
        "minutes": "看了车间。",
        "files": [SimpleUploadedFile("现场.png", PICTURE)],
        "finishes": "on",
    }

    submit(browser(cast.clerk), page("visit", seat), said)

    link = TurnActivity.objects.get()
    activity = link.activity
    assert (link.seat, link.part, activity.state) == (seat, "visit", "held")
    assert (activity.starts, activity.place, activity.minutes) == (
        clock.at(date(2026, 5, 4), 8, 30),
        "一号车间",
        "看了车间。",
    )
    assert came(link) == [("副某", "", "甲县云雾茶业有限公司"), ("", "来宾甲（外地公司）", "")]
    assert [file.name for file in Attachment.of(activity)] == ["现场.png"]
    assert list(SeatStep.objects.values_list("seat", "step", "done_on")) == [(seat.pk, step.pk, date(2026, 5, 4))]


def test_a_planned_visit_whose_hour_is_past_waits_on_one_card_of_the_home_page(cast, seat):
    actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=MORNING + timedelta(hours=1))

    with clock.standing_at(MORNING + timedelta(hours=3)):
        shown = browser(cast.clerk).get(reverse("home.list")).content.decode()

    assert (shown.count("走访登记：走访观摩：甲县云雾茶业有限公司"), shown.count("办过了吗")) == (1, 0)


def test_the_visit_that_was_planned_is_the_one_that_is_entered(cast, seat):
    planned = actions.hold(
        seat.turn, by=cast.clerk, part="visit", seat=seat, starts=MORNING + timedelta(hours=1), place="厂区"
    )
    chair, vice = cast.people["chair"], cast.people["vice_chair"]
    for person in (chair, vice):
        planned.activity.participations.create(person=person, organization=person.organization, role="speaker")

    with clock.standing_at(MORNING + timedelta(hours=2)):
        shown = browser(cast.clerk).get(page("visit", seat)).context["form"]
        assert (shown.initial["place"], shown.initial["people"]) == ("厂区", sorted([chair.pk, vice.pk]))
        assert shown.initial["starts"] == planned.activity.starts
        submit(browser(cast.clerk), page("visit", seat), {"people": [vice.pk], "minutes": "好。"})

    link = TurnActivity.objects.get()
    assert (link.pk, link.activity.state, link.activity.minutes) == (planned.pk, "held", "好。")
    assert list(link.activity.participations.values_list("person", "role")) == [(vice.pk, "speaker")]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"starts": "2026-05-04T10:00", "minutes": "看了。"}, ["minutes"]),
        ({"others": "副某\n同名 别家公司"}, ["others"]),
        ({"others": "名" * 61}, ["others"]),
        ({"others": "、".join(f"客{n}" for n in range(1, 1002))}, ["others"]),
        ({"starts": "2026-04-30T09:00"}, ["starts"]),
        ({"files": [SimpleUploadedFile("空.png", b"")]}, ["files"]),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(cast, seat, said, wrong):
    with cast.work():
        Person.objects.create(node=cast.root, name="副某", organization=cast.silk_firm)

    answer = submit(browser(cast.clerk), page("visit", seat), {"starts": "2026-05-04T08:30", **said})

    assert (list(answer.context["form"].errors), TurnActivity.objects.count()) == (wrong, 0)


def test_what_another_saved_meanwhile_is_shown_before_it_is_overwritten(cast, seat):
    link = actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=MORNING + timedelta(hours=1))
    chair, client, url = cast.people["chair"], browser(cast.clerk), page("visit", seat)
    with clock.standing_at(MORNING + timedelta(hours=2)):
        opened = client.get(url)
        link.activity.participations.create(person=chair, organization=chair.organization, tenant=cast.tenant)
        first = again(client, url, opened, {"minutes": "好。"})
        expected = list(link.activity.participations.values_list("person", flat=True))
        second = again(client, url, first, {"minutes": "好。"})

    link.activity.refresh_from_db()
    assert (first.status_code, expected) == (422, [chair.pk])
    assert "2026-05-04" in first.context["form"].non_field_errors()[0]
    assert (second.status_code, link.activity.state) == (302, "held")


def test_a_page_that_was_sent_and_gone_back_to_enters_no_second_visit(cast, seat):
    client, url = browser(cast.clerk), page("visit", seat)
    opened, anew = client.get(url), client.get(url)

    said = {"starts": "2026-05-04T08:30"}
    answers = [again(client, url, one, said).status_code for one in (opened, anew)]

    assert (answers, TurnActivity.objects.count()) == ([302, 422], 1)
    assert client.get(url).context["mind"] == [
        "已经登记过：2026-05-04 走访观摩：甲县云雾茶业有限公司 已举办；再登记就是另一次"
    ]


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_enter_the_same_visit_at_the_same_moment_one_is_told(for_threads, cast, seat, _time):
    clients, url = [browser(cast.clerk), browser(cast.chair)], page("visit", seat)
    pages = [(client, filled(client.get(url)) | {"starts": "2026-05-04T08:30"}) for client in clients]
    for_threads()

    def enter():
        client, said = pages.pop()
        return client.post(url, said).status_code

    answers = in_threads(2, enter)

    assert sorted(answers) == [302, 422]


def test_a_step_that_is_done_is_not_offered_to_be_finished_again(cast, seat):
    def offered() -> str:
        fields = browser(cast.clerk).get(page("visit", seat)).context["form"].fields
        return str(fields["finishes"].label) if "finishes" in fields else ""

    before = offered()
    actions.finish_step(seat, SchemeStep.objects.get(name="走访"), by=cast.clerk)

    assert (before, offered()) == ("同时把步骤记为完成：走访", "")


def test_a_second_visit_comes_after_the_first(cast, visited):
    answers = [
        submit(browser(cast.clerk), page("revisit", visited), {"starts": held_at(date(2026, 1, day))}).status_code
        for day in (30, 31)
    ]

    assert (answers, TurnActivity.objects.filter(part="revisit").count()) == ([422, 422], 0)


def test_a_visit_to_come_is_planned_and_may_be_put_off(cast, seat):
    client, vice = browser(cast.clerk), cast.people["vice_chair"]

    submit(client, page("visit", seat), {"starts": "2026-05-06T09:00", "people": [vice.pk], "finishes": "on"})
    submit(client, page("visit", seat), {"starts": "2026-05-07T09:00"})

    link = TurnActivity.objects.get()
    assert (link.activity.state, link.activity.starts) == ("planned", clock.at(date(2026, 5, 7), 9))
    assert (len(came(link)), SeatStep.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("starts", "state", "item"),
    [("2026-05-07T10:00", "planned", (date(2026, 5, 7), 10)), ("2026-05-03T08:00", "held", (date(2026, 5, 3), 8))],
)
def test_what_was_laid_out_for_a_visit_goes_along(cast, seat, starts, state, item):
    client = browser(cast.clerk)
    submit(client, page("visit", seat), {"starts": "2026-05-06T09:00"})
    activity = TurnActivity.objects.get().activity
    AgendaItem.objects.create(activity=activity, starts=activity.starts + timedelta(hours=1), minutes=30, title="座谈")

    submit(client, page("visit", seat), {"starts": starts, "minutes": "好。" if state == "held" else ""})

    activity.refresh_from_db()
    day, hour = item
    assert (activity.state, AgendaItem.objects.get().starts) == (state, clock.at(day, hour + 1))


def test_who_comes_to_mind_are_the_people_of_the_firm_and_of_the_turn(cast, seat):
    form = browser(cast.clerk).get(page("visit", seat)).context["form"]

    assert list(form.fields["people"].queryset) == list(Person.objects.filter(organization=cast.tea_firm))


def test_only_whoever_runs_the_turn_enters_its_visits(cast, seat, visited):
    said = {
        who: [browser(getattr(cast, who)).get(page(name, one)).status_code for name, one in pages]
        for pages in [[("visit", seat), ("revisit", visited)]]
        for who in ("clerk", "tea_contact", "auditor")
    }

    assert said == {"clerk": [200, 200], "tea_contact": [403, 403], "auditor": [403, 403]}


def test_a_firm_that_was_not_visited_is_not_seen_again(cast, seat, visited):
    assert list(to_see_again()) == [visited]
    assert browser(cast.clerk).get(page("revisit", seat)).status_code == 403


# when


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 2, 28), 1, date(2026, 1, 31)),
        (date(2026, 2, 27), 1, date(2026, 1, 27)),
        (date(2026, 5, 4), 3, date(2026, 2, 4)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
    ],
)
def test_the_last_day_that_is_so_many_months_ago(day, months, last):
    assert latest(day, months) == last


def test_it_comes_due_on_the_same_day_of_a_later_month(visited):
    seat = to_see_again().get()
    days = [date(2026, 2, 27), date(2026, 2, 28)]

    assert due_of(seat) == days[1]
    assert [list(to_see_again().filter(due_by(day))) for day in days] == [[], [visited]]


def test_the_list_tells_who_is_late_and_a_visit_settles_it(cast, visited):
    late, done = f"{reverse('revisits.list')}?due=over", f"{reverse('revisits.list')}?due=done"
    client = browser(cast.clerk)

    def shown(url: str) -> list:
        return [row.record for row in client.get(url).context["listing"].rows]

    before = shown(late), shown(done)
    submit(client, page("revisit", visited), {"starts": held_at(date(2026, 5, 3)), "minutes": "做了。"})

    assert (before, shown(late), shown(done)) == (([visited], []), [], [visited])
    assert str(TurnActivity.objects.get(part="revisit").activity) == "回访：甲县云雾茶业有限公司"


def test_a_visit_of_today_and_one_that_is_overdue_wait_at_home(cast, seat, visited):
    actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=MORNING + timedelta(hours=5))
    actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=MORNING + timedelta(days=1))

    def waiting(who) -> list[tuple]:
        icons = ("footprints", "alarm-clock", "rotate-ccw")
        return [(card.icon, card.url, card.count) for card in cards(who) if card.icon in icons]

    assert waiting(cast.clerk) == [
        ("footprints", page("visit", seat), None),
        ("alarm-clock", f"{reverse('revisits.list')}?due=over", 1),
    ]
    assert waiting(cast.tea_contact) == []


def test_after_a_visit_the_form_for_a_suggestion_to_that_firm_is_open_to_whoever_wants_it(cast, seat):
    answer = submit(browser(cast.clerk), page("visit", seat), {"starts": "2026-05-04T08:30", "advises": "on"})

    assert answer.url == f"/suggestions/new/?turn={seat.turn_id}&organization={seat.organization_id}"
