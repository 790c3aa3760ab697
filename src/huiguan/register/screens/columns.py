"""How an organization reads in a row of a list."""

from typing import Any

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
