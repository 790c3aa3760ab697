from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from huiguan.activities.models import Activity
from huiguan.activities.rules import arranges
from huiguan.kernel.rules import Rule


def arranged(by: Any, pk: int, rule: Rule = arranges) -> Activity:
    """The activity of a page on which only they work who arrange it; 404 out of reach, 403 with the reason within."""
    activity = get_object_or_404(Activity.objects.all(), pk=pk)
    if not (verdict := rule(by, activity)):
        raise PermissionDenied(str(verdict.why))
    return activity
