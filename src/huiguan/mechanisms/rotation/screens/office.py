"""Office days: who was in, what was done, who came."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.mechanisms.rotation.forms import OfficeDayForm
from huiguan.mechanisms.rotation.models import OfficeDay
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.rules import keeps_office_day, may_log, sees_rotation


class OfficeDayDesk(PartDesk):
    model = OfficeDay
    name = "office_days"
    owner = "seat"
    owner_rule = may_log
    title = gettext_lazy("坐班记录")
    purpose = gettext_lazy("轮到的人哪天在商会坐班、做了什么、谁来过")
    unit = pgettext_lazy("坐班", "次")
    one = pgettext_lazy("新增的", "坐班记录")
    form_class = OfficeDayForm
    rules = {
        "list": sees_rotation,
        "add": sees_rotation,
        "edit": keeps_office_day,
        "delete": keeps_office_day,
    }
    columns = [
        Column("on", gettext_lazy("日期"), lambda day: day.on, "date", sort="on"),
        Column(
            "seat", gettext_lazy("谁坐班"), lambda day: {"title": str(day.seat), "note": str(day.seat.turn)}, "name"
        ),
        Column("done", gettext_lazy("做了什么"), lambda day: day.done),
        Column("came", gettext_lazy("谁来过"), lambda day: day.came),
    ]

    def get_queryset(self):
        return OfficeDay.objects.select_related("seat__turn", *(f"seat__{kind}" for kind in KINDS)).order_by("-on")

    def url_of(self, record) -> str:
        return reverse("turns.detail", args=[record.seat.turn_id])
