"""What is asked of each thing that a scheme lays down."""

from huiguan.kernel.forms import RecordForm
from huiguan.mechanisms.rotation.models import Duty, HandoverPoint, SchemeRole, SchemeStep, Suspension, Way


class StepForm(RecordForm):
    class Meta:
        model = SchemeStep
        fields = ("order", "name", "due_day")


class RoleForm(RecordForm):
    class Meta:
        model = SchemeRole
        fields = ("order", "name", "least", "most", "is_lead")


class DutyForm(RecordForm):
    class Meta:
        model = Duty
        fields = ("order", "text", "starts", "ends")


class PointForm(RecordForm):
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
