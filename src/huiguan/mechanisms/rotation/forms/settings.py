"""What is asked of each thing that a scheme lays down."""

from django import forms
from django.utils.translation import gettext as _

from huiguan.kernel.forms import RecordForm
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation.forms.ordering import OrderedForm
from huiguan.mechanisms.rotation.forms.schemes import posts_to_offer
from huiguan.mechanisms.rotation.models import Duty, HandoverPoint, SchemeRole, SchemeStep, Suspension, Way
from huiguan.mechanisms.rotation.plans import later
from huiguan.mechanisms.rotation.queries import in_tables
from huiguan.mechanisms.rotation.troubles import standing, touched


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
    """Together the roles must not need more than a turn has chairs."""

    class Meta:
        model = SchemeRole
        fields = ("order", "name", "least", "most", "is_lead", "eligible_posts")
        widgets = {"eligible_posts": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["eligible_posts"].queryset = posts_to_offer(self.instance)

    def clean_least(self):
        least, scheme = self.cleaned_data["least"], self.instance.scheme
        together = least + sum(role.least for role in scheme.roles.all() if role.pk != self.instance.pk)
        if together > scheme.hosts_to:
            facts = {"n": together, "most": scheme.hosts_to, "counter": scheme.counter}
            raise forms.ValidationError(_("各个称呼合计至少要 %(n)s 位，方案规定每期最多 %(most)s %(counter)s") % facts)
        return least


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
    """Whoever suspends turns that are published knows it: it is said first, and saved when it is pressed again."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Suspension
        fields = ("starts", "ends", "why")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned.get("starts") and cleaned.get("ends"):
            self._say_what_rests(cleaned)
        return cleaned

    def _say_what_rests(self, cleaned) -> None:
        asked = Suspension(starts=cleaned["starts"], ends=cleaned["ends"])
        turns = touched(asked, standing(self.instance.scheme))
        key = ",".join(str(turn.pk) for turn in turns)
        if turns and cleaned.get("seen") != key:
            self.data = self.data.copy()
            self.data["seen"] = key
            told = _(
                "这段时间里已经公布或正在进行的有：%(turns)s。暂停不会自动撤下它们，存好以后要一起重排，或把它们办完。"
                "确实要暂停，再按一次“保存”"
            )
            self.add_error(None, told % {"turns": listed(in_tables(turn) for turn in turns)})
