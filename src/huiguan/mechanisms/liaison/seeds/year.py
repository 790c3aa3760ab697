"""A year of contacts and notices, up to today."""

from datetime import date, timedelta

from huiguan.activities.models import VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from huiguan.kernel.story import Story
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.actions.contacts import Said
from huiguan.mechanisms.liaison.models import Briefing, LinkScheme, Question, Receipt
from huiguan.mechanisms.liaison.seeds.leaders import clerk, links_now

FIRST = timedelta(days=360)  # how long ago the year begins
VISITED_EVERY, CALLED_EVERY = 170, 85  # days


def tell_contacts(story: Story, scheme: LinkScheme, facts: dict) -> None:
    """Each link is visited and called by and by; some not as often as the document asks."""
    for number in range(len(links_now(scheme, story.today))):
        first = story.today - FIRST + timedelta(days=(number * 11) % 150)
        for turn, day in enumerate(_days(first, VISITED_EVERY, story.today)):
            if (number + turn) % 7 != 6:
                _record(story, scheme, number, day, "visit", facts, asks=(number + turn) % 3 == 0)
        for turn, day in enumerate(_days(first + timedelta(days=40), CALLED_EVERY, story.today)):
            if (number + turn) % 4 != 3:
                _record(story, scheme, number, day, "phone", facts, asks=False)
    answer_them(story, facts)


def _days(first: date, every: int, until: date):
    """Working days, so many days apart, until yesterday."""
    day = first
    while day < until:
        yield day - timedelta(days=max(day.weekday() - 4, 0))
        day += timedelta(days=every)


def _record(story: Story, scheme: LinkScheme, number: int, day: date, kind: str, facts: dict, *, asks: bool) -> None:
    links = links_now(scheme, day)
    link = links[number % len(links)]
    entered_on = min(day + timedelta(days=number % 6 + (9 if number % 13 == 0 else 0)), story.today)
    asked = (facts["asked"][number % len(facts["asked"])]["text"],) if asks else ()
    told, heard = facts["told"][(number + day.month) % len(facts["told"])], facts["heard"][(number + day.day) % 8]
    topics = list(VisitTopic.objects.order_by("order", "pk"))
    with story.on(entered_on, 16):
        actions.record(
            link.linker,
            by=clerk(story),
            kind=kind,
            on=day,
            said=[Said(link.target, told if number % 2 else "", heard, asked)],
            topics=[topics[(number + day.month) % len(topics)]] if kind == "visit" else (),
        )


def answer_them(story: Story, facts: dict) -> None:
    """Most questions are answered within a fortnight, each with its own reply; the last ones wait."""
    replies = {one["text"]: one["reply"] for one in facts["asked"]}
    for number, question in enumerate(Question.objects.order_by("asked_on", "pk")):
        day = question.asked_on + timedelta(days=3 + number % 11)
        if day < story.today and number % 9 != 8:
            with story.on(day, 10):
                perform(question, "answer", by=clerk(story), text=replies[question.text])


def tell_briefings(story: Story, scheme: LinkScheme, facts: dict) -> None:
    for number, told in enumerate(facts["briefings"]):
        decided = date.fromisoformat(told["on"])
        sent = decided + timedelta(days=3)
        if sent > story.today:
            continue
        briefing = Briefing(
            scheme=scheme,
            title=told["title"],
            decided_by=told["by"],
            decided_on=decided,
            text=told["text"],
            read_by=sent + timedelta(days=30),
        )
        with story.on(sent):
            with entered(briefing, by=clerk(story)):
                briefing.save()
            perform(briefing, "send", by=clerk(story))
        _read(story, briefing, sent, number)


def _read(story: Story, briefing: Briefing, sent: date, number: int) -> None:
    """The board chamber reads it itself and asks; the others are told by hand, some not yet."""
    secretary = story["user:secretary"]
    for place, receipt in enumerate(Receipt.objects.filter(briefing=briefing).select_related("target__organization")):
        day = sent + timedelta(days=2 + place % 17)
        if day >= story.today:
            continue
        with story.on(day):
            if receipt.target.organization == story["ch-board"]:
                secretary.forget_reach()
                if number == 1:
                    question = actions.ask_back(receipt, by=secretary, text="板材企业的设备更新，算不算在二十条里？")
                    with story.on(day + timedelta(days=4)):
                        perform(question, "answer", by=clerk(story), text="算，第七条；请带会员名单到工信局登记")
                elif number < 5:
                    perform(receipt, "take", by=secretary)
            elif (place + number) % 6 != 5:
                perform(receipt, "note", by=clerk(story), how="in_person", on=clock.today())


def tell_plans(story: Story, scheme: LinkScheme) -> None:
    """What has been arranged for the coming days."""
    for number, link in enumerate(links_now(scheme, story.today)[:4]):
        at = clock.at(story.today + timedelta(days=3 + 4 * number), 10)
        with story.on(story.today, 8):
            actions.arrange(link.linker, by=clerk(story), kind="visit", at=at, targets=[link.target])
