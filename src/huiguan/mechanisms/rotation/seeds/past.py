"""The eight turns from 2019 to the end of 2020: 18 firms visited, 214 suggestions, 206 of them found useful."""

from datetime import date, timedelta

from huiguan.kernel.story import Story, material
from huiguan.mechanisms.rotation.models import Suspension, Turn
from huiguan.mechanisms.rotation.seeds.telling import (
    FOLDER,
    all_steps,
    hand_over,
    held,
    new_scheme,
    new_turn,
    publish_and_begin,
    research,
    suggestion,
)

PUBLISHED_ON = date(2021, 1, 18)  # the day of the article: nothing of this scheme is told after it


def tell_past(story: Story) -> None:
    told = material(FOLDER, "turns")
    starts = date.fromisoformat(told["scheme"]["starts"])
    posts = told["scheme"]["eligible_posts"]
    scheme = new_scheme(
        story, "主席（会长）轮值（第八届）", starts, date(2020, 12, 31), posts, "第八届主席会长会议决定"
    )
    story.keep("past-scheme", scheme)
    for rest in told["suspended"]:
        with story.on(date.fromisoformat(rest["starts"])):
            Suspension(
                scheme=scheme,
                starts=date.fromisoformat(rest["starts"]),
                ends=date.fromisoformat(rest["ends"]),
                why="疫情防控，暂停集中活动，轮值企业顺延",
            ).save()
    before: Turn | None = None
    for facts in told["turns"]:
        turn = _turn(story, scheme, facts)
        if before:
            hand_over(story, before, turn, turn.starts, "本期走访、座谈均已完成；尚未落实的建议由下期继续跟踪。")
        before = turn
    with story.on(PUBLISHED_ON - timedelta(days=8)):
        hand_over(story, before, None, PUBLISHED_ON - timedelta(days=8), "本期走访、座谈均已完成，八期轮值告一段落。")


def _turn(story: Story, scheme, facts: dict) -> Turn:
    turn = new_turn(
        story,
        scheme,
        facts["number"],
        date.fromisoformat(facts["starts"]),
        date.fromisoformat(facts["ends"]),
        facts,
    )
    publish_and_begin(story, turn)
    turn.refresh_from_db()
    people = [story[key] for key in facts["participants"]]
    first = date.fromisoformat(facts["visits"][0]["date"])
    research(story, turn, first - timedelta(days=4), facts["research_note"], people)
    for number, visit in enumerate(facts["visits"]):
        came = people[number % 3 :: 2] if number else people
        place = story[visit["host"]].short
        held(story, turn, "visit", date.fromisoformat(visit["date"]), host=visit["host"], place=place, people=came)
    seminar = date.fromisoformat(facts["seminar"]["date"])
    place = facts["seminar"]["place"]
    held(story, turn, "seminar", seminar, place=place, minutes=facts["minutes"], people=people)
    for given in material(FOLDER, "suggestions"):
        if given["turn"] == facts["number"]:
            due = date.fromisoformat(given["due"]) if given["due"] else None
            suggestion(story, turn, given, seminar, due, PUBLISHED_ON)
    all_steps(story, turn, turn.ends)
    return turn
