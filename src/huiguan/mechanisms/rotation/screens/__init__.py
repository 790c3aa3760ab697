from huiguan.mechanisms.rotation.screens.board import Board
from huiguan.mechanisms.rotation.screens.rosters import RosterDesk
from huiguan.mechanisms.rotation.screens.schemes import SchemeDesk, StepDesk, SuspensionDesk, WishDesk
from huiguan.mechanisms.rotation.screens.seats import SeatScreen
from huiguan.mechanisms.rotation.screens.suggestions import SuggestionDesk
from huiguan.mechanisms.rotation.screens.turns import TurnDesk

__all__ = [
    "Board",
    "RosterDesk",
    "SchemeDesk",
    "SeatScreen",
    "StepDesk",
    "SuggestionDesk",
    "SuspensionDesk",
    "TurnDesk",
    "WishDesk",
]
