"""What another choice would cost: solved again, level by level."""

import pytest

from huiguan.mechanisms.rotation.solver import Impossible, cost_of, solve
from huiguan.mechanisms.rotation.solver.measures import LEVELS
from huiguan.mechanisms.rotation.tests.test_solver import firms, turns


def test_why_not_somebody_else_is_a_cost_at_a_level():
    candidates, slots = firms("aabb", served=(1,)), turns(1, 1, 1)
    plan = solve(candidates, slots)
    (seated,) = plan.seats[1]

    served_more = cost_of(plan.problem, plan, (1, 1))
    waits_shorter = cost_of(plan.problem, plan, (2, 1))
    without = cost_of(plan.problem, plan, (seated, 1), seated=False)

    assert served_more.differences[0] == ("again", 1)
    assert dict(waits_shorter.differences)["again"] == 0 and dict(waits_shorter.differences)["waiting"] > 0
    assert seated not in without.plan.seats[1] and dict(without.differences)["waiting"] > 0
    assert served_more.proven
    assert cost_of(plan.problem, plan, (seated, 1)).differences == tuple((name, 0) for name in LEVELS)


def test_forcing_what_cannot_be_says_so():
    plan = solve(firms(), turns(1, 1, 1), pins={(1, 1)})

    with pytest.raises(Impossible) as caught:
        cost_of(plan.problem, plan, (2, 1))

    assert caught.value.lacks == (("too_many_pins", 1, (1, 2), 1),)
