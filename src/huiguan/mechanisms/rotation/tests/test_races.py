"""Two at the same moment: whoever comes second sees what the first has done."""

from functools import partial

import pytest

from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Request, Seat, SeatStep, Turn, Way
from tests.cast import browser, filled, token_of
from tests.threads import in_threads

ROUNDS = 5


def at_once(for_threads, *pairs) -> list[list[int]]:
    """The answers of pairs of requests ``(user, url, answers)``: each pair at the same moment, one after the other."""
    prepared = [[sending(*one) for one in pair] for pair in pairs]
    for_threads()
    return [in_threads(2, lambda todo=list(pair): todo.pop()()) for pair in prepared]


def sending(user, url, said):
    client = browser(user)
    client.raise_request_exception = False
    page = client.get(said.pop("page", url))
    sent = (filled(page) if "form" in (page.context or {}) else {"_once": token_of(page)}) | said
    return partial(lambda: client.post(url, sent).status_code)


def looked_up(query):
    """Read by a thread of its own, as the others wrote."""
    return in_threads(1, query)[0]


@pytest.fixture
def several(new_turn, scheme):
    """So many turns alike: each race is run on each of them."""

    def make(state, hosts, first=1):
        return [new_turn(number, state, hosts) for number in range(first, first + ROUNDS)]

    return make


def seats_in(turns):
    return lambda: [Seat.everywhere.filter(turn=turn, left_on=None).count() for turn in turns]


def test_two_planners_do_not_fill_the_last_place_twice(for_threads, cast, firms, several):
    turns = several("drafted", [firms[0]])

    answers = at_once(
        for_threads,
        *(
            [
                (cast.clerk, f"/turns/{turn.pk}/seat/", {"bearer": firms[1].pk}),
                (cast.admin, f"/turns/{turn.pk}/seat/", {"bearer": firms[2].pk}),
            ]
            for turn in turns
        ),
    )

    assert looked_up(seats_in(turns)) == [2] * ROUNDS
    assert [sorted(pair) for pair in answers] == [[302, 422]] * ROUNDS


def test_a_turn_is_not_published_without_anybody(for_threads, cast, firms, several):
    turns = several("drafted", [firms[0]])
    seats = [turn.seats.get() for turn in turns]

    at_once(
        for_threads,
        *(
            [
                (cast.admin, f"/turns/{turn.pk}/publish/", {}),
                (cast.clerk, f"/seats/{seat.pk}/remove/", {"page": f"/seats/{seat.pk}/"}),
            ]
            for turn, seat in zip(turns, seats, strict=True)
        ),
    )

    def outcome():
        return [(Turn.everywhere.get(pk=turn.pk).state, seats_in([turn])()[0]) for turn in turns]

    assert set(looked_up(outcome)) <= {("published", 1), ("drafted", 0)}


def test_two_are_not_postponed_into_one_place(for_threads, cast, scheme, firms, new_turn):
    way = Way.objects.create(scheme=scheme, kind="postpone", approval="secretariat", other_agrees=False)
    first, second, full = (
        new_turn(1, "published", [firms[0], cast.silk_firm]),
        new_turn(2, "published", [firms[1], cast.tea_firm]),
        new_turn(6, "published", [firms[2]]),
    )
    asked = [
        actions.ask(way, turn, firm, by=cast.clerk, why="x", to=full)
        for turn, firm in ((first, firms[0]), (second, firms[1]))
    ]

    ((one, other),) = at_once(
        for_threads,
        [(user, f"/requests/{ask.pk}/grant/", {}) for user, ask in zip((cast.clerk, cast.admin), asked, strict=True)],
    )

    assert (looked_up(seats_in([full])), sorted([one, other])) == ([2], [302, 422])


def test_one_seat_has_one_request(for_threads, cast, scheme, firms, several):
    way = Way.objects.create(scheme=scheme, kind="leave", approval="secretariat", other_agrees=False)
    turns = several("published", [firms[0], firms[1]])
    seats = [turn.seats.get(organization=firms[0]) for turn in turns]

    at_once(
        for_threads,
        *(
            [(user, f"/requests/of/{seat.pk}/new/", {"way": way.pk, "why": "x"}) for user in (cast.clerk, cast.admin)]
            for seat in seats
        ),
    )

    assert looked_up(lambda: [Request.everywhere.filter(turn=turn).count() for turn in turns]) == [1] * ROUNDS


def test_two_who_take_back_a_step_take_back_one(for_threads, cast, scheme, firms, several):
    seats = [turn.seats.get() for turn in several("under_way", [firms[0]])]
    for seat in seats:
        for step in scheme.steps.all():
            actions.finish_step(seat, step, by=cast.clerk)
    last = scheme.steps.last().pk

    at_once(
        for_threads,
        *(
            [
                (user, f"/seats/{seat.pk}/undo/", {"page": f"/seats/{seat.pk}/", "step": last})
                for user in (cast.clerk, cast.admin)
            ]
            for seat in seats
        ),
    )

    assert looked_up(lambda: [SeatStep.everywhere.filter(seat=seat).count() for seat in seats]) == [2] * ROUNDS
