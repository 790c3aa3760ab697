"""When it happens: one record for every gathering, whoever it serves."""

from huiguan.activities.models.activities import Activity, ActivityState, Readers
from huiguan.activities.models.feedback import Feedback, Gain
from huiguan.activities.models.follow_ups import FollowUp, FollowUpState
from huiguan.activities.models.hosts import Host, Part, ProgrammeHost
from huiguan.activities.models.invitations import Invitation, Reply
from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.participations import Participation
from huiguan.activities.models.photos import Photo
from huiguan.activities.models.programmes import Programme
from huiguan.activities.models.series import Rule, Series

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Feedback",
    "FollowUp",
    "FollowUpState",
    "Gain",
    "Host",
    "Invitation",
    "Part",
    "Participation",
    "Photo",
    "Programme",
    "ProgrammeHost",
    "Readers",
    "Reply",
    "Rule",
    "Series",
]
