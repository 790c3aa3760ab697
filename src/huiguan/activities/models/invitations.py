"""Who was asked to come, and what they said. Replying is free, and so is not replying."""

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.somebody import OfSomebody
from huiguan.kernel.fields import EncryptedTextField

SALT = "huiguan.invitation"
SIGNUP_SALT = "huiguan.signup"
MOST_SEATS = 20


class Reply(models.TextChoices):
    """Where an invitation stands."""

    DRAFTED = "drafted", _("待发出")
    SENT = "sent", _("待答复")
    ACCEPTED = "accepted", pgettext_lazy("答复", "参加")
    DELEGATED = "delegated", _("派人来")
    QUEUED = "queued", _("候补")
    POSTPONED = "postponed", _("再定")
    DECLINED = "declined", _("不来")
    WITHDRAWN = "withdrawn", _("已撤回")


COMING = (Reply.ACCEPTED, Reply.DELEGATED)
UNANSWERED = (Reply.DRAFTED, Reply.SENT, Reply.POSTPONED)
OPEN = (Reply.SENT, Reply.ACCEPTED, Reply.DELEGATED, Reply.QUEUED, Reply.POSTPONED, Reply.DECLINED)


class Invitation(OfSomebody):
    """An invitation to a person, an organization, or somebody who is only named; ``seats`` is how many come by it.

    Its link needs no account: a signature over the invitation and its ``edition``, so that a link that went astray can
    be replaced by another.
    """

    desk = "invitations"

    group = models.CharField(_("哪一类对象"), max_length=30, blank=True)
    email = EncryptedTextField(_("邮箱"), blank=True)
    most = models.PositiveSmallIntegerField(_("最多几位"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("来几位"), default=1)
    stand_in = models.CharField(_("谁来"), max_length=60, blank=True)
    words = models.CharField(_("留言"), max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True, editable=False)
    queued_at = models.DateTimeField(null=True, editable=False)
    signup = models.CharField(max_length=32, blank=True, editable=False, help_text="the form by which they came")
    opened_at = models.DateTimeField(null=True, editable=False, help_text="when their link was first opened")
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(_("答复"), max_length=10, choices=Reply, default=Reply.DRAFTED, editable=False)

    class Meta(OfSomebody.Meta):
        ordering = ("pk",)
        verbose_name = _("邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "person"],
                condition=models.Q(person__isnull=False),
                name="invitation_once_a_person",
                violation_error_message=_("这个人已经邀请了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "activity", "organization"],
                condition=models.Q(person=None, name="", organization__isnull=False),
                name="invitation_once_an_organization",
                violation_error_message=_("这个单位已经邀请了"),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name="") | models.Q(organization__isnull=False),
                name="invitation_of_somebody",
                violation_error_message=_("请填写人员、姓名或单位"),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=MOST_SEATS),
                name="invitation_seats_in_bounds",
                violation_error_message=_("来几位在 1 至 20 之间"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "signup"], condition=~models.Q(signup=""), name="invitation_once_a_form"
            ),
            models.CheckConstraint(
                condition=models.Q(most=None) | models.Q(most__gte=1, most__lte=MOST_SEATS),
                name="invitation_most_in_bounds",
                violation_error_message=_("最多几位在 1 至 20 之间"),
            ),
            models.CheckConstraint(condition=models.Q(state__in=Reply.values), name="invitation_state_known"),
        ]

    @property
    def byline(self) -> str:
        return str(self.activity)

    @property
    def most_seats(self) -> int:
        return self.most or MOST_SEATS

    @property
    def token(self) -> str:
        return signing.Signer(salt=SALT).sign(f"{self.pk}.{self.edition}")


def signup_token(activity) -> str:
    return signing.Signer(salt=SIGNUP_SALT).sign(str(activity.pk))


def activity_by(token: str) -> Activity | None:
    """The activity whose open invitation this is, if it takes any."""
    try:
        number = signing.Signer(salt=SIGNUP_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Activity.everywhere.filter(pk=number, is_open=True).first() if number.isdecimal() else None


def invitation_by(token: str) -> Invitation | None:
    """The invitation of a link: whoever holds the link is let in without an account, to this one row."""
    try:
        number, edition = signing.Signer(salt=SALT).unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.everywhere.filter(pk=number, edition=edition).first()
