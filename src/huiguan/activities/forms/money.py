from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import BudgetLine, Expense
from huiguan.activities.models.money import WHO_SPONSORS, Source
from huiguan.kernel import clock
from huiguan.kernel.forms import RecordForm


class BudgetLineForm(RecordForm):
    fixed = ("activity",)

    class Meta:
        model = BudgetLine
        fields = ["item", "amount", "source", "sponsor", "sponsor_name"]
        help_texts = {
            "item": gettext_lazy("场地、餐饮、交通、资料……一项一行"),
            "sponsor": gettext_lazy("来源是“赞助”的，选是哪家"),
            "sponsor_name": gettext_lazy("名录里没有的，写名称"),
        }

    def clean(self):
        cleaned = super().clean()
        names_nobody = not cleaned.get("sponsor") and not cleaned.get("sponsor_name")
        if cleaned.get("source") == Source.SPONSOR and names_nobody and "sponsor" not in self.errors:
            self.add_error("sponsor", WHO_SPONSORS)
        return cleaned


class ExpenseForm(RecordForm):
    fixed = ("activity",)

    class Meta:
        model = Expense
        fields = ["line", "item", "amount", "spent_on", "voucher", "note"]
        labels = {"line": gettext_lazy("算在哪一项预算里")}
        help_texts = {
            "line": gettext_lazy("没有列入预算的留空，单独列出"),
            "voucher": gettext_lazy("发票或者记账凭证的号，审计时用"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = BudgetLine.objects.filter(activity=self.instance.activity_id)
        self.fields["line"].empty_label = _("没有列入预算")

    def clean_spent_on(self):
        day = self.cleaned_data["spent_on"]
        if day > clock.today():
            raise forms.ValidationError(_("还没有到这一天；付了再登记"))
        return day
