"""Notices of major decisions, as the office keeps them and as each of those linked reads them."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import attaching, clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.editing import Lack
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.models import Attachment
from huiguan.kernel.search import matching
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.flow import BriefingFlow, ReceiptFlow
from huiguan.mechanisms.liaison.forms import AskForm, BriefingForm
from huiguan.mechanisms.liaison.models import Briefing, BriefingState, LinkScheme, Receipt, ReceiptState
from huiguan.mechanisms.liaison.queries import in_force
from huiguan.mechanisms.liaison.rules import (
    inspects,
    is_drafted,
    is_linked,
    is_not_out,
    keeps_records,
    may_ask,
    plans_it,
    reads_its_files,
    sees_receipt,
)
from huiguan.register.screens.columns import day

HUES = {BriefingState.DRAFTED: "slate", BriefingState.SENT: "jade", BriefingState.WITHDRAWN: "gold"}
RECEIPT_HUES = {ReceiptState.UNREAD: "gold", ReceiptState.READ: "jade"}


class BriefingDesk(attaching.Attaching, Desk):
    model = Briefing
    name = "briefings"
    title = gettext_lazy("决策通报")
    purpose = gettext_lazy("县委、县政府的重大决策通报给联系的商会和企业：谁收到、谁看了、问了什么")
    unit = pgettext_lazy("通报", "份")
    one = pgettext_lazy("新增的", "通报")
    form_class = BriefingForm
    flow = BriefingFlow
    tab_name = "state"
    tab_choices = BriefingState.choices
    hues = HUES
    pages = {**attaching.PAGES}
    posted = Desk.posted | attaching.POSTED
    rules = {
        "list": inspects,
        "detail": inspects,
        "create": keeps_records,
        "edit": keeps_records & is_not_out,
        "delete": keeps_records & is_drafted,
        **attaching.rules(reads_its_files, keeps_records),
    }
    columns = [
        Column("title", gettext_lazy("标题"), lambda b: {"title": b.title, "note": b.number}, "name"),
        Column("decided_by", gettext_lazy("谁的决策"), lambda b: b.decided_by),
        Column("sent_on", gettext_lazy("发出日期"), lambda b: b.sent_on, "date", sort="sent_on"),
        Column("read_by", gettext_lazy("请在哪天前阅知"), lambda b: b.read_by, "date", sort="read_by"),
        Column(
            "state", gettext_lazy("状态"), lambda b: {"label": b.get_state_display(), "hue": HUES[b.state]}, "status"
        ),
    ]

    def get_queryset(self):
        return Briefing.objects.select_related("scheme__node").order_by("-sent_on", "-pk")

    def save(self, form):
        """What was called back and written anew is to be read anew."""
        saved = super().save(form)
        if form.changed_data:
            actions.unread(saved, by=self.request.user)
        return saved

    def lacking(self):
        by = self.request.user
        if in_force(clock.today()).filter(keeps_records.q(by, LinkScheme)).exists():
            return None
        if plans_it(by):
            url = reverse("link_schemes.create")
            return Lack(_("现在没有生效的联系方案，通报发不到谁手里；请先定联系方案"), _("新增联系方案"), url)
        return Lack(_("现在没有生效的联系方案，通报发不到谁手里；请等工作人员定好联系方案"))

    def facts(self, record):
        return [
            (gettext_lazy("通报内容"), record.text),
            (gettext_lazy("谁的决策"), record.decided_by),
            (gettext_lazy("决策日期"), day(record.decided_on)),
            (gettext_lazy("文号"), record.number),
            (gettext_lazy("请在哪天前阅知"), day(record.read_by)),
            (gettext_lazy("发出日期"), day(record.sent_on)),
            (pgettext_lazy("单数", "联系方案"), record.scheme),
        ]

    def detail(self, **context):
        rows = Receipt.objects.filter(briefing=self.record).select_related("target__organization", "linker")
        rows = list(rows.order_by("target__pinyin", "pk"))
        return super().detail(
            receipts=sorted(rows, key=lambda row: row.state == ReceiptState.READ),
            read=sum(row.state == ReceiptState.READ for row in rows),
            hues=RECEIPT_HUES,
            today=clock.today(),
            **context,
        )


class ReceiptFilter(WaitingFilter):
    def find(self, rows, name, value):
        return rows.filter(briefing__in=matching(Briefing.objects.all(), value))


class ReceiptDesk(Desk):
    """What a chamber or a firm got: it reads the notice here, says that it has, and may ask."""

    model = Receipt
    name = "receipts"
    title = gettext_lazy("收到的通报")
    purpose = gettext_lazy("联系领导转来的决策通报：看过了点“已阅知”，有话就问")
    unit = pgettext_lazy("通报", "份")
    one = gettext_lazy("收到的通报")
    flow = ReceiptFlow
    filter_class = ReceiptFilter
    tab_name = "state"
    tab_choices = ReceiptState.choices
    hues = RECEIPT_HUES
    pages = {"received": "received/", "ask_back": "<whole:pk>/ask/"}
    posted = Desk.posted | {"ask_back"}
    rules = {"list": sees_receipt, "received": is_linked, "detail": sees_receipt, "ask_back": may_ask}
    columns = [
        Column("briefing", gettext_lazy("标题"), lambda r: {"title": str(r.briefing), "note": str(r.target)}, "name"),
        Column("sent_on", gettext_lazy("发出日期"), lambda r: r.briefing.sent_on, "date", sort="briefing__sent_on"),
        Column("linker", gettext_lazy("联系领导"), lambda r: r.linker.titled),
        Column("read_on", gettext_lazy("阅知日期"), lambda r: r.read_on, "date", sort="read_on"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda r: {"label": r.get_state_display(), "hue": RECEIPT_HUES[r.state]},
            "status",
            sort="state",
        ),
    ]

    def get_queryset(self):
        rows = Receipt.objects.select_related("briefing__scheme__node", "target__organization", "linker__person")
        return rows.order_by("-briefing__sent_on", "-pk")

    def subtitle(self, record):
        return str(record.target)

    def facts(self, record):
        briefing = record.briefing
        if briefing.state != BriefingState.SENT:
            return [(gettext_lazy("发出日期"), day(briefing.sent_on)), (gettext_lazy("联系领导"), record.linker.titled)]
        return [
            (gettext_lazy("通报内容"), briefing.text),
            (gettext_lazy("谁的决策"), briefing.decided_by),
            (gettext_lazy("决策日期"), day(briefing.decided_on)),
            (gettext_lazy("文号"), briefing.number),
            (gettext_lazy("联系领导"), record.linker.titled),
            (gettext_lazy("发出日期"), day(briefing.sent_on)),
            (gettext_lazy("请在哪天前阅知"), day(briefing.read_by)),
            (gettext_lazy("阅知日期"), day(record.read_on)),
            (gettext_lazy("怎样阅知的"), record.get_how_display()),
        ]

    def detail(self, **context):
        record = self.record
        return super().detail(
            questions=record.questions.select_related("reply").order_by("-asked_on", "-pk"),
            ask_url=self.url("ask_back", record.pk) if self.may("ask_back", record) else "",
            papers=self.papers(record),
            **context,
        )

    def received(self):
        """The place in the navigation of those to whom notices come; the office has them with each notice."""
        return redirect(self.url("list"))

    def papers(self, record) -> list[dict]:
        """The files of the notice, for whoever may read them."""
        briefing = record.briefing
        if not reads_its_files(self.request.user, briefing):
            return []
        files = Attachment.of(briefing).filter(removed_at=None)
        return [{"file": one, "url": reverse("briefings.file", args=[briefing.pk, one.pk])} for one in files]

    def ask_back(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = AskForm(data, by=self.request.user, record=self.record)
        if self.is_settled(form):
            with self.saving(form):
                actions.ask_back(self.record, by=self.request.user, text=form.cleaned_data["text"])
                messages.success(self.request, _("已转给联系领导；有了回复您会收到消息"))
                return redirect(self.url_of(self.record))
        title = _("提问 · %(briefing)s") % {"briefing": self.record.briefing}
        return self.ask(form, title, self.url_of(self.record), submit=_("提问"), seen=self.record.version)
