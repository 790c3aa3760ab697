from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDay(models.Model):
    """A day that is off although it is a weekday, or worked although it is a weekend. One table for all tenants."""

    class Kind(models.TextChoices):
        OFF = "off", _("放假")
        ON = "on", _("上班")

    day = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("安排"), max_length=4, choices=Kind)
    name = models.CharField(_("名称"), max_length=40)

    class Meta:
        ordering = ("day",)

    def __str__(self):
        return f"{self.day} {self.name}"
