"""What people keep of the lists that they open often."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models.tenancy import Tenant, User


class SavedView(models.Model):
    """A way of narrowing one list that one person keeps under a name: a query, never the rows that it finds."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=60)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=450)  # so that an address with it fits into what a form leads to
    order = models.IntegerField(default=0)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user", "list_name", "name"], name="saved_view_name_once"),
            models.UniqueConstraint(
                fields=["tenant", "user", "list_name"],
                condition=models.Q(is_default=True),
                name="saved_view_one_default",
            ),
        ]

    def __str__(self):
        return self.name
