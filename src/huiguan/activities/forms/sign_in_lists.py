"""A paper or a spreadsheet list, uploaded or pasted; looked over first, then entered as a whole."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import recognizing, sheet_files
from huiguan.activities.entering import read_names
from huiguan.activities.known import kept_name
from huiguan.activities.models import Participation
from huiguan.activities.models.sign_ins import WRITTEN
from huiguan.activities.pasted import Entry
from huiguan.activities.recognizing import Found, Somebody, tidy
from huiguan.activities.sheet_sizes import fits
from huiguan.activities.sign_in_lists import Line, as_text, is_heading, lines, table_of
from huiguan.kernel.forms import Form

STANDS, SURE, SEVERAL, UNKNOWN = "stands", "sure", "several", "unknown"
SAID = {
    SURE: gettext_lazy("认得，直接登记"),
    SEVERAL: gettext_lazy("同名的不止一位，或者单位对不上：先记下，等您确认"),
    UNKNOWN: gettext_lazy("不在册：先记下，等您确认"),
    STANDS: gettext_lazy("已经在名单里"),
}
HUES = {SURE: "jade", SEVERAL: "gold", UNKNOWN: "gold", STANDS: "slate"}


@dataclass(frozen=True)
class Read:
    """A line of the list with what is known of it."""

    line: Line
    found: Found
    kind: str

    @property
    def who(self) -> Somebody | None:
        """Whoever stands on the list under their mere name already is that row."""
        if self.kind == STANDS and self.found.likely is None:
            return Somebody(None, self.found.row.organization)
        return self.found.likely

    @property
    def said(self) -> str:
        return SAID[self.kind]

    @property
    def hue(self) -> str:
        return HUES[self.kind]


class ListForm(Form):
    """``step`` is the button: what was read of the file is sent on as text, so that it can be corrected."""

    file = forms.FileField(
        label=gettext_lazy("签到名单"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in sheet_files.KINDS)}),
        error_messages={"empty": gettext_lazy("这个文件是空的")},
        help_text=gettext_lazy(
            "Excel 或 CSV 表格，第一张表。按列名认：姓名、单位、职务、身份；没有列名就按这个顺序。电话不会留下"
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("或者贴在这里"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("从表格里复制过来，或者一行一个姓名，后面空一格是单位"),
    )

    def __init__(self, *args, step: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        self.rows: list[Read] = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return sheet_files.read(file, file.name)
        except sheet_files.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        table, text = cleaned.get("file"), cleaned.get("text", "")
        if table is None and not text.strip():
            raise forms.ValidationError(_("请选一个表格，或者把名单贴在下面"))
        found = lines(table) if table is not None else self._pasted(text)
        self._check(found)
        self.rows = read(self.record, found)
        self.data = self.data.copy()
        self.data["text"] = as_text(found)
        return cleaned

    @property
    def counted(self) -> list[dict]:
        """How many there are of each kind, in the order in which they are worth a look."""
        counts = Counter(row.kind for row in self.rows)
        return [{"said": SAID[kind], "hue": HUES[kind], "n": counts[kind]} for kind in SAID if counts[kind]]

    def _pasted(self, text: str) -> list[Line]:
        if "\t" in text:
            table = table_of(text)
            if not fits(table):
                raise forms.ValidationError(sheet_files.too_large())
            return lines(table)
        rows, _again = read_names(text)
        return [Line(tidy(row.entry.name), tidy(row.entry.firm)) for row in rows if not is_heading(row.entry.name)]

    def _check(self, found: list[Line]) -> None:
        if not found:
            raise forms.ValidationError(_("没有找到姓名；请看看有没有“姓名”这一列"))
        if len(found) > sheet_files.MOST_ROWS:
            facts = {"n": sheet_files.MOST_ROWS, "there": len(found)}
            raise forms.ValidationError(_("一次最多 %(n)s 人，这里有 %(there)s 人；请分几次导入") % facts)
        for line in found:
            if long := [text for name, most in WRITTEN.items() if len(text := getattr(line, name)) > most]:
                raise forms.ValidationError(_("“%(name)s…”太长，不像姓名、单位或职务") % {"name": long[0][:20]})


def read(activity, found: list[Line]) -> list[Read]:
    """Every line with what is known of it, in their order."""
    people, names = set(), set()
    for row in Participation.objects.filter(activity=activity):
        people.add(row.person_id)
        names.add((row.name, row.organization_id))
    known = recognizing.recognized(activity, [Entry(line.name, line.firm) for line in found])
    return [Read(line, one, _kind(one, people, names)) for line, one in zip(found, known, strict=True)]


def _kind(found: Found, people: set, names: set) -> str:
    who, row = found.likely, found.row
    if who and who.person:
        return STANDS if who.person.pk in people else SURE
    organization = who.organization if who else row.organization
    name = (who.name if who else None) or kept_name(row.entry.name, "" if organization else row.entry.firm)
    if (name, organization.pk if organization else None) in names:
        return STANDS
    if who:
        return SURE
    return SEVERAL if row.people else UNKNOWN
