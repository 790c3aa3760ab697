"""Divisions below those of the product: one at a time, or a pasted list."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form, SharedForm
from huiguan.register import queries
from huiguan.register.models import Region
from huiguan.register.models.regions import BELOW
from huiguan.register.tables.regions import CIVIL_AFFAIRS


def place_of(code: str) -> Region:
    """The place under which something is added, by its code."""
    place = Region.objects.filter(system=CIVIL_AFFAIRS, code=code.strip(), valid_to=None).first()
    if place is None:
        raise forms.ValidationError(_("没有这个代码的地方；县用六位代码，乡镇用九位代码"))
    return place


def parent_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("上级的代码"),
        max_length=12,
        help_text=gettext_lazy("加乡镇街道填县的六位代码，加村（居）填乡镇的九位代码"),
    )


def _home() -> str:
    home = queries.county()
    return home.code if home else ""


class RegionForm(SharedForm):
    """A row of the shared table: it belongs to no tenant, so it is no RecordForm."""

    above = parent_field()
    field_order = ("above", "code", "name", "valid_from", "valid_to")

    class Meta:
        model = Region
        fields = ["code", "name", "valid_from", "valid_to"]
        help_texts = {"valid_to": gettext_lazy("撤并以后填写；以前的记录仍然用它，新的记录不再选它")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["above"].initial = self.instance.parent.code if self.instance.parent_id else _home()

    def clean_above(self):
        return place_of(self.cleaned_data["above"])

    def clean(self):
        cleaned = super().clean()
        above, code = cleaned.get("above"), cleaned.get("code")
        if not above or not code:
            return cleaned
        if problem := above.why_not_below(code):
            self.add_error("code", problem)
        elif other := _holder(code, besides=self.instance.pk):
            self.add_error("code", _("代码 %(code)s 已经是“%(place)s”的") % {"code": code, "place": other})
        else:
            self.instance.parent, self.instance.level = above, BELOW[above.level][0]
            self.instance.system, self.instance.is_own = CIVIL_AFFAIRS, True
        return cleaned


class PasteForm(Form):
    above = parent_field()
    lines = forms.CharField(
        label=gettext_lazy("名单"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("每行一处，先代码后名称，如：371322001 郯城街道。有一行不对就一处也不添加"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["above"].initial = _home()
        self.known, self.places = 0, []

    def clean_above(self):
        return place_of(self.cleaned_data["above"])

    def clean(self):
        cleaned = super().clean()
        above = cleaned.get("above")
        if above and cleaned.get("lines"):
            rows = list(Region.objects.filter(system=CIVIL_AFFAIRS))
            listed = {row.code: row for row in sorted(rows, key=lambda row: row.valid_to is None)}
            for number, line in enumerate(cleaned["lines"].splitlines(), start=1):
                if line.strip() and (problem := self._read(above, line, listed)):
                    self.add_error("lines", _("第 %(n)s 行：%(problem)s") % {"n": number, "problem": problem})
        return cleaned

    def save(self) -> list[Region]:
        return Region.objects.bulk_create(self.places)

    def _read(self, above: Region, line: str, listed: dict[str, Region]) -> str:
        """Take in one line, or say what is wrong with it."""
        parts = re.split(r"[\s,，、]+", line.strip(), maxsplit=1)
        if len(parts) < 2 or not parts[1].strip():
            return _("要有代码和名称两样")
        code, name = parts[0], parts[1].strip()
        if len(name) > 60:
            return _("名称太长")
        if problem := above.why_not_below(code):
            return problem
        other = listed.get(code)
        if other and other.valid_to and other.name == name:
            return _("“%(place)s”已经停用；要恢复，请在列表里修改它的停用日期") % {"place": other}
        if other and other.name != name and not other.valid_to:
            return _("代码 %(code)s 已经是“%(place)s”的") % {"code": code, "place": other}
        if other and other.name == name:
            self.known += 1
            return ""
        level = BELOW[above.level][0]
        listed[code] = Region(system=CIVIL_AFFAIRS, code=code, name=name, level=level, parent=above, is_own=True)
        self.places.append(listed[code])
        return ""


def _holder(code: str, besides: int | None) -> Region | None:
    return Region.objects.filter(system=CIVIL_AFFAIRS, code=code, valid_to=None).exclude(pk=besides).first()
