"""What the page of invitations shows: who said what, how many places are taken, who waits first."""

from typing import Any

from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiguan.activities import queries, wording
from huiguan.activities.actions.invitations import taken
from huiguan.activities.attending import is_asked
from huiguan.activities.models import Activity, ActivityState, Answer, Invitation, Notice, Occasion, Reply
from huiguan.activities.models.invitations import COMING
from huiguan.activities.rules import is_a_draft
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


def of(activity: Activity, *, may_edit: bool) -> dict[str, Any]:
    """Everything that the page needs, in a handful of queries however many were invited."""
    rows = list(by_rank(Invitation.objects.filter(activity=activity)))
    answers: dict[int, list[str]] = {}
    for one in Answer.objects.filter(invitation__activity=activity).select_related("question"):
        answers.setdefault(one.invitation_id, []).append(words.labelled(one.question, one.text))
    rows.sort(key=lambda row: (ORDER.index(Reply(row.state)), row.queued_at or activity.starts))
    seats = taken(activity)
    room = None if activity.capacity is None else activity.capacity - seats
    drafts = set(
        Invitation.objects.filter(is_a_draft.q(None, Invitation), activity=activity).values_list("pk", flat=True)
    )
    for row in rows:  # the queue stands first in its own order
        row.answers_said = answers.get(row.pk, [])
        row.may_be_changed = row.pk in drafts
        row.hue = HUES[Reply(row.state)]
        row.may_be_promoted = row.state == Reply.QUEUED and (room is None or row.seats <= room)
        row.why_not = _why_not(row, room) if row.state == Reply.QUEUED and not row.may_be_promoted else ""
    return {
        "activity": activity,
        "rows": rows,
        "told": told(rows, activity, seats),
        "drafts": sum(row.state == Reply.DRAFTED for row in rows),
        "is_open": may_edit and activity.state == ActivityState.PLANNED,
        "is_held": may_edit and activity.state == ActivityState.HELD,
        "waiting": may_edit and queries.to_be_told().filter(invitation__activity=activity).count(),
        "any_notice": may_edit and Notice.objects.filter(invitation__activity=activity).exists(),
    }


def _why_not(row: Invitation, room: int | None) -> str:
    """Whoever is passed over by somebody behind them is to know why."""
    if not room or room < 0:
        return _("名额已满")
    return _("要 %(seats)s 位，只空出 %(room)s 位") % {"seats": row.seats, "room": room}


def sheet(activity: Activity) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows: who was invited, what they said, and a column for each question."""
    questions = list(queries.questions_of(activity))
    said: dict[tuple[int, int], str] = {
        (one.invitation_id, one.question_id): one.text for one in Answer.objects.filter(invitation__activity=activity)
    }
    heads = [_("邀请谁"), pgettext("组织", "单位"), _("哪一类对象"), _("答复"), _("来几位"), _("谁来"), _("留言")]
    rows = [
        [
            str(row),
            str(row.organization or ""),
            row.group,
            row.get_state_display(),
            row.seats if row.state in (*COMING, Reply.QUEUED) else None,
            row.stand_in,
            row.words,
            *(said.get((row.pk, question.pk), "") for question in questions),
        ]
        for row in by_rank(Invitation.objects.filter(activity=activity))
    ]
    return [*map(str, heads), *(question.text for question in questions)], rows


def told(rows: list[Invitation], activity: Activity, seats: int) -> str:
    """待答复 3 · 参加 8 · 名额 12，已答复参加 8 人."""
    counts = [f"{reply.label} {n}" for reply in ORDER if (n := sum(row.state == reply for row in rows))]
    if activity.capacity is not None:
        counts.append(_("名额 %(most)s，已答复参加 %(n)s 人") % {"most": activity.capacity, "n": seats})
    elif seats:
        counts.append(_("已答复参加 %(n)s 人") % {"n": seats})
    return " · ".join(map(str, counts))


def by_rank(rows):
    """In the order of the posts that they hold today, whoever holds none last; then by name, as seats and cards are."""
    held = Q(person__offices__in=_offices_today())
    rows = rows.select_related("person__organization", "organization")
    return rows.annotate(rank=Min("person__offices__post__order", filter=held)).order_by(
        F("rank").asc(nulls_last=True), F("person__pinyin").asc(nulls_last=True), "pk"
    )


def text_to_send(invitation: Invitation, request, occasion: str = Occasion.INVITED) -> str:
    """What to copy into a chat, with the guest's own link; afterwards, for whoever came, the question how it was."""
    activity = invitation.activity
    link = request.build_absolute_uri(reverse("invitation", args=[invitation.token]))
    if activity.state == ActivityState.HELD:
        thanks = _("%(guest)s：您好！“%(activity)s”已经办过了，谢谢您。") % {"guest": invitation, "activity": activity}
        if not is_asked(invitation):
            return thanks
        return "\n".join([thanks, words.labelled(_("想听听您的看法（不用账号，不说也没有关系）"), link)])
    return wording.text(occasion, invitation, link)


def _offices_today():
    return Office.objects.filter(in_force(clock.today()))
