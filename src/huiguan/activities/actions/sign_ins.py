"""Signing in: what was written at the door is kept once, and whoever it surely is stands on the list at once.

All of it happens under the lock on the activity, so that two who send the same make one row.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import translation
from django.utils.translation import gettext as _

from huiguan.activities.actions.locking import locked
from huiguan.activities.doors import Door, door_of
from huiguan.activities.known import kept_name
from huiguan.activities.models import Activity, Invitation, Participation, SignIn, SignInState, Way
from huiguan.activities.pasted import Entry
from huiguan.activities.recognizing import Somebody, of_invitation, recognized
from huiguan.activities.rules import STOOD_ON
from huiguan.activities.standing import has_spoken
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, entered, noted, perform


class Shut(Exception):
    """Nobody signs at this door now."""


class Crowded(Exception):
    """So many have signed by this address that somebody should look."""


def sign(
    activity: Activity, name: str, firm: str = "", *, by: Any, way: str, who: Somebody | None = None, **more: Any
) -> SignIn:
    """The sign-in of a name, made or found; confirmed where ``who`` says whose it surely is."""
    with transaction.atomic(), acting(by):
        activity = locked(activity)
        invitation = who.invitation if who else None
        found = _earlier(activity, name, firm, invitation) or _of_person(activity, who)
        if found is None:
            found = SignIn(activity=activity, name=name, firm=firm, way=way, invitation=invitation)
            found.at, found.role = clock.happened(), more.get("role") or Participation.Role.ATTENDEE
            found.post = more.get("post", "")
            with entered(found, by=by):
                found.save()
        elif invitation and found.invitation_id is None:
            found.invitation = invitation
            found.save()
        if who and found.state == SignInState.PENDING:
            found = perform(found, "confirm", by=by, **who.answers)
        return found


def sign_at_the_door(activity: Activity, name: str, firm: str, *, by: Any) -> tuple[SignIn, bool]:
    """What a guest without an account sends by the address at the door, and whether nobody had signed it before."""
    with transaction.atomic(), acting(by):
        activity = locked(activity)
        if door_of(activity) != Door.OPEN:
            raise Shut
        if _earlier(activity, name, firm, None) is None and is_crowded(activity):
            raise Crowded
        last = SignIn.everywhere.filter(activity=activity).aggregate(last=Max("pk"))["last"] or 0
        (found,) = recognized(activity, [Entry(name, firm)])
        signed = sign(activity, name, firm, by=by, way=Way.QR, who=found.surely)
        return signed, signed.pk > last


def arrive(invitation: Invitation, *, by: Any, way: str) -> SignIn:
    """Who was invited is there: they said so by their own link, or somebody at the door saw them."""
    with transaction.atomic(), acting(by):
        activity, who = locked(invitation.activity), of_invitation(invitation)
        found = SignIn.everywhere.filter(activity=activity, invitation=invitation).first()
        if found and found.state == SignInState.DISMISSED:
            perform(found, "restore", by=by)
        return sign(activity, *who.written, by=by, way=way, who=who)


def walk_in(activity: Activity, name: str, firm: str, *, by: Any, who: Somebody | None) -> SignIn:
    """Somebody whom the staff entered at the door; what was put aside of the same name counts again."""
    with transaction.atomic(), acting(by):
        activity = locked(activity)
        found = _earlier(activity, name, firm, None)
        if found and found.state == SignInState.DISMISSED:
            perform(found, "restore", by=by)
        return sign(activity, name, firm, by=by, way=Way.STAFF, who=who)


def is_crowded(activity: Activity) -> bool:
    by_code = SignIn.everywhere.filter(activity=activity, way=Way.QR)
    if by_code.count() >= settings.DOOR_MOST:
        return True
    return by_code.filter(at__gt=clock.now() - timedelta(minutes=1)).count() >= settings.DOOR_MOST_A_MINUTE


def confirmed(sign_in: SignIn, *, by: Any, person=None, organization=None, called: str | None = None) -> None:
    """The effect of confirming: their row of the list is found or made; nobody becomes a record of the register."""
    if person:
        organization, called = organization or person.organization, ""
        same = Q(person=person)
    else:
        called = kept_name(sign_in.name, "" if organization else sign_in.firm) if called is None else called
        same = Q(person=None, name=called, organization=organization)
    row = Participation.everywhere.filter(same, activity=sign_in.activity).order_by("pk").first()
    if row is None:
        row = Participation(activity=sign_in.activity, person=person, organization=organization, name=called)
        row.role = sign_in.role
        row.save()
        sign_in.entered = True
    sign_in.person, sign_in.organization, sign_in.participation = person, organization, row


def dismissed(sign_in: SignIn, *, by: Any) -> None:
    """The effect of not counting it: what it put on the list goes, unless another signature stands behind it too."""
    row, took = sign_in.participation, sign_in.entered
    sign_in.person = sign_in.organization = sign_in.participation = None
    sign_in.entered = False
    if not (row and took):
        return
    sign_in.save()  # first: with the row all would go that leads to it
    if other := SignIn.everywhere.filter(participation=row).exclude(pk=sign_in.pk).order_by("pk").first():
        other.entered = True
        other.save()
    else:
        row.delete()


def leave(row: Participation, *, by: Any) -> None:
    """Take a row off the list; the signatures behind it are kept, and do not count."""
    with translation.override(settings.LANGUAGE_CODE):
        why = _("从参加人员里移除")
    if has_spoken(row):
        raise NotAllowed(str(STOOD_ON))
    for found in SignIn.everywhere.filter(participation=row).order_by("pk"):
        perform(found, "dismiss", by=by, why=why)
    if left := Participation.everywhere.filter(pk=row.pk).first():
        left.delete()


def renew_door(activity: Activity, *, by: Any) -> Activity:
    """Another code for the door; the one that hangs there opens nothing any more."""
    with transaction.atomic(), acting(by):
        activity = locked(activity)
        activity.door_edition += 1
        activity.save()
        noted(activity, "renew_door", by=by)
    return activity


def _of_person(activity: Activity, who: Somebody | None) -> SignIn | None:
    """The sign-in that was found to be theirs, however they wrote themselves then, and by which guest nobody came."""
    if who is None or who.person is None:
        return None
    rows = SignIn.everywhere.filter(activity=activity, person=who.person, state=SignInState.CONFIRMED)
    return rows.filter(Q(invitation=None) | Q(invitation=who.invitation)).order_by("pk").first()


def _earlier(activity: Activity, name: str, firm: str, invitation: Invitation | None) -> SignIn | None:
    """The sign-in of this invitation, else one of the same name and firm that is not another guest's."""
    rows = SignIn.everywhere.filter(activity=activity)
    if invitation is None:
        return rows.filter(name=name, firm=firm).order_by("pk").first()
    mine = rows.filter(invitation=invitation).first()
    return mine or rows.filter(name=name, firm=firm, invitation=None).first()
