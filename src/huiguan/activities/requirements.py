"""Which rules of the place an activity falls under. The one function that says it, and what it looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from huiguan.activities.models import Activity, BudgetLine, Requirement
from huiguan.activities.queries import goes_abroad


@dataclass(frozen=True)
class Plan:
    """What the rules ask of an activity. Heads that nobody has said are none; neither is a budget without a line."""

    kind: int
    heads: int | None = None
    money: Decimal = Decimal(0)
    abroad: bool = False


def plan_of(activity: Activity) -> Plan:
    heads = activity.expected or activity.capacity
    return Plan(activity.kind_id, heads, budget_of(activity), goes_abroad(activity))


def budget_of(activity: Activity) -> Decimal:
    """All that is planned, whoever reads it: what must be approved depends on nobody's sight."""
    return BudgetLine.everywhere.filter(activity=activity).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def applies(requirement: Requirement, kinds: Iterable[int], plan: Plan) -> bool:
    """Kinds and abroad narrow a rule; either of its thresholds is enough; without thresholds it is for all of these."""
    kinds = set(kinds)
    if not requirement.in_force or (kinds and plan.kind not in kinds):
        return False
    if requirement.only_abroad and not plan.abroad:
        return False
    if requirement.heads is None and requirement.money is None:
        return True
    many = requirement.heads is not None and plan.heads is not None and plan.heads >= requirement.heads
    dear = requirement.money is not None and plan.money >= requirement.money
    return many or dear


def needed_by(activity: Activity) -> list[Requirement]:
    plan = plan_of(activity)
    rules = Requirement.everywhere.filter(tenant=activity.tenant_id, in_force=True).prefetch_related("kinds")
    return [rule for rule in rules if applies(rule, (kind.pk for kind in rule.kinds.all()), plan)]
