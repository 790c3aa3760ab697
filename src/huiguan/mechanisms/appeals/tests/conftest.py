"""甲县 with the tables that ship, on a Monday in March; see tests/cast.py for the people."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import SpecialDay
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Appeal, Category, Ending, Profile
from huiguan.register.models import Kind
from tests.cast import browser, hire, organization, submit

TODAY = date(2026, 3, 2)
PLAIN, SHANDONG, QUANZHOU = "县级一般", "山东“2115”", "泉州“3+7”"


@pytest.fixture(autouse=True)
def departments(cast) -> None:
    """税务局 (tax) and 住建局 (works), each with somebody who answers for it."""
    with cast.work():
        for key, name, person in (("tax", "甲县税务局", "税某"), ("works", "甲县住建局", "建某")):
            unit = organization(cast.root, name, kind=Kind.DEPARTMENT, section="S")
            cast.organizations[key] = unit
            hire(cast, f"{key}_handler", person, cast.posts["handler"], cast.root, organization=unit)


@pytest.fixture
def within(cast):
    with cast.work(), clock.standing_at(clock.at(TODAY, 9)):
        yield


@pytest.fixture
def tables(cast, within) -> None:
    """What ships, and the make-up days of the new year."""
    actions.open_tables()
    SpecialDay.objects.create(day=date(2026, 2, 28), kind="on", name="春节")


@pytest.fixture
def raised(cast, tables):
    """An appeal as it comes in, of the tea firm."""

    def make(*, by=None, **facts) -> Appeal:
        told = {
            "title": "门前的路坏了",
            "text": "货车进不来，已经两个月",
            "organization": cast.tea_firm,
            "contact": "联某",
            "phone": "13912345678",
            "channel": "web",
            "kind": "firm",
            **facts,
        }
        return actions.file(by=by or cast.tea_contact, node=cast.root, **told)

    return make


def accepting(profile: str = PLAIN, **said) -> dict:
    told = {"title": "道路破损", "text": "有企业反映道路破损，影响运输", "level": "ordinary", "tags": "", **said}
    return {**told, "profile": Profile.objects.get(name=profile), "category": Category.objects.get(name="其他")}


def answering(ending: str = "已解决", **said) -> dict:
    return {"ending": Ending.objects.get(name=ending), "text": "修好了", "promised_on": None, **said}


def assigning(cast, **said) -> dict:
    return {"lead": cast.tax, "others": [cast.works], "note": "请到现场看", **said}


def page(client, appeal, move: str = "") -> str:
    url = reverse("appeals.move", args=[appeal.pk, move]) if move else reverse("appeals.detail", args=[appeal.pk])
    return client.get(url).content.decode()


def move(client, appeal, name: str, said: dict | None = None):
    return submit(client, reverse("appeals.move", args=[appeal.pk, name]), said)


def listed(client, **asked) -> set[str]:
    return {row.record.number for row in client.get(reverse("appeals.list"), asked).context["listing"].rows}


ON_THE_WAY = ("accepted", "assigned", "handling", "answered", "confirmed", "closed")


@pytest.fixture
def appeal_in(cast, raised):
    """An appeal of the tea firm in any state, brought there by the real moves; 税务局 leads, 住建局 helps."""

    def make(state: str = "handling", profile: str = QUANZHOU, **facts) -> Appeal:
        appeal = raised(**facts)
        short_cuts = {
            "incomplete": lambda: perform(appeal, "ask_more", by=cast.clerk, lacking="发票", why="发票"),
            "declined": lambda: perform(appeal, "decline", by=cast.clerk, why="不归我们管"),
            "diverted": lambda: perform(appeal, "divert", by=cast.clerk, kind="petition", to="信访局", why="信访"),
            "merged": lambda: perform(appeal, "merge", by=cast.clerk, into=raised(), why="同一件事"),
            "withdrawn": lambda: perform(appeal, "withdraw", by=cast.tea_contact, why="不提了"),
        }
        if state == "filed":
            return appeal
        if state in short_cuts:
            return short_cuts[state]()
        steps = [
            ("accept", cast.clerk, accepting(profile)),
            ("assign", cast.clerk, assigning(cast)),
            ("acknowledge", cast.tax_handler, {}),
            ("answer", cast.tax_handler, answering()),
            ("confirm", cast.tea_contact, {"score": "satisfied", "words": "好"}),
            ("close", cast.clerk, {}),
        ]
        last = "assigned" if state == "objected" else state
        for name, by, answers in steps[: ON_THE_WAY.index(last) + 1]:
            appeal = perform(appeal, name, by=by, **answers)
        return perform(appeal, "object", by=cast.tax_handler, why="不是我们的事") if state == "objected" else appeal

    return make


@pytest.fixture
def clerk(cast, within):
    return browser(cast.clerk)


@pytest.fixture
def firm(cast, within):
    return browser(cast.tea_contact)


@pytest.fixture
def handler(cast, within):
    return browser(cast.tax_handler)
