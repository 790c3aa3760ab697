from huiguan.mechanisms.rotation.forms.schemes import PlanForm, SchemeForm, StepForm, SuspensionForm, WishForm
from huiguan.mechanisms.rotation.forms.suggestions import (
    JudgementForm,
    ResultForm,
    SuggestionForm,
    UndertakingForm,
    WhyForm,
)
from huiguan.mechanisms.rotation.forms.turns import HandoverForm, HoldForm, MoveSeatForm, SeatForm, TurnForm

__all__ = [
    "HandoverForm",
    "HoldForm",
    "JudgementForm",
    "MoveSeatForm",
    "PlanForm",
    "ResultForm",
    "SchemeForm",
    "SeatForm",
    "StepForm",
    "SuggestionForm",
    "SuspensionForm",
    "TurnForm",
    "UndertakingForm",
    "WhyForm",
    "WishForm",
]
