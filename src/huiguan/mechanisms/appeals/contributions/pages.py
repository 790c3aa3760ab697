"""What an organization's page says of its appeals: what is hidden is not there, whoever looks but itself."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel.rooms import Happening, Panel
from huiguan.mechanisms.appeals.models import Appeal, Closing, Filing
from huiguan.mechanisms.appeals.rules import raised_it, sees
from huiguan.mechanisms.appeals.words import status_of

SHOWN = 8


def _own(organization, by):
    from_here = Filing.objects.filter(organization=organization)
    rows = Appeal.objects.filter(sees.q(by, Appeal), pk__in=from_here.order_by().values("appeal"))
    return rows.order_by("-filed_at", "-pk")


def panels(organization, by) -> list[Panel]:
    rows = _own(organization, by)
    count = rows.count()
    if not count:
        return []
    for_filer = bool(raised_it(by))
    lines = [{"appeal": one, "status": status_of(one, for_filer=for_filer)} for one in rows[:SHOWN]]
    return [Panel(_("诉求"), "appeals/panel.html", {"lines": lines, "more": count - len(lines)}, count)]


def timeline(organization, by) -> list[Happening]:
    """What was closed of it."""
    rows = Closing.objects.filter(appeal__in=_own(organization, by).order_by().values("pk"))
    return [
        Happening(
            at=one.on,
            title=_("诉求办结：%(title)s") % {"title": one.appeal.title},
            url=reverse("appeals.detail", args=[one.appeal_id]),
            icon="message-square-heart",
            hue="jade",
        )
        for one in rows.select_related("appeal").order_by("-on")[:SHOWN]
    ]
