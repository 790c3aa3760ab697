"""Who may do what with an appeal: a row for each state, a column for each kind of person, in it the open moves.

The appeal is one of the tea firm, under the profile that lets units object; 税务局 leads, 住建局 helps. A dash stands
for whoever does not even see it.
"""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, NotNow, perform
from huiguan.kernel.models import Message, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import (
    Answer,
    Appeal,
    AppealState,
    Assignment,
    Closing,
    Diversion,
    Escalation,
    Extension,
    Merger,
    Rating,
    RatingIsFinal,
)
from huiguan.mechanisms.appeals.queries import last_answer, lead_of
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, SHANDONG, accepting, answering, assigning
from tests.cast import browser

MATRIX = """
           | office                                                                                                 | firm                  | lead                              | helps      | auditor
filed      | accept ask_more decline divert merge withdraw_for                                                      | add withdraw          | -                                 | -          |
incomplete | decline supplement withdraw_for                                                                        | supplement withdraw   | -                                 | -          |
declined   |                                                                                                        |                       | -                                 | -          |
diverted   |                                                                                                        |                       | -                                 | -          |
merged     |                                                                                                        |                       | -                                 | -          |
accepted   | amend answer_self assign contact divert escalate merge withdraw_for                                    | add withdraw          | -                                 | -          |
assigned   | acknowledge amend change_unit contact contribute escalate object urge withdraw_for                     | add withdraw          | acknowledge contact object        | contribute |
objected   | amend escalate reassign uphold urge withdraw_for                                                       | add withdraw          |                                   |            |
handling   | amend answer ask_extension contact contribute escalate hand_over note pause urge withdraw_for          | add withdraw          | answer ask_extension contact note | contribute |
answered   | amend confirm_by_phone escalate return_answer                                                          | confirm redo withdraw |                                   |            |
confirmed  | close take_up                                                                                          | reopen                |                                   |            |
closed     | release take_up                                                                                        | reopen                |                                   |            |
withdrawn  |                                                                                                        |                       | -                                 | -          |
"""  # noqa: E501
PEOPLE = {
    "office": ("admin", "chair", "clerk"),
    "firm": ("tea_contact",),
    "lead": ("tax_handler",),
    "helps": ("works_handler",),
    "auditor": ("auditor",),
}
SEE_NOTHING = ("vice_chair", "tea_president", "tea_secretary", "county_leader")


def table(text: str) -> dict[str, dict[str, list[str]]]:
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    return {row[0]: dict(zip(head[1:], [cell.split() for cell in row[1:]], strict=True)) for row in rows}


ROWS = table(MATRIX)


def allowed(user, appeal) -> list[str]:
    with reaching(user.reach(appeal.tenant)):
        if not Appeal.objects.filter(pk=appeal.pk).exists():
            return ["-"]
        return sorted(move.name for move, verdict in AppealFlow.open_to(user, appeal) if verdict)


def test_the_table_names_every_state():
    assert list(ROWS) == AppealState.values


@pytest.mark.parametrize("state", AppealState.values)
def test_who_may_do_what(cast, appeal_in, state):
    appeal = appeal_in(state)

    found = {kind: [allowed(getattr(cast, name), appeal) for name in names] for kind, names in PEOPLE.items()}
    others = {allowed(getattr(cast, name), appeal)[0] for name in SEE_NOTHING}

    assert found == {kind: [ROWS[state][kind]] * len(names) for kind, names in PEOPLE.items()}
    assert others == {"-"}


# raising one


def test_each_is_given_the_next_number_of_its_year(cast, raised):
    numbers = [raised().number for _ in range(2)]
    with clock.standing_at(clock.at(date(2027, 1, 4))):
        numbers.append(raised().number)

    assert numbers == ["2026-0001", "2026-0002", "2027-0001"]


def test_the_office_hears_of_it(cast, raised):
    appeal = raised()

    told = Message.objects.filter(kind="appeals.filed", object_id=appeal.pk)
    assert set(told.values_list("user__username", flat=True)) == {"admin", "chair", "clerk"}


# to the units


def test_a_unit_sees_it_from_the_assignment_on_and_until_it_is_taken_back(cast, appeal_in):
    appeal = appeal_in("accepted")
    seen = [allowed(cast.tax_handler, appeal) != ["-"]]

    appeal = perform(appeal, "assign", by=cast.clerk, **assigning(cast, others=[]))
    seen.append(allowed(cast.tax_handler, appeal) != ["-"])
    appeal = perform(appeal, "change_unit", by=cast.clerk, lead=cast.works, note="")
    seen.append(allowed(cast.tax_handler, appeal) != ["-"])

    assert seen == [False, True, False]
    assert allowed(cast.works_handler, appeal) == ["acknowledge", "contact", "object"]


def test_a_unit_that_helps_may_come_to_lead(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "hand_over", by=cast.clerk, lead=cast.works, note="")

    assert (appeal.state, lead_of(appeal).unit, lead_of(appeal).state) == ("handling", cast.works, "acknowledged")
    assert [one.state for one in Assignment.objects.order_by("pk")] == ["withdrawn", "withdrawn", "acknowledged"]


def test_a_unit_objects_once(cast, appeal_in):
    appeal = perform(appeal_in("objected"), "uphold", by=cast.clerk, why="就是你们的事")

    assert (appeal.state, lead_of(appeal).state) == ("assigned", "given")
    with pytest.raises(NotAllowed, match="已经提过一次"):
        perform(appeal, "object", by=cast.tax_handler, why="还是不是")


def test_whoever_is_named_after_an_objection_does_not_object(cast, appeal_in):
    appeal = perform(appeal_in("objected"), "reassign", by=cast.clerk, lead=cast.works, note="")

    with pytest.raises(NotAllowed, match="已经提过一次"):
        perform(appeal, "object", by=cast.works_handler, why="也不是我们的")


def test_nobody_objects_after_the_window(cast, appeal_in):
    appeal = appeal_in("assigned")  # on Monday: the window is open until Tuesday night

    with clock.standing_at(clock.at(date(2026, 3, 4), 0)), pytest.raises(NotAllowed, match="期限已过"):
        perform(appeal, "object", by=cast.tax_handler, why="不是我们的事")


def test_a_profile_without_acknowledgement_goes_on_at_once(cast, appeal_in):
    appeal = appeal_in("accepted", SHANDONG)

    with pytest.raises(NotAllowed, match="不用签收"):
        perform(appeal, "assign", by=cast.clerk, **assigning(cast))
    appeal = perform(appeal, "hand_on", by=cast.clerk, **assigning(cast))

    assert (appeal.state, lead_of(appeal).state) == ("handling", "acknowledged")


def test_a_unit_that_helps_gives_its_part_once(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "contribute", by=cast.works_handler, unit=cast.works, text="管线在下面")

    part = Assignment.objects.get(unit=cast.works)
    assert (appeal.state, part.state, part.words) == ("handling", "answered", "管线在下面")
    with pytest.raises(NotAllowed, match="办过的不用再办"):
        perform(appeal, "contribute", by=cast.works_handler, unit=cast.works, text="再说一遍")


# more time


def test_more_time_is_asked_for_and_granted_by_the_head(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="要等配件")

    with pytest.raises(NotAllowed, match="单位负责人"):
        perform(appeal, "grant_extension", by=cast.clerk)
    appeal = perform(appeal, "grant_extension", by=cast.chair)

    assert [one.state for one in Extension.objects.all()] == ["granted"]
    with pytest.raises(NotAllowed, match="次数已经用完"):
        perform(appeal, "ask_extension", by=cast.tax_handler, days=5, reason="还要等")


@pytest.mark.parametrize(
    ("day", "days", "why"),
    [(date(2026, 3, 11), 5, "至少要提前 1 个工作日"), (date(2026, 3, 3), 8, "最多延 7 个工作日")],
)
def test_more_time_has_its_limits(cast, appeal_in, day, days, why):
    appeal = appeal_in("handling")  # the answer is due on Wednesday 11 March

    with clock.standing_at(clock.at(day)), pytest.raises(NotAllowed, match=why):
        perform(appeal, "ask_extension", by=cast.tax_handler, days=days, reason="x")

    assert not Extension.objects.exists()


def test_refusing_more_time_says_why(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="要等配件")

    appeal = perform(appeal, "refuse_extension", by=cast.chair, why="太久了")

    assert Extension.objects.get().state == "refused"
    assert Step.of(appeal).last().why == "太久了"


def test_an_answer_settles_a_request_for_more_time(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="要等配件")

    perform(appeal, "answer", by=cast.tax_handler, **answering())

    assert Extension.objects.get().state == "refused"


# answers and the word of the firm


def test_the_firm_hears_of_the_answer_and_rates_it(cast, appeal_in):
    appeal = appeal_in("answered")
    told = Message.objects.get(user=cast.tea_contact, subject__contains="有了答复")

    appeal = perform(appeal, "confirm", by=cast.tea_contact, score="fairly", words="慢了点")

    said = Rating.objects.get()
    assert (told.object_id, appeal.state) == (appeal.pk, "confirmed")
    assert (said.answer, said.score, said.words, said.by_phone) == (last_answer(appeal), "fairly", "慢了点", False)


def test_the_office_cannot_rate_for_a_firm(cast, appeal_in):
    appeal = appeal_in("answered")

    with pytest.raises(NotAllowed, match="由提出诉求的企业自己"):
        perform(appeal, "confirm", by=cast.clerk, score="satisfied", words="")
    assert not Rating.objects.exists()


def test_by_phone_it_says_who_was_called_and_when(cast, appeal_in):
    called = clock.at(date(2026, 3, 1), 15)

    perform(appeal_in("answered"), "confirm_by_phone", by=cast.clerk, score="satisfied", whom="联某", called_at=called)

    said = Rating.objects.get()
    assert (said.by_phone, said.whom, said.on) == (True, "联某", called)


def test_a_rating_is_never_changed_and_never_deleted(cast, appeal_in):
    appeal_in("confirmed")
    said = Rating.objects.get()
    said.score = "dissatisfied"

    for change in (said.save, said.delete, Rating.objects.all().delete, lambda: Rating.objects.update(score="fairly")):
        with pytest.raises(TypeError):
            change()

    assert issubclass(RatingIsFinal, TypeError)
    assert Rating.objects.get().score == "satisfied"


def test_each_round_of_answers_is_rated_by_itself(cast, appeal_in):
    appeal = perform(appeal_in("closed"), "reopen", by=cast.tea_contact, why="又坏了")
    appeal = perform(appeal, "answer", by=cast.tax_handler, **answering("部分解决"))

    perform(appeal, "confirm", by=cast.tea_contact, score="dissatisfied", words="")

    assert list(Answer.objects.values_list("round", "rating__score")) == [(1, "satisfied"), (2, "dissatisfied")]


def test_not_content_sends_it_back_to_the_unit(cast, appeal_in):
    appeal = perform(appeal_in("answered"), "redo", by=cast.tea_contact, why="还是坏的")

    assert (appeal.state, lead_of(appeal).state) == ("handling", "acknowledged")


def test_the_office_answers_on_the_spot(cast, appeal_in):
    appeal = perform(appeal_in("accepted"), "answer_self", by=cast.clerk, **answering("解释说明"))

    assert (appeal.state, Answer.objects.get().unit) == ("answered", None)
    appeal = perform(appeal, "redo", by=cast.tea_contact, why="没说清")
    appeal = perform(appeal, "hand_over", by=cast.clerk, lead=cast.tax, note="")
    assert allowed(cast.tax_handler, appeal) == ["answer", "ask_extension", "contact", "note"]


# the end


def test_nobody_closes_what_may_still_be_confirmed(cast, appeal_in):
    appeal = appeal_in("answered")  # on Monday; five working days to confirm, until Monday 9

    with pytest.raises(NotAllowed, match="期限还没有过"):
        perform(appeal, "close_unconfirmed", by=cast.clerk, why="联系不上")
    with clock.standing_at(clock.at(date(2026, 3, 10), 0)):
        appeal = perform(appeal, "close_unconfirmed", by=cast.clerk, why="联系不上")

    assert (appeal.state, Closing.objects.get().is_confirmed) == ("closed", False)
    assert not Rating.objects.exists()


@pytest.mark.parametrize(("day", "is_open"), [(date(2026, 4, 1), True), (date(2026, 4, 2), False)])
def test_a_firm_has_it_taken_up_again_within_thirty_days(cast, appeal_in, day, is_open):
    appeal = appeal_in("closed")

    with clock.standing_at(clock.at(day, 8)):
        found = allowed(cast.tea_contact, appeal)

    assert found == (["reopen"] if is_open else [])


def test_taken_up_again_it_is_not_closed_any_more(cast, appeal_in):
    appeal = perform(appeal_in("closed"), "take_up", by=cast.clerk, why="企业又来电")

    assert (appeal.state, Closing.objects.count()) == ("handling", 0)


# elsewhere


def test_what_belongs_elsewhere_says_where(cast, appeal_in):
    appeal_in("diverted")

    assert (Diversion.objects.get().kind, Diversion.objects.get().to) == ("petition", "信访局")


def test_what_is_the_same_goes_on_with_the_other(cast, appeal_in):
    appeal = appeal_in("merged")

    assert Merger.objects.get(appeal=appeal).into.state == "filed"


def test_whoever_is_merged_hears_where_it_is_answered(cast, raised):
    other, appeal = raised(), raised()

    perform(appeal, "merge", by=cast.clerk, into=other, why="同一段路")

    told = Message.objects.get(user=cast.tea_contact, object_id=appeal.pk, subject__contains="一起办理")
    page = browser(cast.tea_contact).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()
    assert (other.number in told.text, other.number in page) == (True, True)
    link = f'href="{reverse("appeals.detail", args=[other.pk])}"'
    assert link in browser(cast.clerk).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()


def test_nothing_is_merged_into_that_of_another_firm_or_of_somebody_hidden_or_in_a_circle(cast, raised):
    first, second = raised(), raised()
    of_another = raised(organization=cast.silk_firm, by=cast.clerk)
    hidden = raised(is_hidden=True)
    for appeal, into in ((first, of_another), (first, hidden), (hidden, first), (first, first)):
        with pytest.raises(NotAllowed):
            perform(appeal, "merge", by=cast.clerk, into=into, why="同一件")
    perform(first, "merge", by=cast.clerk, into=second, why="同一件")
    with pytest.raises(NotAllowed):
        perform(second, "merge", by=cast.clerk, into=first, why="同一件")

    assert [(one.appeal, one.into) for one in Merger.objects.all()] == [(first, second)]


def test_a_leader_sees_what_was_brought_to_them_and_nothing_else(cast, appeal_in):
    appeal, other = appeal_in("handling"), appeal_in("handling")

    perform(appeal, "escalate", by=cast.clerk, person=cast.people["county_leader"], text="请协调")

    assert allowed(cast.county_leader, appeal) == ["heed", "urge"]
    assert allowed(cast.county_leader, other) == ["-"]
    assert Escalation.objects.get().appeal == appeal


def test_what_is_over_is_over(cast, appeal_in):
    with pytest.raises(NotNow):
        perform(appeal_in("withdrawn"), "accept", by=cast.clerk, **accepting(PLAIN))


# whose turn it is


def test_each_state_waits_for_somebody(cast, appeal_in):
    appeals = {
        state: appeal_in(state) for state in ("filed", "incomplete", "accepted", "assigned", "objected", "answered")
    }
    waits = {}
    for name in ("clerk", "tax_handler", "works_handler", "tea_contact", "auditor"):
        user = getattr(cast, name)
        with reaching(user.reach(cast.tenant)):
            waits[name] = set(AppealFlow.waiting_for(user))

    assert waits == {
        "clerk": {appeals["filed"], appeals["accepted"], appeals["objected"]},
        "tax_handler": {appeals["assigned"]},
        "works_handler": set(),
        "tea_contact": {appeals["incomplete"], appeals["answered"]},
        "auditor": set(),
    }


def test_without_a_unit_it_waits_for_the_office(cast, appeal_in):
    appeal = perform(appeal_in("accepted"), "answer_self", by=cast.clerk, **answering("解释说明"))
    appeal = perform(appeal, "redo", by=cast.tea_contact, why="没说清")

    assert set(AppealFlow.waiting_for(cast.clerk)) == {appeal}
