"""The pages on which one move is made on many records: choosing and foreseeing it, and what came of it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.kernel.bulk import (
    MOST,
    AsksOfTheRecord,
    Line,
    foresee,
    form_for_many,
    in_their_order,
    inverses,
    make,
    movable,
    moves_for_many,
)
from huiguan.kernel.editing import Editing
from huiguan.kernel.flow import Move
from huiguan.kernel.known import Known, known
from huiguan.kernel.models import BulkMove
from huiguan.kernel.numbers import whole
from huiguan.kernel.sheets import download, workbook
from huiguan.kernel.words import listed

PAGES = {
    "bulk": "bulk/",
    "bulk_result": "bulk/<whole:act>/",
    "bulk_export": "bulk/<whole:act>/export/",
}


class InBulk(Editing):
    """The part of a ``Desk`` that deals with many records of a flow at once.

    The address says which: ``chosen`` by their numbers, ``every`` one that the list shows when asked ``from``, or
    those of an earlier act to ``undo``. What is sent says them once more, each with the version that was seen.
    A desk without a flow may name these pages among its own, and say what is done instead of a move.
    """

    @cached_property
    def moves(self) -> list[Move]:
        return moves_for_many(self.flow, self.request.user)

    @property
    def does_many(self) -> bool:
        """Whether anything here could be done with several records at once."""
        return "bulk" in self.pages and (self.flow is None or bool(self.moves))

    def bulk_beside(self, listing) -> dict[str, Any] | None:
        """What the list offers for its rows; nothing where this person could make no move on any of them."""
        if "bulk" not in self.pages or not listing.rows:
            return None
        rows = self.model.objects.filter(pk__in=[row.record.pk for row in listing.rows])
        if not self.doable(rows).exists():
            return None
        every = QueryDict(mutable=True)
        every.update({"every": "1", "from": listing.query})
        some_are_elsewhere = len(listing.rows) < listing.count <= MOST
        every_url = f"{self.url('bulk')}?{every.urlencode()}" if some_are_elsewhere else ""
        return {"from": listing.query, "every_url": every_url}

    def doable(self, rows: QuerySet) -> QuerySet:
        """Those of the rows with which this person could do anything here now."""
        return movable(rows, self.moves, self.rules["move"], self.request.user)

    # which records

    def lines(self) -> tuple[list[Line], str]:
        """The chosen records that are within reach, in their order; and why there are none, if somebody should know."""
        if self.request.method == "POST":
            sent = (one.partition(":") for one in self.request.POST.getlist("_chosen"))
            chosen = {whole(pk): whole(version) or 0 for pk, _sign, version in sent}
        elif "undo" in self.request.GET:
            chosen = {line["pk"]: line["version"] for line in self.undone_lines()}
        elif "every" in self.request.GET:
            self.asked = QueryDict(self.request.GET.get("from", ""))
            listing = self.listing()
            if listing.ignored:
                return [], listed(listing.ignored)
            chosen = dict.fromkeys(listing.shown.values_list("pk", flat=True)[: MOST + 1])
        else:
            chosen = dict.fromkeys(whole(pk) for pk in self.request.GET.getlist("chosen"))
        chosen.pop(None, None)
        if len(chosen) > MOST:
            return [], _("一次最多办理 %(most)s 条，现在不止；请先把列表筛得少一些，分几次办理") % {"most": MOST}
        found = self.visible().in_bulk(list(chosen))
        records = [found[pk] for pk in chosen if pk in found]
        seen = [one.version if chosen[one.pk] is None else chosen[one.pk] for one in records]
        return [Line(*line) for line in zip(records, seen, known(records), strict=True)], ""

    def undone_lines(self) -> list[dict]:
        """The lines of the act to undo that the move asked for would lead back to where they came from."""
        move = self.flow.moves.get(self.request.GET.get("move", ""))
        return [line for line in self.act(whole(self.request.GET["undo"])).done if move and line["source"] == move.to]

    def act(self, pk: int | None) -> BulkMove:
        own = BulkMove.objects.filter(tenant=self.request.tenant, by=self.request.user, list_name=self.name)
        return get_object_or_404(own, pk=pk)

    # which move

    def move_choices(self, lines: list[Line]) -> list[dict[str, Any]]:
        """The moves that start from the state of at least one of the records, with the number that could make it."""
        states, by = {line.record.state for line in lines}, self.request.user
        rows = self.model.objects.filter(pk__in=[line.record.pk for line in lines])
        choices = []
        for move in self.moves:
            if states & set(move.start):
                count = movable(rows, [move], self.rules["move"], by).count()
                choices.append({"move": move, "label": move.label, "count": count, "url": self._with_move(move)})
        return choices

    def _with_move(self, move: Move) -> str:
        query = self.request.GET.copy()
        query["move"] = move.name
        return f"?{query.urlencode()}"

    def chosen_move(self, choices: list[dict[str, Any]]) -> Move | None:
        """The move that the page sends or its address asks for, though by now it may start from none of the records."""
        asked = self.request.POST.get("_move", "") or self.request.GET.get("move", "")
        if not asked and len(choices) == 1:
            asked = choices[0]["move"].name
        for choice in choices:
            choice["current"] = choice["move"].name == asked
        return next((move for move in self.moves if move.name == asked), None)

    # the pages

    def bulk(self):
        lines, problem = self.lines()
        if not lines:
            return self.show("bulk_none", code=422 if problem else 200, problem=problem, **self._frame())
        choices = self.move_choices(lines)
        move = self.chosen_move(choices)
        if move is None:
            return self.show("bulk", choices=choices, lines=lines, **self._frame())
        try:
            return self.with_move(move, choices, lines)
        except AsksOfTheRecord:  # only once there was an answer to look at
            problem = _("“%(move)s”要看着每一条的内容来填，请打开记录一条一条办理") % {"move": move.label}
            return self.show("bulk_none", code=422, problem=problem, **self._frame())

    def with_move(self, move: Move, choices: list[dict[str, Any]], lines: list[Line]):
        by, may = self.request.user, self.rules["move"]
        posted = self.request.method == "POST"
        form = form_for_many(move, self.request.POST if posted else None, by)
        if picked := self.picked(form):
            return picked
        if posted and form.is_valid():
            in_their_order(lines)
            lines_after = [make(line, move, may, by=by, **form.cleaned_data) for line in lines]
            about = {"tenant": self.request.tenant, "by": by, "list_name": self.name, "move": move.name}
            act = BulkMove.objects.create(**about, lines=lines_after)
            messages.success(self.request, self._told(act))
            return redirect(self.url("bulk_result", act.pk))
        foresee(lines, move, may, by)
        able = sum(not line.why for line in lines)
        shown = {"choices": choices, "lines": lines, "move": move, "form": form, "able": able}
        return self.show("bulk", code=422 if posted else 200, **shown, **self._frame())

    def bulk_result(self, act: int):
        made = self.act(act)
        found, names = self.still_there(made)
        rows = [
            {
                "known": names.get(line["pk"]),
                "status": self.status(found[line["pk"]]) if line["pk"] in found else None,
                "why": line["why"],
                "what": self.what_was_done(line),
            }
            for line in made.lines
        ]
        return self.show(
            "bulk_result",
            title=_("办理结果：%(move)s") % {"move": self.label_of(made)},
            rows=rows,
            told=self._told(made),
            undo=self.ways_back(made, found),
            list_url=self.url("list"),
            export_url=self.url("bulk_export", made.pk),
        )

    def what_was_done(self, line: dict) -> str:
        """What was done with one record, where that is not the same for all."""
        return ""

    def still_there(self, made: BulkMove) -> tuple[dict[int, Any], dict[int, Known]]:
        """The records of an act that this person may still see, and how they are called."""
        found = self.visible().in_bulk([line["pk"] for line in made.lines])
        return found, dict(zip(found, known(found.values()), strict=True))

    def ways_back(self, made: BulkMove, found: dict[int, Any]) -> list[dict[str, Any]]:
        """The moves that would lead those done back, each with the number that it would lead back now."""
        ways: dict[str, dict[str, Any]] = {}
        for line in made.done:
            record = found.get(line["pk"])
            if record is None or record.version != line["version"]:
                continue
            for move in inverses(self.moves, line["source"], record.state):
                url = f"{self.url('bulk')}?undo={made.pk}&move={move.name}"
                ways.setdefault(move.name, {"move": move, "url": url, "pks": []})["pks"].append(record.pk)
        for way in ways.values():
            rows = self.model.objects.filter(pk__in=way["pks"])
            way["count"] = movable(rows, [way["move"]], self.rules["move"], self.request.user).count()
        return [way for way in ways.values() if way["count"]]

    def bulk_export(self, act: int):
        made = self.act(act)
        found, names = self.still_there(made)
        heads = [_("记录"), _("说明"), _("结果"), _("为什么没有办理"), _("现在的状态")]
        rows = (
            [
                str(names[line["pk"]].title) if line["pk"] in names else _("已经看不到这条记录"),
                names[line["pk"]].byline if line["pk"] in names else "",
                _("没有办理") if line["why"] else self.what_was_done(line) or _("已办理"),
                line["why"],
                str(self.status(found[line["pk"]])["label"]) if line["pk"] in found else "",
            ]
            for line in made.lines
        )
        title = f"{self.title} {self.label_of(made)}"
        return download(workbook(title, heads, rows), title)

    def label_of(self, made: BulkMove) -> Any:
        move = self.flow.moves.get(made.move)
        return move.label if move else made.move

    def _told(self, made: BulkMove) -> str:
        done, left = len(made.done), len(made.lines) - len(made.done)
        if left:
            return _("已办理 %(done)s 条，没有办理 %(left)s 条") % {"done": done, "left": left}
        return _("已办理 %(done)s 条") % {"done": done}

    def _frame(self) -> dict[str, Any]:
        back = self.request.GET.get("from", "")
        return {"title": _("批量办理"), "back_url": f"{self.url('list')}?{back}" if back else self.url("list")}
