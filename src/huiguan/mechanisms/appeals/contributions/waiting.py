"""What waits for somebody on their home page, and for a firm or a unit what is open of its own."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Matter
from huiguan.kernel.rules import scope_of
from huiguan.kernel.words import labelled
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import OF_THE_FILER, Appeal, AppealState, Clock, Level, Stage
from huiguan.mechanisms.appeals.queries import OVER, due_first, running, with_its_coming, with_light
from huiguan.mechanisms.appeals.queries.veil import filings_within_reach
from huiguan.mechanisms.appeals.rules import approves, handles, leads, owed_by, raised_it, waits_for_a_word
from huiguan.mechanisms.appeals.words import how_it_stands, parts_of, status_of, waited

SHOWN = 12


def cards(by) -> list[Card]:
    """By state what it is this person's turn to act on; for the office what is late; for the head who asks for more
    time; for a leader what was brought."""
    return _by_state(by) + _asking_for_time(by) + _late(by) + _brought(by)


def _by_state(by) -> list[Card]:
    """Each with the day of the first that is due; of those that nothing times, since when the first has waited."""
    waiting = with_its_coming(due_first(AppealFlow.waiting_for(by)))
    urgent = Count("pk", filter=Q(level=Level.URGENT))
    counts = (
        waiting.order_by()
        .values("state")
        .annotate(n=Count("pk"), first=Min("due_at"), since=Min("came_at", filter=Q(due_at=None)), urgent=urgent)
    )
    found = []
    for row in sorted(counts, key=lambda row: list(AppealState.values).index(row["state"])):
        notes = [
            ngettext("%(n)s 件紧急", "%(n)s 件紧急", row["urgent"]) % {"n": row["urgent"]} if row["urgent"] else "",
            waited(row["state"], row["since"]) if row["first"] is None else "",
        ]
        found.append(
            Card(
                _("诉求%(wait)s") % {"wait": AppealFlow.waits[row["state"]].label},
                f"{reverse('appeals.list')}?state={row['state']}&waiting=me",
                row["n"],
                note=" · ".join(filter(None, notes)),
                due=_day(row["first"]),
                icon="message-square-warning",
                hue="gold",
            )
        )
    return found


def _asking_for_time(by) -> list[Card]:
    """Extensions that this person may grant."""
    if not approves(by):
        return []
    asking = AppealFlow.grant_extension
    rows = Appeal.objects.filter(asking.may.q(by, Appeal), state__in=asking.start)
    count = rows.count()
    clocks = Clock.objects.filter(running(), stage=Stage.APPROVE, appeal__in=rows.order_by().values("pk"))
    first = clocks.aggregate(first=Min("due_at"))["first"]
    url = f"{reverse('appeals.list')}?extension=asked"
    return [Card(_("延期待审批"), url, count, due=_day(first), icon="calendar-clock", hue="gold")] if count else []


def _late(by) -> list[Card]:
    """How many are late, and of the one that has been so longest which stage, with whom and since when."""
    if not handles(by):
        return []
    rows = with_light(Appeal.objects.filter(handles.q(by, Appeal)), "red")
    count = rows.count()
    clocks = Clock.objects.filter(running(), is_paused=False, appeal__in=rows.order_by().values("pk"))
    first = clocks.select_related("appeal", "holder").order_by("due_at", "pk").first()
    if first is None:
        return []
    url = f"{reverse('appeals.list')}?light=red&sort=due"
    note = labelled(first.appeal, how_it_stands(first.stage, first.holder, first.due_at))
    return [Card(_("诉求已逾期"), url, count, note=note, due=_day(first.due_at), icon="alarm-clock", hue="brand")]


def _day(moment) -> date | None:
    return timezone.localdate(moment) if moment else None


def _brought(by) -> list[Card]:
    open_ones = Appeal.objects.filter((leads & waits_for_a_word).q(by, Appeal)).exclude(state__in=OVER)
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
    """What waits for this firm or this unit, by when it is due; then what others are to do about what concerns it."""
    waiting = {*AppealFlow.waiting_for(by).values_list("pk", flat=True), *owed_by(by).values_list("pk", flat=True)}
    rows = list(Appeal.objects.exclude(state__in=OVER).select_related("profile").order_by("filed_at", "pk"))
    first = _first_clocks(by, rows)
    now = clock.now()
    rows.sort(
        key=lambda one: (one.pk not in waiting, one.pk not in first, first[one.pk].due_at if one.pk in first else now)
    )
    rows, rest = rows[:SHOWN], rows[SHOWN:]
    known = filings_within_reach(rows)
    own = set(Appeal.objects.filter(raised_it.q(by, Appeal)).values_list("pk", flat=True))
    return [
        _matter(
            by, one, known.get(one.pk) if one.pk in own or one.is_hidden else None, first.get(one.pk), one.pk in waiting
        )
        for one in rows
    ] + _rest(sum(one.pk in waiting for one in rest), sum(one.pk not in waiting for one in rest))


def _rest(waiting: int, followed: int) -> list[Matter]:
    """Those for which there is no room, in one line each that opens the list."""
    url = reverse("appeals.list")
    found = []
    if waiting:
        title = ngettext("另有 %(n)s 件诉求等您办理", "另有 %(n)s 件诉求等您办理", waiting) % {"n": waiting}
        found.append(Matter(title, f"{url}?waiting=me", count=waiting))
    if followed:
        title = ngettext("另有 %(n)s 件诉求在办", "另有 %(n)s 件诉求在办", followed) % {"n": followed}
        found.append(Matter(title, url, waits=False, count=followed))
    return found


def _first_clocks(by, appeals: list[Appeal]) -> dict[int, Clock]:
    """Of each the clock that is due first of those that this person is to stop; if there is none, of all."""
    units = scope_of(by, "appeals.answer").subjects
    theirs: dict[int, list[Clock]] = defaultdict(list)
    rows = Clock.objects.filter(running(), is_paused=False, appeal__in=[one.pk for one in appeals])
    for one in rows.select_related("holder").order_by("due_at", "pk"):
        theirs[one.appeal_id].append(one)
    return {
        pk: next(
            (one for one in clocks if one.holder_id in units or (not units and one.stage in OF_THE_FILER)), clocks[0]
        )
        for pk, clocks in theirs.items()
    }


def _matter(by, appeal: Appeal, filing, first: Clock | None, waits: bool) -> Matter:
    standing = how_it_stands(first.stage, first.holder, first.due_at) if first else ""
    open_moves = AppealFlow.open_to(by, appeal) if waits else []
    moves = [
        move for move, verdict in open_moves if verdict and not move.danger and (move.to or move.name == "contribute")
    ]
    return Matter(
        filing.title if filing else appeal.title,
        reverse("appeals.detail", args=[appeal.pk]),
        note=" · ".join(filter(None, [str(appeal), standing])),
        due=_day(first.due_at) if first else None,
        status=status_of(appeal, for_filer=filing is not None),
        stages=parts_of(appeal, first is not None and first.due_at < clock.now()) if filing else (),
        moves=[{"label": move.label, "url": reverse("appeals.move", args=[appeal.pk, move.name])} for move in moves],
        waits=waits,
    )
