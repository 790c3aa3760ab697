"""The solver's reasons as sentences, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.models import Linker, LinkScheme, LinkTarget
from huiguan.mechanisms.liaison.plans import SECTION, SECTOR, TYPE
from huiguan.register.models import ChamberType, LocalSector, Region
from huiguan.register.tables import industries


class Names:
    """What the numbers in reasons mean, each kind asked once."""

    def __init__(self, scheme: LinkScheme):
        self.linkers = {one.pk: str(one) for one in Linker.objects.filter(scheme=scheme)}
        self.targets = {
            one.pk: str(one) for one in LinkTarget.objects.filter(scheme=scheme).select_related("organization")
        }
        self.sectors = {str(one.pk): one.name for one in LocalSector.objects.all()}
        self.types = {str(one.pk): one.name for one in ChamberType.objects.all()}
        self.counter = scheme.counter

    def trade(self, code: str) -> str:
        kind, _colon, key = code.partition(":")
        table = {SECTION: industries.SECTIONS, SECTOR: self.sectors, TYPE: self.types}.get(kind, {})
        return str(table.get(key, key))

    def townships(self, codes: set[str]) -> dict[str, str]:
        return {str(row.pk): row.name for row in Region.objects.filter(pk__in=[int(code) for code in codes])}

    def leader(self, pk: int) -> str:
        return self.linkers.get(pk, "")

    def target(self, pk: int) -> str:
        return self.targets.get(pk, "")


def townships_in(reasons: list[list]) -> set[str]:
    return {str(reason[1]) for reason in reasons if reason[0] == "township"}


def reason(row: list[Any], names: Names, places: dict[str, str]) -> str:
    """Why this leader was given this one."""
    code = row[0]
    if code == "section":
        return _("分管%(what)s") % {"what": names.trade(str(row[1]))}
    if code == "township":
        return _("联系%(place)s") % {"place": places.get(str(row[1]), "")}
    told = {
        "pinned": _("指定由他（她）联系"),
        "kept": _("原来就由他（她）联系"),
        "even": _("各位领导分得均匀"),
        "only_one": _("只有他（她）可以联系"),
        "by_hand": _("手工安排"),
        "handed_over": _("随职务交接"),
    }
    return told.get(code, "")


def reasons(rows: list[list], names: Names, places: dict[str, str]) -> str:
    return listed(dict.fromkeys(filter(None, (reason(row, names, places) for row in rows))))


def unmet(row: list[Any], names: Names) -> str:
    """What could not be met, and by how much."""
    code, rest = row[0], row[1:]
    if code == "unlinked":
        facts = {"what": names.target(rest[0]), "got": rest[1], "least": rest[2]}
        return _("“%(what)s”要 %(least)s 位领导，只排上 %(got)s 位") % facts
    if code == "over_most":
        facts = {"who": names.leader(rest[0]), "n": rest[1], "most": rest[2], "counter": names.counter}
        return (
            _("%(who)s 联系 %(n)s %(counter)s，超过规定的 %(most)s %(counter)s：数目除不尽，或者别人不能联系") % facts
        )
    if code == "under_least":
        facts = {"who": names.leader(rest[0]), "n": rest[1], "least": rest[2], "counter": names.counter}
        return _("%(who)s 只联系 %(n)s %(counter)s，少于规定的 %(least)s %(counter)s：没有更多可以联系的") % facts
    if code == "not_kept":
        return _("原来由 %(who)s 联系“%(what)s”，这次没有保持") % {
            "who": names.leader(rest[0]),
            "what": names.target(rest[1]),
        }
    return ""


def lack(row: tuple, names: Names) -> str:
    """Why there can be no plan at all."""
    code, rest = row[0], row[1:]
    if code == "no_leaders":
        return _("这一天没有联系领导")
    if code == "pinned_and_forbidden":
        facts = {"who": names.leader(rest[0]), "what": names.target(rest[1])}
        return _("%(who)s 和“%(what)s”既指定了又要回避，请删去一条") % facts
    if code == "too_many_pins":
        facts = {"what": names.target(rest[0]), "who": listed(map(names.leader, rest[1])), "most": rest[2]}
        return _("“%(what)s”最多 %(most)s 位领导，却指定了 %(who)s") % facts
    if code == "least_over_most" and rest[0] == "leader":
        facts = {"who": names.leader(rest[1]), "least": rest[2], "most": rest[3]}
        return _("%(who)s 最少联系 %(least)s 个、最多 %(most)s 个，对不上") % facts
    return _("方案里的规定互相矛盾，请检查领导和联系对象的最少、最多")


def level(row: dict[str, Any]) -> dict[str, Any] | None:
    """One level of what was aimed at, and whether it is proven that it cannot be better; nothing for those by which
    only ties are broken."""
    labels = {
        "lacking": _("各个对象一共还差几位领导"),
        "over": _("超过规定的联系数"),
        "overload": _("超得最多的一位超过几个"),
        "under": _("少于规定的联系数"),
        "not_kept": _("没有保持原来的"),
        "links": _("联系关系总数"),
        "fit": _("分管和片区对得上的分数（分管 2 分、片区 1 分）"),
        "largest": _("联系最多的一位联系几个"),
    }
    if row["name"] not in labels:
        return None
    facts = {name: abs(row[name]) if row["name"] == "fit" else row[name] for name in ("value", "bound")}
    return {**facts, "label": labels[row["name"]], "is_proven": row["value"] == row["bound"]}
