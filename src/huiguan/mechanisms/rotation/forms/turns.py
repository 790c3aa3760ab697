"""What is asked of a turn: its hosts, its activities, its handover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.forms.texts import long_text
from huiguan.mechanisms.rotation.models import (
    Seat,
    Turn,
    TurnActivity,
    TurnState,
)
from huiguan.mechanisms.rotation.queries import eligible, numbers_of_hosts
from huiguan.register.models import Organization


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
