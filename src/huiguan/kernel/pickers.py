"""Pickers: one row among many, found by a few of its characters, where a select would have to list them all.

The page with the form answers for its own fields: ``?pick=<field>&q=<words>`` gives the rows that the form itself
offers to this person, narrowed by what else is chosen in it so far (the *sketch*). There is no other address to ask
for rows. Without script the words are sent with the form, and the one row that they can mean is taken.

A model can be picked when it says ``picked_note``, the line that tells a row from others of its name; ``picked_with``
names the relations which that reads, and the first field of ``searched`` is the name by which its rows are shown. A
model that is no ``Record`` has no words by which it is searched, and says itself how by ``picked_from``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.search import best_first
from huiguan.kernel.tokens import normalised

PICK = "pick"
IN_A_SELECT = 30  # as many rows as a phone's own list still shows well
SUGGESTED = 12
LONGEST = 120
SEVERAL = _("“%(value)s”不止一条，请在下面选一条，或者写得更全一些")
NONE = _("没有找到“%(value)s”；请换名称里的几个字、拼音首字母或代码再试")

_sketch: ContextVar[MultiValueDict | None] = ContextVar("sketch", default=None)


@contextmanager
def sketching(sketch: MultiValueDict | None) -> Iterator[None]:
    """Forms made in here know what is chosen so far. They stay unbound, so nothing can be saved."""
    token = _sketch.set(sketch)
    try:
        yield
    finally:
        _sketch.reset(token)


def sketch_for(form: forms.BaseForm) -> MultiValueDict:
    return form.data if form.is_bound else _sketch.get() or form.data


@dataclass(frozen=True)
class Words:
    """What was typed where a row should have been picked, and the rows that it may mean."""

    text: str
    found: tuple[Model, ...]
    more: bool

    def __str__(self) -> str:
        return self.text


class Picker(forms.Select):
    """A select while its field offers few rows; else a text field that suggests, and the hidden number of the row."""

    _counted: tuple[QuerySet | None, bool] = (None, False)
    _asked: tuple[Any, Any] = (None, None)

    @property
    def offered(self) -> QuerySet:
        """The rows of the form's own field, with what their notes read."""
        rows = self.choices.queryset
        along = getattr(rows.model, "picked_with", ())
        return rows.select_related(*along) if along else rows

    @property
    def is_large(self) -> bool:
        rows = self.choices.queryset
        if self._counted[0] is not rows:
            self._counted = (rows, rows.order_by()[: IN_A_SELECT + 1].count() > IN_A_SELECT)
        return self._counted[1]

    def suggest(self, text: str) -> tuple[list[Model], bool]:
        """The first rows that ``text`` finds, and whether there are more; without words, the first of all."""
        text = " ".join(text.replace("\0", "").split())[:LONGEST]
        find = getattr(self.offered.model, "picked_from", best_first)
        rows = find(self.offered, text) if text else self.offered
        found = list(rows[: SUGGESTED + 1])
        return found[:SUGGESTED], len(found) > SUGGESTED

    # what was sent

    def value_from_datadict(self, data, files, name):
        """The number of a row; or ``Words`` when what was typed does not say which."""
        sent, words = data.get(name), data.get(f"{name}-words")
        if words is None:
            return sent
        if not words.strip():
            return ""
        return data.get(f"{name}-choice") or self._meant(sent, words)

    def _meant(self, sent: Any, words: str) -> Any:
        question = (self.choices.queryset, sent, words)
        if self._asked[0] != question:
            self._asked = (question, self._answer(sent, words))
        return self._asked[1]

    def _answer(self, sent: Any, words: str) -> Any:
        plain = normalised(words)
        chosen = self._row(sent)
        if chosen is not None and normalised(str(chosen)) == plain:
            return sent
        found, more = self.suggest(words)
        named = [row for row in found if normalised(str(row)) == plain]
        if len(one := named or found) == 1:
            return str(one[0].pk)
        self.choices.field.error_messages["invalid_choice"] = SEVERAL if found else NONE
        return Words(words, tuple(found), more)

    def _row(self, pk: Any) -> Model | None:
        try:
            return self.offered.filter(pk=pk).first() if pk else None
        except (ValueError, TypeError, OverflowError):
            return None

    # what is shown

    def use_required_attribute(self, initial):
        return not self.is_hidden if self.is_large else super().use_required_attribute(initial)

    def render(self, name, value, attrs=None, renderer=None):
        words = value if isinstance(value, Words) else None
        if not words and not self.is_large:
            return super().render(name, value, attrs, renderer)
        row = None if words else self._row(value)
        shown = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "id": shown.get("id", name),
            "label": self.choices.field.label or name,
            "attrs": flatatt(shown),
            "chosen": told(row, self.choices.field) if row else None,
            "words": words,
            "found": [told(one, self.choices.field) for one in words.found] if words else [],
        }
        return render_to_string("kernel/picker.html", context)


def told(row: Any, field: forms.ModelChoiceField) -> dict[str, Any]:
    """A row as a picker shows it: its name, and one line that tells it from others of the name.

    A field may know more about its rows than they do themselves, and says it by ``note_from_instance``.
    """
    note = getattr(field, "note_from_instance", lambda row: row.picked_note)(row)
    return {"pk": row.pk, "name": str(row), "note": note}


def pick_among_many(form: forms.BaseForm) -> None:
    """Give every field that chooses one row of a kind that can be picked a picker for its select."""
    for field in form.fields.values():
        chooses = isinstance(field, forms.ModelChoiceField) and type(field.widget) is forms.Select
        if chooses and hasattr(field.queryset.model, "picked_note"):
            picker = Picker(field.widget.attrs)
            picker.is_required = field.required
            field.widget = picker
            picker.choices = field.choices


def picks(form: forms.BaseForm, name: str, text: str) -> dict[str, Any]:
    """What a form offers in one of its pickers for the words typed so far."""
    for key, field in form.fields.items():
        if form.add_prefix(key) == name and isinstance(field.widget, Picker):
            found, more = field.widget.suggest(text)
            return {"found": [told(row, field) for row in found], "more": more, "text": text.strip()}
    raise Http404
