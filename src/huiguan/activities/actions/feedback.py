"""Saying what one thinks of a gathering, once for each who came; it may be changed at any time."""

from django.db import transaction

from huiguan.activities.actions.locking import locked
from huiguan.activities.attending import invitation_of, is_asked
from huiguan.activities.models import ActivityState, Feedback, Invitation, Participation
from huiguan.activities.models.feedback import keys_of
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User


def give(source: Invitation | Participation, *, gain: str, words: str = "", is_unnamed: bool = False) -> Feedback:
    """In the name of the system, whoever is signed in: the log names nobody.

    Whoever takes their name off, or puts it on, says it anew: the row that bore it is gone, and the new one leads
    nowhere.
    """
    source = asked(source)
    with transaction.atomic(), acting(User.system()):
        activity = locked(source.activity)
        is_there = type(source).everywhere.filter(pk=source.pk).exists()  # somebody may be taken off the list
        if not is_there or activity.state != ActivityState.HELD:
            raise NotNow("feedback")
        if isinstance(source, Invitation) and not is_asked(source):
            raise NotNow("feedback")
        said = _given(source)
        if said is not None and said.is_unnamed != is_unnamed:
            said.delete()
            said = None
        if said is None:
            said = Feedback(activity=activity, key=keys_of(source, is_unnamed=is_unnamed)[0], is_unnamed=is_unnamed)
            if not is_unnamed:
                setattr(said, "invitation" if isinstance(source, Invitation) else "participation", source)
        said.gain, said.words = gain, words
        said.save()
    return said


def named(source: Invitation | Participation) -> Feedback | None:
    """What they said in their name. What is unnamed is shown to nobody beside a name: not on their own page either,
    which others of their firm, or whoever sent the link, could open."""
    said = _given(asked(source))
    return said if said and not said.is_unnamed else None


def _given(source: Invitation | Participation) -> Feedback | None:
    keys = [key for is_unnamed in (False, True) for key in keys_of(source, is_unnamed=is_unnamed)]
    return Feedback.everywhere.filter(activity=source.activity_id, key__in=keys).first()


def asked(source: Invitation | Participation) -> Invitation | Participation:
    """Whoever came by an invitation speaks by it, so that nobody speaks twice."""
    return source if isinstance(source, Invitation) else invitation_of(source) or source
