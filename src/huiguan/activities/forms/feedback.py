from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.feedback import Feedback, Gain
from huiguan.kernel.forms import Form


class FeedbackForm(Form):
    """Two taps suffice."""

    gain = forms.ChoiceField(label=_("这次活动对您"), choices=Gain.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("想说的话"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("哪里好、哪里可以改，可以不写"),
    )
    is_unnamed = forms.BooleanField(
        label=_("不署名"), required=False, help_text=_("勾上就不记是谁写的，管理员和修改记录里也看不到")
    )

    def __init__(self, *args: Any, said: Feedback | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if said is not None:
            self.initial |= {"gain": said.gain, "words": said.words, "is_unnamed": said.is_unnamed}
