"""One who serves in a turn: their steps, in which role, and why it is they."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.editing import Editing
from huiguan.kernel.flow import NotNow
from huiguan.kernel.forms import Form
from huiguan.kernel.models import Change
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.board import SeatView
from huiguan.mechanisms.rotation.forms import MoveSeatForm, SeatRoleForm
from huiguan.mechanisms.rotation.models import Seat, Turn, TurnActivity
from huiguan.mechanisms.rotation.queries import every_seat, with_their_seats, with_their_steps
from huiguan.mechanisms.rotation.rules import is_taken, plans_it, runs_it, seat_is_drafted, sees_seat
from huiguan.mechanisms.rotation.screens.steps import StepPages
from huiguan.mechanisms.rotation.screens.visits import VisitPages, until
from huiguan.mechanisms.rotation.visits import to_see_again
from huiguan.register.rules import sees_people


class SeatScreen(StepPages, VisitPages, Editing):
    name = "seats"
    pages = {
        **StepPages.pages,
        **VisitPages.pages,
        "detail": "<whole:pk>/",
        "remove": "<whole:pk>/remove/",
        "shift": "<whole:pk>/shift/",
        "role": "<whole:pk>/role/",
    }
    rules = {
        **StepPages.rules,
        **VisitPages.rules,
        "detail": sees_seat,
        "remove": plans_it & seat_is_drafted & is_taken,
        "shift": plans_it & seat_is_drafted & is_taken,
        "role": plans_it & is_taken,
    }
    posted = StepPages.posted | {"remove", "shift", "role", "visit", "revisit"}
    model = Seat

    def answer(self, pk: int, **kwargs: int):
        seats = every_seat().select_related("turn__scheme")
        if self.request.method == "POST":
            self.as_it_was_seen(pk)
        self.record = get_object_or_404(seats, pk=pk)
        self.check(self.record)
        return getattr(self, self.page)(**kwargs)

    def as_it_was_seen(self, pk: int) -> None:
        """Nobody else changes who serves in the turn until this is done. Whoever acts on somebody who serves there no
        more is told so: a seat never passes to another."""
        seat = Seat.ever.filter(pk=pk).select_related("turn").first()
        if seat is not None:
            actions.keep_to_oneself(seat.turn)
            seat = Seat.ever.filter(pk=pk).first()
        was_there = Change.objects.filter(tenant=self.request.tenant, label=Seat.label(), object_id=pk).exists()
        if was_there and runs_it(self.request.user) and (seat is None or (seat.left_on and self.page != "revisit")):
            raise NotNow("left")

    def stale(self, pk: int | None = None, **kwargs):
        record = every_seat().filter(pk=pk).first()
        back = self.url("detail", pk) if record else reverse("turns.list")
        return self.show("stale", code=409, back_url=back, record=record)

    def view(self) -> SeatView:
        turn = with_their_seats(Turn.objects.filter(pk=self.record.turn_id)).get()
        seat = with_their_steps(every_seat()).get(pk=self.record.pk)
        return SeatView(seat, turn, clock.today())

    def detail(self):
        return self.show(
            "detail",
            title=str(self.record),
            view=self.view(),
            reasons=[words.reason(row) for row in self.record.reasons],
            turn_url=reverse("turns.detail", args=[self.record.turn_id]),
            may_run=self.may("finish", self.record),
            told=self.told(),
            may_remove=self.may("remove", self.record),
            visits=self.visits(),
            again=self.again(),
            may_visit=self.may("visit", self.record),
            may_revisit=self.may("revisit", self.record),
            may_change_role=self.may("role", self.record),
            bearer_url=self.bearer_url(),
        )

    def visits(self) -> list[TurnActivity]:
        return list(self.record.visits.select_related("activity").order_by("activity__starts", "pk"))

    def again(self) -> dict | None:
        """By when they are to be seen again, where they are."""
        seat = to_see_again().filter(pk=self.record.pk).first()
        return {**until(seat), "done": seat.again_at} if seat else None

    def remove(self):
        if self.request.method == "POST":
            turn = self.record.turn_id
            actions.unseat(self.record, by=self.request.user)
            messages.success(self.request, _("已从这一期撤下；重新编排也不再排进这一期，除非删掉它的时间意愿"))
            return redirect("turns.detail", turn)
        title = _("从%(turn)s撤下：%(who)s") % {"turn": self.record.turn, "who": self.record}
        cancel, submit = self.url("detail", self.record.pk), _("从这一期撤下")
        problem = actions.why_not_vacate(self.record)
        mind = [] if problem else then.unseating(self.record)
        return self.ask(Form(), title, cancel, submit=submit, danger=True, mind=mind, problem=problem)

    def shift(self):
        posted = self.request.POST if self.request.method == "POST" else None
        form = MoveSeatForm(posted, by=self.request.user, seat=self.record)
        if form.is_bound and form.is_valid():
            with self.saving(form):
                moved = actions.shift(self.record, form.cleaned_data["to"], by=self.request.user)
                messages.success(self.request, _("已换到%(turn)s") % {"turn": moved.turn})
                return redirect("turns.detail", moved.turn_id)
        title, problem = _("换到另一期：%(who)s") % {"who": self.record}, actions.why_not_vacate(self.record)
        return self.ask(form, title, self.url("detail", self.record.pk), submit=_("换过去"), problem=problem)

    def role(self):
        """Who leads and who goes along may change at any time; a later plan keeps it."""
        posted = self.request.POST if self.request.method == "POST" else None
        form = SeatRoleForm(posted, by=self.request.user, seat=self.record)
        if form.is_bound and form.is_valid():
            answers = {"role": None, **form.cleaned_data}
            actions.change_role(self.record, answers.pop("role"), by=self.request.user, **answers)
            messages.success(self.request, _("已保存"))
            return redirect("turns.detail", self.record.turn_id)
        title = _("在本期里的称呼：%(who)s") % {"who": self.record}
        return self.ask(form, title, self.url("detail", self.record.pk))

    def bearer_url(self) -> str:
        """The page of who serves, for whoever may open it: people have pages of their own for few."""
        bearer = self.record.bearer
        if self.record.person and not sees_people(self.request.user, bearer):
            return ""
        return reverse(f"{type(bearer).desk}.detail", args=[bearer.pk])

    def crumbs(self):
        if not hasattr(self, "record"):  # it is not there any more
            return []
        turn = self.record.turn
        return [{"label": str(turn), "url": reverse("turns.detail", args=[turn.pk])}]
