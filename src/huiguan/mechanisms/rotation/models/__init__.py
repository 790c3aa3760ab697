from huiguan.mechanisms.rotation.models.schemes import Scheme, SchemeStep, Suspension, Wish
from huiguan.mechanisms.rotation.models.suggestions import (
    Judgement,
    Result,
    Suggestion,
    SuggestionState,
    Topic,
    Undertaking,
)
from huiguan.mechanisms.rotation.models.turns import Handover, Roster, Seat, SeatStep, Turn, TurnActivity, TurnState

__all__ = [
    "Handover",
    "Judgement",
    "Result",
    "Roster",
    "Scheme",
    "SchemeStep",
    "Seat",
    "SeatStep",
    "Suggestion",
    "SuggestionState",
    "Suspension",
    "Topic",
    "Turn",
    "TurnActivity",
    "TurnState",
    "Undertaking",
    "Wish",
]
