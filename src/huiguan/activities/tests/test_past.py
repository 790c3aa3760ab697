"""What is over by the calendar and still stands as planned waits on the home page of those who arrange it."""

from datetime import date, timedelta

from huiguan.activities.contributions.past import past
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.reach import reaching

from .invited import forum_of_two


def labels(cast, user) -> list[str]:
    with reaching(user.reach(cast.tenant)):
        return [str(card.label) for card in past(user)]


def test_it_waits_from_the_moment_at_which_it_was_to_end(cast):
    forum = forum_of_two(cast)
    with cast.work():
        forum.ends = forum.starts + timedelta(hours=2)
        forum.save()

    shown = []
    for hours in (1, 3):
        with clock.standing_at(forum.starts + timedelta(hours=hours)):
            shown.append([labels(cast, user) for user in (cast.clerk, cast.tea_secretary, cast.vice_chair)])

    assert shown == [[[], [], []], [["办过了吗？银杏节恳谈会"], [], []]]


def test_it_is_gone_once_it_was_held(cast):
    forum = forum_of_two(cast)
    with clock.standing_at(clock.at(date(2024, 7, 3))):
        with cast.work():
            perform(forum, "hold", by=cast.clerk, happened=clock.at(date(2024, 7, 1)))

        assert labels(cast, cast.clerk) == []
