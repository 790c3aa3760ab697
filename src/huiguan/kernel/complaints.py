"""What a form says of an answer that it cannot take: our own words in the place of Django's, for every kind of field.

A field that says something of its own keeps it.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.typed import TOO_LONG

CHOOSE = {"required": _("请选一项"), "invalid_choice": _("这一项现在不能选，请在列出的里面重新选")}
CHOOSE_MANY = {
    **CHOOSE,
    "required": _("请至少选一项"),
    "invalid_list": CHOOSE["invalid_choice"],
    "invalid_pk_value": CHOOSE["invalid_choice"],
}
BOUNDS = {"min_value": _("不能小于 %(limit_value)s"), "max_value": _("不能大于 %(limit_value)s")}
WORDS: list[tuple[type[forms.Field], dict[str, Any]]] = [  # what stands later speaks for what it is more exactly
    (forms.Field, {"required": _("请填写这一项"), "unique": _("这个已经登记过了，请换一个，或者修改原来的那一条")}),
    (forms.CharField, {"max_length": TOO_LONG, "min_length": _("至少 %(limit_value)s 字，现在有 %(show_value)s 字")}),
    (forms.SlugField, {"invalid": _("只用英文字母、数字、连字符和下划线")}),
    (forms.EmailField, {"invalid": _("请填邮箱地址，如 name@example.com")}),
    (forms.IntegerField, {"invalid": _("请填整数，如 12"), **BOUNDS}),
    (
        forms.DecimalField,
        {
            "invalid": _("请填数字，如 12.5"),
            "max_digits": _("一共最多 %(max)s 位数字"),
            "max_decimal_places": _("小数最多 %(max)s 位"),
            "max_whole_digits": _("小数点前最多 %(max)s 位"),
        },
    ),
    (forms.DateField, {"invalid": _("请填日期，如 2026-03-01")}),
    (forms.DateTimeField, {"invalid": _("请填日期和时间，如 2026-03-01 09:30")}),
    (forms.TimeField, {"invalid": _("请填几点几分，如 09:30")}),
    (forms.BooleanField, {"required": _("请勾选这一项")}),
    (
        forms.FileField,
        {
            "required": _("请选择文件"),
            "invalid": _("没有收到文件，请重新选一次"),
            "missing": _("没有收到文件，请重新选一次"),
            "empty": _("这个文件是空的，请换一个"),
        },
    ),
    (forms.ChoiceField, CHOOSE),
    (forms.MultipleChoiceField, CHOOSE_MANY),
    (forms.ModelChoiceField, CHOOSE),
    (forms.ModelMultipleChoiceField, CHOOSE_MANY),
]


def in_our_words(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        ours: dict[str, Any] = {}
        for kind, words in WORDS:
            if isinstance(field, kind):
                ours |= words
        django = _words_of_django(field)
        for code, words in ours.items():
            if field.error_messages.get(code) is django.get(code):
                field.error_messages[code] = words


def _words_of_django(field: forms.Field) -> dict[str, Any]:
    """What the field would say if nobody had told it anything."""
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            found |= vars(kind).get("default_error_messages", {})
    return found
