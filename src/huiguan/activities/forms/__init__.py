from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.invitations import InvitationForm, InviteForm
from huiguan.activities.forms.notices import TellForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.questions import QuestionForm
from huiguan.activities.forms.replies import ReplyForm, SignUpForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "CancelForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "LayOutForm",
    "ParticipationForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "QuestionForm",
    "ReplyForm",
    "SeriesForm",
    "SignUpForm",
    "TellForm",
]
