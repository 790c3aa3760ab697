"""What a leader has before their eyes who is asked to see to an appeal."""

from django.utils.translation import gettext_lazy as _

from huiguan.mechanisms.appeals.models import Appeal, Escalation
from huiguan.mechanisms.appeals.queries import due_first
from huiguan.mechanisms.appeals.rules import leads
from huiguan.mechanisms.appeals.words import how_it_stands


def brought_to(appeal: Appeal, by) -> list[tuple]:
    """What they are asked, and how the first of its clocks stands."""
    if not leads(by, appeal):
        return []
    theirs = {"person__user__in": [by, *by.stands_for(appeal.tenant)], "heeded_at": None}
    asked = [(_("请示事项"), one.text) for one in Escalation.objects.filter(appeal=appeal, **theirs)]
    row = due_first(Appeal.objects.filter(pk=appeal.pk)).get()
    return [*asked, (_("期限"), how_it_stands(row.due_stage, row.due_holder, row.due_at))] if row.due_at else asked
