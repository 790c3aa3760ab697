"""The levels of a roster, each an exact integer; lower is better, and an earlier level outweighs all later ones.

again     Nobody again before everyone as often. A seat costs (how often its candidate served before it − the floor) ×
          (turns from it to the last). The sum is what n(n−1)/2 over all candidates, counted after every turn, grows by,
          n being services above the floor. That is strictly convex: if one were two services ahead of another after
          some turn, exchanging the later seat of the one would be better. So with nobody blacked out or pinned, and
          nobody two ahead to begin with, nobody is two ahead after *any* turn.
          A first-round seat is free, a repeat never is: an optional chair is not filled by somebody's second turn.
spacing   Nobody twice in short succession. Over every run of 2, 3, … turns, planned and settled ones, up to as many as
          it takes for everybody to come once (at most 6): how many of its seats are their candidate's second in it or
          later. Two turns of somebody are in the more runs the closer they are.
likeness  Pairs in a turn who share a section, plus pairs who share a township (sharing both counts twice).
moved     Seats of the previous plan that were not kept.
unmet     Wishes that were not met.
waiting   Minus the sum, over seats, of (1 + candidates who wait shorter) × (turns from it to the last): those who wait
          longest earlier, and an optional chair filled wherever that costs nothing above. No date waits shortest.
lot       The sum of lots drawn for (candidate, slot): 20 bits of SHA-256 over both ids, anyone can draw them again.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256

from .problem import Pair, Problem, SlotId

LEVELS = ("again", "spacing", "likeness", "moved", "unmet", "waiting", "lot")
Seated = frozenset[Pair]
Weight = Callable[[int, SlotId], int]


def measure(problem: Problem, seated: Seated, level: str) -> int:
    if level == "again":
        return _again(problem, seated)
    if level == "spacing":
        return sum(
            max(sum((candidate, slot) in seated for slot in run) + before - 1, 0)
            for candidate, run, before in runs(problem, sitting(problem, seated))
        )
    if level == "likeness":
        return _likeness(problem, seated)
    constant, weight = linear(problem, level)
    return constant + sum(weight(*pair) for pair in seated)


def difference(problem: Problem, now: Seated, then: Seated) -> dict[str, int]:
    """How much worse each level is in one roster than in another (less than 0: better), whoever drew them up."""
    return {level: measure(problem, then, level) - measure(problem, now, level) for level in LEVELS}


def linear(problem: Problem, level: str) -> tuple[int, Weight]:
    """The levels that are a constant and a weight for each seat."""
    return {"moved": _moved, "unmet": _unmet, "waiting": _waiting, "lot": _lot}[level](problem)


def floor_of(problem: Problem, level: str) -> int | None:
    """A value that no plan can beat, known without solving; None where it takes solving to know."""
    match level:
        case "again" | "spacing" | "likeness":
            return measure(problem, problem.pins, level)
        case "moved":
            return sum(candidate not in problem.free.get(slot, ()) for candidate, slot in problem.previous)
        case "unmet":
            return sum(_is_hopeless(problem, wish) for wish in problem.wishes)
    return None


def runs(problem: Problem, candidates: Iterable[int]) -> Iterator[tuple[int, tuple[SlotId, ...], int]]:
    """For each of these candidates the runs of turns in which they should serve once: the planned ones, and how often
    they serve in the settled ones. Runs in which they cannot serve twice are left out."""
    windows = list(_windows(problem))
    for candidate in candidates:
        for planned, settled in windows:
            before = sum(candidate in seated for seated in settled)
            free = tuple(slot for slot in planned if candidate in problem.is_free[slot])
            if free and len(free) + before > 1:
                yield candidate, free, before


def _windows(problem: Problem) -> Iterator[tuple[tuple[SlotId, ...], list[frozenset[int]]]]:
    """Every run of 2, 3, … turns with a planned one in it: those planned, and who sits in those settled."""
    turns: list[tuple[date, date, SlotId | None, frozenset[int]]] = [
        (slot.starts, slot.ends, slot.id, frozenset()) for slot in problem.slots
    ]
    turns += [(one.starts, one.ends, None, one.seated) for one in problem.settled]
    turns.sort(key=lambda turn: (turn[0], turn[1], str(turn[2])))
    for length in range(2, longest_run(problem) + 1):
        for first in range(len(turns) - length + 1):
            run = turns[first : first + length]
            if planned := tuple(id for _starts, _ends, id, _seated in run if id is not None):
                yield planned, [seated for _starts, _ends, id, seated in run if id is None]


def sitting(problem: Problem, seats: Iterable[Pair]) -> list[int]:
    """Who sits in one of these seats or in a settled turn, in order: nobody else serves twice."""
    settled = {one for turn in problem.settled for one in turn.seated}
    return sorted(({candidate for candidate, _slot in seats} | settled) & problem.person.keys())


LONGEST_RUN = 6


def longest_run(problem: Problem) -> int:
    """As many turns as it takes until everybody has come once."""
    least = min((slot.at_least for slot in problem.slots), default=0)
    return min(-(-len(problem.candidates) // max(least, 1)), LONGEST_RUN)


def last_service(problem: Problem, seated: Seated, candidate: int, slot: SlotId) -> date | None:
    """The end of the last turn in which the candidate has served when the slot begins, planned or settled; else since
    when they wait, if that is known and before it."""
    starts = {one.id: one.starts for one in problem.slots}
    ends = [one.ends for one in problem.slots if (candidate, one.id) in seated and one.starts < starts[slot]]
    ends += [one.ends for one in problem.settled if candidate in one.seated and one.starts < starts[slot]]
    since = problem.person[candidate].waiting_since
    return max(ends) if ends else since if since and since < starts[slot] else None


def services_before(problem: Problem, seated: Seated, candidate: int, slot: SlotId) -> int:
    """How often the candidate has served when the slot begins."""
    left = problem.turns_left
    return problem.person[candidate].served + sum(c == candidate and left[s] > left[slot] for c, s in seated)


def _again(problem, seated) -> int:
    counts = {one.id: one.served - problem.floor for one in problem.candidates}
    total = 0
    for candidate, slot in sorted(seated, key=lambda pair: -problem.turns_left[pair[1]]):
        total += counts[candidate] * problem.turns_left[slot]
        counts[candidate] += 1
    return total


def _likeness(problem, seated) -> int:
    counts: Counter[tuple[SlotId, str, str]] = Counter()
    for candidate, slot in seated:
        counts.update((slot, *group) for group in groups(problem, candidate))
    return sum(count * (count - 1) // 2 for count in counts.values())


def groups(problem: Problem, candidate: int) -> list[tuple[str, str]]:
    """What the candidate may share with others: ("section", …) and ("township", …), where known."""
    one = problem.person[candidate]
    return [(kind, name) for kind, name in (("section", one.section), ("township", one.township)) if name]


def _moved(problem):
    return len(problem.previous), lambda candidate, slot: -((candidate, slot) in problem.previous)


def _unmet(problem):
    weights: Counter[Pair] = Counter()
    for wish in problem.wishes:
        weights[wish.candidate, wish.slot] += -1 if wish.kind == "wants" else 1
    wanted = sum(wish.kind == "wants" for wish in problem.wishes)
    return wanted, lambda candidate, slot: weights.get((candidate, slot), 0)


def _waiting(problem):
    since = {one.id: (one.waiting_since or date.max).toordinal() for one in problem.candidates}
    latest_first = sorted(-day for day in since.values())
    rank = {id: 1 + bisect_left(latest_first, -day) for id, day in since.items()}
    return 0, lambda candidate, slot: -rank[candidate] * problem.turns_left[slot]


def _lot(problem):
    return 0, lambda candidate, slot: int.from_bytes(sha256(f"{candidate}:{slot}".encode()).digest()[:3]) >> 4


def _is_hopeless(problem, wish) -> bool:
    if wish.kind == "avoids":
        return (wish.candidate, wish.slot) in problem.pins
    return wish.candidate not in problem.free.get(wish.slot, ())
