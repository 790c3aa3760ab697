"""Roles: what an office may carry into the system. Which words a role holds is said by the rooms that need them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import rooms


@dataclass(frozen=True)
class Role:
    """``span`` says over what the words hold: the office's node and all ``below`` it, or the holder's ``own`` firm."""

    label: Any
    span: str = "below"


ROLES = {
    "admin": Role(_("系统管理员")),
    "head": Role(_("单位负责人")),
    "clerk": Role(_("工作人员")),
    "leader": Role(_("班子成员")),
    "chamber_head": Role(_("商会会长")),
    "chamber_secretary": Role(_("商会秘书长")),
    "county_leader": Role(_("县级领导")),
    "liaison_officer": Role(_("联络员")),
    "auditor": Role(_("审计")),
    "firm": Role(_("企业代表"), span="own"),
    "handler": Role(_("部门承办人"), span="own"),
}


def words_of(role: str) -> list[str]:
    """The words that a role carries, as the installed rooms declare them."""
    return sorted(name for room in rooms() for name, word in (room.words or {}).items() if role in word.roles)


def personal_words() -> set[str]:
    """Those that nobody gets by standing in for their holder."""
    return {name for room in rooms() for name, word in (room.words or {}).items() if word.personal}
