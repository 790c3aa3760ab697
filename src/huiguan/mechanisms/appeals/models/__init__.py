"""Appeals: what they are, who raised them, what is done about them, and by when."""

from huiguan.mechanisms.appeals.models.appeals import Appeal, AppealState, Level
from huiguan.mechanisms.appeals.models.filings import Addition, Channel, FilerKind, Filing
from huiguan.mechanisms.appeals.models.problems import CommonProblem, PolicySuggestion, ProblemPart
from huiguan.mechanisms.appeals.models.ratings import Rating, RatingIsFinal, Score
from huiguan.mechanisms.appeals.models.reach import AT_WORK
from huiguan.mechanisms.appeals.models.releases import Consent, Release
from huiguan.mechanisms.appeals.models.tables import (
    OF_THE_FILER,
    OF_THE_UNIT,
    Category,
    Diverted,
    Ending,
    Profile,
    Since,
    Stage,
    StageLimit,
    Timed,
    hours_of,
)
from huiguan.mechanisms.appeals.models.timing import Clock, ClockPause
from huiguan.mechanisms.appeals.models.work import (
    Answer,
    Assignment,
    AssignmentState,
    Closing,
    Contact,
    Diversion,
    Escalation,
    Extension,
    Merger,
    Opinion,
    Urging,
)

__all__ = [
    "AT_WORK",
    "OF_THE_FILER",
    "OF_THE_UNIT",
    "Addition",
    "Answer",
    "Appeal",
    "AppealState",
    "Assignment",
    "AssignmentState",
    "Category",
    "Channel",
    "Clock",
    "ClockPause",
    "Closing",
    "CommonProblem",
    "Consent",
    "Contact",
    "Diversion",
    "Diverted",
    "Ending",
    "Escalation",
    "Extension",
    "FilerKind",
    "Filing",
    "Level",
    "Merger",
    "Opinion",
    "PolicySuggestion",
    "ProblemPart",
    "Profile",
    "Rating",
    "RatingIsFinal",
    "Release",
    "Score",
    "Since",
    "Stage",
    "StageLimit",
    "Timed",
    "Urging",
    "hours_of",
]
