"""What is asked of a suggestion, from the moment it is made to the host's word on it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.kernel.numbers import whole
from huiguan.mechanisms.rotation.forms.texts import long_text
from huiguan.mechanisms.rotation.models import (
    Seat,
    Serves,
    Suggestion,
    Turn,
    TurnState,
)
from huiguan.mechanisms.rotation.queries import organizations_in
from huiguan.register.models import Person


class SuggestionForm(RecordForm):
    class Meta:
        model = Suggestion
        fields = ("turn", "organization", "topic", "text", "proposer", "proposed_by", "proposed_on")
        widgets = {"text": long_text()}
        help_texts = {"proposed_by": _("提出人不在册时填写")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        turns = Turn.objects.exclude(state__in=(TurnState.DRAFTED, TurnState.CLOSED)).order_by("-starts")
        turns = turns.exclude(scheme__serves=Serves.PERSONS)
        if self.instance.pk:
            turns = Turn.objects.filter(Q(pk=self.instance.turn_id) | Q(pk__in=turns.values("pk")))
        seats = Seat.objects.all()
        if turn := (self.data.get("turn") or self.instance.turn_id or self.initial.get("turn")):
            seats = seats.filter(turn=whole(turn))
        self.fields["turn"].queryset = turns
        self.fields["organization"].queryset = organizations_in(seats)
        self.fields["proposed_on"].initial = clock.today()
        if not self.by.scope("rotation.run", self.instance._tenant_or_current()):  # staff enter what others said
            self.fields["proposer"].initial = Person.objects.filter(user=self.by).first()

    def clean(self):
        cleaned = super().clean()
        turn, host = cleaned.get("turn"), cleaned.get("organization")
        if turn and host and not organizations_in(turn.seats.all()).filter(pk=host.pk).exists():
            self.add_error("organization", _("它不在这一期轮值"))
        if not cleaned.get("proposer") and not cleaned.get("proposed_by"):
            self.add_error("proposer", _("请选提出人，或在下面填写姓名"))
        if cleaned.get("proposed_on") and cleaned["proposed_on"] > clock.today():
            self.add_error("proposed_on", _("提出日期不能晚于今天"))
        return cleaned


class UndertakingForm(Form):
    owner = forms.CharField(label=_("由谁落实"), max_length=60)
    due = forms.DateField(label=_("什么时候前"), required=False, widget=DateInput())

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < clock.today() and due != self.initial.get("due"):
            raise forms.ValidationError(_("期限不能早于今天"))
        return due


class AmendForm(UndertakingForm):
    """Begins with what was undertaken; a day that has passed may stay as it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        undertaken = self.record.undertaking
        self.initial |= {"owner": undertaken.owner, "due": undertaken.due}


class WhyForm(Form):
    why = forms.CharField(label=_("原因"), widget=long_text(3))


class ResultForm(Form):
    text = forms.CharField(label=_("落实结果"), widget=long_text(3))


class JudgementForm(Form):
    useful = forms.TypedChoiceField(
        label=_("这条建议有用吗"),
        choices=[("yes", _("有效")), ("no", _("不适用"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("一句话"), max_length=200, required=False)
