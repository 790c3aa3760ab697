"""What a programme or a series adds up to. Each activity counts once; each figure leads to its records."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiguan.activities.measures import distinct_heads
from huiguan.activities.models import Activity, ActivityState, Participation
from huiguan.activities.queries import NAMED


def sums_of(by: Any, **whole: Any) -> list[dict[str, Any]]:
    """Held, attendances (人次) and heads (人) of what was held in a ``programme`` or a ``series``, within reach."""
    held = Activity.objects.filter(state=ActivityState.HELD, **whole)
    came = Participation.objects.filter(NAMED, activity__in=held)
    (name, record), *_rest = whole.items()
    url = f"{reverse('activities.list')}?{urlencode({name: record.pk, 'state': ActivityState.HELD.value})}"
    return [
        {"label": _("已举办"), "value": held.count(), "unit": _("场"), "url": url},
        {"label": _("参加"), "value": came.count(), "unit": _("人次"), "url": ""},
        {"label": _("参加的人"), "value": distinct_heads(came), "unit": _("人"), "url": ""},
    ]
