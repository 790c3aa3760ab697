"""A scheme of 甲县: the county leader links to the tea chamber, with a liaison officer; people: tests/cast.py."""

from datetime import date

import pytest

from huiguan.kernel import clock
from huiguan.mechanisms.liaison.models import (
    Briefing,
    Contact,
    Link,
    Linker,
    LinkScheme,
    LinkTarget,
    Question,
    Receipt,
    Talk,
)
from tests.cast import hire

TODAY = date(2026, 5, 4)  # a Monday


@pytest.fixture
def within(cast):
    with cast.work(), clock.standing_at(clock.at(TODAY, 9)):
        yield


@pytest.fixture
def scheme(cast, within) -> LinkScheme:
    return LinkScheme.objects.create(node=cast.root, name="县级领导联系商会", starts=date(2026, 1, 1))


@pytest.fixture
def officer(cast, within):
    """Somebody who works for the county leader."""
    hire(cast, "officer", "络某", cast.posts["liaison_officer"], cast.root)
    return cast.people["officer"]


@pytest.fixture
def leader(cast, scheme, officer) -> Linker:
    person = cast.people["county_leader"]
    return Linker.objects.create(scheme=scheme, person=person, post="副县长", officer=officer, starts=date(2026, 1, 1))


@pytest.fixture
def other_leader(cast, scheme) -> Linker:
    """A second leader, who has nothing to do with the first."""
    hire(cast, "mayor", "正某", cast.posts["county_leader"], cast.root)
    return Linker.objects.create(scheme=scheme, person=cast.people["mayor"], post="县长", starts=date(2026, 1, 1))


@pytest.fixture
def tea(cast, scheme) -> LinkTarget:
    return LinkTarget.objects.create(scheme=scheme, organization=cast.tea, starts=date(2026, 1, 1))


@pytest.fixture
def silk(cast, scheme) -> LinkTarget:
    return LinkTarget.objects.create(scheme=scheme, organization=cast.silk, starts=date(2026, 1, 1))


@pytest.fixture
def link(leader, tea) -> Link:
    return Link.objects.create(linker=leader, target=tea, starts=date(2026, 1, 1))


@pytest.fixture
def new_contact(leader, tea, link):
    """A contact with the tea chamber in any state; a call, so that there is no activity."""

    def make(state: str = "held", on: date = TODAY, kind: str = "phone", target=tea, linker=leader) -> Contact:
        entered_on = on if state == "held" else None
        made = Contact.objects.create(linker=linker, kind=kind, on=on, state=state, entered_on=entered_on)
        Talk.objects.create(contact=made, target=target, told="春茶政策", heard="缺采茶工")
        return made

    return make


@pytest.fixture
def new_briefing(scheme, leader, tea, link):
    """A notice in any state; once it was sent, the tea chamber has it through its leader."""

    def make(state: str = "drafted", receipt: str = "unread") -> Briefing:
        sent_on = TODAY if state != "drafted" else None
        made = Briefing.objects.create(
            scheme=scheme, title="县委常委会决定", text="加快园区建设", state=state, sent_on=sent_on
        )
        if state != "drafted":
            read_on = TODAY if receipt == "read" else None
            Receipt.objects.create(briefing=made, target=tea, linker=leader, state=receipt, read_on=read_on)
        return made

    return make


@pytest.fixture
def new_question(leader, tea, link):
    def make(state: str = "asked", text: str = "能不能修一条路？") -> Question:
        return Question.objects.create(linker=leader, target=tea, text=text, asked_on=TODAY, state=state)

    return make
