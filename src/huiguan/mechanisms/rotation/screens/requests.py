"""Requests to leave a turn: filed on a phone, agreed by the other side, granted by whoever the scheme says."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.costs import costs_for_both, costs_of
from huiguan.mechanisms.rotation.flow import RequestFlow
from huiguan.mechanisms.rotation.forms import AskForm
from huiguan.mechanisms.rotation.models import Request, RequestState, Seat
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import in_tables
from huiguan.mechanisms.rotation.rules import asks, inspects, may_ask, sees_request, sees_requests, sees_seat

HUES = {
    RequestState.FILED: "gold",
    RequestState.AGREED: "sky",
    RequestState.GRANTED: "jade",
    RequestState.REFUSED: "slate",
    RequestState.WITHDRAWN: "slate",
}


class RequestDesk(Desk):
    model = Request
    name = "requests"
    title = gettext_lazy("调换申请")
    purpose = gettext_lazy("轮到的时候来不了：对换、请人代替、推后或请假，谁提出、谁同意、谁批准都留下记录")
    unit = pgettext_lazy("申请", "条")
    one = pgettext_lazy("新增的", "调换申请")
    flow = RequestFlow
    hues = HUES
    step_words = {"create": gettext_lazy("提出申请")}
    tab_name = "state"
    tab_choices = RequestState.choices
    pages = {"ask_for": "of/<whole:seat>/new/"}
    posted = Desk.posted | {"ask_for"}
    rules = {"list": sees_requests, "detail": sees_request, "ask_for": asks}
    columns = [
        Column("bearer", gettext_lazy("谁"), lambda r: {"title": str(r.bearer), "note": r.why}, "name"),
        Column("way", gettext_lazy("方式"), lambda r: r.way),
        Column("turn", gettext_lazy("哪一期"), lambda r: bracketed(r.turn, r.turn.scheme)),
        Column("other", gettext_lazy("对方"), lambda r: r.other or ""),
        Column("filed_on", gettext_lazy("提出日期"), lambda r: r.filed_on, "date", sort="filed_on"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda r: {"label": r.get_state_display(), "hue": HUES[r.state]},
            "status",
        ),
    ]

    def get_queryset(self):
        sides = (*KINDS, *(f"other_{kind}" for kind in KINDS))
        return Request.objects.select_related("way", "turn__scheme", "to", *sides).order_by("-filed_on", "-pk")

    def facts(self, record):
        return [
            (gettext_lazy("谁提出"), record.bearer),
            (gettext_lazy("哪一期"), record.turn, reverse("turns.detail", args=[record.turn_id])),
            (gettext_lazy("方式"), record.way),
            *([(gettext_lazy("对方"), record.other)] if record.other else []),
            *([(gettext_lazy("换到哪一期"), record.to)] if record.to else []),
            (gettext_lazy("原因"), record.why),
            (gettext_lazy("由谁批准"), record.way.get_approval_display()),
            *([(gettext_lazy("会议日期"), record.met_on)] if record.met_on else []),
        ]

    def detail(self, **context):
        weigh = costs_of if inspects(self.request.user, self.record) else costs_for_both
        return super().detail(costs=weigh(self.record), **context)

    def ask_for(self, seat: int):
        """Of one's own seat, or by staff for somebody who called."""
        seats = Seat.objects.select_related("turn__scheme", *KINDS)
        mine = get_object_or_404(seats, pk=seat)
        if self.request.method == "POST":
            actions.keep_to_oneself(mine.turn)
            mine = get_object_or_404(seats, pk=seat)
        for rule in (sees_seat, may_ask):
            if not (verdict := rule(self.request.user, mine)):
                raise PermissionDenied(str(verdict.why))
        posted = self.request.POST if self.request.method == "POST" else None
        form = AskForm(posted, by=self.request.user, seat=mine)
        back = reverse("turns.detail", args=[mine.turn_id])
        if form.is_bound and form.is_valid():
            facts = {"why": form.cleaned_data["why"], **form.answers}
            made = actions.ask(form.cleaned_data["way"], mine.turn, mine.bearer, by=self.request.user, **facts)
            messages.success(self.request, self.filed(made))
            return redirect(self.url_of(made))
        problem = "" if form.fields["way"].queryset.exists() else _("方案里没有规定这一期可以怎样调换，请与秘书处联系")
        title = _("申请调换 · %(who)s") % {"who": mine}
        return self.ask(form, title, back, submit=_("提出申请"), problem=problem, intro=in_tables(mine.turn))

    def filed(self, request: Request) -> str:
        if request.state == RequestState.GRANTED:
            return _("不用批准，已经照办")
        if request.way.waits_for_other:
            return _("已提出，等%(who)s同意") % {"who": request.other}
        return _("已提出，等待批准")
