from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Booth
from huiguan.kernel.forms import Form, RecordForm

MOST = 200  # of one activity at once


class BoothForm(RecordForm):
    fixed = ("activity",)

    class Meta:
        model = Booth
        fields = ["number", "organization", "name", "shows"]
        help_texts = {"name": _("没有登记在册的，写名称；展位还空着就都不填")}


class BoothsForm(Form):
    """A row of stands at once: A1, A2, …"""

    row = forms.CharField(label=_("哪一排"), max_length=6, required=False, help_text=_("写在号码前面，如 A；可以不填"))
    first = forms.IntegerField(label=_("从几号"), min_value=1, max_value=9999, initial=1)
    last = forms.IntegerField(label=_("到几号"), min_value=1, max_value=9999)

    def clean(self):
        found = super().clean()
        first, last = found.get("first"), found.get("last")
        if first and last and not first <= last < first + MOST:
            self.add_error("last", _("不能小于从几号，一次最多 %(most)s 个") % {"most": MOST})
        return found

    @property
    def numbers(self) -> list[str]:
        said = self.cleaned_data
        return [f"{said['row']}{number}" for number in range(said["first"], said["last"] + 1)]
