"""The stands of an activity as a table to take along, and as signs to hang up."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, Booth
from huiguan.kernel.cutting import Cards

SIGN = (190, 130)  # mm, two on a sheet
LONG = 12  # characters, from which a name on a sign is written smaller


def of(activity: Activity) -> list[Booth]:
    """Stand by stand: A2 before A10."""
    rows = Booth.objects.filter(activity=activity).select_related("organization")
    return sorted(rows, key=lambda booth: _in_order(booth.number))


def _in_order(number: str) -> tuple[str, int, str]:
    row = number.rstrip("0123456789")
    digits = number[len(row) :]
    return row, int(digits or 0), number


def table(rows: Iterable[Booth]) -> tuple[list[str], list[list[str]]]:
    heads = [_("展位号"), _("参展单位"), _("展示什么")]
    return heads, [[booth.number, booth.exhibitor, booth.shows] for booth in rows]


def signs(rows: Iterable[Booth]) -> Cards:
    width, height = SIGN
    return Cards(_("展位牌"), width=width, height=height, cards=[_sign(booth) for booth in rows])


def _sign(booth: Booth) -> list[tuple[str, int]]:
    lines = [
        (booth.number, 54),
        (booth.exhibitor, 36 if len(booth.exhibitor) <= LONG else 24),
        (booth.shows, 18),
        (str(booth.activity), 12),
    ]
    return [(text, size) for text, size in lines if text]
