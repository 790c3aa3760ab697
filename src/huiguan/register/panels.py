"""What the register itself puts on an organization's page: its people, its chambers, its members, its past."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.rooms import Happening, Panel
from huiguan.kernel.words import listed
from huiguan.register import queries
from huiguan.register.models import Affiliation, Correction, Kind, Organization, Person
from huiguan.register.rules import proposes_corrections


def panels(organization: Organization, by) -> list[Panel]:
    tenant = organization.tenant
    edits = by.scope("register.edit", tenant)
    found = [
        contacts(organization, by),
        corrections(organization, by),
        people(organization, by),
        affiliations(organization, edits),
    ]
    if organization.kind == Kind.CHAMBER:
        found = [chamber(organization, edits), members(organization, edits), *found]
    return [panel for panel in found if panel]


def contacts(organization, by) -> Panel | None:
    if not by.scope("register.contacts", organization.tenant):
        return None
    rows = list(organization.contacts.all())
    may_edit = _administers(by, organization)
    may_correct = bool(proposes_corrections(by, organization))
    if not rows and not may_edit:
        return None
    context = {
        "rows": rows,
        "may_edit": may_edit,
        "may_correct": may_correct,
        "may_reveal": _covers(by.scope("register.numbers", organization.tenant), organization.node),
        "add_url": reverse("contacts.add", args=[organization.pk]) if may_edit else "",
    }
    return Panel(_("联系人"), "register/organizations/contacts.html", context, len(rows) or None, flush=True)


def corrections(organization, by) -> Panel | None:
    """What the firm itself proposed: for its own people with the way to propose more."""
    may_propose = bool(proposes_corrections(by, organization))
    rows = list(Correction.objects.filter(organization=organization).select_related("organization", "contact")[:6])
    if not rows and not may_propose:
        return None
    context = {"rows": rows, "may_propose": may_propose, "of": organization}
    return Panel(_("档案更正"), "register/organizations/corrections.html", context, flush=True)


def people(organization, by) -> Panel | None:
    """Those who work there, and every office that they or the organization itself hold today."""
    today = clock.today()
    offices = [office for office in queries.offices_of(organization) if office.ends is None or office.ends >= today]
    known = list(Person.objects.filter(organization=organization))
    context = {"people": _with_offices(known, offices), "own": [office for office in offices if not office.person_id]}
    unseen = [office for office in offices if office.person_id and office.person not in known]
    context |= {"unseen": unseen, "rows": known or offices}
    if _covers(by.scope("register.edit", organization.tenant), organization.node):
        context["add_url"] = f"{reverse('people.create')}?organization={organization.pk}"
    elif not context["rows"]:
        return None
    return Panel(_("人员与任职"), "register/organizations/people.html", context, len(known) or None, flush=True)


def _with_offices(known, offices) -> list[tuple]:
    return [(person, [office for office in offices if office.person_id == person.pk]) for person in known]


def affiliations(organization, edits) -> Panel | None:
    rows = list(organization.affiliations.select_related("node__organization").order_by("ends", "node__pinyin"))
    today = clock.today()
    context = {
        "rows": rows,
        "now": [row for row in rows if row.ends is None or row.ends >= today],
        "past": [row for row in rows if row.ends and row.ends < today],
        "edits": {node.pk for node in (row.node for row in rows) if _covers(edits, node)},
        "add_url": reverse("affiliations.add", args=[organization.pk]) if edits else "",
    }
    if not rows and not edits:
        return None
    return Panel(
        _("所属商会"), "register/organizations/affiliations.html", context, len(context["now"]) or None, flush=True
    )


def members(organization, edits) -> Panel | None:
    """The first of a chamber's members; the list of organizations has them all."""
    if organization.own_node_id is None:
        return None
    rows = queries.members_of(organization.own_node)
    found = list(rows[:12])
    count = len(found) if len(found) < 12 else rows.count()
    url = f"{reverse('organizations.list')}?node={organization.own_node_id}"
    context = {"rows": found}
    if _covers(edits, organization.own_node):
        context["add_url"] = reverse("affiliations.take_in", args=[organization.pk])
        context["new_url"] = f"{reverse('organizations.create')}?joins={organization.own_node_id}"
    return Panel(_("会员单位"), "register/organizations/members.html", context, count, url, flush=True)


def chamber(organization, edits) -> Panel | None:
    file = queries.listed_chambers().filter(organization=organization).first()
    if file is None:
        return None
    facts = [
        (_("商会类型"), listed(file.types.all()) or "—"),
        (_("登记状态"), file.get_registration_display() or "—"),
        (_("登记管理机关"), file.registrar or "—"),
        (_("业务主管单位"), file.supervising or "—"),
        (_("联系单位"), file.contact or "—"),
    ]
    if file.city:
        facts.append((_("所在城市"), file.city))
    edit_url = reverse("chambers.edit", args=[file.pk]) if _covers(edits, organization.node) else ""
    return Panel(
        _("商会登记"), "register/organizations/chamber.html", {"facts": facts, "edit_url": edit_url}, flush=True
    )


def timeline(organization: Organization, by) -> list[Happening]:
    found = []
    for day, title, icon in (
        (organization.founded, _("成立"), "sprout"),
        (organization.ended, _("注销"), "circle-x"),
    ):
        found += _on(day, title, icon=icon)
    for office in queries.offices_of(organization):
        who = str(office.person or "")
        found += _on(office.starts, _("%(who)s任%(post)s") % {"who": who, "post": office.post}, icon="user-check")
        found += _on(
            _past(office.ends),
            _("%(who)s离任%(post)s") % {"who": who, "post": office.post},
            note=office.end_reason,
            icon="user-minus",
        )
    for row in Affiliation.objects.filter(organization=organization).select_related("node"):
        found += _on(row.starts, _("加入%(node)s") % {"node": row.node}, note=row.role, icon="link")
        found += _on(_past(row.ends), _("退出%(node)s") % {"node": row.node}, icon="unlink")
    return found


def _on(day: date | None, title: str, *, note: str = "", icon: str) -> list[Happening]:
    return [Happening(clock.at(day, 0), title, note=note, icon=icon)] if day else []


def _past(day: date | None) -> date | None:
    return day if day and day <= clock.today() else None


def _covers(scope, node) -> bool:
    return scope.whole or node.path in scope.here or bool(scope.below and node.path.startswith(scope.below))


def _administers(by, organization) -> bool:
    return _covers(by.scope("register.edit", organization.tenant), organization.node)
