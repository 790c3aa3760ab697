"""The document of June 2020, who links under it, and whom they were given."""

from datetime import date
from pathlib import Path

from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.models import Issuer, Link, Linker, LinkScheme, LinkTarget, Minimum, PairRule
from huiguan.mechanisms.liaison.queries import linkable
from huiguan.register.actions import appoint
from huiguan.register.models import Person, Region

FOLDER = Path(__file__).resolve().parent.parent
ISSUED, STARTS = date(2020, 6, 22), date(2020, 7, 1)
MINIMUMS = (("visit", 1, "half", True), ("phone", 1, "quarter", True), ("seminar", 1, "year", False))


def clerk(story: Story) -> User:
    """Who enters what nobody enters for themselves."""
    user = story["user:clerk"]
    user.forget_reach()
    return user


def tell_scheme(story: Story) -> LinkScheme:
    scheme = LinkScheme(
        node=story["root"],
        name="县级领导联系商会",
        document="《县级领导联系商会细则》",
        issued_on=ISSUED,
        starts=STARTS,
        least=2,
        most=3,
        leaders_most=2,
    )
    with story.on(ISSUED):
        scheme.save()
        for order, key in enumerate(("dept-united-front", "fed-tancheng"), start=1):
            Issuer(scheme=scheme, organization=story[key], order=order).save()
        for kind, times, span, with_each in MINIMUMS:
            Minimum(scheme=scheme, kind=kind, times=times, span=span, with_each=with_each).save()
        actions.take_in(scheme, linkable(scheme, ISSUED), by=clerk(story), starts=STARTS)
    return scheme


def tell_leaders(story: Story, scheme: LinkScheme, leaders: list[dict]) -> None:
    """Each with what they are in charge of, the townships they look after, and their liaison officer."""
    with story.on(ISSUED):
        for facts in leaders:
            person = story[facts["key"]] if "key" in facts else _person(story, facts, "county_leader")
            linker = Linker(scheme=scheme, person=person, post=facts["post"], starts=STARTS, trades=facts["trades"])
            linker.officer = _officer(story, facts["officer"])
            linker.save()
            linker.chamber_types.set(story[f"type:{code}"] for code in facts["types"])
            linker.townships.set(Region.objects.filter(system="民政", level="township", name__in=facts["towns"]))
            story.keep(f"linker:{person.name}", linker)
            for key in facts.get("must", ()):
                target = LinkTarget.objects.get(scheme=scheme, organization=story[key])
                PairRule(linker=linker, target=target, why="一直由他联系，情况熟").save()


def _person(story: Story, facts: dict, post: str) -> Person:
    person = Person(node=story["root"], name=facts["name"], sex=facts.get("sex", ""), born=facts.get("born"))
    person.save()
    appoint(story[f"post:{post}"], story["root"], by=story.by, person=person, starts=ISSUED)
    return story.keep(f"person:{person.name}", person)


def _officer(story: Story, name: str) -> Person:
    """One liaison officer may serve several leaders."""
    known = story.get(name) or story.get(f"person:{name}")
    return known or _person(story, {"name": name}, "liaison_officer")


def give_out(story: Story, scheme: LinkScheme) -> None:
    """The first assignment, solved and adopted."""
    with story.on(date(2020, 6, 28)):
        plan = actions.propose(actions.draw(scheme, starts=STARTS, keep=False), by=clerk(story))
        perform(plan, "adopt", by=clerk(story))


def hand_over(story: Story, scheme: LinkScheme, handovers: list[dict]) -> None:
    """Leaders change their posts; whoever comes takes the links over, and what was done stays where it was."""
    for facts in handovers:
        on = date.fromisoformat(facts["on"])
        with story.on(on):
            person = _person(story, facts["to"], "county_leader")
            old = story[f"linker:{facts['from']}"]
            new = actions.hand_over(old, by=clerk(story), to=person, post=facts["post"], on=on, why=facts["why"])
            story.keep(f"linker:{person.name}", new)


def links_now(scheme: LinkScheme, day: date) -> list[Link]:
    rows = Link.objects.filter(linker__scheme=scheme, starts__lte=day).exclude(ends__lt=day)
    return list(
        rows.select_related(
            "linker__scheme__node", "linker__person", "linker__officer", "target__organization"
        ).order_by("pk")
    )
