"""What waits on the home page of those who arrange an activity: that it is over, and names that nobody knows."""

from datetime import date, timedelta

from huiguan.activities import actions
from huiguan.activities.contributions.past import past
from huiguan.activities.contributions.signing import to_confirm
from huiguan.activities.models import SignIn, SignInState
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


def test_whoever_signed_and_is_not_known_waits_for_those_who_keep_the_list(cast):
    forum = forum_of_two(cast)
    with cast.work(), clock.standing_at(forum.starts):
        actions.sign_at_the_door(forum, name="生客", firm="外地公司", by=cast.system)

    def shown(user):
        with reaching(user.reach(cast.tenant)):
            return [(str(card.label), card.count) for card in to_confirm(user)]

    waits = ("签到待确认：银杏节恳谈会", 1)
    assert [shown(user) for user in (cast.clerk, cast.tea_secretary, cast.auditor)] == [[waits], [], []]
    with cast.work():
        perform(SignIn.objects.get(), "dismiss", by=cast.clerk, why="不是来开会的")
        assert SignIn.objects.get().state == SignInState.DISMISSED
    assert shown(cast.clerk) == []
