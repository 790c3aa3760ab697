from huiguan.mechanisms.appeals.screens.answers import AnswerDesk
from huiguan.mechanisms.appeals.screens.appeals import AppealDesk
from huiguan.mechanisms.appeals.screens.filings import FilingDesk
from huiguan.mechanisms.appeals.screens.problems import PolicySuggestionDesk, ProblemDesk, ProblemPartDesk
from huiguan.mechanisms.appeals.screens.rates import AppealRates
from huiguan.mechanisms.appeals.screens.ratings import RatingDesk
from huiguan.mechanisms.appeals.screens.tables import CategoryDesk, EndingDesk, ProfileDesk, StageLimitDesk

DESKS = [
    AppealDesk,
    FilingDesk,
    AnswerDesk,
    ProblemDesk,
    ProblemPartDesk,
    PolicySuggestionDesk,
    CategoryDesk,
    EndingDesk,
    ProfileDesk,
    StageLimitDesk,
    RatingDesk,
    AppealRates,
]

__all__ = ["DESKS"]
