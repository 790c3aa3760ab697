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
    LinkScheme,
    LinkTarget,
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
