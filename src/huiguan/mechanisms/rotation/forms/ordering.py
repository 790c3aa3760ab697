"""The form of what has its place in a list of its scheme."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm

LAST = 100


class OrderedForm(RecordForm):
    """A new one suggests the next place; at a taken one it is put in between, when whoever types it says so, and those
    from there on move down as far as there is no gap."""

    moves_down = forms.BooleanField(label=_("排在这里，原来的往后顺移一位"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = type(self.instance).objects.filter(scheme=self.instance.scheme).exclude(pk=self.instance.pk)
        self.taken = {row.order: row for row in self.others.order_by("-pk")}
        self.before = self.instance.order if self.instance.pk else None
        if not self.instance.pk:
            self.initial["order"] = min(max(self.taken, default=0) + 1, LAST)
        self.order_fields(["order", "moves_down"])
        if not self.is_bound:
            del self.fields["moves_down"]

    @property
    def in_the_way(self) -> list:
        """Those that move down, the last of them first."""
        order, found = self.cleaned_data.get("order"), []
        while order in self.taken and order != self.before:
            found.append(self.taken[order])
            order += 1
        return found[::-1]

    def clean(self):
        cleaned = super().clean()
        if not (rows := self.in_the_way):
            return cleaned
        facts = {"order": cleaned["order"], "taken": rows[-1]}
        if rows[0].order >= LAST:
            self.add_error("order", gettext("%(order)s 号已经是“%(taken)s”，后面也没有空号了") % facts)
        elif not cleaned.get("moves_down"):
            told = gettext("%(order)s 号已经是“%(taken)s”：换一个号，或者勾选下面一项，把它往后顺移")
            self.add_error("order", told % facts)
        return cleaned

    def _get_validation_exclusions(self):
        """A place that is made free when this is saved is not taken."""
        moving = {"order"} if getattr(self, "cleaned_data", {}).get("moves_down") else set()
        return super()._get_validation_exclusions() | moving
