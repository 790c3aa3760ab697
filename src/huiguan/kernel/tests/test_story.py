"""A story is told of days that were, and of today no further than it has come."""

from datetime import date

from huiguan.kernel import clock
from huiguan.kernel.models import User
from huiguan.kernel.story import Story

TODAY = date(2026, 5, 4)


def moments(story: Story) -> list:
    found = []
    for day, hour in ((date(2026, 5, 3), 17), (TODAY, 6), (TODAY, 10), (date(2026, 5, 5), 9)):
        with story.on(day, hour):
            found.append(clock.now())
    return found


def test_nothing_happens_after_the_moment_of_the_telling():
    told_at = clock.at(TODAY, 7, 35)

    with clock.standing_at(told_at):
        story = Story(today=TODAY, by=User())

    assert moments(story) == [clock.at(date(2026, 5, 3), 17), clock.at(TODAY, 6), told_at, told_at]


def test_told_of_another_day_it_keeps_its_hours():
    with clock.standing_at(clock.at(date(2026, 6, 1), 7)):
        story = Story(today=TODAY, by=User())

    assert moments(story)[2] == clock.at(TODAY, 10)
