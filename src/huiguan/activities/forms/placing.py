from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.activities.placing import WIDEST, Whom
from huiguan.kernel.forms import Form


class PlacingForm(Form):
    USUAL = 7

    whom = forms.ChoiceField(label=_("给哪些人"), choices=Whom.choices)
    width = forms.IntegerField(label=_("座次表一排几座"), min_value=1, max_value=WIDEST)
