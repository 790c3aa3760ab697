"""Whose row of the list of those who came is whose, and who of those invited is asked how it was."""

from huiguan.activities.models import Invitation, Participation, Reply, SignIn
from huiguan.activities.models.invitations import COMING
from huiguan.activities.recognizing import of_invitation
from huiguan.register.queries import bodies_of

SHUT = (Reply.DRAFTED, Reply.WITHDRAWN)


def is_asked(invitation: Invitation) -> bool:
    """Whoever came; while nobody is on the list yet, which may be written afterwards, whoever said that they come."""
    rows = list(_listed(invitation.activity_id))
    return row_of(invitation, rows) is not None if rows else invitation.state in COMING


def on_the_list(invitation: Invitation) -> bool:
    """Whether they are on it, or somebody who came for them."""
    rows = list(_listed(invitation.activity_id))
    return bool(_own_rows(invitation, rows) or _sent(invitation, rows))


def row_of(invitation: Invitation, rows: list[Participation] | None = None) -> Participation | None:
    """The one row of the list that is theirs, of ``rows`` if they are known.

    Where several came for a unit, none of them is the unit's, and each speaks by their own.
    """
    rows = list(_listed(invitation.activity_id)) if rows is None else rows
    if own := _own_rows(invitation, rows):
        return own[0]
    sent = _sent(invitation, rows)
    return sent[0] if len(sent) == 1 else None


def invitations_of(row: Participation) -> list[Invitation]:
    """All whose row this is, those that were withdrawn too."""
    signed = set(SignIn.everywhere.filter(participation=row).values_list("invitation", flat=True))
    found = Invitation.everywhere.filter(activity=row.activity_id).order_by("pk")
    units = {row.organization_id, *bodies_of([row.person_id]).get(row.person_id, ())}
    near = [
        one
        for one in found.select_related("person__organization", "organization")
        if one.pk in signed or _is_of(one, row) or (is_a_unit(one) and one.organization_id in units)
    ]
    rows = list(_listed(row.activity_id)) if near else []
    return [one for one in near if row_of(one, rows) == row]


def invitation_of(row: Participation) -> Invitation | None:
    """The invitation by which somebody on the list came."""
    sent = Invitation.everywhere.filter(activity=row.activity_id).exclude(state__in=SHUT).order_by("pk")
    if signed := sent.filter(sign_ins__participation=row).first():
        return signed
    rows = sent.select_related("person__organization", "organization")
    return next((found for found in rows if _is_of(found, row)), None)


def _own_rows(invitation: Invitation, rows: list[Participation]) -> list[Participation]:
    """Those for which they signed, else those of their name."""
    signed = set(SignIn.everywhere.filter(invitation=invitation).values_list("participation", flat=True))
    return [row for row in rows if row.pk in signed] or [row for row in rows if _is_of(invitation, row)]


def _sent(invitation: Invitation, rows: list[Participation]) -> list[Participation]:
    """Those who came for a unit, or hold a post in it, whatever else they came for."""
    if not is_a_unit(invitation):
        return []
    unit, bodies = invitation.organization_id, bodies_of(row.person_id for row in rows if row.person_id)
    return [row for row in rows if row.organization_id == unit or unit in bodies.get(row.person_id, ())]


def is_a_unit(invitation: Invitation) -> bool:
    return bool(invitation.organization_id and not (invitation.person_id or invitation.name))


def _is_of(invitation: Invitation, row: Participation) -> bool:
    """Of the same person, or of the same name for the same organization; somebody else where the guest sent them."""
    if invitation.person_id and row.person_id == invitation.person_id:
        return True
    who = of_invitation(invitation)
    if who.person and row.person_id:
        return False
    called, theirs = str(who.person or who.name or ""), who.organization.pk if who.organization else None
    return called == str(row.person or row.name) and row.organization_id == theirs


def _listed(activity: int):
    return Participation.everywhere.filter(activity=activity).select_related("person")
