from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import agendas
from huiguan.activities.models import AgendaItem
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def agenda(page: Page) -> Panel | Offer | None:
    rows = list(AgendaItem.objects.filter(activity=page.activity).select_related("person", "organization"))
    of = [page.activity.pk]
    add_url = reverse("agenda.add", args=of) if page.may_edit else ""
    if not rows:
        return Offer(_("议程"), add_url, "list-ordered") if add_url else None
    speak = page.may_edit and any(row.has_speaker for row in rows)
    context = {
        "rows": rows,
        "lines": agendas.lines(page.activity, rows),
        "may_edit": page.may_edit,
        "add_url": add_url,
        "paper_url": reverse("agenda.paper", args=of) if page.is_own else "",
        "speakers_url": reverse("agenda.speakers", args=of) if speak else "",
    }
    return Panel(_("议程"), "activities/agenda/panel.html", context, len(rows), flush=True)
