"""The tables that a place keeps for itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm
from huiguan.mechanisms.appeals.models import Category, Ending, Profile, StageLimit


class CategoryForm(RecordForm):
    class Meta:
        model = Category
        fields = ("name", "belongs_elsewhere", "profile", "order")


class EndingForm(RecordForm):
    class Meta:
        model = Ending
        fields = ("name", "counts_as_solved", "needs_date", "order")


class ProfileForm(RecordForm):
    class Meta:
        model = Profile
        fields = (
            *("name", "source", "acknowledges", "objects_allowed", "opines", "contacts"),
            *("most_extensions", "longest_extension", "ask_before", "reopens_for", "endings", "order"),
        )
        widgets = {"endings": forms.CheckboxSelectMultiple}


class StageLimitForm(RecordForm):
    batch = forms.CharField(
        label=_("集中答复日"),
        required=False,
        max_length=40,
        help_text=_("每月几号一起答复，如 15 30；30 在二月就是最后一天"),
    )
    fixed = ("profile",)

    class Meta:
        model = StageLimit
        fields = ("stage", "amount", "unit", "since", "in_office_hours", "warn", "warn_unit")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].initial = " ".join(str(day) for day in self.instance.batch_days)

    def clean_batch(self):
        words = self.cleaned_data["batch"].replace("、", " ").replace("，", " ").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= 31 for word in words if len(word) < 4):
            raise forms.ValidationError(_("请写 1 至 31 的数，用空格分开"))
        if any(len(word) > 3 for word in words):
            raise forms.ValidationError(_("请写 1 至 31 的数，用空格分开"))
        return sorted({int(word) for word in words})

    def save(self, commit=True):
        self.instance.batch_days = self.cleaned_data["batch"]
        return super().save(commit)
