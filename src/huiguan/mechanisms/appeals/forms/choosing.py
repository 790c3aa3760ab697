"""How one appeal is chosen among many: by its number, what it is about, and who raised it, where that is no secret."""

from django import forms
from django.utils.translation import gettext as _

from huiguan.mechanisms.appeals.models import Appeal


def told_from_others(appeal: Appeal) -> str:
    return f"{appeal.title} · {appeal.filer or _('隐名')}"


def named(appeal: Appeal) -> str:
    return f"{appeal.number} {told_from_others(appeal)}"


class AppealChoice(forms.ModelChoiceField):
    """The rows come with who raised them."""

    label_from_instance = staticmethod(named)
    note_from_instance = staticmethod(told_from_others)

    def __init__(self, **kwargs):
        super().__init__(Appeal.objects.all(), **kwargs)


class AppealChoices(forms.ModelMultipleChoiceField):
    label_from_instance = staticmethod(named)
