"""What guests say: invited by a link of their own, or coming by themselves where an activity is open."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities import queries
from huiguan.activities.forms.questions import field_of
from huiguan.activities.models import Activity, Invitation, Reply
from huiguan.activities.models.invitations import MOST_SEATS
from huiguan.kernel.forms import Form


class AskingForm(Form):
    """A form that asks what the activity asks, before the last field of its own."""

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any):
        self.asked = {f"question-{question.pk}": question for question in queries.questions_of(activity)}
        own, last = dict(self.base_fields), "words"
        closing = own.pop(last)
        self.base_fields = own | {name: field_of(question) for name, question in self.asked.items()} | {last: closing}
        super().__init__(*args, **kwargs)

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        answers = {question: self.cleaned_data[name] for name, question in self.asked.items()}
        rest = {name: value for name, value in self.cleaned_data.items() if name not in self.asked}
        return {**rest, "answers": answers}


def seats_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("一共来几位"), min_value=1, max_value=MOST_SEATS, required=False, initial=1
    )


def words_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("留言"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("想说的话，可以不写"),
    )


class ReplyForm(AskingForm):
    """What a guest says, by the link or told to the staff."""

    answer = forms.ChoiceField(
        label=gettext_lazy("能来吗"),
        choices=[
            (Reply.ACCEPTED, pgettext_lazy("答复", "参加")),
            (Reply.DELEGATED, gettext_lazy("我派人来")),
            (Reply.POSTPONED, gettext_lazy("再定")),
            (Reply.DECLINED, gettext_lazy("这次不来")),
        ],
        widget=forms.RadioSelect,
    )
    stand_in = forms.CharField(
        label=gettext_lazy("派谁来"), max_length=60, required=False, help_text=gettext_lazy("姓名、职务；派人来的填")
    )
    seats = seats_field()
    words = words_field()

    def __init__(self, *args: Any, record: Invitation, **kwargs: Any):
        super().__init__(*args, record=record, activity=record.activity, **kwargs)
        seats = self.fields["seats"]
        seats.validators = [
            MinValueValidator(1, _("至少 1 位")),
            MaxValueValidator(record.most_seats, gettext_lazy("这份邀请最多 %(limit_value)s 位")),
        ]
        seats.widget.attrs["max"] = record.most_seats
        if record.most:
            seats.help_text = _("这份邀请最多 %(n)s 位") % {"n": record.most}
        if record.replied_at:
            self._begin_with(record)

    def _begin_with(self, said: Invitation) -> None:
        answer = said.state
        if said.state == Reply.QUEUED:
            answer = Reply.DELEGATED if said.stand_in else Reply.ACCEPTED
        self.initial |= {"answer": answer, "seats": said.seats, "stand_in": said.stand_in, "words": said.words}
        for one in queries.answers_of(said):
            self.initial[f"question-{one.question_id}"] = one.text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Reply.DELEGATED and not cleaned.get("stand_in"):
            self.add_error("stand_in", _("请写派谁来，方便安排座位"))
        if cleaned.get("answer") != Reply.DELEGATED:
            cleaned["stand_in"] = ""
        cleaned["seats"] = cleaned.get("seats") or 1
        return cleaned


class SignUpForm(AskingForm):
    """Who comes by themselves. Nobody is looked up before their eyes: the page never says whom the register knows."""

    name = forms.CharField(label=gettext_lazy("您的姓名"), max_length=20)
    firm = forms.CharField(label=gettext_lazy("您的单位"), max_length=80, required=False)
    seats = seats_field()
    words = words_field()

    def clean(self):
        cleaned = super().clean()
        cleaned["seats"] = cleaned.get("seats") or 1
        return cleaned
