"""What the commands share: whose books are meant, and how rows are written out."""

import json
from typing import Any

from django.core.management.base import CommandError

from huiguan.kernel.models import Tenant


def the_tenant(code: str | None) -> Tenant:
    """The tenant of that code; without one, the installation's own."""
    found = Tenant.objects.filter(code=code) if code else Tenant.objects.filter(is_home=True)
    if tenant := found.first():
        return tenant
    if code:
        raise CommandError(f"no tenant has the code {code!r}")
    raise CommandError("this installation has no tenant of its own yet; give --tenant")


def in_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2)


def in_lines(rows: list[dict[str, Any]], *names: str) -> str:
    """One line a row, the cells parted by tabs."""
    return "\n".join("\t".join(_cell(row[name]) for name in names) for row in rows)


def _cell(value: Any) -> str:
    return "–".join(value) if isinstance(value, list) else "" if value is None else str(value)
