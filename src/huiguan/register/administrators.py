"""Somebody must always be able to give logins and offices: the last administrator of a tenant stays one.

What ends an administrator first locks the tenant with ``one_at_a_time``; else two could each count on the other.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.models import Tenant, User
from huiguan.register.models import Office, Post

ADMIN = "admin"


def one_at_a_time(tenant_id: int) -> None:
    """Until this transaction ends nobody else in the tenant ends an administrator. New rows of it are not held up."""
    Tenant.objects.select_for_update(no_key=True).order_by("pk").get(pk=tenant_id)


def left_without(office: Office, *, on: date) -> str:
    """Why this office may not end on that day: on some later day nobody would be administrator any more."""
    ended = _administrators(office.tenant).filter(pk=office.pk)
    if _somebody_stays(office.tenant, ended, on + timedelta(days=1)):
        return ""
    return _("这是最后一位系统管理员：请先任命另一位并开通账号，再办理离任")


def left_without_login(user: User, tenant: Tenant) -> str:
    """Why this login may not be closed; nothing if it is no administrator's, or never the only one's."""
    ended = _administrators(tenant).filter(person__user=user)
    if _somebody_stays(tenant, ended, clock.today()):
        return ""
    return _("这是最后一位系统管理员的账号：请先任命另一位并开通账号，再停用")


def left_without_role(post: Post) -> str:
    """Why this post may not lose its role; nothing if others are administrators by another post."""
    ended = _administrators(post.tenant).filter(post=post.pk)
    if _somebody_stays(post.tenant, ended, clock.today()):
        return ""
    return _("系统管理员都任这个职务，不能去掉它的角色；请先用别的职务任命一位系统管理员")


def _administrators(tenant: Tenant) -> QuerySet[Office]:
    """The offices of whoever ever administers the whole with a login that is open."""
    held = Office.everywhere.filter(tenant=tenant, post__role=ADMIN, node__parent=None, person__user__is_active=True)
    return held.order_by("pk")


def _somebody_stays(tenant: Tenant, ended: QuerySet[Office], first: date) -> bool:
    """Whether others are there on each day, from the first on, on which those that end would have been."""
    others = list(_administrators(tenant).exclude(pk__in=ended.values("pk")))
    fewer = {first, *(office.ends + timedelta(days=1) for office in others if office.ends)}
    for office in ended:
        begin = max(first, office.starts)
        days = (day for day in {begin, *fewer} if day >= begin and (not office.ends or day <= office.ends))
        if not all(_is_held(others, day) for day in days):
            return False
    return True


def _is_held(offices: Iterable[Office], day: date) -> bool:
    return any(office.starts <= day and (not office.ends or office.ends >= day) for office in offices)
