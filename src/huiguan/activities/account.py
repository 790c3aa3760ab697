"""The money of an activity: line by line what was planned, spent and is left, and what was spent beside the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, BudgetLine, Expense
from huiguan.kernel.words import bracketed

NOTHING = Decimal(0)


@dataclass
class Line:
    """A line of the budget with what was spent of it."""

    budget: BudgetLine
    spent: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        return self.budget.amount - self.spent

    @property
    def note(self) -> str:
        return over(self.left)


@dataclass
class Account:
    lines: list[Line] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)

    @property
    def unplanned(self) -> list[Expense]:
        return [expense for expense in self.expenses if expense.line_id is None]

    @property
    def planned(self) -> Decimal:
        return sum((line.budget.amount for line in self.lines), NOTHING)

    @property
    def spent(self) -> Decimal:
        return sum((expense.amount for expense in self.expenses), NOTHING)

    @property
    def beside(self) -> Decimal:
        return sum((expense.amount for expense in self.unplanned), NOTHING)

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent

    @property
    def note(self) -> str:
        return over(self.left) if self.lines else ""

    @property
    def told(self) -> str:
        """预算 52,000.00 元 · 已支出 18,300.00 元 · 还剩 33,700.00 元."""
        parts = [_("预算 %(sum)s 元") % {"sum": yuan(self.planned)}] if self.lines else [_("没有列预算")]
        parts.append(_("已支出 %(sum)s 元") % {"sum": yuan(self.spent)})
        if self.lines:
            parts.append(self.note or _("还剩 %(sum)s 元") % {"sum": yuan(self.left)})
        return " · ".join(parts)


def account(activity: Activity) -> Account:
    return accounts([activity])[activity.pk]


def accounts(activities: Iterable[Activity]) -> dict[int, Account]:
    """By activity, in two queries however many, within reach."""
    found = {activity.pk: Account() for activity in activities}
    by_line: dict[int, Line] = {}
    for budget in BudgetLine.objects.filter(activity__in=found).select_related("sponsor"):
        by_line[budget.pk] = Line(budget)
        found[budget.activity_id].lines.append(by_line[budget.pk])
    for expense in Expense.objects.filter(activity__in=found).select_related("line"):
        found[expense.activity_id].expenses.append(expense)
        if expense.line_id:
            by_line[expense.line_id].spent += expense.amount
    return found


def together(parts: Iterable[Account]) -> Account:
    """The money of several activities as one account."""
    whole = Account()
    for part in parts:
        whole.lines += part.lines
        whole.expenses += part.expenses
    return whole


def over(left: Decimal) -> str:
    """In words that more was spent than planned; nothing while there is enough."""
    return _("超出预算 %(sum)s 元") % {"sum": yuan(-left)} if left < 0 else ""


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def source_of(line: BudgetLine) -> str:
    return bracketed(line.get_source_display(), line.who_sponsors)
