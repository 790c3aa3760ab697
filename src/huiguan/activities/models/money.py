"""What an activity may cost, and what it did cost."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo

LEAST = Decimal("0.01")
ABOVE_NOTHING = _("金额要大于 0")
WHO_SPONSORS = _("来源是“赞助”的，请选在册的赞助单位，或者写上名称")


class Source(models.TextChoices):
    """Who pays."""

    OWN = "own", _("本会经费")
    FISCAL = "fiscal", _("财政")
    SPONSOR = "sponsor", _("赞助")
    ORGANIZER = "organizer", _("承办单位自筹")
    PARTICIPANTS = "participants", _("参加单位自理")
    OTHER = "other", _("其他")


class OfMoney(Record):
    """Read where the activity is kept, by neither its guests nor the firms that hold it."""

    reach_to = ReachTo("activities.view", node="activity__node")

    item = models.CharField(_("项目"), max_length=60)
    amount = models.DecimalField(
        _("金额（元）"), max_digits=12, decimal_places=2, validators=[MinValueValidator(LEAST)]
    )

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return self.item


class BudgetLine(OfMoney):
    """One item for which money is set aside, and from where it comes."""

    desk = "budget_lines"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="budget", editable=False)
    source = models.CharField(_("来源"), max_length=12, choices=Source, default=Source.OWN)
    sponsor = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsored",
        verbose_name=_("赞助单位（在册）"),
    )
    sponsor_name = models.CharField(_("赞助的单位或个人（不在册）"), max_length=80, blank=True)

    class Meta(OfMoney.Meta):
        ordering = ("pk",)
        verbose_name = _("预算项目")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="budget_above_nothing", violation_error_message=ABOVE_NOTHING
            ),
            models.CheckConstraint(condition=models.Q(source__in=Source.values), name="budget_source_known"),
            models.CheckConstraint(
                condition=models.Q(sponsor=None, sponsor_name="") | models.Q(source=Source.SPONSOR),
                name="budget_sponsor_sponsors",
                violation_error_message=_("来源是“赞助”的才填赞助单位"),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=Source.SPONSOR)
                | models.Q(sponsor__isnull=False)
                | ~models.Q(sponsor_name=""),
                name="budget_names_its_sponsor",
                violation_error_message=WHO_SPONSORS,
            ),
            models.CheckConstraint(
                condition=models.Q(sponsor=None) | models.Q(sponsor_name=""),
                name="budget_names_one_sponsor",
                violation_error_message=_("已选在册单位，不用再填名称"),
            ),
        ]

    @property
    def who_sponsors(self) -> str:
        return str(self.sponsor or self.sponsor_name)


class Expense(OfMoney):
    """One payment, with its voucher; of a line of the budget, or outside of it. What was paid keeps its activity."""

    desk = "expenses"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="expenses", editable=False)
    line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="expenses", verbose_name=_("预算项目")
    )
    spent_on = models.DateField(_("支出日期"))
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta(OfMoney.Meta):
        ordering = ("spent_on", "pk")
        verbose_name = _("支出")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="expense_above_nothing", violation_error_message=ABOVE_NOTHING
            ),
        ]

    @property
    def byline(self) -> str:
        return str(self.activity)
