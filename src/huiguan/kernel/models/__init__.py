from huiguan.kernel.models.attachments import Attachment
from huiguan.kernel.models.bulk import BulkMove
from huiguan.kernel.models.calendar import SpecialDay
from huiguan.kernel.models.feeds import CalendarFeed
from huiguan.kernel.models.history import Change, Step
from huiguan.kernel.models.jobs import JobRun, Pulse
from huiguan.kernel.models.once import FormUse
from huiguan.kernel.models.outbox import Delivery, Letter, Message, Muted
from huiguan.kernel.models.record import NodeRecord, Record, Stale
from huiguan.kernel.models.saved_views import SavedView
from huiguan.kernel.models.search import SearchEntry, SearchToken
from huiguan.kernel.models.standing_in import StandIn
from huiguan.kernel.models.tenancy import Grant, Node, Tenant, User

__all__ = [
    "Attachment",
    "BulkMove",
    "CalendarFeed",
    "Change",
    "Delivery",
    "FormUse",
    "Grant",
    "JobRun",
    "Letter",
    "Message",
    "Muted",
    "Node",
    "NodeRecord",
    "Pulse",
    "Record",
    "SavedView",
    "SearchEntry",
    "SearchToken",
    "SpecialDay",
    "Stale",
    "StandIn",
    "Step",
    "Tenant",
    "User",
]
