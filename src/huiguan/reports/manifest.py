from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Room, Word

ROOM = Room(
    name="reports",
    label=_("统计与溯源"),
    purpose=_("每个数字都能点开它背后的记录"),
    words={"reports.view": Word(_("查看统计与溯源"), ("admin", "head", "clerk", "leader", "auditor"))},
)
