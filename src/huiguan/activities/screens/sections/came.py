from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.activities.models import Participation
from huiguan.activities.rules import sees_all_of_it
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel
from huiguan.register.queries import reachable


def came(page: Page) -> Panel:
    rows = list(Participation.objects.filter(activity=page.activity).select_related("person", "organization"))
    may_edit, of = page.may_edit, [page.activity.pk]
    context = {
        "rows": rows,
        "told": _told(rows),
        "may_edit": may_edit,
        "people": reachable([row.person_id for row in rows if row.person_id]),
        "sees_own": not sees_all_of_it(page.by, page.activity),
        "add_url": may_edit and reverse("participations.many", args=of),
        "one_url": may_edit and reverse("participations.add", args=of),
        "remove_url": may_edit and rows and reverse("participations.remove_many", args=of),
    }
    return Panel(_("参加人员"), "activities/activities/came.html", context, len(rows) or None, flush=True)


def _told(rows: list[Participation]) -> str:
    """3 人 · 单位 2 家: one row is one person here; rows of a firm without a name count as the firm alone."""
    heads = sum(bool(row.person_id or row.name) for row in rows)
    firms = len({row.organization_id or row.written_unit for row in rows} - {""})
    told = [ngettext("%(n)s 人", "%(n)s 人", heads) % {"n": heads}] if heads else []
    if firms:
        told.append(ngettext("单位 %(n)s 家", "单位 %(n)s 家", firms) % {"n": firms})
    return " · ".join(told)
