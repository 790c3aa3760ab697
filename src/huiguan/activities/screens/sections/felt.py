from django.utils.translation import gettext as _

from huiguan.activities import opinions
from huiguan.activities.rules import reads_all_of_it
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel


def felt(page: Page) -> Panel | None:
    """What was said of it, for the place that keeps it."""
    if not reads_all_of_it(page.by, page.activity):
        return None
    found = opinions.of(page.activity)
    return Panel(_("反馈"), "activities/feedback/panel.html", found) if found else None
