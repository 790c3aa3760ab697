"""Words of the office that others read: behind a veil they do not say who raised it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.queries.veil import names_in, seen_by
from huiguan.mechanisms.appeals.rules import handles


class Unnaming:
    """Mixed into forms of the office. Whoever has looked behind the veil is kept from writing what they saw; of
    whoever has not, nothing is compared: the answer would tell them."""

    readers = pgettext_lazy("看得到的", "承办单位")

    @property
    def appeal(self):
        return self.record if getattr(self, "record", None) is not None else self.instance

    @property
    def is_veiled(self) -> bool:
        return self.appeal.is_hidden and bool(handles(self.by, self.appeal))

    @property
    def mind(self) -> list[str]:
        said = _("提出的企业隐名：填写的文字%(readers)s看得到，请不要写看得出是谁的内容")
        return [said % {"readers": self.readers}] if self.is_veiled else []

    def clean(self):
        cleaned = super().clean()
        filing = seen_by(self.appeal, self.by) if self.is_veiled else None
        for name in list(self.fields) if filing else ():
            if isinstance(said := cleaned.get(name), str) and (found := names_in(filing, said)):
                why = _("%(readers)s看得到这里写的，里面写出了是谁：%(what)s")
                self.add_error(name, why % {"readers": self.readers, "what": listed(found)})
        return cleaned
