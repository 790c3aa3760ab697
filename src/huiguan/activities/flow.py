from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import actions
from huiguan.activities.actions import clearances, follow_ups, invitations, notices, sign_ins
from huiguan.activities.consequences import (
    is_called_off,
    is_late,
    is_not_held_after_all,
    is_on_again,
    is_open_again,
    is_taken_back,
    is_yet_to_come,
)
from huiguan.activities.doubles import is_not_double
from huiguan.activities.forms import (
    ApproveForm,
    CancelForm,
    ConfirmForm,
    DismissForm,
    DropForm,
    FinishForm,
    HeldForm,
    PaperForm,
    PostponeForm,
    RefusalPaperForm,
    RefuseForm,
    SubmitForm,
)
from huiguan.activities.models import (
    Activity,
    ActivityState,
    Clearance,
    ClearanceState,
    FollowUp,
    FollowUpState,
    Invitation,
    Notice,
    NoticeState,
    Reply,
    SignIn,
    SignInState,
)
from huiguan.activities.models.invitations import OPEN
from huiguan.activities.rules import (
    approves,
    arranges,
    by_itself,
    finishes,
    is_an_approval,
    is_cleared,
    is_not_stood_on,
    is_still_planned,
    is_to_act,
    sees_to_it,
)
from huiguan.kernel.flow import Flow, Move, Wait

PLANNED, HELD, CANCELLED = ActivityState.PLANNED, ActivityState.HELD, ActivityState.CANCELLED
DUE, SUBMITTED, NOT_NEEDED = ClearanceState.DUE, ClearanceState.SUBMITTED, ClearanceState.NOT_NEEDED
APPROVED, REFUSED = ClearanceState.APPROVED, ClearanceState.REFUSED


class ActivityFlow(Flow):
    model = Activity

    hold = Move((PLANNED,), HELD, arranges, _("登记为已举办"), HeldForm, actions.hold, mind=is_yet_to_come)
    take_back = Move(
        (HELD,),
        PLANNED,
        arranges,
        _("退回筹备"),
        effect=actions.plan_again,
        danger=True,
        mind=is_not_held_after_all,
        one_by_one=True,
    )
    cancel = Move(
        (PLANNED,), CANCELLED, arranges, _("取消活动"), CancelForm, actions.call_off, danger=True, mind=is_called_off
    )
    reopen = Move((CANCELLED,), PLANNED, arranges, _("恢复筹备"), effect=actions.reopen, mind=is_on_again)


class InvitationFlow(Flow):
    """Answers are given through ``actions.reply``, which knows whether there is room."""

    model = Invitation

    send = Move(
        (Reply.DRAFTED,),
        Reply.SENT,
        arranges & is_still_planned & is_cleared & is_not_double,
        _("发出邀请"),
        effect=notices.sent,
    )
    accept = Move(OPEN, Reply.ACCEPTED, arranges, _("答复：参加"), effect=invitations.coming)
    delegate = Move(OPEN, Reply.DELEGATED, arranges, _("答复：派人来"), effect=invitations.coming)
    queue = Move(OPEN, Reply.QUEUED, arranges, _("列入候补"), effect=invitations.queued)
    postpone = Move(OPEN, Reply.POSTPONED, arranges, _("答复：再定"), effect=invitations.answered)
    decline = Move(OPEN, Reply.DECLINED, arranges, _("答复：不来"), effect=invitations.answered)
    withdraw = Move(
        (Reply.DRAFTED, *OPEN),
        Reply.WITHDRAWN,
        arranges,
        _("撤回邀请"),
        effect=notices.withdrawn,
        danger=True,
        mind=is_taken_back,
    )
    restore = Move((Reply.WITHDRAWN,), Reply.DRAFTED, arranges, _("恢复邀请"))


class NoticeFlow(Flow):
    """The house tells whom it can; the others are told by somebody, who says so."""

    model = Notice

    tell = Move((NoticeState.WAITING,), NoticeState.TOLD, arranges, _("已告诉"), effect=notices.told)
    untell = Move((NoticeState.TOLD,), NoticeState.WAITING, arranges, _("还没有告诉"), effect=notices.not_told)
    drop = Move((NoticeState.WAITING,), NoticeState.DROPPED, arranges, _("不用告诉了"))
    recall = Move((NoticeState.DROPPED,), NoticeState.WAITING, arranges, _("还要告诉"))


class ClearanceFlow(Flow):
    """A report ends when it is handed in; an approval is answered by whoever may, or by the paper that came back."""

    model = Clearance

    submit = Move((DUE, REFUSED), SUBMITTED, arranges, _("登记已报"), SubmitForm, clearances.submitted, mind=is_late)
    approve = Move(
        (SUBMITTED,), APPROVED, approves & is_an_approval, _("同意"), ApproveForm, clearances.agreed, one_by_one=True
    )
    refuse = Move(
        (SUBMITTED,), REFUSED, approves & is_an_approval, _("不同意"), RefuseForm, clearances.refused, one_by_one=True
    )
    file_approval = Move(
        (SUBMITTED,),
        APPROVED,
        arranges & is_an_approval,
        _("登记书面批复：同意"),
        PaperForm,
        clearances.agreed,
        one_by_one=True,
    )
    file_refusal = Move(
        (SUBMITTED,),
        REFUSED,
        arranges & is_an_approval,
        _("登记书面批复：不同意"),
        RefusalPaperForm,
        clearances.refused,
        one_by_one=True,
    )
    take_back = Move(
        (SUBMITTED, APPROVED, REFUSED),
        DUE,
        arranges,
        _("退回待报"),
        effect=clearances.taken_back,
        danger=True,
        mind=is_open_again,
    )
    lapse = Move((DUE, SUBMITTED, REFUSED), NOT_NEEDED, by_itself, _("不需要了"))
    revive = Move((NOT_NEEDED,), DUE, by_itself, _("又需要了"))

    waits = {
        DUE: Wait(arranges & is_still_planned, _("报出去"), lambda row: row.due),
        SUBMITTED: Wait(approves & is_an_approval & is_still_planned, _("答复"), lambda row: row.due),
        REFUSED: Wait(arranges & is_still_planned, _("改了再报，或者取消活动"), lambda row: row.due),
    }


class SignInFlow(Flow):
    """Whoever it surely is was confirmed by the system as they signed; a person confirms the others."""

    model = SignIn

    confirm = Move(
        (SignInState.PENDING,),
        SignInState.CONFIRMED,
        arranges,
        _("确认到场"),
        ConfirmForm,
        sign_ins.confirmed,
        one_by_one=True,
    )
    dismiss = Move(
        (SignInState.PENDING, SignInState.CONFIRMED),
        SignInState.DISMISSED,
        arranges & is_not_stood_on,
        pgettext_lazy("签到的办理", "不算"),
        DismissForm,
        sign_ins.dismissed,
    )
    restore = Move((SignInState.DISMISSED,), SignInState.PENDING, arranges, _("放回待确认"))


class FollowUpFlow(Flow):
    """It waits for its owner; without one, for whoever speaks for the unit and whoever arranges the activity."""

    model = FollowUp

    finish = Move((FollowUpState.OPEN,), FollowUpState.DONE, finishes, _("办结"), FinishForm, follow_ups.finish)
    postpone = Move((FollowUpState.OPEN,), "", sees_to_it, _("改期限"), PostponeForm, follow_ups.postpone)
    drop = Move((FollowUpState.OPEN,), FollowUpState.DROPPED, sees_to_it, _("不办了"), DropForm, danger=True)
    reopen = Move(
        (FollowUpState.DONE, FollowUpState.DROPPED),
        FollowUpState.OPEN,
        sees_to_it,
        _("重新办理"),
        effect=follow_ups.reopen,
    )

    waits = {FollowUpState.OPEN: Wait(is_to_act, _("待落实"), lambda follow_up: follow_up.due)}
