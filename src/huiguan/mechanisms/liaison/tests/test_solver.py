"""Links of leaders to objects by small examples, one for each level, and what a plan says about itself."""

import subprocess
import sys
from collections import Counter
from hashlib import sha256

import pytest

from huiguan.mechanisms.liaison.solver import Impossible, Leader, Object_, Problem, cost_of, solve, solve_problem


def leader(id, *sections, town=(), **numbers):
    return Leader(id, f"leader {id}", sections=frozenset(sections), townships=frozenset(town), **numbers)


def thing(id, *sections, town="", **numbers):
    return Object_(id, f"object {id}", sections=frozenset(sections), township=town, **numbers)


def value(plan, name):
    return next(level.value for level in plan.levels if level.name == name)


def loads(plan):
    held = Counter(one for one, _ in plan.pairs)
    return [held[one.id] for one in plan.problem.leaders]


# -- one example for each level: what the levels below would rather have is given up ----------------------------------


def test_nobody_goes_unlinked_because_the_leaders_are_few():
    plan = solve([leader(1, most=1)], [thing(1), thing(2), thing(3)])

    assert plan.pairs == ((1, 1), (1, 2), (1, 3))
    assert (value(plan, "lacking"), value(plan, "over")) == (0, 2)
    assert plan.unmet == (("over_most", 1, 3, 1),)


def test_who_has_room_comes_before_who_fits():
    """Even where somebody is above their most already, so that it would not be the worst."""
    leaders = [leader(1, "tea", town=["east"], most=1), leader(2, most=2), leader(3, most=0)]
    things = [thing(1, "tea", town="east"), thing(2, "tea"), thing(3, "tea"), thing(4)]

    plan = solve(leaders, things, pins=[(3, 4)])

    assert plan.pairs == ((1, 1), (2, 2), (2, 3), (3, 4))
    assert (value(plan, "over"), value(plan, "overload")) == (1, 1)


def test_what_is_too_much_is_shared():
    leaders = [leader(1, "tea", town=["east"], most=1), leader(2, most=1)]
    east, west = [thing(id, "tea", town="east") for id in (1, 2)], [thing(id, "tea") for id in (3, 4)]

    plan = solve(leaders, [*east, *west])

    assert plan.pairs == ((1, 1), (1, 2), (2, 3), (2, 4))
    assert (value(plan, "over"), value(plan, "overload")) == (2, 1)
    assert plan.unmet == (("over_most", 1, 2, 1), ("over_most", 2, 2, 1))


def test_every_leader_comes_to_their_least():
    leaders = [leader(1, "tea", town=["east"]), leader(2, least=1)]

    plan = solve(leaders, [thing(1, "tea", town="east"), thing(2, "tea")])

    assert plan.pairs == ((1, 1), (2, 2))
    assert value(plan, "under") == 0


def test_an_object_that_may_have_more_leaders_brings_another_to_their_least():
    plan = solve([leader(1, "tea"), leader(2, least=1)], [thing(1, "tea", most=2)], pins=[(1, 1)])

    assert plan.pairs == ((1, 1), (2, 1))


def test_what_is_carried_is_part_of_the_load():
    plan = solve([leader(1, "tea", carried=2, most=2), leader(2, least=1)], [thing(1, "tea"), thing(2, "tea")])

    assert plan.pairs == ((2, 1), (2, 2))


def test_links_are_kept_before_they_fit_and_only_if_they_are_to_be():
    question = [leader(1, "tea"), leader(2)], [thing(1, "tea")]

    kept, anew = solve(*question, last=[(2, 1)], keep=True), solve(*question, last=[(2, 1)])

    assert (kept.pairs, value(kept, "not_kept")) == (((2, 1),), 0)
    assert anew.pairs == ((1, 1),)
    assert [level.name for level in kept.levels if level not in anew.levels] == ["not_kept", "fit", "lot"]


def test_fit_adds_no_links_but_a_second_leader_is_kept():
    question = [leader(1, "tea", town=["east"]), leader(2, "tea")], [thing(1, "tea", town="east", most=2)]

    assert solve(*question).pairs == ((1, 1),)
    assert solve(*question, last=[(1, 1), (2, 1)], keep=True).pairs == ((1, 1), (2, 1))


def test_a_section_fits_better_than_a_township_and_both_better_than_either():
    both, section, town = leader(1, "tea", town=["east"]), leader(2, "tea"), leader(3, town=["east"])
    things = [thing(1, "tea", "silk", town="east")]

    assert solve([section, town], things).pairs == ((2, 1),)
    assert solve([both, section, town], things).pairs == ((1, 1),)
    assert value(solve([both, section, town], things), "fit") == -3


def test_sections_count_once_and_an_unknown_township_is_shared_with_nobody():
    plan = solve([leader(1, "tea", "silk", town=[""])], [thing(1, "tea", "silk")])

    assert value(plan, "fit") == -2
    assert plan.reasons[1, 1] == (("section", "silk"), ("section", "tea"), ("only_one",))


def test_loads_are_even():
    plan = solve([leader(1), leader(2), leader(3, carried=3)], [thing(id) for id in range(1, 5)])

    assert loads(plan) == [2, 2, 0]
    assert (value(plan, "largest"), value(plan, "squares")) == (3, 17)


def test_a_load_above_which_somebody_must_be_is_shared_by_the_others():
    leaders = [leader(1), leader(2), leader(3)]

    plan = solve(leaders, [thing(id) for id in range(1, 7)], pins=[(3, 1), (3, 2), (3, 3)])

    assert loads(plan) == [2, 1, 3] or loads(plan) == [1, 2, 3]
    assert (value(plan, "largest"), value(plan, "squares")) == (3, 14)


@pytest.mark.parametrize("id", ["a", "b", "c", 7])
def test_a_lot_that_anyone_can_draw_again_decides_the_rest(id):
    lots = {one: int(sha256(f"{one}:{id}".encode()).hexdigest()[:5], 16) for one in (1, 2, 3)}

    plan = solve([leader(one) for one in lots], [thing(id)])

    assert plan.pairs == ((min(lots, key=lots.__getitem__), id),)
    assert value(plan, "lot") == min(lots.values())


# -- numbers that do not divide ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chambers", "expected"),
    [
        (30, {1: 6, 2: 12}),
        (36, {2: 18}),
        (40, {2: 14, 3: 4}),
        (54, {3: 18}),
        (60, {3: 12, 4: 6}),
    ],
)
def test_eighteen_leaders_of_two_or_three(chambers, expected):
    plan = solve([leader(id, least=2, most=3) for id in range(18)], [thing(id) for id in range(chambers)])

    assert sorted(one for _, one in plan.pairs) == list(range(chambers))
    assert Counter(loads(plan)) == expected
    assert plan.proven
    assert Counter(reason[0] for reason in plan.unmet) == {
        kind: count for kind, count in (("under_least", expected.get(1)), ("over_most", expected.get(4))) if count
    }


def test_chambers_that_may_have_two_leaders_fill_up_to_the_least_and_no_further():
    plan = solve([leader(id, least=2, most=3) for id in range(18)], [thing(id, most=2) for id in range(30)])

    assert set(loads(plan)) == {2}
    assert (value(plan, "under"), value(plan, "links"), plan.unmet) == (0, 36, ())


# -- the order of the question does not matter ------------------------------------------------------------------------


def question():
    leaders = [leader(id, "abc"[id % 3], town=["xyz"[id % 2]], least=1, most=3, carried=id % 2) for id in range(6)]
    things = [thing(f"o{id}", "abcd"[id % 4], town="xyz"[id % 3], most=1 + id % 2) for id in range(14)]
    return leaders, things


def test_the_order_of_leaders_and_objects_does_not_matter():
    leaders, things = question()

    plans = [solve(ones, others) for ones in (leaders, leaders[::-1]) for others in (things, things[7:] + things[:7])]

    assert plans == [plans[0]] * 4


def test_the_plan_is_the_same_in_every_process():
    program = (
        "from huiguan.mechanisms.liaison.tests.test_solver import question\n"
        "from huiguan.mechanisms.liaison.solver import solve\n"
        "import sys; sys.stdout.write(repr(solve(*question()).pairs))"
    )

    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }

    assert said == {repr(solve(*question()).pairs)}


# -- what a plan says about itself ------------------------------------------------------------------------------------


def test_every_link_has_its_reasons():
    leaders = [leader(1, "tea"), leader(2, town=["east"]), leader(3)]
    things = [thing("pinned"), thing("kept"), thing("tea", "tea", town="east", most=2), thing("only"), thing("rest")]

    plan = solve(
        leaders,
        things,
        pins=[(3, "pinned"), (2, "tea"), (1, "tea")],
        forbidden=[(1, "only"), (3, "only"), (1, "kept")],
        last=[(3, "kept"), (3, "pinned"), (1, "rest")],
        keep=True,
    )

    assert plan.reasons == {
        (1, "rest"): (("kept",),),
        (1, "tea"): (("pinned",), ("section", "tea")),
        (2, "only"): (("only_one",),),
        (2, "tea"): (("pinned",), ("township", "east")),
        (3, "kept"): (("kept",),),
        (3, "pinned"): (("pinned",), ("kept",)),
    }
    assert set(solve(leaders, [thing("rest")], last=[(1, "rest")]).reasons.values()) == {(("even",),)}


def test_what_is_not_met_is_named():
    plan = solve(
        [leader(1, most=1, carried=1), leader(2, least=3), leader(3)],
        [thing(1, least=2, most=2), thing(2)],
        forbidden=[(2, 1), (3, 1), (3, 2)],
        last=[(3, 1), (2, 2), (9, 2)],
        keep=True,
    )

    assert plan.pairs == ((1, 1), (2, 2))
    assert plan.unmet == (
        ("unlinked", 1, 1, 2),
        ("over_most", 1, 2, 1),
        ("under_least", 2, 1, 3),
        ("not_kept", 3, 1),
        ("not_kept", 9, 2),
    )
    assert plan.proven


def test_pins_and_forbidden_pairs_are_kept_whatever_they_cost():
    plan = solve(
        [leader(1, "tea", most=0), leader(2)], [thing(1), thing(2, "tea")], pins=[(1, 1)], forbidden=[(2, 2), (1, 2)]
    )

    assert plan.pairs == ((1, 1),)
    assert plan.unmet == (("unlinked", 2, 0, 1), ("over_most", 1, 1, 0))


# -- contradictions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaders", "things", "asked", "lacks"),
    [
        ([], [thing(1)], {}, [("no_leaders",)]),
        ([leader(1), leader(1)], [], {}, [("listed_twice", "leader", 1)]),
        ([leader(1)], [thing(1), thing(1)], {}, [("listed_twice", "object", 1)]),
        ([leader(1, least=3, most=2)], [], {}, [("least_over_most", "leader", 1, 3, 2)]),
        ([leader(1)], [thing(1, least=2)], {}, [("least_over_most", "object", 1, 2, 1)]),
        ([leader(1, carried=-1), leader(2, least=-1)], [], {}, [("negative", "leader", 1), ("negative", "leader", 2)]),
        ([leader(1)], [thing(1, least=-1)], {}, [("negative", "object", 1)]),
        ([leader(1)], [thing(1)], {"pins": [(2, 3)]}, [("unknown_leader", 2), ("unknown_object", 3)]),
        ([leader(1)], [thing(1)], {"forbidden": [("x", 1), (2, 1)]}, [("unknown_leader", 2), ("unknown_leader", "x")]),
        ([leader(1)], [thing(1)], {"pins": [(1, 1)], "forbidden": [(1, 1)]}, [("pinned_and_forbidden", 1, 1)]),
        ([leader(2), leader(1)], [thing(1)], {"pins": [(1, 1), (2, 1)]}, [("too_many_pins", 1, (1, 2), 1)]),
    ],
)
def test_a_contradiction_is_named(leaders, things, asked, lacks):
    with pytest.raises(Impossible) as caught:
        solve(leaders, things, **asked)

    assert list(caught.value.lacks) == lacks


def test_all_contradictions_are_named_at_once():
    with pytest.raises(Impossible) as caught:
        solve([leader(1, least=1, most=0)], [thing(1, most=0)], pins=[(1, 1), (5, 1)], forbidden=[(1, 1)])

    assert caught.value.lacks == (
        ("unknown_leader", 5),
        ("least_over_most", "leader", 1, 1, 0),
        ("least_over_most", "object", 1, 1, 0),
        ("pinned_and_forbidden", 1, 1),
        ("too_many_pins", 1, (1, 5), 0),
    )


def test_nothing_to_link_is_a_plan():
    plan = solve([leader(1, least=1)], [])

    assert (plan.pairs, plan.unmet, plan.proven) == ((), (("under_least", 1, 0, 1),), True)


# -- why not that one? ------------------------------------------------------------------------------------------------


def test_another_link_costs_something_at_a_level():
    leaders = [leader(1, "tea", most=1), leader(2, most=1)]
    plan = solve(leaders, [thing(1, "tea"), thing(2)])

    instead = cost_of(plan.problem, plan, (2, 1), True)
    without = cost_of(plan.problem, plan, (1, 1), False)
    as_it_is = cost_of(plan.problem, plan, (1, 1), True)

    assert instead.plan.pairs == without.plan.pairs == ((1, 2), (2, 1))
    assert next(one for one in instead.differences if one[1]) == ("fit", 2)
    assert instead.proven
    assert {difference for _, difference in as_it_is.differences} == {0}


def test_a_link_that_contradicts_a_pin_cannot_be_had():
    plan = solve([leader(1), leader(2)], [thing(1)], pins=[(1, 1)])

    with pytest.raises(Impossible) as caught:
        cost_of(plan.problem, plan, (2, 1), True)

    assert caught.value.lacks == (("too_many_pins", 1, (1, 2), 1),)


# -- time -------------------------------------------------------------------------------------------------------------


def test_without_time_there_is_a_plan_that_says_what_is_not_proven():
    problem = Problem.of(*question())

    hasty, whole = solve_problem(problem, 0), solve_problem(problem, 60)

    assert {one for _, one in hasty.pairs} == {one.id for one in problem.objects}
    assert whole.proven and not hasty.proven
    assert [one.value for one in hasty.levels] > [one.value for one in whole.levels]
    assert all(one.bound <= one.value for one in hasty.levels)
    assert [one.proven for one in hasty.levels] == [one.value == one.bound for one in hasty.levels]


def test_after_a_level_that_is_not_proven_the_plan_stays_as_it_is():
    """A later level could take back what an earlier one reached, as long as it is not known who reaches it."""

    class Hiccup:
        """A clock on which the time is over at the first look, and then is not."""

        looks = 0

        def __call__(self):
            self.looks += 1
            return 100 if self.looks == 2 else 0

    problem = Problem.of(*question())

    assert solve_problem(problem, 50, Hiccup()).pairs == solve_problem(problem, 0).pairs
