from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import guests, queries, voices
from huiguan.activities.actions.invitations import taken
from huiguan.activities.models import Activity, Host, Invitation, Reply
from huiguan.activities.models.invitations import signup_token
from huiguan.activities.rules import missing, sees_all_of_it
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel.rooms import Panel


def signup_url(activity: Activity) -> str:
    return reverse("sign-up-to", args=[signup_token(activity)])


def invited(page: Page) -> Panel | None:
    if not sees_all_of_it(page.by, page.activity):
        return _counted(page)
    rows = list(Invitation.objects.filter(activity=page.activity))
    if not rows and not (page.is_planned and page.may_edit):
        return None
    opened = page.may_edit and page.is_planned and page.activity.is_open
    waits = bool(opened and missing(page.activity.pk))
    context = {
        "told": guests.told(rows, page.activity, taken(page.activity)),
        "url": reverse("invitations.of" if rows else "invitations.many", args=[page.activity.pk]),
        "any": bool(rows),
        "is_open": page.is_planned,
        "waiting": page.may_edit and queries.to_be_told().filter(invitation__activity=page.activity).count(),
        "sign_up": opened and not waits and signup_url(page.activity),
        "sign_up_waits": opened and waits,
        "poster_url": reverse("invitations.poster", args=[page.activity.pk]),
        "tell_url": reverse("notices.of", args=[page.activity.pk]),
    }
    return Panel(_("邀请"), "activities/invitations/panel.html", context, len(rows) or None)


def _counted(page: Page) -> Panel | None:
    """How many come, for those who hold it together: who they are is known where it is kept."""
    if not page.is_planned or not Host.objects.filter(voices.spoken_for(page.by), activity=page.activity).exists():
        return None
    rows = list(Invitation.everywhere.filter(activity=page.activity).exclude(state=Reply.DRAFTED))
    told = guests.told(rows, page.activity, taken(page.activity))
    return Panel(_("邀请"), "activities/activities/text.html", {"text": told}, len(rows)) if rows else None
