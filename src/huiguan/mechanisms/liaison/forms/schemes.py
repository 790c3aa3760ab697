"""What is asked of a scheme, and before its links are given out."""

from datetime import timedelta
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.mechanisms.liaison.models import Issuer, Link, LinkScheme, Minimum
from huiguan.register.models import Organization
from huiguan.register.queries import nodes_within

FAR = timedelta(days=366)


class LinkSchemeForm(RecordForm):
    groups: ClassVar = [
        (pgettext_lazy("文书", "文件"), ["name", "document", "number", "issued_on", "issuers"]),
        (_("谁牵头、管多久"), ["node", "starts", "ends", "months"]),
        (_("怎样联系"), ["links_to", "least", "most", "leaders_least", "leaders_most", "record_days"]),
    ]

    class Meta:
        model = LinkScheme
        fields = (
            "name",
            "document",
            "number",
            "issued_on",
            "node",
            "starts",
            "ends",
            "months",
            "links_to",
            "least",
            "most",
            "leaders_least",
            "leaders_most",
            "record_days",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = nodes_within(self.by, "liaison.plan")
        self.fields["node"].queryset = places
        self.fields["node"].label = _("由谁牵头")
        self.fields["node"].initial = places.first()
        if self.instance.pk and Link.objects.filter(linker__scheme=self.instance).exists():
            for name in ("node", "links_to"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("已经有联系关系，不再改；要改请另立方案")

    def clean(self):
        """The links of a scheme lie within its days."""
        cleaned = super().clean()
        links = Link.objects.filter(linker__scheme=self.instance) if self.instance.pk else Link.objects.none()
        first = links.order_by("starts").values_list("starts", flat=True).first()
        if first and cleaned.get("starts") and cleaned["starts"] > first:
            self.add_error("starts", _("%(day)s 起就有联系关系了") % {"day": first})
        return cleaned


class IssuerForm(RecordForm):
    fixed = ("scheme",)

    class Meta:
        model = Issuer
        fields = ("organization", "order")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.order_by("pinyin", "pk")


class MinimumForm(RecordForm):
    fixed = ("scheme",)

    class Meta:
        model = Minimum
        fields = ("kind", "times", "span", "with_each")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("哪一种都算")), *list(self.fields["kind"].choices)[1:]]


class PlanLinksForm(Form):
    """From which day on the links are to be given out, and whether those who are linked should stay so."""

    starts = forms.DateField(label=_("从哪天起"), widget=DateInput())
    keep = forms.BooleanField(
        label=_("尽量保持原来的分工"),
        required=False,
        help_text=_("勾选：原来谁联系谁，能不动就不动；不勾选：只看分管、片区和均衡，重新分"),
    )

    def clean_starts(self):
        starts, scheme = self.cleaned_data["starts"], self.record
        if starts < scheme.starts or (scheme.ends and starts > scheme.ends):
            raise forms.ValidationError(_("这一天不在方案的起止日期里"))
        if starts > clock.today() + FAR:
            raise forms.ValidationError(_("最多提前一年分工"))
        return starts
