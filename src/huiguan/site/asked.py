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
        raise CommandError(f"没有代号为 {code} 的单位")
    raise CommandError("本机还没有主单位，请先运行 huiguan setup，或用 --tenant 写明单位代号")


def in_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2)


def in_lines(rows: list[dict[str, Any]], *names: str) -> str:
    """One line a row, the cells parted by tabs."""
    return "\n".join("\t".join(_cell(row[name]) for name in names) for row in rows)


def _cell(value: Any) -> str:
    return "–".join(value) if isinstance(value, list) else "" if value is None else str(value)
