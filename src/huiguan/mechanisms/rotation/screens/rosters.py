"""A plan beside what there was when it was drawn up, before and after it is adopted."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.words import span
from huiguan.mechanisms.rotation import words
from huiguan.mechanisms.rotation.comparison import compare
from huiguan.mechanisms.rotation.flow import RosterFlow
from huiguan.mechanisms.rotation.models import Roster, RosterState
from huiguan.mechanisms.rotation.rules import inspects, plans_it

HUES = {RosterState.PROPOSED: "gold", RosterState.ADOPTED: "jade", RosterState.DROPPED: "slate"}


class RosterDesk(Desk):
    model = Roster
    name = "rosters"
    title = gettext_lazy("编排结果")
    one = gettext_lazy("编排结果")
    flow = RosterFlow
    rules = {"list": inspects, "detail": inspects}
    purpose = gettext_lazy("每一次编排的结果：采用了没有，排得怎样")
    unit = gettext_lazy("次")
    columns = [
        Column("scheme", gettext_lazy("轮值方案"), lambda r: {"title": str(r.scheme)}, "name"),
        Column("starts", gettext_lazy("起"), lambda r: r.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda r: r.ends, "date"),
        Column("solved_at", gettext_lazy("编排时间"), lambda r: r.solved_at, "date", sort="solved_at"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda r: {"label": r.get_state_display(), "hue": HUES[r.state]},
            "status",
        ),
    ]
    hues = HUES

    def get_queryset(self):
        return Roster.objects.select_related("scheme").order_by("-solved_at", "-pk")

    def detail(self, **context):
        roster = self.record
        return super().detail(
            comparison=compare(roster),
            is_proposed=roster.state == RosterState.PROPOSED,
            levels=[words.level(row, roster.scheme.counter) for row in roster.levels],
            unmet=words.unmet(roster.unmet, roster.scheme, roster.windows),
            plan_url=reverse("schemes.plan", args=[roster.scheme_id]) if plans_it(self.request.user, roster) else "",
            **context,
        )

    def facts(self, record):
        return [
            (gettext_lazy("轮值方案"), record.scheme, reverse("schemes.detail", args=[record.scheme_id])),
            (gettext_lazy("起止"), span(record.starts, record.ends)),
            (gettext_lazy("编排时间"), record.solved_at),
            (gettext_lazy("已公布的一起重排"), _("是") if record.with_published else _("否")),
        ]

    def move(self, move: str):
        """What cannot be done any more is said on the page where it was asked, not as if the clerk had no right to."""
        try:
            return super().move(move)
        except NotAllowed as refusal:
            problem = str(refusal)
        except ProtectedError:
            problem = _("有的期次已经登记了活动、建议或交接，采用会丢掉它们：请改从以后的期次开始编排")
        made, roster = self.flow.moves[move], self.record
        return self.ask(Form(), f"{made.label} · {roster}", self.url_of(roster), submit=made.label, problem=problem)

    def after(self, record) -> str:
        if record.state == RosterState.ADOPTED:
            return f"{reverse('rotation.board')}?scheme={record.scheme_id}&year={record.starts.year}"
        return reverse("schemes.detail", args=[record.scheme_id])

    def crumbs(self):
        if self.record is None:
            return super().crumbs()
        scheme = self.record.scheme
        return [{"label": str(scheme), "url": reverse("schemes.detail", args=[scheme.pk])}]
