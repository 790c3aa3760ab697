"""What the board shows of a turn and its hosts: progress, lateness and the words for them."""

from huiguan.mechanisms.rotation.board.seats import (
    SeatView,
    StepView,
    carried_words,
    excused_words,
)
from huiguan.mechanisms.rotation.board.turns import (
    TurnView,
)

__all__ = [
    "SeatView",
    "StepView",
    "TurnView",
    "carried_words",
    "excused_words",
]
