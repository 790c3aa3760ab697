"""Verbs of the register: taking and leaving office, joining and leaving a chamber, becoming a place in the tree."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, entered
from huiguan.kernel.models import Grant, Node
from huiguan.register import queries
from huiguan.register.administrators import ADMIN, left_without, left_without_role, one_at_a_time
from huiguan.register.models import Affiliation, Chamber, Kind, Office, Organization, Person, Post, Term
from huiguan.register.roles import ROLES, personal_words, words_of


def may_give(by, role: str, node: Node) -> bool:
    """Nobody hands out more than they hold: each word of the role must reach the node for the giver too, and not only
    because they stand in for somebody, which ends.

    Whoever could make an administrator gives every role: some words nobody holds who appoints, such as those of
    whoever speaks for a firm.
    """
    return by.is_system or _holds_all_of(by, role, node) or _holds_all_of(by, ADMIN, node)


def _holds_all_of(by, role: str, node: Node) -> bool:
    with by.holding_only(by):
        held = [by.scope(word, node.tenant) for word in words_of(role)]
    return all(scope.whole or node.path.startswith(scope.below or ("-",)) for scope in held)


def no_such_post(post: Post, node: Node) -> str:
    facts = {"post": post, "body": node, "kind": post.get_body_display()}
    return _("“%(post)s”是%(kind)s的职务，“%(body)s”没有；请换一个职务，或者换任职机构") % facts


def appoint(
    post: Post,
    node: Node,
    *,
    by,
    starts: date,
    person: Person | None = None,
    organization: Organization | None = None,
    term: Term | None = None,
    ends: date | None = None,
) -> Office:
    """Somebody takes office; whoever has a login receives the words of the post for as long as it is held."""
    if not may_give(by, post.role, node):
        raise NotAllowed(_("这个职务带有您自己没有的权限，请由系统管理员办理"))
    if not post.exists_at(node):
        raise NotAllowed(no_such_post(post, node))
    office = Office(post=post, node=node, person=person, organization=organization, term=term, starts=starts, ends=ends)
    with entered(office, by=by):
        office.save()
        write_grants(office)
    return office


def leave_office(office: Office, *, by, on: date, reason: str = "") -> None:
    """The office ends on that day, and with it what it carried. Nobody takes away what they could not have given."""
    if not may_give(by, office.post.role, office.node):
        raise NotAllowed(_("这个职务带有您自己没有的权限，请由系统管理员办理"))
    with transaction.atomic(), acting(by):
        one_at_a_time(office.tenant_id)
        if problem := left_without(office, on=on):
            raise NotAllowed(problem)
        office.ends, office.end_reason = on, reason
        office.save()
        write_grants(office)


def change_post(post: Post, *, by) -> None:
    """A post was edited: whoever holds it now carries the words of its role as it stands."""
    with transaction.atomic(), acting(by):
        one_at_a_time(post.tenant_id)
        if post.role != ADMIN and (problem := left_without_role(post)):
            raise NotAllowed(problem)
        post.save()
        for office in Office.objects.filter(post=post).select_related("post", "node", "person__user"):
            write_grants(office)


def write_grants(office: Office) -> None:
    """The grants of one office, written anew: they follow its dates and its post."""
    source = f"{Office.label()}:{office.pk}"
    Grant.objects.filter(source=source).delete()
    user = office.person and office.person.user
    role = ROLES.get(office.post.role)
    if not user or not role or (office.ends and office.ends < office.starts):
        return
    own = role.span == "own"
    if own and not office.person.organization_id:
        return
    personal = personal_words()
    Grant.objects.bulk_create(
        Grant(
            tenant_id=office.tenant_id,
            user=user,
            word=word,
            node=None if own else office.node,
            below=not own,
            subject_id=office.person.organization_id if own else None,
            starts=office.starts,
            ends=office.ends,
            source=source,
            personal=word in personal,
        )
        for word in words_of(office.post.role)
    )
    user.forget_reach()


def why_not_join(organization: Organization, node: Node, besides: int | None = None) -> str:
    """Why an organization cannot belong to this place; nothing if it can."""
    if organization.own_node_id == node.pk:
        return _("不能加入自己：它就是这个商会")
    if organization.own_node and organization.own_node.parent_id is None:
        return _("工商联是商会的上级，不作为会员加入")
    held = Affiliation.everywhere.filter(queries.current(), organization=organization, node=node)
    return _("已经在这个商会里了") if held.exclude(pk=besides).exists() else ""


def join(organization: Organization, node: Node, *, by, starts: date | None, role: str = "") -> Affiliation:
    """An organization belongs to a chamber from that day."""
    if problem := why_not_join(organization, node):
        raise NotAllowed(problem)
    affiliation = Affiliation(organization=organization, node=node, starts=starts, role=role)
    with entered(affiliation, by=by):
        affiliation.save()
    return affiliation


def leave(affiliation: Affiliation, *, by, on: date) -> None:
    with transaction.atomic(), acting(by):
        affiliation.ends = max(on, affiliation.starts or on - timedelta(days=1))
        affiliation.save()


def settle(organization: Organization, *, by, ours: bool = True) -> None:
    """A chamber has a file of its own; one of *ours* also has a place in the tree, below the node that registered it.

    From then on it is administered at its own place: whoever keeps that place keeps the chamber's record. The place
    follows the chamber's name. Other kinds of organization need neither.
    """
    if organization.kind != Kind.CHAMBER:
        return
    with transaction.atomic(), acting(by):
        if not Chamber.objects.filter(organization=organization).exists():
            Chamber(organization=organization).save()
        place = organization.own_node
        if place is None and ours:
            place = Node(tenant=organization.tenant, parent=organization.node, name=_place_name(organization))
            place.save()
            organization.own_node = organization.node = place
            organization.save()
        elif place and place.name != _place_name(organization):
            place.name = _place_name(organization)
            place.save(update_fields=["name"])


def strike_off(organization: Organization, *, by) -> None:
    """Deleted, and with a chamber its place in the tree. While anything is kept at that place, or anybody belongs to it
    or holds office there, both stay: ``ProtectedError``."""
    with transaction.atomic(), acting(by):
        place = organization.own_node
        organization.delete()
        if place:
            place.delete()


def move_person(person: Person, *, by) -> None:
    """A person was edited: words that hold over their own firm follow them to another."""
    with transaction.atomic(), acting(by):
        person.save()
        for office in Office.objects.filter(person=person).select_related("post", "node", "person__user"):
            write_grants(office)


def _place_name(organization: Organization) -> str:
    return organization.short or organization.name
