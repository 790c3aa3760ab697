from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.models import Visit
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.activities.screens.visits import status_of
from huiguan.kernel.rooms import Panel
from huiguan.kernel.words import listed
from huiguan.register.models import Organization


def visited(page: Page) -> Panel | Offer | None:
    """Which firms it visits, what they are asked, and what they say to it."""
    rows = Visit.objects.filter(activity=page.activity).select_related("organization").prefetch_related("topics")
    url = reverse("visits.add", args=[page.activity.pk])
    if not rows:
        return Offer(_("走访哪家企业"), url, "footprints") if page.may_edit else None
    known = set(Organization.objects.filter(pk__in=[row.organization_id for row in rows]).values_list("pk", flat=True))
    shown = [
        {
            "visit": row,
            "topics": listed(row.topics.all()),
            "status": status_of(row),
            "why": row.why_despite if page.may_edit else "",
            "calendar": row.organization_id in known and reverse("visit_calendar.of", args=[row.organization_id]),
        }
        for row in rows
    ]
    context = {"rows": shown, "may_edit": page.may_edit, "add_url": page.may_edit and url}
    return Panel(_("走访企业"), "activities/visits/panel.html", context, len(shown), flush=True)
