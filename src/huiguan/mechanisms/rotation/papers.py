"""The papers of a turn, made from what was entered: nothing is typed a second time."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiguan.activities.models import Participation
from huiguan.kernel import clock
from huiguan.kernel.papers import Paper
from huiguan.kernel.words import bracketed, labelled, listed, sentences
from huiguan.mechanisms.rotation.measures import heads
from huiguan.mechanisms.rotation.models import OfficeDay, Serves, Suggestion, Turn, TurnActivity
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import on_day, seats_of

STOP = "。."
PARTS = ("research", "visit", "seminar", "revisit")


def bulletin(turn: Turn) -> Paper:
    """简报 of a turn: who was visited, who was on duty, what was said, what was suggested and what became of it."""
    paper = Paper(_("%(scheme)s简报") % {"scheme": turn.scheme}, turn)
    held = TurnActivity.objects.filter(turn=turn, activity__state="held")
    links = list(held.select_related("activity__kind", *(f"seat__{kind}" for kind in KINDS)))
    links.sort(key=lambda link: (link.activity.starts, PARTS.index(link.part)))
    came = Participation.objects.filter(activity__in=[link.activity_id for link in links])
    suggestions = Suggestion.objects.filter(turn=turn).order_by("number")
    suggestions = list(suggestions.select_related("organization", "proposer", "result", "judgement"))
    days = OfficeDay.objects.filter(seat__turn=turn).select_related(*(f"seat__{kind}" for kind in KINDS))
    handover = getattr(turn, "handover", None)
    sections: list[tuple[str, Callable[[Paper], None], Any]] = [
        (_("轮值职责"), _duties(turn), turn.scheme.serves == Serves.PERSONS and _duties_of(turn).exists()),
        (_("坐班"), _office(days), days.exists()),
        (_("活动"), _activities(links, came), links),
        (_("意见建议"), _advice(suggestions), suggestions),
        (_("交接"), lambda on: on.paragraph(handover.text), handover),
    ]
    paper.paragraph(opening(turn, links, came, len(suggestions), days.count()))
    numerals = _("一 二 三 四 五").split()
    for numeral, (heading, write, _any) in zip(numerals, (row for row in sections if row[2]), strict=False):
        paper.heading(_("%(numeral)s、%(heading)s") % {"numeral": numeral, "heading": heading})
        write(paper)
    paper.signed(turn.scheme.node, date_format(clock.today()))
    return paper


def opening(turn: Turn, links: list[TurnActivity], came, suggestions: int, days: int) -> str:
    """The turn in two sentences; 人 and 人次 are told apart, and of what there was nothing nothing is said."""
    said = _("%(starts)s至%(ends)s，%(turn)s由%(hosts)s轮值。") % {
        "starts": date_format(turn.starts),
        "ends": date_format(turn.ends),
        "turn": turn,
        "hosts": listed(seats_of([turn])),
    }
    attended = {"heads": heads(came, None), "came": came.count()}
    told = [
        *([_("坐班%(n)s次") % {"n": days}] if days else []),
        *([_("开展活动%(n)s场") % {"n": len(links)}] if links else []),
        *([_("参加%(heads)s人、%(came)s人次") % attended] if attended["came"] else []),
        *([_("提出意见建议%(n)s条") % {"n": suggestions}] if suggestions else []),
    ]
    return sentences([said, *([_("共%(told)s。") % {"told": pgettext("分句", "，").join(told)}] if told else [])])


def _duties_of(turn: Turn):
    return turn.scheme.duties.filter(on_day(turn.starts))


def _duties(turn: Turn) -> Callable[[Paper], None]:
    return lambda paper: paper.numbered(_duties_of(turn))


def _office(days: Iterable[OfficeDay]) -> Callable[[Paper], None]:
    def write(paper: Paper) -> None:
        for day in days:
            facts = {"day": date_format(day.on), "who": day.seat, "done": day.done.rstrip(STOP), "came": day.came}
            told = _("%(day)s，%(who)s坐班：%(done)s。")
            if day.came:
                told = _("%(day)s，%(who)s坐班：%(done)s；来访：%(came)s。")
            paper.paragraph(told % facts)

    return write


def _activities(links: Iterable[TurnActivity], came) -> Callable[[Paper], None]:
    def write(paper: Paper) -> None:
        for link in links:
            paper.paragraph(_activity(link, came))
            if link.activity.minutes:
                paper.paragraph(link.activity.minutes)

    return write


def _advice(suggestions: Iterable[Suggestion]) -> Callable[[Paper], None]:
    heads_and_widths = {_("编号"): 22, _("企业"): 32, _("建议"): 50, _("提出人"): 18, _("状态"): 34}
    rows = [[s.number, s.organization, s.text, s.proposer or s.proposed_by, _became(s)] for s in suggestions]
    return lambda paper: paper.table(heads_and_widths, rows)


def _activity(link: TurnActivity, came) -> str:
    """A whole sentence: 2026年5月2日，在会议室开了座谈会：……，参加3人次。"""
    people = sum(row.activity_id == link.activity_id for row in came)
    told = [date_format(timezone.localdate(link.activity.starts)), _done(link)]
    if people:
        told.append(_("参加%(people)s人次") % {"people": people})
    return _("%(told)s。") % {"told": pgettext("分句", "，").join(told)}


def _done(link: TurnActivity) -> str:
    activity, who = link.activity, str(link.seat.bearer) if link.seat else ""
    topic = activity.title.removeprefix(f"{activity.kind}：").rstrip(STOP)
    place, facts = _place(link), {"topic": topic}
    match link.part:
        case "seminar":
            told = _("在%(place)s开了座谈会：%(topic)s") if place else _("开了座谈会：%(topic)s")
        case "research":
            told = _("在%(place)s作了专题调研：%(topic)s") if place else _("作了专题调研：%(topic)s")
        case "revisit":
            told = _("到%(place)s回访了%(topic)s") if place else _("回访了%(topic)s")
        case _:
            told = _("到%(place)s走访了%(topic)s") if place else _("走访了%(topic)s")
    if link.part in ("visit", "revisit") and who:
        short = getattr(link.seat.bearer, "short", "")
        facts["topic"] = bracketed(who, "" if topic in (who, short) else topic)
    return told % {**facts, "place": place}


def _place(link: TurnActivity) -> str:
    """The place, unless the title names it, or the firm at which it lies."""
    place, title = link.activity.place, link.activity.title
    names = [str(link.seat.bearer), getattr(link.seat.bearer, "short", "")] if link.seat else []
    return "" if place in title or (place in names and any(name and name in title for name in names)) else place


def _became(suggestion: Suggestion) -> str:
    word, said = str(suggestion.get_state_display()), getattr(suggestion, "judgement", None)
    judged = [] if said is None else [_("有效") if said.useful else _("不适用")]
    result = getattr(suggestion, "result", None)
    return listed([labelled(word, result.text.rstrip(STOP)) if result else word, *judged])
