"""The signs between words, and the names of months, as the language of the reader has them.

Whoever puts words together in Python asks here, when the page is made: a sign in a source text stays Chinese for ever.
Days are written by Django's own ``date_format`` and ``|date`` with the formats of ``huiguan.site.formats``.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

STOPS = "。！？"


def listed(parts: Iterable[Any]) -> str:
    """甲、乙、丙; in English with commas."""
    return pgettext("列举", "、").join(str(part) for part in parts)


def severally(parts: Iterable[Any]) -> str:
    """甲；乙：parts that may have signs of their own."""
    return pgettext("分列", "；").join(str(part) for part in parts)


def bracketed(text: Any, note: Any) -> str:
    """甲（乙）; the text alone if there is no note."""
    return pgettext("括注", "%(text)s（%(note)s）") % {"text": text, "note": note} if note else str(text)


def labelled(label: Any, text: Any) -> str:
    """甲：乙"""
    return pgettext("标目", "%(label)s：%(text)s") % {"label": label, "text": text}


def sentences(parts: Iterable[str]) -> str:
    """One sentence after the other; in Chinese there is no space between them."""
    return "".join(part if part.endswith(tuple(STOPS)) else f"{part} " for part in parts).rstrip()


def span(first: date | None, last: date | None, form: str = "Y-m-d") -> str:
    """2026-01-01 – 2026-02-28; said once where both read the same. A day that is not known is left open."""
    days = [date_format(day, form) if day else "" for day in (first, last)]
    return " – ".join(dict.fromkeys(days))


def minute(moment: datetime) -> str:
    """2026-01-01 09:30, in the installation's time zone."""
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def day_or_minute(moment: datetime) -> str:
    """The day alone where it is its beginning: that is how a fact is kept of which nobody noted the hour."""
    return minute(moment).removesuffix(" 00:00")


def month(day: date) -> str:
    """11月; Nov"""
    return date_format(day, pgettext("日期格式", "n月"))


def months(first: date, last: date) -> tuple[str, str]:
    """A span of months in large type, and the unit in small type where the language has one: 11–12 and 月; Nov–Dec."""
    names = list(dict.fromkeys([month(first), month(last)]))
    unit = "月" if names[0].endswith("月") else ""
    return "–".join(name.removesuffix(unit) for name in names), unit
