"""Choosing who serves, and what is entered about them."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.models import Enrolment, Exemption, Member, Scheme, Serves, Team, Wish
from huiguan.mechanisms.rotation.queries import all_bearers, may_serve
from huiguan.register.models import Organization, Person


class BearerField(forms.ModelChoiceField):
    """Those who may serve; where it is known, each with the turns in which they already do."""

    numbers: dict[int, list[int]] = {}

    def offer(self, scheme: Scheme, rows, numbers: dict[int, list[int]] | None = None) -> None:
        """The bearers of a scheme, called as it calls them."""
        self.queryset = rows.order_by(*rows.model._meta.ordering)
        self.numbers, self.label = numbers or {}, scheme.get_serves_display()

    def label_from_instance(self, one) -> str:
        return bracketed(one, self.turns_of(one))

    def note_from_instance(self, one) -> str:
        return " · ".join(filter(None, [one.picked_note, self.turns_of(one)]))

    def turns_of(self, one) -> str:
        numbers = self.numbers.get(one.pk)
        return str(_("已在第 %(places)s 期") % {"places": listed(numbers)}) if numbers else ""


class BorneForm(RecordForm):
    """A row about one who serves in the scheme for which it is made."""

    bearer = BearerField(Organization.objects.all())
    fixed: ClassVar[tuple[str, ...]] = ("organization", "person", "team")
    field_order = ("bearer",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        scheme = self.instance.scheme
        rows = all_bearers(scheme)
        if scheme.serves == Serves.PERSONS:
            rows = may_serve(rows) | rows.filter(pk=self.instance.bearer_id)
        self.fields["bearer"].offer(scheme, rows)
        self.initial.setdefault("bearer", self.instance.bearer_id)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("bearer"):
            self.instance.bearer = cleaned["bearer"]
        return cleaned

    def _get_validation_exclusions(self):
        """Where nobody is chosen, the field itself says so."""
        excluded = super()._get_validation_exclusions()
        return excluded if self.cleaned_data.get("bearer") else excluded | set(self.fixed)


class WishForm(BorneForm):
    class Meta:
        model = Wish
        fields = ("kind", "starts", "ends", "note")


class EnrolmentForm(BorneForm):
    class Meta:
        model = Enrolment
        fields = ("how", "starts", "ends", "note")


class ExemptionForm(BorneForm):
    class Meta:
        model = Exemption
        fields = ("starts", "ends", "why", "granted_by")


class TeamForm(RecordForm):
    class Meta:
        model = Team
        fields = ("name", "area", "trade", "starts", "ends")


class MemberForm(RecordForm):
    class Meta:
        model = Member
        fields = ("person", "organization", "starts", "ends")
        help_texts = {"person": _("填个人或者单位，只填一个")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.all()
        self.fields["person"].queryset = may_serve(people) | people.filter(pk=self.instance.person_id)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("person")) == bool(cleaned.get("organization")):
            self.add_error("person", _("请填个人或者单位，只填一个"))
        return cleaned
