"""A scheme of 甲县 with five firms, on a day in May; see tests/cast.py for the people."""

from datetime import date

import pytest

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import Scheme, SchemeStep, Seat, Suggestion, Turn
from huiguan.register.models import Organization
from tests.cast import browser, organization

TODAY = date(2026, 5, 4)


@pytest.fixture
def within(cast):
    with cast.work(), clock.standing_at(clock.at(TODAY, 9)):
        yield


@pytest.fixture
def scheme(cast, within) -> Scheme:
    """Turns of two months from January on, with one or two hosts and three steps."""
    made = Scheme.objects.create(node=cast.root, name="轮值", starts=date(2026, 1, 1), hosts_from=1, hosts_to=2)
    steps = (("报送", 10, ""), ("走访", 20, "visit"), ("归档", 60, ""))
    for order, (name, due_day, settled_by) in enumerate(steps, start=1):
        SchemeStep.objects.create(scheme=made, order=order, name=name, due_day=due_day, settled_by=settled_by)
    return made


@pytest.fixture
def firms(cast, within) -> list[Organization]:
    """Three more firms, each of its own trade."""
    return [organization(cast.root, f"甲县第{n}厂", section=section) for n, section in enumerate("AFI", start=1)]


@pytest.fixture
def new_turn(cast, scheme):
    """A turn in any state, of two months, with these hosts; the first of them leads."""

    def make(number: int = 1, state: str = "drafted", hosts=(), of: Scheme = scheme) -> Turn:
        first = date(2026, 2 * number - 1, 1)
        last = date(2026, 2 * number, 30 if number > 1 else 28)
        named = {"number": number, "theme": f"主题{number}"}
        turn = Turn.objects.create(scheme=of, starts=first, ends=last, state=state, **named)
        for place, host in enumerate(hosts):
            Seat.objects.create(turn=turn, organization=host, is_lead=place == 0)
        return turn

    return make


@pytest.fixture
def new_suggestion(cast, new_turn):
    """A suggestion in any state to the tea firm, in a turn that is under way."""

    def make(state: str = "proposed", turn: Turn | None = None, firm=None, number: str = "") -> Suggestion:
        turn = turn or Turn.objects.filter(state="under_way").first() or new_turn(3, "under_way", [cast.tea_firm])
        return Suggestion.objects.create(
            turn=turn,
            organization=firm or cast.tea_firm,
            number=number or f"x-{Suggestion.objects.count()}",
            proposed_on=TODAY,
            proposed_by="某人",
            text="建议",
            topic="management",
            state=state,
        )

    return make


@pytest.fixture
def year(cast, new_turn):
    """A turn of the tea firm that is under way, one of the silk firm that is over, a draft with both."""
    return {
        "over": new_turn(1, "closed", [cast.silk_firm]),
        "now": new_turn(3, "under_way", [cast.tea_firm, cast.silk_firm]),
        "draft": new_turn(4, "drafted", [cast.tea_firm, cast.silk_firm]),
    }


@pytest.fixture
def clerk(cast, within):
    return browser(cast.clerk)


@pytest.fixture
def firm(cast, within):
    return browser(cast.tea_contact)
