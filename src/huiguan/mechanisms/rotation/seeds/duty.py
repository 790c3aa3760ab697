"""An invented present beside the other: a vice-president on duty each month, with office days and requests."""

from datetime import date, timedelta

from huiguan.kernel.flow import perform
from huiguan.kernel.story import Story, material
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Enrolment, HandoverPoint, Scheme, Seat, Turn, Way, Wish
from huiguan.mechanisms.rotation.plans import add_months
from huiguan.mechanisms.rotation.seeds.telling import FOLDER, all_steps, clerk, publish_and_begin

BACK, AHEAD = 3, 4  # months that are told before and after this one
VOLUNTEERS = ("user:firm", "user:host")


def tell_duty(story: Story) -> None:
    told = material(FOLDER, "duty")
    this = story.today.replace(day=1)
    first = add_months(this, -BACK)
    scheme = _scheme(story, told)
    with story.on(first - timedelta(days=25)):
        for place, key in enumerate(VOLUNTEERS, start=2):
            _volunteer(story, scheme, key, add_months(this, place))
        actions.plan(scheme, by=clerk(story), starts=first, ends=add_months(this, AHEAD) - timedelta(days=1))
    turns = list(Turn.objects.filter(scheme=scheme).order_by("starts"))
    for number, turn in enumerate(turns):
        _run(story, turn, turns[number - 1] if number else None, told)
    _requests(story, scheme, turns, told)


def _scheme(story: Story, told: dict) -> Scheme:
    """Older than the rotation of firms and inside it, so that both stand side by side."""
    preset = actions.presets()[told["practice"]]
    around = story["scheme"]
    starts = add_months(around.starts, -1)
    facts = {**preset["scheme"], "name": told["name"], "starts": starts, "document": told["document"]}
    scheme = Scheme(node=story["root"], within=around, **facts)
    with story.on(starts - timedelta(days=20)):
        scheme.save()
        scheme.eligible_posts.set([story[f"post:{code}"] for code in told["eligible_posts"]])
        actions.furnish(scheme, preset)
        Way(scheme=scheme, kind=Way.Kind.SWAP, other_agrees=True, approval=Way.Approval.SECRETARIAT).save()
    with story.on(around.starts - timedelta(days=10)):
        Way(scheme=around, kind=Way.Kind.SWAP, approval=Way.Approval.SECRETARIAT, days_before=15).save()
        Way(scheme=around, kind=Way.Kind.LEAVE, other_agrees=False, approval=Way.Approval.SECRETARIAT).save()
    return scheme


def _volunteer(story: Story, scheme: Scheme, key: str, month: date) -> None:
    """Somebody who is no vice-president and helps out, in a month of their own choice."""
    person = story[key].person
    Enrolment(scheme=scheme, person=person, starts=scheme.starts, note="愿意值班").save()
    last = add_months(month, 1) - timedelta(days=1)
    Wish(scheme=scheme, person=person, kind=Wish.Kind.PIN, starts=month, ends=last, note="本人选定").save()


def _run(story: Story, turn: Turn, before: Turn | None, told: dict) -> None:
    """As far as today has seen it: those to come are on the table that everybody has."""
    if turn.starts > story.today:
        with story.on(story.today - timedelta(days=9)):
            perform(turn, "publish", by=clerk(story))
        return
    publish_and_begin(story, turn)
    turn.refresh_from_db()
    if before:
        _hand_over(story, before, turn)
    seat = Seat.objects.get(turn=turn)
    for day in told["office_days"]:
        on = turn.starts + timedelta(days=day["day"] - 1)
        if on <= story.today:
            with story.on(on, 17):
                actions.log_office_day(seat, by=clerk(story), on=on, done=day["done"], came=day["came"])
    all_steps(story, turn, min(story.today, turn.ends))


def _hand_over(story: Story, turn: Turn, to: Turn) -> None:
    points = {f"point_{point.pk}": True for point in HandoverPoint.objects.filter(scheme=turn.scheme)}
    with story.on(to.starts, 10):
        turn.refresh_from_db()
        turn = perform(turn, "hand_over", by=clerk(story), text="值班事项已交清，未办事项见清单。", to=to, **points)
        perform(turn, "close", by=clerk(story))


def _requests(story: Story, scheme: Scheme, turns: list[Turn], told: dict) -> None:
    """Next month's is unwell, and somebody whose turn is over has agreed to stand in: the secretariat has to decide."""
    seat = Seat.objects.select_related("person").get(turn=turns[BACK + 1])
    other = Seat.objects.select_related("person").get(turn=turns[0]).person
    way = Way.objects.filter(scheme=scheme, kind=Way.Kind.SUBSTITUTE).first()
    with story.on(story.today - timedelta(days=2), 9):
        asked = actions.ask(way, seat.turn, seat.person, by=clerk(story), why=told["why"], other=other)
    with story.on(story.today - timedelta(days=1), 9):
        perform(asked, "agree", by=clerk(story))
