"""Who is called what in a turn: from the scheme's roles and what a person has settled to the roles of all who serve."""

from datetime import date
from typing import Any

from huiguan.mechanisms.rotation.models import Scheme, SchemeRole, Seat
from huiguan.mechanisms.rotation.queries import holders
from huiguan.mechanisms.rotation.solver import Role, give

LEADS, GOES_ALONG = -1, -2
"""What one is in a scheme without roles: the first leads."""
MANY = 100


def solver_roles(scheme: Scheme, day: date) -> list[Role]:
    """The roles of a scheme, with those who hold on that day a post to which a role is tied."""
    return [Role(role.pk, role.least, role.most, _fit(role, day)) for role in scheme.roles.all()]


def _fit(role: SchemeRole, day: date) -> frozenset[int] | None:
    posts = [post.pk for post in role.eligible_posts.all()]
    return frozenset(holders(role.scheme, day, posts)) if posts else None


def told(scheme: Scheme, given: int | None) -> dict[str, Any]:
    """A role as a plan keeps it: which one, and whether whoever has it leads."""
    leading = {role.pk for role in scheme.roles.all() if role.is_lead} | {LEADS}
    return {"role": given if given and given > 0 else None, "lead": given in leading}


def give_roles(scheme: Scheme, roles: list[Role], planned: list[int], seats: list[Seat]) -> dict[int, int | None]:
    """The role of each who is planned, in the order of how long they have waited, where these seats stood before.

    Whoever stays keeps their role as far as that goes, and in any case one that a person has settled.
    """
    roles = roles or [Role(LEADS, 1, 1), Role(GOES_ALONG, 0, MANY)]
    staying = [seat for seat in seats if seat.bearer_id in planned]
    fixed = {seat.bearer_id: _held(seat, roles) for seat in staying if seat.by_hand and (seat.role_id or seat.is_lead)}
    leading = {role.pk for role in scheme.roles.all() if role.is_lead}
    if any(seat.is_lead and seat.bearer_id in fixed for seat in staying):
        roles = [role for role in roles if role.id not in leading]
    held = {seat.bearer_id: _held(seat, roles) for seat in staying if seat.bearer_id not in fixed}
    return give(roles, planned, held=held, fixed=fixed)


def _held(seat: Seat, roles: list[Role]) -> int:
    if seat.role_id:
        return seat.role_id
    return LEADS if seat.is_lead else GOES_ALONG
