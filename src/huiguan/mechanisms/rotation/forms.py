"""What is asked."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.kernel.models import Node
from huiguan.kernel.words import bracketed, listed
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
from huiguan.mechanisms.rotation.queries import eligible, numbers_of_hosts
from huiguan.register.models import Organization, Person


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
    with_published = forms.BooleanField(
        label=_("已公布、还没开始的期次也一起重排"),
        required=False,
        help_text=_("已公布的尽量不动；动了哪些，采用之前看得到"),
    )

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


class HostField(forms.ModelChoiceField):
    """Firms that may be hosts, each with the turns in which it already is."""

    numbers: dict[int, list[int]] = {}

    def label_from_instance(self, firm) -> str:
        return bracketed(firm, self.turns_of(firm))

    def note_from_instance(self, firm) -> str:
        return " · ".join(filter(None, [firm.picked_note, self.turns_of(firm)]))

    def turns_of(self, firm) -> str:
        numbers = self.numbers.get(firm.pk)
        return str(_("已在第 %(places)s 期") % {"places": listed(numbers)}) if numbers else ""


class SeatForm(Form):
    organization = HostField(Organization.objects.all(), label=_("企业"))
    is_lead = forms.BooleanField(label=_("由它牵头"), required=False)

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        self.turn = turn
        seated = Seat.objects.filter(turn=turn).values("organization")
        field = self.fields["organization"]
        field.queryset = eligible(turn.scheme, turn.starts).exclude(pk__in=seated)
        field.numbers = numbers_of_hosts(turn)

    def clean(self):
        cleaned = super().clean()
        most = self.turn.scheme.hosts_to
        if self.turn.seats.count() >= most:
            self.add_error("organization", _("这一期已经有 %(most)s 家，满了；先撤下或换走一家") % {"most": most})
        return cleaned


class MoveSeatForm(Form):
    """Into which other drafted turn of the scheme a host moves."""

    to = forms.ModelChoiceField(Turn.objects.all(), label=_("换到哪一期"))

    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        drafted = Turn.objects.filter(scheme=seat.turn.scheme, state=TurnState.DRAFTED).exclude(pk=seat.turn_id)
        there = Seat.objects.filter(organization=seat.organization).values("turn")
        self.fields["to"].queryset = drafted.exclude(pk__in=there)

    def clean_to(self):
        to = self.cleaned_data["to"]
        if to.seats.count() >= to.scheme.hosts_to:
            raise forms.ValidationError(_("那一期已经满了；先从那一期撤下或换走一家"))
        return to


class HoldForm(Form):
    part = forms.ChoiceField(choices=TurnActivity.Part, label=_("内容"))
    seat = forms.ModelChoiceField(
        Seat.objects.all(),
        label=_("走访哪家"),
        required=False,
        empty_label=_("全部轮值企业"),
        help_text=_("座谈、调研选“全部轮值企业”"),
    )
    starts = forms.DateTimeField(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    minutes = forms.CharField(label=_("纪要"), widget=long_text(), required=False)

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        self.turn = turn
        seats = Seat.objects.filter(turn=turn).select_related("organization")
        self.fields["seat"].queryset = seats
        self.fields["seat"].initial = seats.filter(visits=None).first() or seats.first()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("minutes") and cleaned.get("starts") and cleaned["starts"] > clock.now():
            self.add_error("minutes", _("还没有到这个时间，没有纪要可写；举办之后再补"))
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
        help_texts = {"proposed_by": _("提出人不在册时填写")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hosts = Seat.objects.all()
        turns = Turn.objects.exclude(state__in=(TurnState.DRAFTED, TurnState.CLOSED)).order_by("-starts")
        if self.instance.pk:
            turns = Turn.objects.filter(Q(pk=self.instance.turn_id) | Q(pk__in=turns.values("pk")))
        if turn := (self.data.get("turn") or self.instance.turn_id or self.initial.get("turn")):
            hosts = hosts.filter(turn=turn) if str(turn).isdigit() else hosts.none()
        self.fields["turn"].queryset = turns
        self.fields["organization"].queryset = Organization.objects.filter(pk__in=hosts.values("organization"))
        self.fields["proposed_on"].initial = clock.today()
        if not self.by.scope("rotation.run", self.instance._tenant_or_current()):  # staff enter what others said
            self.fields["proposer"].initial = Person.objects.filter(user=self.by).first()

    def clean(self):
        cleaned = super().clean()
        turn, host = cleaned.get("turn"), cleaned.get("organization")
        if turn and host and not Seat.objects.filter(turn=turn, organization=host).exists():
            self.add_error("organization", _("它不是这一期的轮值企业"))
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
