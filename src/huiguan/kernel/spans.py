"""Spans of the calendar in which something is counted: each month, quarter, half-year or year."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock


class Span(models.TextChoices):
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    HALF = "half", _("每半年")
    YEAR = "year", _("每年")


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


def span_around(span: str, day: date) -> tuple[date, date]:
    """The month, quarter, half-year or year in which a day lies, both ends included."""
    months = MONTHS[Span(span)]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, clock.add_months(first, months) - timedelta(days=1)
