"""What is asked of a notice, of whoever enters that it was read, and of questions and answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm, long_text
from huiguan.mechanisms.liaison.models import Briefing, LinkScheme, Receipt
from huiguan.mechanisms.liaison.queries import in_force
from huiguan.mechanisms.liaison.rules import keeps_records


class BriefingForm(RecordForm):
    class Meta:
        model = Briefing
        fields = ("scheme", "title", "decided_by", "decided_on", "number", "text", "read_by")
        widgets = {"text": long_text(10)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schemes = in_force(clock.today()).filter(keeps_records.q(self.by, LinkScheme))
        here = LinkScheme.objects.filter(pk=self.instance.scheme_id)
        self.fields["scheme"].queryset = schemes | here
        self.fields["scheme"].initial = schemes.first()

    def clean_read_by(self):
        day = self.cleaned_data["read_by"]
        if day and day < clock.today() and day != self.instance.read_by:
            raise forms.ValidationError(_("不能早于今天"))
        return day


class NoticeTakenForm(Form):
    how = forms.ChoiceField(label=_("怎样告知的"), choices=Receipt.How.choices[1:], widget=forms.RadioSelect)
    on = forms.DateField(label=_("哪天"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

    def clean_on(self):
        on, sent = self.cleaned_data["on"], self.record.briefing.sent_on
        if on > clock.today() or (sent and on < sent):
            raise forms.ValidationError(_("要在发出那天（%(day)s）和今天之间") % {"day": sent})
        return on


class AskForm(Form):
    text = forms.CharField(label=_("想问什么、有什么意见"), max_length=2000, widget=long_text(4))


class ReplyForm(Form):
    text = forms.CharField(label=_("回复"), max_length=5000, widget=long_text(5))
