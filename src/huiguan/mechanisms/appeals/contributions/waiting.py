"""What waits for somebody on their home page, and for a firm or a unit what is open of its own."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Matter
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal, AppealState
from huiguan.mechanisms.appeals.queries import OVER, due_first, with_light
from huiguan.mechanisms.appeals.queries.veil import filings_within_reach
from huiguan.mechanisms.appeals.rules import handles, leads, raised_it
from huiguan.mechanisms.appeals.words import how_late, parts_of, status_of

SHOWN = 12


def cards(by) -> list[Card]:
    """By state what it is this person's turn to act on; for the office what is late; for a leader what was brought."""
    waiting = due_first(AppealFlow.waiting_for(by))
    found = []
    counts = waiting.order_by().values("state").annotate(n=Count("pk"), first=Min("due_at"))
    for row in sorted(counts, key=lambda row: list(AppealState.values).index(row["state"])):
        label = _("诉求%(wait)s") % {"wait": AppealFlow.waits[row["state"]].label}
        url = f"{reverse('appeals.list')}?state={row['state']}&waiting=me"
        due = timezone.localdate(row["first"]) if row["first"] else None
        found.append(Card(label, url, row["n"], due=due, icon="message-square-warning", hue="gold"))
    return found + _late(by) + _brought(by)


def _late(by) -> list[Card]:
    if not handles(by):
        return []
    late = with_light(Appeal.objects.filter(handles.q(by, Appeal)), "red").count()
    url = f"{reverse('appeals.list')}?light=red"
    return [Card(_("诉求已逾期"), url, late, icon="alarm-clock", hue="brand")] if late else []


def _brought(by) -> list[Card]:
    open_ones = Appeal.objects.filter(leads.q(by, Appeal)).exclude(state__in=OVER)
    return [
        Card(
            _("请您过问：%(title)s") % {"title": one.title},
            reverse("appeals.detail", args=[one.pk]),
            note=str(one),
            icon="message-square-warning",
            hue="violet",
        )
        for one in open_ones.order_by("filed_at")[:SHOWN]
    ]


def matters(by) -> list[Matter]:
    """What this firm has raised and is not over, and what its unit is to deal with; what waits for it first."""
    waiting = set(AppealFlow.waiting_for(by).values_list("pk", flat=True))
    rows = due_first(Appeal.objects.exclude(state__in=OVER)).select_related("profile").order_by("due_at", "pk")
    rows = sorted(rows, key=lambda one: one.pk not in waiting)[:SHOWN]
    known = filings_within_reach(rows)
    own = set(Appeal.objects.filter(raised_it.q(by, Appeal)).values_list("pk", flat=True))
    return [
        _matter(by, one, known.get(one.pk) if one.pk in own or one.is_hidden else None, one.pk in waiting)
        for one in rows
    ]


def _matter(by, appeal, filing, waits: bool) -> Matter:
    late = appeal.due_at is not None and appeal.due_at < clock.now()
    open_moves = AppealFlow.open_to(by, appeal) if waits else []
    moves = [move for move, verdict in open_moves if verdict and not move.danger and move.to]
    return Matter(
        filing.title if filing else appeal.title,
        reverse("appeals.detail", args=[appeal.pk]),
        note=listed(filter(None, [str(appeal), how_late(appeal.due_at) if late else ""])),
        due=timezone.localdate(appeal.due_at) if appeal.due_at else None,
        status=status_of(appeal),
        stages=parts_of(appeal, late) if filing else (),
        moves=[{"label": move.label, "url": reverse("appeals.move", args=[appeal.pk, move.name])} for move in moves],
    )
