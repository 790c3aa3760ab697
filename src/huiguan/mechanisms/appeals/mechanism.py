"""诉求办理: what firms ask of the government is taken up by the unit that can help, and closed when they say so."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Item, Room, Shortcut, Tab, Word
from huiguan.kernel.schedule import Job
from huiguan.mechanisms.appeals import actions, contributions, jobs
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.measures import ATTRIBUTES, MEASURES
from huiguan.mechanisms.appeals.screens import DESKS, public
from huiguan.mechanisms.appeals.seeds import seed

STAFF = ("admin", "head", "clerk")
CHAMBER = ("chamber_head", "chamber_secretary")

ROOM = Room(
    name="appeals",
    label=_("诉求办理"),
    purpose=_("企业提的诉求，有人接、有人办、按时答复，企业自己说了才算办结"),
    desks=DESKS,
    flows=[AppealFlow],
    measures=MEASURES,
    attributes=ATTRIBUTES,
    items=[
        Item(
            "service",
            _("诉求"),
            "message-square-warning",
            "appeals.list",
            order=40,
            on_phone=True,
            tab=Tab(_("诉求"), 15),
        ),
        Item("service", _("办理情况"), "chart-no-axes-column", "appeal_rates.list", order=42, whom="wider"),
        Item("service", _("共性问题"), "layers", "problems.list", order=41, whom="wider"),
    ],
    words={
        "appeals.view": Word(_("查看诉求（隐名的看不到是谁）"), (*STAFF, *CHAMBER, "auditor", "firm", "handler")),
        "appeals.lead": Word(_("过问报给自己的诉求"), ("county_leader",)),
        "appeals.file": Word(_("提诉求"), (*STAFF, *CHAMBER, "firm")),
        "appeals.rate": Word(_("确认和评价自己提的诉求"), (*CHAMBER, "firm")),
        "appeals.handle": Word(_("受理、交办、督办诉求"), STAFF),
        "appeals.answer": Word(_("办理和答复交给本单位的诉求"), ("handler",)),
        "appeals.approve": Word(_("审批延期"), ("admin", "head")),
        "appeals.unveil": Word(_("查看隐名诉求是谁提的（每次留痕）"), ("head", "clerk"), personal=True),
    },
    notices={
        "appeals.filed": _("诉求：等工商联办的"),
        "appeals.assigned": _("诉求：交给本单位的"),
        "appeals.answered": _("诉求：自己提的有了进展"),
        "appeals.escalated": _("诉求：请您过问"),
        "appeals.digest": _("诉求：每天早上到期的"),
    },
    jobs=[Job("appeals.morning", _("诉求：重算期限，告诉各人今天到期的"), "day at 08:10", jobs.morning)],
    public=[
        path("cases/<slug:code>/", public.cases, name="cases"),
        path("cases/<slug:code>/<uuid:public_id>/", public.case, name="case"),
    ],
    panels=contributions.panels,
    of_activity=contributions.of_activity,
    onward=contributions.onward,
    timeline=contributions.timeline,
    cards=contributions.cards,
    matters=contributions.matters,
    shortcuts=[Shortcut(_("提诉求"), "message-square-plus", "appeals.create", 15, "brand")],
    opens=actions.open_tables,
    seed=seed,
    is_told_last=True,
)
