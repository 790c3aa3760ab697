"""Flow: the life of one kind of record, written as a table of moves.

A flow is a class whose attributes are moves. Each says from which states it starts, where it leads, who may make it,
what the button says, what is asked and what else happens. ``perform`` is the only way a state changes.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.forms import Form

from huiguan.kernel import clock
from huiguan.kernel.acting import acting, current_absent, current_actor
from huiguan.kernel.models import Stale, Step
from huiguan.kernel.reactions import react
from huiguan.kernel.rules import Rule, Verdict
from huiguan.kernel.standing_in import absent_one


class NotNow(Exception):
    """The record is not in a state from which this move starts."""


class NotAllowed(Exception):
    """The rule of the move refused; the text is the reason that the person is shown."""


@dataclass(frozen=True)
class Move:
    """One row of the table. An empty ``to`` keeps the state as it is and still leaves a step."""

    start: tuple[str, ...]
    to: str
    may: Rule
    label: Any
    form: type[Form] | None = None
    effect: Callable[..., Any] | None = None
    danger: bool = field(default=False, kw_only=True)
    mind: Callable[[Any], list[str]] = field(default=lambda record: [], kw_only=True)  # to be known before it is made
    unsaid: frozenset[str] = field(default=frozenset(), kw_only=True)  # answers that are secret: no step keeps them
    one_by_one: bool = field(default=False, kw_only=True)  # each time somebody must have looked at the record itself
    name: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Wait:
    """Whose turn it is while a record rests in a state, since they must act; ``until`` gives the day it is due.

    ``notice_days`` gives how long before that day they are told, where the record itself says so and not its flow.
    """

    whose: Rule
    label: Any
    until: Callable[[Any], Any] = lambda record: None
    notice_days: Callable[[Any], Iterable[int]] | None = None


class Flow:
    model: ClassVar[type[models.Model]]
    moves: ClassVar[dict[str, Move]]
    waits: ClassVar[dict[str, Wait]] = {}
    notice_days: ClassVar[tuple[int, ...]] = (7, 1)  # how long before a wait is due those are told whose turn it is
    by_label: ClassVar[dict[str, type["Flow"]]] = {}
    leads_on: ClassVar[dict[str, Rule]] = {}  # moves that stand out for those whose turn it is, the first before others
    moved: ClassVar[Callable[[Any, str], None]] = staticmethod(lambda record, move: None)  # after the effect of each

    def __init_subclass__(cls) -> None:
        cls.moves = {}
        for name, move in list(vars(cls).items()):
            if isinstance(move, Move):
                cls.moves[name] = replace(move, name=name)
                setattr(cls, name, cls.moves[name])
        Flow.by_label[cls.model._meta.label_lower] = cls

    @classmethod
    def open_to(cls, by, record) -> list[tuple[Move, Verdict]]:
        """The moves that start here, each with its verdict, so that a button can explain itself."""
        return [(move, move.may(by, record)) for move in cls.moves.values() if record.state in move.start]

    @classmethod
    def way_on(cls, by, record, moves: Iterable[tuple[Move, Verdict]]) -> Move | None:
        """Which of the moves that are open stands out: the one that this person is to make. Where a flow does not say
        whose turn each is, the first, but never one that takes something back."""
        if not cls.leads_on:
            return next((move for move, _verdict in moves if not move.danger), None)
        able = {move.name: move for move, verdict in moves if verdict}
        return next((able[name] for name, whose in cls.leads_on.items() if name in able and whose(by, record)), None)

    @classmethod
    def waiting_for(cls, by) -> models.QuerySet:
        """Everything within reach on which it is this person's turn to act."""
        found = models.Q(pk__in=())
        for state, wait in cls.waits.items():
            found |= models.Q(state=state) & wait.whose.q(by, cls.model)
        return cls.model.objects.filter(found)

    @classmethod
    def mermaid(cls) -> str:
        """The state diagram of docs/flows, kept current by a test."""
        first = cls.model._meta.get_field("state").default
        arrows = [
            f"    {start} --> {move.to or start}: {name}" for name, move in cls.moves.items() for start in move.start
        ]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *arrows])


def flow_of(record) -> type[Flow]:
    return flow_for(type(record))


def flow_for(model) -> type[Flow]:
    return Flow.by_label[model._meta.label_lower]


def perform(
    record, name: str, *, by, happened: datetime | None = None, why: str = "", seen: int | None = None, **answers
) -> Any:
    """Make a move: check, apply its effect, change the state, leave a step behind and let other rooms react to it, all
    or nothing.

    ``happened`` enters a fact as already held, at its true moment; who recorded it and when is kept beside it.
    ``seen`` is the version that was looked at; nothing is done with another.
    Returns the record as it now stands. Raises ``NotNow``, ``NotAllowed`` or ``Stale``, with nothing changed.
    """
    flow = flow_of(record)
    move = flow.moves[name]
    with transaction.atomic(), acting(by), clock.recording(happened):
        current = _lock(record)
        if seen is not None and current.version != seen:
            raise Stale(record, current)
        if current.state not in move.start:
            raise NotNow(name)
        if not (verdict := move.may(by, current)):
            raise NotAllowed(str(verdict.why))
        source = current.state
        with acting(by, absent_one(by, move.may, current)):
            if move.effect:
                move.effect(current, by=by, **answers)
            flow.moved(current, name)
            current.state = move.to or source
            current.save()
            kept = {key: value for key, value in answers.items() if key not in move.unsaid}
            _leave_step(current, name, source, by, why, kept)
            react(current, flow, name, by)
    return current


@contextmanager
def entered(record, *, by, happened: datetime | None = None) -> Iterator[None]:
    """A record being made: what is written inside is by ``by``, and a first step says where its life began."""
    with transaction.atomic(), acting(by), clock.recording(happened):
        yield
        _leave_step(record, "create", "", by, "", {})


def noted(record, name: str, *, by, why: str = "") -> None:
    """A step that changes nothing but must be remembered: a look at what is otherwise hidden."""
    _leave_step(record, name, getattr(record, "state", ""), by, why, {})


def _lock(record) -> Any:
    stored = type(record).everywhere.filter(pk=record.pk, tenant_id=record.tenant_id)
    current = stored.select_for_update().order_by("pk").first()  # in the model's own order another row might join in
    if current is None:
        raise NotNow("deleted")
    return current


def _leave_step(record, move: str, source: str, by, why: str, answers: dict[str, Any]) -> None:
    Step.objects.create(
        tenant_id=record.tenant_id,
        label=record.label(),
        object_id=record.pk,
        move=move,
        source=source,
        target=getattr(record, "state", ""),
        why=why,
        answers={key: _plain(value) for key, value in answers.items()},
        by=by,
        in_stead_of=current_absent() if current_actor() == by else None,
        happened_at=clock.happened(),
        recorded_at=clock.now(),
    )


def _plain(value: Any) -> Any:
    """An answer as the log keeps it: rows by their names, lists as lists, the rest as text or number."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.QuerySet | list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | float | bool | type(None)) else str(value)
