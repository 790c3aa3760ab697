"""Quiet times: kept with whoever entered them."""

from typing import Any

from huiguan.activities.models import QuietSource, QuietTime
from huiguan.activities.visit_rules import speaks_for_the_firm
from huiguan.kernel.flow import entered


def keep_quiet(quiet: QuietTime, *, by: Any) -> QuietTime:
    """A new one, or one that is put right. What the firm itself has written over is the firm's from then on."""
    is_of_the_firm = bool(speaks_for_the_firm(by, quiet.organization))
    if not quiet.pk or (is_of_the_firm and quiet.source != QuietSource.FIRM):
        quiet.source = QuietSource.FIRM if is_of_the_firm else QuietSource.HOUSE
        quiet.entered_by = by
    if quiet.pk:
        quiet.save()
        return quiet
    with entered(quiet, by=by):
        quiet.save()
    return quiet
