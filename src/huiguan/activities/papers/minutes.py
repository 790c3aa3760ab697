"""纪要: what a meeting was, who was there, what was said, and what it decided."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities import following, wording
from huiguan.activities.models import Activity, FollowUpState
from huiguan.activities.papers import facts
from huiguan.kernel import clock
from huiguan.kernel.papers import Paper
from huiguan.kernel.words import labelled


def minutes(activity: Activity) -> Paper:
    paper = Paper(activity.title, _("纪要"))
    told = [
        (_("时间"), wording.begins(activity)),
        (_("地点"), activity.place),
        *facts.hosts_by_part(activity),
        *facts.came_by_role(activity),
    ]
    for label, text in told:
        if text:
            paper.paragraph(labelled(label, text))
    if activity.minutes:
        paper.heading(_("会议内容"))
        paper.paragraph(activity.minutes)
    rows = list(following.of(activity).exclude(state=FollowUpState.DROPPED))
    if decided := [row for row in rows if row.is_decision]:
        paper.heading(_("会议决定"))
        for row, line in zip(decided, facts.agreed(decided), strict=True):
            paper.paragraph(f"{row.number}. {line}")
    if others := [row for row in rows if not row.is_decision]:
        paper.heading(_("后续事项"))
        paper.numbered(facts.agreed(others))
    paper.signed(activity.node, date_format(clock.today()))
    return paper
