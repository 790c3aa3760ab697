"""Words of the office that others read: behind a veil they do not say who raised it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.models import Appeal
from huiguan.mechanisms.appeals.queries.veil import names_in, seen_by
from huiguan.mechanisms.appeals.rules import handles


class Unnaming:
    """Mixed into forms of the office. Whoever has looked behind the veil is kept from writing what they saw; of
    whoever has not, nothing is compared: the answer would tell them."""

    readers = pgettext_lazy("看得到的", "承办单位")

    @property
    def appeals(self) -> list[Appeal]:
        """What the words are about."""
        return [self.record if getattr(self, "record", None) is not None else self.instance]

    @property
    def veiled(self) -> list[Appeal]:
        return [one for one in self.appeals if one.is_hidden and handles(self.by, one)]

    @property
    def mind(self) -> list[str]:
        said = _("提出的企业隐名：填写的文字%(readers)s看得到，请不要写看得出是谁的内容")
        return [said % {"readers": self.readers}] if self.veiled else []

    def clean(self):
        cleaned = super().clean()
        filings = [filing for one in self.veiled if (filing := seen_by(one, self.by))]
        for name in list(self.fields) if filings else ():
            said = _words_in(cleaned.get(name))
            if found := [one for filing in filings for one in names_in(filing, said)]:
                why = _("%(readers)s看得到这里写的，里面写出了是谁：%(what)s")
                self.add_error(name, why % {"readers": self.readers, "what": listed(found)})
        return cleaned


def _words_in(value: Any) -> str:
    """Of files their names: whoever reads a demand reads those too."""
    if isinstance(value, list):
        return " ".join(str(getattr(one, "name", "")) for one in value)
    return value if isinstance(value, str) else ""
