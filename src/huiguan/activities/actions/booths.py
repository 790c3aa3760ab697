from collections.abc import Iterable
from typing import Any

from django.db import transaction

from huiguan.activities import voices, wording
from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, Booth
from huiguan.activities.models.notices import KIND
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.telling import tell


def lay_booths(activity: Activity, numbers: Iterable[str], *, by: Any) -> tuple[list[Booth], int]:
    """Free stands with these numbers; those made, and how many there were already."""
    numbers = list(numbers)
    with transaction.atomic(), acting(by):
        locked(activity)
        there = set(Booth.everywhere.filter(activity=activity, number__in=numbers).values_list("number", flat=True))
        made = [Booth(activity=activity, number=number) for number in numbers if number not in there]
        Booth.objects.bulk_create(made)
    return made, len(there)


def give_booth(booth: Booth, *, by: Any) -> Booth:
    """As it is filled in; an exhibitor of the register hears where they stand."""
    with transaction.atomic(), acting(by):
        before = Booth.everywhere.filter(pk=booth.pk).values_list("organization", flat=True).first()
        booth.save()
        if booth.organization and booth.organization_id != before and booth.activity.starts > clock.now():
            tell(
                voices.of(booth.organization),
                key=f"{KIND}:booth:{booth.pk}:{booth.version}",
                say=lambda: wording.as_exhibitor(booth),
            )
    return booth
