"""When it happens: one record for every gathering, whoever it serves."""

from huiguan.activities.models.activities import Activity, ActivityState, Readers
from huiguan.activities.models.agenda import AgendaItem
from huiguan.activities.models.booths import Booth
from huiguan.activities.models.certificates import Certificate
from huiguan.activities.models.clearances import Asks, Clearance, ClearanceState, Requirement
from huiguan.activities.models.feedback import Feedback, Gain
from huiguan.activities.models.follow_ups import FollowUp, FollowUpState
from huiguan.activities.models.hosts import Host, Part, ProgrammeHost
from huiguan.activities.models.invitations import Invitation, Reply
from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.money import BudgetLine, Expense, Source
from huiguan.activities.models.notices import Channel, Notice, NoticeState, Occasion
from huiguan.activities.models.participations import Participation
from huiguan.activities.models.photos import Photo
from huiguan.activities.models.plans import AnnualPlan
from huiguan.activities.models.programmes import Programme
from huiguan.activities.models.questions import Answer, AnswerKind, Question
from huiguan.activities.models.series import Rule, Series
from huiguan.activities.models.sign_ins import SignIn, SignInState, Way
from huiguan.activities.models.stops import Stop
from huiguan.activities.models.visiting import AnswerWay, Consent, QuietSource, QuietTime, Visit, VisitCap, VisitTopic

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityState",
    "AgendaItem",
    "AnnualPlan",
    "Answer",
    "AnswerKind",
    "AnswerWay",
    "Asks",
    "Booth",
    "BudgetLine",
    "Certificate",
    "Channel",
    "Clearance",
    "ClearanceState",
    "Consent",
    "Expense",
    "Feedback",
    "FollowUp",
    "FollowUpState",
    "Gain",
    "Host",
    "Invitation",
    "Notice",
    "NoticeState",
    "Occasion",
    "Part",
    "Participation",
    "Photo",
    "Programme",
    "ProgrammeHost",
    "Question",
    "QuietSource",
    "QuietTime",
    "Readers",
    "Reply",
    "Requirement",
    "Rule",
    "Series",
    "SignIn",
    "SignInState",
    "Source",
    "Stop",
    "Visit",
    "VisitCap",
    "VisitTopic",
    "Way",
]
