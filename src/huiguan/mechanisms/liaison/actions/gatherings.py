"""The contacts that are activities: planned or entered as held, with those who hold them and those who are visited."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huiguan.activities.actions import plan, plan_visits, put_among
from huiguan.activities.models import Activity, ActivityKind, ActivityState, Host, Participation
from huiguan.kernel import clock
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.models import Contact, ContactKind, Linker, LinkScheme, LinkTarget, Talk
from huiguan.register.models import Organization, Person
from huiguan.register.queries import own_unit

GATHERINGS = {  # the contacts that are activities, with the kind of the activity and what one is called
    ContactKind.VISIT: ("visit", _("走访")),
    ContactKind.SEMINAR: ("seminar", _("座谈会")),
    ContactKind.FIELD_STUDY: ("research", _("调研")),
}
VISITS = (ContactKind.VISIT, ContactKind.FIELD_STUDY)  # in which the leader goes to them


def held_as_activity(contact: Contact, targets: list[LinkTarget], *, by) -> None:
    """A gathering that lies behind is entered as held at once. The day is known and no hour: it begins with its day."""
    if contact.kind in GATHERINGS:
        contact.activity = _activity(contact, targets, clock.at(contact.on, 0))
        contact.activity.state = ActivityState.HELD
        contact.activity.save()
        _who_takes_part(contact, targets, by=by)


def planned_as_activity(contact: Contact, targets: list[LinkTarget], at: datetime, *, by) -> None:
    if contact.kind in GATHERINGS:
        contact.activity = plan(_activity(contact, targets, at), by=by)
        _who_takes_part(contact, targets, by=by)


def visit(contact: Contact, targets: Iterable[LinkTarget], *, by, **about) -> None:
    if contact.activity and contact.kind in VISITS:
        visited = [target.organization for target in targets if target.organization]
        plan_visits(contact.activity, visited, by=by, **about)


def title_of(contact: Contact, targets: Iterable[LinkTarget]) -> str:
    with translation.override(settings.LANGUAGE_CODE):  # a title is kept, whoever gave it
        facts = {"who": contact.linker, "kind": contact.get_kind_display(), "targets": listed(targets)}
        return (_("%(who)s%(kind)s：%(targets)s") % facts)[:120]


def _activity(contact: Contact, targets: list[LinkTarget], at: datetime) -> Activity:
    code, name = GATHERINGS[ContactKind(contact.kind)]
    defaults = {"name": str(name), "is_visit": contact.kind in VISITS}
    kind, _created = ActivityKind.objects.get_or_create(code=code, defaults=defaults)
    return Activity(
        node=contact.linker.scheme.node,
        kind=kind,
        title=title_of(contact, targets),
        starts=at,
        place=contact.place,
        visitor=contact.linker.titled if contact.kind in VISITS else "",
    )


def _who_takes_part(contact: Contact, targets: list[LinkTarget], *, by) -> None:
    """The office leads; those with whom it is are there as hosts; the leader and their liaison officer are on its
    list. Whoever is visited is asked whether it suits them, and is not told once more that they are among the hosts."""
    office = _office_of(contact.linker.scheme)
    for unit in dict.fromkeys(filter(None, (office, *(target.organization for target in targets)))):
        host = Host(activity=contact.activity, organization=unit, is_lead=unit == office)
        if contact.kind in VISITS or contact.activity.state == ActivityState.HELD:
            host.save()
        else:
            put_among(host, by=by)
    for person in _who_come(contact.linker):
        Participation(activity=contact.activity, person=person, organization=person.organization).save()


def come_in_stead(contact: Contact, new: Linker) -> None:
    """Another leader keeps it: its title, as we gave it, and its list name who comes."""
    activity, old = contact.activity, contact.linker
    if activity is None:
        contact.linker = new
        contact.save()
        return
    targets = [one.target for one in Talk.objects.filter(contact=contact).select_related("target__organization")]
    is_called_by_us = activity.title == title_of(contact, targets)
    contact.linker = new
    contact.save()
    if is_called_by_us:
        activity.title = title_of(contact, targets)
        activity.save()
    there = Participation.objects.filter(activity=activity, person__isnull=False)
    for row in there.filter(person__in=[one for one in _who_come(old) if one not in _who_come(new)]):
        row.delete()
    for person in _who_come(new):
        if not there.filter(person=person).exists():
            Participation(activity=activity, person=person, organization=person.organization).save()


def _who_come(linker: Linker) -> list[Person]:
    return [one for one in (linker.person, linker.officer) if one]


def _office_of(scheme: LinkScheme) -> Organization | None:
    """In whose name a leader comes, whether whoever enters it reads that organization or not."""
    with reaching(whole(scheme.tenant)):
        return own_unit(scheme.node)
