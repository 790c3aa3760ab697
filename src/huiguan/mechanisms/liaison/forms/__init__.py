from huiguan.mechanisms.liaison.forms.briefings import AskForm, BriefingForm, NoticeTakenForm, ReplyForm
from huiguan.mechanisms.liaison.forms.contact_days import ContactForm, PostponeContactForm
from huiguan.mechanisms.liaison.forms.contacts import (
    ArrangeForm,
    CallOffForm,
    RecordContactForm,
    ReportForm,
    TalkForm,
    hindrance,
)
from huiguan.mechanisms.liaison.forms.links import (
    EndLinkForm,
    HandOverForm,
    LinkerForm,
    LinkForm,
    LinkTargetForm,
    PairRuleForm,
)
from huiguan.mechanisms.liaison.forms.schemes import IssuerForm, LinkSchemeForm, MinimumForm, PlanLinksForm
from huiguan.mechanisms.liaison.forms.taking_in import TakeInForm

__all__ = [
    "ArrangeForm",
    "AskForm",
    "BriefingForm",
    "CallOffForm",
    "ContactForm",
    "EndLinkForm",
    "HandOverForm",
    "IssuerForm",
    "LinkForm",
    "LinkSchemeForm",
    "LinkTargetForm",
    "LinkerForm",
    "MinimumForm",
    "NoticeTakenForm",
    "PairRuleForm",
    "PlanLinksForm",
    "PostponeContactForm",
    "RecordContactForm",
    "ReplyForm",
    "ReportForm",
    "TakeInForm",
    "TalkForm",
    "hindrance",
]
