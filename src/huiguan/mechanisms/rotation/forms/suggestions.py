"""What is asked of a suggestion, from the moment it is made to the host's word on it."""

from collections.abc import Callable

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm, long_text
from huiguan.kernel.numbers import whole
from huiguan.kernel.rules import EVERY_ROW
from huiguan.mechanisms.rotation.models import Seat, Suggestion, Turn, Undertaking
from huiguan.mechanisms.rotation.queries import open_to_advice, organizations_in, turn_names, who
from huiguan.mechanisms.rotation.rules import suggests
from huiguan.register.models import Organization, Person


class TurnField(forms.ModelChoiceField):
    """Turns, each with those who serve in it; when another is chosen, the field of its hosts is asked for anew."""

    named: Callable[[Turn], str] = str

    def offer(self, turns) -> None:
        self.queryset, self.named = turns, turn_names()
        hosts = {"hx-select": "#field-organization", "hx-target": "#field-organization", "hx-swap": "outerHTML"}
        self.widget.attrs |= {"hx-get": reverse("suggestions.create"), **hosts}

    def label_from_instance(self, turn) -> str:
        return " · ".join(filter(None, [self.named(turn), who(turn)]))


class SuggestionForm(RecordForm):
    turn = TurnField(Turn.objects.all(), label=_("期次"))

    class Meta:
        model = Suggestion
        fields = ("turn", "organization", "topic", "text", "proposer", "proposed_by", "proposed_on")
        widgets = {"text": long_text()}
        help_texts = {"proposed_by": _("提出人不在册时填写")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = self.instance.turn_id if self.instance.pk else None
        turns = open_to_advice(besides=here).filter((suggests.q(self.by, Turn) or EVERY_ROW) | Q(pk=here))
        if not self.initial.get("turn"):
            self.initial["turn"] = turns.values_list("pk", flat=True).first()
        self.fields["turn"].offer(turns)
        self.fields["organization"].queryset = self._advised(whole(self.data.get("turn", self.initial["turn"])))
        self.fields["proposed_on"].initial = clock.today()
        if not self.by.scope("rotation.run", self.instance._tenant_or_current()):  # staff enter what others said
            self.fields["proposer"].initial = Person.objects.filter(user=self.by).first()

    def clean(self):
        cleaned = super().clean()
        turn, host = cleaned.get("turn"), cleaned.get("organization")
        if turn and host and not self._advised(turn.pk).filter(pk=host.pk).exists():
            self.add_error("organization", _("它不在这一期轮值"))
        if not cleaned.get("proposer") and not cleaned.get("proposed_by"):
            self.add_error("proposer", _("请选提出人，或在下面填写姓名"))
        if cleaned.get("proposed_on") and cleaned["proposed_on"] > clock.today():
            self.add_error("proposed_on", _("提出日期不能晚于今天"))
        return cleaned

    def _advised(self, turn: int | None) -> QuerySet[Organization]:
        """To whom advice can be given in that turn; what was given to a host stays theirs when another stands in."""
        here = organizations_in(Seat.objects.filter(turn=turn))
        if not self.instance.pk or turn != self.instance.turn_id:
            return here
        return here | Organization.objects.filter(pk=self.instance.organization_id)


class DueDay:
    """A day that was promised earlier may stay, even when it has passed; a new one must lie ahead."""

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < clock.today() and due != self.initial.get("due"):
            raise forms.ValidationError(_("期限不能早于今天"))
        return due


class UndertakingForm(DueDay, Form):
    owner = forms.CharField(label=_("由谁落实"), max_length=60)
    due = forms.DateField(label=_("什么时候前"), required=False, widget=DateInput())


class AmendForm(DueDay, RecordForm):
    """Begins with what was undertaken, and notices when somebody else has changed it since."""

    class Meta:
        model = Undertaking
        fields = ("owner", "due")
        labels = {"owner": _("由谁落实"), "due": _("什么时候前")}

    why = forms.CharField(label=_("为什么改期限"), max_length=200, required=False, help_text=_("改了期限的要写"))

    def clean(self):
        """A day that is put off or given up is given a reason; it stands in the history."""
        cleaned = super().clean()
        promised = self.initial.get("due")
        if promised and "due" in cleaned and cleaned["due"] != promised and not cleaned.get("why"):
            self.add_error("why", _("请写明为什么改期限"))
        return cleaned

    def __init__(self, *args, record: Suggestion, **kwargs):
        super().__init__(*args, instance=record.undertaking, **kwargs)


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
