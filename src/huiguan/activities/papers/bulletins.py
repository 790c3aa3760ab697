"""简报: a draft from the facts of an activity or of a whole programme, which somebody reads over before it goes out."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.activities import following, queries
from huiguan.activities.measures import distinct_heads
from huiguan.activities.models import Activity, ActivityState, FollowUp, FollowUpState, Photo, Programme
from huiguan.activities.models.photos import Purpose
from huiguan.activities.papers import facts
from huiguan.activities.sums import sums_of
from huiguan.kernel import clock
from huiguan.kernel.papers import Paper
from huiguan.kernel.words import labelled, listed, sentences


def draft_of_activity(activity: Activity) -> str:
    """Its paragraphs, one a line; of what is not known nothing is said."""
    agreed = list(following.of(activity).exclude(state=FollowUpState.DROPPED))
    decided = [row for row in agreed if row.is_decision]
    told = [
        _opening(activity),
        activity.purpose.strip(),
        _spoke(activity),
        _first_paragraph(activity.minutes),
        *_decided(decided),
        _done(agreed),
    ]
    return "\n".join(line for line in told if line)


def draft_of_programme(programme: Programme, by: Any) -> str:
    rows = Activity.objects.filter(programme=programme, state=ActivityState.HELD).order_by("starts", "pk")
    held, came, heads = (one["value"] for one in sums_of(by, programme=programme))
    agreed = FollowUp.objects.filter(activity__in=rows).exclude(state=FollowUpState.DROPPED)
    told = [
        _opening_of_programme(programme),
        programme.purpose.strip(),
        sentences([_("共举办%(n)s场。") % {"n": held}, *_counted(heads, came)]) if held else "",
        *(_opening(activity) for activity in rows),
        programme.outcome.strip(),
        _done(list(agreed)),
    ]
    return "\n".join(line for line in told if line)


def bulletin(title: Any, text: str, node: Any, issue: int | None = None) -> Paper:
    paper = Paper(_("简报"), _("第%(number)s期") % {"number": issue} if issue else "")
    paper.heading(title)
    paper.paragraph(text)
    paper.signed(node, date_format(clock.today()))
    return paper


def _opening(activity: Activity) -> str:
    told = {"day": facts.day_of(activity.starts), "title": activity.title, "place": activity.place}
    held = _("%(day)s，“%(title)s”在%(place)s举行。") if activity.place else _("%(day)s，“%(title)s”举行。")
    hosts = facts.hosts_by_part(activity)
    by = listed(_("%(hosts)s%(part)s") % {"hosts": names, "part": part} for part, names in hosts)
    came = queries.came_to(activity)
    return sentences(
        [
            held % told,
            *([_("由%(by)s。") % {"by": by}] if by else []),
            *_counted(distinct_heads(came), came.count()),
        ]
    )


def _counted(heads: int, came: int) -> list[str]:
    """人 and 人次 apart; said once where everybody came once."""
    if not came:
        return []
    counts = {"heads": heads, "came": came}
    return [(_("参加%(heads)s人。") if heads == came else _("参加%(heads)s人、%(came)s人次。")) % counts]


def _opening_of_programme(programme: Programme) -> str:
    days = list(dict.fromkeys(date_format(day) for day in (programme.starts, programme.ends)))
    said = _("%(first)s至%(last)s") % {"first": days[0], "last": days[-1]} if len(days) > 1 else days[0]
    told = {"days": said, "title": programme.title, "place": programme.place}
    return (_("%(title)s于%(days)s在%(place)s举办。") if programme.place else _("%(title)s于%(days)s举办。")) % told


def _spoke(activity: Activity) -> str:
    names = facts.speakers(activity)
    return _("%(names)s发言。") % {"names": listed(names)} if names else ""


def _first_paragraph(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _decided(rows: list[FollowUp]) -> list[str]:
    if not rows:
        return []
    head = ngettext("会议决定 %(n)s 项", "会议决定 %(n)s 项", len(rows)) % {"n": len(rows)}
    lines = zip(rows, facts.agreed(rows), strict=True)
    return [labelled(head, ""), *(f"{row.number}. {line}" for row, line in lines)]


def _done(rows: list[FollowUp]) -> str:
    if not rows:
        return ""
    counts = {"n": len(rows), "done": sum(row.state == FollowUpState.DONE for row in rows)}
    if counts["done"]:
        return _("说定后续事项 %(n)s 件，已办结 %(done)s 件。") % counts
    return _("说定后续事项 %(n)s 件。") % counts


def pictures(**whole: Any) -> int:
    """The photos of an ``activity``, or of those in a programme, that were marked for it and still hang there."""
    rows = Photo.objects.filter(purpose=Purpose.BULLETIN, attachment__removed_at=None)
    return rows.filter(**whole).count()
