from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.invitations import InvitationForm, InviteForm, ReplyForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm
from huiguan.activities.forms.sign_in_lists import ListForm
from huiguan.activities.forms.sign_ins import ConfirmForm, DismissForm, DoorForm, NameAndFirmForm, RepliedForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "CancelForm",
    "ConfirmForm",
    "DismissForm",
    "DoorForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "LayOutForm",
    "ListForm",
    "NameAndFirmForm",
    "ParticipationForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "RepliedForm",
    "ReplyForm",
    "SeriesForm",
]
