"""A plan to start from, turn by turn: it keeps all that is hard, so that there is an answer even without any time."""

from collections import Counter

from .measures import Seated, groups, linear
from .problem import Problem


def first_plan(problem: Problem) -> Seated:
    """In each turn the least served first, then those unlike the others, those kept, those who wait longest."""
    seated = set(problem.pins)
    served = Counter({one.id: one.served for one in problem.candidates})
    served.update(candidate for candidate, _ in problem.pins)
    _, waiting = linear(problem, "waiting")
    for slot in problem.slots:
        here = set(problem.pinned[slot.id])
        met = Counter(group for one in here for group in groups(problem, one))
        while len(here) < slot.at_least or not problem.fills(here):
            ranked = sorted(
                (one for one in problem.free[slot.id] if one not in here),
                key=lambda one: (
                    served[one],
                    sum(met[group] for group in groups(problem, one)),
                    (one, slot.id) not in problem.previous,
                    waiting(one, slot.id),
                    one,
                ),
            )
            best = next(one for one in ranked if not problem.tied or problem.takes(slot.id, here | {one}))
            here.add(best)
            served[best] += 1
            met.update(groups(problem, best))
        seated.update((one, slot.id) for one in here)
    return frozenset(seated)
