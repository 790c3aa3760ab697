"""Roles that are only for some, and the distance between two turns of somebody, against brute force."""

from datetime import timedelta
from itertools import pairwise, product

import pytest

from huiguan.mechanisms.rotation.solver import Impossible, Role, Settled, Wish, solve, why
from huiguan.mechanisms.rotation.tests.test_solver import START, agrees_with_trying_all, firms, level, turns

ROLES = {
    "nobody": (),
    "one": (Role(7, 1, 1, frozenset({2, 4})),),
    "parted": (Role(7, 1, 1, frozenset({1, 2})), Role(8, 0, 1, frozenset({3, 4}))),
    "some": (Role(7, 1, 1, frozenset({3, 4})), Role(8, 1, 1)),
    "scarce": (Role(7, 1, 1, frozenset({1})), Role(8, 0, 1)),
}
BEFORE = Settled(START - timedelta(days=30), START - timedelta(days=1), frozenset({2}))
LONG_BEFORE = Settled(START - timedelta(days=60), START - timedelta(days=31), frozenset({4, 1}))
AFTER = Settled(START + timedelta(days=95), START + timedelta(days=125), frozenset({3}))


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("settled", [(), (BEFORE,), (LONG_BEFORE, BEFORE, AFTER)])
def test_no_plan_with_roles_and_settled_turns_is_better(roles, settled):
    least = max(sum(role.least for role in roles), 1) if any(role.fit for role in roles) else 1
    for served, blackouts, pins in product([(0, 0, 0, 0), (1, 0, 1, 1)], [set(), {(2, 1), (1, 3)}], [set(), {(3, 2)}]):
        parts = {"roles": roles, "settled": settled}
        agrees_with_trying_all(
            firms("aabb", served), turns(3, least, 2), blackouts, pins, {Wish(4, 2)}, {(1, 1)}, **parts
        )


# -- nobody in short succession ---------------------------------------------------------------------------------------


def test_nobody_sits_in_two_turns_running_where_it_can_be_avoided():
    candidates = firms("aaaaaa", waits=False)

    plan = solve(candidates, turns(6, 2, 2), settled=(Settled(BEFORE.starts, BEFORE.ends, frozenset({1, 2})),))

    served = [{1, 2}, *(set(ones) for ones in plan.seats.values())]
    assert [now & then for now, then in pairwise(served)] == [set()] * 6
    assert (level(plan, "spacing").value, level(plan, "spacing").proven) == (0, True)


def test_waiting_is_counted_from_the_last_turn_planned_or_settled():
    settled = (Settled(BEFORE.starts, BEFORE.ends, frozenset({1})),)

    plan = solve(firms("ab"), turns(3, 1, 1), settled=settled)

    assert plan.seats == {1: (2,), 2: (1,), 3: (2,)}
    assert ("waiting_since", BEFORE.ends) in why(plan, 1, 2)
    assert ("waiting_since", plan.problem.slots[0].ends) in why(plan, 2, 3)


# -- roles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "pins", "lacks"),
    [
        ((Role(7, 2, 2), Role(8, 1, 1)), set(), [("roles_over_at_most", 1, 3, 2)]),
        ((Role(7, 1, 1, frozenset({9})),), set(), [("too_few_for_role", 1, 7, (), 1)]),
        ((Role(7, 1, 1, frozenset({1})), Role(8, 1, 1, frozenset({1}))), set(), [("too_few_for_roles", 1)]),
        ((Role(7, 1, 2, frozenset({1, 2})),), {(3, 1)}, [("pins_fit_no_roles", 1, (3,))]),
        ((Role(7, 0, 2, frozenset({1})),), set(), [("too_few_fit", 1, 1, 2)]),
    ],
)
def test_roles_that_cannot_be_filled_are_named(roles, pins, lacks):
    with pytest.raises(Impossible) as caught:
        solve(firms("abc"), turns(1, 2 if roles[0].least != 2 else 1, 2), pins=pins, roles=roles)

    assert list(caught.value.lacks) == lacks
