"""Numbers that identify a person: typed in many ways, kept in one, never shown again in full by a form."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _

from huiguan.kernel.fields import masked

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999: 2^(17-i) mod 11
ID_CHECKS = "10X98765432"
REMOVE = "-"


def plain(text: str) -> str:
    """Half width, upper case, without spaces and hyphens."""
    half = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in half if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf"))


def phone(text: str) -> str:
    number = plain(text)
    if not re.fullmatch(r"\+?\d{7,15}(转\d{1,6})?", number):
        raise forms.ValidationError(_("电话只填数字，如 13800000000 或 0539-6220000"))
    return number


def id_number(text: str) -> str:
    number = plain(text)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise forms.ValidationError(_("身份证号为 18 位，最后一位可以是 X"))
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    if ID_CHECKS[total % 11] != number[17]:
        raise forms.ValidationError(_("最后一位校验码对不上，请核对是否有一位输错"))
    return number


class NumberField(forms.CharField):
    """Starts empty even when a number is stored: empty keeps it, a hyphen removes it, anything else replaces it."""

    def __init__(self, read, **kwargs):
        self.read = read
        super().__init__(required=False, max_length=40, **kwargs)

    def hold(self, stored: str, head: int = 3, tail: int = 4) -> None:
        self.stored = stored
        if stored:
            hidden = masked(stored, head, tail)
            self.help_text = _("已登记 %(hidden)s；留空不变，要删除请填 -") % {"hidden": hidden}

    def clean(self, value):
        value = super().clean(value).strip()
        if not value:
            return getattr(self, "stored", "")
        return "" if plain(value) == plain(REMOVE) else self.read(value)
