"""The roster against brute force, and what it says about itself."""

import hashlib
import subprocess
import sys
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from huiguan.kernel.solving import Deadline
from huiguan.mechanisms.rotation.solver import Candidate, Impossible, Problem, Slot, Unmet, Wish, solve, why
from huiguan.mechanisms.rotation.solver.climb import _climb, _keeps
from huiguan.mechanisms.rotation.solver.greedy import first_plan
from huiguan.mechanisms.rotation.solver.measures import LEVELS, measure
from huiguan.mechanisms.rotation.solver.model import Model
from huiguan.mechanisms.rotation.solver.plenty import has_plenty

START = date(2025, 1, 1)


def firms(sections="abcd", served=(), townships=None, waits=True):
    served = [*served, *[0] * len(sections)]
    return [
        Candidate(
            id=place + 1,
            name=f"firm {place + 1}",
            section=section,
            township=(townships or ["甲", "乙", "丙", "丁", "戊", "己"])[place % 6],
            waiting_since=date(2020, 1, 1) - timedelta(days=7 * (place * 2 % 5)) if waits and place != 1 else None,
            served=served[place],
        )
        for place, section in enumerate(sections)
    ]


def turns(count=3, at_least=1, at_most=2):
    day = timedelta(days=1)
    return [
        Slot(n + 1, f"turn {n + 1}", START + 30 * n * day, START + (30 * n + 29) * day, at_least, at_most)
        for n in range(count)
    ]


def values(plan):
    return tuple(level.value for level in plan.levels)


def level(plan, name):
    return next(one for one in plan.levels if one.name == name)


def pairs(plan):
    return {(one, slot) for slot, ones in plan.seats.items() for one in ones}


# -- against brute force: the levels once more, written from their definition and not from the solver ------------------


def best_by_trying_all(candidates, slots, blackouts, pins, wishes, previous, roles=(), settled=()):
    ids = [one.id for one in candidates]
    choices = [
        [
            chosen
            for size in range(slot.at_least, slot.at_most + 1)
            for chosen in combinations(ids, size)
            if all((one, slot.id) not in blackouts for one in chosen)
            and all(one in chosen for one, turn in pins if turn == slot.id)
            and can_be_filled(roles, chosen)
        ]
        for slot in slots
    ]
    plans = [dict(zip([slot.id for slot in slots], plan, strict=True)) for plan in product(*choices)]
    key = scorer(candidates, slots, blackouts, wishes, previous, settled)
    ranked = sorted(plans, key=key)[:2]
    assert len(ranked) == 1 or key(ranked[0]) != key(ranked[1]), "the best plan must be the only one"
    return ranked[0], key(ranked[0])


def can_be_filled(roles, chosen):
    """By trying every way to give the roles: each has one, if there are enough of them, and each role its number."""
    chairs = sum(role.most for role in roles)
    ways = product([*roles, None], repeat=len(chosen)) if roles else ()
    return not roles or any(
        all(role.least <= way.count(role) <= role.most for role in roles)
        and all(role is None or role.fit is None or one in role.fit for one, role in zip(chosen, way, strict=True))
        and way.count(None) <= max(CHAIRS - chairs, 0)
        for way in ways
    )


CHAIRS = 2  # of every turn, where roles are tried


def scorer(candidates, slots, blackouts, wishes, previous, settled=()):
    by_id = {one.id: one for one in candidates}
    floor = min(c.served for c in candidates if any((c.id, s.id) not in blackouts for s in slots))
    since = {c.id: c.waiting_since or date.max for c in candidates}
    rank = {c: 1 + sum(other > day for other in since.values()) for c, day in since.items()}
    lots = {(c, s.id): int(hashlib.sha256(f"{c}:{s.id}".encode()).hexdigest()[:5], 16) for c in by_id for s in slots}

    def key(plan):
        counts = {one.id: one.served - floor for one in candidates}
        start = sum(n * (n - 1) // 2 for n in counts.values())
        again = like = waiting = lot = 0
        for place, slot in enumerate(slots):
            for one in plan[slot.id]:
                counts[one] += 1
                waiting -= rank[one] * (len(slots) - place)
                lot += lots[one, slot.id]
            again += sum(n * (n - 1) // 2 for n in counts.values()) - start
            for one, other in combinations(plan[slot.id], 2):
                like += by_id[one].section == by_id[other].section
                like += by_id[one].township == by_id[other].township
        timeline = sorted([(s.starts, s.id, ()) for s in slots] + [(s.starts, 0, s.seated) for s in settled])
        served = [set(seated) | set(plan.get(id, ())) for _starts, id, seated in timeline]
        longest = min(-(-len(by_id) // min(slot.at_least for slot in slots)), 6)
        spacing = 0
        for length in range(2, longest + 1):
            for first in range(len(timeline) - length + 1):
                planned = [id for _starts, id, _seated in timeline[first : first + length] if id]
                for one in by_id:
                    if any((one, id) not in blackouts for id in planned):
                        times = sum(one in turn for turn in served[first : first + length])
                        spacing += max(times - 1, 0)
        moved = sum(one not in plan.get(slot, ()) for one, slot in previous)
        unmet = sum((w.candidate in plan.get(w.slot, ())) != (w.kind == "wants") for w in wishes)
        return again, spacing, like, moved, unmet, waiting, lot

    return key


FAMILY = {
    "sections": ["abc", "aab", "aaa"],
    "served": [(0, 0, 0), (1, 0, 0), (0, 2, 2)],
    "size": [(1, 1), (1, 2), (2, 2)],
    "blackouts": [set(), {(1, 1)}, {(1, 1), (1, 2), (1, 3)}, {(2, 1), (3, 2)}],
    "pins": [set(), {(3, 1)}, {(3, 3), (2, 2)}, {(2, 2), (2, 3)}],
    "softer": [(set(), set()), ({(1, 2), (2, 1), (9, 9)}, {Wish(3, 3), Wish(2, 1, "avoids"), Wish(1, 1), Wish(8, 1)})],
}


@pytest.mark.parametrize(("sections", "served"), list(product(FAMILY["sections"], FAMILY["served"])))
def test_no_plan_of_three_firms_in_three_turns_is_better(sections, served):
    for size, blackouts, pins, (previous, wishes) in product(*list(FAMILY.values())[2:]):
        agrees_with_trying_all(firms(sections, served), turns(3, *size), blackouts, pins, wishes, previous)


@pytest.mark.parametrize("blackouts", [set(), {(5, 1), (1, 2)}])
@pytest.mark.parametrize("served", [(0, 0, 0, 0, 0), (0, 0, 1, 1, 3)])
@pytest.mark.parametrize("pins", [set(), {(2, 1)}])
def test_no_plan_of_five_firms_in_three_turns_is_better(blackouts, served, pins):
    candidates = firms("aabbc", served, townships=["甲", "乙", "甲", "乙", "", ""])
    agrees_with_trying_all(candidates, turns(), blackouts, pins, {Wish(5, 2)}, {(3, 3)})


def agrees_with_trying_all(candidates, slots, blackouts, pins, wishes, previous, roles=(), settled=()):
    parts = {"blackouts": blackouts, "pins": pins, "wishes": wishes, "previous": previous}
    parts |= {"roles": roles, "settled": settled}
    try:
        plan = solve(candidates, slots, **parts)
    except Impossible:
        with pytest.raises(IndexError):
            best_by_trying_all(candidates, slots, **parts)
        return

    seats, best = best_by_trying_all(candidates, slots, **parts)

    assert (values(plan), plan.seats) == (best, seats)
    assert plan.proven


# -- nobody again before everyone as often ----------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "size"), list(product([2, 3, 4, 5, 7], [(1, 1), (1, 2), (2, 2)])))
def test_after_every_turn_nobody_is_two_services_ahead(count, size):
    plan = solve(firms("aabbccd"[:count]), turns(8, *size))

    counts = dict.fromkeys(range(1, count + 1), 0)
    for ones in plan.seats.values():
        for one in ones:
            counts[one] += 1
        assert max(counts.values()) - min(counts.values()) <= 1


@pytest.mark.parametrize(("count", "size"), [(4, (2, 2)), (6, (2, 2)), (5, (1, 2)), (3, (1, 1)), (3, (1, 2))])
def test_a_second_turn_comes_after_everybodys_first_where_sizes_allow(count, size):
    plan = solve(firms("aabbccd"[:count]), turns(7, *size))

    seats = [[slot for slot, ones in plan.seats.items() if one in ones] for one in range(1, count + 1)]
    assert max(turn[0] for turn in seats) < min(turn[1] for turn in seats if len(turn) > 1)


def test_who_has_served_less_catches_up_first():
    plan = solve(firms("abc", served=(2, 0, 2)), turns(3, 1, 1))

    assert plan.seats[1] == plan.seats[2] == (2,)


def test_an_optional_chair_is_filled_by_a_first_turn_and_never_by_a_repeat():
    assert [len(ones) for ones in solve(firms("abcdef"), turns(3)).seats.values()] == [2, 2, 2]
    assert [len(ones) for ones in solve(firms("ab"), turns(3)).seats.values()] == [1, 1, 1]


def test_seats_that_cannot_matter_are_left_out_without_loss():
    candidates, slots = firms("aabbccdd", served=(1,)), turns(3)
    pins = {(1, 2), (3, 3)}
    problem = Problem.of(candidates, slots, pins=pins)

    seats, best = best_by_trying_all(candidates, slots, set(), pins, set(), set())

    assert has_plenty(problem)
    assert len(Model(problem, 2, Deadline.after(60)).seats) == 6 * 3 + 2
    assert (solve(candidates, slots, pins=pins).seats, values(solve(candidates, slots, pins=pins))) == (seats, best)


def test_a_plan_deeper_than_the_model_prices_is_not_believed():
    problem = Problem.of(firms("ab"), turns(5))

    assert _climb(problem, first_plan(problem), 1, Deadline.after(60)) is None


def test_a_plan_deeper_than_the_first_one_is_found_all_the_same():
    candidates, slots, blackouts = firms("abc", served=(1, 0, 2)), turns(4, 1, 1), {(2, 3), (1, 1), (3, 4)}
    wishes = {Wish(3, 1), Wish(2, 3), Wish(2, 1)}
    first = first_plan(Problem.of(candidates, slots, blackouts=blackouts, wishes=wishes))

    assert max(sum(one == id for one, _ in first) for id in (1, 2, 3)) == 2
    agrees_with_trying_all(candidates, slots, blackouts, set(), wishes, set())
    deeper = solve(candidates, slots, blackouts=blackouts, wishes=wishes)
    assert sum(2 in ones for ones in deeper.seats.values()) == 3


# -- always the same ---------------------------------------------------------------------------------------------------


def test_the_order_of_the_input_does_not_matter():
    candidates, slots = firms("aabbcd", waits=False), turns(5)
    parts = {"blackouts": [(1, 1), (4, 2), (5, 3)], "pins": [(6, 4), (2, 5)], "previous": [(3, 1), (1, 2)]}

    one = solve(candidates, slots, **parts)
    other = solve(candidates[::-1], slots[3:] + slots[:3], **{name: part[::-1] for name, part in parts.items()})

    assert one == other
    assert list(other.seats) == [1, 2, 3, 4, 5]


def test_after_a_drop_out_the_others_stay():
    candidates, slots = firms("aabbcdefgh"), turns(4, 2, 2)
    before = solve(candidates, slots)
    gone = before.seats[2][0]

    after = solve(candidates, slots, blackouts={(gone, slot.id) for slot in slots}, previous=pairs(before))

    assert pairs(before) - pairs(after) == {(gone, 2)}
    assert level(after, "moved").value == 1


# -- what cannot be ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "lacks"),
    [
        ({"blackouts": {(1, 2), (2, 2), (3, 2)}}, [("too_few_free", 2, (4,), 2, (1, 2, 3))]),
        ({"pins": {(1, 3), (2, 3), (3, 3), (4, 1)}}, [("too_many_pins", 3, (1, 2, 3), 2)]),
        ({"pins": {(1, 1), (2, 2)}, "blackouts": {(1, 1), (2, 3)}}, [("pinned_and_blacked_out", 1, 1)]),
        ({"pins": {(7, 1), (1, 9)}}, [("unknown_candidate", 7), ("unknown_slot", 9)]),
    ],
)
def test_impossible_names_what_cannot_be_met(parts, lacks):
    with pytest.raises(Impossible) as caught:
        solve(firms(), turns(3, 2, 2), **parts)

    assert caught.value.lacks == tuple(lacks)


def test_impossible_sizes_and_doubles_are_named():
    with pytest.raises(Impossible) as sizes:
        solve(firms(), turns(1, 2, 1))
    with pytest.raises(Impossible) as doubles:
        solve(firms() + firms("a"), turns(2) + turns(1))

    assert sizes.value.lacks == (("at_least_over_at_most", 1, 2, 1),)
    assert doubles.value.lacks == (("listed_twice", "candidate", 1), ("listed_twice", "slot", 1))


def test_no_turns_need_no_seats():
    assert solve(firms(), []).seats == {}


# -- running out of time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0, 0.001, 0.05])
def test_without_time_there_is_a_plan_but_no_proof(seconds):
    candidates, slots = firms("aabbcd" * 20), turns(20, 2, 3)
    blackouts, pins = {(1, 1), (2, 1)}, {(7, 3)}

    plan = solve(candidates, slots, blackouts=blackouts, pins=pins, time_limit_seconds=seconds)

    assert all(2 <= len(set(ones)) <= 3 for ones in plan.seats.values())
    assert pins <= pairs(plan) and not blackouts & pairs(plan)
    assert not plan.proven and not level(plan, "lot").proven
    assert values(plan) == tuple(measure(plan.problem, frozenset(pairs(plan)), name) for name in LEVELS)


def test_a_pass_that_loses_an_earlier_level_is_discarded():
    problem = Problem.of(firms("aabb"), turns(2, 2, 2))
    best = solve(firms("aabb"), turns(2, 2, 2))
    worse = frozenset({(1, 1), (2, 1), (3, 2), (4, 2)})

    assert _keeps(problem, frozenset(pairs(best)), list(best.levels), "waiting", 0)
    assert not _keeps(problem, worse, list(best.levels[:3]), "waiting", 0)
    assert not _keeps(problem, worse - {(1, 1)}, [], "waiting", 0)


# -- speaking ----------------------------------------------------------------------------------------------------------


def test_every_seat_has_its_reasons():
    plan = solve(
        firms("aab", served=(0, 0, 1), townships=["甲", "乙", ""], waits=False),
        turns(2, 2, 2),
        blackouts={(1, 2)},
        pins={(3, 1)},
        wishes={Wish(2, 2), Wish(3, 1, "avoids")},
        previous={(1, 1)},
    )

    assert plan.seats == {1: (1, 3), 2: (2, 3)}
    assert why(plan, 1, 1) == (
        ("first_turn",), ("only_free_in", 1), ("kept",), ("keeps_section_apart", "a"), ("keeps_township_apart", "甲"),
    )  # fmt: skip
    assert why(plan, 3, 1) == (("pinned",), ("served_before", 1), ("against_wish",), ("keeps_section_apart", "b"))
    assert why(plan, 2, 2)[:2] == (("first_turn",), ("wish",))
    assert why(plan, 2, 1) == ()


def test_reasons_speak_of_waiting_of_earlier_seats_and_of_company():
    plan = solve(firms("aa"), turns(2, 2, 2))

    assert why(plan, 1, 1)[:2] == (("first_turn",), ("waiting_since", date(2020, 1, 1)))
    assert why(plan, 2, 2)[0] == ("served_before", 1)
    assert ("shares_section", "a", (1,)) in why(plan, 2, 2)


def test_unmet_wishes_are_named_with_a_reason():
    wishes = {Wish(1, 1), Wish(2, 1, "avoids"), Wish(3, 1), Wish(3, 2), Wish(9, 1), Wish(4, 3), Wish(4, 2)}

    plan = solve(firms(), turns(3, 1, 1), blackouts={(3, 2)}, pins={(2, 1), (4, 3)}, wishes=wishes)

    assert plan.unmet == (
        Unmet(Wish(1, 1), ("full_of_pins",)),
        Unmet(Wish(2, 1, "avoids"), ("pinned",)),
        Unmet(Wish(3, 1), ("full_of_pins",)),
        Unmet(Wish(3, 2), ("blacked_out",)),
        Unmet(Wish(4, 2), ("outweighed",)),
        Unmet(Wish(9, 1), ("unknown",)),
    )
    assert level(plan, "unmet").value == 6


def test_a_solver_prints_nothing_not_even_its_own_name():
    """HiGHS prints it once a process, so only a new process shows whether it does."""
    roster = (
        "from datetime import date\nfrom huiguan.mechanisms.rotation.solver import Candidate, Problem, Slot, solve\n"
    )
    roster += "one, day = Candidate(1, 'firm', 'a', '', None, 0), date(2025, 1, 1)\n"
    roster += "assert solve([one], [Slot(1, 'turn', day, day, 1, 1)]).seats\n"

    done = subprocess.run([sys.executable, "-c", roster], capture_output=True, text=True, check=True)

    assert done.stdout + done.stderr == ""


def test_three_hundred_firms_over_five_years_are_solved():
    sections = [f"section {n * 7 % 19}" for n in range(300)]
    candidates = firms(sections, townships=["甲", "乙", "丙", "丁", "戊", "己"])
    blackouts = {(one.id, (one.id * k) % 30 + 1) for one in candidates for k in (1, 7, 11)}

    plan = solve(candidates, turns(30, 2, 3), blackouts=blackouts)

    assert plan.proven
    assert values(plan)[:2] == (0, 0)
    assert len(pairs(plan)) == len({one for one, _ in pairs(plan)}) == 90
