"""县级领导联系商会: each leader looks after a few chambers; what was told, heard and promised is kept, and answered."""

from django.utils.translation import gettext_lazy as _

from huiguan.activities.flow import ActivityFlow
from huiguan.activities.models import Activity
from huiguan.activities.visit_flow import VisitFlow
from huiguan.kernel.rooms import FirstStep, Follow, Item, Reaction, Room, Shortcut, Word
from huiguan.kernel.schedule import Job
from huiguan.mechanisms.liaison import actions, contributions, jobs
from huiguan.mechanisms.liaison import consequences as then
from huiguan.mechanisms.liaison.flow import BriefingFlow, ContactFlow, LinkPlanFlow, QuestionFlow, ReceiptFlow
from huiguan.mechanisms.liaison.measures import ATTRIBUTES, MEASURES
from huiguan.mechanisms.liaison.models import LinkScheme
from huiguan.mechanisms.liaison.screens import DESKS
from huiguan.mechanisms.liaison.seeds import seed

STAFF = ("admin", "head", "clerk")
ORGANIZERS = (*STAFF, "chamber_secretary")  # each of them only what their own node sees to

ROOM = Room(
    name="liaison",
    label=_("领导联系"),
    purpose=_("领导联系到商会：定期通报、听得到意见、问了有回音"),
    desks=DESKS,
    flows=[LinkPlanFlow, ContactFlow, BriefingFlow, ReceiptFlow, QuestionFlow],
    reactions=[
        Reaction(ActivityFlow, "hold", actions.hold_with_activity, then.holding_contacts),
        Reaction(ActivityFlow, "cancel", actions.call_off_with_activity, then.calling_off_contacts),
        *(Reaction(VisitFlow, answer, actions.tell_answered) for answer in actions.ANSWERS),
    ],
    follows=[Follow(Activity, actions.moves_with_activity)],
    measures=MEASURES,
    attributes=ATTRIBUTES,
    items=[
        Item(
            "",
            _("我联系的"),
            "handshake",
            "liaison.mine",
            order=5,
            on_phone=True,
            address=contributions.own_card,
        ),
        Item("service", _("联系记录"), "notebook-pen", "link_contacts.list", order=37, whom="wider"),
        Item("service", _("决策通报"), "megaphone", "briefings.list", order=38),
        Item("service", _("收到的通报"), "inbox", "receipts.received", order=38, address=contributions.received),
        Item("service", _("联系中的问题"), "message-circle-question-mark", "link_questions.list", order=39),
        Item("service", _("联系完成情况"), "list-checks", "liaison.coverage", order=39),
        Item("settings", _("联系方案"), "waypoints", "link_schemes.list", order=82, whom="wider"),
        Item("settings", _("联系关系"), "link", "links.list", order=83, whom="wider"),
    ],
    words={
        "liaison.view": Word(
            _("查看领导联系"),
            (
                *STAFF,
                "leader",
                "chamber_head",
                "chamber_secretary",
                "county_leader",
                "liaison_officer",
                "auditor",
                "firm",
            ),
        ),
        "liaison.inspect": Word(_("查阅全部联系记录和完成情况"), (*ORGANIZERS, "chamber_head", "auditor")),
        "liaison.plan": Word(_("分工、定联系方案"), ORGANIZERS),
        "liaison.record": Word(_("登记联系、发通报"), ORGANIZERS),
        "liaison.serve": Word(
            _("作为联系领导或联络员登记联系"), (*STAFF, "leader", "county_leader", "liaison_officer")
        ),
    },
    notices={
        "liaison.briefed": _("领导联系：收到通报"),
        "liaison.asked": _("领导联系：有人提问"),
        "liaison.answered": _("领导联系：问题有了回复"),
        "liaison.visits": _("领导联系：走访的答复"),
        "liaison.off": _("领导联系：约好的不用来了"),
        "liaison.dues": _("领导联系：该联系了"),
    },
    jobs=[Job("liaison.remind", _("领导联系：快到期的联系和待登记的提醒"), "day at 08:00", jobs.remind)],
    panels=contributions.panels,
    timeline=contributions.timeline,
    cards=contributions.cards,
    matters=contributions.matters,
    happenings=contributions.happenings,
    shortcuts=[Shortcut(_("登记联系"), "notebook-pen", "link_contacts.create", 25, "jade")],
    first_steps=[
        FirstStep(
            _("联系方案"),
            _("哪份文件、每位领导联系几家、多久联系一次；加进领导和商会以后就可以分工"),
            "link_schemes.create",
            90,
            lambda: LinkScheme.objects.exists(),
            ("liaison.plan",),
        ),
    ],
    seed=seed,
)
