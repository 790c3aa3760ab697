"""What is asked of each thing that a scheme lays down."""

from django.utils.translation import gettext as _

from huiguan.kernel.forms import RecordForm
from huiguan.mechanisms.rotation.forms.ordering import OrderedForm
from huiguan.mechanisms.rotation.models import Duty, HandoverPoint, SchemeRole, SchemeStep, Suspension, Way
from huiguan.mechanisms.rotation.plans import later


class StepForm(OrderedForm):
    class Meta:
        model = SchemeStep
        fields = ("order", "name", "due_day", "settled_by")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = _("一期约 %(days)s 天；填得更大，步骤到期时这一期已经结束")
        self.fields["due_day"].help_text = told % {"days": self.days_of_a_turn}

    @property
    def days_of_a_turn(self) -> int:
        scheme = self.instance.scheme
        return (later(scheme.starts, scheme.unit, scheme.length) - scheme.starts).days

    @property
    def is_due_after_the_turn(self) -> bool:
        return self.cleaned_data["due_day"] >= self.days_of_a_turn


class RoleForm(OrderedForm):
    class Meta:
        model = SchemeRole
        fields = ("order", "name", "least", "most", "is_lead")


class DutyForm(OrderedForm):
    class Meta:
        model = Duty
        fields = ("order", "text", "starts", "ends")


class PointForm(OrderedForm):
    class Meta:
        model = HandoverPoint
        fields = ("order", "name", "starts", "ends")


class WayForm(RecordForm):
    class Meta:
        model = Way
        fields = ("kind", "other_agrees", "approval", "days_before", "starts", "ends")


class SuspensionForm(RecordForm):
    class Meta:
        model = Suspension
        fields = ("starts", "ends", "why")
