"""The address at the door of an activity: one for all who come, short enough for a small code, and open on its day."""

import base64
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Activity, ActivityState, SignIn
from huiguan.kernel import clock

SALT = "huiguan.door"
SALT_OWN = "huiguan.door.own"
SIGNED = 9  # letters behind the number: 45 bits, which nobody tries out over a network
LONGEST = 30
OWN = 16  # letters that are one guest's own: 80 bits


class Door(TextChoices):
    """What whoever opens the address finds."""

    EARLY = "early", _("还没到签到的时候")
    OPEN = "open", _("签到")
    OVER = "over", _("签到已经结束")
    CANCELLED = "cancelled", _("这次活动已经取消")


def token_of(activity: Activity) -> str:
    """The number of the activity and a signature over it and over the edition of its code."""
    digest = salted_hmac(SALT, f"{activity.pk}.{activity.door_edition}", algorithm="sha256").digest()
    return int_to_base36(activity.pk) + base64.b32encode(digest).decode().lower()[:SIGNED]


def activity_by(token: str) -> Activity | None:
    """The activity whose door an address opens; nothing for one that was made up, or replaced by a newer one."""
    number = token[:-SIGNED]
    if not (number and len(token) <= LONGEST and token.isascii() and token.isalnum()):
        return None
    try:
        found = Activity.everywhere.filter(pk=base36_to_int(number)).first()
    except (ValueError, OverflowError):
        return None
    return found if found and constant_time_compare(token, token_of(found)) else None


def own_of(sign_in: SignIn | None) -> str:
    """What stands behind the address for whoever signed, to say afterwards how it was.

    Whose name had been signed before gets one that opens nothing, and that nobody can tell from the others: they did
    not show that the name is theirs, and are not told that somebody signed it.
    """
    if sign_in is None:
        return _letters(secrets.token_bytes(32))
    return _letters(salted_hmac(SALT_OWN, str(sign_in.pk), algorithm="sha256").digest())


def signed_by(activity: Activity, own: str) -> SignIn | None:
    rows = SignIn.everywhere.filter(activity=activity)
    return next((row for row in rows if constant_time_compare(own, own_of(row))), None)


def opens(activity: Activity) -> datetime:
    return activity.starts - timedelta(hours=settings.DOOR_OPENS_HOURS)


def closes(activity: Activity) -> datetime:
    """When the last day of the activity is over."""
    last = timezone.localdate(activity.ends or activity.starts)
    return clock.at(last + timedelta(days=1), 0)


def door_of(activity: Activity) -> Door:
    if activity.state == ActivityState.CANCELLED:
        return Door.CANCELLED
    if clock.now() < opens(activity):
        return Door.EARLY
    return Door.OPEN if clock.now() < closes(activity) else Door.OVER


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest).decode().lower()[:OWN]
