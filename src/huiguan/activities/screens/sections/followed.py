from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import following
from huiguan.activities.screens.follow_ups import HUES
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def followed(page: Page) -> Panel | Offer | None:
    """What was agreed, as far as the reader may know of it."""
    rows = list(following.of(page.activity))
    url = reverse("follow_ups.add", args=[page.activity.pk])
    if not rows:
        return Offer(_("后续事项"), url) if page.may_edit else None
    for row in rows:
        row.hue = HUES[row.state]
    context = {"rows": rows, "add_url": page.may_edit and url}
    return Panel(_("后续事项"), "activities/follow_ups/panel.html", context, len(rows), flush=True)
