"""Who may do what with visits: whoever arranges the activity plans them, the firm itself answers."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.activities import voices
from huiguan.activities.models import ActivityState, AnswerWay, QuietSource, Visit
from huiguan.activities.rules import arranges, is_still_planned, sees
from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, holds_for_all
from huiguan.register.models import Organization

NOBODY_SPEAKS = _("这家企业没有能登录答复的人：请打电话问，问了登记答复")


def _speaks_for(by: Any, record: Any) -> Verdict:
    if record is None or type(record).objects.filter(_spoken_for(by, type(record)), pk=record.pk).exists():
        return YES
    return Verdict(False, _("由企业自己的人答复"))


def _spoken_for(by: Any, model: Any) -> Q:
    return voices.spoken_for(by, "" if model is Organization else "organization__")


def _is_heard(by: Any, record: Any) -> Verdict:
    return YES if record is None or voices.of(record.organization) else Verdict(False, NOBODY_SPEAKS)


speaks_for_the_firm = Rule(_speaks_for, _spoken_for, frozenset({voices.SPEAKS}))
somebody_speaks = Rule(_is_heard, lambda by, model: Q(voices.any_of("organization")))
plans_visits = holds("activities.edit", _("走访由安排活动的单位计划"))
keeps_caps = holds_for_all("activities.edit", _("走访上限由工商联工作人员定"))
reads_calendar = sees
enters_quiet = speaks_for_the_firm | plans_visits
is_entered_by_the_house = condition(
    lambda quiet: quiet.source == QuietSource.HOUSE,
    Q(source=QuietSource.HOUSE),
    _("这一段是企业自己填的：有变化，请企业自己的人改；工作人员可以另外加一段"),
)
keeps_quiet = speaks_for_the_firm | plans_visits & is_entered_by_the_house
is_not_called_off = condition(
    lambda visit: visit.activity.state != ActivityState.CANCELLED,
    ~Q(activity__state=ActivityState.CANCELLED),
    _("活动已经取消了"),
)
is_not_answered_by_the_firm = condition(
    lambda visit: visit.way != AnswerWay.ACCOUNT,
    ~Q(way=AnswerWay.ACCOUNT),
    _("企业自己答复过了；有变化，请企业自己改答复"),
)
answers = speaks_for_the_firm & is_still_planned
notes_an_answer = arranges & is_not_called_off & is_not_answered_by_the_firm
asks_the_firm = arranges & is_still_planned & somebody_speaks
is_never_asked = condition(
    lambda topic: not Visit.everywhere.filter(topics=topic).exists(),
    Q(visits=None),
    _("有走访问过这个话题：删掉以后就提醒不出“这个季度问过”，可以改名称"),
)
