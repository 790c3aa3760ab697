"""Photos of a gathering: which file, who took it, whether those on it agree, and what it may be used for."""

from dataclasses import replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.kernel.models import Attachment, Record
from huiguan.register.units import of_units


class Purpose(models.TextChoices):
    ARCHIVE = "archive", _("存档")
    BULLETIN = "bulletin", _("内部简报")
    PRESS = "press", _("公开报道")


class Consent(models.TextChoices):
    AGREED = "agreed", _("都同意了")
    PUBLIC = "public", _("公开场合，没有逐一征求")
    REFUSED = "refused", _("有人不同意")
    UNASKED = "unasked", _("没有征求")


PUBLISHABLE = (Consent.AGREED, Consent.PUBLIC)
NOT_PUBLISHABLE = _("“公开报道”只能用都同意了的，或者公开场合拍的；别的请选“存档”或“内部简报”")


class Photo(Record):
    """What is known of one picture that hangs on an activity. Who reads the activity sees it."""

    reach_to = replace(
        Activity.reach_to,
        node="activity__node",
        **of_units("activity__hosts__organization"),
        guests="activity__participations__organization",
        opened="activity__minutes_for",
    )
    desk = "photos"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos", editable=False)
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+", editable=False)
    caption = models.CharField(_("照片上是什么"), max_length=120)
    taken_by = models.CharField(_("拍摄者"), max_length=60, blank=True)
    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose, default=Purpose.ARCHIVE)
    consent = models.CharField(_("照片上的人同意吗"), max_length=10, choices=Consent, default=Consent.UNASKED)
    refused_by = models.CharField(_("谁不同意"), max_length=120, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("照片")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(purpose="press") | models.Q(consent__in=("agreed", "public")),
                name="photo_published_with_consent",
                violation_error_message=NOT_PUBLISHABLE,
            ),
            models.CheckConstraint(
                condition=~models.Q(consent="refused") | ~models.Q(refused_by=""),
                name="photo_says_who_refused",
                violation_error_message=_("有人不同意的，请写是谁"),
            ),
            models.CheckConstraint(condition=models.Q(purpose__in=Purpose.values), name="photo_purpose_known"),
            models.CheckConstraint(condition=models.Q(consent__in=Consent.values), name="photo_consent_known"),
        ]

    def __str__(self):
        return self.caption

    @property
    def byline(self) -> str:
        return str(self.activity)
