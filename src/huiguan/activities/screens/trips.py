"""The stops of a trip, kept on the activity's page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import actions
from huiguan.activities.forms import StopForm
from huiguan.activities.models import Stop
from huiguan.activities.rules import arranges
from huiguan.activities.screens.of_activity import PartOfActivity


class StopDesk(PartOfActivity):
    name = "stops"
    model = Stop
    form_class = StopForm
    title = _("行程")
    one = pgettext_lazy("新增的", "行程")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges)

    def get_queryset(self):
        return Stop.objects.select_related("activity", "partner")

    def new_part(self, owner):
        """On the last day that is planned, in the country where they are then."""
        stop = super().new_part(owner)
        if last := Stop.objects.filter(activity=owner).order_by("day_from", "pk").last():
            stop.day_from, stop.country = last.last_day, last.country
        else:
            stop.day_from = timezone.localdate(owner.starts)
        return stop

    def save(self, form):
        return actions.lay_stop(form.save(commit=False), by=self.request.user)

    def erase(self, row):
        actions.take_stop_out(row, by=self.request.user)
