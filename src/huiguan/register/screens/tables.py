"""Code tables: the lists from which the forms of every room choose, kept in one place."""

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.models import SpecialDay
from huiguan.kernel.rooms import rooms
from huiguan.kernel.screens import Screen
from huiguan.kernel.search import shortened
from huiguan.register import actions
from huiguan.register.forms.bodies import PostForm
from huiguan.register.forms.tables import ChamberTypeForm, SectorForm, SpecialDayForm, TagForm
from huiguan.register.models import ChamberType, LocalSector, Post, Tag
from huiguan.register.roles import ROLES
from huiguan.register.rules import keeps_shared_tables, keeps_tables


class TableFilter(ListFilter):
    """Tables are short: a word is looked for in names and codes as they stand."""

    def find(self, rows, name, value):
        columns = {field.name for field in rows.model._meta.concrete_fields} & {"name", "code"}
        for word in shortened(value).split():
            rows = rows.filter(Q(*((f"{column}__icontains", word) for column in sorted(columns)), _connector=Q.OR))
        return rows


class TableDesk(Desk):
    """A code table of the tenant. A row has no page of its own: it opens where it is edited."""

    filter_class = TableFilter
    unit = _("项")
    rules = dict.fromkeys(("list", "create", "edit", "delete"), keeps_tables)

    def url_of(self, record):
        return self.url("edit", record.pk)

    def after(self, record):
        return self.url("list")

    def form_cancel(self):
        return self.url("list")


class Tables(Screen):
    name = "tables"
    title = _("代码表")
    pages = {"list": ""}
    rules = {"list": keeps_tables}

    def list(self):
        desks = [desk for room in rooms() for desk in room.desks if issubclass(desk, TableDesk)]
        entries = [(desk.title, desk.purpose, desk.url("list")) for desk in desks]
        return self.show("list", title=self.title, entries=entries, purpose=_now("表单里可选的内容都在这里维护"))


CODE = Column("code", _("代号"), lambda r: r.code)  # for those who keep the system: in the spreadsheet and the form


class SectorDesk(TableDesk):
    name = "sectors"
    model = LocalSector
    form_class = SectorForm
    title = _("本地行业")
    purpose = _("县里自己的行业分法，与国家标准门类并用")
    one = pgettext_lazy("新增的", "行业")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]


class TagDesk(TableDesk):
    name = "tags"
    model = Tag
    form_class = TagForm
    title = _("标签")
    purpose = _("贴在组织上的词，用来一起找出来")
    one = pgettext_lazy("新增的", "标签")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
        Column("shown", _("样子"), lambda r: [{"label": r.name, "hue": r.hue}], kind="tags"),
        Column("reserved", _("谁来贴"), lambda r: _now("工商联") if r.reserved else _now("归口单位")),
    ]


class ChamberTypeDesk(TableDesk):
    name = "chamber_types"
    model = ChamberType
    form_class = ChamberTypeForm
    title = _("商会类型")
    purpose = _("行业、乡镇、异地……一个商会可以属于几类")
    one = pgettext_lazy("新增的", "商会类型")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
    ]
    sheet = [*columns, CODE]


class PostDesk(TableDesk):
    name = "posts"
    model = Post
    form_class = PostForm
    title = _("职务")
    purpose = _("会长、秘书长、执委……以及任此职务的人登录后能做什么")
    one = pgettext_lazy("新增的", "职务")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
        Column("body", _("设在哪里"), lambda r: r.get_body_display(), sort="body"),
        Column("bodies", _("属于"), lambda r: _bodies(r), kind="tags"),
        Column("role", _("系统角色"), lambda r: ROLES[r.role].label if r.role in ROLES else ""),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]
    sheet = [*columns, CODE]

    def save(self, form):
        if not form.instance.pk:
            return super().save(form)
        post = form.save(commit=False)
        actions.change_post(post, by=self.request.user)
        return post


def _bodies(post) -> list[dict]:
    leading = [{"label": _("领导班子"), "hue": "violet"}] if post.is_leading else []
    sits = [{"label": _("执委会"), "hue": "sky"}] if post.is_committee else []
    return leading + sits + ([{"label": _("只为登录"), "hue": "slate"}] if post.is_for_access else [])


class SpecialDayDesk(TableDesk):
    """One calendar for all tenants, kept by the installation's home tenant; its rows have no log."""

    name = "special_days"
    model = SpecialDay
    form_class = SpecialDayForm
    title = _("放假与调休")
    purpose = _("国务院通知公布的放假和上班日；工作日期限按它计算，全系统共用")
    unit = _("天")
    one = pgettext_lazy("新增的", "日期")
    rules = dict.fromkeys(("list", "create", "edit", "delete"), keeps_shared_tables)
    columns = [
        Column("day", _("日期"), lambda r: {"title": r.day.isoformat(), "note": r.name}, kind="name", sort="day"),
        Column(
            "kind",
            _("安排"),
            lambda r: {"label": r.get_kind_display(), "hue": "jade" if r.kind == "off" else "gold"},
            kind="status",
        ),
    ]

    def get_queryset(self):
        return SpecialDay.objects.order_by("-day")

    def form_title(self):
        return _now("修改：%(record)s") % {"record": self.record} if self.record.pk else _now("新增日期")

    def save(self, form):
        return form.save()
