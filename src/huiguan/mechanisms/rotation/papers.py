"""The papers of a turn, made from what was entered: nothing is typed a second time."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities.models import Participation
from huiguan.kernel.papers import Paper
from huiguan.kernel.words import listed, sentences
from huiguan.mechanisms.rotation.measures import heads
from huiguan.mechanisms.rotation.models import Suggestion, Turn, TurnActivity
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import seats_of

PARTS = ("research", "visit", "seminar", "revisit")


def bulletin(turn: Turn) -> Paper:
    """简报 of a turn: who was visited, what was said, what was suggested and what became of it."""
    paper = Paper(_("%(scheme)s简报") % {"scheme": turn.scheme}, turn)
    held = TurnActivity.objects.filter(turn=turn, activity__state="held")
    links = list(held.select_related("activity", *(f"seat__{kind}" for kind in KINDS)))
    came = Participation.objects.filter(activity__in=[link.activity_id for link in links])
    suggestions = Suggestion.objects.filter(turn=turn).order_by("number")
    suggestions = suggestions.select_related("organization", "proposer", "result", "judgement")
    paper.paragraph(opening(turn, links, came, len(suggestions)))
    if links:
        paper.heading(_("一、活动"))
        for link in sorted(links, key=lambda link: (link.activity.starts, PARTS.index(link.part))):
            paper.paragraph(_activity(link, came))
            if link.activity.minutes:
                paper.paragraph(link.activity.minutes)
    if suggestions:
        paper.heading(_("二、意见建议"))
        paper.table(
            {_("编号"): 22, _("企业"): 36, _("建议"): 58, _("提出人"): 18, _("状态"): 22},
            [[s.number, s.organization, s.text, s.proposer or s.proposed_by, _became(s)] for s in suggestions],
        )
    handover = getattr(turn, "handover", None)
    if handover:
        paper.heading(_("三、交接"))
        paper.paragraph(handover.text)
    return paper


def opening(turn: Turn, links: list[TurnActivity], came, suggestions: int) -> str:
    """The turn in two sentences; 人 and 人次 are told apart."""
    hosts = listed(seats_of([turn]))
    said = _("%(starts)s至%(ends)s，%(turn)s由%(hosts)s轮值。") % {
        "starts": date_format(turn.starts),
        "ends": date_format(turn.ends),
        "turn": turn,
        "hosts": hosts,
    }
    counted = {"held": len(links), "heads": heads(came, None), "came": came.count(), "given": suggestions}
    if counted["came"]:
        told = _("共开展活动%(held)s场，参加%(heads)s人、%(came)s人次，提出意见建议%(given)s条。")
    else:  # nobody has entered a list, which does not mean that nobody came
        told = _("共开展活动%(held)s场，提出意见建议%(given)s条。")
    return sentences([said, told % counted])


def _activity(link: TurnActivity, came) -> str:
    activity = link.activity
    people = sum(row.activity_id == activity.pk for row in came)
    told = _("%(day)s，%(where)s%(title)s，参加%(people)s人次。") if people else _("%(day)s，%(where)s%(title)s。")
    return told % {
        "day": date_format(timezone.localdate(activity.starts)),
        "where": _where(link),
        "title": activity.title,
        "people": people,
    }


def _where(link: TurnActivity) -> str:
    """The place, unless the title names it, or the firm at which it lies."""
    place, title = link.activity.place, link.activity.title
    names = [str(link.seat.bearer), getattr(link.seat.bearer, "short", "")] if link.seat else []
    if not place or place in title or (place in names and any(name and name in title for name in names)):
        return ""
    return _("在%(place)s") % {"place": place}


def _became(suggestion: Suggestion) -> str:
    word = str(suggestion.get_state_display())
    said = getattr(suggestion, "judgement", None)
    if said is None:
        return word
    return listed([word, _("有效") if said.useful else _("不适用")])
