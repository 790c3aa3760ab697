"""What is asked of a scheme, and of whoever plans it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import DateInput, Form, RecordForm
from huiguan.kernel.models import Node
from huiguan.mechanisms.rotation.models import (
    Scheme,
    SchemeStep,
    Suspension,
    Wish,
)


class SchemeForm(RecordForm):
    class Meta:
        model = Scheme
        fields = (
            "name",
            "node",
            "starts",
            "ends",
            "months",
            "hosts_from",
            "hosts_to",
            "notice_days",
            "eligible_posts",
            "document",
        )
        widgets = {"eligible_posts": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tenant = self.instance._tenant_or_current()
        scope = self.by.scope("rotation.plan", tenant)
        paths = Node.objects.filter(tenant=tenant)
        within = [node.pk for node in paths if scope.whole or node.path.startswith(scope.below or ("-",))]
        self.fields["node"].queryset = paths.filter(pk__in=within)
        self.fields["node"].label = _("由谁组织")
        self.fields["node"].initial = within[0] if within else None


class StepForm(RecordForm):
    class Meta:
        model = SchemeStep
        fields = ("order", "name", "due_day")


class SuspensionForm(RecordForm):
    class Meta:
        model = Suspension
        fields = ("starts", "ends", "why")


class WishForm(RecordForm):
    class Meta:
        model = Wish
        fields = ("scheme", "organization", "kind", "starts", "ends", "note")


class PlanForm(Form):
    """From when to when the roster is to be drawn up."""

    starts = forms.DateField(label=_("从"), widget=DateInput())
    ends = forms.DateField(label=_("到"), widget=DateInput())
    with_published = forms.BooleanField(
        label=_("已公布、还没开始的期次也一起重排"),
        required=False,
        help_text=_("已公布的尽量不动；动了哪些，采用之前看得到"),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends"):
            if cleaned["ends"] < cleaned["starts"]:
                self.add_error("ends", _("止期不能早于起期"))
            elif (cleaned["ends"] - cleaned["starts"]).days > 366 * 6:
                self.add_error("ends", _("一次最多编排六年"))
        return cleaned
