"""What each guest is to be told, and whether they were: nobody is left to find out at a closed door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.invitations import Invitation
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo

KIND = "activities.guest"


class Occasion(models.TextChoices):
    """Why a guest is written to."""

    INVITED = "invited", _("邀请")
    REMINDED = "reminded", _("提醒答复")
    COMING_UP = "coming_up", _("会前提醒")
    CHANGED = "changed", _("时间地点有变")
    PROMOTED = "promoted", _("候补有位置了")
    CANCELLED = "cancelled", _("活动取消")
    REOPENED = "reopened", _("恢复举办")
    WITHDRAWN = "withdrawn", _("邀请撤回")


class Channel(models.TextChoices):
    """How they heard of it."""

    INBOX = "inbox", _("站内消息")
    MAIL = "mail", _("邮件")
    HAND = "hand", _("电话、微信或当面")


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("待告诉")
    TOLD = "told", _("已告诉")
    DROPPED = "dropped", _("不用告诉了")


class Notice(Record):
    """One thing that one guest is told: by the house where it knows how to reach them, else by somebody who says so.

    Its words are made of the facts when it is read: whoever tells it late tells what holds now. ``number`` tells apart
    what one guest is told several times for the same reason.
    """

    reach_to = ReachTo("activities.view", node="invitation__activity__node")
    desk = "notices"

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="notices", editable=False)
    occasion = models.CharField(_("为什么事"), max_length=10, choices=Occasion, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    way = models.CharField(_("怎么告诉的"), max_length=5, choices=Channel, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=NoticeState, default=NoticeState.WAITING, editable=False)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("给客人的通知")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "invitation", "occasion", "number"], name="notice_once_an_occasion"
            ),
            models.CheckConstraint(condition=models.Q(occasion__in=Occasion.values), name="notice_occasion_known"),
            models.CheckConstraint(condition=models.Q(way__in=["", *Channel.values]), name="notice_way_known"),
            models.CheckConstraint(condition=models.Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="told") | ~models.Q(way="") & models.Q(told_at__isnull=False),
                name="notice_told_somehow",
            ),
        ]

    @property
    def letter_key(self) -> str:
        """That of the message or of the letter by which the house tells it."""
        return f"{KIND}:{self.pk}"

    def __str__(self):
        return f"{self.get_occasion_display()} · {self.invitation}"
