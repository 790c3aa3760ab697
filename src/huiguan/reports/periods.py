"""The periods that people ask for by name."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.measure import Period
from huiguan.register.models import Term


def presets(today: date) -> list[tuple[Any, Period]]:
    """Since ever, this term of the federation (if one is recorded), this year and the last."""
    named = [(_("全部"), Period(None, today))]
    if term := Term.objects.filter(node__parent=None, starts__lte=today).order_by("-starts").first():
        named.append((_("本届"), Period(term.starts, today)))
    return [
        *named,
        (_("本年"), Period(date(today.year, 1, 1), today)),
        (_("上年"), Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    ]
