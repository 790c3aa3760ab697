from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import Notice, NoticeState
from huiguan.kernel.forms import Form

STARTS = {
    "tell": NoticeState.WAITING,
    "drop": NoticeState.WAITING,
    "untell": NoticeState.TOLD,
    "recall": NoticeState.DROPPED,
}


class TellForm(Form):
    """Which guests were told, or need not be told: the button that was pressed is the move."""

    rows = forms.ModelMultipleChoiceField(
        Notice.objects.all(),
        label=gettext_lazy("给客人的通知"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请先勾选客人")},
    )

    def __init__(self, *args, move: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.move = move
        rows = Notice.objects.filter(invitation__activity=self.record, state=STARTS.get(move, NoticeState.WAITING))
        self.fields["rows"].queryset = rows.select_related("invitation__person", "invitation__organization")

    def clean(self):
        cleaned = super().clean()
        if self.move not in STARTS:
            raise forms.ValidationError(_("请用页面上的按钮"))
        return cleaned
