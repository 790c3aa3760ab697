"""What the board shows of a turn and its hosts: progress, lateness and the words for them. Reads no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.kernel.words import listed, months
from huiguan.mechanisms.rotation.models import Seat, Turn, TurnState, Unit
from huiguan.mechanisms.rotation.queries import RUNNING, holds_on
from huiguan.register.models import Organization


@dataclass(frozen=True)
class StepView:
    step: Any
    state: str  # done, now, late, todo
    due: date

    @property
    def label(self) -> str:
        return self.step.name


@dataclass
class SeatView:
    """One who serves in a turn on a given day. ``turn`` must come with its scheme's steps and its done steps."""

    seat: Seat
    turn: Turn
    today: date

    def __post_init__(self):
        done = {row.step_id for row in self.seat.done_steps.all()}
        running = self.turn.state in RUNNING
        self.steps, met_open = [], False
        for step in self.turn.scheme.steps.all():
            due = self.turn.starts + timedelta(days=step.due_day)
            state = "todo"
            if step.pk in done:
                state = "done"
            elif running:
                state = "late" if due < self.today else "todo" if met_open else "now"
                met_open = True
            self.steps.append(StepView(step, state, due))

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
    def next(self) -> StepView | None:
        """The first step not yet done, once the turn is under way."""
        if self.turn.state not in RUNNING:
            return None
        return next((view for view in self.steps if view.state != "done"), None)

    @property
    def late_days(self) -> int:
        return max(((self.today - view.due).days for view in self.steps if view.state == "late"), default=0)

    @property
    def word(self) -> tuple[str, str, str]:
        """State, its hue and the caption beside it: never colour alone."""
        if self.is_finished:
            return _("全部完成"), "jade", ""
        if self.turn.state == TurnState.CLOSED:
            return _("已办结"), "slate", _("有步骤没有做")
        if self.next is None:
            return _("未开始"), "slate", ""
        if self.next.state == "late":
            days = _("已逾期 %(days)s 天") % {"days": self.late_days}
            return _("逾期"), "brand", f"{self.next.label} · {days}"
        return _("进行中"), "sky", self.next.label

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
    def tag(self) -> tuple[str, str]:
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
