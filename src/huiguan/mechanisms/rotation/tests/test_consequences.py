"""What is said before a move is made: what stays open, who is told, what can be undone."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.flow import RequestFlow, RosterFlow, SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.models import Handover, Roster, SchemeStep, Undertaking


def told(page):
    return [str(one) for one in page.context["mind"]]


def of_a_turn(clerk, turn, move):
    return told(clerk.get(reverse("turns.move", args=[turn.pk, move])))


def finish(turn, *names):
    for seat in turn.seats.all():
        for step in SchemeStep.objects.filter(scheme=turn.scheme, name__in=names):
            actions.finish_step(seat, step, by=None)


def test_whoever_hands_over_is_told_what_is_left_to_do(cast, clerk, new_turn, new_suggestion):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    new_suggestion("accepted", turn, number="x-1")
    finish(turn, "报送")

    assert of_a_turn(clerk, turn, "hand_over") == [
        "本期到 2026-06-30 才结束",
        "步骤“走访”没有完成：甲县云雾茶业有限公司",
        "步骤“归档”没有完成：甲县云雾茶业有限公司",
        "还有 1 条建议没有答复或没有落实：建议（x-1）",
        "交接以后还可以补办步骤，也可以“撤回交接”",
    ]


def test_closing_names_the_open_steps_and_the_advice_that_goes_on_with_the_next(cast, clerk, new_turn, new_suggestion):
    turn, after = new_turn(1, "under_way", [cast.tea_firm, cast.silk_firm]), new_turn(2, "published")
    for number in range(1, 5):
        new_suggestion("accepted", turn, number=f"x-{number}")
    finish(turn, "报送", "走访")
    actions.finish_step(turn.seats.get(organization=cast.tea_firm), SchemeStep.objects.get(name="归档"), by=None)
    perform(turn, "hand_over", by=cast.clerk, text="x", to=after)

    assert of_a_turn(clerk, turn, "close") == [
        "步骤“归档”没有完成：甲县春蚕丝绸有限公司",
        "没有完成的步骤办结以后照样算逾期；要补办，先“重新打开”",
        "4 条没有办完的建议已经结转到第2期 主题2，由那一期接着办：建议（x-1）、建议（x-2）、建议（x-3）等",
        "办结以后不再登记活动和建议；不另发通知，以后可以“重新打开”",
    ]


def test_closing_names_the_advice_that_nobody_takes_over(cast, clerk, new_turn, new_suggestion):
    turn = new_turn(1, "under_way", [cast.tea_firm])
    new_suggestion("proposed", turn, number="x-1")
    finish(turn, "报送", "走访", "归档")
    perform(turn, "hand_over", by=cast.clerk, text="x", to=None)

    assert of_a_turn(clerk, turn, "close") == [
        "还有 1 条建议没有答复或没有落实：建议（x-1）",
        "办结以后不再登记活动和建议；不另发通知，以后可以“重新打开”",
    ]


def test_publishing_says_who_will_see_it_and_hear_of_it(cast, clerk, new_turn):
    turn = new_turn(1, "drafted", [cast.tea_firm, cast.silk_firm])

    assert of_a_turn(clerk, turn, "publish") == [
        "公布后，轮值的各方能看到这一期，有账号的会收到通知：甲县云雾茶业有限公司、甲县春蚕丝绸有限公司",
        "公布后不能再改人选；要改，先“撤回公布”",
    ]


def test_taking_a_handover_back_says_what_comes_back(cast, clerk, new_turn, new_suggestion):
    turn, after = new_turn(1, "under_way", [cast.tea_firm]), new_turn(2, "published")
    new_suggestion("accepted", turn)
    perform(turn, "hand_over", by=cast.clerk, text="x", to=after)

    assert of_a_turn(clerk, turn, "resume") == [
        "回到“进行中”；交接说明和交接事项不再保留，再交接时重新填写（修改记录里还查得到）",
        "结转出去的 1 条建议回到本期",
    ]
    perform(turn, "resume", by=cast.clerk)
    assert Handover.objects.count() == 0


def test_a_firm_that_withdraws_its_answer_reads_what_is_lost_and_who_hears_of_it(firm, new_suggestion):
    one = new_suggestion("accepted")
    Undertaking.objects.create(suggestion=one, owner="厂长")

    assert told(firm.get(reverse("suggestions.move", args=[one.pk, "withdraw"]))) == [
        "回到“待答复”，由谁落实、期限和评价都不再保留，可以重新答复（修改记录里还查得到）",
        "提出人有账号的会收到通知",
    ]


def test_a_move_that_says_what_it_brings_does_not_also_say_that_it_is_final(clerk, new_turn):
    page = clerk.get(reverse("turns.move", args=[new_turn(1, "closed").pk, "reopen"]))

    assert told(page) == ["回到“已交接”，可以补办步骤、补登活动和建议；补完再办结"]
    assert "做完以后不能在这里撤回" not in page.content.decode()


@pytest.mark.parametrize("flow", [TurnFlow, RosterFlow, RequestFlow, SuggestionFlow])
def test_every_move_that_asks_nothing_says_what_it_brings_about(flow):
    silent = type(next(iter(flow.moves.values()))).__dataclass_fields__["mind"].default

    assert [name for name, move in flow.moves.items() if not move.form and move.mind is silent] == []


def test_adopting_a_plan_says_whether_published_turns_change(scheme):
    days = {"starts": date(2026, 7, 1), "ends": date(2026, 12, 31), "solved_at": clock.now(), "proven": True}

    minds = [
        RosterFlow.moves["adopt"].mind(Roster(scheme=scheme, with_published=with_published, **days))
        for with_published in (False, True)
    ]

    assert [len(mind) for mind in minds] == [1, 2]
