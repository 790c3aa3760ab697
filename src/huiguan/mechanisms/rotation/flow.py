"""The life of a plan, of a turn, of a suggestion, and of a request."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import Flow, Move, Wait
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.forms import (
    AmendForm,
    ConsentForm,
    GrantForm,
    HandoverForm,
    JudgementForm,
    ResultForm,
    UndertakingForm,
    WhyForm,
)
from huiguan.mechanisms.rotation.models import (
    Request,
    RequestState,
    Roster,
    RosterState,
    Suggestion,
    SuggestionState,
    Turn,
    TurnState,
)
from huiguan.mechanisms.rotation.rules import (
    answers_for_it,
    asked_for_it,
    has_come,
    has_enough_hosts,
    is_the_other,
    judges_it,
    may_adopt,
    may_agree,
    may_grant,
    may_settle,
    needs_approval,
    plans_it,
    runs_it,
    waits_for_none,
    waits_for_other,
)

DRAFTED, PUBLISHED, UNDER_WAY, HANDED_OVER, CLOSED = TurnState
PLANNED, ADOPTED, DROPPED = RosterState
PROPOSED, ACCEPTED, DECLINED, DONE = SuggestionState
FILED, AGREED, GRANTED, REFUSED, WITHDRAWN = RequestState


def begins(request: Request):
    return request.turn.starts


class TurnFlow(Flow):
    model = Turn

    publish = Move(
        (DRAFTED,), PUBLISHED, plans_it & has_enough_hosts, _("公布"), effect=actions.tell_hosts, mind=then.publishing
    )
    begin = Move((PUBLISHED,), UNDER_WAY, runs_it & has_come, _("开始本期"), mind=then.beginning)
    withdraw = Move((PUBLISHED,), DRAFTED, plans_it, _("撤回公布"), danger=True, mind=then.withdrawing)
    hand_over = Move(
        (UNDER_WAY,), HANDED_OVER, runs_it, _("交接"), HandoverForm, actions.hand_over, mind=then.handing_over
    )
    put_back = Move((UNDER_WAY,), PUBLISHED, runs_it, _("退回未开始"), danger=True, mind=then.putting_back)
    close = Move((HANDED_OVER,), CLOSED, runs_it, _("办结"), mind=then.closing)
    resume = Move(
        (HANDED_OVER,),
        UNDER_WAY,
        runs_it,
        _("撤回交接"),
        effect=actions.take_back_handover,
        danger=True,
        mind=then.taking_back,
    )
    reopen = Move((CLOSED,), HANDED_OVER, runs_it, _("重新打开"), danger=True, mind=then.reopening)

    waits = {
        DRAFTED: Wait(plans_it, _("待公布"), lambda turn: turn.starts - timedelta(days=turn.scheme.notice_days)),
        PUBLISHED: Wait(runs_it, _("待开始"), lambda turn: turn.starts),
        UNDER_WAY: Wait(runs_it, _("待交接"), lambda turn: turn.ends),
        HANDED_OVER: Wait(runs_it, _("待办结")),
    }


class RosterFlow(Flow):
    model = Roster

    adopt = Move((PLANNED,), ADOPTED, may_adopt, _("采用"), effect=actions.adopt, mind=then.adopting, one_by_one=True)
    drop = Move((PLANNED,), DROPPED, plans_it, _("不采用"), mind=then.dropping)

    waits = {PLANNED: Wait(may_adopt, _("待采用"))}


class RequestFlow(Flow):
    """Who must agree and who must approve is a setting of the way that is asked for.

    What a swap costs others must be looked at each time, so it is agreed to and granted one by one.
    """

    model = Request

    agree = Move(
        (FILED,),
        AGREED,
        may_agree & needs_approval,
        _("同意"),
        ConsentForm,
        actions.agree,
        mind=then.agreeing,
        one_by_one=True,
    )
    take_effect = Move(
        (FILED,),
        GRANTED,
        may_settle,
        _("同意并照办"),
        ConsentForm,
        actions.carry_out,
        mind=then.settling,
        one_by_one=True,
    )
    grant = Move(
        (FILED, AGREED), GRANTED, may_grant, _("批准"), GrantForm, actions.grant, mind=then.granting, one_by_one=True
    )
    refuse = Move((FILED, AGREED), REFUSED, plans_it | is_the_other, _("不同意"), WhyForm, actions.refuse)
    withdraw = Move(
        (FILED, AGREED),
        WITHDRAWN,
        plans_it | asked_for_it,
        _("撤回申请"),
        effect=actions.call_off,
        danger=True,
        mind=then.calling_off,
    )

    waits = {
        FILED: Wait((waits_for_other & is_the_other) | (waits_for_none & plans_it), _("待答复"), begins),
        AGREED: Wait(plans_it, _("待批准"), begins),
    }


class SuggestionFlow(Flow):
    model = Suggestion

    accept = Move((PROPOSED,), ACCEPTED, answers_for_it, _("采纳"), UndertakingForm, actions.accept)
    decline = Move((PROPOSED,), DECLINED, answers_for_it, _("不采纳"), WhyForm, actions.decline)
    finish = Move((ACCEPTED,), DONE, answers_for_it, _("报告结果"), ResultForm, actions.finish)
    judge = Move((ACCEPTED, DECLINED, DONE), "", answers_for_it, _("评价是否有效"), JudgementForm, actions.judge)
    amend = Move((ACCEPTED,), "", answers_for_it, _("改落实人、期限"), AmendForm, actions.amend)
    withdraw = Move(
        (ACCEPTED, DECLINED),
        PROPOSED,
        answers_for_it,
        _("撤回答复"),
        effect=actions.withdraw,
        danger=True,
        mind=then.withdrawing_the_answer,
    )
    reopen = Move((DONE,), PROPOSED, runs_it, _("重开"), effect=actions.reopen, danger=True, mind=then.answering_anew)

    waits = {
        PROPOSED: Wait(answers_for_it, _("待答复")),
        ACCEPTED: Wait(
            answers_for_it,
            _("待落实"),
            lambda suggestion: suggestion.undertaking.due,
            lambda suggestion: suggestion.turn.scheme.advice_notice_days,
        ),
        DONE: Wait(judges_it, _("待评价")),
    }
