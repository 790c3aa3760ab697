"""Reads of the register that more than one place needs."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from huiguan.kernel import clock
from huiguan.kernel.models import Node
from huiguan.kernel.reach import current_reach, within
from huiguan.kernel.search import matching
from huiguan.kernel.tokens import HAN_RUN
from huiguan.register.models import Affiliation, Chamber, Kind, Office, Organization, Person, Post, Region, Term
from huiguan.register.models.bodies import in_force
from huiguan.register.models.organizations import belonging
from huiguan.register.tables import uscc
from huiguan.register.tables.names import matching_key
from huiguan.register.tables.regions import CIVIL_AFFAIRS, STATISTICS


def nodes_within(by, word: str) -> QuerySet[Node]:
    """Places of the tenant over which somebody holds a word, by name. A Node is no Record: reach does not cut it."""
    tenant = current_reach().tenant
    scope = by.scope(word, tenant)
    nodes = Node.objects.filter(tenant=tenant).order_by(F("parent").asc(nulls_first=True), "pinyin")
    if scope.whole:
        return nodes
    found = Q(path__in=scope.here)
    for branch in scope.below:
        found |= Q(path__startswith=branch)
    return nodes.filter(found)


def own_unit(node: Node | None) -> Organization | None:
    """The organization that is this place: the federation itself, or a chamber."""
    return Organization.objects.filter(own_node=node).first() if node else None


def root() -> Node:
    """The place that is the federation itself."""
    return Node.objects.get(tenant=current_reach().tenant, parent=None)


def current(day: date | None = None) -> Q:
    """Affiliations that hold on a day, today if none is given."""
    return belonging(day or clock.today())


def existing(day: date, path: str = "") -> Q:
    """Organizations that exist on a day; an unknown founding counts as long ago."""
    founded, ended = f"{path}founded", f"{path}ended"
    return (Q(**{founded: None}) | Q(**{f"{founded}__lte": day})) & (Q(**{ended: None}) | Q(**{f"{ended}__gt": day}))


def own_chambers(day: date, path: str = "") -> Q:
    """The chambers of this tree that exist on a day; one that is only known here (another place's) is not ours to
    count. The list of chambers and every figure of them count these."""
    return existing(day, path) & Q(**{f"{path}kind": Kind.CHAMBER, f"{path}own_node__isnull": False})


def listed_organizations() -> QuerySet[Organization]:
    """Organizations with all that a row of the list shows."""
    belonging = Affiliation.objects.filter(current()).select_related("node")
    return Organization.objects.select_related("region", "local_sector", "node").prefetch_related(
        "tags", Prefetch("affiliations", belonging, to_attr="belonging")
    )


def listed_chambers() -> QuerySet[Chamber]:
    """Chambers with their bodies, and how many organizations within reach belong to each today."""
    members = "organization__own_node__affiliations"
    today = clock.today()
    held = (Q(**{f"{members}__starts": None}) | Q(**{f"{members}__starts__lte": today})) & (
        Q(**{f"{members}__ends": None}) | Q(**{f"{members}__ends__gte": today})
    )
    return (
        Chamber.objects.select_related("organization", "registrar", "supervising", "contact", "city")
        .prefetch_related("types")
        .annotate(members=Count(members, filter=held & within(Affiliation, members), distinct=True))
        .order_by("organization__pinyin", "pk")
    )


def namesakes(name: str, besides: int | None = None) -> list[Organization]:
    """Organizations of the tenant whose names differ from this one only in writing."""
    key = matching_key(name)
    words = HAN_RUN.findall(key) or [key]
    rows = Organization.everywhere.filter(tenant=current_reach().tenant).exclude(pk=besides)
    return [found for found in matching(rows, " ".join(words)) if matching_key(found.name) == key]


def with_code(code: str, besides: int | None = None) -> Organization | None:
    """The organization of the tenant that is registered with this code, within reach or not."""
    rows = Organization.everywhere.filter(tenant=current_reach().tenant, uscc=uscc.normalise(code)).exclude(uscc="")
    return rows.exclude(pk=besides).first()


def known_as(text: str) -> list[Organization]:
    """Organizations of the tenant with exactly this name or code, within reach or not: who knows it whole learns
    nothing by asking."""
    found = with_code(text)
    return [found] if found else namesakes(text)


def county() -> Region | None:
    """The region of the federation itself."""
    return Region.objects.filter(
        organization__own_node__isnull=False,
        organization__own_node__parent=None,
        organization__tenant=current_reach().tenant,
    ).first()


def places() -> QuerySet[Region]:
    """Places in force, each once: where both code systems list a county's townships, those of civil affairs."""
    listed = Region.objects.filter(children__system=CIVIL_AFFAIRS, children__level="township")
    twice = Q(system=STATISTICS, level="township", parent__in=listed)
    return Region.objects.filter(valid_to=None).exclude(twice).select_related("parent")


def townships() -> QuerySet[Region]:
    home = county()
    return places().filter(parent=home) if home else Region.objects.none()


def offices_of(organization: Organization) -> QuerySet[Office]:
    """Offices that the organization holds itself, or its people."""
    held = Q(organization=organization) | Q(person__organization=organization)
    return Office.objects.filter(held).select_related("post", "node", "term", "person", "organization")


PUBLIC = (Kind.FEDERATION, Kind.CHAMBER, Kind.DEPARTMENT)


def known_by_name() -> QuerySet[Organization]:
    """Whom one may invite or do something with: those in reach, and the bodies of which everybody knows that they are.
    Of these no more than the name is shown, and their pages stay out of reach."""
    seen = Q(pk__in=Organization.objects.order_by().values("pk")) | Q(kind__in=PUBLIC)
    return Organization.everywhere.filter(seen, tenant=current_reach().tenant)


def reachable(numbers) -> set[int]:
    """Those of these people whose pages open to whoever works here."""
    return set(Person.objects.filter(pk__in=set(numbers)).values_list("pk", flat=True))


def offices_in(node: Node) -> QuerySet[Office]:
    return Office.objects.filter(node=node).select_related("post", "term", "person__organization", "organization")


def members_of(node: Node) -> QuerySet[Affiliation]:
    rows = Affiliation.objects.filter(current(), node=node).select_related("organization__local_sector")
    return rows.order_by("organization__pinyin", "pk")


def committee(day: date) -> QuerySet[Person]:
    """Persons who hold a leading or committee post of the federation on that day, each once."""
    offices = Office.objects.filter(in_force(day), Q(post__is_leading=True) | Q(post__is_committee=True))
    return Person.objects.filter(pk__in=offices.filter(node__parent=None, person__isnull=False).values("person"))


def posts_of_bodies() -> QuerySet[Post]:
    """Posts that somebody holds in a body; those that exist only so that somebody may sign in are none."""
    return Post.objects.filter(is_for_access=False)


def bodies_of(people: Iterable[int]) -> dict[int, set[int]]:
    """The organizations in whose bodies each of these people holds a post today, all by their numbers."""
    rows = Office.objects.filter(in_force(), person__in=set(people), post__in=posts_of_bodies())
    found: dict[int, set[int]] = {}
    for person, body in rows.exclude(node__organization=None).order_by().values_list("person", "node__organization"):
        found.setdefault(person, set()).add(body)
    return found


def terms_on(day: date) -> QuerySet[Term]:
    """The federation's own terms that run on a day, the newest first."""
    running = Q(ends=None) | Q(ends__gte=day)
    return Term.objects.filter(running, node__parent=None, starts__lte=day).order_by("-starts")


def belonging_on(day: date) -> QuerySet:
    """The numbers of the organizations that belong to any place on a day."""
    return Affiliation.objects.filter(current(day)).values("organization")
