"""The solver's reasons as sentences."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.costs import cost_of_granting
from huiguan.mechanisms.rotation.models import Scheme, Wish
from huiguan.mechanisms.rotation.queries import bearers
from huiguan.register.tables.industries import SECTIONS

LEVELS = {
    "again": gettext_lazy("人人轮到之前没有人轮两次"),
    "spacing": gettext_lazy("同一家不接连轮值，两次之间尽量隔得久"),
    "likeness": gettext_lazy("同一期里行业、镇街尽量错开"),
    "moved": gettext_lazy("与上一稿相比尽量少动"),
    "unmet": gettext_lazy("意愿尽量满足"),
    "waiting": gettext_lazy("等得久的排在前面"),
    "lot": gettext_lazy("其余按抽签"),
}
COUNTED = {"again", "spacing", "likeness", "moved", "unmet"}  # the others have values that mean nothing to a person


def level(row: dict, counter: str = "") -> dict:
    """One level of a plan: what it stands for, how far it was reached, whether nothing better exists."""
    reached = _reached(row, counter) if row["name"] in COUNTED else ""
    return {"label": LEVELS.get(row["name"], row["name"]), **row, "counts": row["name"] in COUNTED, "reached": reached}


def _reached(row: dict, counter: str) -> str:
    """In words of what is counted; plans of earlier versions do not say of how much they speak."""
    name, n = row["name"], row.get("ahead", row.get("value", 0))
    if name == "likeness" and "pairs" in row:
        return _apart(row, counter)
    if name == "spacing" and "running" in row:
        return _spaced(row)
    if row.get("of") == 0:
        return _("没有上一稿可比") if name == "moved" else _("没有人提出希望或回避")
    if not n:
        return _("完全做到")
    return {
        "again": _("有 %(n)s 席排给了轮得多的，当时有空的别人轮得更少"),
        "spacing": _("有人两次之间隔得近"),
        "likeness": _("还有 %(n)s 对同行业或同镇街"),
        "moved": _("有 %(n)s 席和上一稿不同"),
        "unmet": _("有 %(n)s 处没有照顾到，见下"),
    }[name] % {"n": n}


def _spaced(row: dict) -> str:
    if row["running"]:
        return _("有 %(n)s 席紧接着自己的上一期") % {"n": row["running"]}
    return _("没有接连两期的，有人两次之间隔得近些") if row["value"] else _("完全做到")


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
            return _("自己希望避开这一期，照办的话要在更要紧的几项上让步")
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
        case "roles_over_at_most":
            slot, least, most = rest
            counts = {"slot": slot, "least": least, "most": most, "counter": scheme.counter}
            return _("第 %(slot)s 期最多 %(most)s %(counter)s，各个称呼合计却至少要 %(least)s 位") % counts
        case "too_few_for_role":
            slot, role, fit, least = rest
            counts = {"slot": slot, "role": _role(scheme, role), "least": least, "fit": len(fit)}
            return _("第 %(slot)s 期的“%(role)s”至少要 %(least)s 位，有空又能担任的只有 %(fit)s 位") % counts
        case "too_few_for_roles":
            return _("第 %(slot)s 期的各个称呼凑不齐：能担任的是同样的几位，分不过来") % {"slot": rest[0]}
        case "pins_fit_no_roles":
            slot, pinned = rest
            names = bearers(scheme, pinned)
            told = listed(names[pk] for pk in pinned if pk in names)
            return _("第 %(slot)s 期必须安排的，放不进各个称呼：%(names)s") % {"slot": slot, "names": told}
        case "too_few_fit":
            slot, number, least = rest
            counts = {"slot": slot, "least": least, "number": number, "counter": scheme.counter}
            return (
                _("第 %(slot)s 期至少要 %(least)s %(counter)s，有空又有称呼可担任的只有 %(number)s %(counter)s")
                % counts
            )
    return _("方案的设置互相矛盾，请检查每期最少和最多")


def _role(scheme: Scheme, pk: int) -> str:
    return next((role.name for role in scheme.roles.all() if role.pk == pk), "")


UNMET = {
    "unknown": gettext_lazy("不在这次编排的范围内"),
    "blacked_out": gettext_lazy("同时说了这段时间不能安排"),
    "pinned": gettext_lazy("已被要求安排在这一期"),
    "fits_no_role": gettext_lazy("按职务担任不了任何一个称呼"),
    "full_of_pins": gettext_lazy("这一期的名额都被必须安排的占了"),
    "impossible": gettext_lazy("照办的话，别的要求就有做不到的"),
    "outweighed": gettext_lazy("要照办，得在更要紧的几项上让步；点“照这个意愿重排”看得到动了什么"),
}


def unmet(rows: list[dict], scheme: Scheme, windows: Iterable[dict] = ()) -> list[dict]:
    """The wishes of a plan that were not met, each with whose it is and why, and the wish itself while there is one."""
    names = bearers(scheme, [row["bearer"] for row in rows])
    said = list(Wish.objects.filter(scheme=scheme)) if windows else []
    days = {row["number"]: row for row in windows}
    return [
        {
            "bearer": names.get(row["bearer"], ""),
            "turn": row["turn"],
            "kind": row["kind"],
            "why": cost_of_granting(row["cost"]) if "cost" in row else UNMET.get(row["why"][0], row["why"][0]),
            "wish": _said(row, said, days.get(row["turn"])),
        }
        for row in rows
    ]


def _said(row: dict, said: list[Wish], window: dict | None) -> Wish | None:
    """The wish of which a plan speaks by who, how and in which turn."""
    if window is None:
        return None
    first, last = date.fromisoformat(window["starts"]), date.fromisoformat(window["ends"])
    return next(
        (
            wish
            for wish in said
            if (wish.bearer_id, wish.kind) == (row["bearer"], row["kind"])
            and wish.starts <= last
            and first <= wish.ends
        ),
        None,
    )
