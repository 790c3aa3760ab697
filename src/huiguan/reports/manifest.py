from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Item, Room, Word
from huiguan.reports.screens import Claims, Figures
from huiguan.reports.seeds import seed

ROOM = Room(
    name="reports",
    label=_("统计与溯源"),
    purpose=_("每个数字都能点开它背后的记录"),
    desks=[Figures, Claims],
    items=[
        Item("reports", _("数字与口径"), "file-chart-column", "figures.list", order=80),
        Item("reports", _("文章核对"), "badge-check", "claims.list", order=81),
    ],
    words={"reports.view": Word(_("查看统计与溯源"), ("admin", "head", "clerk", "leader", "county_leader", "auditor"))},
    seed=seed,
)
