from huiguan.mechanisms.liaison.models.briefings import Briefing, BriefingState, Receipt, ReceiptState
from huiguan.mechanisms.liaison.models.contacts import Contact, ContactState, Talk
from huiguan.mechanisms.liaison.models.linkers import Level, Linker
from huiguan.mechanisms.liaison.models.links import Link, LinkTarget, PairRule
from huiguan.mechanisms.liaison.models.plans import LinkPlan, LinkPlanState
from huiguan.mechanisms.liaison.models.questions import Question, QuestionState, Reply
from huiguan.mechanisms.liaison.models.schemes import ContactKind, Issuer, Linked, LinkScheme, Minimum

__all__ = [
    "Briefing",
    "BriefingState",
    "Contact",
    "ContactKind",
    "ContactState",
    "Issuer",
    "Level",
    "Link",
    "LinkPlan",
    "LinkPlanState",
    "LinkScheme",
    "LinkTarget",
    "Linked",
    "Linker",
    "Minimum",
    "PairRule",
    "Question",
    "QuestionState",
    "Receipt",
    "ReceiptState",
    "Reply",
    "Talk",
]
