"""What the rotation puts on home pages."""

from datetime import date

from huiguan.kernel.measure import Period
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import contributions
from huiguan.mechanisms.rotation.models import Result, Undertaking


def test_a_firm_reads_each_open_advice_with_what_it_may_do(cast, new_suggestion):
    waiting, taken, done = new_suggestion("proposed"), new_suggestion("accepted"), new_suggestion("done")
    Undertaking.objects.create(suggestion=taken, owner="某人", due=date(2026, 5, 1))
    Result.objects.create(suggestion=done, text="成了", on=date(2026, 5, 2))

    with reaching(cast.tea_contact.reach(cast.tenant)):
        late, new = contributions.matters(cast.tea_contact)

    assert [move["url"] for move in new.moves] == [
        f"/suggestions/{waiting.pk}/accept/",
        f"/suggestions/{waiting.pk}/decline/",
    ]
    assert [move["url"] for move in late.moves] == [f"/suggestions/{taken.pk}/finish/"]
    assert late.note.endswith("落实已逾期 3 天")
    assert [stage["state"] for stage in late.stages] == ["done", "done", "late", "todo"]


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
