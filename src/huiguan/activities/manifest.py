from django.urls import path
from django.utils.translation import gettext_lazy as _

from huiguan.activities import contributions, queries
from huiguan.activities.actions.visiting import KIND as VISITS
from huiguan.activities.flow import (
    ActivityFlow,
    ClearanceFlow,
    FollowUpFlow,
    InvitationFlow,
    NoticeFlow,
    SignInFlow,
)
from huiguan.activities.jobs import remind_guests
from huiguan.activities.measures import MEASURES
from huiguan.activities.models.clearances import ANSWERED
from huiguan.activities.models.notices import KIND
from huiguan.activities.opening import open_books
from huiguan.activities.panels import happenings, of_person, panels, timeline
from huiguan.activities.screens.activities import ActivityDesk
from huiguan.activities.screens.agenda import AgendaDesk
from huiguan.activities.screens.booths import BoothDesk
from huiguan.activities.screens.calendar import Calendar
from huiguan.activities.screens.certificates import CertificateDesk
from huiguan.activities.screens.clearances import ClearanceDesk, RequirementDesk
from huiguan.activities.screens.doors import door
from huiguan.activities.screens.feeds import Subscription, feed
from huiguan.activities.screens.follow_ups import FollowUpDesk
from huiguan.activities.screens.invitations import InvitationDesk
from huiguan.activities.screens.money import BudgetLineDesk, ExpenseDesk
from huiguan.activities.screens.notices import NoticeDesk
from huiguan.activities.screens.parts import ActivityKindDesk, HostDesk, ParticipationDesk
from huiguan.activities.screens.photos import PhotoDesk
from huiguan.activities.screens.placing import Placing
from huiguan.activities.screens.plans import AnnualPlanDesk
from huiguan.activities.screens.programmes import ProgrammeDesk, ProgrammeHostDesk
from huiguan.activities.screens.questions import QuestionDesk
from huiguan.activities.screens.replies import invitation
from huiguan.activities.screens.series import SeriesDesk
from huiguan.activities.screens.sign_ins import SignInDesk
from huiguan.activities.screens.sign_up import sign_up
from huiguan.activities.screens.training import Training
from huiguan.activities.screens.trips import StopDesk
from huiguan.activities.screens.visit_calendar import QuietTimeDesk, VisitCalendar
from huiguan.activities.screens.visit_tables import VisitCapDesk, VisitTopicDesk
from huiguan.activities.screens.visits import VisitDesk
from huiguan.activities.seeds import seed
from huiguan.activities.visit_flow import VisitFlow
from huiguan.kernel.rooms import Item, Room, Shortcut, Tab, Tile, Word
from huiguan.kernel.schedule import Job

STAFF = ("admin", "head", "clerk")

ROOM = Room(
    name="activities",
    label=_("活动"),
    purpose=_("什么时候、在哪里、谁来了、说了什么、后来怎样"),
    public=[
        path("i/<str:token>/", invitation, name="invitation"),
        path("j/<str:token>/", sign_up, name="sign-up-to"),
        path("c/<str:token>/", door, name="door"),
        path("calendar/feed/<str:token>.ics", feed, name="calendar.feed"),
    ],
    desks=[
        ActivityDesk,
        HostDesk,
        ParticipationDesk,
        InvitationDesk,
        NoticeDesk,
        QuestionDesk,
        FollowUpDesk,
        PhotoDesk,
        ProgrammeDesk,
        ProgrammeHostDesk,
        SeriesDesk,
        SignInDesk,
        ActivityKindDesk,
        Calendar,
        Subscription,
        BudgetLineDesk,
        ExpenseDesk,
        ClearanceDesk,
        RequirementDesk,
        AnnualPlanDesk,
        StopDesk,
        AgendaDesk,
        BoothDesk,
        Placing,
        CertificateDesk,
        Training,
        VisitDesk,
        VisitCalendar,
        QuietTimeDesk,
        VisitCapDesk,
        VisitTopicDesk,
    ],
    opens=open_books,
    seed=seed,
    flows=[ActivityFlow, InvitationFlow, NoticeFlow, ClearanceFlow, SignInFlow, FollowUpFlow, VisitFlow],
    measures=MEASURES,
    jobs=[Job("activities.guests", _("提醒活动的客人"), "day at 08:10", remind_guests)],
    notices={KIND: _("活动邀请和变动"), ANSWERED: _("活动审批的结果"), VISITS: _("走访企业")},
    items=[
        Item("service", _("活动"), "calendar-days", "activities.list", order=30, on_phone=True, tab=Tab(_("活动"), 30)),
        Item("service", _("活动日历"), "calendar-range", "calendar.view", order=30),
        Item("service", _("走访企业"), "footprints", "visits.list", order=30, whom="wider"),
        Item("service", _("走访安排"), "footprints", "visit_calendar.own", order=30, on_phone=True, whom="own"),
        Item("service", _("后续事项"), "list-checks", "follow_ups.list", order=30),
        Item("service", _("系列活动"), "party-popper", "programmes.list", order=30, whom="wider"),
        Item("service", _("常办活动"), "repeat", "series.list", order=30, whom="wider"),
        Item("service", _("审批与报告"), "stamp", "clearances.list", order=30, whom="wider"),
        Item("service", _("年度计划"), "target", "annual_plans.list", order=30, whom="wider"),
    ],
    panels=panels,
    of_person=of_person,
    timeline=timeline,
    cards=contributions.cards,
    matters=contributions.matters,
    happenings=happenings,
    shortcuts=[Shortcut(_("登记活动"), "calendar-plus", "activities.create", 10, "sky")],
    tiles=[
        Tile(
            "activities.held", "calendar-days", "sky", 70, place_page="activities.list", place_query=queries.held_listed
        )
    ],
    words={
        "activities.view": Word(
            _("查看活动"),
            (*STAFF, "leader", "chamber_head", "chamber_secretary", "county_leader", "auditor", "firm"),
        ),
        "activities.edit": Word(_("安排和记录活动"), (*STAFF, "chamber_secretary")),
        "activities.speak": Word(_("替本单位答复邀请、报办理结果"), ("chamber_head", "chamber_secretary", "firm")),
        "activities.approve": Word(_("审批活动"), ("admin", "head")),
    },
)
