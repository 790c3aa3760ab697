"""What the page of invitations shows: who said what, how many places are taken, who waits first."""

from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities.actions.invitations import taken
from huiguan.activities.models import Activity, ActivityState, Invitation, Reply
from huiguan.kernel import clock, words
from huiguan.register.models import Office
from huiguan.register.models.bodies import in_force

ORDER = [
    Reply.QUEUED,
    Reply.SENT,
    Reply.POSTPONED,
    Reply.ACCEPTED,
    Reply.DELEGATED,
    Reply.DECLINED,
    Reply.DRAFTED,
    Reply.WITHDRAWN,
]

HUES = {
    Reply.DRAFTED: "slate",
    Reply.SENT: "sky",
    Reply.ACCEPTED: "jade",
    Reply.DELEGATED: "jade",
    Reply.QUEUED: "gold",
    Reply.POSTPONED: "gold",
    Reply.DECLINED: "slate",
    Reply.WITHDRAWN: "slate",
}


def of(activity: Activity) -> dict[str, Any]:
    """Everything that the page needs, in a handful of queries however many were invited."""
    rows = list(by_rank(Invitation.objects.filter(activity=activity)))
    rows.sort(key=lambda row: (ORDER.index(Reply(row.state)), row.queued_at or activity.starts))
    seats = taken(activity)
    room = None if activity.capacity is None else activity.capacity - seats
    for row in rows:  # the queue stands first in its own order
        row.hue = HUES[Reply(row.state)]
        row.may_be_promoted = row.state == Reply.QUEUED and (room is None or row.seats <= room)
    return {
        "activity": activity,
        "rows": rows,
        "told": told(rows, activity, seats),
        "drafts": sum(row.state == Reply.DRAFTED for row in rows),
        "is_open": activity.state == ActivityState.PLANNED,
        "is_held": activity.state == ActivityState.HELD,
    }


def told(rows: list[Invitation], activity: Activity, seats: int) -> str:
    """待答复 3 · 参加 8 · 名额 12，已答复参加 8 人."""
    counts = [f"{reply.label} {n}" for reply in ORDER if (n := sum(row.state == reply for row in rows))]
    if activity.capacity is not None:
        counts.append(_("名额 %(most)s，已答复参加 %(n)s 人") % {"most": activity.capacity, "n": seats})
    elif seats:
        counts.append(_("已答复参加 %(n)s 人") % {"n": seats})
    return " · ".join(map(str, counts))


def by_rank(rows):
    """In the order of the posts that they hold today, then by name: that of seats and of cards."""
    held = Q(person__offices__in=_offices_today())
    rows = rows.select_related("person__organization", "organization")
    return rows.annotate(rank=Min("person__offices__post__order", filter=held)).order_by("rank", "person__pinyin", "pk")


def text_to_send(invitation: Invitation, request) -> str:
    """An invitation to copy into a chat, with the guest's own link; afterwards the question how it was."""
    activity = invitation.activity
    link = request.build_absolute_uri(reverse("invitation", args=[invitation.token]))
    if activity.state == ActivityState.HELD:
        thanks = _("%(guest)s：您好！“%(activity)s”已经办过了，谢谢您。") % {"guest": invitation, "activity": activity}
        return "\n".join([thanks, words.labelled(_("想听听您的看法（不用账号，不说也没有关系）"), link)])
    lines = [
        _("%(guest)s：您好！诚邀您参加“%(activity)s”。") % {"guest": invitation, "activity": activity},
        words.labelled(_("时间"), date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")),
        words.labelled(_("地点"), activity.place) if activity.place else "",
        words.labelled(_("请答复（不用账号，能来不能来都可以）"), link),
    ]
    return "\n".join(line for line in lines if line)


def _offices_today():
    return Office.objects.filter(in_force(clock.today()))
