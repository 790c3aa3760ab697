"""The form that takes many participants at once: pasted names, people looked up, and what the register says of each."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import known, pasted, queries
from huiguan.activities.models import Participation
from huiguan.kernel.forms import Form
from huiguan.kernel.numbers import whole
from huiguan.register.forms.bodies import PersonAndFirm
from huiguan.register.models import Person

LINES = 1000  # names, and the firms behind them


def read_names(text: str) -> tuple[list[known.Row], int]:
    """The rows of a pasted list and how many were repeated; too many, or a name too long to be kept, are refused."""
    words = pasted.words(text)
    if len(words) > LINES:
        raise forms.ValidationError(_("一次最多 %(n)s 人，请分几次登记") % {"n": LINES // 2})
    if long := [word for word in words if len(word) > known.LONGEST_WORD]:
        raise forms.ValidationError(_("“%(name)s…”太长，不像姓名或单位") % {"name": min(long)[:20]})
    return known.rows(text)


class PeopleAndFirms(forms.ModelMultipleChoiceField):
    label_from_instance = PersonAndFirm.label_from_instance


class ManyForm(Form):
    """``step`` is the button that was pressed: only ``save`` needs an answer for everybody."""

    names = forms.CharField(
        label=gettext_lazy("姓名"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "一行一个，或用顿号、逗号隔开；后面空一格是他的单位，如：张三 银杏茶业。不在册的人只记姓名，不会新增人员"
        ),
    )
    q = forms.CharField(
        label=gettext_lazy("按姓名或单位查找在册的人"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    people = PeopleAndFirms(
        Person.objects.all(), label=gettext_lazy("在册的人"), required=False, widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(
        label=gettext_lazy("身份"), choices=Participation.Role.choices, initial=Participation.Role.ATTENDEE
    )

    def __init__(self, data=None, *, step: str = "", **kwargs):
        super().__init__(self._with_last(data, kwargs["record"]) if step == "last" else data, **kwargs)
        self.step, self.rows, self.again = step, [], 0
        chosen = list(filter(None, map(whole, self.data.getlist("people")))) if self.is_bound else []
        found = known.found(self.data.get("q", "")).values_list("pk", flat=True) if self.is_bound else []
        offered = Person.objects.filter(pk__in=[*chosen, *found]).select_related("organization")
        self.fields["people"].queryset = offered

    def clean_names(self):
        names = self.cleaned_data["names"]
        self.rows, self.again = read_names(names)
        return names

    def clean(self):
        cleaned = super().clean()
        if self.step == "find" and not (self.has_error("q") or cleaned.get("q")):
            self.add_error("q", _("先写姓名或者单位，再按“查找”"))
        for row in self.rows:
            self._choose(row)
        if self.step in ("check", "save") and not self.rows and not cleaned.get("people"):
            raise forms.ValidationError(_("还没有写姓名，也没有选人"))
        if any(row.error for row in self.rows):
            raise forms.ValidationError(_("有几位需要您认一认：同名的人不止一个，或者单位对不上"))
        return cleaned

    @property
    def merged(self) -> str:
        """What became of names that were written twice."""
        return _("重复 %(n)s 行，已合并") % {"n": self.again} if self.again else ""

    def _choose(self, row: known.Row) -> None:
        sent = self.data.get(row.key, "")
        if sent == row.NOBODY or any(str(person.pk) == sent for person in row.people):
            row.chosen = sent
        elif row.sure:
            row.chosen = str(row.sure.pk)
        elif not row.people:
            row.chosen = row.NOBODY
        elif self.step == "save":
            row.error = _("请选一个")

    def _with_last(self, data, activity):
        """What was typed, and the list of the last activity of this kind beside it."""
        data = data.copy()
        lines = [data.get("names", "").strip()]
        for came in queries.came_to(queries.one_before(activity)):
            if came.person_id:
                data.appendlist("people", str(came.person_id))
            else:
                lines.append(f"{came.name} {came.organization or ''}".strip())
        data["names"] = "\n".join(filter(None, lines))
        return data


class RemoveForm(Form):
    rows = forms.ModelMultipleChoiceField(
        Participation.objects.all(),
        label=gettext_lazy("参加人员"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请先勾选要移除的人")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        came = Participation.objects.filter(activity=self.record, certificate=None, feedback=None)  # the others stay
        self.fields["rows"].queryset = came.select_related("person", "organization")
