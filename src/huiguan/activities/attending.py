"""Who of those invited stands on the list of those who came, and who of them is asked how it was."""

from huiguan.activities.models import Invitation, Participation, Reply, SignIn
from huiguan.activities.models.invitations import COMING
from huiguan.activities.recognizing import of_invitation
from huiguan.register.queries import bodies_of


def is_asked(invitation: Invitation) -> bool:
    """Whoever came; while nobody is on the list yet, which may be written afterwards, whoever said that they come."""
    rows = list(_listed(invitation.activity_id))
    return on_the_list(invitation, rows) if rows else invitation.state in COMING


def on_the_list(invitation: Invitation, rows: list[Participation] | None = None) -> bool:
    """Whether they are among ``rows``, which are those of its list if none are given."""
    rows = list(_listed(invitation.activity_id)) if rows is None else rows
    if SignIn.everywhere.filter(invitation=invitation, participation__isnull=False).exists():
        return True
    if invitation.organization_id and not (invitation.person_id or invitation.name):
        return _sent_somebody(invitation.organization_id, rows)
    return any(_is_of(invitation, row) for row in rows)


def invitation_of(row: Participation) -> Invitation | None:
    """The invitation by which somebody on the list came."""
    sent = Invitation.everywhere.filter(activity=row.activity_id)
    sent = sent.exclude(state__in=(Reply.DRAFTED, Reply.WITHDRAWN)).order_by("pk")
    if signed := sent.filter(sign_ins__participation=row).first():
        return signed
    rows = sent.select_related("person__organization", "organization")
    return next((found for found in rows if _is_of(found, row)), None)


def _sent_somebody(organization: int, rows: list[Participation]) -> bool:
    """Whether one of these came for it, or holds a post in it, whatever else they came for."""
    if any(row.organization_id == organization for row in rows):
        return True
    bodies = bodies_of(row.person_id for row in rows if row.person_id)
    return any(organization in found for found in bodies.values())


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
