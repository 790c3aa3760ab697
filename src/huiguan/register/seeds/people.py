"""People, terms, offices, and the logins of a demo."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.register import actions, correcting, logins
from huiguan.register.models import Office, Organization, Person, Term

DEMO_PASSWORD = "huiguan-demo"
NINTH = date(2023, 7, 18)
BODY_POSTS = {"vice_president": "chamber_vice_president", "member": "", "secretary_general": "secretary"}


def tell_people(story: Story, people: list[dict], federation: str, term: dict | None) -> None:
    """Everybody with the offices they hold, on the day they took them."""
    if term:
        formed = date.fromisoformat(term["formed"])
        with story.on(formed):
            eighth = Term(
                node=story["root"],
                number=term["number"],
                starts=formed,
                planned_end=formed.replace(year=formed.year + term["planned_years"]),
            )
            eighth.save()
        story.keep("term", eighth)
    for number, facts in enumerate(people, start=1):
        person = Person(
            node=story["root"],
            name=facts["name"],
            sex=facts["sex"].lower(),
            born=facts["born"],
            education=facts["education"],
            organization=story.get(facts["organisation"]),
            phone=f"1380000{number:04d}",
        )
        person.save()
        story.keep(facts["key"], person)
        for held in facts["posts"]:
            _take_office(story, person, held, federation)


def _take_office(story: Story, person: Person, held: dict, federation: str) -> None:
    """An office in the federation or in a chamber of its own; those held elsewhere give nothing here."""
    body: Organization | None = story.get(held["body"])
    in_federation = held["body"] == federation
    code = held["post"] if in_federation else BODY_POSTS.get(held["post"], held["post"])
    node = story["root"] if in_federation or code in ("county_leader", "liaison_officer") else body and body.own_node
    if not code or node is None:
        return
    starts = date.fromisoformat(held["from"])
    with story.on(starts):
        actions.appoint(
            story[f"post:{code}"],
            node,
            by=story.by,
            person=person,
            term=story.get("term") if in_federation and story[f"post:{code}"].is_of_the_term else None,
            starts=starts,
            ends=date.fromisoformat(held["to"]) if held.get("to") else None,
        )


def tell_ninth_term(story: Story, federation: str) -> None:
    """By the present the eighth term is over; an invented ninth re-elects whoever was in office."""
    if story.today < NINTH:
        return
    eighth, last_day = story["term"], NINTH - timedelta(days=1)
    with story.on(NINTH):
        eighth.ends = last_day
        eighth.save()
        ninth = Term(node=story["root"], number=9, starts=NINTH, planned_end=NINTH.replace(year=NINTH.year + 5))
        ninth.save()
        for office in Office.objects.filter(term=eighth, ends=None).select_related("post", "person", "node"):
            actions.leave_office(office, by=story.by, on=last_day, reason="换届")
            actions.appoint(office.post, office.node, by=story.by, person=office.person, term=ninth, starts=NINTH)


def tell_logins(story: Story) -> None:
    """One login for each role; their passwords work on this machine only."""
    started = date(2018, 6, 26)
    password = make_password(DEMO_PASSWORD)
    _login(story, "admin", _new_person(story, "管理员（示例）"), password, ("admin", "root", started))
    _login(story, "auditor", _new_person(story, "审计（示例）"), password, ("auditor", "root", started))
    for username, post, chamber in (
        ("head", "resident_vice_chair", None),
        ("clerk", "clerk", None),
        ("leader", "vice_chair", None),
        ("secretary", "secretary", "ch-board"),
        ("official", "county_leader", None),
        ("officer", "liaison_officer", None),
    ):
        _login(story, username, _holder(story, post, chamber), password)
    boss = story["p-zhang-shou-ye"]
    worker = _new_person(story, "企业代表（示例）", boss.organization)
    _login(story, "firm", worker, password, ("firm", "root", started))
    _login(
        story,
        "host",
        _new_person(story, "本期企业代表（示例）", story["f-miao-shan-zhu-zao"]),
        password,
        ("firm", "root", started),
    )
    unit = _new_person(story, "部门承办人（示例）", story["dept-education"])
    _login(story, "handler", unit, password, ("handler", "root", started))


def tell_correction(story: Story) -> None:
    """A firm says that it has moved; nobody has looked at it yet."""
    firm = story["p-zhang-shou-ye"].organization
    said = {"address": "郯城街道人民路 88 号（示例）"}
    correcting.propose(firm, said, by=story["user:firm"], note="上个月搬了办公地点")


def _new_person(story: Story, name: str, organization: Organization | None = None) -> Person:
    person = Person(node=story["root"], name=name, organization=organization)
    person.save()
    return person


def _holder(story: Story, post: str, chamber: str | None) -> Person:
    offices = Office.objects.filter(post=story[f"post:{post}"], ends=None).order_by("pk")
    if chamber:
        offices = offices.filter(node=story[chamber].own_node)
    return offices.select_related("person").first().person


def _login(story: Story, username: str, person: Person, password: str, office: tuple | None = None) -> User:
    if office:
        post, node, starts = office
        actions.appoint(story[f"post:{post}"], story[node], by=story.by, person=person, starts=starts)
    user = logins.give_login(person, by=story.by, username=username, password=None)
    user.password, user.is_demo, user.is_staff = password, True, username == "admin"
    user.save()
    return story.keep(f"user:{username}", user)
