"""What the page at the door shows: who is expected, who is there, and whose names wait to be recognized."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiguan.activities import guests, known
from huiguan.activities.actions.invitations import taken
from huiguan.activities.models import Activity, Invitation, Participation, SignIn, SignInState
from huiguan.activities.models.invitations import COMING
from huiguan.activities.pasted import Entry
from huiguan.activities.queries import NAMED
from huiguan.activities.recognizing import of_invitation
from huiguan.activities.rules import STOOD_ON, is_not_stood_on
from huiguan.register.tables.names import matching_key


@dataclass
class Guest:
    """One line: somebody who said that they come, or who stands on the list of who came."""

    name: str
    firm: str
    invitation: Invitation | None = None
    participation: Participation | None = None
    sign_in: SignIn | None = None
    note: str = ""
    pinyin: str = ""
    is_locked: bool = False  # something stands on their row, so that it cannot be undone

    @property
    def is_there(self) -> bool:
        return self.participation is not None

    @property
    def may_be_undone(self) -> bool:
        """Whether it was the door that put them on the list."""
        return self.sign_in is not None and self.sign_in.entered

    @property
    def anchor(self) -> str:
        return f"i{self.invitation.pk}" if self.invitation else f"p{self.participation.pk}"

    def is_meant_by(self, words: str) -> bool:
        key = matching_key(words)
        return key in matching_key(f"{self.name}{self.firm}{self.note}") or key in self.pinyin.replace(" ", "")


def of(activity: Activity, words: str = "") -> dict[str, Any]:
    """Everything that the page needs, in a handful of queries however many come."""
    everybody = lines(activity)
    free = SignIn.objects.filter(is_not_stood_on.q(None, SignIn), activity=activity)
    undone = set(free.values_list("pk", flat=True))
    for guest in everybody:
        guest.is_locked = guest.may_be_undone and guest.sign_in.pk not in undone
    return {
        "activity": activity,
        "rows": [row for row in everybody if not words.strip() or row.is_meant_by(words)],
        "locked": STOOD_ON if any(guest.is_locked for guest in everybody) else "",
        "words": words,
        "everybody": len(everybody),
        "came": Participation.objects.filter(NAMED, activity=activity).count(),
        "coming": taken(activity),
        "left": sum(not row.is_there for row in everybody),
        "waiting": waiting(activity),
        "aside": list(SignIn.objects.filter(activity=activity, state=SignInState.DISMISSED)),
    }


def lines(activity: Activity) -> list[Guest]:
    """First who is expected and not there, in the order of their posts; then who is there."""
    came = Participation.objects.filter(activity=activity).select_related("person", "organization")
    signed: dict[int, SignIn] = {}
    for sign_in in SignIn.objects.filter(activity=activity, participation__isnull=False).order_by("-entered", "pk"):
        signed.setdefault(sign_in.participation_id, sign_in)
    by_invitation = {one.invitation_id: one.participation_id for one in signed.values() if one.invitation_id}
    rows = {row.pk: row for row in came}
    by_person = {row.person_id: row.pk for row in came if row.person_id}
    found, used = [], set()
    for invitation in guests.by_rank(Invitation.objects.filter(activity=activity, state__in=COMING)):
        guest = _expected(invitation)
        row = rows.get(by_invitation.get(invitation.pk) or by_person.get(invitation.person_id))
        if row:
            used.add(row.pk)
            guest.participation, guest.sign_in = row, signed.get(row.pk)
        found.append(guest)
    found += [_listed(row, signed.get(row.pk)) for row in came if row.pk not in used]
    return sorted(found, key=lambda guest: guest.is_there)


def expected(activity: Activity) -> list[Guest]:
    """Who said that they come and is not on the list yet."""
    return [guest for guest in lines(activity) if not guest.is_there]


def waiting(activity: Activity) -> list[known.Row]:
    """The names that wait, each with whom it may be, oldest first."""
    rows = list(SignIn.objects.filter(activity=activity, state=SignInState.PENDING))
    found = known.recognized(Entry(row.name, row.firm) for row in rows)
    for row, sign_in in zip(found, rows, strict=True):
        row.sign_in = sign_in
    return found


def _expected(invitation: Invitation) -> Guest:
    who = of_invitation(invitation)
    name, firm = who.written
    for_whom = _("代 %(guest)s") % {"guest": invitation} if invitation.stand_in else ""
    seats = _("来 %(n)s 位") % {"n": invitation.seats} if invitation.seats > 1 else ""
    note = " · ".join(part for part in (for_whom, seats) if part)
    return Guest(name, firm, invitation, note=note, pinyin=getattr(who.person, "pinyin", ""))


def _listed(row: Participation, sign_in: SignIn | None) -> Guest:
    firm = str(row.organization or "") if row.person_id or row.name else ""
    return Guest(str(row), firm, None, row, sign_in, pinyin=getattr(row.person, "pinyin", ""))
