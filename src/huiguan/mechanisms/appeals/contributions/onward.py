"""From where a demand may be begun, and what was raised at an activity."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel.rooms import Onward, Panel
from huiguan.mechanisms.appeals.contributions.pages import SHOWN
from huiguan.mechanisms.appeals.models import Appeal, Filing
from huiguan.mechanisms.appeals.rules import handles, sees
from huiguan.mechanisms.appeals.words import status_of


def onward(record, by) -> list[Onward]:
    """For the office, from every record that says what it would give a demand along."""
    if not hasattr(record, "passed_on") or not handles(by):
        return []
    url = f"{reverse('appeals.create')}?{urlencode(record.passed_on())}"
    return [Onward(_("登记成诉求"), "message-square-plus", url)]


def of_activity(activity, by) -> list[Panel]:
    """What was raised there; who hides their name was not there."""
    there = Filing.objects.filter(occasion=activity).order_by().values("appeal")
    rows = Appeal.objects.filter(sees.q(by, Appeal), pk__in=there).order_by("filed_at", "pk")
    count = rows.count()
    if not count:
        return []
    lines = [{"appeal": one, "status": status_of(one)} for one in rows[:SHOWN]]
    return [Panel(_("在这里提的诉求"), "appeals/panel.html", {"lines": lines, "more": count - len(lines)}, count)]
