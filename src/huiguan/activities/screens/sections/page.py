"""What a section of an activity's page knows, and what it gives: a panel, an offer to begin one, or nothing."""

from dataclasses import dataclass
from typing import Any

from huiguan.activities.models import Activity, ActivityState
from huiguan.kernel.reach import Reach


@dataclass(frozen=True)
class Page:
    """The activity, who reads of it, whether they arrange it, and whether they read its own page or that of a guest."""

    activity: Activity
    by: Any
    reach: Reach
    may_edit: bool
    is_own: bool = True

    @property
    def is_planned(self) -> bool:
        return self.activity.state == ActivityState.PLANNED


@dataclass(frozen=True)
class Offer:
    """What is not there yet and may be begun: offers stand together in one card, so that no panel is empty."""

    label: Any
    url: str
    icon: str = "plus"
