"""Who may do what with activities. The lead host's place keeps them; the other hosts and who came see them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, is_the, scope_of
from huiguan.register.rules import administers

sees = holds("activities.view")
arranges = administers("activities.edit", _("这项活动由牵头单位安排和记录，您可以查看"))
arranges_parts = holds("activities.edit")
reads_all_of_it = administers("activities.view", _("纪要由管这项活动的单位打印"))  # hosts and guests see parts of it
arranges_its_activity = administers(
    "activities.edit", _("由责任人或者安排活动的单位办理，您可以查看"), along="activity__node"
)


# follow-ups


def _of_own_units(by) -> Q:
    """For which the firm or the chamber is responsible for which somebody speaks. To look after all is no voice."""
    scope = scope_of(by, "activities.view")
    found = Q(organization__in=scope.subjects)
    if not scope.whole and (scope.here or scope.below):
        found |= scope.nodes("organization__own_node")
    return found


def _speaks(by, record) -> Verdict:
    if record is None or type(record).objects.filter(_of_own_units(by), pk=record.pk).exists():
        return YES
    return Verdict(False, _("由责任单位自己的人报结果"))


def _came_for(by) -> Q:
    """Rows of lists of somebody themselves, or of the firm or chamber for which they speak."""
    return Q(person__user=by.pk) | _of_own_units(by)


def _came(by, record) -> Verdict:
    if record is None or type(record).objects.filter(_came_for(by), pk=record.pk).exists():
        return YES
    return Verdict(False, _("反馈由参加的人自己写"))


came_there = sees & Rule(_came, lambda by, model: _came_for(by))
owns = is_the("owner", _("由责任人或者安排活动的单位办理，您可以查看"))
speaks_for_its_unit = Rule(_speaks, lambda by, model: _of_own_units(by), frozenset({"activities.view"}))
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
    units = {organization.pk} if organization else set()
    units |= set(activity.hosts.values_list("organization", flat=True))
    nodes = [activity.node, *([organization.own_node] if organization and organization.own_node else [])]
    return bool(scope.subjects & units) or any(
        node.path in scope.here or node.path.startswith(scope.below) for node in nodes
    )
