from huiguan.mechanisms.rotation.screens.board import Board
from huiguan.mechanisms.rotation.screens.office import OfficeDayDesk
from huiguan.mechanisms.rotation.screens.requests import RequestDesk
from huiguan.mechanisms.rotation.screens.rosters import RosterDesk
from huiguan.mechanisms.rotation.screens.schemes import SchemeDesk
from huiguan.mechanisms.rotation.screens.seats import SeatScreen
from huiguan.mechanisms.rotation.screens.settings import (
    DutyDesk,
    EnrolmentDesk,
    ExemptionDesk,
    MemberDesk,
    PointDesk,
    RoleDesk,
    StepDesk,
    SuspensionDesk,
    TeamDesk,
    WayDesk,
)
from huiguan.mechanisms.rotation.screens.suggestions import SuggestionDesk
from huiguan.mechanisms.rotation.screens.turns import TurnDesk
from huiguan.mechanisms.rotation.screens.visits import RevisitDesk
from huiguan.mechanisms.rotation.screens.wishes import WishDesk

DESKS = [
    Board,
    TurnDesk,
    SeatScreen,
    SuggestionDesk,
    RequestDesk,
    OfficeDayDesk,
    RevisitDesk,
    SchemeDesk,
    RosterDesk,
    TeamDesk,
    MemberDesk,
    StepDesk,
    RoleDesk,
    DutyDesk,
    PointDesk,
    WayDesk,
    EnrolmentDesk,
    ExemptionDesk,
    SuspensionDesk,
    WishDesk,
]

__all__ = ["DESKS"]
