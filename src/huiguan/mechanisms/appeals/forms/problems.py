"""What is asked of a common problem."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.forms import Form, RecordForm, long_text
from huiguan.kernel.pickers import IN_A_SELECT
from huiguan.mechanisms.appeals.forms.choosing import AppealChoice, AppealChoices
from huiguan.mechanisms.appeals.forms.naming import Unnaming
from huiguan.mechanisms.appeals.forms.units import AnswerForm
from huiguan.mechanisms.appeals.models import Appeal, CommonProblem, Ending, PolicySuggestion
from huiguan.mechanisms.appeals.queries import OVER
from huiguan.mechanisms.appeals.queries.veil import of_the_category_first, with_filer


class OfAProblem(Unnaming):
    """Words about many: none of them says who one is that hides its name."""

    readers = pgettext_lazy("看得到的", "别的单位")

    @property
    def problem(self) -> CommonProblem:
        return self.instance

    @property
    def appeals(self) -> list[Appeal]:
        return list(Appeal.objects.filter(problem_part__problem=self.problem)) if self.problem.pk else []


class ProblemForm(OfAProblem, RecordForm):
    class Meta:
        model = CommonProblem
        fields = ("title", "text", "category")
        widgets = {"text": long_text()}


class Another(AppealChoice):
    def __init__(self, n: int):
        super().__init__(label=format_lazy("{} {}", _("哪一件诉求"), n), required=False)


class GatherForm(Form):
    """Ticked while they are few enough to be shown, else looked for one by one."""

    appeals = AppealChoices(Appeal.objects.all(), label=_("哪些诉求"), widget=forms.CheckboxSelectMultiple)
    one_1 = AppealChoice(label=_("哪一件诉求"))
    one_2, one_3, one_4 = Another(2), Another(3), Another(4)
    one_5, one_6, one_7, one_8 = Another(5), Another(6), Another(7), Another(8)

    def __init__(self, *args, record: CommonProblem, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        loose = with_filer(Appeal.objects.filter(problem_part=None).exclude(state__in=OVER))
        self.offered = of_the_category_first(loose, record.category)
        is_long = self.offered.order_by()[: IN_A_SELECT + 1].count() > IN_A_SELECT
        for name in list(self.fields):
            if (name == "appeals") == is_long:
                del self.fields[name]
            else:
                self.fields[name].queryset = self.offered

    def clean(self):
        chosen = {key: value for key, value in super().clean().items() if key != "appeals" and value}
        return {"appeals": self.cleaned_data.get("appeals") or list(dict.fromkeys(chosen.values()))}


class AnswerAllForm(AnswerForm):
    """One answer for appeals of several profiles: every ending is offered."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # which appeals stood on the page, and how

    def __init__(self, *args, able: list[Appeal], **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["files"]
        self.able = able
        self.now = self.fields["seen"].initial = ",".join(f"{one.pk}:{one.version}" for one in able)

    @property
    def appeals(self) -> list[Appeal]:
        return self.able

    def clean(self):
        """What came or changed since the page was opened is looked at before it is answered."""
        cleaned = super().clean()
        if cleaned.pop("seen", "") != self.now:
            self.data = self.data.copy()
            self.data["seen"] = self.now
            self.add_error(None, _("您打开这一页以后，要答复的诉求变了；请看过下面列的，再决定要不要提交"))
        return cleaned

    def endings(self):
        return Ending.objects.all()


class PolicySuggestionForm(OfAProblem, RecordForm):
    fixed = ("problem",)

    @property
    def problem(self) -> CommonProblem:
        return self.instance.problem

    class Meta:
        model = PolicySuggestion
        fields = ("to", "text", "sent_on", "reply")
        widgets = {"text": long_text(), "reply": long_text(3)}
