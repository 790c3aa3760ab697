from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models import Programme, ProgrammeHost
from huiguan.kernel.forms import RecordForm
from huiguan.register.forms.choices import settle_place
from huiguan.register.queries import known_by_name

CODE = _("小写英文，核对报道里的数字时用；不用可以留空")


class ProgrammeForm(RecordForm):
    class Meta:
        model = Programme
        fields = ["title", "starts", "ends", "place", "node", "purpose", "outcome", "code"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "outcome": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {"outcome": _("办完以后写：办了什么、来了谁、有什么结果"), "code": CODE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        settle_place(self, "activities.edit")


class ProgrammeHostForm(RecordForm):
    fixed = ("programme",)

    class Meta:
        model = ProgrammeHost
        fields = ["organization", "part", "is_lead"]
        labels = {"organization": pgettext_lazy("组织", "单位")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = known_by_name()
