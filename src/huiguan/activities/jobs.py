"""By the clock: who has not answered is asked once more, and who comes is reminded the day before."""

from datetime import timedelta

from huiguan.activities.actions.notices import announce
from huiguan.activities.models import ActivityState, Invitation, Occasion, Reply
from huiguan.activities.models.invitations import COMING
from huiguan.kernel import clock
from huiguan.kernel.models import User

BEFORE_THE_REPLY = timedelta(days=2)
BEFORE_THE_DAY = timedelta(days=1)


def remind_guests() -> None:
    """A day on which nothing ran is made up for, as long as there is still time; nobody is asked twice."""
    today, system = clock.today(), User.system()
    rows = Invitation.objects.filter(activity__state=ActivityState.PLANNED)
    rows = rows.select_related("activity", "organization", "person__user", "person__organization")
    late = rows.filter(
        state__in=(Reply.SENT, Reply.POSTPONED), activity__reply_by__range=(today, today + BEFORE_THE_REPLY)
    )
    for invitation in late:
        announce([invitation], Occasion.REMINDED, by=system, number=invitation.activity.reply_by.toordinal())
    tomorrow = today + BEFORE_THE_DAY
    for invitation in rows.filter(state__in=COMING, activity__starts__date=tomorrow):
        announce([invitation], Occasion.COMING_UP, by=system, number=tomorrow.toordinal())
