"""What the board shows of one who serves: steps, lateness and the words for them. Reads no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.models import Seat, Turn, TurnState
from huiguan.mechanisms.rotation.queries import HELD, RUNNING, holds_on
from huiguan.register.models import Organization


@dataclass(frozen=True)
class StepView:
    step: Any
    state: str  # done, skipped, now, late, todo
    due: date
    held_up_by: int = 0  # as much advice is still open, without which the step is not done
    carried_on: int = 0  # as much of its advice went on with a later turn, and is open there
    note: str = ""  # why it need not be done

    @property
    def label(self) -> str:
        return self.step.name


def carried_words(step: StepView) -> str:
    return _("已结转 %(n)s 条建议，还没有办完") % {"n": step.carried_on} if step.carried_on else ""


def excused_words(steps: list[StepView]) -> str:
    """From which steps they were let off, each with its reason."""
    named = [bracketed(view.label, view.note) for view in steps if view.state == "skipped"]
    return _("免做 %(steps)s") % {"steps": listed(named)} if named else ""


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
        excused = {row.step_id: row.why for row in self.seat.excused_steps.all()}
        advice, carried = self._given(self.turn.open_advice), self._given(self.turn.carried_advice)
        running = self.turn.state in RUNNING
        self.steps, met_open = [], False
        for step in self.turn.scheme.steps.all():
            due = self.turn.starts + timedelta(days=step.due_day)
            if step.pk in excused:
                self.steps.append(StepView(step, "skipped", due, note=excused[step.pk]))
                continue
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
    def asked(self) -> int:
        """How many steps are asked of them: those from which they were let off are not."""
        return sum(view.state != "skipped" for view in self.steps)

    @property
    def count(self) -> str:
        return f"{self.done}/{self.asked}"

    @property
    def is_finished(self) -> bool:
        """All is settled, and not only because nothing is asked of them."""
        return 0 < self.done == self.asked

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
        return next((view for view in self.left if not view.held_up_by), None)

    @property
    def left(self) -> list[StepView]:
        """What is neither done nor excused."""
        return [view for view in self.steps if view.state not in ("done", "skipped")]

    @property
    def open(self) -> StepView | None:
        """The step to speak of: the first that is late, else the first not yet done."""
        return next((view for view in self.left if view.state == "late"), next(iter(self.left), None))

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
        state, hue, caption = self._word
        return state, hue, " · ".join(filter(None, [caption, excused_words(self.steps)]))

    @property
    def _word(self) -> tuple[str, str, str]:
        if self.is_finished:
            return _("全部完成"), "jade", "".join(carried_words(step) for step in self.steps)
        if self.steps and not self.asked:
            return _("免做"), "slate", ""
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
