"""Who a name at the door surely is: one person of the register, or one invited guest. Nobody is guessed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from huiguan.activities import known
from huiguan.activities.models import Activity, Invitation, Reply
from huiguan.activities.models.invitations import OPEN
from huiguan.activities.names import without_post
from huiguan.activities.pasted import Entry
from huiguan.register.models import Organization, Person
from huiguan.register.queries import bodies_of
from huiguan.register.tables.names import matching_key

SPACED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")  # 张　三, as lists are made to look even
BEHIND = re.compile(r"^(.+?)[（(](.*)[）)]$")


@dataclass(frozen=True)
class Somebody:
    """A person of the register, or a name, for an organization; ``invitation`` is the one by which they come."""

    person: Person | None = None
    organization: Organization | None = None
    name: str | None = None  # None: as it was signed
    invitation: Invitation | None = None

    @property
    def answers(self) -> dict[str, Any]:
        """What a move that confirms them is told."""
        return {"person": self.person, "organization": self.organization, "called": self.name}

    @property
    def written(self) -> tuple[str, str]:
        """Their name and their firm, as they would sign."""
        firm = str(self.organization or "")
        return str(self.person or self.name or firm), firm if self.person or self.name else ""


def tidy(text: str) -> str:
    """A name or a firm as it is compared: no ends, single spaces, none between Chinese characters."""
    return SPACED.sub("", " ".join(text.split()))


@dataclass(frozen=True)
class Found:
    """What is known of one name: the register's answer, and the invited guest who alone answers to it."""

    row: known.Row
    guest: Somebody | None

    @property
    def surely(self) -> Somebody | None:
        """Whoever signs without an account must name their firm, or be invited under that name."""
        return self.likely if self.guest or self.row.entry.firm else None

    @property
    def likely(self) -> Somebody | None:
        """The staff know whom they write down: of a single person of the name they need not write the firm."""
        if self.row.sure is None:
            return self.guest
        invitation = self.guest.invitation if self.guest and self.guest.person == self.row.sure else None
        return Somebody(self.row.sure, self.row.organization or self.row.sure.organization, None, invitation)


def recognized(activity: Activity, entries: Iterable[Entry]) -> list[Found]:
    """What is known of each; many ask the database no more often than one."""
    rows, guests = known.recognized(entries), list(invited(activity))
    bodies = _bodies_of(guests)
    return [
        Found(row, _guest(row, [guest for guest in guests if _answers_to(guest, row.entry, row.organization, bodies)]))
        for row in rows
    ]


def invited(activity: Activity) -> Iterator[Somebody]:
    """Everybody by name who may come by an invitation: who was asked, and who comes for them."""
    rows = Invitation.objects.filter(activity=activity, state__in=OPEN)
    for row in rows.select_related("person__organization", "organization"):
        if guest := _guest_of(row):
            yield guest
        if row.stand_in:
            yield of_invitation(row)


def is_invited(activity: Activity, name: str, firm: str, organization: Organization | None) -> bool:
    """Whether one of this name and firm is invited, whatever they replied; without a firm, anybody of the name. Whose
    invitation was not sent does not know of it, and nobody learns of it."""
    entry = Entry(tidy(name), tidy(firm))
    rows = Invitation.everywhere.filter(activity=activity).exclude(state__in=(Reply.DRAFTED, Reply.WITHDRAWN))
    found = map(_guest_of, rows.select_related("person__organization", "organization"))
    guests = [guest for guest in found if guest]
    bodies = _bodies_of(guests)
    return any(_answers_to(guest, entry, organization, bodies) for guest in guests)


def signed_up(drafts: Iterable[Invitation]) -> list[Invitation]:
    """Those of these whose name signed up by itself; both say of which firm they are, or neither does."""
    guests = [guest for draft in drafts if (guest := _guest_of(draft))]
    there: dict[int, list[tuple[Entry, Organization | None]]] = {}
    rows = Invitation.everywhere.filter(activity__in={guest.invitation.activity_id for guest in guests}, state__in=OPEN)
    for row in rows.exclude(signup="").select_related("organization"):
        there.setdefault(row.activity_id, []).append((_as_written(row), row.organization))
    bodies = _bodies_of(guests)
    return [
        guest.invitation
        for guest in guests
        for entry, organization in there.get(guest.invitation.activity_id, ())
        if bool(entry.firm) == _has_a_firm(guest) and _answers_to(guest, entry, organization, bodies)
    ]


def of_invitation(invitation: Invitation) -> Somebody:
    """Who comes by it, as far as it says."""
    organization = invitation.organization or (invitation.person.organization if invitation.person else None)
    if invitation.stand_in:
        return Somebody(None, organization, without_post(invitation.stand_in)[: known.LONGEST], invitation)
    return Somebody(invitation.person, organization, None if invitation.person else invitation.name, invitation)


def _guest_of(invitation: Invitation) -> Somebody | None:
    """Who was asked by name."""
    if invitation.person_id:
        organization = invitation.organization or invitation.person.organization
        return Somebody(invitation.person, organization, None, invitation)
    return Somebody(None, invitation.organization, invitation.name, invitation) if invitation.name else None


def _as_written(invitation: Invitation) -> Entry:
    """What somebody wrote who signed up by themselves."""
    parts = BEHIND.match(invitation.name)
    name, firm = parts.groups() if parts else (invitation.name, str(invitation.organization or ""))
    return Entry(tidy(name), tidy(firm))


def _has_a_firm(guest: Somebody) -> bool:
    return bool(guest.organization or (guest.name and BEHIND.match(tidy(guest.name))))


def _guest(row: known.Row, guests: list[Somebody]) -> Somebody | None:
    """The one who answers; of several the one whom the register is sure of."""
    if row.sure:
        guests = [guest for guest in guests if guest.person == row.sure]
    return guests[0] if len(guests) == 1 else None


def _bodies_of(guests: Iterable[Somebody]) -> dict[int, set[int]]:
    return bodies_of(guest.person.pk for guest in guests if guest.person)


def _answers_to(guest: Somebody, entry: Entry, organization: Organization | None, bodies: dict[int, set[int]]) -> bool:
    """``organization`` is what the register takes the firm of the entry for; ``bodies`` where guests hold posts."""
    called, behind = tidy(str(guest.person or guest.name)), ""
    if guest.person is None and (parts := BEHIND.match(called)):
        called, behind = parts[1], parts[2]
    if organization and guest.organization == organization:
        return called == entry.name
    if organization and guest.person and known.is_of(guest.person, organization, bodies):
        return called == entry.name
    firms = {behind, guest.organization.name, guest.organization.short} if guest.organization else {behind}
    return called == entry.name and (not entry.firm or matching_key(entry.firm) in _keys(firms))


def _keys(names: Iterable[str | None]) -> set[str]:
    return {matching_key(name) for name in names if name}
