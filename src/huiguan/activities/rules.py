"""Who may do what with activities. The lead host's place keeps them; the other hosts and who came see them."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.activities import voices
from huiguan.activities.models import Activity, ActivityState, Asks, Clearance, Invitation, Participation, Reply
from huiguan.activities.models.clearances import IS_MISSING
from huiguan.kernel.models import Step
from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, holds_for_all, is_the, scope_of
from huiguan.kernel.words import listed
from huiguan.register.rules import administers

WITHIN = _("经费和审批由管这件事的单位查看")

sees = holds("activities.view")
arranges = administers("activities.edit", _("这项活动由牵头单位安排和记录，您可以查看"))
sees_within = administers("activities.view", WITHIN)
sees_all_of_it = administers("activities.view", _("邀请了谁、谁怎样答复，由牵头单位管理"))
reads_its_past = administers(
    "activities.view", _("改过什么，由管这项活动的单位查看")
)  # on a row of the list somebody of another firm may have stood before


def missing(activity_id: int) -> list[str]:
    """The approvals that an activity needs and does not have, by name, whoever asks."""
    rows = Clearance.everywhere.filter(IS_MISSING, activity=activity_id).select_related("requirement")
    return [str(row.requirement) for row in rows]


def why_not_yet(activity_id: int) -> str:
    """What is lacking before anybody is invited, and where it is done; empty when nothing is."""
    if not (names := missing(activity_id)):
        return ""
    said = gettext("还差审批：%(names)s。同意以后才能发出邀请，请到活动页的“审批与报告”里办理")
    return said % {"names": listed(names)}


def _is_cleared(by: Any, record: Any) -> Verdict:
    why = why_not_yet(record.pk if isinstance(record, Activity) else record.activity_id) if record else ""
    return Verdict(False, why) if why else YES


def _cleared(by: Any, model: Any) -> Q:
    lacking = Clearance.everywhere.filter(IS_MISSING).values("activity")
    return ~Q(**{"pk__in" if model is Activity else "activity__in": lacking})


is_cleared = Rule(_is_cleared, _cleared)
approves = holds("activities.approve", _("由有审批权的负责人同意；文件批回来的，请用“登记书面批复”"))
keeps_requirements = holds_for_all("activities.approve", _("审批与报告规定由单位负责人或系统管理员修改"))
is_an_approval = condition(
    lambda row: row.asks_approval, Q(requirement__asks=Asks.APPROVAL), _("这一条只要报告，不用等同意")
)
is_still_planned = condition(
    lambda row: row.activity.state == ActivityState.PLANNED,
    Q(activity__state=ActivityState.PLANNED),
    _("活动已经办过，或者取消了"),
)
NOT_HELD = _("这项活动没有登记为已举办，证书现在不能下载；编号都留着，不会再给别人")
was_held = condition(
    lambda row: row.participation.activity.state == ActivityState.HELD,
    Q(participation__activity__state=ActivityState.HELD),
    NOT_HELD,
)
by_itself = Rule(
    lambda by, record: YES if by.is_system else Verdict(False, _("这一步由系统自动完成")),
    lambda by, model: Q() if by.is_system else Q(pk__in=()),
)
reads_all_of_it = administers("activities.view", _("纪要由管这项活动的单位打印"))  # hosts and guests see parts of it
arranges_its_activity = administers("activities.edit", _("由责任人或者安排活动的单位办理，您可以查看"))


# what others stand on

ONCE_SENT = _("邀请发出过，不能再修改、移除；请撤回，另外邀请要请的人")
STOOD_ON = _("他有证书或者反馈，不能从参加人员里去掉；要改的是身份，请到活动页“修改”")


def _is_a_draft(by, record) -> Verdict:
    if record is None or type(record).everywhere.filter(_drafts(by, type(record)), pk=record.pk).exists():
        return YES
    return Verdict(False, ONCE_SENT)


def _drafts(by, model) -> Q:
    """Those whose link is in nobody's hands: one that was taken back and restored was somebody's already."""
    sent = Step.objects.filter(label=Invitation.label(), target=Reply.SENT).values("object_id")
    return Q(state=Reply.DRAFTED) & ~Q(pk__in=sent)


def _is_not_stood_on(by, record) -> Verdict:
    if record is None or type(record).everywhere.filter(_not_stood_on(by, type(record)), pk=record.pk).exists():
        return YES
    return Verdict(False, STOOD_ON)


def _not_stood_on(by, model) -> Q:
    """Sign-ins whose row of the list need not go with them, or on which nothing stands."""
    rows = Participation.everywhere.filter(Q(certificate__isnull=False) | Q(feedback__isnull=False))
    alone = rows.annotate(signed=Count("sign_ins")).filter(signed=1).order_by().values("pk")
    return Q(entered=False) | ~Q(pk__in=_signed_by(model, alone))


def _signed_by(model, rows):
    return model.everywhere.filter(participation__in=rows).values("pk")


is_a_draft = Rule(_is_a_draft, _drafts)
is_not_stood_on = Rule(_is_not_stood_on, _not_stood_on)


# follow-ups


def _speaks(by, record) -> Verdict:
    if record is None or type(record).objects.filter(voices.spoken_for(by), pk=record.pk).exists():
        return YES
    return Verdict(False, _("由责任单位自己的人报结果"))


def _came_for(by) -> Q:
    """Rows of lists of somebody themselves, or of those of their firm or chamber who have no account to say it with."""
    return Q(person__user=by.pk) | voices.spoken_for(by) & ~Q(person__user__is_active=True)


def _came(by, record) -> Verdict:
    if record is None or type(record).objects.filter(_came_for(by), pk=record.pk).exists():
        return YES
    return Verdict(False, _("反馈由参加的人自己写"))


came_there = sees & Rule(_came, lambda by, model: _came_for(by))
owns = sees & is_the("owner", _("由责任人或者安排活动的单位办理，您可以查看"))
speaks_for_its_unit = Rule(_speaks, lambda by, model: voices.spoken_for(by), frozenset({voices.SPEAKS}))
is_nobodys = condition(
    lambda follow_up: follow_up.owner is None or not follow_up.owner.is_active,
    Q(owner=None) | Q(owner__is_active=False),
    _("有责任人，等他办"),
)
sees_to_it = owns | arranges_its_activity
finishes = speaks_for_its_unit | sees_to_it
is_to_act = owns | is_nobodys & (speaks_for_its_unit | arranges_its_activity)


def would_see(user, activity, organization) -> bool:
    """Whether somebody would read a follow-up of the activity for which this unit, if any, is responsible."""
    scope = scope_of(user, "activities.view", activity)
    if scope.whole:
        return True
    units = [host.organization for host in activity.hosts.select_related("organization__own_node")]
    units += [organization] if organization else []
    nodes = [activity.node, *(unit.own_node for unit in units if unit.own_node)]
    return bool(scope.subjects & {unit.pk for unit in units}) or any(
        node.path in scope.here or node.path.startswith(scope.below) for node in nodes
    )
