"""Reads of activities that more than one place needs."""

from collections.abc import Iterable
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from huiguan.activities.countries import HERE
from huiguan.activities.models import (
    Activity,
    ActivityState,
    Answer,
    Channel,
    Host,
    Invitation,
    Notice,
    NoticeState,
    Part,
    Participation,
    Programme,
    ProgrammeHost,
    Question,
    Reply,
    Series,
    Stop,
    Visit,
)
from huiguan.activities.recurrence import YEARS, Recurrence, spring_season
from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Delivery, Letter
from huiguan.kernel.reach import within
from huiguan.register.models import Organization

NAMED = Q(person__isnull=False) | ~Q(name="")  # somebody, and not only their organization


def listed() -> QuerySet[Activity]:
    """Activities with all that a row of the list shows."""
    named = Q(participations__person__isnull=False) | ~Q(participations__name="")
    came = Count("participations", filter=named & within(Participation, "participations"))
    hosts = Prefetch("hosts", Host.objects.select_related("organization"))
    rows = (
        Activity.objects.select_related("kind", "node", "programme", "series")
        .prefetch_related(hosts)
        .annotate(came=came)
    )
    return rows.order_by("-starts", "-pk")  # a query that counts forgets the model's own order


def held(period: Period) -> QuerySet[Activity]:
    rows = Activity.objects.filter(state=ActivityState.HELD, starts__date__lte=period.ends)
    return rows.filter(starts__date__gte=period.starts) if period.starts else rows


def held_listed(by, period: Period) -> str:
    """What the list of activities is asked to show the same."""
    asked = {"state": ActivityState.HELD.value, "since": period.starts, "until": period.ends}
    return urlencode({name: value for name, value in asked.items() if value})


def attendance(period: Period) -> QuerySet[Participation]:
    """Everybody by name who came to what was held in a period, once for each time."""
    rows = Participation.objects.filter(NAMED, activity__state=ActivityState.HELD)
    rows = rows.filter(activity__starts__date__lte=period.ends)
    if period.starts:
        rows = rows.filter(activity__starts__date__gte=period.starts)
    return rows.select_related("person", "activity", "organization")


def speakers(period: Period) -> QuerySet[Participation]:
    """Who spoke for an organization at what was held in a period."""
    rows = Participation.objects.filter(activity__in=held(period), role=Participation.Role.SPEAKER)
    return rows.exclude(organization=None).select_related("person", "activity", "organization")


def invited(period: Period) -> QuerySet[Invitation]:
    """Who was invited, as one of a kind of guests, to what was held in a period."""
    rows = Invitation.objects.filter(activity__in=held(period)).exclude(group="")
    rows = rows.exclude(state__in=(Reply.DRAFTED, Reply.WITHDRAWN))
    return rows.select_related("person", "activity", "organization")


def to_be_told() -> QuerySet[Notice]:
    """What guests are still to be told by hand."""
    rows = Notice.objects.filter(state=NoticeState.WAITING)
    return rows.select_related("invitation__activity", "invitation__person", "invitation__organization")


def told_of(activity: Activity) -> QuerySet[Notice]:
    """What the guests of an activity were told or need not be told, the newest first."""
    rows = Notice.objects.filter(invitation__activity=activity).exclude(state=NoticeState.WAITING)
    return rows.select_related("invitation__person", "invitation__organization").order_by("-told_at", "-pk")


def lost_mails(activity: Activity) -> set[int]:
    """The notices of an activity whose mail was refused again and again."""
    mailed = Notice.objects.filter(invitation__activity=activity, way=Channel.MAIL)
    keys = {notice.letter_key: notice.pk for notice in mailed}
    lost = Letter.objects.filter(key__in=keys, delivery__state=Delivery.State.FAILED)
    return {keys[key] for key in lost.values_list("key", flat=True)}


def questions_of(activity: Activity) -> QuerySet[Question]:
    return Question.objects.filter(activity=activity)


def answers_of(invitation: Invitation) -> QuerySet[Answer]:
    return Answer.objects.filter(invitation=invitation)


def visited(period: Period) -> QuerySet[Stop]:
    """Where those went who went somewhere, of what was held in a period."""
    return Stop.objects.filter(activity__in=held(period)).select_related("activity", "partner")


def goes_abroad(activity: Activity) -> bool:
    """Whether one crosses the border for it: to another country, or to Hong Kong, Macao or Taiwan."""
    return Stop.objects.filter(activity=activity).exclude(country=HERE).exists()


def organizers(period: Period) -> QuerySet[ProgrammeHost]:
    """Who organized the programmes that began in a period."""
    begun = Programme.objects.filter(starts__lte=period.ends)
    if period.starts:
        begun = begun.filter(starts__gte=period.starts)
    rows = ProgrammeHost.objects.filter(part=Part.ORGANIZER, programme__in=begun)
    return rows.select_related("programme", "organization")


def springs(period: Period) -> list[tuple[date, date]]:
    """The seasons around the Spring Festival that touch a period and are over when it ends."""
    first = period.starts.year if period.starts else YEARS[0] + 1
    seasons = (spring_season(year) for year in range(max(first, YEARS[0] + 1), min(period.ends.year, YEARS[-1]) + 1))
    return [season for season in seasons if season[1] <= period.ends]


def held_in_spring(period: Period) -> QuerySet[Activity]:
    """Sessions of series that were held around a Spring Festival."""
    rows = held(period).exclude(series=None)
    days = rows.aggregate(first=Min("starts__date"), last=Max("starts__date"))
    if days["first"] is None:
        return rows
    found = Q(pk__in=())
    for year in range(days["first"].year, days["last"].year + 1):
        found |= Q(starts__date__range=spring_season(year))
    return rows.filter(found)


def one_before(activity: Activity) -> Activity | None:
    """The activity before this one whose list may be taken up: of the same series if there is one, else of the same
    kind and of the same hosts, else of the same kind."""
    named = Participation.objects.filter(NAMED).values("activity")
    rows = Activity.objects.filter(starts__lte=activity.starts, pk__in=named)
    rows = rows.exclude(state=ActivityState.CANCELLED).exclude(pk=activity.pk)
    if activity.series_id and (last := rows.filter(series=activity.series_id).first()):
        return last
    rows = rows.filter(kind=activity.kind_id)
    hosts = Host.objects.filter(activity=activity).values("organization")
    together = rows.filter(pk__in=Host.objects.filter(organization__in=hosts).values("activity"))
    return together.first() or rows.first()


def as_guests() -> QuerySet[Participation]:
    """Rows of lists of activities that are themselves out of reach: who came, and does not hold it; newest first."""
    rows = Participation.objects.exclude(activity__in=Activity.objects.order_by().values("pk"))
    rows = rows.exclude(activity__state=ActivityState.CANCELLED).select_related("activity__kind")
    return rows.order_by("-activity__starts", "-activity", "pk")


def hosts_of(activities: Iterable[int]) -> QuerySet[Host]:
    return Host.objects.filter(activity__in=activities).select_related("organization")


def came_to(activity: Activity | None) -> QuerySet[Participation]:
    """Everybody by name who came to one activity."""
    rows = Participation.objects.filter(NAMED, activity=activity)
    return rows.select_related("person", "organization")


def with_organization(organization: Organization) -> QuerySet[Activity]:
    """What an organization held or attended, the newest first, without what only its guests know: ``as_guests``."""
    concerned = Q(pk__in=Host.objects.filter(organization=organization).values("activity"))
    concerned |= Q(pk__in=Participation.objects.filter(organization=organization).values("activity"))
    return Activity.objects.filter(concerned).select_related("kind")


def programmes() -> QuerySet[Programme]:
    """Programmes with all that a row of their list shows."""
    shown = within(Activity, "activities") & ~Q(activities__state=ActivityState.CANCELLED)
    rows = Programme.objects.annotate(held_in=Count("activities", filter=shown, distinct=True))
    return rows.select_related("node").prefetch_related("hosts__organization").order_by("-starts", "-pk")


def all_series() -> QuerySet[Series]:
    """Series with how often each was held, and when last."""
    is_held = within(Activity, "activities") & Q(activities__state=ActivityState.HELD)
    rows = Series.objects.annotate(
        times=Count("activities", filter=is_held, distinct=True), last=Max("activities__starts", filter=is_held)
    )
    return rows.select_related("node", "kind").order_by("pinyin", "pk")


def sessions(series: Series) -> QuerySet[Activity]:
    """What of a series is planned or was held."""
    rows = Activity.objects.filter(series=series).exclude(state=ActivityState.CANCELLED)
    return rows.order_by("-starts", "-pk")


def last_session(series: Series) -> Activity | None:
    return sessions(series).first()


def visits_before(series: Series) -> list[Visit]:
    """Those of its last session that visited anybody: whom the next ones visit too, and about what they ask."""
    rows = Visit.objects.filter(activity__in=sessions(series).order_by().values("pk"))
    last = rows.order_by("-activity__starts", "-activity").first()
    if last is None:
        return []
    rows = rows.filter(activity=last.activity_id).select_related("organization", "activity__node")
    return list(rows.prefetch_related("topics").order_by("pk"))


def last_number(series: Series) -> int:
    """Of all that were ever numbered and not called off, whoever keeps them: a number is given once."""
    return numbered(series).aggregate(last=Max("session"))["last"] or 0


def numbered(series: Series) -> QuerySet[Activity]:
    """The sessions that hold a number, out of reach as well; only to be counted."""
    rows = Activity.everywhere.filter(tenant=series.tenant_id, series=series, session__isnull=False)
    return rows.exclude(state=ActivityState.CANCELLED)


def is_laid_out(series: Series, day: date) -> bool:
    return sessions(series).filter(starts__date=day).exists()


def next_moments(series: Series, most: int) -> list[datetime]:
    """When the rule of a series lets it be held next, at the hour of the session before."""
    last = last_session(series)
    today = clock.today()
    after = max(today, timezone.localdate(last.starts)) if last else today
    hour = timezone.localtime(last.starts).time() if last else time(9)
    rule = Recurrence(series.rule, series.every, series.begins, series.lunar_month, series.lunar_day)
    return [clock.at(day, hour.hour, hour.minute) for day in rule.after(after, most)]
