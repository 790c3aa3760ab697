from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.clearances import (
    ApproveForm,
    PaperForm,
    RefusalPaperForm,
    RefuseForm,
    RequirementForm,
    SubmitForm,
)
from huiguan.activities.forms.invitations import InvitationForm, InviteForm
from huiguan.activities.forms.money import BudgetLineForm, ExpenseForm
from huiguan.activities.forms.notices import TellForm
from huiguan.activities.forms.plans import AnnualPlanForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.questions import QuestionForm
from huiguan.activities.forms.replies import ReplyForm, SignUpForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "AnnualPlanForm",
    "ApproveForm",
    "BudgetLineForm",
    "CancelForm",
    "ExpenseForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "LayOutForm",
    "PaperForm",
    "ParticipationForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "QuestionForm",
    "RefusalPaperForm",
    "RefuseForm",
    "ReplyForm",
    "RequirementForm",
    "SeriesForm",
    "SignUpForm",
    "SubmitForm",
    "TellForm",
]
