"""A plan to start from, object by object: it keeps all that is hard, so there is an answer even without any time."""

from .measures import CURVES, got_of, loads_of, weight
from .problem import Links, Problem


def first_plan(problem: Problem) -> Links:
    """To each object its least, as far as may be: from those with room, those kept, those who fit, those with less."""
    links, loads, got = set(problem.pins), loads_of(problem, problem.pins), got_of(problem.pins)
    for one in problem.objects:
        open_to = [id for id in problem.allowed[one.id] if (id, one.id) not in problem.pins]
        ranked = sorted(
            range(len(open_to)),
            key=lambda rank: (
                CURVES["over"](problem.leader[open_to[rank]], loads[open_to[rank]] + 1),
                problem.keep and (open_to[rank], one.id) not in problem.last,
                weight(problem, "fit", (open_to[rank], one.id)),
                loads[open_to[rank]],
                rank,
            ),
        )
        for rank in ranked[: max(one.least - got[one.id], 0)]:
            links.add((open_to[rank], one.id))
            loads[open_to[rank]] += 1
    return frozenset(links)
