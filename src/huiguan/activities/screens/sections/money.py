from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.account import account
from huiguan.activities.rules import sees_within
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def money(page: Page) -> Panel | Offer | None:
    if not sees_within(page.by, page.activity):
        return None
    url = reverse("budget_lines.of", args=[page.activity.pk])
    found = account(page.activity)
    if not found.lines and not found.expenses:
        return Offer(_("预算和支出"), url, "banknote") if page.may_edit else None
    return Panel(_("经费"), "activities/budget_lines/panel.html", {"account": found, "url": url})
