"""The people of the tests: two federations that must never see each other, and somebody of every role in the first.

Everything is made by the real actions, in the name of the system. ``gather`` is to be called inside a test's database.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.test import Client
from django.utils import timezone

from huiguan.kernel.models import Node, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.register import actions, logins
from huiguan.register.models import (
    ChamberType,
    Kind,
    LocalSector,
    Office,
    Organization,
    Person,
    Post,
    Region,
    Tag,
    Term,
)
from huiguan.register.tables import uscc

SINCE = date(2020, 1, 1)
POSTS = {  # code: name, role, leading, committee
    "admin": ("系统管理员", "admin", False, False),
    "chair": ("主席", "head", True, True),
    "clerk": ("办公室干事", "clerk", False, False),
    "vice_chair": ("副主席", "leader", True, True),
    "member": ("执委", "", False, True),
    "president": ("会长", "chamber_head", True, False),
    "secretary": ("秘书长", "chamber_secretary", False, False),
    "county_leader": ("联系县领导", "county_leader", False, False),
    "liaison_officer": ("联络员", "liaison_officer", False, False),
    "auditor": ("审计员", "auditor", False, False),
    "firm": ("企业联络员", "firm", False, False),
    "handler": ("部门承办人", "handler", False, False),
}


@dataclass
class Cast:
    tenant: Tenant
    other: Tenant
    root: Node
    other_root: Node
    system: User
    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)

    def __getattr__(self, name: str):
        """``cast.tea`` is an organization, ``cast.clerk`` the login of the person who holds that office."""
        if name.startswith("_") or "organizations" not in self.__dict__:
            raise AttributeError(name)
        if name in self.organizations:
            return self.organizations[name]
        if name in self.people:
            return self.people[name].user
        raise AttributeError(name)

    @contextmanager
    def work(self, tenant: Tenant | None = None):
        """Arrange and look at things with the whole of a tenant (the first one) within reach."""
        with reaching(whole(tenant or self.tenant)):
            yield


def gather() -> Cast:
    """甲县 with the chambers 茶业 (tea) and 丝绸 (silk), each with a firm, and 乙县 with a firm and a clerk."""
    system = User.system()
    tenants = [
        Tenant.objects.create(code="jia", name="甲县工商联", is_home=True),
        Tenant.objects.create(code="yi", name="乙县工商联"),
    ]
    roots = [Node.objects.create(tenant=tenant, name=tenant.name) for tenant in tenants]
    cast = Cast(*tenants, *roots, system)
    county = Region.objects.create(system="民政", code="990001", name="甲县", level="county")
    for code, name in (("990001001", "城关镇"), ("990001002", "河口镇")):
        Region.objects.create(system="民政", code=code, name=name, level="township", parent=county)
    with cast.work():
        _federation(cast, county)
        _chambers(cast)
        _people(cast)
    with cast.work(cast.other):
        post = Post.objects.create(code="clerk", name="办公室干事", role="clerk")
        cast.organizations["foreign_firm"] = organization(cast.other_root, "乙县外贸公司", 90)
        hire(cast, "stranger", "乙某", post, cast.other_root)
    return cast


def organization(node: Node, name: str, number: int = 0, **fields) -> Organization:
    """A firm with a valid code made from ``number``; none without."""
    code = uscc.complete(f"91990001MA{number:07d}") if number else ""
    return Organization.objects.create(node=node, name=name, uscc=code, **fields)


def _federation(cast: Cast, county: Region) -> None:
    cast.organizations["federation"] = organization(
        cast.root, "甲县工商业联合会", kind=Kind.FEDERATION, region=county, own_node=cast.root, section="S"
    )
    ChamberType.objects.create(code="trade", name="行业商会")
    ChamberType.objects.create(code="away", name="异地商会")
    LocalSector.objects.create(name="茶业")
    Tag.objects.create(name="专精特新", hue="violet")
    for order, (code, (name, role, leading, committee)) in enumerate(POSTS.items(), start=1):
        cast.posts[code] = Post.objects.create(
            code=code, name=name, role=role, is_leading=leading, is_committee=committee, order=order
        )
    cast.term = Term.objects.create(node=cast.root, number=8, starts=SINCE)


def _chambers(cast: Cast) -> None:
    town = Region.objects.get(name="城关镇")
    for key, name, firm, section, division in (
        ("tea", "甲县茶业商会", "甲县云雾茶业有限公司", "C", "15"),
        ("silk", "甲县丝绸商会", "甲县春蚕丝绸有限公司", "C", "17"),
    ):
        chamber = organization(cast.root, name, kind=Kind.CHAMBER, founded=SINCE)
        actions.settle(chamber, by=cast.system)
        number = len(cast.organizations)
        made = organization(cast.root, firm, number, section=section, division=division, region=town, founded=SINCE)
        actions.join(made, chamber.own_node, by=cast.system, starts=SINCE, role="会员")
        cast.organizations |= {key: chamber, f"{key}_firm": made}


def _people(cast: Cast) -> None:
    for key, name in (
        ("admin", "管某"),
        ("chair", "主某"),
        ("clerk", "干某"),
        ("vice_chair", "副某"),
        ("county_leader", "县某"),
        ("auditor", "审某"),
    ):
        own = {"organization": cast.tea_firm} if key == "vice_chair" else {}
        hire(cast, key, name, cast.posts[key], cast.root, **own)
    hire(cast, "tea_secretary", "秘某", cast.posts["secretary"], cast.tea.own_node, organization=cast.tea)
    hire(cast, "tea_president", "会某", cast.posts["president"], cast.tea.own_node, organization=cast.tea_firm)
    hire(cast, "tea_contact", "联某", cast.posts["firm"], cast.root, organization=cast.tea_firm)


def hire(cast: Cast, key: str, name: str, post: Post, node: Node, **fields) -> None:
    person = Person.objects.create(node=node, name=name, **fields)
    leads = {"term": cast.term} if post.is_committee and node == cast.root else {}
    cast.offices[key] = actions.appoint(post, node, by=cast.system, starts=SINCE, person=person, **leads)
    logins.give_login(person, by=cast.system, username=key, password="long-enough-1")
    cast.people[key] = person


# browsers


def browser(user: User) -> Client:
    """A client in which somebody has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def submit(client: Client, url: str, data: dict | None = None, **kwargs):
    """Open a form as a browser does, change the fields of ``data`` in it and send it; returns the answer."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    return client.post(url, filled(page) | (data or {}), **kwargs)


def again(client: Client, url: str, page, data: dict | None = None, **kwargs):
    """Send the form of a page that came back with errors once more."""
    return client.post(url, filled(page) | (data or {}), **kwargs)


def filled(page) -> dict:
    """What a browser would send of the form on this page, unchanged, with its token."""
    data = {"_once": token} if (token := token_of(page)) else {}
    if seen := page.context.get("seen"):
        data["_seen"] = seen
    form = page.context["form"]
    for bound in form:
        value = _typed(bound)
        if value is not False and value not in (None, "", []):
            data[bound.html_name] = value
    return data


def token_of(page) -> str:
    """The token of the first form on this page."""
    found = re.search(r'name="_once" value="([^"]+)"', page.content.decode())
    return found[1] if found else ""


def _typed(bound):
    value = bound.value()
    if isinstance(value, list | tuple) or (hasattr(value, "__iter__") and not isinstance(value, str)):
        return [getattr(item, "pk", item) for item in value]
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "tzinfo") and value.tzinfo:
        value = timezone.localtime(value)
    if hasattr(value, "year"):
        return bound.field.widget.format_value(value)
    return "on" if value is True else value
