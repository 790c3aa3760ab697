"""The life of an appeal, from being raised to being closed."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.flow import Flow, Wait
from huiguan.kernel.flow import Move as AnyMove
from huiguan.mechanisms.appeals import actions, forms
from huiguan.mechanisms.appeals import consequences as then
from huiguan.mechanisms.appeals.models import Appeal, AppealState
from huiguan.mechanisms.appeals.queries import to_be_noticed
from huiguan.mechanisms.appeals.rules import (
    LEADS_ON,
    acknowledges,
    approves,
    can_be_extended,
    goes_on_at_once,
    handles,
    has_no_lead,
    has_to_be_forwarded,
    helps_it,
    is_confirmed,
    is_in_the_open,
    is_mergeable,
    is_not_kept_out,
    is_paused,
    is_told,
    is_unconfirmed,
    is_untold,
    leads,
    leads_it,
    may_object,
    opines,
    raised_it,
    runs,
    solved,
    voices_it,
    waits_for_a_word,
    waits_for_help,
    waits_for_more_time,
    was_closed_lately,
    works_on_it,
)

FILED, INCOMPLETE, DECLINED, DIVERTED, MERGED, *_on_the_way = AppealState
ACCEPTED, ASSIGNED, OBJECTED, HANDLING, ANSWERED, CONFIRMED, CLOSED, WITHDRAWN = _on_the_way
SECRET = frozenset({"whom"})  # who spoke for the firm
WITH_UNITS = (ASSIGNED, OBJECTED, HANDLING)
Move = partial(AnyMove, one_by_one=True)  # nobody deals with an appeal without having looked at it


class AppealFlow(Flow):
    model = Appeal
    moved = staticmethod(actions.turn)
    leads_on = LEADS_ON
    accept = Move(
        (FILED,),
        ACCEPTED,
        handles,
        pgettext_lazy("诉求", "受理"),
        forms.AcceptForm,
        actions.accept,
        mind=then.accepting,
    )
    ask_more = Move(
        (FILED,), INCOMPLETE, handles, _("请补充"), forms.AskMoreForm, actions.ask_more, mind=then.asking_more
    )
    supplement = Move(
        (INCOMPLETE,), FILED, voices_it | handles, pgettext_lazy("诉求", "补充"), forms.AdditionForm, actions.supplement
    )
    add = Move(
        (FILED, ACCEPTED, *WITH_UNITS), "", voices_it, _("补充说明"), forms.AdditionForm, actions.add, mind=then.adding
    )
    decline = Move((FILED, INCOMPLETE), DECLINED, handles, _("不予受理"), forms.WhyForm, actions.decline)
    divert = Move(
        (FILED, ACCEPTED), DIVERTED, handles, _("分流"), forms.DivertForm, actions.divert, mind=then.diverting
    )
    forward = Move(
        (FILED, ACCEPTED, *WITH_UNITS, ANSWERED),
        "",
        handles & has_to_be_forwarded,
        _("转送拖欠账款投诉"),
        forms.ForwardForm,
        actions.forward,
        mind=then.forwarding,
    )
    merge = Move((FILED, ACCEPTED), MERGED, handles & is_mergeable, _("并案"), forms.MergeForm, actions.merge)

    assign = Move(
        (ACCEPTED,), ASSIGNED, handles & acknowledges, _("交办"), forms.AssignForm, actions.assign, mind=then.assigning
    )
    hand_on = Move(
        (ACCEPTED,),
        HANDLING,
        handles & goes_on_at_once,
        _("交办，即时办理"),
        forms.AssignForm,
        actions.assign,
        mind=then.assigning,
    )
    answer_self = Move((ACCEPTED,), ANSWERED, handles, _("直接答复"), forms.AnswerForm, actions.answer)

    acknowledge = Move((ASSIGNED,), HANDLING, works_on_it, _("签收"), None, actions.acknowledge)
    object = Move(
        (ASSIGNED,),
        OBJECTED,
        works_on_it & may_object,
        _("提异议"),
        forms.WhyForm,
        actions.object_to,
        mind=then.objecting,
    )
    uphold = Move((OBJECTED,), ASSIGNED, handles, _("维持交办"), forms.WhyForm, actions.uphold)
    reassign = Move(
        (OBJECTED,), ASSIGNED, handles, _("另行交办"), forms.ReassignForm, actions.reassign, mind=then.changing_the_unit
    )

    answer = Move((HANDLING,), ANSWERED, works_on_it, _("答复"), forms.AnswerForm, actions.answer)
    contact = Move(
        (ACCEPTED, ASSIGNED, HANDLING),
        "",
        handles | (leads_it & is_in_the_open),
        _("记联系企业"),
        forms.ContactForm,
        actions.contact,
    )
    opine = Move((HANDLING,), "", works_on_it & opines, _("初步意见"), forms.OpinionForm, actions.opine)
    note = Move((HANDLING,), "", works_on_it, _("记进展"), forms.NoteForm)
    contribute = Move(
        (ASSIGNED, HANDLING),
        "",
        (handles & waits_for_help) | helps_it,
        _("给协办意见"),
        forms.ContributionForm,
        actions.contribute,
    )
    ask_extension = Move(
        (HANDLING,), "", works_on_it & can_be_extended, _("申请延期"), forms.ExtensionForm, actions.ask_extension
    )
    grant_extension = Move(
        (HANDLING,), "", approves & waits_for_more_time, _("同意延期"), None, actions.grant_extension
    )
    refuse_extension = Move(
        (HANDLING,), "", approves & waits_for_more_time, _("不同意延期"), forms.WhyForm, actions.refuse_extension
    )
    pause = Move((HANDLING,), "", handles & runs, _("暂停计时"), forms.PauseForm, actions.pause)
    resume = Move((HANDLING,), "", handles & is_paused, _("恢复计时"), None, actions.resume)

    confirm = Move(
        (ANSWERED,), CONFIRMED, raised_it, _("确认并评价"), forms.RatingForm, actions.rate, mind=then.confirming
    )
    redo = Move((ANSWERED,), HANDLING, raised_it, _("没解决，请再办"), forms.AgainForm, actions.take_up_again)
    confirm_by_phone = Move(
        (ANSWERED,),
        CONFIRMED,
        handles & is_not_kept_out,
        _("登记电话回访"),
        forms.PhoneRatingForm,
        actions.rate_by_phone,
        mind=then.confirming_by_phone,
        unsaid=SECRET,
    )
    return_answer = Move((ANSWERED,), HANDLING, handles, _("退回重办"), forms.WhyForm, actions.take_up_again)
    close = Move((CONFIRMED,), CLOSED, handles, _("办结"), forms.CloseForm, actions.close)
    close_unconfirmed = Move(
        (ANSWERED,),
        CLOSED,
        handles & is_unconfirmed,
        _("逾期未确认，办结"),
        forms.WhyForm,
        actions.close_unconfirmed,
        mind=then.closing_unconfirmed,
    )
    reopen = Move(
        (CONFIRMED, CLOSED),
        HANDLING,
        raised_it & (is_confirmed | was_closed_lately),
        _("重新办理"),
        forms.AgainForm,
        actions.reopen,
        mind=then.reopening,
    )
    take_up = Move(
        (CONFIRMED, CLOSED),
        HANDLING,
        handles,
        _("由工商联重新办理"),
        forms.WhyForm,
        actions.reopen,
        mind=then.reopening,
    )
    release = Move(
        (CLOSED,),
        "",
        handles & solved & is_untold,
        _("公开案例"),
        forms.ReleaseForm,
        actions.release,
        mind=then.releasing,
    )
    rewrite = Move(
        (CLOSED,), "", handles & is_told, _("改公开的文字"), forms.RewriteForm, actions.rewrite, mind=then.releasing
    )
    take_down = Move((CLOSED,), "", handles & is_told, _("撤下公开的案例"), forms.WhyForm, actions.take_down)

    change_unit = Move(
        (ASSIGNED,), "", handles, _("改派"), forms.ReassignForm, actions.reassign, mind=then.changing_the_unit
    )
    hand_over = Move(
        (HANDLING,), "", handles, _("改派，接着办"), forms.ReassignForm, actions.reassign, mind=then.changing_the_unit
    )
    amend = Move((ACCEPTED, *WITH_UNITS, ANSWERED), "", handles, _("改登记"), forms.AmendForm, actions.amend)
    heed = Move(
        (ACCEPTED, *WITH_UNITS, ANSWERED), "", leads & waits_for_a_word, _("批示"), forms.HeedForm, actions.heed
    )
    urge = Move(WITH_UNITS, "", handles | leads, _("督办"), forms.UrgeForm, actions.urge)
    escalate = Move((ACCEPTED, *WITH_UNITS, ANSWERED), "", handles, _("提级"), forms.EscalateForm, actions.escalate)
    withdraw = Move(
        (FILED, INCOMPLETE, ACCEPTED, *WITH_UNITS, ANSWERED),
        WITHDRAWN,
        voices_it,
        pgettext_lazy("诉求", "撤回"),
        forms.WhyForm,
        actions.withdraw,
        danger=True,
    )
    withdraw_for = Move(
        (FILED, INCOMPLETE, ACCEPTED, *WITH_UNITS),
        WITHDRAWN,
        handles & is_not_kept_out,
        _("登记企业撤回"),
        forms.WithdrawForForm,
        actions.withdraw_for,
        mind=then.withdrawing_for,
        unsaid=SECRET,
        danger=True,
    )

    waits = {
        FILED: Wait(handles, _("待受理"), to_be_noticed),
        INCOMPLETE: Wait(voices_it, _("待您补充")),
        ACCEPTED: Wait(handles, _("待交办"), to_be_noticed),
        ASSIGNED: Wait(leads_it, _("待签收"), to_be_noticed),
        OBJECTED: Wait(handles, _("异议待处理"), to_be_noticed),
        HANDLING: Wait(leads_it | (has_no_lead & handles), _("待答复"), to_be_noticed),
        ANSWERED: Wait(raised_it, _("待您确认"), to_be_noticed),
        CONFIRMED: Wait(handles, _("待办结")),
    }
