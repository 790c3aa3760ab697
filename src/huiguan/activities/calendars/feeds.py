"""The private address at which somebody's calendar is read: made, found, given up."""

import hashlib
import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from huiguan.activities.models import Activity, Host, Stop
from huiguan.kernel import clock
from huiguan.kernel.models import CalendarFeed, Change, Tenant, User

BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # as many characters as those bytes take
PAST = timedelta(days=365)
NOTED = timedelta(hours=1)  # that it was used is written no oftener


def feed_of(user: User, tenant: Tenant) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, tenant=tenant).first()


def make(user: User, tenant: Tenant) -> str:
    """A new secret; the old one, if there was one, opens nothing from now on."""
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        stop(user, tenant)
        CalendarFeed.objects.create(user=user, tenant=tenant, digest=digest(token), made_at=clock.now())
    return token


def stop(user: User, tenant: Tenant) -> None:
    CalendarFeed.objects.filter(user=user, tenant=tenant).delete()


def found(token: str) -> CalendarFeed | None:
    """Whose calendar a secret opens; nothing if we did not make it, or not any more."""
    if not TOKEN.fullmatch(token):
        return None
    feed = CalendarFeed.objects.filter(digest=digest(token)).select_related("user", "tenant").first()
    return feed if feed and feed.user.is_active else None


def digest(token: str) -> str:
    """Nobody guesses 256 random bits, so that a plain digest keeps them as safe as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


def note_use(feed: CalendarFeed) -> None:
    now = clock.now()
    long_ago = Q(last_used=None) | Q(last_used__lt=now - NOTED)
    CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(last_used=now)


def in_the_feed(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """The past year and all that is to come, with what an entry says."""
    since = clock.now() - PAST
    rows = told(rows).filter(Q(starts__gte=since) | Q(ends__gte=since))
    return rows.order_by("starts", "pk")


def told(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities with their kinds, their hosts in reach, and when each was last changed."""
    changes = Change.objects.filter(tenant=OuterRef("tenant"), label=Activity.label(), object_id=OuterRef("pk"))
    hosts = Prefetch("hosts", Host.objects.select_related("organization"))
    stops = Prefetch("stops", Stop.objects.all())
    rows = rows.select_related("kind", "tenant").prefetch_related(hosts, stops)
    return rows.annotate(changed=Subquery(changes.order_by("-at", "-pk").values("at")[:1]))
