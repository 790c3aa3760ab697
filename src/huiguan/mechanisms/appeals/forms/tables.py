"""The tables that a place keeps for itself."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm
from huiguan.mechanisms.appeals.clocks import OFFICE_HOURS
from huiguan.mechanisms.appeals.forms import hours
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
    like = forms.ModelChoiceField(
        Profile.objects.all(),
        label=_("照着已有方案建"),
        required=False,
        help_text=_("抄它的环节时限；下面没有选办结方式的，也抄它的"),
    )
    office_hours = forms.CharField(label=_("办公时间"), required=False, max_length=80)
    field_order = ("name", "source", "like")

    class Meta:
        model = Profile
        fields = (
            *("name", "source", "acknowledges", "objects_allowed", "opines", "contacts"),
            *("most_extensions", "longest_extension", "ask_before", "reopens_for", "endings", "order"),
        )
        widgets = {"endings": forms.CheckboxSelectMultiple}
        help_texts = {"endings": _("都不选，就是全部都可以用")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["like"]
        field = self.fields["office_hours"]
        field.initial = hours.written(self.instance.office_hours) if self.instance.hours else ""
        field.help_text = _now("如 08:30–12:00、14:00–17:30；不写就是 %(hours)s") % {
            "hours": hours.written(OFFICE_HOURS)
        }

    def clean_office_hours(self):
        return hours.read(self.cleaned_data["office_hours"])

    def clean(self):
        cleaned = super().clean()
        if (like := cleaned.get("like")) and not cleaned.get("endings"):
            cleaned["endings"] = like.endings.all()
        return cleaned

    def save(self, commit=True):
        self.instance.hours = self.cleaned_data["office_hours"]
        return super().save(commit)


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
