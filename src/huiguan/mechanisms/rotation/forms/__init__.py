from huiguan.mechanisms.rotation.forms.bearers import (
    EnrolmentForm,
    ExemptionForm,
    MemberForm,
    TeamForm,
    WishForm,
)
from huiguan.mechanisms.rotation.forms.requests import AskForm, ConsentForm, GrantForm
from huiguan.mechanisms.rotation.forms.schemes import PlanForm, RenewForm, SchemeForm
from huiguan.mechanisms.rotation.forms.settings import (
    DutyForm,
    PointForm,
    RoleForm,
    StepForm,
    SuspensionForm,
    WayForm,
)
from huiguan.mechanisms.rotation.forms.suggestions import (
    AmendForm,
    JudgementForm,
    ResultForm,
    SuggestionForm,
    UndertakingForm,
    WhyForm,
)
from huiguan.mechanisms.rotation.forms.turns import (
    ExcuseForm,
    HandoverForm,
    HoldForm,
    MoveSeatForm,
    OfficeDayForm,
    SeatForm,
    SeatRoleForm,
    TurnForm,
)
from huiguan.mechanisms.rotation.forms.visits import VisitForm

__all__ = [
    "AmendForm",
    "AskForm",
    "ConsentForm",
    "DutyForm",
    "EnrolmentForm",
    "ExcuseForm",
    "ExemptionForm",
    "GrantForm",
    "HandoverForm",
    "HoldForm",
    "JudgementForm",
    "MemberForm",
    "MoveSeatForm",
    "OfficeDayForm",
    "PlanForm",
    "PointForm",
    "RenewForm",
    "ResultForm",
    "RoleForm",
    "SchemeForm",
    "SeatForm",
    "SeatRoleForm",
    "StepForm",
    "SuggestionForm",
    "SuspensionForm",
    "TeamForm",
    "TurnForm",
    "UndertakingForm",
    "VisitForm",
    "WayForm",
    "WhyForm",
    "WishForm",
]
