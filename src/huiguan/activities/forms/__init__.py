from huiguan.activities.forms.activities import (
    ActivityForm,
    ActivityKindForm,
    CancelForm,
    HeldForm,
    HostForm,
    ParticipationForm,
)
from huiguan.activities.forms.feedback import FeedbackForm
from huiguan.activities.forms.follow_ups import DropForm, FinishForm, FollowUpForm, PostponeForm
from huiguan.activities.forms.invitations import InvitationForm, InviteForm, ReplyForm
from huiguan.activities.forms.papers import BulletinForm
from huiguan.activities.forms.photos import PhotoForm, PhotosForm, WithdrawConsentForm
from huiguan.activities.forms.programmes import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.forms.series import LayOutForm, SeriesForm

__all__ = [
    "ActivityForm",
    "ActivityKindForm",
    "BulletinForm",
    "CancelForm",
    "DropForm",
    "FeedbackForm",
    "FinishForm",
    "FollowUpForm",
    "HeldForm",
    "HostForm",
    "InvitationForm",
    "InviteForm",
    "LayOutForm",
    "ParticipationForm",
    "PhotoForm",
    "PhotosForm",
    "PostponeForm",
    "ProgrammeForm",
    "ProgrammeHostForm",
    "ReplyForm",
    "SeriesForm",
    "WithdrawConsentForm",
]
