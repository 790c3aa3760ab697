"""The life of a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import Flow, Move, Wait
from huiguan.kernel.forms import Form
from huiguan.register import correcting
from huiguan.register.models import Correction, CorrectionState
from huiguan.register.rules import confirms_corrections, proposes_corrections

PROPOSED, TAKEN_OVER, REFUSED, WITHDRAWN = CorrectionState


class RefusalForm(Form):
    why = forms.CharField(label=_("为什么不采用"), max_length=200, help_text=_("企业会看到这句话"))


class CorrectionFlow(Flow):
    model = Correction

    take_over = Move(
        (PROPOSED,), TAKEN_OVER, confirms_corrections, _("核对无误，更新档案"), effect=correcting.take_over
    )
    refuse = Move((PROPOSED,), REFUSED, confirms_corrections, _("不采用"), RefusalForm, danger=True)
    withdraw = Move((PROPOSED,), WITHDRAWN, proposes_corrections, _("撤回"))

    waits = {PROPOSED: Wait(confirms_corrections, _("待核对"))}
