"""The next sessions of a series are laid out as planned activities."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from huiguan.activities import queries
from huiguan.activities.actions.activities import plan
from huiguan.activities.actions.locking import locked_series
from huiguan.activities.actions.visiting import plan_visits
from huiguan.activities.models import Activity, Host, Series, Visit
from huiguan.kernel import words
from huiguan.kernel.acting import acting


def lay_out(
    series: Series,
    moments: Iterable[datetime],
    *,
    by: Any,
    visits: Iterable[Visit] = (),
    reasons: Mapping[date, Mapping[int, str]] | None = None,
) -> list[Activity]:
    """A planned activity for each moment, numbered on from the last, with the place, the length and the hosts of the
    session before it. Each visits whom ``visits`` visited, to ask the same; ``reasons`` are those of ``plan_visits``
    by day."""
    visits, reasons = list(visits), reasons or {}
    with transaction.atomic(), acting(by):
        locked_series(series)
        last = queries.last_session(series)
        hosts = list(Host.objects.filter(activity=last).select_related("organization")) if last else []
        length = last.ends - last.starts if last and last.ends else timedelta()
        first = queries.last_number(series) + 1
        made = []
        for number, starts in enumerate(sorted(moments), start=first):
            activity = Activity(series=series, session=number, kind=series.kind, node=series.node, starts=starts)
            activity.ends = starts + length if length else None
            activity.place, activity.purpose = (last.place if last else ""), series.purpose
            activity.title = title_of(activity)
            plan(activity, by=by)
            for host in hosts:
                Host(activity=activity, organization=host.organization, part=host.part, is_lead=host.is_lead).save()
            why = reasons.get(timezone.localdate(starts), {})
            for visit in visits:
                plan_visits(activity, [visit.organization], by=by, topics=visit.topics.all(), reasons=why)
            made.append(activity)
    return made


def title_of(activity: Activity) -> str:
    """“谈疫情、话管理”专题讲座（第2期）, in the language of the books, whoever plans it."""
    with translation.override(settings.LANGUAGE_CODE):
        return words.bracketed(activity.series, activity.session_name)[: Activity._meta.get_field("title").max_length]
