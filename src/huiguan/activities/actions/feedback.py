"""Saying what one thinks of a gathering, once for each who came; it may be changed at any time.

It is said by a guest's link, on the page of a row of the list, or by the letters of a signature at the door.
"""

from django.db import transaction

from huiguan.activities.actions.locking import locked
from huiguan.activities.attending import SHUT, invitation_of, invitations_of, is_a_unit, is_asked, row_of
from huiguan.activities.models import ActivityState, Feedback, Invitation, Participation, SignIn
from huiguan.activities.models.feedback import keys_of
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User

Source = Invitation | Participation | SignIn
WAYS = [kind.label() for kind in (Participation, Invitation, SignIn)]


def give(source: Source, *, gain: str, words: str = "", is_unnamed: bool = False) -> Feedback:
    """In the name of the system, whoever is signed in: the log names nobody.

    Whoever takes their name off, or puts it on, says it anew: the row that bore it is gone, and the new one leads
    nowhere. So does whoever says it by another way.
    """
    with transaction.atomic(), acting(User.system()):
        activity = locked(source.activity)
        source = type(source).everywhere.filter(pk=source.pk).first()  # they may have been taken off the list
        if source is None or activity.state != ActivityState.HELD or not may_speak(source):
            raise NotNow("feedback")
        row, keys = _row(source), _own_keys(source, is_unnamed=is_unnamed)
        earlier = list(_said(activity.pk, _all_keys(source)))
        said = next((one for one in earlier if one.key in keys), None)
        for one in earlier:
            if one != said:
                one.delete()
        said = said or Feedback(activity=activity, key=keys[0], is_unnamed=is_unnamed)
        if not is_unnamed:
            said.participation, said.invitation = (row, None) if row else (None, source)
        said.gain, said.words = gain, words
        said.save()
    return said


def named(source: Invitation | Participation) -> Feedback | None:
    """What they said in their name. What is unnamed is shown to nobody beside a name: not on their own page either,
    which others of their firm, or whoever sent the link, could open. Nor does a unit read by its link what the one who
    came for it said otherwise."""
    is_by_link = isinstance(source, Invitation) and is_a_unit(source)
    keys = _own_keys(source, is_unnamed=False) if is_by_link else _all_keys(source)
    return _said(source.activity_id, keys).filter(is_unnamed=False).first()


def may_speak(source: Source) -> bool:
    """The letters of a signature are no proof of a name: they speak only for a row that it put on the list itself, that
    no guest has a link for, and for which nobody spoke by another way."""
    if isinstance(source, Invitation):
        return source.state not in SHUT and is_asked(source)
    if isinstance(source, Participation):
        return True
    row = source.participation
    if row is None or not source.entered or invitation_of(row):
        return False
    own = [key for is_unnamed in (False, True) for key in _own_keys(source, is_unnamed=is_unnamed)]
    return not _said(source.activity_id, _all_keys(source)).exclude(key__in=own).exists()


def _row(source: Source) -> Participation | None:
    if isinstance(source, Invitation):
        return row_of(source)
    return source if isinstance(source, Participation) else source.participation


def _own_keys(source: Source, *, is_unnamed: bool) -> list[str]:
    """Of what is said by this way."""
    return keys_of(_row(source) or source, source.label(), is_unnamed=is_unnamed)


def _all_keys(source: Source) -> list[str]:
    """Of what may have been said of the same row by any way, also by a link before the row was written."""
    row = _row(source)
    whose = [(row, way) for way in WAYS] if row else []
    whose += [(one, one.label()) for one in (invitations_of(row) if row else [source])]
    return [key for who, way in whose for unnamed in (False, True) for key in keys_of(who, way, is_unnamed=unnamed)]


def _said(activity: int, keys: list[str]):
    return Feedback.everywhere.filter(activity=activity, key__in=keys)
