"""The board: what is open, a column for each state, on every card when it is due and where it may be moved."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiguan.kernel.desks import Desk
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal, AppealState
from huiguan.mechanisms.appeals.queries import OVER
from huiguan.mechanisms.appeals.words import due_of, light_of

SHOWN = 20  # of one column; the rest is in the list
PAGES = {"board": "board/"}


class OnBoard(Desk):
    """The page that a desk of appeals takes on."""

    def board(self):
        rows = self.visible().exclude(state__in=OVER)
        columns = [self.column(rows, state) for state in AppealState if state not in OVER]
        columns = [column for column in columns if column["cards"]]
        return self.show("board", title=_("诉求看板"), columns=columns, create_url=self.create_url())

    def create_url(self) -> str:
        return self.url("create") if self.may("create") else ""

    def column(self, rows: QuerySet, state: AppealState) -> dict[str, Any]:
        here = rows.filter(state=state)
        cards = list(here.order_by("due_at", "filed_at", "pk")[:SHOWN])
        ways = self.ways(state, [one.pk for one in cards]) if cards else {}
        return {
            "state": state,
            "label": state.label,
            "count": here.order_by().count() if len(cards) == SHOWN else len(cards),
            "url": f"{self.url('list')}?state={state}",
            "cards": [{**self.card(one), "moves": ways.get(one.pk, [])} for one in cards],
        }

    def card(self, appeal: Appeal) -> dict[str, Any]:
        return {"appeal": appeal, "url": self.url_of(appeal), "due": due_of(appeal), "light": light_of(appeal)}

    def ways(self, state: AppealState, pks: list[int]) -> dict[int, list[dict[str, Any]]]:
        """Where each may be moved: one query for each move that starts in this column, however many cards there are."""
        found: dict[int, list[dict[str, Any]]] = {}
        for move in AppealFlow.moves.values():
            if move.to and state in move.start:
                able = Appeal.objects.filter(move.may.q(self.request.user, Appeal), pk__in=pks)
                for pk in able.order_by().values_list("pk", flat=True):
                    to = AppealState(move.to).label
                    found.setdefault(pk, []).append(
                        {"label": move.label, "to": to, "url": self.url("move", pk, move.name)}
                    )
        return found
