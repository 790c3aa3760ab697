"""What waits for somebody on their home page, and for a firm or a unit what is open of its own."""

from collections import defaultdict
from datetime import date
from typing import Any

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
from huiguan.mechanisms.appeals.models import Appeal, AppealState, Clock, Level, Stage
from huiguan.mechanisms.appeals.queries import (
    OVER,
    due_first,
    running,
    what_they_lack,
    with_its_coming,
    with_light,
)
from huiguan.mechanisms.appeals.queries.veil import filings_within_reach
from huiguan.mechanisms.appeals.rules import (
    approves,
    handles,
    leads,
    owed_by,
    raised_it,
    voices_it,
    waits_for_a_word,
)
from huiguan.mechanisms.appeals.words import how_it_stands, parts_of, state_label, status_of, waited

SHOWN = 12
TIMED_BY = {  # the stage for which an appeal rests in a state
    AppealState.FILED: Stage.ACCEPT,
    AppealState.ACCEPTED: Stage.ASSIGN,
    AppealState.ASSIGNED: Stage.ACKNOWLEDGE,
    AppealState.OBJECTED: Stage.DECIDE,
    AppealState.HANDLING: Stage.ANSWER,
    AppealState.ANSWERED: Stage.CONFIRM,
}


def cards(by) -> list[Card]:
    """By state what it is this person's turn to act on; for the office what is late; for the head who asks for more
    time; for a leader what was brought; for a chamber what others are to do about what it raised."""
    return _by_state(by) + _asking_for_time(by) + _late(by) + _brought(by) + _followed(by)


def _by_state(by) -> list[Card]:
    """Each with the day of the first that is due; of those that nothing times, since when the first has waited."""
    found = []
    for row in _counted_by_state(AppealFlow.waiting_for(by)):
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
                comes_first=row["state"] == AppealState.INCOMPLETE,
            )
        )
    return found


def _counted_by_state(rows) -> list[dict[str, Any]]:
    """In the order of its life: how many, how many of them urgent, and the first that is due or has waited."""
    urgent = Count("pk", filter=Q(level=Level.URGENT))
    counts = (
        with_its_coming(due_first(rows))
        .order_by()
        .values("state")
        .annotate(n=Count("pk"), first=Min("due_at"), since=Min("came_at", filter=Q(due_at=None)), urgent=urgent)
    )
    return sorted(counts, key=lambda row: list(AppealState.values).index(row["state"]))


def _followed(by) -> list[Card]:
    """What a chamber raised, for its members or for itself, and rests with others: by state, in the words of a firm."""
    rows = Appeal.objects.filter(voices_it.q(by, Appeal)).exclude(state__in=OVER)
    rows = rows.exclude(pk__in=AppealFlow.waiting_for(by).order_by().values("pk"))
    return [
        Card(
            labelled(_("商会提的诉求"), state_label(row["state"], for_filer=True)),
            f"{reverse('appeals.list')}?state={row['state']}",
            row["n"],
            due=_day(row["first"]),
            icon="message-square-warning",
            hue="slate",
            waits=False,
        )
        for row in _counted_by_state(rows)
    ]


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
    first = _first_clocks(by, rows, waiting)
    now = clock.now()
    rows.sort(
        key=lambda one: (
            one.pk not in waiting,
            one.state != AppealState.INCOMPLETE,
            one.pk not in first,
            first[one.pk].due_at if one.pk in first else now,
        )
    )
    rows, rest = rows[:SHOWN], rows[SHOWN:]
    known = filings_within_reach(rows)
    own = set(Appeal.objects.filter(raised_it.q(by, Appeal)).values_list("pk", flat=True))
    lacking = what_they_lack([one for one in rows if one.pk in known])
    return [
        _matter(
            by,
            one,
            known.get(one.pk) if one.pk in own or one.is_hidden else None,
            first.get(one.pk),
            one.pk in waiting,
            lacking.get(one.pk, ""),
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


def _first_clocks(by, appeals: list[Appeal], waiting: set[int]) -> dict[int, Clock]:
    """Of each the clock that is due first of those that this person is to stop, while it is their turn; else that for
    which it rests in its state; else of all. What waits for more words is not timed towards whoever is to say them."""
    units = scope_of(by, "appeals.answer").subjects
    theirs: dict[int, list[Clock]] = defaultdict(list)
    rows = Clock.objects.filter(running(), is_paused=False, appeal__in=[one.pk for one in appeals])
    for one in rows.select_related("holder").order_by("due_at", "pk"):
        theirs[one.appeal_id].append(one)
    found = {}
    for one in appeals:
        clocks = theirs[one.pk] if one.state != AppealState.INCOMPLETE else []
        own = [running for running in clocks if one.pk in waiting and running.holder_id in units]
        of_its_state = [running for running in clocks if running.stage == TIMED_BY.get(AppealState(one.state))]
        if in_question := [*own, *of_its_state, *clocks]:
            found[one.pk] = in_question[0]
    return found


def _matter(by, appeal: Appeal, filing, first: Clock | None, waits: bool, lacking: str) -> Matter:
    standing = ""
    if first:
        standing = how_it_stands(first.stage, first.holder, first.due_at, for_filer=filing is not None)
    asked = labelled(_("请补充"), lacking) if lacking else ""
    open_moves = AppealFlow.open_to(by, appeal) if waits else []
    moves = [
        move for move, verdict in open_moves if verdict and not move.danger and (move.to or move.name == "contribute")
    ]
    return Matter(
        filing.title if filing else appeal.title,
        reverse("appeals.detail", args=[appeal.pk]),
        note=" · ".join(filter(None, [str(appeal), standing, asked])),
        due=_day(first.due_at) if first else None,
        status=status_of(appeal, for_filer=filing is not None),
        stages=parts_of(appeal, first is not None and first.due_at < clock.now()) if filing else (),
        moves=[{"label": move.label, "url": reverse("appeals.move", args=[appeal.pk, move.name])} for move in moves],
        waits=waits,
        comes_first=waits and appeal.state == AppealState.INCOMPLETE,
    )
