"""What somebody wrote at the door, or what stands of them on a paper list; nobody must sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.invitations import Invitation
from huiguan.activities.models.participations import Participation
from huiguan.activities.models.somebody import LONGEST_NAME
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.words import bracketed

WRITTEN = {"name": 40, "firm": 60, "post": 40}  # characters that somebody may write; an invitation may hold more


class Way(models.TextChoices):
    """How it came to us."""

    QR = "qr", _("扫码")
    STAFF = "staff", pgettext_lazy("签到方式", "工作人员")
    PAPER = "paper", _("纸质补录")


class SignInState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("签到", "待确认")
    CONFIRMED = "confirmed", pgettext_lazy("签到", "已确认")
    DISMISSED = "dismissed", pgettext_lazy("签到", "不算")


class SignIn(Record):
    """One name as it was signed for an activity; once confirmed it stands behind a row of the list of who came.

    ``entered`` tells whether it put that row there, or found it. Only who arranges the activity reads sign-ins.
    """

    reach_to = ReachTo("activities.view", node="activity__node")
    desk = "sign_ins"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sign_ins", editable=False)
    name = models.CharField(_("所写姓名"), max_length=LONGEST_NAME)
    firm = models.CharField(_("所写单位"), max_length=120, blank=True)
    post = models.CharField(_("所写职务"), max_length=40, blank=True)
    role = models.CharField(
        _("身份"), max_length=10, choices=Participation.Role, default=Participation.Role.ATTENDEE, editable=False
    )
    way = models.CharField(_("怎么签的"), max_length=5, choices=Way, editable=False)
    at = models.DateTimeField(_("签到时间"), editable=False)
    person = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="sign_ins",
        verbose_name=pgettext_lazy("单数", "人员"),
    )
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="sign_ins",
        verbose_name=pgettext_lazy("组织", "单位"),
    )
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, editable=False, related_name="sign_ins", verbose_name=_("邀请")
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, editable=False, related_name="sign_ins", verbose_name=_("参加人员")
    )
    entered = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=SignInState, default=SignInState.PENDING, editable=False)

    class Meta(Record.Meta):
        ordering = ("at", "pk")
        verbose_name = _("签到")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "name", "firm"],
                condition=models.Q(invitation=None),
                name="sign_in_once_a_name",
                violation_error_message=_("这个人已经签过了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "activity", "invitation"],
                condition=models.Q(invitation__isnull=False),
                name="sign_in_once_an_invitation",
                violation_error_message=_("这份邀请已经登记到场了"),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="sign_in_of_somebody"),
            models.CheckConstraint(
                condition=models.Q(participation=None) | models.Q(state="confirmed"),
                name="sign_in_on_the_list_once_confirmed",
            ),
            models.CheckConstraint(condition=models.Q(state__in=SignInState.values), name="sign_in_state_known"),
            models.CheckConstraint(condition=models.Q(way__in=Way.values), name="sign_in_way_known"),
        ]

    def __str__(self):
        return bracketed(self.name, self.firm)
