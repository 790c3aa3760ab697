"""What hangs on an activity's page, and the kinds of activity."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.forms import ActivityKindForm, HostForm, ParticipationForm
from huiguan.activities.models import ActivityKind, Host, Participation
from huiguan.activities.rules import arranges, arranges_parts
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.register.screens.tables import CODE, TableDesk


class HostDesk(PartDesk):
    name = "hosts"
    model = Host
    form_class = HostForm
    owner = "activity"
    owner_rule = arranges
    title = _("主办单位")
    one = pgettext_lazy("新增的", "主办单位")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges_parts)

    def get_queryset(self):
        return Host.objects.select_related("activity", "organization")


class ParticipationDesk(PartDesk):
    name = "participations"
    model = Participation
    form_class = ParticipationForm
    owner = "activity"
    owner_rule = arranges
    title = _("参加人员")
    one = pgettext_lazy("新增的", "参加人员")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges_parts)

    def get_queryset(self):
        return Participation.objects.select_related("activity", "organization", "person")


class ActivityKindDesk(TableDesk):
    name = "activity_kinds"
    model = ActivityKind
    form_class = ActivityKindForm
    title = _("活动类型")
    purpose = _("座谈、走访、考察、培训……")
    one = pgettext_lazy("新增的", "活动类型")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]
    sheet = [*columns, CODE]
