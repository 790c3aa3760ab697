"""Twenty at the same moment: whoever comes second sees what the first has done, and the history tells one life."""

from huiguan.kernel.flow import NotAllowed, NotNow, perform
from huiguan.kernel.models import Change, Stale, Step
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Answer, Appeal, Assignment, Clock, Rating
from huiguan.mechanisms.appeals.tests.conftest import answering
from tests.threads import in_threads

AT_ONCE = 20


def at_once(for_threads, cast, act, count: int = AT_ONCE) -> list:
    for_threads()

    def within():
        with reaching(whole(cast.tenant)):
            return act()

    return in_threads(count, within)


def looked_up(cast, query):
    """Read by a thread of its own, as the others wrote."""

    def within():
        with reaching(whole(cast.tenant)):
            return query()

    return in_threads(1, within)[0]


def made(answers) -> int:
    return sum(isinstance(one, Appeal) for one in answers)


def test_twenty_handlers_who_answer_give_one_answer(for_threads, cast, appeal_in):
    appeal, said = appeal_in("handling"), answering()

    answers = at_once(for_threads, cast, lambda: perform(appeal, "answer", by=cast.tax_handler, **said))

    def outcome():
        clocks = Clock.objects.filter(appeal=appeal, stage="confirm").count()
        steps = Step.of(appeal).filter(move="answer").count()
        return Appeal.objects.get(pk=appeal.pk).state, Answer.objects.count(), clocks, steps

    assert (made(answers), {type(one) for one in answers if not isinstance(one, Appeal)}) == (1, {NotNow})
    assert looked_up(cast, outcome) == ("answered", 1, 1, 1)


def test_twenty_who_do_different_things_leave_one_consistent_history(for_threads, cast, appeal_in):
    """Units acknowledge and object, the office changes the unit, urges and amends, the firm withdraws."""
    appeal = appeal_in("assigned")
    todo = [
        lambda: perform(appeal, "acknowledge", by=cast.tax_handler),
        lambda: perform(appeal, "object", by=cast.tax_handler, why="x"),
        lambda: perform(appeal, "change_unit", by=cast.clerk, lead=cast.works, note=""),
        lambda: perform(appeal, "urge", by=cast.clerk, text="x"),
        lambda: perform(appeal, "withdraw", by=cast.tea_contact, why="x"),
    ] * (AT_ONCE // 5)

    answers = at_once(for_threads, cast, lambda: todo.pop()())

    def steps():
        return list(Step.of(appeal).order_by("pk").values_list("move", "source", "target"))

    def versions():
        return list(Change.of(appeal).order_by("pk").values_list("version", flat=True))

    def leads():
        at_work = Assignment.objects.filter(appeal=appeal, is_lead=True).exclude(state="withdrawn")
        return at_work.count(), Appeal.objects.get(pk=appeal.pk).state

    told = looked_up(cast, steps)
    refused = {type(one) for one in answers if not isinstance(one, Appeal)}
    assert refused <= {NotNow, NotAllowed, Stale}
    assert len(told) == 3 + made(answers)  # create, accept, assign; then each that was made, once
    assert [source for _move, source, _target in told[1:]] == [target for _move, _source, target in told[:-1]]
    seen = looked_up(cast, versions)
    assert seen == sorted(set(seen))
    assert looked_up(cast, leads) == (1, told[-1][2])


def test_twenty_who_raise_one_get_twenty_numbers_without_a_gap(for_threads, cast, raised):
    told = {"title": "x", "text": "y", "organization": cast.tea_firm, "kind": "firm", "channel": "web"}

    answers = at_once(for_threads, cast, lambda: actions.file(by=cast.tea_contact, node=cast.root, **told))

    assert sorted(one.number for one in answers) == [f"2026-{n:04d}" for n in range(1, AT_ONCE + 1)]


def test_a_firm_that_presses_twenty_times_rates_once(for_threads, cast, appeal_in):
    appeal = appeal_in("answered")

    answers = at_once(
        for_threads, cast, lambda: perform(appeal, "confirm", by=cast.tea_contact, score="satisfied", words="")
    )

    assert (made(answers), looked_up(cast, Rating.objects.count)) == (1, 1)
