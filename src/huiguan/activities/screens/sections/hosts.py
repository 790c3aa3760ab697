from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import queries
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel
from huiguan.register.models import Organization


def hosts(page: Page) -> Panel:
    rows = list(queries.hosts_of([page.activity.pk]))
    known = Organization.objects.filter(pk__in=[host.organization_id for host in rows])
    context = {
        "rows": rows,
        "known": set(known.values_list("pk", flat=True)),
        "may_edit": page.may_edit,
        "add_url": page.may_edit and reverse("hosts.add", args=[page.activity.pk]),
    }
    return Panel(_("主办单位"), "activities/activities/hosts.html", context)
