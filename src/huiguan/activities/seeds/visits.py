"""Visits to firms, some held and some to come, and what the firms say to them."""

from datetime import date, timedelta
from pathlib import Path

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, QuietTime, VisitCap, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story, material

FOLDER = Path(__file__).resolve().parents[1]


def seed(story: Story) -> None:
    told = material(FOLDER, "visits")
    with story.on(story.today - timedelta(days=90)), acting(_who(story, "clerk")):
        for facts in told["caps"]:
            VisitCap(organization=story[facts["firm"]], span=facts["span"], times=facts["times"]).save()
    with story.on(story.today - timedelta(days=5)):
        for facts in told["quiet"]:
            _quiet(story, facts)
    for facts in told["visits"]:
        _visit(story, facts)


def _quiet(story: Story, facts: dict) -> None:
    if "yearly" in facts:
        year = story.today.year - 1
        first, last = (date.fromisoformat(f"{year}-{day}") for day in facts["yearly"])
        last = last if last >= first else last.replace(year=year + 1)
    else:
        first, last = (story.today + timedelta(days=facts[name]) for name in ("from", "to"))
    by = _who(story, facts["by"])
    with acting(by):
        quiet = QuietTime(organization=story[facts["firm"]], starts=first, ends=last, why=facts["why"])
        quiet.is_yearly = "yearly" in facts
        actions.keep_quiet(quiet, by=by)


def _visit(story: Story, facts: dict) -> None:
    by, host = _who(story, facts["by"]), story[facts["host"]]
    day = story.today + timedelta(days=facts["day"])
    activity = Activity(
        kind=ActivityKind.objects.get(code="visit"),
        title=facts["title"],
        node=host.own_node,
        starts=clock.at(day, facts["hour"]),
    )
    planned = min(day, story.today) - timedelta(days=facts["ahead"])
    with story.on(planned):
        actions.plan(activity, by=by, hosts=[host])
        rows = [
            actions.plan_visit(
                activity, story[firm], by=by, topics=VisitTopic.objects.filter(code__in=about), why_despite=why
            )
            for firm, about, why, _move, _name in facts["firms"]
        ]
    with story.on(planned + timedelta(days=1), 15):
        for row, (_firm, _about, _why, move, name) in zip(rows, facts["firms"], strict=True):
            if move == "agree":
                perform(row, move, by=_who(story, "firm"))
            elif move:
                perform(row, move, by=by, answerer=name, words=facts.get("words", ""))
    if day < story.today:
        with story.on(day, 18):
            perform(activity, "hold", by=by, happened=activity.starts, minutes=facts["minutes"])


def _who(story: Story, name: str) -> User:
    user = story[f"user:{name}"]
    user.forget_reach()
    return user
