"""What papers say of an activity, in words: who held it, who came, what was agreed."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities import queries
from huiguan.activities.models import Activity, FollowUp, Part, Participation
from huiguan.kernel.words import bracketed, labelled, listed, severally

STOP = "。．. "


def day_of(moment: datetime) -> str:
    return date_format(timezone.localtime(moment).date())


def hosts_by_part(activity: Activity) -> list[tuple[str, str]]:
    """主办: 甲、乙; the parts in the order of an invitation, the lead first."""
    hosts = list(queries.hosts_of([activity.pk]))
    found = [(part, [host.organization for host in hosts if host.part == part]) for part in Part]
    return [(str(part.label), listed(names)) for part, names in found if names]


def came_by_role(activity: Activity) -> list[tuple[str, str]]:
    """参加: 张三（银杏茶业）; whoever is only known by their organization stands by its name."""
    rows = list(Participation.objects.filter(activity=activity).select_related("person", "organization"))
    found = [(role, [named(row) for row in rows if row.role == role]) for role in Participation.Role]
    return [(str(role.label), listed(names)) for role, names in found if names]


def speakers(activity: Activity) -> list[str]:
    rows = Participation.objects.filter(activity=activity, role=Participation.Role.SPEAKER)
    return [named(row) for row in rows.select_related("person", "organization")]


def named(row: Participation) -> str:
    return bracketed(row, row.organization if row.organization and (row.person or row.name) else "")


def agreed(rows: Iterable[FollowUp]) -> list[str]:
    """给春蚕找收购商（责任：茶业商会、干某；期限：2024-07-01）."""
    return [bracketed(row.text.strip().rstrip(STOP), _who_and_when(row)) for row in rows]


def _who_and_when(row: FollowUp) -> str:
    who = listed(str(one) for one in (row.organization, row.owner) if one)
    told = [labelled(_("责任"), who)] if who else []
    if row.due:
        told.append(labelled(_("期限"), date_format(row.due)))
    return severally(told)
