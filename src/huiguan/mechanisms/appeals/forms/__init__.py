from huiguan.mechanisms.appeals.forms.filing import FilingForm, ForAMemberForm, OwnFilingForm
from huiguan.mechanisms.appeals.forms.office import (
    AcceptForm,
    AmendForm,
    AssignForm,
    CloseForm,
    DivertForm,
    EscalateForm,
    LookForm,
    MergeForm,
    PauseForm,
    ReassignForm,
    UrgeForm,
    WhyForm,
)
from huiguan.mechanisms.appeals.forms.problems import AnswerAllForm, GatherForm, PolicySuggestionForm, ProblemForm
from huiguan.mechanisms.appeals.forms.rating import PhoneRatingForm, RatingForm
from huiguan.mechanisms.appeals.forms.releases import ReleaseForm, RewriteForm
from huiguan.mechanisms.appeals.forms.tables import CategoryForm, EndingForm, ProfileForm, StageLimitForm
from huiguan.mechanisms.appeals.forms.units import (
    AnswerForm,
    ContactForm,
    ContributionForm,
    ExtensionForm,
    NoteForm,
    OpinionForm,
)

__all__ = [
    "AcceptForm",
    "AmendForm",
    "AnswerAllForm",
    "AnswerForm",
    "AssignForm",
    "CategoryForm",
    "CloseForm",
    "ContactForm",
    "ContributionForm",
    "DivertForm",
    "EndingForm",
    "EscalateForm",
    "ExtensionForm",
    "FilingForm",
    "ForAMemberForm",
    "GatherForm",
    "LookForm",
    "MergeForm",
    "NoteForm",
    "OpinionForm",
    "OwnFilingForm",
    "PauseForm",
    "PhoneRatingForm",
    "PolicySuggestionForm",
    "ProblemForm",
    "ProfileForm",
    "RatingForm",
    "ReassignForm",
    "ReleaseForm",
    "RewriteForm",
    "StageLimitForm",
    "UrgeForm",
    "WhyForm",
]
