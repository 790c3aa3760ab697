from django.utils.translation import gettext as _

from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel


def lodging(page: Page) -> Panel | None:
    return _text(_("食宿安排"), page.activity.lodging)


def risks(page: Page) -> Panel | None:
    return _text(_("安全与应急"), page.activity.risks)


def minutes(page: Page) -> Panel | None:
    return _text(_("纪要"), page.activity.minutes)


def _text(label: str, text: str) -> Panel | None:
    return Panel(label, "activities/activities/text.html", {"text": text}) if text else None
