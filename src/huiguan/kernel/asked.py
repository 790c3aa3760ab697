"""What a list was asked and did not do: said above it, so that nobody takes the rows for something else."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from huiguan.kernel.search import LONGEST, MOST_WORDS, is_too_long

ENOUGH_TO_KNOW_IT = 30  # characters of a value


def ignored(form: forms.Form, params: QueryDict) -> list[str]:
    """The filters whose value cannot be."""
    return [no_choice(form.fields[name].label, params.getlist(name)) for name in form.errors if name in form.fields]


def no_choice(label: Any, values: list[str]) -> str:
    value = " ".join(values)
    if len(value) > ENOUGH_TO_KNOW_IT:
        value = f"{value[: ENOUGH_TO_KNOW_IT - 1]}…"
    return _("筛选条件“%(label)s：%(value)s”无效，已忽略") % {"label": label, "value": value}


def too_long(text: str) -> list[str]:
    """What is said of a query of which only the beginning is looked for."""
    if not is_too_long(text):
        return []
    return [_("要找的太长了：只按前 %(n)s 个字、前 %(words)s 个词查找") % {"n": LONGEST, "words": MOST_WORDS}]
