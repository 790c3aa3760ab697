"""A talk some days ago, and how those who came signed in: by the code, at the door, on paper."""

from datetime import timedelta
from pathlib import Path

from huiguan.activities import actions
from huiguan.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Invitation,
    Participation,
    Readers,
    Reply,
    Way,
)
from huiguan.activities.recognizing import Somebody
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story, material

FOLDER = Path(__file__).resolve().parents[1]


def seed(story: Story, by: User) -> None:
    told = material(FOLDER, "sign_ins")
    _earlier(by, **told["earlier"])
    day = story.today - timedelta(days=told["days"])
    activity = Activity(
        kind=ActivityKind.objects.get(code=told["kind"]),
        node=story["root"],
        starts=clock.at(day, told["hour"]),
        ends=clock.at(day, told["hour"] + 2),
        minutes_for=Readers.GUESTS,
        **{name: told[name] for name in ("title", "place", "purpose")},
    )
    with story.on(day - timedelta(days=9)):
        actions.plan(activity, by=by, hosts=[story["fed-tancheng"]])
        invited = _invited(story, activity, told, by)
    with story.on(day, told["hour"]):
        _signed(story, activity, told, invited, by)
    with story.on(day, told["hour"] + 3):
        perform(activity, "hold", by=by, happened=activity.starts, minutes=told["minutes"])


def _invited(story: Story, activity: Activity, told: dict, by: User) -> dict[str, Invitation]:
    rows = {
        key: Invitation(person=story[key], organization=story[key].organization, group=told["group"])
        for key in told["invited"]
    }
    actions.invite(activity, rows.values(), by=by)
    sent = {key: perform(row, "send", by=by) for key, row in rows.items()}
    return {key: actions.reply(row, Reply.ACCEPTED, by=story.by) for key, row in sent.items()}


def _signed(story: Story, activity: Activity, told: dict, invited: dict[str, Invitation], by: User) -> None:
    for key in told["own_link"]:
        actions.arrive(invited[key], by=story.by, way=Way.QR)
    for key in told["by_staff"]:
        actions.arrive(invited[key], by=by, way=Way.STAFF)
    for key in told["by_code"]:
        actions.sign_at_the_door(activity, str(story[key]), str(story[key].organization or ""), by=story.by)
    for key in told["on_paper"]:
        who = Somebody(story[key], story[key].organization)
        actions.sign(activity, *who.written, by=by, way=Way.PAPER, who=who)
    for name, firm in told["waiting"]:
        actions.sign_at_the_door(activity, name, firm, by=story.by)


def _earlier(by: User, activities: int, people: int) -> None:
    """Whoever stands on the lists of the last gatherings had signed on paper."""
    for activity in Activity.objects.filter(state=ActivityState.HELD)[:activities]:
        rows = Participation.objects.filter(activity=activity, person__isnull=False)
        with clock.standing_at(activity.starts):
            for row in rows.select_related("person", "organization")[:people]:
                who = Somebody(row.person, row.organization)
                actions.sign(activity, *who.written, by=by, way=Way.PAPER, who=who)
