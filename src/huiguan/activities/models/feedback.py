"""What those who came say of a gathering afterwards. Saying nothing is free."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.invitations import Invitation
from huiguan.activities.models.participations import Participation
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo

SALT = "huiguan.feedback"
SALT_UNNAMED = "huiguan.feedback.unnamed"
UNLOGGED = ("key", "invitation", "participation")


class Gain(models.TextChoices):
    MUCH = "much", _("很有收获")
    SOME = "some", _("有收获")
    PLAIN = "plain", _("一般")
    NONE = "none", _("没有收获")


class Feedback(Record):
    """One opinion of an activity. Who gave it stands in ``invitation`` or ``participation``, or nowhere.

    Each row of the list of who came has one, whatever way it was said; a guest whose row is not written yet has their
    own. ``key`` is a keyed digest of whose it is and of the way: by it they find it again and change it, and nobody
    reads a name off it. It is another one where the name is left off, and the log keeps neither the key nor whose row
    it was: nothing joins what was said unnamed to what the same guest said in their name before.
    """

    reach_to = ReachTo("activities.view", node="activity__node")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="feedback", editable=False)
    key = models.CharField(max_length=64, editable=False)
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, editable=False, related_name="feedback")
    participation = models.OneToOneField(
        Participation, models.CASCADE, null=True, editable=False, related_name="feedback"
    )
    gain = models.CharField(_("有没有收获"), max_length=5, choices=Gain)
    words = models.CharField(_("想说的话"), max_length=500, blank=True)
    is_unnamed = models.BooleanField(_("不署名"), default=False)

    class Meta(Record.Meta):
        ordering = ("key",)  # not the order in which they came, which would give away who wrote last
        verbose_name = _("反馈")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "activity", "key"], name="feedback_once_for_each"),
            models.CheckConstraint(condition=models.Q(gain__in=Gain.values), name="feedback_gain_known"),
            models.CheckConstraint(
                condition=models.Q(is_unnamed=True, invitation=None, participation=None)
                | models.Q(is_unnamed=False, invitation__isnull=False, participation=None)
                | models.Q(is_unnamed=False, invitation=None, participation__isnull=False),
                name="feedback_named_or_of_nobody",
            ),
        ]

    def __str__(self):
        return str(self.get_gain_display())

    def logged(self) -> dict[str, Any]:
        return {name: value for name, value in super().logged().items() if name not in UNLOGGED}

    @property
    def who(self) -> Any:
        return self.invitation or self.participation


def keys_of(whose: Invitation | Participation, way: str = "", *, is_unnamed: bool) -> list[str]:
    """By today's secret key first, then by those that were replaced and are still known."""
    salt = SALT_UNNAMED if is_unnamed else SALT
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    text = f"{whose.label()}:{whose.pk}:{way}"
    return [salted_hmac(salt, text, secret=secret, algorithm="sha256").hexdigest() for secret in secrets]
