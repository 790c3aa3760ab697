"""What the page of an activity says of its feedback: counts with what they are counted of, and words. No average."""

from typing import Any

from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, Participation
from huiguan.activities.models.feedback import Feedback, Gain

FEWEST = 3  # unnamed answers below which it could be guessed whose they are


def of(activity: Activity) -> dict[str, Any] | None:
    rows = list(
        Feedback.objects.filter(activity=activity).select_related(
            "invitation__person", "invitation__organization", "participation__person", "participation__organization"
        )
    )
    if not rows:
        return None
    named, unnamed = [row for row in rows if not row.is_unnamed], [row for row in rows if row.is_unnamed]
    is_held_back = 0 < len(unnamed) < FEWEST
    shown = named if is_held_back else [*named, *unnamed]  # each in the order of their keys, which is that of nothing
    return {
        "told": _told(activity, len(rows)),
        "counts": _counts(shown),
        "rows": [row for row in shown if row.words or not row.is_unnamed],
        "is_held_back": is_held_back,
        "fewest": FEWEST,
    }


def _told(activity: Activity, said: int) -> str:
    """Of how many who came; nothing of them while the list is still to be written."""
    if came := Participation.objects.filter(activity=activity).count():
        return _("参加 %(m)s 位，收到看法 %(n)s 份") % {"m": came, "n": said}
    return _("收到看法 %(n)s 份") % {"n": said}


def _counts(rows: list[Feedback]) -> list[dict[str, Any]]:
    """Each answer with how many gave it, in the order of the form, those that nobody gave too: 0 was counted here.

    What is held back is not counted either: the difference would give it away.
    """
    if not rows:
        return []
    return [{"label": gain.label, "n": sum(row.gain == gain for row in rows), "of": len(rows)} for gain in Gain]
