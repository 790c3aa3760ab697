"""What is asked of a follow-up: what, who, by when; what came of it; why it is put off."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import FollowUp
from huiguan.activities.rules import would_see
from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.models import Grant, User


def not_past(day, before=None):
    if day and day < clock.today() and day != before:
        raise forms.ValidationError(_("期限不能早于今天"))
    return day


class FollowUpForm(RecordForm):
    """The day is asked where it is agreed; afterwards it is changed with a reason."""

    fixed = ("activity",)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("责任人"),
        required=False,
        help_text=gettext_lazy("本系统里有账号的人；填了，就等他办，到期前提醒他"),
    )

    class Meta:
        model = FollowUp
        fields = ["text", "organization", "owner", "due", "is_decision"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        labels = {"is_decision": gettext_lazy("是会议决定")}
        help_texts = {
            "organization": gettext_lazy("由哪家单位落实；单位自己的账号看得到、也能报结果"),
            "is_decision": gettext_lazy("会议决定在本场活动里编号，印在纪要里"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tenant = self.instance._tenant_or_current()
        sees = Grant.in_force().filter(tenant=tenant, word="activities.view").values("user")
        owners = User.objects.filter(pk__in=sees, is_active=True, is_system=False)
        if self.instance.owner_id:
            owners = User.objects.filter(Q(pk__in=owners.values("pk")) | Q(pk=self.instance.owner_id))
        self.fields["owner"].queryset = owners.order_by("name", "pk")
        if self.instance.pk:
            del self.fields["due"]

    def clean_due(self):
        return not_past(self.cleaned_data["due"])

    def clean(self):
        """Nobody is made responsible for what they cannot open."""
        cleaned = super().clean() or self.cleaned_data
        owner = cleaned.get("owner")
        is_new = owner and owner.pk != self.initial.get("owner")
        if is_new and not would_see(owner, self.instance.activity, cleaned.get("organization")):
            self.add_error("owner", _("他看不到这项活动；请把他的单位选为责任单位，或者换一位"))
        return cleaned


class FinishForm(Form):
    result = forms.CharField(
        label=gettext_lazy("办理结果"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("办成什么样，一两句话"),
    )


class DropForm(Form):
    why = forms.CharField(label=gettext_lazy("为什么不办了"), max_length=200)


class PostponeForm(Form):
    due = forms.DateField(label=gettext_lazy("新的期限"))
    why = forms.CharField(label=gettext_lazy("为什么改"), max_length=200)

    def clean_due(self):
        return not_past(self.cleaned_data["due"])
