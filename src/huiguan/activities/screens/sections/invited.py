from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import guests
from huiguan.activities.actions.invitations import taken
from huiguan.activities.models import Invitation
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel


def invited(page: Page) -> Panel | None:
    if not page.may_edit:
        return None
    rows = list(Invitation.objects.filter(activity=page.activity))
    if not rows and not page.is_planned:
        return None
    context = {
        "told": guests.told(rows, page.activity, taken(page.activity)),
        "url": reverse("invitations.of" if rows else "invitations.many", args=[page.activity.pk]),
        "any": bool(rows),
        "is_open": page.is_planned,
    }
    return Panel(_("邀请"), "activities/invitations/panel.html", context, len(rows) or None)
