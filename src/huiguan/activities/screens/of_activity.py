"""What the desks of parts of an activity have in common: who changes them, and the way back."""

from django.urls import reverse
from django.utils.translation import gettext

from huiguan.activities.models import Activity
from huiguan.activities.rules import arranges
from huiguan.kernel.parts import PartDesk


def crumbs_of(activity: Activity | None) -> list[dict[str, str]]:
    found = [{"label": gettext("活动"), "url": reverse("activities.list")}]
    if activity:
        found.append({"label": str(activity), "url": reverse("activities.detail", args=[activity.pk])})
    return found


class PartOfActivity(PartDesk):
    """``activity`` is set by pages that are about all of its parts."""

    owner = "activity"
    owner_rule = arranges
    activity: Activity | None = None

    def crumbs(self):
        return crumbs_of(self.record.activity if self.record else self.activity)
