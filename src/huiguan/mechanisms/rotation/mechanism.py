"""主席（会长）轮值：firms, chambers, people or teams serve in turn; firms are visited, listened to and advised."""

from django.utils.translation import gettext_lazy as _

from huiguan.activities.flow import ActivityFlow
from huiguan.kernel.rooms import FirstStep, Item, Reaction, Room, Shortcut, Tab, Tile, Word
from huiguan.kernel.schedule import Job
from huiguan.mechanisms.rotation import actions, contributions, jobs
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.flow import RequestFlow, RosterFlow, SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.measures import ATTRIBUTES, MEASURES
from huiguan.mechanisms.rotation.models import Scheme, Turn, TurnState
from huiguan.mechanisms.rotation.screens import DESKS
from huiguan.mechanisms.rotation.seeds import seed

STAFF = ("admin", "head", "clerk")
ORGANIZERS = (*STAFF, "chamber_secretary")  # each of them only what their own node organizes

ROOM = Room(
    name="rotation",
    label=_("主席（会长）轮值"),
    purpose=_("按期轮值：去看、去听、出主意，家家都轮得到、说得上话"),
    desks=DESKS,
    flows=[TurnFlow, SuggestionFlow, RosterFlow, RequestFlow],
    reactions=[
        Reaction(ActivityFlow, "hold", actions.finish_steps_of, then.finishing_steps),
        Reaction(ActivityFlow, "take_back", actions.withdraw_steps_of, then.withdrawing_steps),
    ],
    measures=MEASURES,
    attributes=ATTRIBUTES,
    items=[
        Item("service", _("轮值看板"), "calendar-sync", "rotation.board", order=30, on_phone=True),
        Item("service", _("轮值期次"), "list-ordered", "turns.list", order=31),
        Item(
            "service", _("意见建议"), "lightbulb", "suggestions.list", order=32, on_phone=True, tab=Tab(_("建议"), 20)
        ),
        Item("service", _("调换申请"), "arrow-left-right", "requests.list", order=33),
        Item("service", _("坐班记录"), "notebook-pen", "office_days.list", order=34),
        Item("service", _("回访"), "rotate-ccw", "revisits.list", order=35),
        Item("settings", _("轮值方案"), "sliders-horizontal", "schemes.list", order=80),
        Item("settings", _("时间意愿"), "calendar-x", "wishes.list", order=81),
    ],
    words={
        "rotation.view": Word(
            _("查看轮值"), (*STAFF, "leader", "chamber_head", "chamber_secretary", "county_leader", "auditor", "firm")
        ),
        "rotation.inspect": Word(_("查阅轮值的编排、意愿和申请"), (*ORGANIZERS, "chamber_head", "auditor")),
        "rotation.papers": Word(
            _("查阅走访提纲、简报和交接单"), (*ORGANIZERS, "chamber_head", "county_leader", "auditor")
        ),
        "rotation.plan": Word(_("编排和公布轮值"), ORGANIZERS),
        "rotation.run": Word(_("办理轮值期次"), ORGANIZERS),
        "rotation.ask": Word(_("申请调换、登记坐班"), (*STAFF, "leader", "chamber_head", "chamber_secretary", "firm")),
        "rotation.suggest": Word(_("提出意见建议"), (*ORGANIZERS, "leader")),
        "rotation.respond": Word(_("答复给本企业的建议"), (*ORGANIZERS, "firm")),
    },
    notices={
        "rotation.published": _("轮值：公布期次"),
        "rotation.begins": _("轮值：快开始了"),
        "rotation.steps": _("轮值：步骤到期"),
        "rotation.suggested": _("轮值：收到建议"),
        "rotation.asked": _("轮值：调换申请"),
        "rotation.answered": _("轮值：建议有了答复"),
    },
    jobs=[Job("rotation.remind", _("轮值：开始和步骤的提醒"), "day at 08:00", jobs.remind)],
    panels=contributions.panels,
    timeline=contributions.timeline,
    cards=contributions.cards,
    matters=contributions.matters,
    happenings=contributions.happenings,
    shortcuts=[Shortcut(_("登记建议"), "lightbulb", "suggestions.create", 20, "gold")],
    tiles=[
        Tile("rotation.firms_visited", "footprints", "jade", 30),
        Tile("rotation.suggestions_useful", "lightbulb", "sky", 40),
    ],
    first_steps=[
        FirstStep(
            _("轮值方案"),
            _("几个月一期、每期几家、走哪几步；然后就可以编排"),
            "schemes.create",
            70,
            lambda: Scheme.objects.exists(),
            ("rotation.plan",),
        ),
        FirstStep(
            _("编排并公布第一期"),
            _("系统排出每一期由谁轮值，采用之后公布；轮到的有账号就会收到通知"),
            "rotation.board",
            80,
            lambda: Turn.objects.exclude(state=TurnState.DRAFTED).exists(),
            ("rotation.plan",),
        ),
    ],
    seed=seed,
)
