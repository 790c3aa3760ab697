"""The board of a year, and the year as a printed table."""

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiguan.kernel import clock
from huiguan.kernel.charts import bars, ring
from huiguan.kernel.numbers import whole
from huiguan.kernel.screens import Screen
from huiguan.kernel.sheets import download, workbook
from huiguan.kernel.typed import YEARS
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import OfficeDay, Scheme, Serves, Suggestion, Turn, TurnActivity, TurnState
from huiguan.mechanisms.rotation.queries import (
    counted,
    current_scheme,
    of_year,
    still_carried,
    turns_around,
    with_their_seats,
)
from huiguan.mechanisms.rotation.rules import plans_it, runs_it, sees_rotation, sees_turn, suggests
from huiguan.mechanisms.rotation.troubles import rests

LEGEND = [
    {"label": gettext_lazy("进度"), "hue": "jade"},
    {"label": gettext_lazy("含逾期"), "hue": "gold"},
    {"label": gettext_lazy("本期"), "hue": "brand"},
]


class Board(Screen):
    name = "rotation"
    title = gettext_lazy("轮值看板")
    pages = {"board": "", "year": "year/", "export": "year/export/"}
    rules = dict.fromkeys(pages, sees_rotation)

    def chosen(self) -> tuple[Scheme | None, int]:
        """The scheme and the year of the address; else those of today."""
        schemes = Scheme.objects.select_related("node")
        scheme = schemes.filter(pk=whole(self.request.GET.get("scheme"))).first()
        scheme, year = scheme or current_scheme(schemes), whole(self.request.GET.get("year"))
        return scheme, year if year in YEARS else self.first_year(scheme)

    def first_year(self, scheme: Scheme | None) -> int:
        """This year; of a scheme whose turns are all to come that of the first."""
        first = Turn.objects.filter(scheme=scheme).order_by("starts").first() if scheme else None
        return max(clock.today().year, first.starts.year if first else 0)

    def turns(self, scheme: Scheme, year: int):
        turns = of_year(scheme, year).filter(sees_turn.q(self.request.user, Turn))
        return with_their_seats(turns).order_by("starts")

    def views(self, scheme: Scheme, year: int, today) -> list[TurnView]:
        """Each turn with the one of the scheme around it in which it begins."""
        around = list(turns_around(scheme).filter(sees_turn.q(self.request.user, Turn)))
        turns = list(self.turns(scheme, year))
        carried, resting = still_carried(turns), rests(turns)
        outer = {
            turn: next((str(one) for one in around if one.starts <= turn.starts <= one.ends), "") for turn in turns
        }
        return [
            TurnView(turn, today, outer[turn], carried.get(turn.pk, []), resting.get(turn.pk, "")) for turn in turns
        ]

    def frame(self) -> dict:
        scheme, year = self.chosen()
        years = Turn.objects.filter(scheme=scheme).dates("starts", "year") if scheme else []
        return {
            "scheme": scheme,
            "schemes": Scheme.objects.all(),
            "year": year,
            "years": sorted({*(day.year for day in years), clock.today().year, year}, reverse=True),
            "may_plan": plans_it(self.request.user, scheme),
            "may_suggest": suggests(self.request.user),
        }

    def board(self):
        frame = self.frame()
        scheme, year, today = frame["scheme"], frame["year"], clock.today()
        views = self.views(scheme, year, today) if scheme else []
        views.sort(key=lambda view: not view.is_current)
        rail = sorted(views, key=lambda view: view.turn.starts)
        return self.show(
            "board",
            title=_("%(year)s 年轮值看板") % {"year": year},
            purpose=self.purpose(scheme),
            turns=views,
            rail=[view.rail for view in rail],
            today_at=self.today_at(rail, today),
            today_label=_("今天 %(day)s") % {"day": date_format(today, "MONTH_DAY_FORMAT")},
            legend=LEGEND,
            tiles=self.tiles(scheme, rail),
            may_run=runs_it(self.request.user, scheme),
            just_done=whole(self.request.GET.get("done")),
            sees_all=self.request.user.scope("rotation.view", self.request.tenant).whole,
            in_draft=scheme is not None and not views and of_year(scheme, year).exists(),
            **frame,
        )

    def purpose(self, scheme: Scheme | None) -> str:
        if scheme is None:
            return ""
        return _("每 %(span)s一期，每期 %(sizes)s轮值") % {"span": scheme.span, "sizes": scheme.sizes}

    def today_at(self, rail: list[TurnView], today) -> float | str:
        """Where today stands on the rail, in percent of its turns; nothing in another year."""
        for place, view in enumerate(rail):
            if view.is_current:
                whole = (view.turn.ends - view.turn.starts).days + 1
                return round(100 * (place + (today - view.turn.starts).days / whole) / len(rail), 1)
        return ""

    def tiles(self, scheme: Scheme | None, rail: list[TurnView]) -> list[dict]:
        seats = [seat for view in rail for seat in view.seats]
        bearers = {seat.seat.bearer_id for seat in seats}
        places = {seat.firm.region_id for seat in seats if seat.firm and seat.firm.region_id}
        finished = sum(seat.is_finished for seat in seats)
        late = [seat for seat in seats if seat.late_days]
        return [
            {
                "label": _("轮值%(who)s") % {"who": scheme.get_serves_display()} if scheme else "",
                "value": len(bearers),
                "unit": scheme.counter if scheme else "",
                "icon": "building-2" if scheme and scheme.bearer == "organization" else "users",
                "hue": "ink",
                "note": _("覆盖 %(places)s 个镇街") % {"places": len(places)},
                "viz": bars([len(view.seats) for view in rail]) if rail else "",
            },
            {
                "label": _("步骤全部完成"),
                "value": finished,
                "unit": scheme.counter if scheme else "",
                "icon": "circle-check",
                "hue": "jade",
                "note": _("占全年 %(share)s%%") % {"share": round(100 * finished / len(seats)) if seats else 0},
                "viz": ring(finished / len(seats)) if finished else "",
            },
            self.third(scheme, rail),
            {
                "label": _("逾期步骤"),
                "value": sum(view.late_steps for view in rail),
                "unit": pgettext("步骤", "项"),
                "icon": "triangle-alert",
                "hue": "brand" if late else "slate",
                "note": _("最长逾期 %(days)s 天") % {"days": max(seat.late_days for seat in late)}
                if late
                else _("没有逾期"),
                "viz": "",
            },
        ]

    def third(self, scheme: Scheme | None, rail: list[TurnView]) -> dict:
        """What came of it: of firms the advice that was of use, of people on duty their days in the office."""
        turns = [view.turn.pk for view in rail]
        if scheme and scheme.serves == Serves.PERSONS:
            days = OfficeDay.objects.filter(seat__turn__in=turns).count()
            facts = {"value": days, "unit": pgettext("坐班", "次"), "note": scheme.office_days}
            return {"label": _("坐班记录"), "icon": "notebook-pen", "hue": "sky", "viz": "", **facts}
        suggestions = Suggestion.objects.filter(turn__in=turns)
        useful = suggestions.filter(judgement__useful=True).count()
        note = _("全年提出 %(given)s 条") % {"given": suggestions.count()}
        facts = {"value": useful, "unit": pgettext("建议", "条"), "note": note}
        return {"label": _("有效建议"), "icon": "lightbulb", "hue": "sky", "viz": "", **facts}

    def export(self):
        """The table of the year, as it is shown."""
        shown = self.table(*self.chosen())
        heads = [
            _("期次"),
            _("起"),
            _("止"),
            _("主题"),
            _("谁轮值"),
            _("走访日期"),
            _("建议"),
            _("采纳"),
            _("有效"),
            _("状态"),
        ]
        rows = ([*_cells(row)] for row in shown["rows"])
        scheme, year = self.chosen()
        title, totals = _("%(year)s 年轮值安排表") % {"year": year}, shown["totals"]
        held = _("合计：开展 %(n)s 期") % {"n": totals["held"]}
        hosts = f"{totals['hosts']} {scheme.counter}" if scheme else ""
        foot = [held, "", "", "", hosts, "", totals["given"], totals["taken"], totals["useful"], ""]
        return download(workbook(title, heads, rows, foot if shown["rows"] else None), title)

    def year(self):
        frame = self.frame()
        shown = self.table(frame["scheme"], frame["year"])
        return self.show("year", title=_("%(year)s 年轮值安排表") % {"year": frame["year"]}, **shown, **frame)

    def table(self, scheme: Scheme | None, year: int) -> dict:
        turns = list(counted(self.turns(scheme, year))) if scheme else []
        held = Q(turn__in=[turn.pk for turn in turns])
        days: dict[int, list] = {}
        visits = TurnActivity.objects.filter(held, part="visit", activity__state="held").select_related("activity")
        for link in visits:
            days.setdefault(link.turn_id, []).append(link.activity.starts)
        rows = [{"turn": turn, "visits": days.get(turn.pk, [])} for turn in turns]
        totals = {
            "hosts": len({seat.bearer_id for turn in turns for seat in turn.seats.all()}),
            "held": sum(turn.state not in (TurnState.DRAFTED, TurnState.PUBLISHED) for turn in turns),
            "given": sum(turn.given for turn in turns),
            "taken": sum(turn.taken for turn in turns),
            "useful": sum(turn.useful for turn in turns),
        }
        return {"rows": rows, "totals": totals}

    def crumbs(self):
        return [{"label": self.title, "url": self.url("board")}] if self.page == "year" else []


def _cells(row: dict) -> list:
    turn = row["turn"]
    hosts = "\n".join(" · ".join(filter(None, [str(seat), seat.title])) for seat in turn.seats.all())
    visits = listed(timezone.localdate(day).isoformat() for day in row["visits"])
    counts = [turn.given, turn.taken, turn.useful]
    return [turn.number, turn.starts, turn.ends, turn.theme, hosts, visits, *counts, turn.get_state_display()]
