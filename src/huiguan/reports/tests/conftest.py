"""A small installation: two tenants, some firms, people who may and may not read reports, a room that counts."""

from dataclasses import replace
from datetime import date

import pytest

from huiguan.kernel.measure import Attribute, Measure
from huiguan.kernel.models import Grant, Node, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.register.models import Kind, Organization, Term
from huiguan.reports import manifest

pytestmark = pytest.mark.django_db


def tenant(code: str, *, is_home: bool = False) -> Tenant:
    made = Tenant.objects.create(code=code, name=f"{code}县工商联", is_home=is_home)
    Node.objects.create(tenant=made, name=made.name)
    return made


def firm(place: Tenant, name: str, section: str = "C", founded: date = date(2019, 1, 1)) -> Organization:
    with reaching(whole(place)):
        return Organization.objects.create(
            node=place.nodes.get(parent=None), name=name, kind=Kind.FIRM, section=section, founded=founded
        )


def user_with(place: Tenant, *words: str, below: bool = True, node: Node | None = None) -> User:
    user = User.objects.create_user(f"someone{User.objects.count()}", name="某人")
    for word in words:
        grant(user, place, word, below=below, node=node)
    return user


def grant(user: User, place: Tenant, word: str, *, below: bool = True, node: Node | None = None) -> None:
    Grant.objects.create(
        tenant=place,
        user=user,
        word=word,
        node=node or place.nodes.get(parent=None),
        below=below,
        starts=date(2000, 1, 1),
        source="test",
    )


@pytest.fixture
def home(db) -> Tenant:
    return tenant("xia", is_home=True)


@pytest.fixture
def neighbour(db) -> Tenant:
    return tenant("lin")


def founded(period):
    firms = Organization.objects.filter(kind=Kind.FIRM, founded__lte=period.ends)
    return firms.filter(founded__gte=period.starts) if period.starts else firms


def first_term(period):
    terms = Term.objects.filter(node__parent=None, starts__lte=period.ends)
    term = terms.first()
    return (term and term.number), terms[:1]


@pytest.fixture
def counting(monkeypatch):
    """The reports' own room counts firms by the day they were founded, and knows the number of a term."""
    measures = [
        Measure(
            "firms.founded",
            "新办企业",
            "家",
            "flow",
            "统计期内成立的企业",
            founded,
            dimensions={"section": "section", "region": "region"},
        ),
        Measure(
            "firms.sections",
            "企业所涉门类",
            "个",
            "stock",
            "企业所属的不同门类数",
            founded,
            lambda records, period: records.order_by().exclude(section="").values("section").distinct().count(),
        ),
        Measure(
            "firms.in_confidence", "私下说起的企业", "家", "stock", "不公开的企业数", founded, is_confidential=True
        ),
    ]
    attributes = [Attribute("terms.number", "届次", "届", "第几届", first_term)]
    room = replace(manifest.ROOM, measures=measures, attributes=attributes)
    monkeypatch.setattr(manifest, "ROOM", room)
