"""The money of an activity: one page for its budget and its expenses, as a table to take along and as a paper."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions
from huiguan.activities.account import Account, account, source_of, yuan
from huiguan.activities.forms import BudgetLineForm, ExpenseForm
from huiguan.activities.models import Activity, BudgetLine, Expense
from huiguan.activities.rules import arranges, sees_within
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.kernel import attaching
from huiguan.kernel.numbers import whole
from huiguan.kernel.sheets import download, workbook


class OfMoney(PartOfActivity):
    """Every way out leads to the page of the activity's money."""

    def get_queryset(self):
        return self.model.objects.select_related("activity")

    def url_of(self, record):
        return reverse("budget_lines.of", args=[record.activity_id])


class BudgetLineDesk(OfMoney):
    name = "budget_lines"
    model = BudgetLine
    form_class = BudgetLineForm
    title = _("预算项目")
    one = pgettext_lazy("新增的", "预算项目")
    pages = {
        **PartOfActivity.pages,
        "of": "of/<whole:owner>/",
        "sheet": "of/<whole:owner>/sheet/",
        "paper": "of/<whole:owner>/paper/",
    }
    rules = {
        **dict.fromkeys(("add", "edit", "delete"), arranges),
        **dict.fromkeys(("of", "sheet", "paper", "detail", "history"), sees_within),
    }

    def of(self, owner: int):
        activity = self._read(owner)
        return self.show(
            "of",
            title=gettext("经费 · %(activity)s") % {"activity": activity},
            activity=activity,
            account=account(activity),
            may_edit=bool(arranges(self.request.user, activity)),
        )

    def sheet(self, owner: int):
        """Budget and expenses under each other, with their sums."""
        activity = self._read(owner)
        title = gettext("经费 · %(activity)s") % {"activity": activity}
        return download(workbook(gettext("经费"), *_table(account(activity))), title)

    def paper(self, owner: int):
        activity = self._read(owner)
        return self.show(
            "paper",
            title=gettext("活动经费支出清单"),
            subtitle=str(activity),
            activity=activity,
            account=account(activity),
            back_url=self.url("of", activity.pk),
        )

    def facts(self, line):
        return [
            (_("活动"), line.activity, self.url_of(line)),
            (_("来源"), source_of(line)),
            (_("金额（元）"), yuan(line.amount)),
        ]

    def save(self, form):
        return actions.set_aside(form.save(commit=False), by=self.request.user)

    def erase(self, row):
        actions.drop(row, by=self.request.user)

    def _read(self, owner: int) -> Activity:
        activity = self.activity = get_object_or_404(Activity.objects.select_related("kind", "node"), pk=owner)
        if not (verdict := sees_within(self.request.user, activity)):
            raise PermissionDenied(str(verdict.why))
        return activity


class ExpenseDesk(attaching.Attaching, OfMoney):
    """Its page shows the vouchers that hang on it."""

    name = "expenses"
    model = Expense
    form_class = ExpenseForm
    title = _("支出")
    one = pgettext_lazy("新增的", "支出")
    pages = {**PartOfActivity.pages, **attaching.PAGES}
    posted = PartOfActivity.posted | attaching.POSTED
    rules = {
        "detail": sees_within,
        "history": sees_within,
        **dict.fromkeys(("add", "edit", "delete"), arranges),
        **attaching.rules(sees_within, arranges),
    }

    def url_of(self, record):
        return self.url("detail", record.pk) if record.pk else self.gone(record)

    def after(self, record):
        return self.gone(record)

    def gone(self, record):
        return super().url_of(record)

    def facts(self, expense):
        facts = [
            (_("活动"), expense.activity, self.gone(expense)),
            (_("预算项目"), expense.line or _("没有列入预算")),
            (_("金额（元）"), yuan(expense.amount)),
            (_("支出日期"), expense.spent_on),
            (_("凭证号"), expense.voucher),
            (_("备注"), expense.note),
        ]
        return [fact for fact in facts if fact[1]]

    def new_part(self, owner):
        """Begun beside a line of the budget, it is of that line."""
        line = BudgetLine.objects.filter(activity=owner, pk=whole(self.request.GET.get("line"))).first()
        return Expense(activity=owner, line=line, item=line.item if line else "")

    def save(self, form):
        return actions.spend(form.save(commit=False), by=self.request.user)


def _table(found: Account) -> tuple[list[str], list[list], list]:
    heads = [
        _("列支"),
        _("项目"),
        _("来源"),
        _("预算（元）"),
        _("支出日期"),
        _("凭证号"),
        _("支出（元）"),
        _("还剩（元）"),
        _("备注"),
    ]
    rows: list[list] = []
    for line in found.lines:
        budget = line.budget
        numbers = [float(budget.amount), None, "", float(line.spent), float(line.left)]
        rows.append([gettext("预算"), budget.item, source_of(budget), *numbers, line.note])
    for expense in found.expenses:
        of = expense.line.item if expense.line else gettext("没有列入预算")
        row = [gettext("支出"), expense.item, of, None, expense.spent_on, expense.voucher, float(expense.amount)]
        rows.append([*row, None, expense.note])
    sums = [float(found.planned), "", "", float(found.spent), float(found.left) if found.lines else None, found.note]
    return [str(head) for head in heads], rows, [gettext("合计"), "", "", *sums]
