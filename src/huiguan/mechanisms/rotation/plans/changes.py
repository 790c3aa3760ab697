"""What a change by hand would do to a roster that stands: every level before and after, counted without solving."""

from dataclasses import dataclass

from huiguan.mechanisms.rotation.models import Request, Seat, Turn, TurnState, Way, Wish
from huiguan.mechanisms.rotation.plans.candidates import candidates
from huiguan.mechanisms.rotation.plans.problems import of_its_kind, settled_turns, solver_wishes, wished
from huiguan.mechanisms.rotation.solver import Problem, Slot, difference

OPEN = (TurnState.DRAFTED.value, TurnState.PUBLISHED.value, TurnState.UNDER_WAY.value)
Seated = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Change:
    """How much worse each level gets (less than 0 is better), who is seated against their word, who is no candidate."""

    levels: dict[str, int]
    unwilling: list[int]
    strangers: list[int]


def effect_of(request: Request) -> Change:
    """Of a request on the turns of its scheme that are not over."""
    scheme = request.turn.scheme
    turns = list(Turn.objects.filter(scheme=scheme, state__in=OPEN).order_by("starts"))
    slots = [Slot(turn.pk, str(turn.number), turn.starts, turn.ends, 0, scheme.hosts_to) for turn in turns]
    people = candidates(scheme, min(turn.starts for turn in turns), OPEN)
    known = {person.id for person in people}
    said = [wish for wish in of_its_kind(Wish, scheme) if wish.bearer_id in known]
    seats = Seat.objects.filter(turn__in=turns).exclude(**{scheme.bearer: None})
    before = frozenset((seat.bearer_id, seat.turn_id) for seat in seats)
    after = after_it(before, request)
    blackouts = frozenset(wished(said, Wish.Kind.BLACKOUT, slots))
    now = frozenset(pair for pair in before if pair[0] in known)
    settled = settled_turns(scheme, {turn.starts for turn in turns}, OPEN)
    problem = Problem.of(people, slots, wishes=solver_wishes(said, slots), previous=now, settled=settled)
    then = frozenset(pair for pair in after if pair[0] in known)
    return Change(
        levels=difference(problem, now, then),
        unwilling=sorted({bearer for bearer, _slot in (after - before) & blackouts}),
        strangers=sorted({bearer for bearer, _slot in after - before if bearer not in known}),
    )


def after_it(before: Seated, request: Request) -> Seated:
    """Who sits where once it is done."""
    here, there = request.turn_id, request.to_id
    mine = request.bearer_id
    theirs = request.other.pk if request.other else 0
    gone, come = {
        Way.Kind.SWAP: ({(mine, here), (theirs, there)}, {(theirs, here), (mine, there)}),
        Way.Kind.SUBSTITUTE: ({(mine, here)}, {(theirs, here)}),
        Way.Kind.POSTPONE: ({(mine, here)}, {(mine, there)}),
        Way.Kind.LEAVE: ({(mine, here)}, set()),
    }[Way.Kind(request.way.kind)]
    return (before - gone) | come
