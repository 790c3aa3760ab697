"""The roster as a mixed-integer program in HiGHS: one column for each seat that can matter.

Without the level "likeness" the program is a network: seats flow from slots to candidates, and along each candidate
from turn to turn. So its linear relaxation is whole already, and so is every face on which an optimum was fixed.
So the first level is solved as a linear program, whose duals settle most seats for the levels after it.
"""

from dataclasses import dataclass
from math import ceil

import highspy
import numpy as np

from huiguan.kernel.solving import Deadline, QuietHighs

from .measures import LEVELS, Seated, groups, linear, runs, sitting
from .plenty import deepest, has_plenty
from .problem import Pair, Problem, SlotId

Row = tuple[float, float, dict[int, int]]
"""At least, at most, and the weight of each column."""


@dataclass(frozen=True)
class Pass:
    """One level minimised: the seats found (None if there was no time), a proven bound, whether it is reached."""

    seated: Seated | None
    bound: int | None
    optimal: bool


class Model:
    """Columns, rows, and for each level the cost of the columns.

    `depth` is how many seats of one candidate are priced exactly; further ones are too cheap, so that a plan that goes
    deeper must be solved again with more (`goes_deeper`). `takes_up` is how long HiGHS took to be given the model: it
    takes about as long at the beginning of each pass, without looking at its clock, so that no pass is worth less.
    Raises `OutOfTime` if the deadline passes while it is built.
    """

    def __init__(self, problem: Problem, depth: int, deadline: Deadline):
        self.problem, self.depth, self.deadline = problem, depth, deadline
        self.plenty = has_plenty(problem)
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[Row] = []
        self.costs: dict[str, dict[int, int]] = {level: {} for level in LEVELS}
        self.constants = dict.fromkeys(LEVELS, 0)
        self.seats: dict[Pair, int] = {pair: self._column(pair in problem.pins) for pair in self._open_seats()}
        self._fill_slots()
        if self.plenty:
            self._serve_once()
        else:
            self._pass_turns()
        self._fill_roles()
        self._space_out()
        self._part_the_like()
        for level in LEVELS[3:]:
            self._weigh(level)
        before = deadline.left
        self.highs = self._load()
        self.takes_up = before - deadline.left

    def minimise(self, level: str, seconds: float) -> Pass:
        """Looks for the least of a level among the plans that keep all that is fixed, for that many seconds.

        Every pass starts afresh: given a plan to start from, HiGHS 1.16 with presolve was seen to report one optimum
        and return the seats of another (5 of 864 small cases). It measures the limit of a mixed-integer program from
        the beginning of the pass; that of a linear one from the first pass of all, which here is the only such pass.
        """
        is_network = level == "again"
        self.highs.clearSolver()
        self.highs.setOptionValue("solve_relaxation", is_network)
        self.highs.setOptionValue("time_limit", max(seconds, 0.01))
        costs = np.zeros(len(self.lower))
        costs[list(self.costs[level])] = list(self.costs[level].values())
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.highs.run()
        info = self.highs.getInfo()
        optimal = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        least = info.mip_dual_bound if not is_network else info.objective_function_value if optimal else -np.inf
        bound = ceil(least - 1e-4) + self.constants[level] if np.isfinite(least) else None
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Pass(None, bound, False)
        values = self.highs.getSolution().col_value
        if is_network and optimal:
            self._settle(np.array(values), np.array(self.highs.getSolution().col_dual))
        return Pass(frozenset(pair for pair, column in self.seats.items() if values[column] > 0.5), bound, optimal)

    def fix(self, level: str, value: int):
        """From now on no plan may be worse than this in the level."""
        costs = self.costs[level]
        if costs:
            limit = float(value - self.constants[level])
            columns, weights = np.array(list(costs), dtype=np.int32), np.array(list(costs.values()), dtype=float)
            self.highs.addRow(-highspy.kHighsInf, limit, len(columns), columns, weights)

    def _settle(self, values, duals):
        """Complementary slackness: in every plan that reaches this optimum, a column with a reduced cost stays put."""
        settled = np.flatnonzero(np.abs(duals) > 1e-6).astype(np.int32)
        stays = np.round(values[settled])
        self.highs.changeColsBounds(len(settled), settled, stays, stays)

    def goes_deeper(self, seated: Seated) -> bool:
        return not self.plenty and deepest(seated) > self.depth

    def _open_seats(self):
        """All free seats; if there is plenty, only those of a first turn, and the pins."""
        problem = self.problem
        pinned = {candidate for candidate, _ in problem.pins}
        for slot in problem.slots:
            self.deadline.check()
            for candidate in problem.free[slot.id]:
                turn_is_next = problem.person[candidate].served == problem.floor and candidate not in pinned
                if (candidate, slot.id) in problem.pins or turn_is_next or not self.plenty:
                    yield candidate, slot.id

    def _fill_slots(self):
        columns: dict[SlotId, dict[int, int]] = {slot.id: {} for slot in self.problem.slots}
        for (_, id), column in self.seats.items():
            columns[id][column] = 1
        for slot in self.problem.slots:
            self.rows.append((slot.at_least, slot.at_most, columns[slot.id]))

    def _serve_once(self):
        columns: dict[int, dict[int, int]] = {}
        for (candidate, slot), column in self.seats.items():
            if (candidate, slot) not in self.problem.pins:
                columns.setdefault(candidate, {})[column] = 1
        self.rows.extend((0, 1, row) for row in columns.values())

    def _pass_turns(self):
        """After each turn a candidate's seats so far lie on steps, each dearer than the one below."""
        for one in self.problem.candidates:
            self.deadline.check()
            steps: list[int] = []
            for slot in self.problem.slots:
                taken = self.seats.get((one.id, slot.id))
                row = dict.fromkeys(steps, 1) | ({} if taken is None else {taken: 1})
                if row:
                    steps = self._steps("again", one.served - self.problem.floor, self.depth)
                    self.rows.append((0, 0, row | dict.fromkeys(steps, -1)))

    def _fill_roles(self):
        """Where not everybody may have every role, each seat is one of a role: a network still."""
        for slot in self.problem.slots if self.problem.tied else ():
            held: list[dict[int, int]] = [{} for _role in self.problem.tied]
            for candidate in self.problem.free[slot.id]:
                if (seat := self.seats.get((candidate, slot.id))) is None:
                    continue
                places = [place for place, role in enumerate(self.problem.tied) if role.suits(candidate)]
                columns = {place: self._column(False) for place in places}
                for place, column in columns.items():
                    held[place][column] = 1
                self.rows.append((0, 0, {seat: 1} | dict.fromkeys(columns.values(), -1)))
            for role, row in zip(self.problem.tied, held, strict=True):
                if row:
                    self.rows.append((role.least, role.most, row))

    def _space_out(self):
        twice = sitting(self.problem, self.problem.pins if self.plenty else self.seats)
        for candidate, run, before in runs(self.problem, twice):
            row = {self.seats[candidate, slot]: 1 for slot in run if (candidate, slot) in self.seats}
            pinned = sum((candidate, slot) in self.problem.pins for slot in run)
            can_serve = min(len(row), pinned + 1) if self.plenty else len(row)
            if row and can_serve + before > 1:
                over = self._column(False)
                self.upper[over] = highspy.kHighsInf
                self.costs["spacing"][over] = 1
                self.rows.append((-highspy.kHighsInf, 1 - before, row | {over: -1}))

    def _part_the_like(self):
        alike: dict[tuple[SlotId, str, str], dict[int, int]] = {}
        for (candidate, slot), column in self.seats.items():
            for group in groups(self.problem, candidate):
                alike.setdefault((slot, *group), {})[column] = 1
        at_most = {slot.id: slot.at_most for slot in self.problem.slots}
        for (slot, *_), row in alike.items():
            self.deadline.check()
            most = min(at_most[slot], len(row))
            if most > 1:
                self.rows.append((0, 0, row | dict.fromkeys(self._steps("likeness", 0, most), -1)))

    def _weigh(self, level: str):
        self.deadline.check()
        self.constants[level], weight = linear(self.problem, level)
        self.costs[level] = {column: cost for pair, column in self.seats.items() if (cost := weight(*pair))}

    def _steps(self, level: str, first: int, count: int) -> list[int]:
        """Columns that cost first, first + 1, … and hold one each; the last holds all that is left."""
        columns = [self._column(False) for _ in range(count)]
        self.upper[columns[-1]] = highspy.kHighsInf
        self.costs[level].update((column, first + step) for step, column in enumerate(columns) if first + step)
        return columns

    def _column(self, is_pinned: bool) -> int:
        self.lower.append(float(is_pinned))
        self.upper.append(1.0)
        return len(self.lower) - 1

    def _load(self) -> highspy.Highs:
        lp, count = highspy.HighsLp(), len(self.lower)
        lp.num_col_, lp.num_row_ = count, len(self.rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(count), np.array(self.lower), np.array(self.upper)
        lp.row_lower_ = np.array([row[0] for row in self.rows], dtype=float)
        lp.row_upper_ = np.array([row[1] for row in self.rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0] + [len(row[2]) for row in self.rows], dtype=np.int32)
        lp.a_matrix_.index_ = np.array([column for row in self.rows for column in row[2]], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([sign for row in self.rows for sign in row[2].values()], dtype=float)
        whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole] * len(self.seats) + [real] * (count - len(self.seats))
        highs = QuietHighs()
        for option, value in OPTIONS.items():
            highs.setOptionValue(option, value)
        highs.passModel(lp)
        return highs


# One thread and one seed, so that the same question has the same answer; whole values, so half a unit is no gap.
OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}
