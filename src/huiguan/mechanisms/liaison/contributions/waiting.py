"""What waits for somebody on their home page: contacts to make and to enter, questions, notices to read."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Matter
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.coverage import Coverage, Due, OfLinker
from huiguan.mechanisms.liaison.flow import BriefingFlow, ContactFlow, LinkPlanFlow, QuestionFlow, ReceiptFlow
from huiguan.mechanisms.liaison.models import Question, QuestionState, Receipt
from huiguan.mechanisms.liaison.queries import linkers_of, with_talks
from huiguan.mechanisms.liaison.rules import speaks_for_target
from huiguan.mechanisms.liaison.screens.questions import HUES, reply_of

SHOWN = 8


def cards(by) -> list[Card]:
    return [*_dues(by), *_contacts(by), *_questions(by), *_receipts(by), *_plans(by), *_briefings(by)]


def _dues(by) -> list[Card]:
    """With whom a leader (or whom one serves) is linked, and what is still asked of them in the spans that run."""
    return [_of_linker(row, by) for row in Coverage(linkers_of(by)).rows if row.links]


def _of_linker(row: OfLinker, by) -> Card:
    facts = {"who": row.linker, "targets": listed(link.target for link in row.links)}
    is_own = row.linker.person.user_id == by.pk
    soon = [due for due in row.open if due.is_soon or due.is_late]
    return Card(
        _("我联系的：%(targets)s") % facts if is_own else _("%(who)s联系的：%(targets)s") % facts,
        reverse("linkers.detail", args=[row.linker.pk]),
        sum(due.left for due in soon) if soon or not row.open else None,
        note=_still_asked(row.open) or _("这段时间规定的都做到了"),
        due=row.open[0].by if row.open else None,
        icon="handshake",
        hue="gold" if soon else "sky",
    )


def _still_asked(dues: list[Due]) -> str:
    """Each thing that is asked once, with how often it is still to be done with all of them: 每季度电话还差 2 次."""
    left: Counter[str] = Counter()
    for due in dues:
        left[due.minimum.short] += due.left
    said = [
        ngettext("%(what)s还差 %(n)s 次", "%(what)s还差 %(n)s 次", n) % {"what": what, "n": n}
        for what, n in left.items()
    ]
    return listed(said)


def _contacts(by) -> list[Card]:
    waiting = ContactFlow.waiting_for(by).filter(on__lte=clock.today()).select_related("linker__scheme")
    return [
        Card(
            _("待登记：%(contact)s") % {"contact": one},
            reverse("link_contacts.detail", args=[one.pk]),
            note=str(one.linker.scheme),
            due=one.due,
            icon="notebook-pen",
            hue="sky",
            about=one.activity,
        )
        for one in with_talks(waiting).select_related("linker__scheme", "activity").order_by("on", "pk")[:SHOWN]
    ]


def _questions(by) -> list[Card]:
    count = QuestionFlow.waiting_for(by).count()
    url = f"{reverse('link_questions.list')}?state=asked&waiting=me"
    return [Card(_("联系中的问题待回复"), url, count, icon="message-circle-question-mark", hue="gold")] if count else []


def _receipts(by) -> list[Card]:
    """Notices that a chamber's own people have to read; the office sees them on the page of the notice."""
    waiting = ReceiptFlow.waiting_for(by).filter(speaks_for_target().q(by, Receipt))
    rows = waiting.select_related("briefing", "target__organization").order_by("briefing__read_by", "pk")
    return [
        Card(
            _("通报待阅知：%(briefing)s") % {"briefing": one.briefing},
            reverse("receipts.detail", args=[one.pk]),
            note=str(one.target),
            due=one.briefing.read_by,
            icon="megaphone",
            hue="gold",
        )
        for one in rows[:SHOWN]
    ]


def _plans(by) -> list[Card]:
    waiting = LinkPlanFlow.waiting_for(by).select_related("scheme").order_by("-solved_at", "-pk")
    return [
        Card(
            _("分工结果待采用：%(plan)s") % {"plan": one},
            reverse("link_plans.detail", args=[one.pk]),
            note=_("采用之前，联系关系一对也没有动"),
            icon="waypoints",
            hue="gold",
        )
        for one in waiting[:SHOWN]
    ]


def _briefings(by) -> list[Card]:
    waiting = BriefingFlow.waiting_for(by).select_related("scheme").order_by("-pk")
    return [
        Card(
            _("通报还没有发出：%(title)s") % {"title": one},
            reverse("briefings.detail", args=[one.pk]),
            note=str(one.scheme),
            icon="megaphone",
            hue="slate",
        )
        for one in waiting[:SHOWN]
    ]


def matters(by) -> list[Matter]:
    """Notices that a firm has to read, and its own questions with what they were answered."""
    receipts = ReceiptFlow.waiting_for(by).select_related("briefing", "target__organization", "linker")
    found = [
        Matter(
            str(one.briefing),
            reverse("receipts.detail", args=[one.pk]),
            note=_("%(who)s 转来的通报") % {"who": one.linker.titled},
            due=one.briefing.read_by,
            status={"label": one.get_state_display(), "hue": "gold"},
            moves=[
                {"label": _("已阅知"), "url": reverse("receipts.move", args=[one.pk, "take"])},
                {"label": _("提问"), "url": reverse("receipts.ask_back", args=[one.pk])},
            ],
        )
        for one in receipts.order_by("briefing__read_by", "pk")
    ]
    rows = Question.objects.filter(speaks_for_target().q(by, Question)).exclude(state=QuestionState.WITHDRAWN)
    rows = rows.select_related("linker", "target__organization", "reply").order_by("-asked_on", "-pk")[:SHOWN]
    return found + [
        Matter(
            str(one),
            reverse("link_questions.detail", args=[one.pk]),
            note=reply_of(one).text if reply_of(one) else _("问 %(who)s") % {"who": one.linker.titled},
            status={"label": one.get_state_display(), "hue": HUES[one.state]},
        )
        for one in rows
    ]
