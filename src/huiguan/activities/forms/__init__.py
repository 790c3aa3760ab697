from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.agenda import AgendaItemForm
from huiguan.activities.forms.booths import BoothForm, BoothsForm
from huiguan.activities.forms.certificates import IssueForm
from huiguan.activities.forms.clearances import (
    ApproveForm,
    PaperForm,
    RefusalPaperForm,
    RefuseForm,
    RequirementForm,
    SubmitForm,
)
from huiguan.activities.forms.feedback import FeedbackForm
from huiguan.activities.forms.follow_ups import DropForm, FinishForm, FollowUpForm, PostponeForm
from huiguan.activities.forms.invitations import InvitationForm, InviteForm
from huiguan.activities.forms.money import BudgetLineForm, ExpenseForm
from huiguan.activities.forms.notices import TellForm
from huiguan.activities.forms.papers import BulletinForm
from huiguan.activities.forms.photos import PhotoForm, PhotosForm, WithdrawConsentForm
from huiguan.activities.forms.plans import AnnualPlanForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.questions import QuestionForm
from huiguan.activities.forms.replies import ReplyForm, SignUpForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm
from huiguan.activities.forms.sign_in_lists import ListForm
from huiguan.activities.forms.sign_ins import ConfirmForm, DismissForm, DoorForm, NameAndFirmForm, RepliedForm
from huiguan.activities.forms.trips import StopForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "AgendaItemForm",
    "AnnualPlanForm",
    "ApproveForm",
    "BoothForm",
    "BoothsForm",
    "BudgetLineForm",
    "BulletinForm",
    "CancelForm",
    "ConfirmForm",
    "DismissForm",
    "DoorForm",
    "DropForm",
    "ExpenseForm",
    "FeedbackForm",
    "FinishForm",
    "FollowUpForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "IssueForm",
    "LayOutForm",
    "ListForm",
    "NameAndFirmForm",
    "PaperForm",
    "ParticipationForm",
    "PhotoForm",
    "PhotosForm",
    "PostponeForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "QuestionForm",
    "RefusalPaperForm",
    "RefuseForm",
    "RepliedForm",
    "ReplyForm",
    "RequirementForm",
    "SeriesForm",
    "SignUpForm",
    "StopForm",
    "SubmitForm",
    "TellForm",
    "WithdrawConsentForm",
]
