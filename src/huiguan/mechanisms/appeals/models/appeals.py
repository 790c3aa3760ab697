"""One appeal, as whoever handles it reads it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.fields import uuid7
from huiguan.kernel.models import NodeRecord, Record
from huiguan.kernel.reach import Reach
from huiguan.mechanisms.appeals.models.reach import ReachToAppeals
from huiguan.mechanisms.appeals.models.tables import Category, Profile


class Level(models.TextChoices):
    ORDINARY = "ordinary", _("一般")
    IMPORTANT = "important", _("重要")
    URGENT = "urgent", _("紧急")


class AppealState(models.TextChoices):
    FILED = "filed", _("待受理")
    INCOMPLETE = "incomplete", _("待补充")
    DECLINED = "declined", pgettext_lazy("诉求的状态", "不予受理")
    DIVERTED = "diverted", _("已分流")
    MERGED = "merged", _("已并案")
    ACCEPTED = "accepted", _("待交办")
    ASSIGNED = "assigned", _("待签收")
    OBJECTED = "objected", _("有异议")
    HANDLING = "handling", _("办理中")
    ANSWERED = "answered", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class Appeal(NodeRecord):
    """A demand that a firm raised, in the words that the handling unit reads. Who raised it is in its ``Filing``."""

    reach_to = ReachToAppeals.along()
    known_by_day = ("create",)
    searched = ("number", "title", "text", "tags")
    desk = "appeals"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=20, editable=False)
    title = models.CharField(_("事由"), max_length=80)
    text = models.TextField(_("诉求内容"), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, verbose_name=_("类别"))
    level = models.CharField(_("轻重"), max_length=10, choices=Level, default=Level.ORDINARY)
    tags = models.CharField(_("标签"), max_length=120, blank=True)
    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name=_("办理时限方案"))
    is_hidden = models.BooleanField(_("隐名"), default=False, editable=False)
    filed_at = models.DateTimeField(_("提出时间"), editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=AppealState, default=AppealState.FILED, editable=False)

    class Meta(NodeRecord.Meta):
        ordering = ("-filed_at", "-pk")
        verbose_name = _("诉求")
        indexes = [models.Index(fields=["tenant", "state", "-filed_at"])]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="appeal_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=AppealState.values), name="appeal_state_known"),
        ]

    def __str__(self):
        return _("诉求 %(number)s") % {"number": self.number}

    @classmethod
    def reach_q(cls, reach: Reach) -> models.Q:
        return cls.reach_to.of(cls, reach)

    @property
    def picked_note(self) -> str:
        return self.title

    @property
    def gist(self) -> str:
        return self.title


class OfAppeal(Record):
    """A fact of one appeal."""

    reach_to = ReachToAppeals.along("appeal__")
    desk = "facts_of_appeals"  # which has no pages: a fact is read on the page of its appeal

    class Meta(Record.Meta):
        abstract = True

    @classmethod
    def reach_q(cls, reach: Reach) -> models.Q:
        return cls.reach_to.of(cls, reach)

    def __str__(self):
        return str(self.appeal)
