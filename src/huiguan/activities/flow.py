from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions
from huiguan.activities.actions import follow_ups, invitations
from huiguan.activities.forms import CancelForm, DropForm, FinishForm, HeldForm, PostponeForm
from huiguan.activities.models import Activity, ActivityState, FollowUp, FollowUpState, Invitation, Reply
from huiguan.activities.models.invitations import COMING, OPEN
from huiguan.activities.rules import arranges, arranges_parts, finishes, is_to_act, sees_to_it
from huiguan.kernel import clock
from huiguan.kernel.flow import Flow, Move, Wait

PLANNED, HELD, CANCELLED = ActivityState.PLANNED, ActivityState.HELD, ActivityState.CANCELLED


def is_yet_to_come(activity: Activity) -> list[str]:
    if activity.starts <= clock.now():
        return []
    planned = date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")
    return [gettext("原定 %(planned)s 才开始；已经提前办了的，请填实际时间") % {"planned": planned}]


def is_not_held_after_all(activity: Activity) -> list[str]:
    return [gettext("回到“筹备中”，时间退回原定的；纪要和参加人员都留着，以后可以再登记为已举办")]


def is_called_off(activity: Activity) -> list[str]:
    found = [gettext("取消后不计入统计；填写的内容和参加人员都留着，以后可以“恢复筹备”；不另发通知")]
    asked = Invitation.objects.filter(activity=activity, state__in=OPEN)
    counts = {"n": asked.count(), "m": asked.filter(state__in=COMING).count()}
    if counts["n"]:
        found.append(gettext("已邀请 %(n)s 位，其中 %(m)s 位答复要来：请告诉他们；打开链接的会看到已经取消") % counts)
    return found


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
    cancel = Move((PLANNED,), CANCELLED, arranges, _("取消活动"), CancelForm, danger=True, mind=is_called_off)
    reopen = Move((CANCELLED,), PLANNED, arranges, _("恢复筹备"), effect=actions.reopen)


class InvitationFlow(Flow):
    """Answers are given through ``actions.reply``, which knows whether there is room."""

    model = Invitation

    send = Move((Reply.DRAFTED,), Reply.SENT, arranges_parts, _("发出邀请"))
    accept = Move(OPEN, Reply.ACCEPTED, arranges_parts, _("答复：参加"), effect=invitations.coming)
    delegate = Move(OPEN, Reply.DELEGATED, arranges_parts, _("答复：派人来"), effect=invitations.coming)
    queue = Move(OPEN, Reply.QUEUED, arranges_parts, _("列入候补"), effect=invitations.queued)
    postpone = Move(OPEN, Reply.POSTPONED, arranges_parts, _("答复：再定"), effect=invitations.answered)
    decline = Move(OPEN, Reply.DECLINED, arranges_parts, _("答复：不来"), effect=invitations.answered)
    withdraw = Move((Reply.DRAFTED, *OPEN), Reply.WITHDRAWN, arranges_parts, _("撤回邀请"), danger=True)
    restore = Move((Reply.WITHDRAWN,), Reply.DRAFTED, arranges_parts, _("恢复邀请"))


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
