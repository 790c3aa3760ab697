from django.db import models

from huiguan.kernel.models.tenancy import User


class FormUse(models.Model):
    """A form that was sent, by the token printed in it: the second sending leads to what the first one made."""

    token = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    url = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return self.token
