from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import queries
from huiguan.activities.screens.questions import COMMON
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def asked(page: Page) -> Panel | Offer | None:
    """What guests are asked beside whether they come, by those who arrange it."""
    if not page.may_edit:
        return None
    rows = list(queries.questions_of(page.activity).annotate(answered=Count("answers")).order_by("order", "pk"))
    add = reverse("questions.add", args=[page.activity.pk])
    if not rows:
        return Offer(_("报名时问一问"), add, "message-circle") if page.is_planned else None
    texts = {row.text for row in rows}
    common = [(text, f"{add}?ask={name}") for name, (text, _kind) in COMMON.items() if str(text) not in texts]
    context = {"rows": rows, "add_url": add, "common": common, "is_planned": page.is_planned}
    return Panel(_("问客人的问题"), "activities/questions/panel.html", context, len(rows), flush=True)
