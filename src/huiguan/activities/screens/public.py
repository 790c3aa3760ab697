"""What is common to pages that open without an account."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from huiguan.activities import queries
from huiguan.activities.models import Activity


def lone_page(request, template: str, activity: Activity, context: dict[str, Any], form: Any) -> HttpResponse:
    """Kept by nobody on the way, and found by no search engine; rendered while the reach of its tenant still holds."""
    hosts = list(queries.hosts_of([activity.pk]))
    code = 422 if form is not None and form.errors else 200
    page = TemplateResponse(request, template, {"activity": activity, "hosts": hosts, **context}, status=code)
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
