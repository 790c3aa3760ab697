"""What was done with many records at once."""

from django.db import models

from huiguan.kernel import clock
from huiguan.kernel.models.tenancy import Tenant, User


class BulkMove(models.Model):
    """One move that a person made on many records at once, and what came of each; the steps are the records' own.

    A line: the number of the record, the state it was in, its version afterwards, and why nothing was done if so;
    where it was no move of a flow, also what was done.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=60)
    move = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now, db_index=True)
    lines = models.JSONField(default=list)

    def __str__(self):
        return f"{self.list_name} {self.move} {self.at:%Y-%m-%d}"

    @property
    def done(self) -> list[dict]:
        return [line for line in self.lines if not line["why"]]
