"""Who answers an invitation, and what is open to whom: the guest, or where a firm or a chamber is invited, those who
speak for it."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from huiguan.activities import voices
from huiguan.activities.models import Activity, ActivityState, Invitation, Reply
from huiguan.activities.models.invitations import COMING, OPEN
from huiguan.activities.rules import is_cleared
from huiguan.kernel import clock
from huiguan.kernel.models import Grant, User
from huiguan.kernel.notices import up
from huiguan.kernel.reach import current_reach
from huiguan.register.models import Affiliation, Organization
from huiguan.register.models.organizations import belonging

OF_A_UNIT = Q(person=None, name="")


def who_answers(invitation: Invitation) -> list[User]:
    """Whoever is invited, if they may still sign in; where nobody is named, those who speak for the unit."""
    user = invitation.person and invitation.person.user
    if user:
        return [user] if user.is_active and Grant.in_force().filter(user=user, tenant=invitation.tenant_id) else []
    return [] if invitation.person_id or invitation.name else voices.of(invitation.organization)


def answered_by(user: User) -> Q:
    """The same the other way round: invitations that somebody answers, also of those for whom they stand in."""
    absent = user.stands_for(current_reach().tenant)
    own = Q(person__user__in=[user.pk, *(one.pk for one in absent)])
    return own | voices.spoken_for(user) & OF_A_UNIT


def reached(rows: QuerySet[Invitation]) -> int:
    """How many of these guests the house tells by itself."""
    signs_in = Exists(Grant.in_force().filter(user=OuterRef("person__user"), tenant=OuterRef("tenant")))
    known = Q(signs_in, person__user__is_active=True) | Q(voices.any_of("organization")) & OF_A_UNIT
    return rows.filter(known | ~Q(email="") if settings.MAIL_IS_ON else known).count()


def asked(user: User) -> QuerySet[Invitation]:
    """Invitations to what is to come that somebody answers, whatever was said; the next first."""
    rows = Invitation.everywhere.filter(answered_by(user), tenant=current_reach().tenant, state__in=OPEN)
    rows = rows.filter(activity__state=ActivityState.PLANNED, activity__starts__gt=clock.now())
    return rows.select_related("activity__kind", "organization", "person").order_by("activity__starts", "pk")


def awaited(user: User) -> QuerySet[Invitation]:
    """Those of them to which somebody comes, or waits for a place."""
    return asked(user).filter(state__in=(*COMING, Reply.QUEUED))


def open_to(user: User) -> QuerySet[Activity]:
    """Activities to come for which the firm or chamber of somebody may sign up by now: those of the places to which it
    belongs, and of the places above."""
    tenant = current_reach().tenant
    units = Organization.everywhere.filter(voices.spoken_for(user, ""), tenant=tenant)
    belongs = Affiliation.everywhere.filter(belonging(clock.today()), organization__in=units.values("pk"))
    paths = {*units.values_list("node__path", flat=True), *belongs.values_list("node__path", flat=True)}
    rows = Activity.everywhere.filter(is_cleared.q(None, Activity), tenant=tenant, is_open=True)
    rows = rows.filter(state=ActivityState.PLANNED, starts__gt=clock.now(), node__path__in=up(paths))
    return rows.order_by("starts", "pk")
