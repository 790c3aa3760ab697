"""A year of demands, of every kind and every ending; where today comes before the end, they are on their way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from huiguan.activities.models import Activity, ActivityState
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Appeal, Category, Consent, Diverted, Ending, Profile
from huiguan.register.models import Kind, Organization

HOW_MANY, FIRST = 290, 352  # demands, and so many days ago
PROFILES = ("县级一般", "县级一般", "泉州“3+7”", "山东“2115”")
ENDS = (  # how they end, as often as they stand here
    *("well",) * 11,
    *("phone",) * 4,
    *("late", "late", "unhappy", "unconfirmed", "declined", "diverted", "withdrawn", "extended", "merged"),
)
MOMENTS = {"confirm_by_phone": "called_at", "withdraw_for": "asked_at"}  # when the firm said so
CHANNELS = ("web", "visit", "hotline", "web", "forum", "letter", "turn", "link", "referral", "web")


@dataclass
class Demand:
    """One of them: what it is about, from whom, on which day, and how it will end."""

    number: int
    kind: list[str]
    firm: Organization
    day: date
    channel: str
    occasion: Activity | None
    end: str

    @property
    def is_hidden(self) -> bool:
        return self.number % 29 == 28

    def said(self, text: str) -> str:
        return text.replace("{n}", str(2 + self.number % 7))


class Year:
    def __init__(self, story: Story, told: dict[str, Any]):
        self.story, self.told = story, told
        self.clerk: User = story["user:clerk"]
        self.clerk.forget_reach()
        self.head: User = story["user:head"]
        self.head.forget_reach()
        self.categories = {one.name: one for one in Category.objects.all()}
        self.endings = {one.name: one for one in Ending.objects.all()}
        self.profiles = {one.name: one for one in Profile.objects.all()}

    def tell(self) -> None:
        for demand in self.demands():
            self.one(demand)

    def demands(self) -> Iterator[Demand]:
        firms = list(Organization.objects.filter(kind=Kind.FIRM, node=self.story["root"]).order_by("pk"))
        gatherings = self.gatherings(firms)
        for number in range(HOW_MANY):
            end = ENDS[(number * 5) % len(ENDS)]
            kind = self.told["kinds"][(number * 7) % len(self.told["kinds"])]
            if end == "diverted":
                kind = self.told["diverted"][number % 4]["said"]
            firm = firms[(number * 11) % len(firms)]
            day = workday(self.story.today - timedelta(days=FIRST - number * FIRST // HOW_MANY))
            channel, occasion = CHANNELS[number % len(CHANNELS)], None
            if channel == "turn":
                occasion = gatherings[number % len(gatherings)]
                firm, day = occasion.firm, timezone.localdate(occasion.starts)
            yield Demand(
                number,
                kind,
                firm,
                day,
                channel,
                occasion,
                end,
            )

    def gatherings(self, firms: list[Organization]) -> list[Any]:
        """Visits and talks of the year at which firms were heard, with one of those firms."""
        since = clock.at(self.story.today - timedelta(days=FIRST))
        known, found = {firm.pk: firm for firm in firms}, []
        rows = Activity.objects.filter(state=ActivityState.HELD, starts__gte=since, kind__code__in=("visit", "seminar"))
        for activity in rows.order_by("starts", "pk").prefetch_related("hosts"):
            firm = next(
                (known[host.organization_id] for host in activity.hosts.all() if host.organization_id in known), None
            )
            if firm is not None:
                activity.firm = firm
                found.append(activity)
        return found

    # one of them

    def one(self, demand: Demand) -> None:
        appeal = self.raised(demand)
        if demand.end == "merged":
            self.merged(appeal, demand)
        for day, move, answers in self.moves(demand):
            if day >= self.story.today:
                break
            appeal = self.move(appeal, day, move, answers)

    def raised(self, demand: Demand) -> Appeal:
        category, _level, title, text, *_rest = demand.kind
        with self.story.on(demand.day, 9 + demand.number % 8):
            return actions.file(
                by=self.clerk,
                node=self.story["root"],
                title=demand.said(title),
                text=demand.said(text),
                is_hidden=demand.is_hidden,
                category=self.categories[category],
                organization=demand.firm,
                kind="firm",
                channel=demand.channel,
                occasion=demand.occasion,
                contact=demand.firm.legal_rep,
            )

    def merged(self, appeal: Appeal, demand: Demand) -> None:
        """The firm says the same again the next day: it is dealt with together with the first."""
        if not demand.is_hidden and (day := after(demand.day, 1)) < self.story.today:
            twin = self.raised(replace(demand, day=day, occasion=None))
            self.move(twin, day, "merge", {"into": appeal, "why": "说的是同一件事"})

    def move(self, appeal: Appeal, day: date, move: str, answers: dict[str, Any]) -> Appeal:
        with self.story.on(day, 15):
            answers = {**answers, **{MOMENTS[move]: clock.now()}} if move in MOMENTS else answers
            by = self.head if move == "grant_extension" else self.clerk
            return perform(appeal, move, by=by, **answers)

    def moves(self, demand: Demand) -> Iterator[tuple[date, str, dict[str, Any]]]:
        """Its steps with their days, as far as they go."""
        day, told, n = after(demand.day, demand.number % 2), self.told, demand.number
        if demand.end == "declined":
            yield day, "decline", {"why": told["declined"][n % 2]}
            return
        if demand.end == "diverted":
            elsewhere = told["diverted"][n % 4]
            yield day, "divert", {name: elsewhere[name] for name in ("kind", "to", "why")}
            return
        if demand.end == "withdrawn":
            spoke = {"whom": demand.firm.legal_rep or "办公室"}
            yield day, "withdraw_for", {"why": told["withdrawn"][n % 2], **spoke}
            return
        yield day, "accept", self.accepting(demand)
        if self.categories[demand.kind[0]].belongs_elsewhere == Diverted.ARREARS:
            yield after(day, 2), "forward", {"to": told["diverted"][3]["to"]}
        yield from self.handled(demand, after(day, n % 2))

    def accepting(self, demand: Demand) -> dict[str, Any]:
        category, level, title, text, *_rest = demand.kind
        profile = self.profiles[PROFILES[demand.number % len(PROFILES)]]
        words = {"title": demand.said(title), "text": demand.said(text)}
        return {"profile": profile, "category": self.categories[category], "level": level, **words}

    def handled(self, demand: Demand, day: date) -> Iterator[tuple[date, str, dict[str, Any]]]:
        lead, helper, ending, answer = demand.kind[4:]
        profile = self.profiles[PROFILES[demand.number % len(PROFILES)]]
        units = {"lead": self.story[lead], "others": [self.story[helper]] if helper and demand.number % 3 else []}
        yield day, "assign" if profile.acknowledges else "hand_on", units
        if profile.acknowledges:
            yield after(day, 1), "acknowledge", {}
        elif not demand.is_hidden:
            yield day, "contact", {"note": "电话联系，约好上门"}
        if profile.opines:
            yield after(day, 1), "opine", {"text": "属于本单位职责，按期办理"}
        if units["others"]:
            yield after(day, 2), "contribute", {"unit": units["others"][0], "text": "已按职责配合，意见另附"}
        if demand.end == "extended":
            yield after(day, 3), "ask_extension", {"days": 5, "reason": "要现场测量"}
            yield after(day, 3), "grant_extension", {}
        days = 16 if demand.end == "late" else 3 + demand.number % 4
        answered = after(day, days)
        yield answered, "answer", self.answering(demand, ending, answer, answered)
        yield from self.ended(demand, answered)

    def answering(self, demand: Demand, ending: str, answer: str, day: date) -> dict[str, Any]:
        found: dict[str, Any] = {"ending": self.endings[ending], "text": demand.said(answer)}
        if self.endings[ending].needs_date:
            found["promised_on"] = after(day, 30)
        return found

    def releasing(self, demand: Demand) -> dict[str, Any]:
        _category, _level, title, text, *_rest, answer = demand.kind
        words = {"title": demand.said(title), "asked": demand.said(text), "done": demand.said(answer)}
        return {**words, "consent": Consent.RATING}

    def ended(self, demand: Demand, day: date) -> Iterator[tuple[date, str, dict[str, Any]]]:
        """What the firm says, mostly by telephone, and the end."""
        n, told = demand.number, self.told
        if demand.end == "unconfirmed":
            yield after(day, 14), "close_unconfirmed", {"why": "三次电话没有人接，期限已过"}
            return
        called = after(day, 1 + n % 3)
        whom = {"whom": demand.firm.legal_rep or "办公室"}
        if demand.end == "unhappy":
            yield called, "return_answer", {"why": told["unhappy"][n % 3]}
            again = after(called, 4)
            yield again, "answer", self.answering(demand, "部分解决", "又去了一次，补办了一部分。", again)
            yield (
                after(again, 2),
                "confirm_by_phone",
                {"score": "dissatisfied", "words": told["unhappy"][n % 3], **whom},
            )
            yield after(again, 4), "close", {"why": "已当面说明，剩下的另立一件"}
            return
        score = "fairly" if n % 6 == 5 else "satisfied"
        agreed = n % 3 == 0
        yield called, "confirm_by_phone", {"score": score, "words": told["words"][n % 6], "may_be_told": agreed, **whom}
        yield after(called, 1), "close", {"why": "已回访" if score == "fairly" else ""}
        if agreed and n % 4 and self.endings[demand.kind[6]].counts_as_solved and not demand.is_hidden:
            yield after(called, 6), "release", self.releasing(demand)


def workday(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def after(day: date, days: int) -> date:
    """So many weekdays later."""
    for _one in range(days):
        day = workday(day + timedelta(days=1))
    return day
