"""What is asked of somebody who wants to leave their turn."""

from typing import Any

from django import forms
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation.models import Request, RequestState, Seat, Turn, TurnState, Way, borne_by
from huiguan.mechanisms.rotation.queries import in_tables, on_day, seats_of, taking_part
from huiguan.mechanisms.rotation.rules import is_the_other, plans_it
from huiguan.register.models import Organization

NEEDED = {Way.Kind.SWAP: "swap_with", Way.Kind.SUBSTITUTE: "stand_in", Way.Kind.POSTPONE: "to"}
MISSING = {
    "swap_with": _("请选和谁对换"),
    "stand_in": _("请选由谁代替"),
    "to": _("请选推到哪一期"),
}


class AskForm(Form):
    """One of the ways of the scheme, and with whom or until when.

    The table of a scheme's published turns is known to all who take part in it: so the form names the others in it,
    although their pages stay out of reach. Who else takes part is known to whoever plans, and as far as one reaches.
    """

    way = forms.ModelChoiceField(Way.objects.all(), label=_("怎样调换"), empty_label=None, widget=forms.RadioSelect)
    swap_with = forms.ChoiceField(label=_("和谁对换"), required=False, help_text=_("选“与人对换”时填"))
    stand_in = forms.ModelChoiceField(
        Organization.objects.all(), label=_("由谁代替"), required=False, help_text=_("选“请人代替”时填")
    )
    to = forms.ChoiceField(label=_("推到哪一期"), required=False, help_text=_("选“推到以后一期”时填"))
    why = forms.CharField(label=_("原因"), max_length=200)

    def __init__(self, *args, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat, self.turn = seat, seat.turn
        today = clock.today()
        ways = Way.objects.filter(on_day(today), scheme=self.turn.scheme)
        self.fields["way"].queryset = ways
        if self.turn.state != TurnState.PUBLISHED:  # a turn that has begun is neither swapped nor postponed
            self.fields["way"].queryset = ways.filter(kind__in=(Way.Kind.SUBSTITUTE, Way.Kind.LEAVE))
        kinds = {way.kind for way in self.fields["way"].queryset}
        if len(kinds) == 1:
            self.fields["way"].initial = self.fields["way"].queryset.first()
        self.fields["stand_in"].queryset = self._stand_ins()
        with reaching(whole(seat.tenant)):
            self._offer()
        for kind, name in NEEDED.items():
            if kind not in kinds:
                del self.fields[name]

    def _offer(self) -> None:
        """What may be chosen, and the rows behind the choices."""
        scheme, turn = self.turn.scheme, self.turn
        others = Turn.objects.filter(scheme=scheme, state=TurnState.PUBLISHED).exclude(pk=turn.pk)
        mine = Seat.objects.filter(**borne_by(self.seat.bearer)).values("turn")
        others = others.exclude(pk__in=mine).order_by("starts")
        here = Seat.objects.filter(turn=turn).values_list(scheme.bearer, flat=True)
        seats = (
            seats_of(others).exclude(**{f"{scheme.bearer}__in": here}).select_related("turn").order_by("turn__starts")
        )
        rows = {
            "swap_with": {str(seat.pk): (f"{in_tables(seat.turn)} · {seat}", seat) for seat in seats},
            "to": {str(one.pk): (in_tables(one), one) for one in _with_room(others.filter(starts__gt=turn.starts))},
        }
        if not rows["to"]:
            self.fields["to"].help_text = _("以后各期都排满了，可以与人对换")
        self.rows = rows
        for name, found in rows.items():
            self.fields[name].choices = [("", "—"), *((key, label) for key, (label, _row) in found.items())]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What only one kind of way asks for, with its name and the ways that are of this kind."""
        ways: dict[str, list[str]] = {}
        for way in self.fields["way"].queryset:
            ways.setdefault(way.kind, []).append(str(way.pk))
        return [
            {"label": Way.Kind(kind).label, "field": self[NEEDED[Way.Kind(kind)]], "ways": " ".join(pks)}
            for kind, pks in ways.items()
            if kind in NEEDED
        ]

    def _stand_ins(self) -> QuerySet:
        """Who takes part and does not serve in this turn: all of them for whoever plans; else those in the table of
        published turns, those within reach, and those who asked one to come in their stead."""
        scheme, turn = self.turn.scheme, self.turn
        with reaching(whole(turn.tenant)):
            here = Seat.objects.filter(turn=turn).values(scheme.bearer)
            published = Seat.objects.filter(turn__scheme=scheme).exclude(turn__state=TurnState.DRAFTED)
            rows = taking_part(scheme, turn.starts).exclude(pk__in=here)
        if not plans_it(self.by, turn):
            asked = Request.objects.filter(turn=turn).order_by().values(scheme.bearer)
            known = Q(pk__in=asked) | Q(pk__in=published.values(scheme.bearer))
            known |= Q(pk__in=rows.model.objects.order_by().values("pk"))
            rows = rows.filter(known)
        return rows.order_by(*rows.model._meta.ordering)

    def clean(self):
        cleaned = super().clean()
        way = cleaned.get("way")
        if way is None:
            return cleaned
        needed = NEEDED.get(Way.Kind(way.kind))
        chosen = (cleaned.get(needed) or None) if needed else None
        if chosen and needed in self.rows:
            chosen = self.rows[needed][chosen][1]
        if needed and chosen is None and needed not in self.errors:
            self.add_error(needed, MISSING[needed])
        self.answers = {"other": None, "to": None}
        if chosen is not None:
            self.answers = {
                "other": chosen.bearer if needed == "swap_with" else chosen if needed == "stand_in" else None,
                "to": chosen.turn if needed == "swap_with" else chosen if needed == "to" else None,
            }
        self._mind_the_rules(way, needed, chosen)
        return cleaned

    def _mind_the_rules(self, way: Way, needed: str | None, chosen) -> None:
        """How long before, one request at a time, room in the other turn. Staff enters what a meeting has decided."""
        left = (self.turn.starts - clock.today()).days
        if left < way.days_before and not plans_it(self.by, self.turn):
            facts = {"days": way.days_before, "starts": self.turn.starts}
            self.add_error("way", _("要至少提前 %(days)s 天提出，这一期 %(starts)s 开始") % facts)
        if needed == "to" and chosen is not None:
            with reaching(whole(self.turn.tenant)):
                if chosen.seats.count() >= chosen.scheme.hosts_to:
                    self.add_error("to", _("那一期已经满了，请换一期，或者与人对换"))
        waiting = Request.objects.filter(turn=self.turn, state__in=(RequestState.FILED, RequestState.AGREED))
        if waiting.filter(**borne_by(self.seat.bearer)).exists():
            self.add_error(None, _("这一期已经有一条申请在办；要改请先撤回那一条"))


def _with_room(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    counted = turns.annotate(taken=Count("seats", filter=Q(seats__left_on=None)))
    return counted.filter(taken__lt=F("scheme__hosts_to")).order_by("starts")


class ConsentForm(Form):
    """Whoever says yes for the other side says how they know: by telephone, face to face."""

    why = forms.CharField(
        label=_("对方怎样同意的"), max_length=100, help_text=_("代对方登记的要写：谁、电话还是当面说的")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.other is None or is_the_other(self.by, self.record):
            del self.fields["why"]


class GrantForm(Form):
    """What a meeting decided is entered with its day; where the secretariat decides, nothing is asked."""

    met_on = forms.DateField(label=_("会议日期"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.way.approval != Way.Approval.MEETING:
            del self.fields["met_on"]

    def clean_met_on(self):
        met_on = self.cleaned_data["met_on"]
        if met_on > clock.today():
            raise forms.ValidationError(_("会议日期不能晚于今天"))
        return met_on
