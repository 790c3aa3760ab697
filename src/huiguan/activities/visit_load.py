"""How much visiting a firm has had and is to have, by all visitors together, and what to mind before another visit.

A firm's calendar is for everybody who may plan: of activities out of reach it tells the day, who visits and what is
asked, and nothing else. So it is counted over all rows, whoever asks.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, ActivityState, Consent, Host, QuietTime, Visit, VisitCap, VisitTopic
from huiguan.kernel.spans import Span, span_around
from huiguan.kernel.words import labelled, listed
from huiguan.register.models import Organization

COUNTS = ~Q(activity__state=ActivityState.PLANNED, state=Consent.DECLINED)  # what nobody means to make is no visit


@dataclass(frozen=True)
class Caution:
    """Something to mind before a firm is visited; ``kind`` is cap, quiet, topic, same_day, declined or another_day."""

    kind: str
    text: str


@dataclass(frozen=True)
class Visited:
    """A visit as whoever plans another is told of it."""

    day: date
    who: str
    topics: frozenset[VisitTopic]


@dataclass(frozen=True)
class Load:
    """How much of one cap is used up in the period around a day, by the visits of which days, and how many of them
    nobody has made yet."""

    cap: VisitCap
    first: date
    last: date
    days: tuple[date, ...]
    arranged: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.days) >= self.cap.times


def warnings(
    organization: Organization,
    day: date,
    topics: Iterable[Any] = (),
    besides: Activity | None = None,
    meant: Iterable[Visited] = (),
) -> list[Caution]:
    """What whoever plans to visit a firm on a day, to ask it about these topics, is to know before it is kept.

    ``besides`` is the activity that is being planned, if it is there already: its own row does not speak against it.
    ``meant`` are visits that are being planned together with this one and are not kept yet.
    """
    rows = sorted([*_told(calendar(organization, besides)), *meant], key=lambda row: row.day)
    return [
        *_caps(organization, day, rows),
        *_quiet(organization, day),
        *_topics(day, set(topics), rows),
        *_same_day(day, rows),
        *(_answer(organization, day, besides) if besides and besides.pk else ()),
    ]


def calendar(organization: Organization, besides: Activity | None = None) -> QuerySet[Visit]:
    """All visits to a firm that count, by day, whoever makes them."""
    rows = visits_to(organization).filter(COUNTS)
    return rows.exclude(activity=besides) if besides and besides.pk else rows


def visits_to(organization: Organization) -> QuerySet[Visit]:
    """All that are not called off, also those that the firm declined."""
    rows = Visit.everywhere.filter(organization=organization).exclude(activity__state=ActivityState.CANCELLED)
    rows = rows.select_related("activity__kind", "activity__node").prefetch_related("topics")
    return rows.order_by("activity__starts", "pk")


def day_of(visit: Visit) -> date:
    return timezone.localdate(visit.activity.starts)


def caps_of(organization: Organization) -> list[VisitCap]:
    """The firm's own, if it has any; else those for all."""
    caps = VisitCap.everywhere.filter(tenant=organization.tenant_id)
    own = list(caps.filter(organization=organization).order_by("pk"))
    return own or list(caps.filter(organization=None).order_by("pk"))


def loads(organization: Organization, day: date, days: Iterable[date], arranged: Iterable[date] = ()) -> list[Load]:
    """``days`` are those of all visits, ``arranged`` of those among them that nobody has made yet."""
    days, arranged, found = list(days), list(arranged), []
    for cap in caps_of(organization):
        first, last = span_around(cap.span, day)
        within, to_come = ([one for one in some if first <= one <= last] for some in (days, arranged))
        found.append(Load(cap, first, last, tuple(within), len(to_come)))
    return found


def quiet_times(organization: Organization) -> QuerySet[QuietTime]:
    return QuietTime.everywhere.filter(organization=organization).select_related("entered_by").order_by("starts", "pk")


def visitors(activities: Iterable[Activity]) -> dict[int, str]:
    """Who visits, by the number of the activity: see ``visitor``."""
    known = {activity.pk: activity for activity in activities}
    leads = Host.everywhere.filter(activity__in=known, is_lead=True).select_related("organization")
    led = {host.activity_id: host for host in leads}
    return {pk: visitor(activity, led.get(pk)) for pk, activity in known.items()}


def visitor(activity: Activity, lead: Host | None) -> str:
    """The person who goes, where it is one, with the office that sees to it: the host that leads, else the place that
    keeps the activity."""
    return listed(filter(None, [activity.visitor, str(lead or activity.node)]))


def held_still(organizations: Iterable[Organization]) -> None:
    """Until the transaction ends nobody else plans to visit these firms: what was found of them stays so. Whoever only
    enters something that names them does not wait."""
    numbers = [organization.pk for organization in organizations]
    with transaction.atomic():
        list(Organization.everywhere.filter(pk__in=numbers).select_for_update(of=("self",), no_key=True).order_by("pk"))


def in_words(cautions: Iterable[tuple[Organization, list[Caution]]]) -> list[str]:
    return [labelled(organization, one.text) for organization, found in cautions for one in found]


def digest(lines: Iterable[str]) -> str:
    """Another one as soon as there is something else to mind."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _told(rows: Iterable[Visit]) -> list[Visited]:
    rows = list(rows)
    who = visitors(row.activity for row in rows)
    return [Visited(day_of(row), who[row.activity_id], frozenset(row.topics.all())) for row in rows]


def _caps(organization: Organization, day: date, rows: list[Visited]) -> list[Caution]:
    said = _("%(first)s 至 %(last)s 已有 %(n)s 次走访（%(days)s），上限是%(span)s %(times)s 次")
    none = _("%(first)s 至 %(last)s 不安排走访：上限是%(span)s %(times)s 次")
    return [
        Caution(
            "cap",
            (said if load.days else none)
            % {
                "first": load.first,
                "last": load.last,
                "n": len(load.days),
                "days": listed(load.days),
                "span": load.cap.get_span_display(),
                "times": load.cap.times,
            },
        )
        for load in loads(organization, day, [row.day for row in rows])
        if load.is_full
    ]


def _quiet(organization: Organization, day: date) -> list[Caution]:
    found = []
    for quiet in quiet_times(organization):
        if around := quiet.around(day):
            said = _("%(first)s 至 %(last)s 是企业的免打扰时段") % {"first": around[0], "last": around[1]}
            found.append(Caution("quiet", labelled(said, quiet.why) if quiet.why else said))
    return found


def _topics(day: date, topics: set, rows: list[Visited]) -> list[Caution]:
    """The quarter is that of the day of the visit."""
    first, last = span_around(Span.QUARTER, day)
    asked = [row for row in rows if first <= row.day <= last]
    found = []
    for topic in sorted(topics, key=lambda topic: (topic.order, topic.pk)):
        when = [f"{row.day} {row.who}" for row in asked if topic in row.topics]
        if when:
            said = _("这个季度问过“%(topic)s”：%(when)s") % {"topic": topic, "when": listed(when)}
            found.append(Caution("topic", said))
    return found


def _same_day(day: date, rows: list[Visited]) -> list[Caution]:
    there = [row.who for row in rows if row.day == day]
    return [Caution("same_day", _("同一天还有人去：%(who)s") % {"who": listed(there)})] if there else []


def _answer(organization: Organization, day: date, activity: Activity) -> list[Caution]:
    """What the firm itself has said to this visit, where it did not agree. Another day is what it asked for."""
    visit = Visit.everywhere.filter(organization=organization, activity=activity).first()
    stored = Activity.everywhere.filter(pk=activity.pk).first()
    if visit is None or stored is None:
        return []
    if visit.state == Consent.DECLINED:
        said = _("企业谢绝了这次走访")
    elif visit.state == Consent.ANOTHER_DAY and timezone.localdate(stored.starts) == day:
        said = _("企业请改到别的日子")
    else:
        return []
    return [Caution(visit.state, labelled(said, visit.words) if visit.words else said)]
