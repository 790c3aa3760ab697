"""What is asked of the units that handle an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.attaching import FilesForm
from huiguan.kernel.forms import Form, long_text
from huiguan.mechanisms.appeals.forms.naming import Unnaming
from huiguan.mechanisms.appeals.models import Appeal, Ending
from huiguan.mechanisms.appeals.queries import helping_units
from huiguan.register.models import Organization


class NoteForm(Unnaming, Form):
    why = forms.CharField(label=_("进展"), widget=long_text(3), help_text=_("提出诉求的企业看得到"))


class ContactForm(Form):
    note = forms.CharField(label=_("联系情况"), widget=long_text(3))


class OpinionForm(Unnaming, Form):
    text = forms.CharField(label=_("初步意见"), widget=long_text(4), help_text=_("提出诉求的企业看得到"))


class ContributionForm(Unnaming, Form):
    unit = forms.ModelChoiceField(Organization.objects.all(), label=_("哪个协办单位"))
    text = forms.CharField(label=_("协办意见"), widget=long_text(4), help_text=_("给主办单位看"))

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        field, units = self.fields["unit"], helping_units(record, self.by)
        field.queryset = units
        field.initial, field.empty_label = units.first(), None


class ExtensionForm(Unnaming, Form):
    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1)
    reason = forms.CharField(label=_("为什么"), widget=long_text(3))

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        most = record.profile.longest_extension
        self.fields["days"].max_value = most
        self.fields["days"].help_text = _("最多 %(days)s 个工作日") % {"days": most}

    def clean_days(self):
        days, most = self.cleaned_data["days"], self.record.profile.longest_extension
        if days > most:
            raise forms.ValidationError(_("最多 %(days)s 个工作日") % {"days": most})
        return days

    def clean(self):
        cleaned = super().clean()
        return {**cleaned, "why": cleaned.get("reason", "")}


class AnswerForm(Unnaming, FilesForm):
    ending = forms.ModelChoiceField(
        Ending.objects.all(), label=_("办结方式"), widget=forms.RadioSelect, empty_label=None
    )
    text = forms.CharField(
        label=_("答复"), widget=long_text(6), help_text=_("写给提出诉求的企业：办了什么、依据是什么、还有什么要它做")
    )
    promised_on = forms.DateField(label=_("承诺在哪天前办成"), required=False)
    field_order = ("ending", "text", "promised_on", "files")

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["files"].required, self.fields["files"].label = False, _("附上文件")
        self.fields["ending"].queryset = self.endings()

    @property
    def holder(self):
        """The answer, which is yet to be made."""
        return None

    def endings(self):
        own = Ending.objects.filter(profiles=self.record.profile)
        return own if own.exists() else Ending.objects.all()

    def clean(self):
        cleaned = super().clean()
        ending, day = cleaned.get("ending"), cleaned.get("promised_on")
        if ending and ending.needs_date and not day and "promised_on" not in self.errors:
            self.add_error("promised_on", _("这样办结要写明在哪天前办成"))
        if day and day < clock.today():
            self.add_error("promised_on", _("承诺的日期不能早于今天"))
        return cleaned
