from huiguan.mechanisms.rotation.models.rosters import Roster, RosterState
from huiguan.mechanisms.rotation.models.schemes import Scheme, SchemeStep, Suspension, Wish
from huiguan.mechanisms.rotation.models.suggestions import (
    Carry,
    Judgement,
    Result,
    Suggestion,
    SuggestionState,
    Topic,
    Undertaking,
)
from huiguan.mechanisms.rotation.models.turns import Handover, Seat, SeatStep, Turn, TurnActivity, TurnState

__all__ = [
    "Carry",
    "Handover",
    "Judgement",
    "Result",
    "Roster",
    "RosterState",
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
