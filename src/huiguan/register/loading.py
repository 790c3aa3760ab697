"""The shared tables that ship with the product, written into the database: regions and declared days."""

from django.db import transaction

from huiguan.kernel.models import SpecialDay
from huiguan.register.models import Region
from huiguan.register.tables.holidays import SPECIAL_DAYS
from huiguan.register.tables.regions import REGIONS


def load_tables() -> None:
    """Add what is missing and leave what is there: a second run changes nothing, nor does it undo an edit."""
    with transaction.atomic():
        load_regions()
        known = set(SpecialDay.objects.values_list("day", flat=True))
        SpecialDay.objects.bulk_create(
            SpecialDay(day=day, kind=special.kind, name=special.name)
            for day, special in SPECIAL_DAYS.items()
            if day not in known
        )


def load_regions() -> None:
    """Parents before children; a parent stands in the row's own system or in that of civil affairs."""
    stored = {(region.system, region.code, region.name): region for region in Region.objects.all()}
    by_code = {(region.system, region.code): region for region in stored.values() if region.valid_to is None}
    for row in sorted(REGIONS, key=lambda row: (len(row.code), row.code, row.system)):
        key = (row.system, row.code, row.name)
        if key not in stored:
            above = by_code.get((row.system, row.parent)) or by_code.get(("民政", row.parent))
            fields = {"level": row.level, "valid_from": row.valid_from, "valid_to": row.valid_to}
            stored[key] = Region.objects.create(system=row.system, code=row.code, name=row.name, parent=above, **fields)
        if row.valid_to is None:
            by_code[row.system, row.code] = stored[key]
