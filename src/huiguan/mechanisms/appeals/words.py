"""How an appeal stands, in words: what is due, since when it is late and with whom."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.words import bracketed, day_or_minute, minute
from huiguan.mechanisms.appeals.clocks import Light
from huiguan.mechanisms.appeals.models import (
    OF_THE_FILER,
    Appeal,
    AppealState,
    Assignment,
    AssignmentState,
    Clock,
    Level,
    Rating,
    Score,
    Stage,
)

HUES = {
    AppealState.FILED: "gold",
    AppealState.INCOMPLETE: "violet",
    AppealState.DECLINED: "slate",
    AppealState.DIVERTED: "slate",
    AppealState.MERGED: "slate",
    AppealState.ACCEPTED: "gold",
    AppealState.ASSIGNED: "gold",
    AppealState.OBJECTED: "violet",
    AppealState.HANDLING: "sky",
    AppealState.ANSWERED: "violet",
    AppealState.CONFIRMED: "jade",
    AppealState.CLOSED: "jade",
    AppealState.WITHDRAWN: "slate",
}
LEVEL_HUES = {Level.ORDINARY: "slate", Level.IMPORTANT: "gold", Level.URGENT: "brand"}
SCORE_HUES = {Score.SATISFIED: "jade", Score.FAIRLY: "gold", Score.DISSATISFIED: "brand"}
LIGHTS = {
    Light.GREEN: (gettext_lazy("在期限内"), "jade"),
    Light.YELLOW: (gettext_lazy("快到期"), "gold"),
    Light.RED: (gettext_lazy("已逾期"), "brand"),
    Light.PAUSED: (gettext_lazy("暂停计时"), "slate"),
    Light.DONE: (gettext_lazy("已完成"), "slate"),
}
SOUGHT_ANEW = gettext_lazy("正在重新确定承办单位")
UNTIMED = (  # where it rests with the office or the filer, and a profile may time nothing
    AppealState.FILED,
    AppealState.INCOMPLETE,
    AppealState.ACCEPTED,
    AppealState.OBJECTED,
    AppealState.ANSWERED,
    AppealState.CONFIRMED,
)
PARTS = (  # what of its life is how far along, for whoever raised it
    (pgettext_lazy("诉求", "已提出"), ()),
    (pgettext_lazy("诉求", "受理"), (AppealState.FILED, AppealState.INCOMPLETE)),
    (
        pgettext_lazy("诉求", "办理"),
        (AppealState.ACCEPTED, AppealState.ASSIGNED, AppealState.OBJECTED, AppealState.HANDLING),
    ),
    (gettext_lazy("确认和评价"), (AppealState.ANSWERED,)),
)


def status_of(appeal: Appeal, *, for_filer: bool = False) -> dict[str, Any]:
    return {"label": state_label(appeal.state, for_filer=for_filer), "hue": HUES[AppealState(appeal.state)]}


def state_label(state: str, *, for_filer: bool):
    """What units and the office settle among themselves is nothing that whoever raised it has to make sense of."""
    return SOUGHT_ANEW if for_filer and state == AppealState.OBJECTED else AppealState(state).label


def assignment_label(one: Assignment, *, for_filer: bool):
    return SOUGHT_ANEW if for_filer and one.state == AssignmentState.OBJECTED else one.get_state_display()


def due_of(appeal: Appeal) -> dict[str, Any]:
    """For a cell of a list: the day on which its first clock is due, of which stage that is and with whom, and by how
    much it is late; where no clock runs, since when it waits."""
    is_own = getattr(appeal, "is_own", False)
    if appeal.due_at is None:
        whom = [_("等您补充") if is_own else _("等企业补充")] if appeal.state == AppealState.INCOMPLETE else []
        note = " · ".join(filter(None, [*whom, waited(appeal.state, appeal.came_at)]))
        return {"day": None, "late": False, "days": 0, "words": "", "note": note}
    late = appeal.due_at < clock.now()
    return {
        "day": timezone.localdate(appeal.due_at),
        "late": late,
        "days": max((clock.today() - timezone.localdate(appeal.due_at)).days, 1) if late else 0,
        "words": how_late(appeal.due_at) if late else "",
        "note": step_of(appeal.due_stage, appeal.due_holder, for_filer=is_own),
    }


def stage_of(appeal: Appeal) -> str:
    """The stage of the clock that is due first."""
    return str(Stage(appeal.due_stage).label) if appeal.due_stage else ""


def holder_of(appeal: Appeal) -> str:
    """With whom the clock rests that is due first."""
    return with_whom(appeal.due_stage, appeal.due_holder) if appeal.due_stage else ""


def step_of(stage: str, holder, *, for_filer: bool = False) -> str:
    """Which stage, and with whom."""
    if stage in OF_THE_FILER:
        return _("等您确认") if for_filer else _("等企业确认")
    return f"{Stage(stage).label} · {with_whom(stage, holder)}"


def how_it_stands(stage: str, holder, due_at: datetime, *, for_filer: bool = False) -> str:
    """Which stage, with whom, until when, and by how much that is over."""
    facts = {"due": minute(due_at)}
    if due_at < clock.now():
        when = bracketed(_("应在 %(due)s 前") % facts, how_late(due_at))
    else:
        when = _("%(due)s 前") % facts
    return f"{step_of(stage, holder, for_filer=for_filer)} · {when}"


def waited(state: str, since: datetime | None) -> str:
    """Since when something waits that is not timed."""
    if since is None or state not in UNTIMED:
        return ""
    day = timezone.localdate(since)
    days = (clock.today() - day).days
    if days < 1:
        return _("%(day)s 起") % {"day": day}
    return ngettext("%(day)s 起，已等 %(n)s 天", "%(day)s 起，已等 %(n)s 天", days) % {"day": day, "n": days}


def tags_of(appeal: Appeal) -> list[dict[str, Any]]:
    """How its first clock stands, and how pressing it is where that is out of the ordinary."""
    found = [light] if (light := light_of(appeal)) else []
    return found + level_of(appeal)


def tags_beside_the_day(appeal: Appeal) -> list[dict[str, Any]]:
    """The same where the day itself says already that it is late."""
    return level_of(appeal) if due_of(appeal)["late"] else tags_of(appeal)


def level_of(appeal: Appeal) -> list[dict[str, Any]]:
    found = []
    if appeal.level != Level.ORDINARY:
        found.append({"label": appeal.get_level_display(), "hue": LEVEL_HUES[Level(appeal.level)]})
    return found


def light_of(appeal: Appeal) -> dict[str, Any] | None:
    if appeal.due_at is None:
        return None
    now = clock.now()
    light = Light.RED if appeal.due_at < now else Light.YELLOW if appeal.warn_at <= now else Light.GREEN
    label, hue = LIGHTS[light]
    return {"label": label, "hue": hue}


def clock_lines(appeal: Appeal) -> dict[str, list[dict[str, Any]]]:
    """Each clock of the page: of which stage, with whom, since and until when, and how it stands; those that
    run apart from those that are over."""
    rows = Clock.objects.filter(appeal=appeal).select_related("holder").prefetch_related("pauses")
    rows = list(rows.order_by("due_at", "pk"))
    running = [_clock_line(one) for one in rows if one.stopped_at is None]
    over = [_clock_line(one) for one in rows if one.stopped_at]
    return {"running": running, "over": over} if rows else {}


def _clock_line(one: Clock) -> dict[str, Any]:
    label, hue = LIGHTS[one.light(clock.now())]
    if one.stopped_at:
        label, hue = one.get_outcome_display(), "brand" if one.outcome == Clock.Outcome.LATE else "slate"
    return {
        "stage": one.get_stage_display(),
        "whom": with_whom(one.stage, one.holder),
        "light": {"label": label, "hue": hue},
        "words": _clock_words(one),
        "pauses": [_pause_words(held) for held in one.pauses.all()],
    }


def with_whom(stage: str, holder) -> str:
    """The unit for which the clock of a stage runs; else whoever is to do it."""
    if holder:
        return str(holder)
    return _("企业") if stage in OF_THE_FILER else _("工商联")


def _clock_words(one: Clock) -> str:
    facts = {"since": day_or_minute(one.started_at), "due": minute(one.due_at)}
    if one.outcome == Clock.Outcome.DROPPED:
        return _("%(since)s 起，不再需要") % facts
    if one.stopped_at:
        return _("%(since)s 起，应在 %(due)s 前，%(done)s 完成") % {**facts, "done": minute(one.stopped_at)}
    if one.is_paused:
        return _("%(since)s 起，暂停中") % facts
    if one.due_at < clock.now():
        return bracketed(_("%(since)s 起，应在 %(due)s 前") % facts, how_late(one.due_at))
    return _("%(since)s 起，应在 %(due)s 前") % facts


def how_late(due_at: datetime) -> str:
    """In days of the calendar since the day on which it was due; on that day itself in hours."""
    now = clock.now()
    days = (timezone.localdate(now) - timezone.localdate(due_at)).days
    if days < 1:
        hours = max(int((now - due_at).total_seconds() // 3600), 1)
        return ngettext("已逾期 %(n)s 小时", "已逾期 %(n)s 小时", hours) % {"n": hours}
    return ngettext("已逾期 %(n)s 天", "已逾期 %(n)s 天", days) % {"n": days}


def _pause_words(held) -> str:
    until = minute(held.until) if held.until else _("现在")
    facts = {"since": minute(held.since), "until": until, "why": held.reason}
    return _("暂停 %(since)s 至 %(until)s，原因是 %(why)s") % facts


def parts_of(appeal: Appeal, is_late: bool) -> list[dict[str, Any]]:
    """How far it is, for whoever raised it."""
    if appeal.state in (AppealState.DECLINED, AppealState.DIVERTED, AppealState.MERGED, AppealState.WITHDRAWN):
        return [{"label": PARTS[0][0], "state": "done"}, {"label": appeal.get_state_display(), "state": "done"}]
    at = next((place for place, (_label, states) in enumerate(PARTS) if appeal.state in states), len(PARTS))
    now = "late" if is_late else "now"
    return [
        {"label": label, "state": "done" if place < at else now if place == at else "todo"}
        for place, (label, _states) in enumerate(PARTS)
    ]


def score_of(rating: Rating) -> dict[str, Any]:
    return {"label": rating.get_score_display(), "hue": SCORE_HUES[Score(rating.score)]}
