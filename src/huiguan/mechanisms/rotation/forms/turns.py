"""What is asked of a turn: its hosts, its activities, its handover."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.forms.visiting import HeedsFirms, TopicsField
from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm, long_text
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation.forms.bearers import BearerField
from huiguan.mechanisms.rotation.models import (
    HandoverPoint,
    OfficeDay,
    Scheme,
    SchemeRole,
    Seat,
    Turn,
    TurnActivity,
    TurnState,
    borne_by,
)
from huiguan.mechanisms.rotation.queries import (
    RUNNING,
    following,
    in_tables,
    numbers_of_hosts,
    on_day,
    seats_of,
    steps_of,
    taking_part,
    who,
)
from huiguan.mechanisms.rotation.rules import full, is_full
from huiguan.mechanisms.rotation.visits import VISITS, visited_in, why_not_then
from huiguan.register.models import Organization


class TurnForm(RecordForm):
    class Meta:
        model = Turn
        fields = ("theme",)


class RoleForm(Form):
    """In which role of the scheme somebody serves; in a scheme without roles, whether they lead."""

    role = forms.ModelChoiceField(SchemeRole.objects.all(), label=_("称呼"), required=False)
    is_lead = forms.BooleanField(label=_("由它牵头"), required=False)

    def offer_roles(self, scheme: Scheme) -> None:
        roles = SchemeRole.objects.filter(scheme=scheme)
        self.fields["role"].queryset = roles
        del self.fields["is_lead" if roles.exists() else "role"]


class SeatForm(RoleForm):
    bearer = BearerField(Organization.objects.all())
    field_order = ("bearer", "role", "is_lead")

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        self.turn = turn
        self.offer_roles(turn.scheme)
        seated = Seat.objects.filter(turn=turn).exclude(**{turn.scheme.bearer: None}).values(turn.scheme.bearer)
        free = taking_part(turn.scheme, turn.starts).exclude(pk__in=seated)
        self.fields["bearer"].offer(turn.scheme, free, numbers_of_hosts(turn))

    def clean(self):
        cleaned = super().clean()
        if is_full(self.turn):
            self.add_error("bearer", full(self.turn))
        return cleaned


class SeatRoleForm(RoleForm):
    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_roles(seat.turn.scheme)
        for name, field in self.fields.items():
            field.initial = getattr(seat, name)


class MoveSeatForm(Form):
    """Into which other drafted turn of the scheme a host moves."""

    to = forms.ModelChoiceField(Turn.objects.all(), label=_("换到哪一期"))

    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        drafted = Turn.objects.filter(scheme=seat.turn.scheme, state=TurnState.DRAFTED).exclude(pk=seat.turn_id)
        there = Seat.objects.filter(**borne_by(seat.bearer)).values("turn")
        self.fields["to"].queryset = drafted.exclude(pk__in=there)

    def clean_to(self):
        to = self.cleaned_data["to"]
        if is_full(to):
            raise forms.ValidationError(
                _("那一期已经满了；先从那一期撤下或换走一%(counter)s") % {"counter": to.scheme.counter}
            )
        return to


class HoldForm(HeedsFirms, Form):
    part = forms.ChoiceField(choices=TurnActivity.Part, label=_("内容"))
    seat = forms.ModelChoiceField(
        Seat.objects.all(),
        label=_("走访谁"),
        required=False,
        empty_label=_("本期全部"),
        help_text=_("座谈、调研选“本期全部”"),
    )
    starts = forms.DateTimeField(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    topics = TopicsField()
    minutes = forms.CharField(label=_("纪要"), widget=long_text(), required=False)
    finishes = forms.BooleanField(label=_("同时把对应的步骤记为完成"), required=False, initial=True)
    field_order = ("part", "seat", "starts", "place", "why_despite", "topics", "minutes", "finishes")

    def __init__(self, *args, turn: Turn, **kwargs):
        super().__init__(*args, **kwargs)
        self.turn = turn
        seats = seats_of([turn])
        self.fields["seat"].queryset = seats
        self.fields["seat"].initial = seats.filter(visits=None).first() or seats.first()
        if turn.state in RUNNING and (steps := steps_of(turn.scheme, TurnActivity.Part)):
            told = _("这样的步骤有：%(steps)s；还没有举办的，等登记为已举办时才记")
            self.fields["finishes"].help_text = told % {"steps": listed(steps)}
        else:
            del self.fields["finishes"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("minutes") and cleaned.get("starts") and cleaned["starts"] > clock.now():
            self.add_error("minutes", _("还没有到这个时间，没有纪要可写；举办之后再补"))
        part, seat, starts = (cleaned.get(name) for name in ("part", "seat", "starts"))
        if part in VISITS and not seat:
            self.add_error("seat", _("走访请选是去谁那里"))
        if part and starts and (problem := why_not_then(self.turn, part, starts, seat)):
            self.add_error("starts", problem)
        firms = visited_in(seat, timezone.localdate(starts)) if part in VISITS and seat and starts else ()
        self.heed([(firm, cleaned.get("topics") or ()) for firm in firms], starts)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What ``actions.hold`` is told."""
        names = ("part", "seat", "starts", "place", "topics", "minutes", "finishes")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {**said, "reasons": self.reasons}


class ExcuseForm(Form):
    why = forms.CharField(
        label=_("为什么免做"),
        max_length=200,
        help_text=_("例如：企业已经停产；走访已经没有必要。看得到步骤的人都看得到"),
    )


class ReceivingField(forms.ModelChoiceField):
    """Turns with their days and who serves in them."""

    def label_from_instance(self, turn) -> str:
        return " · ".join(filter(None, [in_tables(turn), who(turn)]))


class HandoverForm(Form):
    """What is not ticked is named once; who presses again means it."""

    text = forms.CharField(label=_("交接说明"), widget=long_text(6), help_text=_("做完的、没做完的、要接着办的"))
    to = ReceivingField(
        Turn.objects.all(), label=_("交给"), required=False, help_text=_("未办结的建议随之结转到这一期")
    )

    minded = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        later = Turn.objects.filter(scheme=self.record.scheme, number__gt=self.record.number)
        later = later.exclude(state=TurnState.CLOSED)
        self.fields["to"].queryset = later.prefetch_related(Prefetch("seats", seats_of()))
        self.fields["to"].initial = following(self.record)
        self.points = list(HandoverPoint.objects.filter(on_day(clock.happened_on()), scheme=self.record.scheme))
        for point in self.points:
            self.fields[f"point_{point.pk}"] = forms.BooleanField(
                label=_("已交：%(point)s") % {"point": point}, required=False
            )
            self.fields[f"note_{point.pk}"] = forms.CharField(
                label=_("%(point)s的说明") % {"point": point}, max_length=100, required=False
            )

    def clean(self):
        cleaned = super().clean()
        minded = cleaned.pop("minded", "")
        missing = [point for point in self.points if not cleaned.get(f"point_{point.pk}")]
        named = ",".join(str(point.pk) for point in missing)
        if missing and minded != named:
            told = _("还没有交：%(points)s。确认照此交接，请再按一次“交接”") % {"points": listed(missing)}
            self.data = self.data.copy()
            self.data["minded"] = named
            raise forms.ValidationError(told)
        return cleaned


class OfficeDayForm(RecordForm):
    """Entered on a phone in a minute: today, and what was done."""

    fixed = ("seat",)

    class Meta:
        model = OfficeDay
        fields = ("on", "done", "came")
        widgets = {"done": long_text(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

    def clean_on(self):
        on, turn = self.cleaned_data["on"], self.instance.seat.turn
        if on > clock.today():
            raise forms.ValidationError(_("还没有到这一天"))
        if not turn.starts <= on <= turn.ends:
            facts = {"starts": turn.starts, "ends": turn.ends}
            raise forms.ValidationError(_("不在本期之内：%(starts)s – %(ends)s") % facts)
        return on
