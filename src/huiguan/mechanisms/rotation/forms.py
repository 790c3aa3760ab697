"""What is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.kernel.models import Node
from huiguan.mechanisms.rotation.models import (
    Scheme,
    SchemeStep,
    Seat,
    Suggestion,
    Suspension,
    Turn,
    TurnActivity,
    TurnState,
    Wish,
)
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.register.models import Organization


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def long_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SchemeForm(RecordForm):
    class Meta:
        model = Scheme
        fields = (
            "name",
            "node",
            "starts",
            "ends",
            "months",
            "hosts_from",
            "hosts_to",
            "notice_days",
            "eligible_posts",
            "document",
        )
        widgets = {"eligible_posts": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tenant = self.instance._tenant_or_current()
        scope = self.by.scope("rotation.plan", tenant)
        paths = Node.objects.filter(tenant=tenant)
        within = [node.pk for node in paths if scope.whole or node.path.startswith(scope.below or ("-",))]
        self.fields["node"].queryset = paths.filter(pk__in=within)
        self.fields["node"].label = _("由谁组织")
        self.fields["node"].initial = within[0] if within else None


class StepForm(RecordForm):
    class Meta:
        model = SchemeStep
        fields = ("order", "name", "due_day")


class SuspensionForm(RecordForm):
    class Meta:
        model = Suspension
        fields = ("starts", "ends", "why")


class WishForm(RecordForm):
    class Meta:
        model = Wish
        fields = ("scheme", "organization", "kind", "starts", "ends", "note")


class PlanForm(Form):
    """From when to when the roster is to be drawn up."""

    starts = forms.DateField(label=_("从"), widget=DateInput())
    ends = forms.DateField(label=_("到"), widget=DateInput())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends"):
            if cleaned["ends"] < cleaned["starts"]:
                self.add_error("ends", _("止期不能早于起期"))
            elif (cleaned["ends"] - cleaned["starts"]).days > 366 * 6:
                self.add_error("ends", _("一次最多编排六年"))
        return cleaned


class TurnForm(RecordForm):
    class Meta:
        model = Turn
        fields = ("theme",)


class SeatForm(Form):
    organization = forms.ModelChoiceField(Organization.objects.all(), label=_("企业"))
    is_lead = forms.BooleanField(label=_("由它牵头"), required=False)

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        seated = Seat.objects.filter(turn=turn).values("organization")
        self.fields["organization"].queryset = eligible(turn.scheme, turn.starts).exclude(pk__in=seated)


class HoldForm(Form):
    part = forms.ChoiceField(choices=TurnActivity.Part, label=_("内容"))
    seat = forms.ModelChoiceField(
        Seat.objects.all(), label=_("走访哪家"), required=False, empty_label=_("全部轮值企业")
    )
    starts = forms.DateTimeField(label=_("时间"), widget=DateTimeInput())
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    minutes = forms.CharField(label=_("纪要"), widget=long_text(), required=False)

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        self.turn = turn
        self.fields["seat"].queryset = Seat.objects.filter(turn=turn).select_related("organization")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("part") == TurnActivity.Part.VISIT and not cleaned.get("seat"):
            self.add_error("seat", _("走访请选是哪一家企业"))
        return cleaned


class HandoverForm(Form):
    text = forms.CharField(label=_("交接说明"), widget=long_text(6), help_text=_("做完的、没做完的、要接着办的"))
    to = forms.ModelChoiceField(
        Turn.objects.all(), label=_("交给"), required=False, help_text=_("未办结的建议随之结转到这一期")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        later = Turn.objects.filter(scheme=self.record.scheme, number__gt=self.record.number)
        later = later.exclude(state=TurnState.CLOSED)
        self.fields["to"].queryset = later
        self.fields["to"].initial = later.order_by("number").first()


class SuggestionForm(RecordForm):
    class Meta:
        model = Suggestion
        fields = ("turn", "organization", "topic", "text", "proposer", "proposed_by", "proposed_on")
        widgets = {"text": long_text()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hosts = Seat.objects.all()
        turns = Turn.objects.exclude(state=TurnState.DRAFTED).order_by("-starts")
        if turn := (self.data.get("turn") or self.instance.turn_id or self.initial.get("turn")):
            hosts = hosts.filter(turn=turn) if str(turn).isdigit() else hosts.none()
        self.fields["turn"].queryset = turns
        self.fields["organization"].queryset = Organization.objects.filter(pk__in=hosts.values("organization"))
        self.fields["proposed_on"].initial = clock.today()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("proposer") and not cleaned.get("proposed_by"):
            self.add_error("proposer", _("请选提出人，或在下面填写姓名"))
        if cleaned.get("proposed_on") and cleaned["proposed_on"] > clock.today():
            self.add_error("proposed_on", _("提出日期不能晚于今天"))
        return cleaned


class UndertakingForm(Form):
    owner = forms.CharField(label=_("由谁落实"), max_length=60)
    due = forms.DateField(label=_("什么时候前"), required=False, widget=DateInput())


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
