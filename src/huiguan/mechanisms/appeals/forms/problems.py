"""What is asked of a common problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import Form, RecordForm, long_text
from huiguan.mechanisms.appeals.forms.units import AnswerForm
from huiguan.mechanisms.appeals.models import Appeal, CommonProblem, Ending, PolicySuggestion
from huiguan.mechanisms.appeals.queries import OVER


class ProblemForm(RecordForm):
    class Meta:
        model = CommonProblem
        fields = ("title", "text", "category")
        widgets = {"text": long_text()}


class GatherForm(Form):
    appeals = forms.ModelMultipleChoiceField(
        Appeal.objects.all(), label=_("哪些诉求"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        loose = Appeal.objects.filter(problem_part=None).exclude(state__in=OVER)
        self.fields["appeals"].queryset = loose.select_related("category")
        self.fields["appeals"].label_from_instance = lambda one: f"{one.number} {one.title}"


class AnswerAllForm(AnswerForm):
    """One answer for appeals of several profiles: every ending is offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["files"]

    def endings(self):
        return Ending.objects.all()


class PolicySuggestionForm(RecordForm):
    fixed = ("problem",)

    class Meta:
        model = PolicySuggestion
        fields = ("to", "text", "sent_on", "reply")
        widgets = {"text": long_text(), "reply": long_text(3)}
