"""Who may serve in a scheme."""

from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.models import Node
from huiguan.mechanisms.rotation.models import Enrolment, Exemption, Scheme, Serves, Team
from huiguan.register.models import ENTERPRISES, Affiliation, Kind, Office, Organization, Person
from huiguan.register.models.bodies import in_force
from huiguan.register.models.organizations import belonging

APART = ("admin", "auditor", "handler")


def all_bearers(scheme: Scheme) -> QuerySet:
    """Everybody of the kind that a scheme has serve, eligible or not."""
    match scheme.serves:
        case Serves.PERSONS:
            return Person.objects.order_by("pk")
        case Serves.TEAMS:
            return Team.objects.filter(scheme=scheme).order_by("pk")
        case Serves.CHAMBERS:
            return Organization.objects.filter(kind=Kind.CHAMBER, ended=None).order_by("pk")
    return Organization.objects.filter(kind__in=ENTERPRISES, ended=None).order_by("pk")


def everybody(serves: str, node: Node) -> QuerySet:
    """The firms or chambers of a place, all of which take part where a scheme names no post."""
    return all_bearers(Scheme(serves=serves)).filter(_at_home(node, clock.today()))


def may_serve(people: QuerySet[Person]) -> QuerySet[Person]:
    """Without those whose only offices are to look after the system, to audit it, or to answer for a department: they
    take no part in the work."""
    held = Office.objects.filter(in_force(clock.today())).exclude(person=None)
    apart = held.filter(post__role__in=APART).values("person")
    also_at_work = held.exclude(post__role__in=APART).values("person")
    return people.exclude(Q(pk__in=apart) & ~Q(pk__in=also_at_work))


def bearers(scheme: Scheme, pks) -> dict[int, Any]:
    """Those who serve in a scheme by their numbers, whatever became of them since."""
    kinds: dict[str, type[Model]] = {"person": Person, "team": Team, "organization": Organization}
    return kinds[scheme.bearer].objects.in_bulk(set(pks))  # type: ignore[attr-defined]


def eligible(scheme: Scheme, day: date) -> QuerySet:
    """Who takes part on that day by the scheme's rule or because they are enrolled, let off or not."""
    enrolled = Enrolment.objects.filter(on_day(day), scheme=scheme).values(scheme.bearer)
    return all_bearers(scheme).filter(_by_rule(scheme, day) | Q(pk__in=enrolled))


def taking_part(scheme: Scheme, day: date) -> QuerySet:
    """Who is eligible on that day and not let off."""
    exempt = Exemption.objects.filter(on_day(day), scheme=scheme).values(scheme.bearer)
    return eligible(scheme, day).exclude(pk__in=exempt)


def _by_rule(scheme: Scheme, day: date) -> Q:
    """By post, or with no post named every member; persons never without a post, and teams as they were formed."""
    if scheme.serves == Serves.TEAMS:
        return on_day(day)
    posts = [post.pk for post in scheme.eligible_posts.all()]
    if scheme.enrolled_only or (scheme.serves == Serves.PERSONS and not posts):
        return Q(pk__in=())
    if not posts:
        return _at_home(scheme.node, day)
    return _holding(scheme, day, posts)


def holders(scheme: Scheme, day: date, posts: list[int]) -> QuerySet:
    """The numbers of those of the scheme's kind who hold one of these posts on that day, or somebody of theirs: a team
    through its people."""
    return all_bearers(scheme).filter(_holding(scheme, day, posts)).values_list("pk", flat=True).distinct()


def _at_home(node: Node, day: date) -> Q:
    """What is registered at a place or belongs to it."""
    belong = Affiliation.objects.filter(belonging(day), node__path__startswith=node.path)
    return Q(node__path__startswith=node.path) | Q(pk__in=belong.values("organization"))


def _holding(scheme: Scheme, day: date, posts: list[int]) -> Q:
    offices = Office.objects.filter(in_force(day), post__in=posts, node__path__startswith=scheme.node.path)
    people, firms = offices.exclude(person=None).values("person"), offices.values("person__organization")
    if scheme.serves == Serves.PERSONS:
        return Q(pk__in=people)
    if scheme.serves == Serves.TEAMS:
        return Q(members__person__in=people)
    return Q(pk__in=firms) | Q(pk__in=offices.values("organization"))
