"""The life of a plan, of a turn, and of a suggestion."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import Flow, Move, Wait
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.forms import HandoverForm, JudgementForm, ResultForm, UndertakingForm, WhyForm
from huiguan.mechanisms.rotation.models import Roster, RosterState, Suggestion, SuggestionState, Turn, TurnState
from huiguan.mechanisms.rotation.rules import answers_for_it, has_come, has_enough_hosts, left_to_do, plans_it, runs_it

DRAFTED, PUBLISHED, UNDER_WAY, HANDED_OVER, CLOSED = TurnState
PLANNED, ADOPTED, DROPPED = RosterState
PROPOSED, ACCEPTED, DECLINED, DONE = SuggestionState


class TurnFlow(Flow):
    model = Turn

    publish = Move((DRAFTED,), PUBLISHED, plans_it & has_enough_hosts, _("公布"), effect=actions.tell_hosts)
    begin = Move((PUBLISHED,), UNDER_WAY, runs_it & has_come, _("开始本期"))
    withdraw = Move((PUBLISHED,), DRAFTED, plans_it, _("撤回公布"), danger=True)
    hand_over = Move((UNDER_WAY,), HANDED_OVER, runs_it, _("交接"), HandoverForm, actions.hand_over, mind=left_to_do)
    put_back = Move((UNDER_WAY,), PUBLISHED, runs_it, _("退回未开始"), danger=True)
    close = Move((HANDED_OVER,), CLOSED, runs_it, _("办结"), mind=left_to_do)
    resume = Move((HANDED_OVER,), UNDER_WAY, runs_it, _("撤回交接"), effect=actions.take_back_handover, danger=True)
    reopen = Move((CLOSED,), HANDED_OVER, runs_it, _("重新打开"), danger=True)

    waits = {
        DRAFTED: Wait(plans_it, _("待公布"), lambda turn: turn.starts - timedelta(days=turn.scheme.notice_days)),
        PUBLISHED: Wait(runs_it, _("待开始"), lambda turn: turn.starts),
        UNDER_WAY: Wait(runs_it, _("待交接"), lambda turn: turn.ends),
        HANDED_OVER: Wait(runs_it, _("待办结")),
    }


class RosterFlow(Flow):
    model = Roster

    adopt = Move((PLANNED,), ADOPTED, plans_it, _("采用"), effect=actions.adopt)
    drop = Move((PLANNED,), DROPPED, plans_it, _("不采用"))


class SuggestionFlow(Flow):
    model = Suggestion

    accept = Move((PROPOSED,), ACCEPTED, answers_for_it, _("采纳"), UndertakingForm, actions.accept)
    decline = Move((PROPOSED,), DECLINED, answers_for_it, _("不采纳"), WhyForm, actions.decline)
    finish = Move((ACCEPTED,), DONE, answers_for_it, _("报告结果"), ResultForm, actions.finish)
    judge = Move((ACCEPTED, DECLINED, DONE), "", answers_for_it, _("评价是否有效"), JudgementForm, actions.judge)
    reopen = Move((DECLINED, DONE), PROPOSED, runs_it, _("重开"), effect=actions.reopen, danger=True)

    waits = {
        PROPOSED: Wait(answers_for_it, _("待答复")),
        ACCEPTED: Wait(answers_for_it, _("待落实"), lambda suggestion: suggestion.undertaking.due),
    }
