"""What people type, made fit to be kept: no signs that nobody can see, no endless texts, no day out of all time."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

# Not tab and the ends of lines; what is no character at all (half a pair, U+FFFE, U+FFFF) no document of XML may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile("[\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # fillers, selectors
BREAKS = re.compile(r"[\t\r\n]+")
LONGEST_LINE, LONGEST_TEXT = 200, 4000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)
MOST = 2**31 - 1  # of a plain number in a form; every database holds it
TOO_LONG = _("最多 %(limit_value)s 字，现在有 %(show_value)s 字")
OUT_OF_TIME = _("日期应在 %(first)s 至 %(last)s 之间")


def texts_in(sent: QueryDict) -> list[str]:
    """What was written in words among what a form sent: no codes, no numbers, no secrets."""
    found = [
        value.strip()[:LONGEST_TEXT]
        for name, values in sent.lists()
        for value in values
        if not name.startswith("_") and "password" not in name
    ]
    return [text for text in dict.fromkeys(found) if not text.isascii() or " " in text]


def plain(text: Any) -> Any:
    """Without control characters, which come with pasted text and which no database likes."""
    return CONTROL.sub("", text) if isinstance(text, str) else text


def shows(text: str) -> bool:
    """Whether there is anything to be seen in it."""
    return any(unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for sign in UNSEEN.sub("", text))


def plain_query(query: QueryDict) -> QueryDict:
    if not any(CONTROL.search(value) for _name, values in query.lists() for value in values):
        return query
    cleaned = query.copy()
    for name, values in query.lists():
        cleaned.setlist(name, [plain(value) for value in values])
    cleaned._mutable = False
    return cleaned


def plainly(form: forms.BaseForm) -> Any:
    """What was sent to ``form``, without control characters; what stands on one line, on one line; and what shows
    nothing counts as nothing."""
    lines = {form.add_prefix(name) for name, field in form.fields.items() if _is_one_line(field)}

    def fit(name: str, value: Any) -> Any:
        value = plain(value)
        if not isinstance(value, str):
            return value
        value = BREAKS.sub(" ", value) if name in lines else value
        return value if shows(value) else ""

    if not hasattr(form.data, "setlist"):
        return {name: fit(name, value) for name, value in form.data.items()}
    cleaned = form.data.copy()
    for name, values in form.data.lists():
        cleaned.setlist(name, [fit(name, value) for value in values])
    return cleaned


def within_reason(form: forms.BaseForm) -> None:
    """Bounds for every field that sets none of its own."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField):
            _bound_text(field)
        elif isinstance(field, forms.DateField | forms.DateTimeField):
            field.validators.append(plausible)
            clock = "T00:00" if isinstance(field, forms.DateTimeField) else ""
            field.widget.attrs |= {"min": f"{FIRST_DAY}{clock}", "max": f"{LAST_DAY}{clock}"}
        elif isinstance(field, forms.IntegerField):
            _bound_number(field)


def plausible(day: date | datetime | None) -> None:
    """A day that somebody can have meant, and to which years can be added."""
    if day is not None and not is_plausible(day):
        first, last = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
        raise ValidationError(OUT_OF_TIME, code="out_of_time", params={"first": first, "last": last})


def is_plausible(day: date | datetime) -> bool:
    return FIRST_DAY <= (day.date() if isinstance(day, datetime) else day) <= LAST_DAY


def day(text: str) -> date | None:
    """The day that ``text`` is, written as 2026-03-01; nothing if it is none that somebody can have meant."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if is_plausible(found) else None


def _is_one_line(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea)


def _bound_text(field: forms.CharField) -> None:
    """No ``maxlength`` for the browser: it would cut a pasted text without a word."""
    if field.max_length is None:
        field.max_length = LONGEST_LINE if _is_one_line(field) else LONGEST_TEXT
        field.validators.append(MaxLengthValidator(field.max_length, TOO_LONG))


def _bound_number(field: forms.IntegerField) -> None:
    if field.max_value is None and not any(isinstance(check, MaxValueValidator) for check in field.validators):
        field.validators.append(MaxValueValidator(MOST))
    if field.min_value is None and not any(isinstance(check, MinValueValidator) for check in field.validators):
        field.validators.append(MinValueValidator(-MOST))
