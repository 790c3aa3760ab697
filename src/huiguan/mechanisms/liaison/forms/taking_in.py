"""Many are taken into a scheme at once: ticked while they are few enough to be shown, else named, a line each."""

from collections import Counter
from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, long_text
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.liaison.models import LinkTarget
from huiguan.mechanisms.liaison.queries import linkable
from huiguan.register.models import Organization
from huiguan.register.queries import known_as

MOST_TICKED = 200  # organizations that are offered to be ticked; more are written by name
MOST_NAMED = 500


class Offered(forms.ModelMultipleChoiceField):
    """Of several that are called the same each says what it is."""

    twins: frozenset[str] = frozenset()

    def label_from_instance(self, obj):
        return bracketed(obj, obj.picked_note if obj.name in self.twins else "")


class TakeInForm(Form):
    """Where several are called as a line says, the form comes back and asks which of them is meant."""

    organizations = Offered(
        Organization.objects.all(), label=_("加入哪些"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("名称"),
        required=False,
        widget=long_text(8),
        help_text=_("一行一个，写全称或统一社会信用代码；有同名的，会再问是哪一个"),
    )
    starts = forms.DateField(label=_("从哪天起"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = LinkTarget.objects.filter(scheme=self.record, ends=None, project="").values("organization")
        self.offered = linkable(self.record, clock.today()).exclude(pk__in=known).select_related("region")
        self.fields["starts"].initial = max(self.record.starts, clock.today())
        self.which: dict[str, str] = {}  # of each line that may mean several, the field that asks which
        if self.offered.count() > MOST_TICKED:
            del self.fields["organizations"]
            self._ask_which()
        else:
            del self.fields["names"]
            self._offer_to_tick()

    def _offer_to_tick(self) -> None:
        field = self.fields["organizations"]
        field.queryset = self.offered
        field.initial = [one.pk for one in self.offered]
        field.twins = frozenset(name for name, n in Counter(one.name for one in self.offered).items() if n > 1)

    def _ask_which(self) -> None:
        for number, line in enumerate(line for line, found in self.meant.items() if len(found) > 1):
            self.which[line] = f"which_{number}"
            self.fields[self.which[line]] = forms.ChoiceField(
                label=_("“%(name)s”是哪一个") % {"name": line},
                choices=[(one.pk, one.picked_note) for one in self.meant[line]],
                required=False,
                widget=forms.RadioSelect,
            )
        self.order_fields(["names", *self.which.values(), "starts"])

    @cached_property
    def lines(self) -> list[str]:
        text = self.data.get(self.add_prefix("names"), "") if self.is_bound else ""
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    @cached_property
    def meant(self) -> dict[str, list[Organization]]:
        """Those who may be linked and are called as each line says; of too many lines nobody asks."""
        known = {line: [one.pk for one in known_as(line)] for line in self.lines if len(self.lines) <= MOST_NAMED}
        rows = self.offered.filter(pk__in=[pk for found in known.values() for pk in found])
        there = {one.pk: one for one in rows}
        return {line: [there[pk] for pk in found if pk in there] for line, found in known.items()}

    def clean_organizations(self):
        chosen = self.cleaned_data["organizations"]
        if not chosen and not self.offered.exists():
            raise forms.ValidationError(_("能加入的都已经在方案里了"))
        if not chosen:
            raise forms.ValidationError(_("一个都没有选：请至少勾选一个"))
        return chosen

    def clean_names(self):
        """Each line is one of those who may be linked; a line that is none is told."""
        if not self.lines:
            raise forms.ValidationError(_("还没有写要加入哪些：请写名称，一行一个"))
        if len(self.lines) > MOST_NAMED:
            raise forms.ValidationError(_("一次最多 %(n)s 行") % {"n": MOST_NAMED})
        if unknown := [line for line, found in self.meant.items() if not found]:
            told = _("这些对不上，或者已经加入、不能联系：%(names)s") % {"names": listed(unknown)}
            raise forms.ValidationError(told)
        return self.cleaned_data["names"]

    def clean(self):
        cleaned = super().clean()
        for line, name in self.which.items():
            if not cleaned.get(name) and name not in self.errors:
                facts = {"name": line, "candidates": listed(one.picked_note for one in self.meant[line])}
                self.add_error(name, _("叫“%(name)s”的不止一个（%(candidates)s）：请选是哪一个") % facts)
        return cleaned

    @property
    def chosen(self) -> list[Organization]:
        if "organizations" in self.fields:
            return list(self.cleaned_data["organizations"])
        picked = {line: int(self.cleaned_data[name]) for line, name in self.which.items()}
        named = [one for line, found in self.meant.items() for one in found if one.pk == picked.get(line, one.pk)]
        return list(dict.fromkeys(named))
