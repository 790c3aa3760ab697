"""Who may have which role in a turn: places of roles matched with people, at the least cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Role:
    """A role of every turn: from `least` to `most` have it, of whom it is `fit` for; None fits everybody."""

    id: int
    least: int
    most: int
    fit: frozenset[int] | None = None

    def suits(self, candidate: int) -> bool:
        return self.fit is None or candidate in self.fit


@dataclass(frozen=True)
class Filling:
    """Candidates on the places of the roles: who has one, how many places that must be filled are not, who of those
    who are certain has none."""

    seated: frozenset[int]
    lacking: int
    left_out: frozenset[int]

    @property
    def is_whole(self) -> bool:
        return not self.lacking and not self.left_out


def fill(roles: Collection[Role], free: Collection[int], sure: Collection[int], *, most: bool = False) -> Filling:
    """As few as can be, or as many, so that what must be filled is filled and those who are sure have a place.

    If the one and the other can be had alone, both can be had at once (Mendelsohn & Dulmage 1958).
    """
    people, certain = sorted({*free, *sure}), {*sure}
    places = [(role, place < role.least) for role in roles for place in range(min(role.most, len(people)))]
    short = sum(max(role.least - len(people), 0) for role in roles)
    dear = len(places) + len(people) + 1
    step = -1 if most else 1
    costs = [
        [step - dear * (one in certain) if role.suits(one) else dear**2 for one in people]
        + [dear if is_needed else 0] * len(places)
        for role, is_needed in places
    ]
    chosen = {place: people[column] for place, column in enumerate(cheapest(costs)) if column < len(people)}
    suited = {place: one for place, one in chosen.items() if places[place][0].suits(one)}
    lacking = short + sum(is_needed and place not in suited for place, (_role, is_needed) in enumerate(places))
    seated = frozenset(suited.values())
    return Filling(seated, lacking, frozenset(certain - seated))


def give(
    roles: list[Role], people: list[int], *, held: Mapping[int, int] | None = None, fixed: Mapping[int, int]
) -> dict[int, int | None]:
    """The role of each: what is fixed stays; then the least of each role, then as many as can have one; then whoever
    has held one keeps it; the rest in the order of the people and of the roles."""
    held = held or {}
    free = [one for one in people if one not in fixed]
    places = [place for place in _places(roles, list(fixed.values()), len(free)) if free]
    count, width = len(free), len(places)
    order = (count + 1) * (width + 1)  # what one of these weighs, all of those below it together do not
    kept = order * (count + 1)
    alone = (kept + order) * (count + 1)
    needed = alone * (count + 1)
    costs = [
        [
            (place * (count - turn) - kept * (held.get(one) == role.id) - needed * is_needed)
            if role.suits(one)
            else needed
            for place, (role, is_needed) in enumerate(places)
        ]
        + [alone] * count
        for turn, one in enumerate(free)
    ]
    found = dict(zip(free, cheapest(costs), strict=True))
    given = {one: places[column][0].id if column < width else None for one, column in found.items()}
    return {one: fixed[one] if one in fixed else given[one] for one in people}


def _places(roles: list[Role], taken: list[int], count: int) -> list[tuple[Role, bool]]:
    """The places that are left, as many of each role as could be filled: those that must be filled first."""
    needed = [(role, True) for role in roles for _place in range(min(role.least - taken.count(role.id), count))]
    more = [
        (role, False)
        for role in roles
        for _place in range(min(role.most - max(role.least, taken.count(role.id)), count))
    ]
    return needed + more


def cheapest(costs: list[list[int]]) -> list[int]:
    """For each row a column of its own, together as cheap as can be; there are at least as many columns as rows.

    Row by row along a shortest path, with prices that keep every reduced cost from falling below 0 (Kuhn 1955).
    """
    width = len(costs[0]) if costs else 0
    price, rent = [0] * width, [0] * len(costs)
    owner: list[int | None] = [None] * width
    for start in range(len(costs)):
        far: list[float] = [inf] * width
        came: list[int | None] = [None] * width
        reached: list[int] = []
        row, last, walked = start, None, 0
        while True:
            for column in range(width):
                if column not in reached:
                    through = walked + costs[row][column] - rent[row] - price[column]
                    if through < far[column]:
                        far[column], came[column] = through, last
            column = min((one for one in range(width) if one not in reached), key=lambda one: (far[one], one))
            walked = int(far[column])
            if owner[column] is None:
                break
            reached.append(column)
            row, last = owner[column], column  # type: ignore[assignment]
        rent[start] += walked
        for one in reached:
            rent[owner[one]] += walked - int(far[one])  # type: ignore[index]
            price[one] -= walked - int(far[one])
        while (before := came[column]) is not None:
            owner[column], column = owner[before], before
        owner[column] = start
    found = {row: column for column, row in enumerate(owner) if row is not None}
    return [found[row] for row in range(len(costs))]
