"""What the rotation puts on home pages."""

from datetime import date

import pytest

from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Message
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import contributions
from huiguan.mechanisms.rotation.flow import SuggestionFlow
from huiguan.mechanisms.rotation.models import Result, Scheme, Suggestion, Undertaking
from tests.cast import browser


def test_a_firm_reads_each_open_advice_with_what_it_may_do(cast, new_suggestion):
    waiting, taken, done = new_suggestion("proposed"), new_suggestion("accepted"), new_suggestion("done")
    Undertaking.objects.create(suggestion=taken, owner="某人", due=date(2026, 5, 1))
    Result.objects.create(suggestion=done, text="成了", on=date(2026, 5, 2))

    with reaching(cast.tea_contact.reach(cast.tenant)):
        late, new, over = contributions.matters(cast.tea_contact)

    assert [move["url"] for move in over.moves] == [f"/suggestions/{done.pk}/judge/"]
    assert [stage["state"] for stage in over.stages] == ["done", "done", "done", "now"]
    assert [move["url"] for move in new.moves] == [
        f"/suggestions/{waiting.pk}/accept/",
        f"/suggestions/{waiting.pk}/decline/",
    ]
    assert [move["url"] for move in late.moves] == [f"/suggestions/{taken.pk}/finish/"]
    assert late.note.endswith("落实已逾期 3 天")
    assert [stage["state"] for stage in late.stages] == ["done", "done", "late", "todo"]


@pytest.mark.parametrize(("told", "asked"), [(date(2026, 3, 6), 1), (date(2026, 3, 5), 0)])
def test_a_firm_is_asked_for_its_word_on_a_result_for_two_months(cast, new_suggestion, told, asked):
    Result.objects.create(suggestion=new_suggestion("done"), text="成了", on=told)

    with reaching(cast.tea_contact.reach(cast.tenant)):
        before = contributions.matters(cast.tea_contact)
        for suggestion in Suggestion.objects.all():
            perform(suggestion, "judge", by=cast.tea_contact, useful=True)
        after = contributions.matters(cast.tea_contact)

    assert (len(before), after) == (asked, [])
    assert list(SuggestionFlow.waiting_for(cast.clerk)) == []  # nobody rates for the firm unasked


def test_nobody_reads_the_advice_to_another_firm(cast, new_suggestion):
    new_suggestion("proposed", firm=cast.silk_firm)

    with reaching(cast.tea_contact.reach(cast.tenant)):
        assert contributions.matters(cast.tea_contact) == []


def test_turns_that_begin_and_results_have_their_days_but_drafts_have_none(cast, year, new_suggestion):
    done = new_suggestion("done", turn=year["now"])
    Result.objects.create(suggestion=done, text="成了", on=date(2026, 5, 2))

    with reaching(cast.county_leader.reach(cast.tenant)):
        found = contributions.happenings(cast.county_leader, Period(date(2026, 5, 1), date(2026, 8, 1)))

    assert sorted((one.at.day, one.title) for one in found) == [
        (1, f"{year['now']}开始"),
        (2, "建议落实：建议"),
    ]


@pytest.mark.parametrize("several", [False, True])
def test_a_turn_is_named_with_its_scheme_where_the_tenant_has_more_than_one(cast, new_turn, new_suggestion, several):
    if several:
        Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 1, 1))
    named = "轮值 · 第4期 主题4" if several else "第4期 主题4"
    turn = perform(new_turn(4, hosts=[cast.tea_firm]), "publish", by=cast.clerk)
    new_suggestion("proposed", turn)

    with reaching(cast.tea_contact.reach(cast.tenant)):
        (matter,) = contributions.matters(cast.tea_contact)

    assert matter.note == f"{named} · 2026-05-04 提出"
    assert Message.objects.get().subject == f"轮到您了：{named}"
    assert [row["turn"] for row in contributions.panels(cast.tea_firm, cast.clerk)[0].context["seats"]] == [named]


def test_what_is_overdue_comes_first_and_what_has_no_day_last(cast, new_suggestion):
    for due in (date(2026, 5, 9), None, date(2026, 5, 1), date(2026, 5, 3)):
        perform(new_suggestion(), "accept", by=cast.tea_contact, owner="厂长", due=due)
    new_suggestion()

    with reaching(cast.tea_contact.reach(cast.tenant)):
        days = [matter.due for matter in contributions.matters(cast.tea_contact)]
        cards = [(card.count, card.due, card.is_late) for card in contributions.cards(cast.tea_contact)]

    assert days == [date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 9), None, None]
    assert cards == [(1, None, False), (2, date(2026, 5, 1), True), (1, date(2026, 5, 9), False)]


def test_the_list_of_what_is_overdue_begins_with_what_is_longest_overdue(cast, clerk, new_suggestion):
    for number, due in (("x-1", date(2026, 5, 3)), ("x-2", date(2026, 5, 1))):
        perform(new_suggestion(number=number), "accept", by=cast.clerk, owner="厂长", due=due)

    (card,) = contributions.cards(cast.clerk)

    assert [row.record.number for row in clerk.get(card.url).context["listing"].rows] == ["x-2", "x-1"]


def test_the_first_steps_end_with_a_turn_that_is_published(cast, scheme, new_turn):
    def is_left():
        left = [step["label"] for step in browser(cast.clerk).get("/").context["steps"] if not step["done"]]
        return "编排并公布第一期" in left

    before = is_left()
    turn = new_turn(4, "drafted", [cast.tea_firm])
    drafted = is_left()
    perform(turn, "publish", by=cast.clerk)

    assert (before, drafted, is_left()) == (True, True, False)
