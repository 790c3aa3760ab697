from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Certificate, Participation
from huiguan.activities.queries import NAMED
from huiguan.kernel.forms import Form


class Heads(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row):
        return " · ".join(str(part) for part in (row, row.organization) if part)


class IssueForm(Form):
    """To whom of those who came, all of whom are ticked to begin with, and which of the two papers."""

    kind = forms.ChoiceField(label=_("发哪一种"), choices=Certificate.Kind.choices, widget=forms.RadioSelect)
    rows = Heads(
        Participation.objects.all(),
        label=_("发给谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请先勾选要发给谁")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        without = Participation.objects.filter(NAMED, activity=self.record, certificate=None)
        without = without.exclude(role=Participation.Role.STAFF).select_related("person", "organization")
        self.fields["rows"].queryset = without
        self.initial["rows"] = list(without)
        self.initial["kind"] = Certificate.Kind.COMPLETION if self.record.hours else Certificate.Kind.ATTENDANCE
