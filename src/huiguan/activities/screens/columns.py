"""How activities, and what gathers them, look in lists and on their pages."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Activity, Programme, Series
from huiguan.kernel.lists import Column
from huiguan.kernel.monogram import beginning, hue

HUES = {"planned": "sky", "held": "jade", "cancelled": "slate"}


def tile(record: Activity | Programme | Series) -> dict[str, str]:
    """An activity by its kind, what is held again and again or gathers others by its name."""
    if isinstance(record, Activity):
        return {"monogram": str(record.kind)[:2], "hue": hue(record.kind.code)}
    if isinstance(record, Series):
        return {"monogram": beginning(record), "hue": hue(record.kind.code)}
    return {"monogram": beginning(record), "hue": "violet"}


def of_ones_own(columns: list[Column]) -> list[Column]:
    """Whoever sees nobody else on a list of participants is told that only their own are counted."""
    return [replace(one, label=_("贵单位参加（人次）")) if one.name == "came" else one for one in columns]
