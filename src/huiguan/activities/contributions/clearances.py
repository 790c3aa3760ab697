from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.flow import ClearanceFlow
from huiguan.activities.models import ClearanceState
from huiguan.kernel.rooms import Card

SHOWN = 8


def clearance_cards(by: Any) -> list[Card]:
    """What is to be handed in, and what waits for this person to agree; the most urgent first."""
    waiting = list(ClearanceFlow.waiting_for(by).select_related("activity", "requirement").order_by("activity__starts"))
    shown = [_card(row) for row in waiting[:SHOWN]]
    if rest := len(waiting) - SHOWN if len(waiting) > SHOWN else 0:
        url = f"{reverse('clearances.list')}?waiting=me"
        shown.append(Card(_("其他的审批与报告"), url, count=rest, icon="stamp", hue="slate"))
    return shown


def _card(row) -> Card:
    said = {
        ClearanceState.DUE: _("待报：%(activity)s"),
        ClearanceState.SUBMITTED: _("等您审批：%(activity)s"),
        ClearanceState.REFUSED: _("没有同意：%(activity)s"),
    }[ClearanceState(row.state)]
    url = reverse("clearances.detail", args=[row.pk])
    note = str(row.requirement)
    return Card(said % {"activity": row.activity}, url, note=note, due=row.due, icon="stamp", hue="gold")
