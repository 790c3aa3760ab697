"""Money set aside and spent; what must be approved may depend on how much it is."""

from typing import Any

from django.db import transaction

from huiguan.activities.actions.clearances import settle
from huiguan.activities.models import BudgetLine, Expense
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered


class OfAnotherActivity(ValueError):
    """An expense can only be of a line of its own activity's budget."""


def set_aside(line: BudgetLine, *, by: Any) -> BudgetLine:
    with transaction.atomic(), acting(by):
        _save(line, by)
        settle(line.activity, by=by)
    return line


def drop(line: BudgetLine, *, by: Any) -> None:
    with transaction.atomic(), acting(by):
        line.delete()
        settle(line.activity, by=by)


def spend(expense: Expense, *, by: Any) -> Expense:
    if expense.line_id and expense.line.activity_id != expense.activity_id:
        raise OfAnotherActivity(f"{expense}: the line is of activity {expense.line.activity_id}")
    _save(expense, by)
    return expense


def _save(row: Any, by: Any) -> None:
    if row.pk:
        row.save()
        return
    with entered(row, by=by):
        row.save()
