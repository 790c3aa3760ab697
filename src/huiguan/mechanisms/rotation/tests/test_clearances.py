"""What a turn brings is asked what every activity is asked."""

from datetime import timedelta

from huiguan.activities.models import Clearance, Requirement
from huiguan.kernel import clock
from huiguan.mechanisms.rotation import actions


def asked_of(link) -> list[str]:
    return [str(row.requirement) for row in Clearance.objects.filter(activity=link.activity)]


def test_an_activity_of_a_turn_falls_under_the_rules_of_the_place_until_it_is_held(cast, year):
    Requirement.objects.create(name="都要报", asks="report", to_whom="主席")
    days = timedelta(days=9)

    ahead, past = (
        actions.hold(year["now"], by=cast.clerk, part="seminar", starts=clock.now() + when) for when in (days, -days)
    )

    assert (asked_of(ahead), asked_of(past)) == (["都要报"], [])
