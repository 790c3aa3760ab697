from django.utils.translation import gettext as _

from huiguan.activities import answering
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel


def own(page: Page) -> Panel | None:
    """The invitations to it that the reader answers, with the way there."""
    rows = list(answering.asked(page.by).filter(activity=page.activity))
    return Panel(_("给您的邀请"), "activities/invitations/own.html", {"rows": rows}) if rows else None
