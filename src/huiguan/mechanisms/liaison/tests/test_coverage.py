"""What is asked of a leader, what counts for it, and until when."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiguan.kernel import clock
from huiguan.kernel.models import Message
from huiguan.kernel.spans import span_around
from huiguan.mechanisms.liaison import actions, jobs
from huiguan.mechanisms.liaison.coverage import Coverage
from huiguan.mechanisms.liaison.models import Link, LinkTarget, Minimum
from tests.cast import organization


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        ("month", date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        ("month", date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        ("quarter", date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        ("half", date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        ("half", date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        ("year", date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_spans_follow_the_calendar(span, day, first, last):
    assert span_around(span, day) == (first, last)


def dues(leader) -> list[tuple]:
    row = Coverage([leader]).rows[0]
    return [(str(due.minimum), str(due.target or ""), due.done, due.state) for due in row.dues]


def test_only_held_contacts_of_the_kind_within_the_span_count(scheme, leader, tea, link, new_contact):
    Minimum.objects.create(scheme=scheme, kind="phone", times=2, span="quarter")
    new_contact(on=date(2026, 4, 1))
    new_contact(on=date(2026, 3, 31))
    new_contact("planned", on=date(2026, 5, 20))
    new_contact("called_off", on=date(2026, 4, 20))
    new_contact(on=date(2026, 4, 3), kind="letter")
    assert dues(leader) == [("对每个对象每季度电话至少 2 次", "甲县茶业商会", 1, "open")]
    new_contact(on=date(2026, 5, 4))
    assert dues(leader) == [("对每个对象每季度电话至少 2 次", "甲县茶业商会", 2, "done")]


def test_any_contact_counts_where_no_kind_is_asked(scheme, leader, link, new_contact):
    Minimum.objects.create(scheme=scheme, times=2, span="year")
    new_contact(kind="letter")
    new_contact(kind="talk")
    assert dues(leader) == [("对每个对象每年联系至少 2 次", "甲县茶业商会", 2, "done")]


def test_a_contact_with_several_counts_once_for_all_together(scheme, leader, tea, silk, link):
    Link.objects.create(linker=leader, target=silk, starts=date(2026, 1, 1))
    Minimum.objects.create(scheme=scheme, kind="seminar", times=1, span="year", with_each=False)
    said = [actions.Said(tea), actions.Said(silk)]
    actions.record(leader, by=leader.person.user, kind="seminar", on=date(2026, 5, 1), said=said)
    assert dues(leader) == [("每年座谈合计至少 1 次", "", 1, "done")]


def test_what_is_due_within_a_fortnight_is_soon(scheme, leader, link):
    Minimum.objects.create(scheme=scheme, kind="phone", span="quarter")
    with clock.standing_at(clock.at(date(2026, 6, 15))):
        assert [row[3] for row in dues(leader)] == ["open"]
    with clock.standing_at(clock.at(date(2026, 6, 16))):
        assert [row[3] for row in dues(leader)] == ["soon"]


def test_whoever_takes_over_goes_on_where_the_other_stopped(cast, scheme, leader, link, new_contact, other_leader):
    Minimum.objects.create(scheme=scheme, kind="phone", span="year")
    new_contact(on=date(2026, 2, 3))
    mayor = other_leader.person
    other_leader.delete()
    new = actions.hand_over(leader, by=cast.clerk, to=mayor, post="副县长", on=date(2026, 5, 4), why="调整")
    row = Coverage([new]).rows[0]
    assert [(due.done, due.is_done) for due in row.dues] == [(1, True)]
    assert row.links[0].last.on == date(2026, 2, 3)


def test_the_number_of_queries_does_not_grow_with_the_leaders_links(cast, scheme, leader, link, new_contact):
    Minimum.objects.create(scheme=scheme, kind="phone", span="year")

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            [due.state for row in Coverage([leader]).rows for due in row.dues]
        return len(queries)

    new_contact()
    before = counted()
    for number in range(8):
        firm = organization(cast.root, f"甲县第{number}厂")
        target = LinkTarget.objects.create(scheme=scheme, organization=firm, starts=date(2026, 1, 1))
        Link.objects.create(linker=leader, target=target, starts=date(2026, 1, 1))
        new_contact(target=target)
    assert counted() == before


def test_leader_and_officer_hear_once_what_is_due_soon(cast, scheme, leader, link):
    Minimum.objects.create(scheme=scheme, kind="phone", span="quarter")
    jobs.remind()
    assert Message.objects.filter(kind="liaison.dues").count() == 0
    with clock.standing_at(clock.at(date(2026, 6, 20))):
        jobs.remind()
        jobs.remind()
    told = Message.objects.filter(kind="liaison.dues").order_by("user__username")
    assert [(one.user.username, one.subject) for one in told] == [
        ("county_leader", "2026-06-30 前还要联系"),
        ("officer", "2026-06-30 前还要联系"),
    ]
    assert told[0].text == "对每个对象每季度电话至少 1 次，还差：甲县茶业商会"
