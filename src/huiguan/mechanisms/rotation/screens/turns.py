"""A turn's own pages."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities.models import Participation
from huiguan.kernel import attaching, clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.words import listed, span
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.flow import SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.forms import HoldForm, SeatForm, TurnForm
from huiguan.mechanisms.rotation.measures import heads
from huiguan.mechanisms.rotation.models import (
    OfficeDay,
    Request,
    Serves,
    Suggestion,
    Turn,
    TurnActivity,
    TurnState,
)
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import (
    OPEN,
    RUNNING,
    carried_to,
    counted,
    on_day,
    steps_settled,
    steps_to_settle,
    who,
    with_their_seats,
)
from huiguan.mechanisms.rotation.rules import (
    full,
    is_drafted,
    is_full,
    is_open,
    plans_it,
    runs_it,
    sees_request,
    sees_rotation,
    sees_turn,
    suggests,
)
from huiguan.mechanisms.rotation.screens import papers
from huiguan.mechanisms.rotation.screens.suggestions import due_of
from huiguan.mechanisms.rotation.screens.turn_filter import TurnFilter
from huiguan.mechanisms.rotation.screens.turn_parts import TurnParts

HUES = {
    TurnState.DRAFTED: "slate",
    TurnState.PUBLISHED: "gold",
    TurnState.UNDER_WAY: "sky",
    TurnState.HANDED_OVER: "violet",
    TurnState.CLOSED: "jade",
}


def open_and_late_first(line: dict) -> tuple:
    suggestion, day = line["record"], line["due"]["day"]
    return (suggestion.state not in OPEN, day or date.max, suggestion.number)


def open_moves(by, suggestion: Suggestion) -> list:
    """What this person may do with a suggestion now."""
    return [move for move, verdict in SuggestionFlow.open_to(by, suggestion) if verdict]


class TurnDesk(attaching.Attaching, papers.TurnPapers, TurnParts, Desk):
    model = Turn
    name = "turns"
    title = gettext_lazy("轮值期次")
    purpose = gettext_lazy("每一期由谁轮值、去看了什么、提了什么、落实得怎样")
    unit = gettext_lazy("期")
    one = pgettext_lazy("新增的", "期次")
    form_class = TurnForm
    flow = TurnFlow
    filter_class = TurnFilter
    tab_name = "state"
    tab_choices = TurnState.choices
    hues = HUES
    step_words = {"reseat": gettext_lazy("调换"), "replan": gettext_lazy("重排")}
    pages = {"hold": "<whole:pk>/hold/", "seat": "<whole:pk>/seat/", **papers.PAGES, **attaching.PAGES}
    posted = Desk.posted | attaching.POSTED | {"hold", "seat"}
    rules = {
        "list": sees_rotation,
        "detail": sees_turn,
        "edit": plans_it,
        "hold": runs_it & is_open,
        "seat": plans_it & is_drafted,
        **papers.RULES,
        **attaching.rules(sees_turn, runs_it),
    }
    columns = [
        Column(
            "number",
            gettext_lazy("期次"),
            lambda turn: {"title": str(turn), "note": str(turn.scheme), "monogram": str(turn.number), "hue": "brand"},
            "name",
            sort="number",
        ),
        Column("starts", gettext_lazy("起"), lambda turn: turn.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda turn: turn.ends, "date", sort="ends"),
        Column("who", gettext_lazy("谁轮值"), who),
        Column("given", gettext_lazy("建议"), lambda turn: turn.given, "number"),
        Column("useful", gettext_lazy("有效"), lambda turn: turn.useful, "number"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda turn: {"label": turn.get_state_display(), "hue": HUES[turn.state]},
            "status",
        ),
    ]

    def get_queryset(self):
        return counted(with_their_seats(Turn.objects.all())).order_by("-starts", "-pk")

    def subtitle(self, record):
        return f"{record.scheme} · {span(record.starts, record.ends)}"

    def detail(self, **context):
        turn, by = self.record, self.request.user
        suggestions = Suggestion.objects.filter(turn=turn)
        suggestions = suggestions.select_related("organization", "proposer", "undertaking", "judgement", "result")
        came = Participation.objects.filter(activity__in=TurnActivity.objects.filter(turn=turn).values("activity"))
        return super().detail(
            title=str(turn),
            monogram=str(turn.number),
            hue="brand",
            view=TurnView(turn, clock.today()),
            reasons={seat.pk: [words.reason(row) for row in seat.reasons] for seat in turn.seats.all()},
            unvisited=self.unvisited(),
            left=self.left(),
            activities=TurnActivity.objects.filter(turn=turn).select_related("activity__kind"),
            suggestions=[self.line(one) for one in suggestions.order_by("number")],
            carried=sorted((self.line(one, onward=True) for one in carried_to(turn)), key=open_and_late_first),
            sees_own=bool(self.request.reach.own),
            heads=heads(came, None),
            attendances=came.count(),
            duties=turn.scheme.duties.filter(on_day(turn.starts)),
            outer=self.around(turn),
            handover=getattr(turn, "handover", None),
            handed_to=self.handed_to(),
            requests=Request.objects.filter(sees_request.q(by, Request), turn=turn).select_related("way", *KINDS),
            askable=self.askable(),
            office_days=OfficeDay.objects.filter(seat__turn=turn).select_related(*(f"seat__{kind}" for kind in KINDS)),
            loggable=self.loggable(),
            may_run=runs_it(by, turn) and turn.state in RUNNING,
            just_done=whole(self.request.GET.get("done")),
            may_hold=self.may("hold", turn),
            may_print=self.may("brief", turn),
            may_seat=self.may("seat", turn),
            may_suggest=turn.scheme.serves != Serves.PERSONS and suggests(by, turn) and is_open(by, turn),
            suggest_url=f"{reverse('suggestions.create')}?turn={turn.pk}",
            **context,
        )

    def line(self, suggestion: Suggestion, onward: bool = False) -> dict:
        """One suggestion of the turn's page: until when, how late, and what may be done about it; or only what leads
        it ``onward``."""
        is_closed = self.record.state == TurnState.CLOSED
        moves = [] if is_closed else open_moves(self.request.user, suggestion)
        moves = [move for move in moves if not onward or (move.to and not move.danger)]
        return {"record": suggestion, "due": due_of(suggestion), "moves": moves}

    def hold(self):
        """An activity for this turn, planned or already held."""
        form = HoldForm(
            self.request.POST if self.request.method == "POST" else None,
            by=self.request.user,
            turn=self.record,
            initial={"starts": clock.now(), "part": "visit"},
        )
        if form.is_bound and form.is_valid():
            with self.saving(form):
                link = actions.hold(self.record, by=self.request.user, **form.facts)
                messages.success(self.request, self.entered(link, form.cleaned_data.get("finishes")))
                return redirect(self.url_of(self.record))
        return self.ask(form, _("登记活动 · %(turn)s") % {"turn": self.record}, self.url_of(self.record))

    def entered(self, link: TurnActivity, finishes: bool | None) -> str:
        """What became of the steps, so that nobody enters the same twice, or takes for done what is not."""
        if settled := steps_settled(link):
            return _("已登记活动，步骤也记为完成：%(steps)s") % {"steps": listed(step for step, _seats in settled)}
        if link.activity.state == "held" or not (finishes and (waiting := steps_to_settle(link))):
            return _("已登记活动")
        steps = listed(step for step, _seats in waiting)
        return _("已登记活动；登记为已举办时，步骤随之记为完成：%(steps)s") % {"steps": steps}

    def seat(self):
        """The planner's own choice of who serves."""
        if self.request.method == "POST":
            (self.record,) = actions.keep_to_oneself(self.record)
            self.check(self.record)
        form = SeatForm(
            self.request.POST if self.request.method == "POST" else None, by=self.request.user, turn=self.record
        )
        if form.is_bound and form.is_valid():
            with self.saving(form):
                actions.seat_by_hand(self.record, by=self.request.user, **form.cleaned_data)
                messages.success(self.request, _("已安排"))
                return redirect(self.url_of(self.record))
        problem = full(self.record) if is_full(self.record) else ""
        title = _("安排轮值 · %(turn)s") % {"turn": self.record}
        return self.ask(form, title, self.url_of(self.record), problem="" if form.is_bound else problem)
