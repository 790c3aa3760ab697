from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import AnnualPlan
from huiguan.kernel.forms import RecordForm
from huiguan.register.forms.choices import settle_place


class AnnualPlanForm(RecordForm):
    class Meta:
        model = AnnualPlan
        fields = ["year", "kind", "node", "times", "heads", "purpose"]
        help_texts = {"heads": _("打算来多少人次；不定就留空")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        settle_place(self, "activities.edit")
