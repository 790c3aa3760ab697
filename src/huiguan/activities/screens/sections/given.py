from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.models import ActivityState, Certificate, Participation
from huiguan.activities.queries import NAMED
from huiguan.activities.rules import NOT_HELD
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def certificates(page: Page) -> Panel | Offer | None:
    """Once it was held: how many have their paper; afterwards, that they have it, whatever became of the activity."""
    if not page.may_edit:
        return None
    is_held = page.activity.state == ActivityState.HELD
    count = Certificate.objects.filter(participation__activity=page.activity).count()
    of = [page.activity.pk]
    if count:
        context = {"rows": True, "n": count, "url": reverse("certificates.of", args=of)}
        context["why"] = "" if is_held else NOT_HELD
        return Panel(_("证书"), "activities/certificates/panel.html", context, count)
    if is_held and Participation.objects.filter(NAMED, activity=page.activity).exists():
        return Offer(_("结业证书、参加证明"), reverse("certificates.issue", args=of), "award")
    return None


def papers(page: Page) -> Offer | None:
    """Seats, seat cards and badges for those who come."""
    if not page.may_edit or page.activity.state == ActivityState.CANCELLED:
        return None
    return Offer(_("证件与座次"), reverse("placing.of", args=[page.activity.pk]), "id-card")
