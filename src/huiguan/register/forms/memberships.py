from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form, RecordForm
from huiguan.register import actions, queries
from huiguan.register.forms.choices import node_choices
from huiguan.register.models import Affiliation

ROLE = gettext_lazy("如：会员、理事单位、副会长单位")


class LeaveForm(Form):
    on = forms.DateField(label=gettext_lazy("退出日期"))


class KnownOrganization(forms.CharField):
    """An organization by its whole name or code, wherever in the tenant it is registered: nobody browses here what
    they do not see, but whoever knows it can say it."""

    def clean(self, value):
        text = super().clean(value)
        found = queries.known_as(text)
        if not found:
            raise forms.ValidationError(
                _("没有登记过全称或代码是“%(text)s”的组织：请核对全称或 18 位代码；还没有登记的，请点“登记新会员”")
                % {"text": text}
            )
        if len(found) > 1:
            raise forms.ValidationError(_("叫“%(text)s”的组织不止一家，请填统一社会信用代码") % {"text": text})
        return found[0]


class MemberForm(RecordForm):
    """The same row asked for on the chamber's page: which organization comes in."""

    fixed = ("node", "ends")

    class Meta:
        model = Affiliation
        fields = ["organization", "role", "starts"]
        labels = {"organization": gettext_lazy("新会员"), "starts": gettext_lazy("加入日期")}
        help_texts = {
            "organization": gettext_lazy("名录里已有的组织；还没有登记的，请在商会页面上点“登记新会员”"),
            "role": ROLE,
        }

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        firm = cleaned.get("organization")
        if firm and (problem := actions.why_not_join(firm, self.instance.node)):
            self.add_error("organization", problem)
        return cleaned


class KnownMemberForm(MemberForm):
    """For whoever does not see the whole register."""

    organization = KnownOrganization(
        label=gettext_lazy("新会员"),
        max_length=120,
        help_text=gettext_lazy("填全称或统一社会信用代码；还没有登记的，请在商会页面上点“登记新会员”"),
    )


class AffiliationForm(RecordForm):
    fixed = ("organization", "ends")

    class Meta:
        model = Affiliation
        fields = ["node", "role", "starts"]
        labels = {"starts": gettext_lazy("加入日期")}
        help_texts = {"role": ROLE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        node_choices(self.fields["node"], self.by, "register.edit")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        row, node = self.instance, cleaned.get("node")
        is_other = node and "node" in self.changed_data
        if is_other and (problem := actions.why_not_join(row.organization, node, besides=row.pk)):
            self.add_error("node", problem)
        return cleaned
