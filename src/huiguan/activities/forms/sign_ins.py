"""What is asked at the door: of guests without an account, and of whoever keeps the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities import known
from huiguan.activities.models import Invitation
from huiguan.activities.models.invitations import COMING
from huiguan.activities.models.sign_ins import WRITTEN
from huiguan.activities.pasted import Entry
from huiguan.activities.recognizing import tidy
from huiguan.kernel.forms import Form
from huiguan.kernel.typed import shows
from huiguan.register.forms.bodies import PersonAndFirm
from huiguan.register.models import Organization, Person

NOBODY = "0"


class NameAndFirmForm(Form):
    """A name and a firm, tidied so that what differs only in spaces is the same."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=WRITTEN["name"])
    firm = forms.CharField(label=pgettext_lazy("组织", "单位"), max_length=WRITTEN["firm"], required=False)

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if not shows(name):
            raise forms.ValidationError(_("请写姓名"))
        return name

    def clean_firm(self):
        return tidy(self.cleaned_data["firm"])


class DoorForm(NameAndFirmForm):
    """Asked of everybody who opens the address at the door. The browser may fill in what it knows of its owner."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["firm"].widget.attrs["autocomplete"] = "organization"
        self.fields["firm"].help_text = _("没有单位可以不写")


class ConfirmForm(Form):
    """Who of the register it is, or only the name that was written."""

    who = forms.ChoiceField(label=gettext_lazy("是谁"), required=False, widget=forms.RadioSelect)
    person = PersonAndFirm(
        Person.objects.all(),
        label=gettext_lazy("是在册的另一个人"),
        required=False,
        help_text=gettext_lazy("上面没有的，在这里找；写姓名或单位"),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=gettext_lazy("代表哪个单位"),
        required=False,
        help_text=gettext_lazy("在册的单位；找不到就留空，写的单位会跟着姓名一起留下"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.fields["person"].queryset.select_related("organization")
        (self.row,) = known.recognized([Entry(self.record.name, self.record.firm)])
        people = [(str(person.pk), PersonAndFirm.label_from_instance(None, person)) for person in self.row.people]
        self.fields["who"].choices = [*people, (NOBODY, _("只记姓名，不对应在册的人"))]
        self.initial.setdefault("who", str(self.row.sure.pk) if self.row.sure else "" if people else NOBODY)
        self.initial.setdefault("organization", self.row.organization)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        who = cleaned.pop("who", "")
        offered = next((person for person in self.row.people if str(person.pk) == who), None)
        if cleaned.get("person") and offered and cleaned["person"] != offered:
            self.add_error("person", _("上面已经选了一位，请只选一个"))
        if not (who or cleaned.get("person") or self.errors):
            raise forms.ValidationError(_("请选一个：在册的人，或者只记姓名"))
        cleaned["person"] = cleaned.get("person") or offered
        return cleaned


class DismissForm(Form):
    why = forms.CharField(label=gettext_lazy("为什么不算"), max_length=200)


class RepliedForm(Form):
    """Everybody who said yes and is not on the list yet, ticked; whoever did not come is unticked."""

    guests = forms.ModelMultipleChoiceField(
        Invitation.objects.all(),
        label=gettext_lazy("答复要来的"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少留一位")},
    )

    def __init__(self, *args, left: list[Any], **kwargs):
        super().__init__(*args, **kwargs)
        rows = Invitation.objects.filter(pk__in=[row.pk for row in left], state__in=COMING)
        field = self.fields["guests"]
        field.queryset = rows.select_related("person__organization", "organization")
        field.label_from_instance = _guest
        self.initial.setdefault("guests", [row.pk for row in left])


def _guest(invitation: Invitation) -> str:
    parts = [str(invitation), str(invitation.organization or ""), invitation.stand_in]
    return " · ".join(dict.fromkeys(part for part in parts if part))
