"""What a firm may say of itself: a few facts of its file, and its contacts."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form
from huiguan.register.forms import numbers
from huiguan.register.models import Contact, Organization


def _field(model, name: str) -> forms.Field:
    return model._meta.get_field(name).formfield()


class ProposalForm(Form):
    """``record`` is what stands in the file; ``proposed`` is only what is typed differently."""

    note = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=200)
    asked: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.asked:
            self.fields[name].initial = getattr(self.record, name)
        self.order_fields([*self.asked, "phone", "note"])

    @property
    def proposed(self) -> dict:
        said = {name: self.cleaned_data.get(name) for name in self.asked}
        return {name: value for name, value in said.items() if value != getattr(self.record, name)}

    @property
    def phone(self) -> str:
        return ""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.proposed and not self.phone:
            raise forms.ValidationError(_("和现在登记的一样，没有要更正的"))
        return cleaned


class OwnFactsForm(ProposalForm):
    asked = ("address", "legal_rep", "staff")
    address = _field(Organization, "address")
    legal_rep = _field(Organization, "legal_rep")
    staff = _field(Organization, "staff")


class OwnContactForm(ProposalForm):
    asked = ("name", "post")
    name = _field(Contact, "name")
    post = _field(Contact, "post")
    phone_number = numbers.PhoneField(label=gettext_lazy("电话"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "post", "phone_number", "note"])
        if self.record.phone:
            self.fields["phone_number"].help_text = _("已登记 %(hidden)s；留空不变") % {
                "hidden": self.record.masked_phone
            }

    @property
    def phone(self) -> str:
        return self.cleaned_data.get("phone_number", "")

    @property
    def proposed_of_contact(self) -> dict:
        """The name is always said: it tells whose correction this is."""
        return {**self.proposed, "name": self.cleaned_data["name"]}
