"""The board: what is open, a column for each state, on every card when it is due and where it may be moved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiguan.kernel.asked import ignored
from huiguan.kernel.desks import Desk
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal, AppealState
from huiguan.mechanisms.appeals.queries import OVER, most_pressing_first
from huiguan.mechanisms.appeals.rules import raised_it
from huiguan.mechanisms.appeals.screens.filter import AppealFilter
from huiguan.mechanisms.appeals.words import due_of, how_it_stands, state_label, tags_beside_the_day

SHOWN = 20  # of one column; the rest is in the list
PAGES = {"board": "board/"}
NARROWED_BY = ("category", "unit", "light")


class OnBoard(Desk):
    """The page that a desk of appeals takes on."""

    def board(self):
        narrowed = AppealFilter(self.request.GET, queryset=self.visible().exclude(state__in=OVER), request=self.request)
        asked = {name: self.request.GET.get(name, "") for name in NARROWED_BY}
        asked = {name: value for name, value in asked.items() if value and name not in narrowed.form.errors}
        columns = [self.column(narrowed.qs, state, asked) for state in AppealState if state not in OVER]
        columns = [column for column in columns if column["cards"]]
        leads_on = any(card["moves"] for column in columns for card in column["cards"])
        here = _("没有办完的都在这里")
        return self.show(
            "board",
            title=_("诉求看板"),
            purpose=_("没有办完的都在这里；每张卡片上的“移至”就是下一步") if leads_on else here,
            columns=columns,
            create_url=self.create_url(),
            selects=[narrowed.form[name] for name in NARROWED_BY if name in narrowed.form.fields],
            is_narrowed=bool(asked),
            notes=ignored(narrowed.form, self.request.GET),
        )

    def create_url(self) -> str:
        return self.url("create") if self.may("create") else ""

    def column(self, rows: QuerySet, state: AppealState, asked: dict[str, str]) -> dict[str, Any]:
        here = rows.filter(state=state)
        cards = list(most_pressing_first(here)[:SHOWN])
        ways = self.ways(state, [one.pk for one in cards]) if cards else {}
        return {
            "state": state,
            "label": state_label(state, for_filer=bool(raised_it(self.request.user))),
            "count": here.order_by().count() if len(cards) == SHOWN else len(cards),
            "url": f"{self.url('list')}?{urlencode({'state': state.value, **asked})}",
            "cards": [{**self.card(one), "moves": ways.get(one.pk, [])} for one in cards],
        }

    def card(self, appeal: Appeal) -> dict[str, Any]:
        due = due_of(appeal)
        facts = (appeal.due_stage, appeal.due_holder, appeal.due_at)
        standing = how_it_stands(*facts, for_filer=appeal.is_own) if due["late"] else due["note"]
        return {
            "appeal": appeal,
            "url": self.url_of(appeal),
            "filer": appeal.filer or _("隐名"),
            "due": due,
            "tags": tags_beside_the_day(appeal),
            "standing": standing,
        }

    def ways(self, state: AppealState, pks: list[int]) -> dict[int, list[dict[str, Any]]]:
        """Where each may be moved: one query for each move that starts in this column, however many cards there are."""
        found: dict[int, list[dict[str, Any]]] = {}
        for move in AppealFlow.moves.values():
            if move.to and state in move.start:
                able = Appeal.objects.filter(move.may.q(self.request.user, Appeal), pk__in=pks)
                to = _leads_to(move)
                for pk in able.order_by().values_list("pk", flat=True):
                    found.setdefault(pk, []).append(
                        {"label": move.label, "to": to, "url": self.url("move", pk, move.name)}
                    )
        return found


def _leads_to(move) -> str:
    """The state, where it is called otherwise than the move: 受理 leads to 待交办, but 分流 to nothing new."""
    to = str(AppealState(move.to).label)
    return "" if str(move.label).casefold() in to.casefold() else to
