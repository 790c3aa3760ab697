"""How a turn is told, whichever turn it is."""

from datetime import date, timedelta
from pathlib import Path

from huiguan.activities.models import Activity, Participation, Visit, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Scheme, SchemeStep, Seat, Suggestion, Turn, TurnActivity
from huiguan.register.models import Organization, Person

FOLDER = Path(__file__).resolve().parent.parent
STEPS = [
    ("方案报送", 10, ""),
    ("走访观摩", 20, "visit"),
    ("座谈把脉", 30, "seminar"),
    ("建议落实", 50, "advice"),
    ("总结归档", 60, ""),
]
TOPICS = (("labour", "talent"), ("finance",), ("market", "logistics"), ("tax", "policy"), ("land", "environment"))


def clerk(story: Story) -> User:
    """Who enters it all: the federation's clerk, with the rights of a clerk."""
    user = story["user:clerk"]
    user.forget_reach()
    return user


def new_scheme(story: Story, name: str, starts: date, ends: date | None, posts: list[str], document: str) -> Scheme:
    """A scheme of two months and two or three firms, with its five steps."""
    scheme = Scheme(node=story["root"], name=name, starts=starts, ends=ends, document=document)
    with story.on(starts - timedelta(days=30)):
        scheme.save()
        scheme.eligible_posts.set(story[f"post:{code}"] for code in posts)
        for order, (step, due_day, settled_by) in enumerate(STEPS, start=1):
            SchemeStep(scheme=scheme, order=order, name=step, due_day=due_day, settled_by=settled_by).save()
    return scheme


def new_turn(story: Story, scheme: Scheme, number: int, starts: date, ends: date, facts: dict) -> Turn:
    """A turn with the hosts that it really had, published ten days ahead and begun on its first day."""
    by, turn = (
        clerk(story),
        Turn(scheme=scheme, number=number, starts=starts, ends=ends, theme=facts.get("theme") or ""),
    )
    with story.on(starts - timedelta(days=15)):
        turn.save()
        for host in facts["hosts"]:
            seat = actions.seat_by_hand(turn, story[host], by=by, is_lead=host == facts["lead"])
            seat.reasons, seat.by_hand = [["as_held"]], False
            seat.save()
    return turn


def publish_and_begin(story: Story, turn: Turn, *, begin: bool = True) -> None:
    by = clerk(story)
    with story.on(turn.starts - timedelta(days=10)):
        perform(turn, "publish", by=by)
    if begin:
        with story.on(turn.starts):
            perform(turn, "begin", by=by)


def held(story: Story, turn: Turn, part: str, day: date, *, host: str | None = None, **facts) -> Activity:
    """An activity of the turn, held on that day, with those who came; a firm that was visited had ``agreed`` or was
    never asked."""
    agreed = facts.pop("agreed", False)
    seat = Seat.objects.get(turn=turn, organization=story[host]) if host else None
    people: list[Person] = facts.pop("people", [])
    with story.on(day, 15):
        facts |= {"starts": clock.at(day, 9), "finishes": True}
        link = actions.hold(turn, by=clerk(story), part=part, seat=seat, topics=_topics(seat), **facts)
        activity = link.activity
        for visit in Visit.objects.filter(activity=activity) if agreed else ():
            perform(visit, "note_agreed", by=clerk(story), answerer="办公室主任", words="前一天电话里说好的")
        Participation.objects.bulk_create(
            Participation(activity=activity, person=person, organization=person.organization) for person in people
        )
    return activity


def _topics(seat: Seat | None) -> list[VisitTopic]:
    """What is asked where, so that no firm of a turn is asked the same as the one before it."""
    return list(VisitTopic.objects.filter(code__in=TOPICS[seat.pk % len(TOPICS)])) if seat else []


def all_steps(story: Story, turn: Turn, until: date, *, but: tuple[Organization, int] | None = None) -> None:
    """Each host's steps as they fell due by that day; ``but`` names a firm that stopped after so many steps."""
    steps = list(turn.scheme.steps.all())
    for seat in turn.seats.all():
        for number, step in enumerate(steps):
            day = turn.starts + timedelta(days=max(1, step.due_day - 2))
            if day > until or (but and seat.organization == but[0] and number >= but[1]):
                break
            with story.on(min(day, turn.ends)):
                actions.finish_step(seat, step, by=clerk(story))


def suggestion(story: Story, turn: Turn, facts: dict, day: date, due: date | None, last: date) -> Suggestion:
    """A suggestion made on ``day``, answered a week later, done shortly before it was due; nothing after ``last``."""
    by = clerk(story)
    with story.on(day, 16):
        one = actions.suggest(
            turn, story[facts["host"]], by=by, text=facts["text"], topic=facts["about"], on=day,
            proposer=story.get(facts["proposer"]), proposed_by=facts.get("proposed_by", ""),
        )  # fmt: skip
    answered = min(day + timedelta(days=7), last)
    if facts.get("accepted") is None:
        return one
    with story.on(answered, 10):
        if not facts["accepted"]:
            one = perform(one, "decline", by=by, why=facts.get("why") or "暂不适合本企业")
        else:
            owner = story.get(facts["owner"])
            one = perform(one, "accept", by=by, owner=str(owner or facts["owner"]), due=due)
    finished = min(due - timedelta(days=2), last) if due else last
    with story.on(max(answered, finished), 11):
        if facts["accepted"] and facts.get("result"):
            one = perform(one, "finish", by=by, text=facts["result"])
        if facts.get("useful") is not None:
            one = perform(one, "judge", by=by, useful=facts["useful"], words="")
    return one


def hand_over(story: Story, turn: Turn, to: Turn | None, day: date, text: str, *, close: bool = True) -> None:
    by = clerk(story)
    with story.on(day):
        turn = perform(turn, "hand_over", by=by, text=text, to=to)
        if close:
            perform(turn, "close", by=by)


def research(story: Story, turn: Turn, day: date, note: str | None, people: list[Person]) -> None:
    if note:
        held(story, turn, TurnActivity.Part.RESEARCH, day, minutes=note, people=people[:3])
