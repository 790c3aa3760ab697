"""The visits of a contact: which of those linked are visited by its activity, about what, and what they said to it."""

from collections.abc import Iterable

from huiguan.activities.models import Activity, Visit
from huiguan.activities.visit_load import visits_to
from huiguan.mechanisms.liaison.models import LinkTarget


def visits_of(activity: Activity, targets: Iterable[LinkTarget]) -> list[Visit]:
    """Of these targets, whoever asks: the activity itself may be out of their reach."""
    firms = {target.organization_id: target.organization for target in targets if target.organization}
    found = (visits_to(firm).filter(activity=activity).select_related("organization") for firm in firms.values())
    return [visit for rows in found for visit in rows]
