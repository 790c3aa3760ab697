from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import rules
from huiguan.activities.models import Clearance
from huiguan.activities.models.clearances import OPEN_STATES
from huiguan.activities.requirements import plan_of
from huiguan.activities.screens.clearances import changed_since, status_of
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel import clock
from huiguan.kernel.rooms import Panel


def clearances(page: Page) -> Panel | None:
    """What must be approved or reported, how far it is, and what is late."""
    rows = list(Clearance.objects.filter(activity=page.activity).select_related("requirement", "activity"))
    if not rows:
        return None
    plan = plan_of(page.activity)
    for row in rows:
        row.status = status_of(row)
        row.changed = changed_since(row, plan)
        row.is_late = page.is_planned and row.state == "due" and clock.today() > row.due
        row.is_open = row.state in OPEN_STATES
        row.url = reverse("clearances.detail", args=[row.pk])
    why = rules.why_not_yet(page.activity.pk) if page.is_planned else ""
    return Panel(_("审批与报告"), "activities/clearances/panel.html", {"rows": rows, "why": why}, len(rows), flush=True)
