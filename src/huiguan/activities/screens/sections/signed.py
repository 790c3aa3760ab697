from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiguan.activities.models import ActivityState, SignIn, SignInState, Way
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.kernel.rooms import Panel


def signed(page: Page) -> Panel | Offer | None:
    """Who signed in and how, for whoever keeps the list; the way to the door while there is nobody yet."""
    if not page.may_edit:
        return None
    is_open = page.activity.state != ActivityState.CANCELLED
    rows = SignIn.objects.filter(activity=page.activity).order_by()
    counts = {(row["state"], row["way"]): row["n"] for row in rows.values("state", "way").annotate(n=Count("pk"))}
    if not counts:
        return (
            Offer(_("到场登记"), reverse("sign_ins.door", args=[page.activity.pk]), "clipboard-check")
            if is_open
            else None
        )
    confirmed = [f"{way.label} {n}" for way in Way if (n := counts.get((SignInState.CONFIRMED, way), 0))]
    if waiting := sum(n for (state, _way), n in counts.items() if state == SignInState.PENDING):
        confirmed.append(f"{pgettext('签到', '待确认')} {waiting}")
    context = {"activity": page.activity, "told": " · ".join(confirmed), "is_open": is_open}
    return Panel(_("签到"), "activities/sign_ins/panel.html", context)
