"""A few demands of every kind, told with the real moves, so that every page has something to show."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story, material
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Appeal, Category, Ending, Profile
from huiguan.mechanisms.appeals.seeds.problems import tell_problems
from huiguan.mechanisms.appeals.seeds.year import Year

HOME = "tancheng"
FOLDER = Path(__file__).resolve().parent.parent


def seed(story: Story) -> None:
    with story.of(HOME):
        for told in material(FOLDER, "demands"):
            tell(story, told)
        year = material(FOLDER, "year")
        Year(story, year).tell()
        tell_problems(story, year["problems"], who(story, "clerk"))


def who(story: Story, username: str) -> User:
    """With the rights that they hold on the day that is told of."""
    user = story[f"user:{username}"]
    user.forget_reach()
    return user


def tell(story: Story, told: dict[str, Any]) -> Appeal:
    """One demand: raised so many days before today; then its moves, each so many days later."""
    day = story.today - timedelta(days=told["days_ago"])
    with story.on(day, 9):
        appeal = raised(story, told)
    for username, after, move, answers in told["moves"]:
        with story.on(min(day + timedelta(days=after), story.today), 10):
            if move == "confirm_by_phone":
                answers = {**answers, "called_at": clock.now()}
            filled = {name: meant(story, name, value) for name, value in answers.items()}
            appeal = perform(appeal, move, by=who(story, username), **filled)
    return appeal


def raised(story: Story, told: dict[str, Any]) -> Appeal:
    facts = {name: told[name] for name in ("title", "text", "kind", "channel", "contact", "phone", "for_whom")}
    return actions.file(
        by=who(story, told["by"]),
        node=story["root"],
        is_hidden=told.get("is_hidden", False),
        category=Category.objects.get(name=told["category"]),
        organization=story.get(told.get("firm")) or own_firm(story, told),
        **facts,
    )


def own_firm(story: Story, told: dict[str, Any]):
    return story["p-zhang-shou-ye"].organization if told["by"] == "firm" else None


def meant(story: Story, name: str, value: Any) -> Any:
    """The row that a word of the material stands for."""
    if name == "profile":
        return Profile.objects.get(name=value)
    if name == "category":
        return Category.objects.get(name=value)
    if name == "ending":
        return Ending.objects.get(name=value)
    if name in ("lead", "unit"):
        return story[value]
    if name == "others":
        return [story[key] for key in value]
    return date.fromisoformat(value) if name == "promised_on" else value
