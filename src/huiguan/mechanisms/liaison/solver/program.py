"""One level as a linear program in HiGHS. It is a flow, so that its corners are whole, and so are their prices."""

from dataclasses import dataclass
from itertools import groupby, pairwise

import highspy
import numpy as np

from huiguan.kernel.solving import QuietHighs

from .face import Aim, Face, Prices, Whole, whole
from .problem import Links


@dataclass(frozen=True)
class Found:
    links: Links
    prices: Prices


@dataclass(frozen=True)
class Step:
    """Links of a leader one more of which costs the same, and how many of them there are."""

    leader: int
    slope: int
    width: int


def minimise(face: Face, aim: Aim, seconds: float) -> Found | None:
    """A plan of the face that costs least, with prices that prove it; None if that took too long.

    Solver: HiGHS (Huangfu & Hall 2018, 10.1007/s12532-017-0130-5), made anew for each level: it measures the limit of
    a linear program from the first one that it was given.
    """
    highs, free = QuietHighs(), np.flatnonzero(face.low < face.high)
    for option, value in OPTIONS.items():
        highs.setOptionValue(option, value)
    highs.setOptionValue("time_limit", max(seconds, 0.01))
    highs.passModel(_program(face, aim, free))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution, leaders = highs.getSolution(), len(face.load_low)
    taken = face.low.copy()
    taken[free] = np.array(solution.col_value[: len(free)]) > 0.5
    prices = np.rint(solution.row_dual).astype(np.int64)
    links = frozenset(pair for pair, is_taken in zip(face.pairs, taken, strict=True) if is_taken)
    return Found(links, Prices(prices[:leaders], prices[leaders:]))


def _program(face: Face, aim: Aim, free: Whole) -> highspy.HighsLp:
    """Columns: the pairs that are open, then the steps of the leaders. Rows: the leaders, then the objects."""
    steps = _steps(face, aim)
    leaders, objects = len(face.load_low), len(face.got_low)
    held = np.bincount(face.by, weights=face.low, minlength=leaders)
    got = np.bincount(face.to, weights=face.low, minlength=objects)
    carried = whole(one.carried for one in face.problem.leaders)
    level = face.load_low - carried - held
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(free) + len(steps), leaders + objects
    lp.col_cost_ = np.concatenate([aim.weights[free], whole(step.slope for step in steps)]).astype(float)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.concatenate([np.ones(len(free)), whole(step.width for step in steps)])
    lp.row_lower_ = np.concatenate([level, face.got_low - got])
    lp.row_upper_ = np.concatenate([level, face.got_high - got])
    ends = np.column_stack([face.by[free], leaders + face.to[free]]).ravel()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(
        [np.arange(0, len(ends), 2), len(ends) + np.arange(len(steps) + 1)], dtype=np.int32
    )
    lp.a_matrix_.index_ = np.concatenate([ends, whole(step.leader for step in steps)]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([np.ones(len(ends)), -np.ones(len(steps))])
    return lp


def _steps(face: Face, aim: Aim) -> list[Step]:
    steps: list[Step] = []
    for place, leader in enumerate(face.problem.leaders):
        costs = [aim.curve(leader, load) if aim.curve else 0 for load in face.loads(place)]
        slopes = groupby(after - before for before, after in pairwise(costs))
        steps += [Step(place, slope, sum(1 for _ in same)) for slope, same in slopes]
    return steps


# One thread and one seed, and a corner that the simplex method found: the same question has the same answer.
OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 1,
    "solver": "simplex",
}
