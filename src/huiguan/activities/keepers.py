"""Whoever keeps an activity reads what is said of it, and says it for nobody else."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Activity
from huiguan.activities.rules import arranges
from huiguan.kernel.reach import reaching
from huiguan.register.models import Person

FOR_OTHERS = _("这项活动由您安排，大家的看法您看得到，所以不能替来的人说：请他们用自己的链接或者账号说")


def keeps(user: Any, activity: Activity) -> bool:
    """Whether whoever opened a page that needs no account has signed in as somebody who arranges the activity."""
    if not user.is_authenticated:
        return False
    with reaching(user.reach(activity.tenant)):
        found = Activity.objects.filter(pk=activity.pk).first()
        return bool(found and arranges(user, found))


def speaks_for_others(user: Any, activity: Activity, person: Person | None) -> bool:
    """With what they add they could bring out what few said unnamed. Of themselves they say what they think."""
    is_own = person is not None and person.user_id == user.pk
    return not is_own and keeps(user, activity)
