"""The solver keeps to the time that it is given; no test measures it."""

import pytest

from huiguan.kernel.solving import Deadline, OutOfTime
from huiguan.mechanisms.rotation.solver import Problem
from huiguan.mechanisms.rotation.solver.climb import solve_problem
from huiguan.mechanisms.rotation.solver.greedy import first_plan
from huiguan.mechanisms.rotation.solver.measures import LEVELS
from huiguan.mechanisms.rotation.solver.model import Model
from huiguan.mechanisms.rotation.solver.plenty import has_plenty
from huiguan.mechanisms.rotation.tests.test_solver import firms, pairs, turns


class Ticks:
    """A clock that goes on by one each time somebody looks at it."""

    def __init__(self):
        self.now = 0

    def __call__(self) -> int:
        self.now += 1
        return self.now


@pytest.mark.parametrize("limit", [1, 50, 120])
def test_building_the_model_stops_when_the_time_is_over(limit):
    problem, clock = Problem.of(firms("aabbcd" * 50, served=range(300)), turns(20, 2, 3)), Ticks()

    plan = solve_problem(problem, limit, clock)

    assert not has_plenty(problem)  # so that the model asks for the time at each of the 300 candidates
    assert limit < clock.now <= limit + 3
    assert not plan.proven and all(len(set(ones)) >= 2 for ones in plan.seats.values())


@pytest.mark.parametrize(("looks", "proven"), [(1, False), (50, True)])
def test_a_pass_that_has_no_time_to_begin_is_not_begun(looks, proven):
    problem, clock = Problem.of(firms("aabbcd"), turns(3)), Ticks()
    Model(problem, 2, Deadline.after(100, clock))

    plan = solve_problem(problem, clock.now + looks, clock=Ticks())

    assert plan.proven is proven
    assert (pairs(plan) == first_plan(problem)) is not proven


def test_without_time_there_is_no_model():
    with pytest.raises(OutOfTime):
        Model(Problem.of(firms(), turns()), 1, Deadline.after(0))


def test_no_pass_of_the_solver_is_given_more_time_than_there_is_left():
    """However long the passes before it took: HiGHS counts from the beginning of each."""
    model = Model(Problem.of(firms("aabbcd" * 10, served=range(60)), turns(10)), 4, Deadline.after(60))

    limits = []
    for name in LEVELS:
        model.minimise(name, 7)
        limits.append(model.highs.getOptionValue("time_limit")[1])

    assert model.highs.getRunTime() > 0
    assert limits == [7] * len(LEVELS)
