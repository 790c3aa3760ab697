"""How an appeal stands, in words: what is due, since when it is late and with whom."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.words import bracketed, listed, minute
from huiguan.mechanisms.appeals.clocks import Light
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Appeal,
    AppealState,
    Assignment,
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
OF_THE_UNIT = (Stage.ACKNOWLEDGE, Stage.OBJECT, Stage.OPINE, Stage.ANSWER)
OF_THE_FILER = (Stage.CONFIRM,)
PARTS = (  # what of its life is how far along, for whoever raised it
    (pgettext_lazy("诉求", "已提出"), ()),
    (pgettext_lazy("诉求", "受理"), (AppealState.FILED, AppealState.INCOMPLETE)),
    (
        pgettext_lazy("诉求", "办理"),
        (AppealState.ACCEPTED, AppealState.ASSIGNED, AppealState.OBJECTED, AppealState.HANDLING),
    ),
    (gettext_lazy("确认和评价"), (AppealState.ANSWERED,)),
)


def status_of(appeal: Appeal) -> dict[str, Any]:
    return {"label": appeal.get_state_display(), "hue": HUES[AppealState(appeal.state)]}


def due_of(appeal: Appeal) -> dict[str, Any]:
    """For a cell of a list: the day on which its first clock is due, and for how many days that has been over."""
    if appeal.due_at is None:
        return {"day": None, "late": 0}
    late = 0
    if appeal.due_at < clock.now():
        late = max((clock.today() - timezone.localdate(appeal.due_at)).days, 1)
    return {"day": timezone.localdate(appeal.due_at), "late": late}


def light_of(appeal: Appeal) -> dict[str, Any] | None:
    if appeal.due_at is None:
        return None
    now = clock.now()
    light = Light.RED if appeal.due_at < now else Light.YELLOW if appeal.warn_at <= now else Light.GREEN
    label, hue = LIGHTS[light]
    return {"label": label, "hue": hue}


def clock_lines(appeal: Appeal) -> list[dict[str, Any]]:
    """Each clock of the page: of which stage, with whom, since and until when, and how it stands."""
    rows = Clock.objects.filter(appeal=appeal).select_related("assignment__unit").prefetch_related("pauses")
    units = listed(one.unit for one in lead_assignments(appeal))
    return [_clock_line(one, units) for one in rows.order_by("stopped_at", "due_at", "pk")]


def _clock_line(one: Clock, lead: str) -> dict[str, Any]:
    label, hue = LIGHTS[one.light(clock.now())]
    if one.stopped_at:
        label, hue = one.get_outcome_display(), "brand" if one.outcome == Clock.Outcome.LATE else "slate"
    return {
        "stage": one.get_stage_display(),
        "whom": str(one.assignment.unit) if one.assignment else with_whom(one.stage, lead),
        "light": {"label": label, "hue": hue},
        "words": _clock_words(one),
        "runs": one.stopped_at is None,
        "pauses": [_pause_words(held) for held in one.pauses.all()],
    }


def with_whom(stage: str, lead: str) -> str:
    if stage in OF_THE_UNIT:
        return lead or _("工商联")
    return _("企业") if stage in OF_THE_FILER else _("工商联")


def _clock_words(one: Clock) -> str:
    facts = {"since": minute(one.started_at), "due": minute(one.due_at)}
    if one.stopped_at:
        return _("%(since)s 起，应在 %(due)s 前，%(done)s 完成") % {**facts, "done": minute(one.stopped_at)}
    if one.is_paused:
        return _("%(since)s 起，暂停中") % facts
    if one.due_at < clock.now():
        return bracketed(_("%(since)s 起，应在 %(due)s 前") % facts, how_late(one.due_at))
    return _("%(since)s 起，应在 %(due)s 前") % facts


def how_late(due_at: datetime) -> str:
    late = clock.now() - due_at
    if late.days < 1:
        hours = max(int(late.total_seconds() // 3600), 1)
        return ngettext("已逾期 %(n)s 小时", "已逾期 %(n)s 小时", hours) % {"n": hours}
    return ngettext("已逾期 %(n)s 天", "已逾期 %(n)s 天", late.days) % {"n": late.days}


def _pause_words(held) -> str:
    until = minute(held.until) if held.until else _("现在")
    facts = {"since": minute(held.since), "until": until, "why": held.reason}
    return _("暂停 %(since)s 至 %(until)s，原因是 %(why)s") % facts


def lead_assignments(appeal: Appeal):
    rows = Assignment.objects.filter(appeal=appeal, is_lead=True, state__in=AT_WORK)
    return rows.select_related("unit")


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
