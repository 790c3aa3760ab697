"""What the board shows of a turn and its hosts: progress, lateness and the words for them. Reads no database."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.kernel.words import listed, months
from huiguan.mechanisms.rotation.models import Seat, Turn, TurnState, Unit
from huiguan.mechanisms.rotation.queries import HELD, RUNNING, holds_on
from huiguan.register.models import Organization


@dataclass(frozen=True)
class StepView:
    step: Any
    state: str  # done, now, late, todo
    due: date
    held_up_by: int = 0  # as much advice is still open, without which the step is not done
    carried_on: int = 0  # as much of its advice went on with a later turn, and is open there

    @property
    def label(self) -> str:
        return self.step.name


def carried_words(step: StepView) -> str:
    return _("已结转 %(n)s 条建议，还没有办完") % {"n": step.carried_on} if step.carried_on else ""


@dataclass
class SeatView:
    """One who serves in a turn on a given day. ``turn`` must come with all that ``with_their_seats`` brings.

    What is late stays late until it is done, whether the turn was closed meanwhile or not.
    """

    seat: Seat
    turn: Turn
    today: date

    def __post_init__(self):
        done = {row.step_id for row in self.seat.done_steps.all()}
        advice, carried = self._given(self.turn.open_advice), self._given(self.turn.carried_advice)
        running = self.turn.state in RUNNING
        self.steps, met_open = [], False
        for step in self.turn.scheme.steps.all():
            due = self.turn.starts + timedelta(days=step.due_day)
            held_up_by = advice if step.is_about_advice else 0
            state = "todo"
            if step.pk in done and not held_up_by:
                state = "done"
            elif self.turn.state in HELD:
                state = "late" if due < self.today else "now" if running and not met_open else "todo"
                met_open = True
            self.steps.append(StepView(step, state, due, held_up_by, carried if step.is_about_advice else 0))

    @property
    def name(self) -> str:
        return str(self.seat.bearer)

    @property
    def firm(self) -> Organization | None:
        """The organization that serves, or that of the person who does."""
        return self.seat.organization or (self.seat.person.organization if self.seat.person else None)

    @property
    def note(self) -> str:
        """What tells it from others: of a person their firm, of a team its people."""
        if self.seat.team:
            members = [row for row in self.seat.team.members.all() if holds_on(row, self.turn.starts)]
            return listed(members) or self.seat.team.picked_note
        if self.seat.person:
            return str(self.firm or "")
        return " · ".join(str(part) for part in (self.firm.region, self.firm.local_sector) if part)

    def _given(self, advice: list[Any]) -> int:
        """How much of this advice was given to whoever sits here."""
        team = self.seat.team.members.all() if self.seat.team else ()
        firms = {self.seat.organization_id, *(row.organization_id for row in team)} - {None}
        return sum(one.organization_id in firms for one in advice)

    @property
    def section(self) -> str:
        return self.firm.section if self.firm else ""

    @property
    def done(self) -> int:
        return sum(view.state == "done" for view in self.steps)

    @property
    def count(self) -> str:
        return f"{self.done}/{len(self.steps)}"

    @property
    def is_finished(self) -> bool:
        return bool(self.steps) and self.done == len(self.steps)

    @property
    def finished(self) -> list[str]:
        return [view.label for view in self.steps if view.state == "done"]

    @property
    def last(self) -> StepView | None:
        """The step that was finished last, which can be taken back."""
        done = {row.step_id for row in self.seat.done_steps.all()}
        return next((view for view in reversed(self.steps) if view.step.pk in done), None)

    @property
    def next(self) -> StepView | None:
        """The first step that can be finished now, while the turn runs."""
        if self.turn.state not in RUNNING:
            return None
        return next((view for view in self.steps if view.state != "done" and not view.held_up_by), None)

    @property
    def open(self) -> StepView | None:
        """The step to speak of: the first that is late, else the first not yet done."""
        left = [view for view in self.steps if view.state != "done"]
        return next((view for view in left if view.state == "late"), next(iter(left), None))

    @property
    def passes_over(self) -> bool:
        """Whether the step that can be finished now is another than the one spoken of."""
        return self.next is not None and self.next is not self.open

    @property
    def late_days(self) -> int:
        return max(((self.today - view.due).days for view in self.steps if view.state == "late"), default=0)

    @property
    def word(self) -> tuple[str, str, str]:
        """State, its hue and the caption beside it: never colour alone."""
        if self.is_finished:
            return _("全部完成"), "jade", "".join(carried_words(step) for step in self.steps)
        if self.turn.state not in HELD or self.open is None:
            return _("未开始"), "slate", ""
        told = [self.open.label]
        if self.open.state == "late":
            told.append(_("已逾期 %(days)s 天") % {"days": self.late_days})
        if self.open.held_up_by:
            told.append(_("还有 %(n)s 条建议没有办完") % {"n": self.open.held_up_by})
        if self.open.carried_on:
            told.append(carried_words(self.open))
        caption = " · ".join(told)
        if self.open.state == "late":
            return _("逾期"), "brand", caption
        if self.turn.state == TurnState.CLOSED:
            return _("已办结"), "slate", _("有步骤没有做")
        return _("进行中"), "sky", caption

    @property
    def state(self) -> str:
        return self.word[0]

    @property
    def hue(self) -> str:
        return self.word[1]

    @property
    def caption(self) -> str:
        return self.word[2]


@dataclass
class TurnView:
    """One turn on a given day, with its hosts."""

    turn: Turn
    today: date
    outer: str = ""  # the turn of the scheme around it
    carried: list[date | None] = field(default_factory=list)  # until when each advice is promised that it took over

    def __post_init__(self):
        self.seats = [SeatView(seat, self.turn, self.today) for seat in self.turn.seats.all()]

    @property
    def months(self) -> tuple[str, str]:
        """The months of the turn in large type; of a turn of a few days or weeks its days."""
        if self.turn.scheme.unit not in (Unit.DAY, Unit.WEEK):
            return months(self.turn.starts, self.turn.ends)
        days = [date_format(day, "MONTH_DAY_FORMAT") for day in (self.turn.starts, self.turn.ends)]
        return "–".join(dict.fromkeys(days)), ""

    @property
    def progress(self) -> int:
        steps = sum(len(view.steps) for view in self.seats)
        return round(100 * sum(view.done for view in self.seats) / steps) if steps else 0

    @property
    def is_current(self) -> bool:
        return self.turn.starts <= self.today <= self.turn.ends

    @property
    def late_steps(self) -> int:
        return sum(step.state == "late" for view in self.seats for step in view.steps)

    @property
    def carried_late(self) -> str:
        """How much of what it took over is late, and the longest."""
        late = [(self.today - due).days for due in self.carried if due and due < self.today]
        return _("%(n)s 条已逾期，最长 %(days)s 天") % {"n": len(late), "days": max(late)} if late else ""

    @property
    def tag(self) -> tuple[str, str]:
        if self.turn.state == TurnState.CLOSED and self.late_steps:
            return _("已办结 · 有逾期"), "gold"
        if self.turn.state == TurnState.CLOSED:
            return str(self.turn.get_state_display()), "jade"
        if self.is_current:
            return _("本期 · 余 %(days)s 天") % {"days": (self.turn.ends - self.today).days}, "brand"
        if self.late_steps:
            return _("有逾期"), "gold"
        if self.turn.state in (TurnState.DRAFTED, TurnState.PUBLISHED):
            return str(self.turn.get_state_display()), "slate"
        return (_("收尾中"), "sky") if self.progress < 100 else (_("待办结"), "sky")

    @property
    def rail(self) -> dict[str, Any]:
        """The segment of the year rail."""
        return {
            "label": "".join(self.months),
            "theme": self.turn.theme,
            "progress": self.progress,
            "current": self.is_current,
            "late": bool(self.late_steps),
            "url": f"#turn-{self.turn.pk}",
        }
