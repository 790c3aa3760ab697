"""How an organization reads in a row of a list."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiguan.kernel.monogram import hue, monogram


def name_cell(organization, *, note: str = "", more: str = "", url: str = "") -> dict[str, Any]:
    return {
        "title": organization.name,
        "note": note,
        "more": more,
        "monogram": monogram(organization.short or organization.name),
        "hue": hue(organization.section or organization.kind),
        "url": url,
    }


def beside(*parts: Any) -> str:
    """What there is, with a dot between."""
    return " · ".join(str(part) for part in parts if part)


def day(moment: date | None) -> str:
    """A date, or a moment with its time, the same in every language. Of what begins with its day no hour is known."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return moment.isoformat()
