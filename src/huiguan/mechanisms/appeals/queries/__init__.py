"""Reads that are used twice."""

from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.models import Step
from huiguan.kernel.reach import current_reach, reaching, whole
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Answer,
    Appeal,
    AppealState,
    Assignment,
    AssignmentState,
    Clock,
    Extension,
    Level,
    Profile,
    Stage,
    StageLimit,
)
from huiguan.register.models import Organization

DAYS_WITHOUT_LIMIT = 30  # for the firm to confirm, where the profile sets none
OVER = (AppealState.DECLINED, AppealState.DIVERTED, AppealState.MERGED, AppealState.CLOSED, AppealState.WITHDRAWN)


def running() -> Q:
    """Clocks that run; the window for an objection is no duty and never late."""
    return Q(stopped_at=None) & ~Q(stage=Stage.OBJECT)


def due_first(appeals: QuerySet) -> QuerySet:
    """Each with the moment at which the first of its clocks that run is due, of which stage that is and with which
    unit, and from when one is warned of it."""
    here = Clock.objects.filter(running(), appeal=OuterRef("pk"), is_paused=False).order_by()
    first = {name: here.values("appeal").annotate(first=Min(name)).values("first") for name in ("due_at", "warn_at")}
    next_one = here.order_by("due_at", "pk")
    return appeals.annotate(
        due_at=Subquery(first["due_at"]),
        warn_at=Subquery(first["warn_at"]),
        due_stage=Subquery(next_one.values("stage")[:1]),
        due_holder=Subquery(next_one.values("holder__name")[:1]),
    )


def with_its_coming(appeals: QuerySet) -> QuerySet:
    """Each with the moment at which it came to the state in which it is."""
    steps = Step.objects.filter(tenant=OuterRef("tenant"), label=Appeal.label(), object_id=OuterRef("pk"))
    came = steps.exclude(source=F("target")).order_by("-pk")
    return appeals.annotate(came_at=Subquery(came.values("happened_at")[:1]))


def what_they_lack(appeals: list[Appeal]) -> dict[int, str]:
    """What was asked for last of each that waits for it, in one query."""
    pks = [one.pk for one in appeals if one.state == AppealState.INCOMPLETE]
    if not pks:
        return {}
    asked = Step.objects.filter(tenant=current_reach().tenant, label=Appeal.label(), object_id__in=pks, move="ask_more")
    return dict(asked.order_by("pk").values_list("object_id", "why"))


def most_pressing_first(appeals: QuerySet) -> QuerySet:
    """By what is due; of what no clock runs for, by how urgent it is, and then what was raised first."""
    urgency = Case(When(level=Level.URGENT, then=0), When(level=Level.IMPORTANT, then=1), default=2)
    return appeals.order_by(F("due_at").asc(nulls_last=True), urgency, "filed_at", "pk")


def with_light(appeals: QuerySet, light: str) -> QuerySet:
    """Those with a clock that is late, or that one is to be warned of, or that stands still."""
    now = clock.now()
    clocks = Clock.objects.filter(running())
    if light == "paused":
        clocks = clocks.filter(is_paused=True)
    elif light == "red":
        clocks = clocks.filter(is_paused=False, due_at__lt=now)
    else:
        clocks = clocks.filter(is_paused=False, due_at__gte=now, warn_at__lte=now)
    return appeals.filter(pk__in=clocks.values("appeal"))


def next_due(appeal: Appeal) -> datetime | None:
    """When the first of its clocks is due, if one runs."""
    clocks = Clock.objects.filter(running(), appeal=appeal, is_paused=False)
    return clocks.order_by("due_at").values_list("due_at", flat=True).first()


def to_be_noticed(appeal: Appeal) -> datetime | None:
    """The same while it is ahead: from that morning on one is told of it with all else that is due. Whoever is to
    confirm is not, and is told of it alone."""
    due = next_due(appeal)
    is_told_otherwise = due is not None and timezone.localdate(due) <= clock.today()
    return None if is_told_otherwise and appeal.state != AppealState.ANSWERED else due


def lead_of(appeal: Appeal) -> Assignment | None:
    return Assignment.objects.filter(appeal=appeal, is_lead=True, state__in=AT_WORK).select_related("unit").first()


def units_of(appeal: Appeal) -> QuerySet[Assignment]:
    """All that work on it now, the lead first."""
    return Assignment.objects.filter(appeal=appeal, state__in=AT_WORK).select_related("unit")


def helping_units(appeal: Appeal, by) -> QuerySet[Organization]:
    """The units that still owe the lead their part: those for which this person answers; all of them for the office."""
    rows = Assignment.objects.filter(appeal=appeal, is_lead=False, state=AssignmentState.GIVEN)
    own = by.scope("appeals.answer", appeal.tenant).subjects
    rows = rows.filter(unit__in=own) if own else rows
    with reaching(whole(appeal.tenant)):
        return Organization.objects.filter(pk__in=rows.values_list("unit", flat=True))


def last_answer(appeal: Appeal) -> Answer | None:
    return Answer.objects.filter(appeal=appeal).select_related("ending", "unit").order_by("-round").first()


def whose_last_answer(is_so: Q) -> QuerySet:
    """The keys of appeals of which the last answer is such."""
    later = Answer.objects.filter(appeal=OuterRef("appeal"), round__gt=OuterRef("round"))
    return Answer.objects.filter(is_so, ~Exists(later)).order_by().values("appeal")


def is_solved() -> Q:
    """The last answer solved it, and whoever raised it has confirmed that."""
    solved = whose_last_answer(Q(ending__counts_as_solved=True))
    return Q(closing__is_confirmed=True) & Q(pk__in=solved)


def untimed(profile: Profile) -> list[Stage]:
    """The stages of a profile that have no limit."""
    skipped = {
        Stage.ACKNOWLEDGE: not profile.acknowledges,
        Stage.OBJECT: not profile.objects_allowed,
        Stage.DECIDE: not profile.objects_allowed,
        Stage.OPINE: not profile.opines,
        Stage.CONTACT: not profile.contacts,
    }
    timed = {one.stage for one in profile.limits.all()}
    return [stage for stage in Stage if stage not in timed and not skipped.get(stage)]


def usual_profile() -> Profile | None:
    return Profile.objects.order_by("order", "pk").first()


def closed_lately() -> Q:
    """Those over for no longer than their profile lets them be taken up again."""
    found, now = Q(pk__in=()), clock.now()
    for pk, days in Profile.objects.values_list("pk", "reopens_for"):
        found |= Q(profile=pk, closing__on__gte=now - timedelta(days=days))
    return found


def long_unconfirmed() -> Q:
    """Answered long ago under a profile that does not say by when the firm is to confirm."""
    timed = StageLimit.objects.filter(stage=Stage.CONFIRM).order_by().values("profile")
    old = Answer.objects.filter(on__lt=clock.now() - timedelta(days=DAYS_WITHOUT_LIMIT))
    return ~Q(profile__in=timed) & Q(pk__in=old.order_by().values("appeal")) & ~Q(pk__in=_newer(old))


def _newer(old: QuerySet) -> QuerySet:
    return Answer.objects.exclude(pk__in=old.order_by().values("pk")).order_by().values("appeal")


def may_still_be_extended() -> Q:
    """Those that were granted fewer extensions than their profile allows, and of which none waits."""
    granted = Count("extensions", filter=Q(extensions__state="granted"))
    full = Appeal.objects.alias(granted=granted).filter(granted__gte=F("profile__most_extensions"))
    waiting = Extension.objects.filter(state="asked")
    return ~Q(pk__in=full.order_by().values("pk")) & ~Q(pk__in=waiting.order_by().values("appeal"))
