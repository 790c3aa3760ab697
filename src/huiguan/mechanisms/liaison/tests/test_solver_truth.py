"""Plans against every plan there is: the levels once more, written from their definition and not from the solver."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import chain, combinations, product
from random import Random

import pytest

from huiguan.mechanisms.liaison.solver import Impossible, Leader, Object_, cost_of, solve


def some_problem(seed):
    """Small, and short of whatever can be short: room, objects, leaders who may."""
    draw = Random(seed)
    leaders_count, objects_count = draw.choice([(1, 3), (2, 3), (2, 4), (3, 2), (3, 3), (3, 3), (4, 2)])
    leaders, objects = [], []
    for id in range(leaders_count):
        least, most = sorted((draw.randint(0, 4), draw.randint(0, 4)))
        leaders.append(
            Leader(
                id,
                f"leader {id}",
                draw.choice([None, least]),
                draw.choice([None, most, most]),
                frozenset(draw.sample("abc", draw.randint(0, 2))),
                frozenset(draw.sample("xy", draw.randint(0, 1))),
                draw.choice([0, 0, 0, 1, 2]),
            )
        )
    for id in range(objects_count):
        least, most = sorted((draw.choice([0, 1, 1, 1, 2]), draw.choice([1, 1, 2, 3])))
        sections = frozenset(draw.sample("abc", draw.randint(0, 2)))
        objects.append(Object_(id, f"object {id}", sections, draw.choice(["", "x", "y"]), least, most))
    pairs = list(product(range(leaders_count), range(objects_count)))
    forbidden = set(draw.sample(pairs, draw.choice([0, 0, 1, 2])))
    pins = set(draw.sample(sorted(set(pairs) - forbidden), draw.choice([0, 0, 0, 1])))
    pins = {pair for pair in pins if objects[pair[1]].most}
    last = {*draw.sample(pairs, draw.randint(0, 3)), *draw.choice([[], [(9, 9)]])}
    return leaders, objects, {"pins": pins, "forbidden": forbidden, "last": last, "keep": draw.random() < 0.5}


def every_plan(leaders, objects, asked):
    """All that is not hard-forbidden: for each object any set of leaders, no more than its most."""
    choices = [
        [
            [(one, thing.id) for one in chosen]
            for size in range(min(thing.most, len(leaders)) + 1)
            for chosen in combinations([one.id for one in leaders], size)
        ]
        for thing in objects
    ]
    for plan in product(*choices):
        links = set(chain(*plan))
        if asked["pins"] <= links and not links & asked["forbidden"]:
            yield links


def score(leaders, objects, asked, links):
    got = Counter(thing for _, thing in links)
    loads = {one.id: one.carried + sum(leader == one.id for leader, _ in links) for one in leaders}
    over = [max(loads[one.id] - one.most, 0) for one in leaders if one.most is not None]
    fits = 0
    for leader, thing in links:
        fits += 2 * (not leaders[leader].sections.isdisjoint(objects[thing].sections))
        fits += objects[thing].township in leaders[leader].townships
    return (
        sum(max(thing.least - got[thing.id], 0) for thing in objects),
        sum(over),
        max(over, default=0),
        sum(max(one.least - loads[one.id], 0) for one in leaders if one.least is not None),
        *([len(asked["last"] - links)] if asked["keep"] else []),
        len(links),
        -fits,
        max(loads.values()),
        sum(load**2 for load in loads.values()),
        sum(int(sha256(f"{leader}:{thing}".encode()).hexdigest()[:5], 16) for leader, thing in links),
    )


def best(leaders, objects, asked):
    return min((score(leaders, objects, asked, links), sorted(links)) for links in every_plan(leaders, objects, asked))


@pytest.mark.parametrize("first", range(0, 600, 60))
def test_no_plan_is_better(first):
    for seed in range(first, first + 60):
        leaders, objects, asked = some_problem(seed)

        plan = solve(leaders, objects, **asked)

        values, links = best(leaders, objects, asked)
        assert tuple(level.value for level in plan.levels) == values, seed
        assert tuple(level.bound for level in plan.levels) == values, seed
        assert list(plan.pairs) == links, seed


def test_the_problems_are_short_of_everything():
    """So that there is something that could go wrong: each level is more than it would be if nothing were short."""
    short = Counter()
    for seed in range(600):
        leaders, objects, asked = some_problem(seed)
        plan = solve(leaders, objects, **asked)
        short.update(level.name for level in plan.levels if level.value > 0)
        short["extra links"] += len(plan.pairs) > sum(one.least for one in objects)

    names = ("lacking", "over", "overload", "under", "not_kept", "extra links")
    assert {name: short[name] > 40 for name in names} == dict.fromkeys(names, True)


def test_a_cost_is_the_difference_of_the_best_plans():
    for seed in range(60):
        leaders, objects, asked = some_problem(seed)
        plan = solve(leaders, objects, **asked)
        now, _links = best(leaders, objects, asked)
        for pair, wanted in product(product(range(len(leaders)), range(len(objects))), [True, False]):
            kind = "pins" if wanted else "forbidden"
            changed = asked | {kind: asked[kind] | {pair}}
            try:
                cost = cost_of(plan.problem, plan, pair, wanted)
            except Impossible:
                assert not any(every_plan(leaders, objects, changed)), (seed, pair)
                continue

            then, _links = best(leaders, objects, changed)
            assert [change for _, change in cost.differences] == [b - a for a, b in zip(now, then, strict=True)]


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_larger_plans_are_proven_in_whole_numbers(seed, keep):
    draw = Random(seed)
    leaders = [
        Leader(id, "", 2, 3, frozenset(draw.sample("abcdefgh", 2)), frozenset(draw.sample("stuvwxyz", 1)), seed % 2)
        for id in range(18)
    ]
    objects = [
        Object_(id, "", frozenset(draw.sample("abcdefgh", 1)), draw.choice("stuvwxyz"), 1, 1 + seed // 2)
        for id in range(30 + 10 * seed)
    ]
    last = {(draw.randrange(20), thing.id) for thing in objects}

    plan = solve(leaders, objects, last=last, keep=keep)

    asked = {"last": last, "keep": keep}
    assert plan.proven
    assert score(leaders, objects, asked, set(plan.pairs)) == tuple(level.value for level in plan.levels)
    assert solve([replace(one, name="other") for one in leaders[::-1]], objects, **asked).pairs == plan.pairs
