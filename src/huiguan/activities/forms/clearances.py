from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import Requirement
from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm


class RequirementForm(RecordForm):
    groups = [
        (gettext_lazy("要求什么"), ["name", "asks", "to_whom", "days_before", "in_force"]),
        (gettext_lazy("哪些活动要"), ["kinds", "only_abroad", "heads", "money"]),
    ]

    class Meta:
        model = Requirement
        fields = ["name", "asks", "to_whom", "days_before", "in_force", "kinds", "only_abroad", "heads", "money"]
        widgets = {"kinds": forms.CheckboxSelectMultiple}
        help_texts = {
            "asks": gettext_lazy("审批要等同意；报告报出去就可以了"),
            "to_whom": gettext_lazy("单位或者人，如：县委统战部"),
            "days_before": gettext_lazy("活动开始前几天报出"),
            "in_force": gettext_lazy("去掉勾就停用：不再要求，报过的都留着"),
            "kinds": gettext_lazy("一个都不勾，就是所有类型"),
            "heads": gettext_lazy("预计人数（没填就看最多多少人）满了才要；人数和预算都填的，满一样就算"),
            "money": gettext_lazy("预算合计满了才要"),
        }

    def clean_days_before(self):
        if (days := self.cleaned_data["days_before"]) > 365:
            raise forms.ValidationError(_("提前的天数在 0 至 365 之间"))
        return days


class SubmitForm(Form):
    submitted_on = forms.DateField(label=gettext_lazy("报出日期"))
    submitted_to = forms.CharField(label=gettext_lazy("报给谁"), max_length=60)
    number = forms.CharField(
        label=gettext_lazy("文号"), max_length=60, required=False, help_text=gettext_lazy("没有文号的留空")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.record
        self.initial.setdefault("submitted_on", clock.today())
        self.initial.setdefault("submitted_to", known.submitted_to or known.requirement.to_whom)
        self.initial.setdefault("number", known.number)

    def clean_submitted_on(self):
        day = self.cleaned_data["submitted_on"]
        if day > clock.today():
            raise forms.ValidationError(_("还没有到这一天；报出以后再登记"))
        return day


class ApproveForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("意见"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("可以不写"),
    )


class RefuseForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("为什么不同意"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperForm(ApproveForm):
    """The paper that came back: without its number nobody could look it up."""

    answer_number = forms.CharField(label=gettext_lazy("批复文号"), max_length=60)
    field_order = ["answer_number", "answer"]


class RefusalPaperForm(RefuseForm):
    answer_number = forms.CharField(label=gettext_lazy("批复文号"), max_length=60)
    field_order = ["answer_number", "answer"]
