"""The gatherings that the article names, told on the days on which they are said to have been held."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from huiguan.activities import actions
from huiguan.activities.models import (
    Activity,
    ActivityKind,
    Host,
    Invitation,
    Notice,
    NoticeState,
    Participation,
    Programme,
    Question,
    Readers,
    Series,
)
from huiguan.activities.recurrence import solar
from huiguan.activities.screens.questions import COMMON
from huiguan.activities.seeds import money, sign_ins, trips, visits
from huiguan.activities.seeds.following import follow
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story, material
from huiguan.register.models import Person

FOLDER = Path(__file__).resolve().parents[1]
HOME = "tancheng"
AHEAD = 15  # days before it is held an activity is entered


def seed(story: Story) -> None:
    with story.of(HOME):
        told = material(FOLDER, "gatherings")
        for facts in told["programmes"]:
            _programme(story, facts)
        for facts in told["series"]:
            series = _series(story, facts)
            if "lunar" in facts:
                _each_year(story, series, facts)
        travels = material(FOLDER, "trips")
        for facts in (*told["activities"], *travels["activities"]):
            hold(story, facts)
        _invite_now(story, told["coming"])
        _travel_soon(story, travels["coming"])
        money.plan_years(story, by=_clerk(story))
        sign_ins.seed(story, _clerk(story))
        follow(story, material(FOLDER, "following"))
        visits.seed(story)


def hold(story: Story, facts: dict, **more: Any) -> Activity:
    """An activity planned some days ahead and held on its day, with those who came."""
    by, day = _clerk(story), date.fromisoformat(facts["day"])
    until = date.fromisoformat(facts.get("until", facts["day"]))
    activity = Activity(
        kind=ActivityKind.objects.get(code=facts["kind"]),
        title=facts["title"],
        node=story["root"],
        programme=story.get(facts.get("programme")),
        series=story.get(facts.get("series")),
        session=facts.get("session"),
        starts=clock.at(day, facts.get("hour", 9)),
        ends=clock.at(until, 17) if until > day else None,
        hours=facts.get("hours"),
        place=facts.get("place", ""),
        minutes_for=Readers.GUESTS,
        purpose=facts.get("purpose", ""),
        **more,
    )
    with story.on(day - timedelta(days=facts.get("ahead", AHEAD))):
        actions.plan(activity, by=by)
        _hosts(story, activity, facts)
        money.prepare(story, activity, by=by)
        _invited(story, activity, facts)
        trips.lay_out(story, activity, facts, by=by)
        trips.apply_for(activity, facts, by=by)
    trips.be_answered(story, activity, facts, by=by)
    if until > story.today:
        return activity
    with story.on(until, 18):
        came, _twice = actions.enter(activity, _came(story, facts), by=by)
        activity = perform(activity, "hold", by=by, happened=activity.starts, minutes=facts.get("minutes", ""))
        money.account_for(story, activity, by=by)
        if "certificates" in facts:
            actions.issue(activity, came, facts["certificates"], by=by)
        return activity


def _clerk(story: Story) -> User:
    user = story["user:clerk"]
    user.forget_reach()
    return user


def _programme(story: Story, facts: dict) -> None:
    names = ("title", "code", "starts", "ends", "place", "purpose", "outcome")
    programme = Programme(node=story["root"], **{name: facts[name] for name in names})
    programme.starts, programme.ends = date.fromisoformat(facts["starts"]), date.fromisoformat(facts["ends"])
    with story.on(programme.starts):
        hosts = [(story[key], part) for key, part in facts["hosts"]]
        actions.open_programme(programme, by=_clerk(story), hosts=hosts)
    story.keep(facts["key"], programme)


def _series(story: Story, facts: dict) -> Series:
    month, day = facts.get("lunar", (None, None))
    series = Series(
        node=story["root"],
        name=facts["name"],
        code=facts["code"],
        kind=ActivityKind.objects.get(code=facts["kind"]),
        counter=facts["counter"],
        rule=facts["rule"],
        lunar_month=month,
        lunar_day=day,
        purpose=facts["purpose"],
    )
    with story.on(date(2019, 1, 8)), entered(series, by=_clerk(story)):
        series.save()
    return story.keep(facts["key"], series)


def _each_year(story: Story, series: Series, facts: dict) -> None:
    """Held before every Spring Festival so far; the numbers go on from those before the books began."""
    number = facts["first"]["session"]
    for year in range(facts["first"]["year"], story.today.year + 1):
        day = solar(year - 1, *facts["lunar"])
        if day > story.today:
            return
        session = number and number + year - facts["first"]["year"]
        with story.on(day):
            title = actions.title_of(Activity(series=series, session=session))
        title = title if session else f"{year}年{series}"
        hold(story, {**facts, "title": title, "day": day.isoformat(), "series": facts["key"], "session": session})


def _invited(story: Story, activity: Activity, facts: dict) -> dict[str, Invitation]:
    """The invitations of each group of guests, sent; by the key of whom they are to."""
    rows = {key: _guest(story, key, group) for group, keys in facts.get("invited", {}).items() for key in keys}
    by = _clerk(story)
    actions.invite(activity, rows.values(), by=by)
    sent = {key: perform(row, "send", by=by) for key, row in rows.items()}
    for notice in Notice.objects.filter(invitation__activity=activity, state=NoticeState.WAITING):
        if notice.invitation.group not in facts.get("untold", ()):
            perform(notice, "tell", by=by)
    return sent


def _guest(story: Story, key: str, group: str) -> Invitation:
    who = story.get(key)
    if isinstance(who, Person):
        return Invitation(person=who, organization=who.organization, group=group)
    return Invitation(organization=who, name="" if who else key, group=group)


def _invite_now(story: Story, facts: dict) -> None:
    """What is being planned on the day of the story: some have answered, others have not."""
    day = story.today + timedelta(days=facts["days"])
    activity = Activity(
        kind=ActivityKind.objects.get(code=facts["kind"]),
        node=story["root"],
        starts=clock.at(day, facts["hour"]),
        ends=clock.at(day, facts["hour"] + 2),
        is_open=facts["open"],
        **{name: facts[name] for name in ("title", "place", "purpose", "capacity")},
    )
    with story.on(story.today - timedelta(days=4)):
        actions.plan(activity, by=_clerk(story))
        _hosts(story, activity, facts)
        for name in facts["questions"]:
            text, answered_by = COMMON[name]
            Question(activity=activity, text=str(text), answered_by=answered_by).save()
        money.prepare(story, activity, by=_clerk(story))
        sent = _invited(story, activity, facts)
        trips.lay_out(story, activity, facts, by=_clerk(story))
    with story.on(story.today - timedelta(days=1)):
        for key, answer, seats, stand_in, words in facts["replies"]:
            said = {"seats": seats, "stand_in": stand_in, "words": words}
            actions.reply(sent[key], answer, by=story.by, **said)


def _travel_soon(story: Story, facts: dict) -> None:
    """A trip that is being planned on the day of the story."""
    first = story.today + timedelta(days=facts["days"])
    activity = Activity(
        kind=ActivityKind.objects.get(code=facts["kind"]),
        node=story["root"],
        starts=clock.at(first, 9),
        ends=clock.at(first + timedelta(days=facts["length"] - 1), 17),
        **{name: facts[name] for name in ("title", "place", "purpose")},
    )
    with story.on(story.today - timedelta(days=3)):
        actions.plan(activity, by=_clerk(story))
        _hosts(story, activity, facts)
        trips.lay_out(story, activity, facts, by=_clerk(story))


def _hosts(story: Story, activity: Activity, facts: dict) -> None:
    for number, (key, part) in enumerate(facts["hosts"]):
        Host(activity=activity, organization=story[key], part=part, is_lead=number == 0).save()


def _came(story: Story, facts: dict) -> list[Participation]:
    role = Participation.Role
    rows = [Participation(person=story[key], organization=story[key].organization) for key in facts.get("people", ())]
    for part, told in ((role.SPEAKER, "speakers"), (role.ATTENDEE, "guests")):
        rows += [
            Participation(person=story[person], organization=story[body], role=part)
            for person, body in facts.get(told, ())
        ]
    rows += [Participation(organization=story[key], role=role.GUEST) for key in facts.get("organizations", ())]
    return rows
