from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.booths import of
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel
from huiguan.register.models import Organization


def booths(page: Page) -> Panel | Offer | None:
    """Who shows what at which stand, for whoever sees the activity."""
    rows, owner = of(page.activity), [page.activity.pk]
    if not rows:
        begins = page.may_edit and page.is_planned
        return Offer(_("展位"), reverse("booths.many", args=owner), "store") if begins else None
    known = Organization.objects.filter(pk__in=[row.organization_id for row in rows if row.organization_id])
    given = sum(bool(row.exhibitor) for row in rows)
    context = {
        "rows": rows,
        "told": _("%(n)s 个展位，已定 %(given)s 个") % {"n": len(rows), "given": given},
        "known": set(known.values_list("pk", flat=True)),
        "may_edit": page.may_edit,
        "add_url": reverse("booths.add", args=owner),
        "many_url": reverse("booths.many", args=owner),
        "sheet_url": reverse("booths.sheet", args=owner),
        "signs_url": given and reverse("booths.signs", args=owner),
    }
    return Panel(_("展位"), "activities/booths/panel.html", context, len(rows), flush=True)
