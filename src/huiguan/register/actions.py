"""Verbs of the register: taking and leaving office, getting a login, joining and leaving a chamber."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, entered
from huiguan.kernel.models import Grant, Node, User
from huiguan.register.models import Affiliation, Office, Organization, Person, Post, Term
from huiguan.register.roles import ROLES, words_of


def may_give(by, post: Post, node: Node) -> bool:
    """Nobody hands out more than they hold: each word of the post's role must reach the node for the giver too."""
    held = [by.scope(word, node.tenant) for word in words_of(post.role)]
    return by.is_system or all(scope.whole or node.path.startswith(scope.below or ("-",)) for scope in held)


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
    if not may_give(by, post, node):
        raise NotAllowed(_("这个职务带有您自己没有的权限,请由系统管理员办理"))
    office = Office(post=post, node=node, person=person, organization=organization, term=term, starts=starts, ends=ends)
    with entered(office, by=by):
        office.save()
        write_grants(office)
    return office


def leave_office(office: Office, *, by, on: date, reason: str = "") -> None:
    """The office ends on that day, and with it what it carried."""
    with transaction.atomic(), acting(by):
        office.ends, office.end_reason = on, reason
        office.save()
        write_grants(office)


def give_login(person: Person, *, by, username: str, password: str | None) -> User:
    """A person may sign in from now on, with the words of every office they hold."""
    with transaction.atomic(), acting(by):
        user = User.objects.create_user(username, password, name=person.name)
        person.user = user
        person.save()
        for office in Office.objects.filter(person=person):
            write_grants(office)
    return user


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
        )
        for word in words_of(office.post.role)
    )
    user.forget_reach()


def join(organization: Organization, node: Node, *, by, starts: date | None, role: str = "") -> Affiliation:
    """An organization belongs to a chamber from that day."""
    affiliation = Affiliation(organization=organization, node=node, starts=starts, role=role)
    with entered(affiliation, by=by):
        affiliation.save()
    return affiliation


def leave(affiliation: Affiliation, *, by, on: date) -> None:
    with transaction.atomic(), acting(by):
        affiliation.ends = max(on, affiliation.starts or on - timedelta(days=1))
        affiliation.save()
