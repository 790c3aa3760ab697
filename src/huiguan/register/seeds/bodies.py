"""Code tables, organizations and chambers of one tenant."""

from datetime import date
from typing import Any

from huiguan.kernel.models import Node
from huiguan.kernel.story import Story
from huiguan.register import actions
from huiguan.register.models import Chamber, ChamberType, Kind, LocalSector, Organization, Post, Region, Tag
from huiguan.register.opening import open_tables
from huiguan.register.tables import uscc

HUES = ["sky", "violet", "jade", "gold", "brand", "slate"]
OFFICIAL = ("执委单位", "规上企业", "高新技术", "龙头企业", "专精特新")  # found by somebody, not chosen
CODE_PREFIX = {"firm": "91", "cooperative": "93", "individual": "92", "chamber": "51", "bank": "91", "media": "91"}


def tell_tables(story: Story) -> None:
    """The tables that every tenant begins with, each row kept under its code."""
    open_tables()
    for post in Post.objects.all():
        story.keep(f"post:{post.code}", post)
    for kind in ChamberType.objects.all():
        story.keep(f"type:{kind.code}", kind)


def tell_bodies(story: Story, federation: str, bodies: list[dict], firms: list[dict]) -> None:
    """Every organization, a node for each chamber of this federation, and who belongs where."""
    root = story["root"]
    for number, facts in enumerate([*bodies, *firms], start=1):
        story.keep(facts["key"], _organization(story, facts, number, root))
    own = story[federation]
    own.own_node = root
    own.save()
    for facts in bodies:
        if facts["kind"] == "chamber":
            _chamber(story, facts, root)
    for facts in [*firms, *bodies]:
        for chamber in facts.get("chambers") or ():
            node = story[chamber].own_node
            if node:
                actions.join(story[facts["key"]], node, by=story.by, starts=None, role="会员")


def _organization(story: Story, facts: dict, number: int, root: Node) -> Organization:
    kind = facts["kind"] if facts["kind"] in Kind.values else Kind.SOCIETY
    organization = Organization(
        node=root,
        kind=kind,
        name=facts["name"],
        short=facts.get("short") or "",
        former=facts.get("former") or "",
        uscc=_code(kind, number) if facts.get("invented") and kind in CODE_PREFIX else "",
        region=_region(facts.get("region") or facts.get("township"), facts.get("region_code")),
        section=facts.get("section") or "",
        division=facts.get("division") or "",
        local_sector=_named(story, LocalSector, facts.get("local_sector")),
        size=facts.get("size") or "",
        founded=_day(facts.get("founded")),
        legal_rep=facts.get("legal_rep") or "",
        staff=facts.get("staff"),
    )
    if organization.division and not organization.section:
        organization.section = "S" if organization.division >= "91" else ""
    organization.save()
    for name in facts.get("tags") or ():
        organization.tags.add(_named(story, Tag, name))
    return organization


def _code(kind: str, number: int) -> str:
    """A valid code of an invented body: the place of registration is Tancheng, the rest counts up."""
    return uscc.complete(f"{CODE_PREFIX[kind]}371322MA9{number:06d}")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else date(int(text[:4]), 1, 1)


def _region(name: str | None, code: str | None) -> Region | None:
    places = Region.objects.filter(system="民政")
    return places.filter(code=code).first() or (places.filter(name=name).first() if name else None)


def _named(story: Story, model: type, name: str | None) -> Any:
    """The row of a code table by its name, made when first spoken of."""
    if not name:
        return None
    key = f"{model.__name__}:{name}"
    if story.get(key) is None:
        row = model(name=name)
        if model is Tag:
            row.hue = HUES[Tag.objects.count() % len(HUES)]
            row.reserved = name in OFFICIAL
        row.save()
        story.keep(key, row)
    return story[key]


def _chamber(story: Story, facts: dict, root: Node) -> None:
    organization = story[facts["key"]]
    if facts.get("own") is not False:
        organization.own_node = Node.objects.create(tenant=story.tenant, parent=root, name=organization.name)
        organization.node = organization.own_node
        organization.save()
    chamber = Chamber(
        organization=organization,
        registration=facts.get("registration") or "unregistered",
        registrar=_body(story, facts.get("registrar")),
        supervising=_body(story, facts.get("supervising")),
        contact=_body(story, (facts.get("contact") or [None])[0]),
        city=_region(facts.get("city"), None),
    )
    chamber.save()
    chamber.types.set(story[f"type:{code}"] for code in facts["chamber_types"])


def _body(story: Story, key_or_name: str | None) -> Organization | None:
    """A body that was told, or a department elsewhere that is only named."""
    if not key_or_name:
        return None
    if story.get(key_or_name) is None:
        department = Organization(node=story["root"], kind=Kind.DEPARTMENT, name=key_or_name, section="S")
        department.save()
        story.keep(key_or_name, department)
    return story[key_or_name]
