"""Verbs of logins: a person may sign in, gets a new password, may no longer sign in.

Whoever gives a login hands out the words of every office that its person holds, and whoever sets a password could use
them; so each verb asks that the giver could have given those offices too.
"""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, noted
from huiguan.kernel.models import User
from huiguan.register.actions import may_give, write_grants
from huiguan.register.administrators import left_without_login, one_at_a_time
from huiguan.register.models import Office, Person

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other


def temporary_password() -> str:
    """Twelve letters in three groups, to be read out once: some 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))


def is_temporary(by) -> bool:
    """A password that a colleague has read is changed at the first sign-in; the system sets only the person's own."""
    return not by.is_system


def why_not(person: Person, *, by) -> str:
    """Why somebody may not touch this person's login; nothing if they may."""
    offices = Office.everywhere.filter(person=person).select_related("post", "node__tenant")
    if all(may_give(by, office.post.role, office.node) for office in offices):
        return ""
    return _("这个人的职务带有您自己没有的权限，账号请由系统管理员办理")


def give_login(person: Person, *, by, username: str, password: str | None) -> User:
    """A person may sign in from now on, with the words of every office they hold."""
    _check(person, by)
    with transaction.atomic(), acting(by):
        user = User.objects.create_user(username, password, name=person.name, password_is_temporary=is_temporary(by))
        person.user = user
        person.save()
        for office in Office.everywhere.filter(person=person):
            write_grants(office)
        noted(person, "give_login", by=by)
    return user


def reset_password(person: Person, *, by, password: str) -> None:
    """The old password no longer opens anything; sessions that were open end with it."""
    _check(person, by)
    with transaction.atomic():
        person.user.set_password(password)
        person.user.password_is_temporary = is_temporary(by)
        person.user.save(update_fields=["password", "password_is_temporary"])
        noted(person, "reset_password", by=by)


def why_not_close(person: Person, *, by) -> str:
    """Why somebody may not close this login; nothing if they may."""
    if person.user == by:
        return _("不能停用自己的账号；需要时请由另一位管理员办理")
    return why_not(person, by=by) or left_without_login(person.user, person.tenant)


def close_login(person: Person, *, by) -> None:
    with transaction.atomic():
        one_at_a_time(person.tenant_id)
        if reason := why_not_close(person, by=by):
            raise NotAllowed(reason)
        _switch(person, False, by)


def reopen_login(person: Person, *, by) -> None:
    _switch(person, True, by)


def _switch(person: Person, active: bool, by) -> None:
    _check(person, by)
    with transaction.atomic():
        person.user.is_active = active
        person.user.save(update_fields=["is_active"])
        noted(person, "reopen_login" if active else "close_login", by=by)


def _check(person: Person, by) -> None:
    if reason := why_not(person, by=by):
        raise NotAllowed(reason)
