"""Who speaks for a firm or a chamber: those to whom the word is given over it alone, or at its own place."""

from django.db.models import Exists, OuterRef, Q

from huiguan.kernel.models import Grant, User
from huiguan.kernel.rules import scope_of
from huiguan.register.models import Organization

SPEAKS = "activities.speak"


def of(organization: Organization) -> list[User]:
    over = Q(subject_id=organization.pk)
    if organization.own_node_id:
        over |= Q(node=organization.own_node_id)
    grants = Grant.in_force().filter(over, tenant=organization.tenant_id, word=SPEAKS)
    return list(User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk"))


def any_of(lookup: str) -> Exists:
    """Whether somebody speaks for the organization to which ``lookup`` leads."""
    over = Q(subject_id=OuterRef(lookup)) | Q(node=OuterRef(f"{lookup}__own_node"))
    return Exists(Grant.in_force().filter(over, word=SPEAKS, user__is_active=True))


def spoken_for(by, lookup: str = "organization__") -> Q:
    """Rows of the firm or the chamber for which somebody speaks: of their own place, and of none below it."""
    scope, place = scope_of(by, SPEAKS), f"{lookup}own_node"
    found = Q(**{f"{lookup}pk__in": scope.subjects}) | Q(**{f"{place}__path__in": scope.here | {*scope.below}})
    return found | Q(**{f"{place}__isnull": False, f"{place}__parent": None}) if scope.whole else found
