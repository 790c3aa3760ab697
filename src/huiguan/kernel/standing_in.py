"""Standing in: whose words open a page or a move to somebody, when their own do not."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from huiguan.kernel.models import StandIn, User
from huiguan.kernel.reach import current_reach
from huiguan.kernel.rules import Rule


def absent_one(by: Any, rule: Rule, record: Model | None = None) -> User | None:
    """In whose stead ``by`` does what the rule allows them; nobody's, if they may do it by themselves."""
    reach = current_reach()
    tenant = record.tenant if record is not None and getattr(record, "tenant_id", None) else reach and reach.tenant
    others = by.stands_for(tenant) if tenant and isinstance(by, User) else []
    if not others:
        return None
    with by.holding_only(by):
        if rule(by, record):
            return None
    for other in others:
        with by.holding_only(by, other):
            if rule(by, record):
                return other
    return others[0]  # it took the words of several


def with_their_stand_ins(users: Iterable[User], tenant_id: int) -> list[tuple[User, User | None]]:
    """Those users, and whoever stands in for them today with for whom they do; nobody twice."""
    found: dict[User, User | None] = dict.fromkeys(users)
    rows = StandIn.objects.in_force().filter(tenant_id=tenant_id, absent__in=list(found))
    for row in rows.select_related("absent", "stand_in"):
        found.setdefault(row.stand_in, row.absent)
    return list(found.items())
