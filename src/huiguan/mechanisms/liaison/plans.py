"""From a scheme's rows to the solver's problem: who links, to whom, and what they know about each other."""

import hashlib
import json
from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q

from huiguan.kernel.days import on_day
from huiguan.mechanisms.liaison.models import Link, Linker, LinkPlan, LinkScheme, LinkTarget, PairRule
from huiguan.mechanisms.liaison.queries import targets_on
from huiguan.mechanisms.liaison.solver import Leader, Object_, Problem
from huiguan.register.models import Affiliation, Chamber, Organization, Region

SECTION, SECTOR, TYPE = "section", "sector", "type"  # what a trade is known by: section:C, sector:12, type:trade


def leaders_on(scheme: LinkScheme, day: date) -> list[Linker]:
    rows = Linker.objects.filter(on_day(day), scheme=scheme).select_related("scheme")
    return list(rows.prefetch_related("sectors", "chamber_types", "townships").order_by("pinyin", "pk"))


def problem(scheme: LinkScheme, day: date, *, keep: bool) -> Problem:
    """All that the solver must know to give out the links that hold from ``day`` on. Raises its ``Impossible``."""
    linkers, targets = leaders_on(scheme, day), list(targets_on(scheme, day))
    here, there = {one.pk for one in linkers}, {one.pk for one in targets}
    rules = PairRule.objects.filter(linker__in=here, target__in=there)
    pairs: dict[str, set] = defaultdict(set)
    for rule in rules:
        pairs[rule.kind].add((rule.linker_id, rule.target_id))
    return Problem.of(
        [_leader(one) for one in linkers],
        _objects(scheme, targets, day),
        pins=pairs[PairRule.Kind.MUST],
        forbidden=pairs[PairRule.Kind.MUST_NOT],
        last=set(_until(scheme, day).values_list("linker", "target")),
        keep=keep,
    )


def _until(scheme: LinkScheme, day: date):
    """The links that hold on the day itself; those of the last term, if they have just run out."""
    rows = Link.objects.filter(linker__scheme=scheme)
    holding = rows.filter(on_day(day))
    if holding.exists():
        return holding
    last = rows.filter(ends__lt=day).order_by("-ends").values_list("ends", flat=True).first()
    return rows.filter(ends=last) if last else rows.none()


def _leader(linker: Linker) -> Leader:
    least, most = linker.bounds
    known = {f"{SECTION}:{code}" for code in linker.trades}
    known |= {f"{SECTOR}:{one.pk}" for one in linker.sectors.all()}
    known |= {f"{TYPE}:{one.pk}" for one in linker.chamber_types.all()}
    townships = frozenset(str(one.pk) for one in linker.townships.all())
    return Leader(linker.pk, str(linker), least, most, frozenset(known), townships)


def _objects(scheme: LinkScheme, targets: list[LinkTarget], day: date) -> list[Object_]:
    organizations = [one.organization for one in targets if one.organization]
    trades = trades_of(organizations, day)
    places = _townships({one.region_id for one in organizations if one.region_id})
    return [
        Object_(
            target.pk,
            str(target),
            frozenset(trades.get(target.organization_id, ())),
            places.get(target.organization.region_id, "") if target.organization else "",
            scheme.leaders_least,
            scheme.leaders_most,
        )
        for target in targets
    ]


def trades_of(organizations: list[Organization], day: date) -> dict[int, set[str]]:
    """By what each of them is known: its own trade; of a chamber its types, and the trade of most of its members."""
    found: dict[int, set[str]] = {}
    places = {one.own_node_id: one.pk for one in organizations if one.own_node_id}
    for one in organizations:
        found[one.pk] = {f"{SECTOR}:{one.local_sector_id}"} if one.local_sector_id else set()
        if one.section and not one.own_node_id:
            found[one.pk].add(f"{SECTION}:{one.section}")
    for chamber in Chamber.objects.filter(organization__in=found).prefetch_related("types"):
        found[chamber.organization_id] |= {f"{TYPE}:{kind.pk}" for kind in chamber.types.all()}
    counted: dict[int, Counter] = defaultdict(Counter)
    members = Affiliation.objects.filter(on_day(day), ~Q(organization__section=""), node__in=places)
    for node, section in members.order_by("pk").values_list("node", "organization__section"):
        counted[node][section] += 1
    for node, sections in counted.items():
        found[places[node]].add(f"{SECTION}:{min(sections, key=lambda code: (-sections[code], code))}")
    return found


def _townships(regions: set[int]) -> dict[int, str]:
    """The township in which each region lies; nothing for a region that is above all townships."""
    rows, found = Region.objects.filter(pk__in=regions).select_related("parent__parent"), {}
    for row in rows:
        above: Region | None = row
        while above is not None and above.level != "township":
            above = above.parent
        found[row.pk] = str(above.pk) if above else ""
    return found


def as_they_stand(scheme: LinkScheme, day: date) -> str:
    """A digest of all that a plan for ``day`` is drawn up from, and of the links that it would change."""
    asked = [
        [scheme.least, scheme.most, scheme.leaders_least, scheme.leaders_most],
        [[one.pk, one.version] for one in leaders_on(scheme, day)],
        [[one.pk, one.version] for one in targets_on(scheme, day)],
        list(map(list, PairRule.objects.filter(linker__scheme=scheme).order_by("pk").values_list("pk", "version"))),
        list(map(list, Link.objects.filter(linker__scheme=scheme).order_by("pk").values_list("pk", "version"))),
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def is_overtaken(plan: LinkPlan) -> bool:
    """Whether any of that has changed since it was drawn up."""
    return plan.seen != as_they_stand(plan.scheme, plan.starts)
