"""An invented present, relative to the day on which the story is told, so that the board is alive."""

from datetime import date, timedelta

from huiguan.kernel.story import Story, material
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Scheme, Seat, Turn, Wish
from huiguan.mechanisms.rotation.plans import add_months
from huiguan.mechanisms.rotation.seeds.telling import (
    FOLDER,
    all_steps,
    clerk,
    hand_over,
    held,
    new_scheme,
    new_turn,
    publish_and_begin,
    suggestion,
)
from huiguan.mechanisms.rotation.visits import due_by, due_of, to_see_again

DONE = "走访、座谈均已完成，未落实的建议结转。"


def tell_present(story: Story) -> None:
    told = material(FOLDER, "present")
    base = date(story.today.year, (story.today.month - 1) // 2 * 2 + 1, 1)
    starts = date(add_months(base, -4).year, 1, 1)
    posts = told["scheme"]["eligible_posts"]
    scheme = new_scheme(story, "主席（会长）轮值", starts, None, posts, "主席（会长）轮值办法")
    story.keep("scheme", scheme)
    themes = {theme["months"][0]: theme["theme"] for theme in told["themes"]}
    _wishes(story, scheme, told, base)
    turns = _earlier(story, scheme, starts, add_months(base, -4), themes)
    for facts in (facts for facts in told["turns"] if facts["hosts"]):
        first = add_months(base, 2 * facts["window"])
        last = add_months(first, 2) - timedelta(days=1)
        turn = new_turn(story, scheme, len(turns) + 1, first, last, {**facts, "theme": themes.get(first.month, "")})
        turns.append(turn)
        _run(story, turn, facts, told, turns[-2] if len(turns) > 1 else None)
    _see_again(story, scheme)
    with story.on(story.today, 8):
        starts, ends = ahead(base)
        actions.plan(scheme, by=clerk(story), starts=starts, ends=ends)
        for turn in Turn.objects.filter(scheme=scheme, state="drafted"):
            turn.theme = themes.get(turn.starts.month, "")
            turn.save()


def ahead(base: date) -> tuple[date, date]:
    """The four turns after the present one, from the first day to the last, which belongs to them."""
    return add_months(base, 2), add_months(base, 10) - timedelta(days=1)


def _earlier(story: Story, scheme: Scheme, starts: date, ends: date, themes: dict[int, str]) -> list[Turn]:
    """The turns of the year before those that are told in full: planned by the solver and run to their end."""
    turns: list[Turn] = []
    if starts >= ends:
        return turns
    spoken_for = [host for facts in material(FOLDER, "present")["turns"] for host in facts["hosts"]]
    reserved = [_keep_free(story, scheme, host, starts, ends) for host in spoken_for]
    with story.on(starts - timedelta(days=20)):
        actions.plan(scheme, by=clerk(story), starts=starts, ends=ends - timedelta(days=1))
        for wish in reserved:
            wish.delete()
    for turn in Turn.objects.filter(scheme=scheme).order_by("number"):
        with story.on(turn.starts - timedelta(days=12)):
            turn.theme = themes.get(turn.starts.month, "")
            turn.save()
        publish_and_begin(story, turn)
        turn.refresh_from_db()
        for day, seat in enumerate(Seat.objects.filter(turn=turn).select_related("organization"), start=15):
            key = _key_of(story, seat.organization)
            there = {"host": key, "place": seat.organization.short, "agreed": day % 2 == 1}
            held(story, turn, "visit", turn.starts + timedelta(days=day), **there)
        _seminar(story, turn, len(turns))
        all_steps(story, turn, turn.ends)
        if turns:
            hand_over(story, turns[-1], turn, turn.starts, DONE)
        turns.append(turn)
    return turns


def _see_again(story: Story, scheme: Scheme) -> None:
    """Firms are visited again three months later; the last whose day has come are still to be seen."""
    with story.on(scheme.starts):
        scheme.revisit_months = 3
        scheme.save()
    for seat in list(to_see_again().filter(due_by(story.today)).order_by("visited_at", "pk"))[:-2]:
        day = due_of(seat) - timedelta(days=4)
        said = "上次的建议大多已经做了，仓储的问题还要再议。"
        key = _key_of(story, seat.organization)
        there = {"host": key, "place": seat.organization.short, "agreed": True}
        held(story, seat.turn, "revisit", day, minutes=said, **there)


def _seminar(story: Story, turn: Turn, number: int) -> None:
    """A seminar with those who sit in the others' seminars too, and four suggestions shared out among the hosts."""
    people = [story[key] for key in material(FOLDER, "present")["turns"][0]["participants"]]
    day = turn.starts + timedelta(days=24)
    held(story, turn, "seminar", day, place="县工商联会议室", people=people[number::2], minutes="逐家听情况、出主意。")
    hosts = [
        _key_of(story, seat.organization) for seat in Seat.objects.filter(turn=turn).select_related("organization")
    ]
    for place, given in enumerate(material(FOLDER, "earlier")[4 * number : 4 * number + 4]):
        told = {
            "host": hosts[place % len(hosts)],
            "text": given["text"],
            "about": given["topic"],
            "proposer": None,
            "proposed_by": str(people[(number + place) % len(people)]),
            "accepted": True,
            "owner": "办公室主任",
            "result": given["result"],
            "useful": given["useful"],
        }
        suggestion(story, turn, told, day, turn.ends, turn.ends)


def _key_of(story: Story, firm) -> str:
    return next(key for (_tenant, key), told in story.told.items() if told == firm and key.startswith("f-"))


def _keep_free(story: Story, scheme: Scheme, host: str, starts: date, ends: date) -> Wish:
    wish = Wish(scheme=scheme, organization=story[host], kind=Wish.Kind.BLACKOUT, starts=starts, ends=ends)
    wish.save()
    return wish


def _run(story: Story, turn: Turn, facts: dict, told: dict, before: Turn | None) -> None:
    """A turn as far as today has seen it."""
    if turn.starts - timedelta(days=10) > story.today:
        return
    publish_and_begin(story, turn, begin=turn.starts <= story.today)
    turn.refresh_from_db()
    if before and turn.starts <= story.today:
        close = facts["window"] < 0
        hand_over(story, before, turn, max(turn.starts, before.ends), DONE, close=close)
    if turn.starts > story.today:
        return
    people = [story[key] for key in facts["participants"]]
    for visit in facts["visits"]:
        day = turn.starts + timedelta(days=visit["day"] - 1)
        if day <= story.today:
            there = {"host": visit["host"], "place": story[visit["host"]].short, "agreed": visit["day"] % 2 == 0}
            held(story, turn, "visit", day, people=people[::2], **there)
    seminar = turn.starts + timedelta(days=facts["seminar"]["day"] - 1)
    if seminar <= story.today:
        place = facts["seminar"]["place"]
        held(story, turn, "seminar", seminar, place=place, minutes=facts["minutes"] or "", people=people)
        _suggestions(story, turn, facts, told, seminar)
    slow = (story[facts["hosts"][-1]], 3) if facts["window"] == -1 else None
    all_steps(story, turn, min(story.today, turn.ends), but=slow)


def _suggestions(story: Story, turn: Turn, facts: dict, told: dict, seminar: date) -> None:
    for given in told["suggestions"]:
        if given["window"] == facts["window"]:
            offset = given.get("due_offset")
            due = story.today + timedelta(days=offset) if offset is not None else None
            state = {**given, "result": given.get("result") if given["state"] == "done" else None}
            suggestion(story, turn, state, seminar, due, story.today)


def _wishes(story: Story, scheme: Scheme, told: dict, base: date) -> None:
    """What firms have said about their time."""
    with story.on(story.today - timedelta(days=20)):
        for said in told["blackouts"]:
            Wish(
                scheme=scheme,
                organization=story[said["firm"]],
                kind=Wish.Kind.BLACKOUT,
                starts=story.today + timedelta(days=said["from_offset"]),
                ends=story.today + timedelta(days=said["to_offset"]),
                note=said["reason"][:100],
            ).save()
        for said in told["wishes"]:
            if said["wish"] == "host" and said.get("prefer_window"):
                first = add_months(base, 2 * said["prefer_window"])
                Wish(
                    scheme=scheme,
                    organization=story[said["firm"]],
                    kind=Wish.Kind.WANTS,
                    starts=first,
                    ends=add_months(first, 2) - timedelta(days=1),
                    note=said["text"][:100],
                ).save()
