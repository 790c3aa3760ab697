from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions
from huiguan.activities.forms import CancelForm, HeldForm
from huiguan.activities.models import Activity, ActivityState
from huiguan.activities.rules import arranges
from huiguan.kernel.flow import Flow, Move

PLANNED, HELD, CANCELLED = ActivityState.PLANNED, ActivityState.HELD, ActivityState.CANCELLED


class ActivityFlow(Flow):
    model = Activity

    hold = Move((PLANNED,), HELD, arranges, _("登记为已举办"), HeldForm, actions.hold)
    cancel = Move((PLANNED,), CANCELLED, arranges, _("取消活动"), CancelForm, danger=True)
    reopen = Move((CANCELLED,), PLANNED, arranges, _("恢复筹备"))
