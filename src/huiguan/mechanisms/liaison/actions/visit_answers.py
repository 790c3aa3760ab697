"""What those say whom a leader wants to visit: the leader and their liaison officer hear of it."""

from typing import Any

from huiguan.activities import visit_wording
from huiguan.activities.actions import who_planned
from huiguan.activities.models import Visit
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.telling import tell
from huiguan.mechanisms.liaison.actions.questions import who_answers
from huiguan.mechanisms.liaison.models import Contact, ContactState

ANSWERS = ("agree", "another_day", "decline", "note_agreed", "note_another_day", "note_declined")


def tell_answered(visit: Visit, *, by: Any) -> None:
    """Those who have it from the visit itself are not told twice. Whoever answers need not read the contact."""
    known = who_planned(visit)
    with reaching(whole(visit.tenant)):
        rows = Contact.objects.filter(activity=visit.activity_id, state=ContactState.PLANNED)
        for contact in rows.select_related("linker__person__user", "linker__officer__user"):
            tell(
                [user for user in who_answers(contact.linker) if user not in known],
                key=f"liaison.visits:{visit.pk}:{visit.version}",
                say=lambda: visit_wording.answered(visit),
                about=contact,
            )
