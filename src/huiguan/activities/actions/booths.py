from collections.abc import Iterable
from typing import Any

from django.db import transaction

from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, Booth
from huiguan.kernel.acting import acting


def lay_booths(activity: Activity, numbers: Iterable[str], *, by: Any) -> tuple[list[Booth], int]:
    """Free stands with these numbers; those made, and how many there were already."""
    numbers = list(numbers)
    with transaction.atomic(), acting(by):
        locked(activity)
        there = set(Booth.everywhere.filter(activity=activity, number__in=numbers).values_list("number", flat=True))
        made = [Booth(activity=activity, number=number) for number in numbers if number not in there]
        Booth.objects.bulk_create(made)
    return made, len(there)
