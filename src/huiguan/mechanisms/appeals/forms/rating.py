"""What is asked of whoever raised an appeal, at the end."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import Form, long_text
from huiguan.kernel.words import minute
from huiguan.mechanisms.appeals.models import Score
from huiguan.mechanisms.appeals.queries import last_answer


class AgainForm(Form):
    """It is to be dealt with once more. Behind a veil the unit does not read why."""

    why = forms.CharField(label=_("原因"), widget=long_text(3))

    @property
    def mind(self) -> list[str]:
        if not self.record.is_hidden:
            return []
        return [_now("您隐名：办理的部门只知道要再办，看不到您写的原因；工商联查看身份后会用自己的话转告")]


class RatingForm(Form):
    score = forms.ChoiceField(label=_("您满意吗"), choices=Score.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("一句话"), widget=long_text(3), required=False)
    may_be_told = forms.BooleanField(
        label=_("同意公开这件事怎么解决的"),
        required=False,
        help_text=_("不写企业名称、姓名和电话，让别的企业也知道能办、怎么办"),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("score") == Score.DISSATISFIED and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("不满意的，请写一句哪里不满意"))
        return cleaned


class PhoneRatingForm(RatingForm):
    whom = forms.CharField(label=_("接电话的是谁"), max_length=40)
    called_at = forms.DateTimeField(label=_("什么时候打的"))
    field_order = ("whom", "called_at", "score", "words", "may_be_told")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["score"].label = _("企业的评价")
        self.fields["words"].label = _("企业的原话")
        self.fields["called_at"].initial = clock.now()

    def clean_called_at(self):
        called_at = self.cleaned_data["called_at"]
        if called_at > clock.now():
            raise forms.ValidationError(_("不能晚于现在"))
        answer = last_answer(self.record)
        if answer and called_at < answer.on.replace(second=0, microsecond=0):
            raise forms.ValidationError(_("要在这次答复以后打：答复的时间是 %(when)s") % {"when": minute(answer.on)})
        return called_at
