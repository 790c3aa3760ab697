"""The solver's reasons as sentences."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.models import Scheme
from huiguan.mechanisms.rotation.queries import bearers
from huiguan.register.tables.industries import SECTIONS

LEVELS = {
    "again": gettext_lazy("人人轮到之前没有人轮两次"),
    "likeness": gettext_lazy("同一期里行业、镇街尽量错开"),
    "moved": gettext_lazy("与上一稿相比尽量少动"),
    "unmet": gettext_lazy("意愿尽量满足"),
    "waiting": gettext_lazy("等得久的排在前面"),
    "lot": gettext_lazy("其余按抽签"),
}
COUNTED = {"again", "likeness", "moved", "unmet"}  # the others have values that mean nothing to a person


def level(row: dict, counter: str = "") -> dict:
    """One level of a plan: what it stands for, how far it was reached, whether nothing better exists."""
    reached = _reached(row, counter) if row["name"] in COUNTED else ""
    return {"label": LEVELS.get(row["name"], row["name"]), **row, "counts": row["name"] in COUNTED, "reached": reached}


def _reached(row: dict, counter: str) -> str:
    """In words of what is counted; plans of earlier versions do not say of how much they speak."""
    name, n = row["name"], row.get("ahead", row.get("value", 0))
    if name == "likeness" and "pairs" in row:
        return _apart(row, counter)
    if row.get("of") == 0:
        return _("没有上一稿可比") if name == "moved" else _("没有人提出希望或回避")
    if not n:
        return _("完全做到")
    return {
        "again": _("有 %(n)s 席排给了轮得多的，当时有空的别人轮得更少"),
        "likeness": _("还有 %(n)s 对同行业或同镇街"),
        "moved": _("有 %(n)s 席和上一稿不同"),
        "unmet": _("有 %(n)s 处没有照顾到，见下"),
    }[name] % {"n": n}


def _apart(row: dict, counter: str) -> str:
    """Nothing is claimed of trades and places that nobody has registered."""
    if not row["pairs"]:
        return _("每期只有一%(counter)s，不存在错开的问题") % {"counter": counter}
    no_section, no_township = row["no_section"], row["no_township"]
    if no_section == no_township == row["seated"]:
        return _("行业和镇街都没有登记，无从判断")
    unknown = []
    if no_section:
        unknown.append(_("没有登记行业的 %(n)s %(counter)s") % {"n": no_section, "counter": counter})
    if no_township:
        unknown.append(_("没有登记镇街的 %(n)s %(counter)s") % {"n": no_township, "counter": counter})
    if row["value"]:
        reached = _("还有 %(n)s 对同行业或同镇街") % {"n": row["value"]}
    else:
        reached = _("登记了的都已错开") if unknown else _("完全做到")
    return bracketed(reached, _("%(who)s无从判断") % {"who": listed(unknown)} if unknown else "")


ASKED = {
    "swap": gettext_lazy("与%(other)s对换，%(day)s 提出"),
    "substitute": gettext_lazy("代替%(other)s，%(day)s 提出"),
    "postpone": gettext_lazy("从%(other)s推后，%(day)s 提出"),
}


def _section(code: str) -> str:
    return SECTIONS.get(code, code) or _("未填行业")


def reason(row: list) -> str:
    """One reason of one seat."""
    code, *rest = row
    match code:
        case "pinned":
            return _("按要求必须安排在这一期")
        case "first_turn":
            return _("在本方案里还没有轮到过")
        case "served_before":
            return _("按本方案计轮值过 %(times)s 次，其他各方都不比这少") % {"times": rest[0]}
        case "waiting_since":
            return _("按本方案计自 %(day)s 起等候") % {"day": date_format(date.fromisoformat(rest[0]))}
        case "only_free_in":
            return _("只有这一期有空")
        case "wish":
            return _("自己希望安排在这一期")
        case "against_wish":
            return _("自己希望避开这一期，但没有别的办法")
        case "kept":
            return _("上一稿就在这一期，未作变动")
        case "keeps_section_apart":
            return _("与同期的行业错开（%(section)s）") % {"section": _section(rest[0])}
        case "shares_section":
            return _("与同期的同属%(section)s，已是可能的最少") % {"section": _section(rest[0])}
        case "keeps_township_apart":
            return _("与同期的镇街错开（%(place)s）") % {"place": rest[0]}
        case "shares_township":
            return _("与同期的同在%(place)s，已是可能的最少") % {"place": rest[0]}
        case "by_hand":
            return _("由%(who)s手工安排") % {"who": rest[0]}
        case "asked":
            return ASKED[rest[0]] % {"other": rest[1], "day": date_format(date.fromisoformat(rest[2]))}
        case "as_held":
            return _("按当时的实际情况补录")
    return code


def lack(row: tuple, scheme: Scheme) -> str:
    """One promise that no plan can keep."""
    code, *rest = row
    match code:
        case "too_few_free":
            slot, free, least, _blacked = rest
            counts = {"slot": slot, "least": least, "free": len(free), "counter": scheme.counter}
            return _("第 %(slot)s 期至少要 %(least)s %(counter)s，有空的只有 %(free)s %(counter)s") % counts
        case "too_many_pins":
            slot, pinned, most = rest
            names = bearers(scheme, pinned)
            told = listed(names[pk] for pk in pinned if pk in names)
            counts = {"slot": slot, "most": most, "counter": scheme.counter, "names": told}
            return _("第 %(slot)s 期最多 %(most)s %(counter)s，却有更多要求必须安排：%(names)s") % counts
        case "pinned_and_blacked_out":
            name = bearers(scheme, [rest[0]]).get(rest[0], "")
            return _("%(name)s 在第 %(slot)s 期既要求必须安排、又不能安排") % {"name": name, "slot": rest[1]}
    return _("方案的设置互相矛盾，请检查每期最少和最多")


UNMET = {
    "unknown": gettext_lazy("不在这次编排的范围内"),
    "blacked_out": gettext_lazy("同时说了这段时间不能安排"),
    "pinned": gettext_lazy("已被要求安排在这一期"),
    "full_of_pins": gettext_lazy("这一期的名额都被必须安排的占了"),
    "outweighed": gettext_lazy("若满足它，会有人在别人轮到之前轮两次，或同期行业、镇街更集中"),
}


def unmet(rows: list[dict], scheme: Scheme) -> list[dict]:
    """The wishes of a plan that were not met, each with whose it is and why."""
    names = bearers(scheme, [row["bearer"] for row in rows])
    return [
        {
            "bearer": names.get(row["bearer"], ""),
            "turn": row["turn"],
            "kind": row["kind"],
            "why": UNMET.get(row["why"][0], row["why"][0]),
        }
        for row in rows
    ]
