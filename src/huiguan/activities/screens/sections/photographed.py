from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.screens.photos import shown
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel

SHOWN = 6


def photographed(page: Page) -> Panel | Offer | None:
    rows = shown(page.activity)
    if not rows:
        return Offer(_("照片"), reverse("photos.add", args=[page.activity.pk]), "image") if page.may_edit else None
    url = reverse("photos.of", args=[page.activity.pk])
    return Panel(_("照片"), "activities/photos/panel.html", {"rows": rows[:SHOWN], "url": url}, len(rows))
