"""Visits to those who serve: the day itself on a phone, and who is to be seen again."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.forms import VisitForm
from huiguan.mechanisms.rotation.models import Scheme, Seat, TurnActivity
from huiguan.mechanisms.rotation.rules import is_taken, is_to_be_seen_again, runs_it, seat_is_open, sees_seat
from huiguan.mechanisms.rotation.visits import SOON, due_by, due_of, to_see_again

Part = TurnActivity.Part


class VisitPages:
    """Mixed into the screen of seats: one page enters the whole day of a visit."""

    pages = {"visit": "<whole:pk>/visit/", "revisit": "<whole:pk>/revisit/"}
    takes_files = frozenset({"visit", "revisit"})
    rules = {"visit": runs_it & seat_is_open & is_taken, "revisit": runs_it & is_to_be_seen_again}

    def visit(self):
        return self._day(Part.VISIT, _("走访现场：%(who)s"))

    def revisit(self):
        return self._day(Part.REVISIT, _("回访：%(who)s"))

    def _day(self, part: str, title: str):
        posted = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        form = VisitForm(*posted, by=self.request.user, seat=self.record, part=part)
        then = reverse("turns.detail", args=[self.record.turn_id])
        if form.is_bound and form.is_valid():
            with self.saving(form):
                said = {name: form.cleaned_data[name] for name in ("starts", "place", "minutes", "files")}
                said |= {"came": form.came, "finishes": form.cleaned_data.get("finishes", False)}
                said |= {"topics": form.cleaned_data["topics"], "reasons": form.reasons}
                made = actions.enter_visit(self.record, by=self.request.user, part=part, **said)
                done = _("已登记：%(activity)s") if made.activity.state == "held" else _("已安排：%(activity)s")
                messages.success(self.request, done % {"activity": made.activity})
                self.say_beside(form)
                return redirect(self._to_advice(then) if form.cleaned_data["advises"] else then)
        there = listed(form.visits.lines(form.visits.held))
        mind = [_("已经登记过：%(visits)s；再登记就是另一次") % {"visits": there}] if there else []
        return self.ask(form, title % {"who": self.record}, then, submit=_("登记"), mind=mind)

    def _to_advice(self, then: str) -> str:
        """The form for a suggestion to the firm that was visited, where there is one."""
        asked = {"turn": self.record.turn_id, "organization": self.record.organization_id or ""}
        return f"{reverse('suggestions.create')}?{urlencode(asked)}" if self.record.organization_id else then


class RevisitFilter(ListFilter):
    scheme = django_filters.ModelChoiceFilter(
        queryset=lambda request: Scheme.objects.exclude(revisit_months=None),
        field_name="turn__scheme",
        label=gettext_lazy("方案"),
        empty_label=gettext_lazy("全部方案"),
    )
    due = django_filters.ChoiceFilter(
        choices=[
            ("over", gettext_lazy("已逾期")),
            ("soon", gettext_lazy("两周内到期")),
            ("open", gettext_lazy("还没有回访")),
            ("done", gettext_lazy("已回访")),
        ],
        label=gettext_lazy("回访"),
        empty_label=gettext_lazy("全部"),
        method="falls_due",
    )

    def falls_due(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = clock.today()
        match value:
            case "over":
                return rows.filter(due_by(today - timedelta(days=1)))
            case "soon":
                return rows.filter(due_by(today + SOON)).exclude(due_by(today - timedelta(days=1)))
            case "open":
                return rows.filter(again_at=None)
        return rows.exclude(again_at=None)


def day_of(moment):
    return timezone.localdate(moment) if moment else None


def until(seat: Seat) -> dict:
    """The day by which, and how late it is."""
    day = due_of(seat)
    return {"day": day, "late": 0 if seat.again_at else max((clock.today() - day).days, 0)}


def state_of(seat: Seat) -> dict:
    if seat.again_at:
        return {"label": gettext_lazy("已回访"), "hue": "jade"}
    if until(seat)["late"]:
        return {"label": gettext_lazy("逾期"), "hue": "brand"}
    if seat.planned_at:
        return {"label": gettext_lazy("已安排"), "hue": "sky"}
    return {"label": gettext_lazy("待回访"), "hue": "slate"}


class RevisitDesk(Desk):
    model = Seat
    name = "revisits"
    title = gettext_lazy("回访")
    purpose = gettext_lazy("走访过的企业，过几个月再去看一次：建议落实得怎样，还有什么难处")
    unit = pgettext_lazy("企业", "家")
    filter_class = RevisitFilter
    rules = {"list": sees_seat}
    columns = [
        Column("who", gettext_lazy("企业"), lambda s: {"title": str(s), "note": str(s.turn)}, "name"),
        Column("visited", gettext_lazy("走访日期"), lambda s: day_of(s.visited_at), "date", sort="visited_at"),
        Column("due", gettext_lazy("最晚回访"), until, "due", export=due_of),
        Column("planned", gettext_lazy("安排在"), lambda s: day_of(s.planned_at), "date", sort="planned_at"),
        Column("again", gettext_lazy("回访日期"), lambda s: day_of(s.again_at), "date", sort="again_at"),
        Column("state", gettext_lazy("状态"), state_of, "status"),
    ]

    def get_queryset(self):
        return to_see_again().order_by("visited_at", "pk")

    def url_of(self, record) -> str:
        return reverse("seats.detail", args=[record.pk])
