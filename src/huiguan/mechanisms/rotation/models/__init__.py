from huiguan.mechanisms.rotation.models.bearers import Borne, Member, Team, borne_by
from huiguan.mechanisms.rotation.models.handovers import HandedPoint, Handover, OfficeDay
from huiguan.mechanisms.rotation.models.requests import Request, RequestState
from huiguan.mechanisms.rotation.models.rosters import Roster, RosterState
from huiguan.mechanisms.rotation.models.schemes import Scheme, Serves, Unit
from huiguan.mechanisms.rotation.models.settings import (
    Duty,
    HandoverPoint,
    SchemeRole,
    SchemeStep,
    Suspension,
    Way,
)
from huiguan.mechanisms.rotation.models.suggestions import (
    Carry,
    Judgement,
    Result,
    Suggestion,
    SuggestionState,
    Topic,
    Undertaking,
)
from huiguan.mechanisms.rotation.models.taking_part import Enrolment, Exemption, Wish
from huiguan.mechanisms.rotation.models.turns import ExcusedStep, Seat, SeatStep, Turn, TurnActivity, TurnState

__all__ = [
    "Borne",
    "Carry",
    "Duty",
    "Enrolment",
    "ExcusedStep",
    "Exemption",
    "HandedPoint",
    "Handover",
    "HandoverPoint",
    "Judgement",
    "Member",
    "OfficeDay",
    "Request",
    "RequestState",
    "Result",
    "Roster",
    "RosterState",
    "Scheme",
    "SchemeRole",
    "SchemeStep",
    "Seat",
    "SeatStep",
    "Serves",
    "Suggestion",
    "SuggestionState",
    "Suspension",
    "Team",
    "Topic",
    "Turn",
    "TurnActivity",
    "TurnState",
    "Undertaking",
    "Unit",
    "Way",
    "Wish",
    "borne_by",
]
