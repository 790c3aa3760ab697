from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import moving
from huiguan.activities.models import Activity


class MovesAlong(forms.Form):
    """Asks whether agenda and stops move along with an activity, where there are any."""

    along = forms.BooleanField(label=gettext_lazy("议程、行程跟着改期"), required=False, initial=True)

    def offer_to_move(self, activity: Activity) -> None:
        there = moving.laid_out(activity) if activity.pk else None
        if there:
            said = _("开始时间改了多少，%(what)s就跟着挪多少；不勾就留在原来的日子")
            self.fields["along"].help_text = said % {"what": there}
        else:
            del self.fields["along"]

    def check_what_moves(self, activity: Activity, cleaned: dict[str, Any], starts: datetime | None) -> None:
        if starts and cleaned.get("along") and moving.leads_out_of_time(activity, starts):
            self.add_error("along", _("有的议程或行程会挪到太远的日子，请先去掉这个勾，再到活动页一项一项改"))
