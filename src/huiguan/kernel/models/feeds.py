"""Addresses at which a program reads what its owner may see."""

from django.db import models

from huiguan.kernel.models.tenancy import Tenant, User


class CalendarFeed(models.Model):
    """One person's private address for their calendar in one tenant. Whoever knows it needs no sign-in, so only its
    digest is kept: the address itself is shown once and cannot be read out of the database."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="calendar_feed_once_a_user")]

    def __str__(self):
        return f"{self.user} · {self.tenant}"
