"""The list to sign on paper, for a door without a network: who is expected in the order of their posts, and room."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiguan.activities import guests
from huiguan.activities.models import Activity, Invitation, Participation
from huiguan.activities.models.invitations import COMING
from huiguan.activities.names import apart
from huiguan.activities.recognizing import of_invitation
from huiguan.kernel import clock
from huiguan.kernel.papers import Paper
from huiguan.register.models import Office
from huiguan.register.models.bodies import in_force

BLANK = 15  # lines for whoever is not expected


@dataclass
class Line:
    name: str = ""
    firm: str = ""
    post: str = ""


def sheet(activity: Activity) -> list[Line]:
    """Whoever said that they come, a line for each who comes along, whoever stands on the list, then blank lines."""
    coming = list(guests.by_rank(Invitation.objects.filter(activity=activity, state__in=COMING)))
    listed = list(guests.by_rank(Participation.objects.filter(activity=activity)))
    posts = _posts({row.person_id for row in (*coming, *listed)})
    found: dict[tuple, Line] = {}
    for invitation in coming:
        who = of_invitation(invitation)
        name, behind = apart(who.written[0]) if who.person or who.name else ("", "")
        firm = str(who.organization or behind or invitation.written_unit)
        key = (who.person.pk,) if who.person else (name, firm, invitation.pk)
        found[key] = Line(name, firm, posts.get(who.person.pk, "") if who.person else "")
        for number in range(1, invitation.seats):
            found[invitation.pk, number, ""] = Line("", firm)
    for row in listed:
        name, firm = (row.called if row.person_id or row.name else ""), row.unit or str(row.organization or "")
        if not any(line.name == name and line.firm == firm for line in found.values()):
            found.setdefault((row.person_id or (name, firm),), Line(name, firm, posts.get(row.person_id, "")))
    return [*found.values(), *(Line() for _number in range(BLANK))]


def sign_in_sheet(activity: Activity) -> Paper:
    paper = Paper(_("签到表"), activity)
    paper.paragraph(when_and_where(activity))
    widths = {_("序号"): 14, _("姓名"): 28, pgettext("组织", "单位"): 54, _("职务"): 28, _("签字"): 32}
    rows = [[number, line.name, line.firm, line.post, ""] for number, line in enumerate(sheet(activity), start=1)]
    paper.table(widths, rows)
    return paper


def when_and_where(activity: Activity) -> str:
    starts = date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")
    return " · ".join(part for part in (starts, activity.place) if part)


def _posts(people: set[int | None]) -> dict[int, str]:
    """The first post that each of them holds today."""
    rows = Office.objects.filter(in_force(clock.today()), person__in=people - {None}).select_related("post")
    found: dict[int, str] = {}
    for office in rows.order_by("post__order", "pk"):
        found.setdefault(office.person_id, str(office.post))
    return found
