from datetime import date

import pytest

from huiguan.activities import actions
from huiguan.activities.flow import ActivityFlow
from huiguan.activities.models import Activity, ActivityKind
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Step
from huiguan.kernel.rooms import figures
from tests.cast import browser

MAY = {  # who may make the moves of an activity that the federation keeps
    "admin": True,
    "chair": True,
    "clerk": True,
    "vice_chair": False,
    "tea_secretary": False,
    "tea_contact": False,
    "auditor": False,
}
FROM = {"planned": ["hold", "cancel"], "held": ["take_back"], "cancelled": ["reopen"]}


@pytest.fixture
def visit(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="visit", name="走访")
        activity = Activity(
            kind=kind,
            title="走访云雾茶业",
            node=cast.root,
            starts=clock.at(date(2024, 5, 8), 9),
            ends=clock.at(date(2024, 5, 8), 11),
        )
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation, cast.tea_firm])


@pytest.fixture(autouse=True)
def within(cast):
    with cast.work(), clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("state", FROM)
def test_who_may_make_which_move(cast, visit, who, state):
    visit.state = state

    moves = {move.name: bool(verdict) for move, verdict in ActivityFlow.open_to(getattr(cast, who), visit)}

    assert moves == dict.fromkeys(FROM[state], MAY[who])


@pytest.mark.parametrize(
    ("state", "move", "told"),
    [
        (
            "held",
            "take_back",
            [
                "回到“筹备中”，时间退回原定的；纪要和参加人员都留着，以后可以再登记为已举办",
            ],
        ),
        (
            "planned",
            "cancel",
            [
                "取消后不计入统计；填写的内容和参加人员都留着，以后可以“恢复筹备”",
                "一同举办的甲县云雾茶业有限公司由系统发消息告诉",
            ],
        ),
    ],
)
def test_before_it_is_taken_back_or_called_off_the_page_says_what_becomes_of_it(cast, visit, state, move, told):
    if state == "held":
        perform(visit, "hold", by=cast.clerk, minutes="谈了茶园")

    page = browser(cast.clerk).get(f"/activities/{visit.pk}/{move}/")

    assert page.context["mind"] == told
    assert "不能在这里撤回" not in page.content.decode()


def test_the_first_host_leads(cast, visit):
    assert [(str(host), host.is_lead) for host in visit.hosts.all()] == [
        ("甲县工商业联合会", True),
        ("甲县云雾茶业有限公司", False),
    ]


def test_recording_it_as_held_keeps_the_true_time_and_who_recorded_it(cast, visit):
    true_start = clock.at(date(2024, 5, 9), 14)

    held = perform(visit, "hold", by=cast.clerk, happened=true_start, minutes="看了车间。")

    step = Step.of(visit).get(move="hold")
    assert (held.state, held.starts, held.ends) == ("held", true_start, clock.at(date(2024, 5, 9), 16))
    assert (held.minutes, step.by, step.happened_at) == ("看了车间。", cast.clerk, true_start)
    assert step.recorded_at == clock.at(date(2024, 6, 1))


def test_what_was_not_held_after_all_goes_back_to_when_it_was_planned(cast, visit):
    planned = (visit.starts, visit.ends)
    held = perform(visit, "hold", by=cast.clerk, happened=clock.at(date(2024, 5, 9), 14), minutes="看了车间。")

    back = perform(held, "take_back", by=cast.clerk)

    assert (back.state, back.starts, back.ends, back.minutes) == ("planned", *planned, "看了车间。")


def test_what_was_called_off_can_be_planned_again_and_not_held(cast, visit):
    off = perform(visit, "cancel", by=cast.clerk, why="下雨")

    with pytest.raises(NotNow):
        perform(off, "hold", by=cast.clerk)
    assert perform(off, "reopen", by=cast.clerk).state == "planned"


def test_only_what_was_held_counts_and_heads_are_not_attendances(cast, visit):
    chair, vice = cast.people["chair"], cast.people["vice_chair"]
    other = actions.plan(
        Activity(kind=visit.kind, title="再访", node=cast.root, starts=clock.at(date(2024, 5, 20))), by=cast.clerk
    )
    for activity, people in ((visit, (chair, vice)), (other, (chair,))):
        for person in people:
            activity.participations.create(person=person, organization=person.organization, tenant=cast.tenant)
        activity.participations.create(organization=cast.silk_firm, tenant=cast.tenant)
    period = Period(date(2024, 5, 1), date(2024, 5, 31))

    before = [figures()[f"activities.{key}"].read(period)[0] for key in ("held", "attended", "heads")]
    for activity in (visit, other):
        perform(activity, "hold", by=cast.clerk, happened=activity.starts)
    after = [figures()[f"activities.{key}"].read(period)[0] for key in ("held", "attended", "heads")]

    assert (before, after) == ([0, 0, 0], [2, 3, 2])
