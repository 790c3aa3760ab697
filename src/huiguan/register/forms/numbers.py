"""Numbers that identify a person: typed in many ways, kept in one, never shown again in full by a form."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _

from huiguan.kernel.fields import masked

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999: 2^(17-i) mod 11
ID_CHECKS = "10X98765432"
REMOVE = "-"
EXTENSION = re.compile(r"(0[0-9]{2,3}-?[0-9]{7,8}|[48]00[-0-9]{7,9})(?:-|转|#|EXT\.?)([0-9]{1,6})")
HOME = re.compile(r"\+?86(?=1[3-9][0-9]{9}$)|(?<=^\+86)0")  # not needed before a mobile; no 0 after it
TELEPHONES = re.compile(
    r"1[3-9][0-9]{9}"  # a mobile
    r"|0(10|2[0-9]|[3-9][0-9][0-9])[2-9][0-9]{6,7}(转[0-9]{1,6})?"  # a landline with its area code
    r"|[48]00[0-9]{7}(转[0-9]{1,6})?"
    r"|\+86(10|2[0-9]|[3-9][0-9][0-9])[2-9][0-9]{6,7}"
    r"|\+(?!86)[1-9][0-9]{6,14}"  # abroad: E.164
)


def plain(text: str) -> str:
    """Half width, upper case, without spaces and hyphens."""
    half = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in half if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf"))


def phone(text: str) -> str:
    """A number at which somebody can be reached; a last hyphen, # or ext. before a few digits leads to an extension."""
    half = unicodedata.normalize("NFKC", text).upper()
    dashed = "".join("-" if unicodedata.category(c) == "Pd" else c for c in half if c not in "()" and not c.isspace())
    extended = EXTENSION.fullmatch(dashed)
    number = HOME.sub("", plain("转".join(extended.groups()) if extended else dashed))
    if not TELEPHONES.fullmatch(number):
        raise forms.ValidationError(
            _("请填 11 位手机号，或带区号的座机，如 0539-6220000（分机写在后面：转 801）；境外号码以 + 开头")
        )
    return number


def id_number(text: str) -> str:
    number = plain(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
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
        return "" if unicodedata.normalize("NFKC", value) == REMOVE else self.read(value)


class PhoneField(NumberField):
    """Wherever a telephone is typed."""

    def __init__(self, **kwargs):
        super().__init__(phone, **kwargs)
        self.widget.attrs["inputmode"] = "tel"
