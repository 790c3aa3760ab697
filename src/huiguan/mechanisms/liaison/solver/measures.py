"""The levels of a plan, each an exact integer; lower is better, and an earlier level outweighs all later ones.

A leader's load is what they carry already and their links in the plan.

lacking   Links missing to the least of the objects: nobody goes unlinked because the numbers do not divide.
over      Links above the most of the leaders, together.
overload  The largest number of links by which one leader is above their most: what must be too much is shared.
under     Links missing to the least of the leaders. An object may have more than its least for this, up to its most.
not_kept  Links of the last plan that are not in this one. Only where they are to be kept.
links     All links: above the least of an object, only what the levels before are worth. Stands after `not_kept`, or a
          second leader would be taken from an object, and before `fit`, which would add one for the fit alone.
fit       Minus the sum, over links, of 2 if the leader is in charge of one of the object's sections and 1 if of its
          township.
largest   The largest load.
squares   The sum of the squares of the loads: the smaller, the more even.
lot       The sum of lots drawn for each link: 20 bits of SHA-256 over both ids, anyone can draw them again.
"""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from .problem import Id, Leader, Links, Pair, Problem

LEVELS = ("lacking", "over", "overload", "under", "not_kept", "links", "fit", "largest", "squares", "lot")
Curve = Callable[[Leader, int], int]
"""What a load costs a leader: ever steeper, the larger the load."""


def levels(problem: Problem) -> tuple[str, ...]:
    return tuple(name for name in LEVELS if problem.keep or name != "not_kept")


def measure(problem: Problem, links: Links, level: str) -> int:
    loads = loads_of(problem, links)
    if level == "lacking":
        got = got_of(links)
        return sum(max(one.least - got[one.id], 0) for one in problem.objects)
    if level in PEAKS:
        return max(PEAKS[level](one, loads[one.id]) for one in problem.leaders)
    if level in CURVES:
        return sum(CURVES[level](one, loads[one.id]) for one in problem.leaders)
    return constant(problem, level) + sum(weight(problem, level, pair) for pair in links)


def constant(problem: Problem, level: str) -> int:
    return len(problem.last) if level == "not_kept" else 0


def weight(problem: Problem, level: str, pair: Pair) -> int:
    """What one link costs in a level that is a sum over links."""
    match level:
        case "not_kept":
            return -(pair in problem.last)
        case "links":
            return 1
        case "fit":
            return -2 * bool(shared_sections(problem, pair)) - shares_township(problem, pair)
        case "lot":
            return int.from_bytes(sha256(f"{pair[0]}:{pair[1]}".encode()).digest()[:3]) >> 4
    return 0


def shared_sections(problem: Problem, pair: Pair) -> list[str]:
    leader, one = pair
    return sorted(problem.leader[leader].sections & problem.object[one].sections)


def shares_township(problem: Problem, pair: Pair) -> bool:
    township = problem.object[pair[1]].township
    return bool(township) and township in problem.leader[pair[0]].townships


def loads_of(problem: Problem, links: Links) -> dict[Id, int]:
    held = Counter(leader for leader, _ in links)
    return {one.id: one.carried + held[one.id] for one in problem.leaders}


def got_of(links: Links) -> Counter[Id]:
    return Counter(one for _, one in links)


def above(height: Curve, most: int) -> Curve:
    """By how much a leader is higher than this."""
    return lambda leader, load: max(height(leader, load) - most, 0)


def _over(leader: Leader, load: int) -> int:
    return 0 if leader.most is None else max(load - leader.most, 0)


def _under(leader: Leader, load: int) -> int:
    return max((leader.least or 0) - load, 0)


def _load(_leader: Leader, load: int) -> int:
    return load


def _square(_leader: Leader, load: int) -> int:
    return load * load


CURVES: dict[str, Curve] = {"over": _over, "under": _under, "squares": _square}
PEAKS: dict[str, Curve] = {"overload": _over, "largest": _load}
