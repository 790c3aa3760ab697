"""A bulletin is read over before it is printed; what is changed in it is kept nowhere else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import Form


class BulletinForm(Form):
    title = forms.CharField(label=_("标题"), max_length=120)
    issue = forms.IntegerField(
        label=_("期数"), min_value=1, max_value=9999, required=False, help_text=_("印在“简报”下面；不编期就留空")
    )
    text = forms.CharField(
        label=_("正文"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("由已登记的内容拼成，可以直接改；改的只用在这一份里，不改记录"),
    )
