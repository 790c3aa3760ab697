from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.forms.activities import OfSomebodyForm
from huiguan.activities.models import AgendaItem
from huiguan.register.forms.bodies import PersonAndFirm


class AgendaItemForm(OfSomebodyForm):
    groups = [
        (gettext_lazy("什么时候，做什么"), ["starts", "minutes", "title"]),
        (gettext_lazy("谁来讲"), ["person", "name", "organization"]),
    ]

    class Meta:
        model = AgendaItem
        fields = ["starts", "minutes", "title", "person", "name", "organization"]
        field_classes = {"person": PersonAndFirm}
        help_texts = {
            "person": gettext_lazy("没有人讲的，如签到、茶歇，三项都留空"),
            "organization": gettext_lazy("代表哪个单位讲；选了在册人员可留空，自动取他的单位"),
        }

    def clean_starts(self):
        """A moment within the activity."""
        starts, activity = self.cleaned_data["starts"], self.instance.activity
        if starts < activity.starts:
            raise forms.ValidationError(_("活动 %(moment)s 才开始") % {"moment": _said(activity.starts)})
        if activity.ends and starts > activity.ends:
            raise forms.ValidationError(_("活动 %(moment)s 已经结束") % {"moment": _said(activity.ends)})
        return starts


def _said(moment) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
