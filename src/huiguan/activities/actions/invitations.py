"""Inviting, and what those who were invited say. Places are given under a lock on the activity, never twice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from huiguan.activities import known
from huiguan.activities.actions import notices
from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, ActivityState, Answer, Invitation, Occasion, Question, Reply
from huiguan.activities.models.invitations import COMING
from huiguan.activities.recognizing import is_invited
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow, entered, noted, perform
from huiguan.register.models import Person

BY_THEMSELVES = "自行报名"  # a group of guests, as the books call it


class NoRoomForMore(Exception):
    """Whoever comes already asked for more places than there are; ``room`` is how many they may have."""

    def __init__(self, room: int):
        super().__init__(room)
        self.room = room

    @property
    def why(self) -> str:
        return _("名额只够 %(n)s 位；您原来的位置还留着") % {"n": self.room}


class IsInvited(Exception):
    """Whoever signs up by themselves has, or seems to have, an invitation of their own."""


ANSWERS = {
    Reply.ACCEPTED: "accept",
    Reply.DELEGATED: "delegate",
    Reply.POSTPONED: "postpone",
    Reply.DECLINED: "decline",
}


def invite(activity: Activity, rows: Iterable[Invitation], *, by: Any) -> tuple[list[Invitation], int]:
    """Put them on the list of those who are invited, nobody twice; the drafts, and how many stood there already."""
    made, twice = [], 0
    with transaction.atomic(), acting(by):
        if locked(activity).state != ActivityState.PLANNED:
            raise NotNow("over")
        listed = {_who(row) for row in Invitation.objects.filter(activity=activity)}
        for row in rows:
            if _who(row) in listed:
                twice += 1
                continue
            listed.add(_who(row))
            row.activity = activity
            with entered(row, by=by):
                row.save()
            made.append(row)
    return made, twice


def reply(
    invitation: Invitation,
    answer: str,
    *,
    by: Any,
    seats: int = 1,
    stand_in: str = "",
    words: str = "",
    answers: Mapping[Question, str] | None = None,
) -> Invitation:
    """What they say, by their link or told to the staff. Whoever would come when all places are taken waits in turn.

    Whoever holds a place already keeps it while they change their mind; for more than there is room they are refused.
    Nobody who answers for the first time passes by those who wait.
    """
    with transaction.atomic(), acting(by):
        activity = locked(invitation.activity)
        if activity.state != ActivityState.PLANNED:
            raise NotNow("over")
        invitation = Invitation.everywhere.get(pk=invitation.pk)
        _answer(invitation, answers or {})
        comes = answer in COMING
        holds, is_full = invitation.state in COMING, not has_room(activity, seats, besides=invitation)
        if comes and holds and is_full and seats > invitation.seats:
            raise NoRoomForMore(max(invitation.seats, activity.capacity - taken(activity, besides=invitation)))
        waits = comes and not holds and (is_full or _is_behind(invitation))
        notices.heard(invitation, by=by)
        move = "queue" if waits else ANSWERS[Reply(answer)]
        return perform(invitation, move, by=by, seats=seats if comes else 1, stand_in=stand_in, words=words)


def _is_behind(invitation: Invitation) -> bool:
    """Whether somebody else waits who asked before them."""
    others = Invitation.everywhere.filter(activity=invitation.activity_id, state=Reply.QUEUED).exclude(pk=invitation.pk)
    if invitation.state == Reply.QUEUED:
        earlier = Q(queued_at__lt=invitation.queued_at) | Q(queued_at=invitation.queued_at, pk__lt=invitation.pk)
        others = others.filter(earlier)
    return others.exists()


def _answer(invitation: Invitation, answers: Mapping[Question, str]) -> None:
    """What was asked and is left open now is open again; what is not asked any more is passed by."""
    asked = set(Question.everywhere.select_for_update().filter(activity=invitation.activity_id).order_by("pk"))
    before = {answer.question_id: answer for answer in Answer.objects.filter(invitation=invitation)}
    for question, text in answers.items():
        if question not in asked:
            continue
        kept = before.get(question.pk) or Answer(invitation=invitation, question=question)
        if not text and kept.pk:
            kept.delete()
        elif text and text != kept.text:
            kept.text = text
            kept.save()


def sign_up(
    activity: Activity, *, form: str, name: str, firm: str = "", person: Person | None = None, by: Any, **said: Any
) -> Invitation:
    """Somebody who read of an open activity comes by themselves; ``form`` names what they sent, perhaps twice, and
    ``person`` whoever has signed in, if it is themselves whom they write.

    Who is invited already answers by their own link: whoever writes a name here does not speak for its guest. A firm
    that the register does not know stands behind the name.
    """
    with transaction.atomic(), acting(by):
        activity = locked(activity)
        if found := Invitation.everywhere.filter(activity=activity, signup=form).first():
            return found
        if not activity.is_open or activity.state != ActivityState.PLANNED:
            raise NotNow("over")
        organization = known.firm(firm)
        if is_invited(activity, name, firm, organization):
            raise IsInvited
        row = Invitation(activity=activity, organization=organization, group=BY_THEMSELVES, signup=form)
        if person and person.name == name and not Invitation.everywhere.filter(activity=activity, person=person):
            row.person = person
        else:
            row.name = f"{name}（{firm}）" if firm and not organization else name
        row.state = Reply.SENT
        with entered(row, by=by):
            row.save()
        return reply(row, Reply.ACCEPTED, by=by, **said)


def is_overrun(activity: Activity, most: int) -> bool:
    return Invitation.everywhere.filter(activity=activity).exclude(signup="").count() >= most


def promote(invitation: Invitation, *, by: Any) -> Invitation:
    """The next in turn gets the place that became free."""
    with transaction.atomic(), acting(by):
        activity = locked(invitation.activity)
        invitation = Invitation.everywhere.get(pk=invitation.pk)
        if activity.state != ActivityState.PLANNED or invitation.state != Reply.QUEUED:
            raise NotNow("promote")
        if not has_room(activity, invitation.seats, besides=invitation):
            raise NotNow("full")
        answer = "delegate" if invitation.stand_in else "accept"
        said = {"seats": invitation.seats, "stand_in": invitation.stand_in, "words": invitation.words}
        found = perform(invitation, answer, by=by, **said)
        notices.announce([found], Occasion.PROMOTED, by=by)
        return found


def taken(activity: Activity, *, besides: Invitation | None = None) -> int:
    """The places of those who said that they come, whoever may see them."""
    rows = Invitation.everywhere.filter(activity=activity, state__in=COMING)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return rows.aggregate(sum=Sum("seats"))["sum"] or 0


def has_room(activity: Activity, seats: int, *, besides: Invitation | None = None) -> bool:
    return activity.capacity is None or taken(activity, besides=besides) + seats <= activity.capacity


def answered(invitation: Invitation, *, by: Any, seats: int = 1, stand_in: str = "", words: str = "") -> None:
    """The effect of every answer; only ``reply`` and ``promote``, which hold the lock, may give a place."""
    invitation.seats, invitation.stand_in, invitation.words = seats, stand_in, words
    invitation.replied_at, invitation.queued_at = clock.now(), None


def coming(invitation: Invitation, *, by: Any, seats: int = 1, stand_in: str = "", words: str = "") -> None:
    """As many as before have their places, though fewer were set since."""
    keeps = invitation.state in COMING and seats <= invitation.seats
    if not keeps and not has_room(locked(invitation.activity), seats, besides=invitation):
        raise NotNow("full")
    answered(invitation, by=by, seats=seats, stand_in=stand_in, words=words)


def queued(invitation: Invitation, *, by: Any, seats: int = 1, stand_in: str = "", words: str = "") -> None:
    """Their place in the queue is that of the first time they asked for it."""
    since = invitation.queued_at
    answered(invitation, by=by, seats=seats, stand_in=stand_in, words=words)
    invitation.queued_at = since or clock.now()


def opened(invitation: Invitation, *, by: Any) -> Invitation:
    """Their link was opened for the first time; that says nothing of who read it."""
    with transaction.atomic(), acting(by):
        current = Invitation.everywhere.select_for_update().order_by("pk").get(pk=invitation.pk)
        if current.opened_at is None:
            current.opened_at = clock.now()
            current.save()
    return current


def renew_link(invitation: Invitation, *, by: Any) -> Invitation:
    """Another link; the one that went astray opens nothing any more."""
    with transaction.atomic(), acting(by):
        invitation.edition += 1
        invitation.save()
        noted(invitation, "renew_link", by=by)
    return invitation


def _who(row: Invitation) -> tuple:
    return (row.person_id,) if row.person_id else (row.name, row.organization_id)
