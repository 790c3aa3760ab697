"""How often firms are visited at most, and what they are asked about: among the code tables."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.forms.visit_tables import VisitCapForm, VisitTopicForm
from huiguan.activities.models import VisitCap, VisitTopic
from huiguan.activities.visit_rules import is_never_asked, keeps_caps
from huiguan.kernel.lists import Column
from huiguan.register.rules import keeps_tables
from huiguan.register.screens.tables import CODE, TableDesk


class VisitTopicDesk(TableDesk):
    name = "visit_topics"
    model = VisitTopic
    form_class = VisitTopicForm
    title = _("走访话题")
    purpose = _("走访企业问哪些方面；同一个季度问过的，安排时提醒")
    one = pgettext_lazy("新增的", "话题")
    rules = {**TableDesk.rules, "delete": keeps_tables & is_never_asked}
    columns = [
        Column("name", _("名称"), lambda t: {"title": t.name}, kind="name", sort="pinyin"),
        Column("order", _("排序"), lambda t: t.order, kind="number", sort="order"),
    ]
    sheet = [*columns, CODE]


class VisitCapDesk(TableDesk):
    name = "visit_caps"
    model = VisitCap
    form_class = VisitCapForm
    title = _("走访上限")
    purpose = _("一家企业多长时间最多走访几次，各家来的合在一起算；有自己一条的企业，只按它自己的")
    one = pgettext_lazy("新增的", "走访上限")
    rules = {"list": keeps_tables, **dict.fromkeys(("create", "edit", "delete"), keeps_caps)}
    columns = [
        Column("organization", _("哪家企业"), lambda c: {"title": str(c)}, kind="name", sort="organization__pinyin"),
        Column("span", _("多长时间"), lambda c: c.get_span_display()),
        Column("times", _("最多几次"), lambda c: c.times, kind="number", sort="times"),
    ]

    def get_queryset(self):
        return VisitCap.objects.select_related("organization")
