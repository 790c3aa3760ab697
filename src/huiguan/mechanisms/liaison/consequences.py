"""What a move brings about, said before it is made."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.kernel import clock
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.models import (
    Briefing,
    Contact,
    ContactState,
    Link,
    LinkPlan,
    Receipt,
    ReceiptState,
    Talk,
)
from huiguan.mechanisms.liaison.queries import arranged_under, links_on, outside
from huiguan.mechanisms.liaison.visits import visits_of

SHOWN = 12


def adopting(plan: LinkPlan) -> list[str]:
    """How many links go on, end and begin."""
    wanted = {(row["linker"], row["target"]) for row in plan.pairs}
    held = set(links_on(plan.starts).filter(linker__scheme=plan.scheme).values_list("linker", "target"))
    facts = {"kept": len(wanted & held), "ended": len(held - wanted), "new": len(wanted - held), "day": plan.starts}
    told = [_("%(day)s 起：%(kept)s 对不变，%(ended)s 对到前一天为止，%(new)s 对新开始") % facts]
    later = Link.objects.filter(linker__scheme=plan.scheme, starts__gt=plan.starts).count()
    if later:
        told.append(_("原来安排在那以后才开始的 %(n)s 对不再作数") % {"n": later})
    return told + unlinking(outside(plan))


def ending(link: Link) -> list[str]:
    """What was arranged for its days; on which of them it ends is only asked."""
    rows = [
        (one, [talk for talk in one.talks.all() if talk.target_id == link.target_id]) for one in arranged_under(link)
    ]
    if not rows:
        return []
    return [_("结束那天以后约好的一并取消，通知过的会被告知；还要去的，请把结束的日子往后定"), *unlinking(rows)]


def unlinking(arranged: Iterable[tuple[Contact, list[Talk]]]) -> list[str]:
    """What is called off with the links of some talks, or takes place without them."""
    told = []
    for contact, talks in arranged:
        facts = {"day": contact.on, "contact": contact, "targets": listed(one.target for one in talks)}
        if len(talks) < len(contact.talks.all()):
            told.append(_("%(day)s 约好的“%(contact)s”照常，没有%(targets)s") % facts)
        else:
            told.append(_("%(day)s 约好的“%(contact)s”取消") % facts)
    if len(told) > SHOWN:
        return [*told[:SHOWN], _("还有 %(n)s 次约好的") % {"n": len(told) - SHOWN}]
    return told


def sending(briefing: Briefing) -> list[str]:
    """Who gets it."""
    links = links_on(clock.today()).filter(linker__scheme=briefing.scheme)
    names = list(dict.fromkeys(str(link.target) for link in links))
    if not names:
        return [_("今天没有联系中的商会或企业，发不出去；请先分工")]
    facts = {"n": len(names), "names": listed(names[:SHOWN])}
    if len(names) > SHOWN:
        return [_("发给 %(n)s 个：%(names)s 等；有账号的马上收到消息") % facts]
    return [_("发给 %(n)s 个：%(names)s；有账号的马上收到消息") % facts]


def calling_back(briefing: Briefing) -> list[str]:
    read = Receipt.objects.filter(briefing=briefing, state=ReceiptState.READ).count()
    told = [_("收到的商会和企业不再看得到正文")]
    if read:
        told.append(ngettext("已经有 %(n)s 个阅知", "已经有 %(n)s 个阅知", read) % {"n": read})
    return told


def postponing(contact: Contact) -> list[str]:
    """The activity goes along, and whoever is visited is asked once more."""
    if contact.activity is None:
        return []
    told = [_("活动“%(activity)s”一并改期") % {"activity": contact.activity}]
    talks = contact.talks.select_related("target__organization")
    if visits_of(contact.activity, [talk.target for talk in talks]):
        told.append(_("换了日子的，被走访的原来的答复不算了，会再问一次方便不方便"))
    return told


def calling_off(contact: Contact) -> list[str]:
    """The activity goes with it."""
    if contact.activity and contact.state == ContactState.PLANNED:
        return [_("活动“%(activity)s”一并取消，已经收到通知的会被告知") % {"activity": contact.activity}]
    return []


def holding_contacts(activity, by) -> list[str]:
    found = Contact.objects.filter(activity=activity, state=ContactState.PLANNED)
    return [
        _("联系记录“%(contact)s”同时记为已联系；说了什么、听到什么，请到联系记录里补上") % {"contact": one}
        for one in found
    ]


def calling_off_contacts(activity, by) -> list[str]:
    found = Contact.objects.filter(activity=activity, state=ContactState.PLANNED)
    return [_("联系记录“%(contact)s”同时取消") % {"contact": one} for one in found]
