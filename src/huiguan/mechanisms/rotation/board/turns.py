"""What the board shows of a turn and of its hosts together. Reads no database."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.kernel.words import months
from huiguan.mechanisms.rotation.board.seats import SeatView
from huiguan.mechanisms.rotation.models import Turn, TurnState, Unit


@dataclass
class TurnView:
    """One turn on a given day, with its hosts."""

    turn: Turn
    today: date
    outer: str = ""  # the turn of the scheme around it
    carried: list[date | None] = field(default_factory=list)  # until when each advice is promised that it took over
    rests: str = ""  # why it rests, where it falls into a suspension

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
        """How much of what is asked has been done; all of it, where everybody was let off from everything."""
        asked = sum(view.asked for view in self.seats)
        done = sum(view.done for view in self.seats)
        return round(100 * done / asked) if asked else 100 * any(view.steps for view in self.seats)

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
        if self.rests:
            return _("在暂停期里"), "gold"
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
