"""What is common to pages that open without an account."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from huiguan.activities import agendas, trips, wording
from huiguan.activities.models import Activity, AgendaItem, Stop


def lone_page(request, template: str, activity: Activity, context: dict[str, Any], form: Any) -> HttpResponse:
    """Kept by nobody on the way, and found by no search engine; rendered while the reach of its tenant still holds."""
    code = 422 if form is not None and form.errors else 200
    stops = Stop.objects.filter(activity=activity).select_related("partner")
    items = AgendaItem.objects.filter(activity=activity).select_related("person", "organization")
    told = {
        "activity": activity,
        "when": wording.when(activity),
        "hosts": wording.hosts(activity),
        "reply_by": wording.still_asked_by(activity),
        "stops": [line for line in trips.lines(activity, stops) if line.stop],
        "agenda": agendas.lines(activity, items),
    }
    page = TemplateResponse(request, template, told | context, status=code)
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
