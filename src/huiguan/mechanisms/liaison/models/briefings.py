"""Notices of major decisions to those linked, and whether each has read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.models import Record
from huiguan.mechanisms.liaison.models.linkers import Linker
from huiguan.mechanisms.liaison.models.links import LinkTarget
from huiguan.mechanisms.liaison.models.reach import ReachToLinks
from huiguan.mechanisms.liaison.models.schemes import LinkScheme


class BriefingState(models.TextChoices):
    DRAFTED = "drafted", _("草稿")
    SENT = "sent", _("已发出")
    WITHDRAWN = "withdrawn", _("已撤回")


class Briefing(Record):
    """A notice of a major decision, to the linked chambers and firms of a scheme."""

    reach_to = ReachToLinks.along("receipts__target__", node="scheme__node")
    searched = ("title", "number")
    desk = "briefings"

    scheme = models.ForeignKey(
        LinkScheme, models.PROTECT, related_name="briefings", verbose_name=pgettext_lazy("单数", "联系方案")
    )
    title = models.CharField(_("标题"), max_length=120)
    decided_by = models.CharField(_("谁的决策"), max_length=60, blank=True, help_text=_("例如：县委常委会会议"))
    decided_on = models.DateField(_("决策日期"), null=True, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    text = models.TextField(_("通报内容"))
    read_by = models.DateField(_("请在哪天前阅知"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=BriefingState, default=BriefingState.DRAFTED, editable=False
    )
    sent_on = models.DateField(_("发出日期"), null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ("-sent_on", "-pk")
        verbose_name = _("决策通报")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BriefingState.values), name="briefing_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | models.Q(sent_on__isnull=False), name="briefing_sent_on_a_day"
            ),
        ]

    def __str__(self):
        return self.title


class ReceiptState(models.TextChoices):
    UNREAD = "unread", _("未阅")
    READ = "read", _("已阅知")


class Receipt(Record):
    """A notice as one of those linked got it through the leader linked to them then, and whether they have read it."""

    reach_to = ReachToLinks.along("target__", node="briefing__scheme__node")
    desk = "receipts"

    class How(models.TextChoices):
        HERE = "here", _("在系统里阅知")
        IN_PERSON = "in_person", _("当面通报")
        PHONE = "phone", _("电话告知")
        PAPER = "paper", _("送纸质件")

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="receipts", verbose_name=_("通报"))
    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="receipts", verbose_name=_("送给谁"))
    linker = models.ForeignKey(Linker, models.PROTECT, related_name="receipts", verbose_name=_("联系领导"))
    how = models.CharField(_("怎样阅知的"), max_length=10, choices=How, blank=True, editable=False)
    read_on = models.DateField(_("阅知日期"), null=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=ReceiptState, default=ReceiptState.UNREAD, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("target__pinyin", "pk")
        verbose_name = _("通报送达")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "briefing", "target"], name="receipt_once_a_briefing"),
            models.CheckConstraint(condition=models.Q(state__in=ReceiptState.values), name="receipt_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="read") | models.Q(read_on__isnull=False), name="receipt_read_on_a_day"
            ),
        ]

    def __str__(self):
        return str(self.briefing)

    @property
    def byline(self) -> str:
        return str(self.target)
