"""Who may serve in a scheme."""

from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import Enrolment, Exemption, Scheme, Serves, Team
from huiguan.mechanisms.rotation.models.days import on_day
from huiguan.register.models import Kind, Office, Organization, Person
from huiguan.register.models.bodies import in_force

APART = ("admin", "auditor")
ENTERPRISES = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)


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


def may_serve(people: QuerySet[Person]) -> QuerySet[Person]:
    """Without those whose only offices are to look after the system or to audit it: they take no part in the work."""
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
        return Q(node__path__startswith=scheme.node.path)
    offices = Office.objects.filter(in_force(day), post__in=posts, node__path__startswith=scheme.node.path)
    if scheme.serves == Serves.PERSONS:
        return Q(pk__in=offices.exclude(person=None).values("person"))
    return Q(pk__in=offices.values("person__organization")) | Q(pk__in=offices.values("organization"))
