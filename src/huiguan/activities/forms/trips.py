from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Stop
from huiguan.kernel.forms import RecordForm


class StopForm(RecordForm):
    fixed = ("activity",)
    groups = [
        (_("哪天，在哪里"), ["day_from", "day_until", "place", "country"]),
        (_("走访谁，去做什么"), ["partner", "partner_name", "purpose", "contact"]),
    ]

    contact = forms.CharField(
        label=_("对方联系人"), max_length=100, required=False, help_text=_("姓名和电话；加密保存，只给安排活动的人看")
    )

    class Meta:
        model = Stop
        fields = ["day_from", "day_until", "place", "country", "partner", "partner_name", "purpose", "contact"]
        help_texts = {
            "day_until": _("只待一天的留空"),
            "partner_name": _("没有登记在册的，写名称"),
        }
