"""What a turn's page shows of those who serve and of other turns, each for whoever may see or enter it."""

from typing import Any

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.board import SeatView
from huiguan.mechanisms.rotation.models import Handover, Seat, Turn, TurnActivity
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import RUNNING, every_seat, on_day, turns_around, with_their_steps
from huiguan.mechanisms.rotation.rules import may_ask, may_log, runs_it, sees_turn


class TurnParts:
    """Mixed into the turns' desk."""

    record: Turn
    request: Any

    def unvisited(self) -> list[Seat]:
        """Those who serve and have not been visited, for whoever may enter it."""
        turn = self.record
        if turn.state not in RUNNING or not runs_it(self.request.user, turn):
            return []
        held = TurnActivity.objects.filter(turn=turn, part=TurnActivity.Part.VISIT, activity__state="held")
        return [seat for seat in turn.seats.all() if seat.pk not in set(held.values_list("seat", flat=True))]

    def handed_to(self) -> Turn | None:
        """The turn to which this one was handed over, for whoever sees that one: it may still be a draft."""
        seen = Turn.objects.filter(sees_turn.q(self.request.user, Turn))
        return seen.filter(pk__in=Handover.objects.filter(turn=self.record).values("to")).first()

    def left(self) -> list[SeatView]:
        """Those who served and for whom others stand in now, with what they had done."""
        rows = with_their_steps(every_seat().filter(turn=self.record).exclude(left_on=None)).order_by("left_on", "pk")
        return [SeatView(seat, self.record, clock.today()) for seat in rows]

    def around(self, turn: Turn) -> Turn | None:
        """The turn around this one, where its scheme lies inside another and this person sees that turn."""
        seen = turns_around(turn.scheme).filter(sees_turn.q(self.request.user, Turn))
        return seen.filter(starts__lte=turn.starts, ends__gte=turn.starts).first()

    def askable(self) -> list[Seat]:
        """The seats for which this person may ask for a change, where the scheme has a way for it."""
        turn = self.record
        if not turn.scheme.ways.filter(on_day(clock.today())).exists():
            return []
        mine = Seat.objects.filter(may_ask.q(self.request.user, Seat), turn=turn)
        return list(mine.select_related(*KINDS))

    def loggable(self) -> list[Seat]:
        """The seats for which this person may enter a day in the office, where the scheme asks for such days."""
        turn = self.record
        if not (turn.scheme.office_days or turn.scheme.office_weekdays):
            return []
        mine = Seat.objects.filter(may_log.q(self.request.user, Seat), turn=turn)
        return list(mine.select_related(*KINDS))
