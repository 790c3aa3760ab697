from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.models import FollowUp
from huiguan.activities.rules import reads_all_of_it
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def writings(page: Page) -> Panel | None:
    """What can be printed of it, once there is something to print."""
    activity, rows = page.activity, []
    if page.is_planned or activity.state == "cancelled":
        return None
    decided = activity.minutes or FollowUp.objects.filter(activity=activity).exists()
    if decided and reads_all_of_it(page.by, activity):
        rows.append(Offer(_("纪要（Word）"), reverse("activities.minutes", args=[activity.pk]), "file-text"))
    if page.may_edit:
        rows.append(Offer(_("写简报"), reverse("activities.bulletin", args=[activity.pk]), "newspaper"))
    return Panel(_("文稿"), "activities/papers/panel.html", {"rows": rows}) if rows else None
