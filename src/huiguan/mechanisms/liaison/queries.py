"""Reads of the links that more than one place needs."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.models import Step
from huiguan.kernel.reach import current_reach
from huiguan.mechanisms.liaison.models import (
    Contact,
    ContactState,
    Link,
    Linked,
    Linker,
    LinkPlan,
    LinkScheme,
    LinkTarget,
    Question,
    Receipt,
    Talk,
)
from huiguan.register.models import ENTERPRISES, Organization
from huiguan.register.queries import existing, own_chambers


def links_on(day: date) -> QuerySet[Link]:
    """Links that hold on a day, with both sides."""
    rows = Link.objects.filter(on_day(day))
    return rows.select_related("linker__scheme", "target__organization").order_by("target__pinyin", "pk")


def links_after(day: date) -> QuerySet[Link]:
    """Links that begin only after a day, those that begin first before the others."""
    rows = Link.objects.filter(starts__gt=day).select_related("linker__scheme", "target__organization")
    return rows.order_by("starts", "target__pinyin", "pk")


def in_force(day: date) -> QuerySet[LinkScheme]:
    return LinkScheme.objects.filter(on_day(day))


def theirs(by, path: str = "") -> Q:
    """Rows of a leader who is this person, whom they serve as liaison officer, or in whose stead they work."""
    reach = current_reach()
    users = [by.pk, *(user.pk for user in (by.stands_for(reach.tenant) if reach else []))]
    return Q(**{f"{path}person__user__in": users}) | Q(**{f"{path}officer__user__in": users})


def linkers_of(by, day: date | None = None) -> QuerySet[Linker]:
    """The rows in which this person is a leader or serves one, as they hold on a day."""
    rows = Linker.objects.filter(on_day(day or clock.today()), theirs(by)).select_related("scheme", "person")
    return rows.order_by("scheme__starts", "pinyin", "pk")


def last_contact(link: Link) -> date | None:
    """The day of the last contact that was held under a link."""
    rows = Contact.objects.filter(linker=link.linker_id, talks__target=link.target_id, state=ContactState.HELD)
    if link.ends:
        rows = rows.filter(on__lte=link.ends)
    return rows.order_by("-on").values_list("on", flat=True).first()


def done_under(link: Link) -> list[QuerySet]:
    """Contacts, notices and questions of this pair that lie within the days of no other link of theirs."""
    others = list(Link.objects.filter(linker=link.linker_id, target=link.target_id).exclude(pk=link.pk))
    found = []
    for model, target, day in (
        (Contact, "talks__target", "on"),
        (Receipt, "target", "briefing__sent_on"),
        (Question, "target", "asked_on"),
    ):
        rows = model.objects.filter(Q(**{target: link.target_id}), linker=link.linker_id)
        for other in others:
            until = {f"{day}__lte": other.ends} if other.ends else {}
            rows = rows.exclude(**{f"{day}__gte": other.starts}, **until)
        found.append(rows)
    return found


def arranged_under(link: Link) -> QuerySet[Contact]:
    """What is still to come, or to be entered, of what was arranged for the days of a link."""
    rows = Contact.objects.filter(linker=link.linker_id, talks__target=link.target_id, state=ContactState.PLANNED)
    rows = rows.filter(on__gte=link.starts)
    if link.ends:
        rows = rows.filter(on__lte=link.ends)
    return with_talks(rows).order_by("on", "pk")


def outside(plan: LinkPlan, state: str = ContactState.PLANNED) -> list[tuple[Contact, list[Talk]]]:
    """What is arranged (or was held) from the first day of a plan on with those to whom the leader is not linked by it
    then, each contact with its talks of that kind."""
    wanted = {(row["linker"], row["target"]) for row in plan.pairs}
    rows = Contact.objects.filter(linker__scheme=plan.scheme, state=state, on__gte=plan.starts)
    found = []
    for contact in with_talks(rows).order_by("on", "pk"):
        is_after = plan.ends is not None and contact.on > plan.ends
        talks = [one for one in contact.talks.all() if is_after or (contact.linker_id, one.target_id) not in wanted]
        found += [(contact, talks)] if talks else []
    return found


def arranged_to_the_hour(contacts: Iterable[Contact]) -> set[int]:
    """The numbers of those of which the hour is known, as they were arranged; of what was entered afterwards the day
    is known, and the hour of its activity means nothing."""
    gatherings = {one.pk: one for one in contacts if one.activity_id}
    reported = Step.objects.filter(label=Contact.label(), move="report", object_id__in=gatherings)
    found = {pk for pk, one in gatherings.items() if one.state != ContactState.HELD}
    return found | set(reported.values_list("object_id", flat=True))


def with_talks(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Contacts with whom they were, in one more query."""
    talks = Prefetch("talks", Talk.objects.select_related("target__organization"))
    return rows.select_related("linker", "activity").prefetch_related(talks)


def linkable(scheme: LinkScheme, day: date) -> QuerySet[Organization]:
    """The organizations that may be linked under a scheme by what it says, as they exist on a day."""
    if scheme.links_to == Linked.CHAMBERS:
        rows = Organization.objects.filter(own_chambers(day))
    elif scheme.links_to == Linked.FIRMS:
        rows = Organization.objects.filter(existing(day), kind__in=ENTERPRISES)
    elif scheme.links_to == Linked.MEMBERS:
        members = on_day(day, "affiliations__") & Q(affiliations__node=scheme.node)
        rows = Organization.objects.filter(existing(day), pk__in=Organization.objects.filter(members).values("pk"))
    else:
        rows = Organization.objects.filter(existing(day))
    return rows.order_by("pinyin", "pk")


def targets_on(scheme: LinkScheme, day: date) -> QuerySet[LinkTarget]:
    rows = LinkTarget.objects.filter(on_day(day), scheme=scheme)
    return rows.select_related("organization").order_by("pinyin", "pk")


def targets_after(scheme: LinkScheme, day: date) -> QuerySet[LinkTarget]:
    rows = LinkTarget.objects.filter(scheme=scheme, starts__gt=day)
    return rows.select_related("organization").order_by("starts", "pinyin", "pk")
