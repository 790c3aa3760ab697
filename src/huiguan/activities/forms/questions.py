from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import AnswerKind, Question
from huiguan.activities.models.questions import LONGEST
from huiguan.kernel.forms import RecordForm


class QuestionForm(RecordForm):
    fixed = ("activity",)

    class Meta:
        model = Question
        fields = ["text", "answered_by", "options", "order"]
        widgets = {"options": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"options": _("选一项的才填，一行一项")}

    def clean_options(self):
        options = self.cleaned_data["options"]
        if longer := [line for line in options.splitlines() if len(line.strip()) > LONGEST]:
            told = {"line": longer[0].strip()[:20], "n": LONGEST}
            raise forms.ValidationError(gettext("“%(line)s……”太长了，一项最多 %(n)s 个字") % told)
        return options


def field_of(question: Question) -> forms.Field:
    """How a guest answers it; nothing has to be answered."""
    if question.answered_by == AnswerKind.WORDS:
        return forms.CharField(label=question.text, required=False, max_length=LONGEST)
    options = [_("是"), _("否")] if question.answered_by == AnswerKind.YES_NO else question.listed_options
    choices = [("", _("不选"))] + [(str(option), option) for option in options]
    return forms.ChoiceField(label=question.text, required=False, choices=choices)
