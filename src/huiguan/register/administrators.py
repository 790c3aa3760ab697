"""Somebody must always be able to give logins and offices: the last administrator of a tenant stays one."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.models import Tenant, User
from huiguan.register.models import Office, Post
from huiguan.register.models.bodies import in_force

ADMIN = "admin"


def left_without(office: Office, *, on: date) -> str:
    """Why this office may not end on that day: nobody would be administrator on the next. Nothing if somebody is."""
    is_one = office.post.role == ADMIN and office.node.parent_id is None
    if not is_one or _others(office.tenant, on + timedelta(days=1), pk=office.pk):
        return ""
    return _("这是最后一位系统管理员：请先任命另一位并开通账号，再办理离任")


def left_without_login(user: User, tenant: Tenant) -> str:
    """Why this login may not be closed; nothing if it is no administrator's, or not the only one's."""
    today = clock.today()
    is_one = _administrators(tenant, today).filter(person__user=user).exists()
    if not is_one or _others(tenant, today, person__user=user):
        return ""
    return _("这是最后一位系统管理员的账号：请先任命另一位并开通账号，再停用")


def left_without_role(post: Post) -> str:
    """Why this post may not lose its role; nothing if others are administrators by another post."""
    if _others(post.tenant, clock.today(), post=post):
        return ""
    return _("系统管理员都任这个职务，不能去掉它的角色；请先用别的职务任命一位系统管理员")


def _administrators(tenant: Tenant, day: date):
    """Whoever on that day administers the whole with a login that is open."""
    held = Office.everywhere.filter(in_force(day), tenant=tenant, post__role=ADMIN, node__parent=None)
    return held.filter(person__user__is_active=True)


def _others(tenant: Tenant, day: date, **besides) -> bool:
    return _administrators(tenant, day).exclude(**besides).exists()
