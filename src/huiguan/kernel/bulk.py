"""One move on many records: which moves can be made so, what each record says to it, and making it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ObjectDoesNotExist, ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from huiguan.kernel.flow import Flow, Move, NotAllowed, NotNow, flow_for, perform
from huiguan.kernel.forms import Form
from huiguan.kernel.known import Known
from huiguan.kernel.models import Change, Stale, Step
from huiguan.kernel.reactions import minds
from huiguan.kernel.rules import Rule

MOST = 200  # records at once


class AsksOfTheRecord(Exception):
    """A form wanted to know for which record it is."""


class EachOfMany:
    """Stands in for the record in a form that is asked once for many. A form that looks at it cannot be asked so."""

    def __getattr__(self, name: str) -> Any:
        raise AsksOfTheRecord(name)

    def __bool__(self) -> bool:
        raise AsksOfTheRecord("whether there is one")


def form_for_many(move: Move, data, by) -> Form:
    return (move.form or Form)(data, by=by, record=EachOfMany())


def moves_for_many(flow: type[Flow], by) -> list[Move]:
    """Those that may be made in bulk: not one by one by their own word, and asking every record the same."""
    return [move for move in flow.moves.values() if not move.one_by_one and _asks_all_alike(move, by)]


def _asks_all_alike(move: Move, by) -> bool:
    try:
        form_for_many(move, None, by)
    except AsksOfTheRecord:
        return False
    return True


def movable(rows: QuerySet, moves: Iterable[Move], may: Rule, by) -> QuerySet:
    """Those of the rows on which at least one of the moves could be made now."""
    found = Q(pk__in=())
    for move in moves:
        found |= Q(state__in=move.start) & (may & move.may).q(by, rows.model)
    return rows.filter(found)


@dataclass
class Line:
    """What one record says to a move, before it is made."""

    record: Any
    seen: int
    known: Known
    why: str = ""
    mind: list[str] | None = None

    @property
    def sent(self) -> str:
        """How the page sends the record: with the version that the person saw."""
        return f"{self.record.pk}:{self.seen}"


def foresee(lines: list[Line], move: Move, may: Rule, by) -> None:
    """Say on each line whether the move can be made, and what is to be known before it is."""
    model = type(lines[0].record)
    rows = model.objects.filter(pk__in=[line.record.pk for line in lines])
    able = set(movable(rows, [move], may, by).values_list("pk", flat=True))
    for line in lines:
        if line.record.version != line.seen:
            line.why = changed_since(line.record, line.seen)
        elif line.record.pk in able:
            line.mind = minds(move, line.record, by, flow_for(model))
        elif line.record.state not in move.start:
            line.why = not_from_here(line.record)
        else:
            line.why = str((may & move.may)(by, line.record).why)


def not_from_here(record) -> str:
    return _("现在是“%(state)s”，办不了这一步") % {"state": record.get_state_display()}


def changed_since(record, seen: int) -> str:
    """What happened to the record after it was seen, and who did it, as far as that is known."""
    change = Change.of(record).filter(version__gt=seen).first()
    if change is None or change.by is None:
        return _("您看过以后有人办过或者改过它，请先看看现在的样子")
    step = Step.of(record).filter(recorded_at__gte=change.at).order_by("recorded_at", "pk").last()
    flow = Flow.by_label.get(record.label())
    move = flow and step and flow.moves.get(step.move)
    if not move:
        return _("您看过以后%(who)s改过它，请先看看现在的样子") % {"who": change.by}
    state = type(record).everywhere.get(pk=record.pk).get_state_display()
    facts = {"who": step.by, "move": move.label, "state": state}
    return _("您看过以后%(who)s办了“%(move)s”，现在是“%(state)s”") % facts


def in_their_order(lines: list[Line]) -> None:
    """Lock them all before the first move is made: two people who chose the same records in another order then wait
    for each other instead of standing in each other's way."""
    model = type(lines[0].record)
    locked = model.everywhere.filter(pk__in=[line.record.pk for line in lines]).select_for_update().order_by("pk")
    list(locked.values_list("pk", flat=True))


def make(line: Line, move: Move, may: Rule, *, by, **answers: Any) -> dict[str, Any]:
    """Make the move on one record, which stands or falls by itself; returns what came of it."""
    record, version, why = line.record, line.seen, ""
    try:
        with transaction.atomic():
            if not (verdict := may(by, record)):
                raise NotAllowed(str(verdict.why))
            version = perform(record, move.name, by=by, seen=line.seen, **answers).version
    except NotAllowed as refusal:
        why = str(refusal)
    except NotNow:
        why = changed_since(record, line.seen) if record.state in move.start else not_from_here(record)
    except (Stale, ObjectDoesNotExist):
        why = changed_since(record, line.seen)
    except ProtectedError:
        why = _("还有别的记录用到它连着的内容，请打开它单独办理")
    except IntegrityError:
        why = _("刚刚有人登记了相同的内容，请先查一查")
    return {"pk": record.pk, "source": record.state, "version": version, "why": why}


def inverses(moves: Iterable[Move], source: str, target: str) -> list[Move]:
    """The moves that lead back without asking anything."""
    return [move for move in moves if not move.form and target in move.start and move.to == source]
