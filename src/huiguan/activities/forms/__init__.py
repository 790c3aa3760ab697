from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.agenda import AgendaItemForm
from huiguan.activities.forms.certificates import IssueForm
from huiguan.activities.forms.invitations import InvitationForm, InviteForm, ReplyForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm
from huiguan.activities.forms.trips import StopForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "AgendaItemForm",
    "CancelForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "IssueForm",
    "LayOutForm",
    "ParticipationForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "ReplyForm",
    "SeriesForm",
    "StopForm",
]
