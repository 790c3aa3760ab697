"""What home pages say of appeals: of what waits, and of what rests with others."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.kernel.notices import remind
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.appeals import jobs
from huiguan.mechanisms.appeals.contributions import matters
from huiguan.mechanisms.appeals.models import Clock
from huiguan.mechanisms.appeals.queries import what_they_lack
from huiguan.mechanisms.appeals.tests.conftest import QUANZHOU, listed
from tests.cast import browser


def on(day: int, hour: int = 9):
    return clock.standing_at(clock.at(date(2026, 3, day), hour))


def at_home(cast, user):
    with reaching(user.reach(cast.tenant)):
        return matters(user)


# of a firm


def test_what_a_firm_is_asked_for_comes_before_all_else_and_says_what_it_is(cast, appeal_in, firm):
    appeal_in("answered")
    lacking = appeal_in("incomplete")
    perform(
        perform(lacking, "supplement", by=cast.tea_contact, text="x"),
        "ask_more",
        by=cast.clerk,
        lacking="照片",
        why="照片",
    )

    found = firm.get("/").context["matters"]

    url = reverse("appeals.detail", args=[lacking.pk])
    assert (found[0].url, found[0].note) == (url, f"{lacking} · 请补充：照片")
    assert [one.note.split(" · ")[1] for one in found[1:]] == ["等您确认"]


def test_what_was_asked_for_of_somebody_hidden_is_read_by_nobody_else(cast, appeal_in):
    appeal_in("incomplete", is_hidden=True)

    found = [at_home(cast, user) for user in (cast.tea_contact, cast.clerk)]

    assert [["发票" in one.note for one in rows] for rows in found] == [[True], [False]]


def test_what_many_lack_is_read_at_once(cast, appeal_in, django_assert_num_queries):
    rows = [appeal_in("incomplete") for _one in range(3)]

    with django_assert_num_queries(1):
        found = what_they_lack(rows)

    assert found == dict.fromkeys([one.pk for one in rows], "发票")


# of a unit


def test_whoever_objected_reads_of_what_the_office_is_to_do(cast, appeal_in):
    appeal = appeal_in("objected")

    (matter,) = at_home(cast, cast.tax_handler)

    due = Clock.objects.get(appeal=appeal, stage="decide", stopped_at=None).due_at
    assert matter.waits is False
    assert matter.note.startswith(f"{appeal} · 异议的处理 · 工商联 · ")
    assert matter.due == due.date()


# of a chamber


def test_a_chamber_finds_what_it_raised_and_first_what_waits_for_it(cast, appeal_in):
    with on(2):
        appeal_in("handling", through=cast.tea)
        appeal_in("objected", through=cast.tea)
        lacking = appeal_in("incomplete", through=cast.tea)
        appeal_in("closed", through=cast.tea)
    secretary = browser(cast.tea_secretary)

    page = secretary.get("/").context
    said = {
        str(card.label): (card.count, listed(secretary, state=card.url.partition("=")[2])) for card in followed(page)
    }

    assert [str(card.label) for card in page["cards"] if "诉求" in card.label] == ["诉求待您补充"]
    assert page["cards"][0].label == "诉求待您补充"
    assert listed(secretary, waiting="me") == {lacking.number}
    assert {label: (count, len(rows)) for label, (count, rows) in said.items()} == {
        "商会提的诉求：办理中": (1, 1),
        "商会提的诉求：正在重新确定承办单位": (1, 1),
    }
    assert page["things"] == sum(card.count or 1 for card in page["cards"])


def followed(page) -> list:
    return [card for card in page["followed"] if "诉求" in card.label]


@pytest.mark.parametrize("name", ["clerk", "chair", "auditor"])
def test_nobody_else_follows_what_a_chamber_raised(cast, appeal_in, name):
    appeal_in("handling", through=cast.tea)

    assert followed(browser(getattr(cast, name)).get("/").context) == []


# in the morning


def test_nobody_is_told_twice_in_one_morning_of_the_same(cast, appeal_in):
    appeal_in("assigned", QUANZHOU)  # to be acknowledged by the end of 3 March

    told = {}
    for day in (3, 4):
        Message.objects.all().delete()
        with on(day, 8), reaching(whole(cast.tenant)):
            remind()
            jobs.morning()
            told[day] = [one.kind for one in Message.objects.filter(user=cast.tax_handler)]

    assert told == {3: ["appeals.digest"], 4: ["appeals.digest"]}


def test_whoever_is_to_confirm_is_reminded_although_no_list_names_them(cast, appeal_in):
    appeal = appeal_in("answered", QUANZHOU)
    due = Clock.objects.get(appeal=appeal, stage="confirm").due_at

    with clock.standing_at(clock.at(due.date(), 8) + (clock.at(date(2026, 3, 3)) - clock.at(date(2026, 3, 2)))):
        Message.objects.all().delete()
        with reaching(whole(cast.tenant)):
            remind()
            jobs.morning()

    assert [one.kind for one in Message.objects.filter(user=cast.tea_contact)] == ["appeals.due"]
