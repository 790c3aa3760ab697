from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import trips
from huiguan.activities.models import Stop
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel
from huiguan.register.models import Organization


def stops(page: Page) -> Panel | Offer | None:
    """Where it goes, day by day, for whoever sees the activity; whom to call there, for those who arrange it."""
    rows = list(Stop.objects.filter(activity=page.activity).select_related("partner"))
    add_url = reverse("stops.add", args=[page.activity.pk]) if page.may_edit else ""
    if not rows:
        return Offer(_("行程"), add_url, "map-pinned") if add_url else None
    known = Organization.objects.filter(pk__in=[row.partner_id for row in rows if row.partner_id])
    context = {
        "rows": rows,
        "lines": trips.lines(page.activity, rows),
        "known": set(known.values_list("pk", flat=True)),
        "may_edit": page.may_edit,
        "add_url": add_url,
    }
    return Panel(_("行程"), "activities/stops/panel.html", context, len(rows), flush=True)
