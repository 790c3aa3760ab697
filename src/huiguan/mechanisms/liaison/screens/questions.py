"""Questions of those linked, and what they were answered."""

from __future__ import annotations

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.search import matching
from huiguan.mechanisms.liaison.flow import QuestionFlow
from huiguan.mechanisms.liaison.models import LinkTarget, Question, QuestionState
from huiguan.mechanisms.liaison.rules import sees_contact, sees_own
from huiguan.register.screens.columns import day

HUES = {QuestionState.ASKED: "gold", QuestionState.ANSWERED: "jade", QuestionState.WITHDRAWN: "slate"}


WAITS = Q(state=QuestionState.ASKED)
FIRST_ASKED = (Case(When(WAITS, then=0), default=1), Case(When(WAITS, then="asked_on")))  # who waits longest is first


class QuestionFilter(WaitingFilter):
    def find(self, rows, name, value):
        return matching(rows, value) | rows.filter(target__in=matching(LinkTarget.objects.all(), value))


class QuestionDesk(Desk):
    model = Question
    name = "link_questions"
    title = gettext_lazy("联系中的问题")
    purpose = gettext_lazy("商会和企业向联系领导提的问题：答了没有，怎样答的")
    unit = pgettext_lazy("问题", "条")
    one = gettext_lazy("联系中的问题")
    flow = QuestionFlow
    filter_class = QuestionFilter
    tab_name = "state"
    tab_choices = QuestionState.choices
    hues = HUES
    rules = {"list": sees_own, "detail": sees_own}
    columns = [
        Column("text", gettext_lazy("提了什么"), lambda q: {"title": str(q), "note": str(q.target)}, "name"),
        Column("linker", gettext_lazy("问哪位领导"), lambda q: q.linker.titled, sort="linker__pinyin"),
        Column("asked_on", gettext_lazy("哪天提的"), lambda q: q.asked_on, "date", sort="asked_on"),
        Column("waits", gettext_lazy("等了多久"), lambda q: waits(q)),
        Column("replied_on", gettext_lazy("哪天回复的"), lambda q: reply_of(q) and reply_of(q).replied_on, "date"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda q: {"label": q.get_state_display(), "hue": HUES[q.state]},
            "status",
            sort="state",
        ),
    ]

    def get_queryset(self):
        rows = Question.objects.select_related("linker__scheme__node", "target__organization", "reply")
        rows = rows.select_related("receipt__briefing", "contact__linker")
        return rows.order_by(*FIRST_ASKED, "-asked_on", "-pk")

    def facts(self, record):
        rows = [
            (gettext_lazy("提了什么"), record.text),
            (gettext_lazy("谁提的"), record.target),
            (gettext_lazy("问哪位领导"), record.linker.titled),
            (gettext_lazy("哪天提的"), day(record.asked_on)),
        ]
        if record.receipt:
            url = reverse("receipts.detail", args=[record.receipt_id])
            rows.append((gettext_lazy("关于哪份通报"), record.receipt.briefing, url))
        if record.contact and sees_contact(self.request.user, record.contact):
            url = reverse("link_contacts.detail", args=[record.contact_id])
            rows.append((gettext_lazy("在哪次联系时"), record.contact, url))
        if reply := reply_of(record):
            rows += [(gettext_lazy("回复"), reply.text), (gettext_lazy("哪天回复的"), day(reply.replied_on))]
        return rows

    def quote(self, record):
        return [(gettext_lazy("提了什么"), record.text), (gettext_lazy("谁提的"), record.target)]


def waits(question: Question) -> str:
    """How long it has been without an answer; nothing once it has one."""
    if question.state != QuestionState.ASKED:
        return ""
    days = (clock.today() - question.asked_on).days
    return ngettext("已等 %(n)s 天", "已等 %(n)s 天", days) % {"n": days} if days > 0 else _("今天提的")


def reply_of(question: Question):
    return getattr(question, "reply", None)
