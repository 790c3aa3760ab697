"""Forms: they never offer what is out of reach, and they notice when somebody else saved first."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.complaints import in_our_words
from huiguan.kernel.history import shown
from huiguan.kernel.models import Change, Record
from huiguan.kernel.pickers import pick_among_many, sketch_for
from huiguan.kernel.typed import plainly, within_reason


def _offer_only_what_is_within_reach(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and issubclass(queryset.model, Record):
            field.queryset = queryset.model.objects.all()


NOTHING = "—"


def _one_word_for_nothing(form: forms.BaseForm) -> None:
    """An empty choice reads the same in every select, whichever part of Django wrote it."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == BLANK_CHOICE_DASH[0][1]:
                field.empty_label = NOTHING
        elif isinstance(field, forms.ChoiceField) and BLANK_CHOICE_DASH[0] in (choices := list(field.choices)):
            field.choices = [("", NOTHING) if choice == BLANK_CHOICE_DASH[0] else choice for choice in choices]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def _dates_by_calendar(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget = DateInput()
        elif isinstance(field, forms.DateTimeField):
            field.widget = DateTimeInput()


def _prepare(form: forms.BaseForm) -> None:
    """``data`` holds what was sent, or in an unbound form what is chosen so far: choices may be narrowed by it."""
    form.data = sketch_for(form)
    form.data = plainly(form)
    _offer_only_what_is_within_reach(form)
    _one_word_for_nothing(form)
    pick_among_many(form)
    _dates_by_calendar(form)
    within_reason(form)
    in_our_words(form)


class Form(forms.Form):
    """The questions of a move. ``by`` and ``record`` are there for choices that depend on them; ``asides`` is what is
    to be said once it is done."""

    def __init__(self, *args, by=None, record=None, **kwargs):
        self.by, self.record = by, record
        self.asides: list[str] = []
        super().__init__(*args, **kwargs)
        _prepare(self)


class SharedForm(forms.ModelForm):
    """The form of a row that belongs to no tenant; it has no version."""

    def __init__(self, *args, by=None, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)
        _prepare(self)


class RecordForm(forms.ModelForm):
    """A record's own form. ``row_version`` is the version that the person saw when the form was opened.

    When it is not the newest, nothing is saved: ``conflict`` lists what the other person changed, what was typed is
    kept, and saving again is then a decision. A form that does not say what the person saw is told what stands there.
    """

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    groups: ClassVar[list[tuple[Any, list[str]]]] = []  # the fields under headings, where there are many
    fixed: ClassVar[tuple[str, ...]] = ()  # not asked, and still part of what must be unique

    def __init__(self, *args, by=None, **kwargs):
        self.by = by
        self.conflict: list[dict] = []
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # what a new record does not know yet hides no answer that a field suggests
            self.initial = {name: value for name, value in self.initial.items() if value is not None}
        self.fields["row_version"].initial = self.instance.version
        _prepare(self)

    @property
    def typed(self) -> list[str]:
        """The fields that a person fills in."""
        return [name for name in self.fields if name != "row_version"]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The groups of which there is anything to ask."""
        there = [(label, [self[name] for name in names if name in self.fields]) for label, names in self.groups]
        return [(label, fields) for label, fields in there if fields]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - (set(self.fixed) - set(self.fields))

    def _save_m2m(self):
        """Rows of a many-to-many field are no columns of the record, so the change log would not see them."""
        before = self._names_of_many()
        super()._save_m2m()
        after = self._names_of_many()
        if before != after:
            self.instance.log_apart(before, after)

    def _names_of_many(self) -> dict[str, list[str]]:
        many = [field.name for field in self._meta.model._meta.many_to_many if field.name in self.fields]
        return {name: sorted(map(str, getattr(self.instance, name).all())) for name in many}

    def clean(self):
        super().clean()
        seen = self.cleaned_data.get("row_version")
        self.errors.pop("row_version", None)  # nobody typed it: what makes no sense is a version that nobody saw
        if self.instance.pk and seen != self.instance.version:
            known = seen is not None and 0 < seen < self.instance.version
            self.conflict = self._what_others_changed(seen) if known else self._what_stands_there()
            self.data = self.data.copy()
            self.data[self.add_prefix("row_version")] = self.instance.version
            raise forms.ValidationError(
                _("在您填写期间，这条记录已被他人修改。请核对下面的差异；再次保存即以您的内容为准。"), code="conflict"
            )
        return self.cleaned_data

    def _what_others_changed(self, seen: int) -> list[dict]:
        rows = []
        for change in Change.of(self.instance).filter(version__gt=seen).exclude(after=None):
            for name, theirs in change.after.items():
                if name in self.fields:
                    said = {"theirs": shown(self.instance, name, theirs), "yours": self._typed_in(name)}
                    rows.append(
                        {"label": self.fields[name].label, **said, "who": self.saved_by(change.by), "at": change.at}
                    )
        return rows

    def _what_stands_there(self) -> list[dict]:
        stored = {**self.instance.logged(), **self._names_of_many()}
        last = Change.of(self.instance).last()
        rows = []
        for name in self.changed_data:
            if name in stored:
                said = {"theirs": shown(self.instance, name, stored[name]), "yours": self._typed_in(name)}
                rows.append({"label": self.fields[name].label, **said, "who": self.saved_by(last.by), "at": last.at})
        return rows

    def saved_by(self, user) -> Any:
        """How whoever saved meanwhile is named to the person who fills this in."""
        return user

    def _typed_in(self, name: str) -> Any:
        """What was typed or chosen, in words; as it was sent where it makes no sense."""
        if name not in self.cleaned_data:
            return self.data.get(self.add_prefix(name), "")
        value = self.cleaned_data[name]
        if isinstance(value, QuerySet):
            value = list(value)
        return str(value) if isinstance(value, Model) else shown(self.instance, name, value)


def long_text(rows: int = 4) -> forms.Textarea:
    """The field for more than a line."""
    return forms.Textarea(attrs={"rows": rows})


def readable(form: forms.BaseForm, name: str):
    """What was chosen or typed in a field, as a person reads it."""
    value = form.cleaned_data.get(name)
    return str(value) if isinstance(value, Model) else value
