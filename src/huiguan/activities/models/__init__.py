"""When it happens: one record for every gathering, whoever it serves."""

from huiguan.activities.models.activities import Activity, ActivityState, Readers
from huiguan.activities.models.agenda import AgendaItem
from huiguan.activities.models.certificates import Certificate
from huiguan.activities.models.hosts import Host, Part, ProgrammeHost
from huiguan.activities.models.invitations import Invitation, Reply
from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.participations import Participation
from huiguan.activities.models.programmes import Programme
from huiguan.activities.models.series import Rule, Series
from huiguan.activities.models.stops import Stop

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityState",
    "AgendaItem",
    "Certificate",
    "Host",
    "Invitation",
    "Part",
    "Participation",
    "Programme",
    "ProgrammeHost",
    "Readers",
    "Reply",
    "Rule",
    "Series",
    "Stop",
]
