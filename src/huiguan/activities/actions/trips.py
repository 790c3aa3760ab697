"""Where an activity goes may need approval beforehand: whoever changes it changes what is needed."""

from typing import Any

from django.db import transaction

from huiguan.activities.actions.clearances import settle
from huiguan.activities.models import Stop
from huiguan.kernel.acting import acting


def lay_stop(stop: Stop, *, by: Any) -> Stop:
    with transaction.atomic(), acting(by):
        stop.save()
        settle(stop.activity, by=by)
    return stop


def take_stop_out(stop: Stop, *, by: Any) -> None:
    with transaction.atomic(), acting(by):
        stop.delete()
        settle(stop.activity, by=by)
