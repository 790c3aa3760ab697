"""What stands on an activity, or on a row of its list: it would go along, or become another's."""

from huiguan.activities.models import (
    Activity,
    Certificate,
    Clearance,
    ClearanceState,
    Consent,
    Expense,
    Feedback,
    FollowUp,
    Invitation,
    Participation,
    Photo,
    SignIn,
    Visit,
)
from huiguan.activities.rules import is_a_draft

HANDED_IN = (ClearanceState.SUBMITTED, ClearanceState.APPROVED, ClearanceState.REFUSED)


def on_activity(activity: Activity) -> list[str]:
    """Kind by kind, with how many there are; a draft of an invitation is nobody's yet."""
    sent = Invitation.everywhere.exclude(is_a_draft.q(None, Invitation))
    rows = [
        sent.filter(activity=activity),
        *(kind.everywhere.filter(activity=activity) for kind in (Participation, SignIn, Feedback)),
        Certificate.everywhere.filter(participation__activity=activity),
        *(kind.everywhere.filter(activity=activity) for kind in (Expense, Photo, FollowUp)),
        Clearance.everywhere.filter(activity=activity, state__in=HANDED_IN),
        Visit.everywhere.filter(activity=activity).exclude(state=Consent.NOT_ASKED),  # it was told, or has answered
    ]
    return [f"{found.model._meta.verbose_name} {n}" for found in rows if (n := found.count())]


def on_participation(row: Participation) -> list[str]:
    """The kinds of what was given to whoever it is, or came from them."""
    rows = [kind.everywhere.filter(participation=row) for kind in (Certificate, Feedback, SignIn)]
    return [str(found.model._meta.verbose_name) for found in rows if found.exists()]


def has_spoken(row: Participation) -> bool:
    return Feedback.everywhere.filter(participation=row).exists()
