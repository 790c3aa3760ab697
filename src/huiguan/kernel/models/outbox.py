"""What people are told: each message once, and its way to them beyond the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import EncryptedTextField
from huiguan.kernel.models.tenancy import Tenant, User


class Message(models.Model):
    """One thing that one user is told, known by its key: the same thing is never told them twice.

    It stands in their inbox as soon as it is written. The record of which it tells is kept by label and number; its
    rules decide, whenever the message is shown, whether its words may be read.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="messages")
    in_stead_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True, help_text="an iCalendar that goes with the mail")
    link = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    made = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made", "-pk")
        indexes = [models.Index(fields=["user", "tenant", "seen_at"])]
        constraints = [models.UniqueConstraint(fields=["tenant", "user", "key"], name="message_once_a_user")]

    def __str__(self):
        return self.key


class Letter(models.Model):
    """A mail to somebody without an account, known by its key: the same letter is never written twice."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    key = models.CharField(max_length=160)
    to = EncryptedTextField()
    subject = models.CharField(max_length=200)
    text = EncryptedTextField()  # it holds the reader's own link
    calendar = models.TextField(blank=True, help_text="an iCalendar that goes with it")
    made = models.DateTimeField()

    class Meta:
        ordering = ("-made", "-pk")
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="letter_once_a_key")]

    def __str__(self):
        return self.key


class Delivery(models.Model):
    """One message on its way by one channel beside the inbox, or one letter.

    ``claimed`` is written before the sending begins: whoever finds it old knows that nobody can say whether it left.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("邮件")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        CLAIMED = "claimed", _("正在发送")
        SENT = "sent", _("已发出")
        FAILED = "failed", _("失败")

    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries")
    letter = models.OneToOneField(Letter, models.CASCADE, null=True, related_name="delivery")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True, help_text="which error where, never what it said")

    class Meta:
        ordering = ("next_try", "pk")
        indexes = [models.Index(fields=["state", "next_try"])]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=models.Q(message=None, letter__isnull=False) | models.Q(message__isnull=False, letter=None),
                name="delivery_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.message or self.letter} {self.channel} {self.state}"


class Muted(models.Model):
    """A kind of message that a user does not want by mail; it still stands in their inbox."""

    user = models.ForeignKey(User, models.CASCADE, related_name="muted")
    kind = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once_a_kind")]

    def __str__(self):
        return self.kind
