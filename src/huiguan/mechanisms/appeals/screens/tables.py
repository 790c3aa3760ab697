"""The tables of this room: kinds of appeals, ways of closing, profiles with their limits."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.holding import by_kind
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.forms import CategoryForm, EndingForm, ProfileForm, StageLimitForm, hours
from huiguan.mechanisms.appeals.models import Category, Ending, Profile, StageLimit
from huiguan.mechanisms.appeals.queries import untimed
from huiguan.register.rules import keeps_tables
from huiguan.register.screens.tables import TableDesk


class CategoryDesk(TableDesk):
    name = "categories"
    model = Category
    form_class = CategoryForm
    title = _("诉求类别")
    purpose = _("诉求说的是哪方面的事；哪些通常要分流到别处")
    one = pgettext_lazy("新增的", "诉求类别")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="name"),
        Column("elsewhere", _("通常分流到"), lambda r: r.get_belongs_elsewhere_display()),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]


class EndingDesk(TableDesk):
    name = "endings"
    model = Ending
    form_class = EndingForm
    title = _("办结方式")
    purpose = _("答复时选哪一种；哪些计为已解决")
    one = pgettext_lazy("新增的", "办结方式")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="name"),
        Column("solved", _("计为已解决"), lambda r: _now("是") if r.counts_as_solved else ""),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]

    def held_by(self, row):
        """Also profiles that offer it: one that offered nothing else would offer all of them then."""
        return [*super().held_by(row), *by_kind(row.profiles.all(), self.request)]


class ProfileDesk(TableDesk):
    """A profile has a page of its own, on which its limits are kept."""

    name = "profiles"
    model = Profile
    form_class = ProfileForm
    title = _("办理时限方案")
    purpose = _("走哪些环节、每个环节多长时间；排在最前的那个在受理以前也算数")
    one = pgettext_lazy("新增的", "办理时限方案")
    rules = {**TableDesk.rules, "detail": keeps_tables}
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name, "note": r.source}, kind="name", sort="name"),
        Column("limits", _("环节"), lambda r: listed(str(one) for one in r.limits.all())),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]
    history_parts = ((StageLimit, "profile"),)

    def get_queryset(self):
        return Profile.objects.prefetch_related("limits")

    def url_of(self, record):
        return self.url("detail", record.pk)

    def after(self, record):
        return self.url_of(record)

    def form_cancel(self):
        return self.url_of(self.record) if self.record.pk else self.url("list")

    def facts(self, record):
        yes, no = _now("是"), _now("否")
        names = ("acknowledges", "objects_allowed", "opines", "contacts")
        labels = {field.name: field.verbose_name for field in Profile._meta.concrete_fields}
        return [
            *([(labels["source"], record.source)] if record.source else []),
            *((labels[name], yes if getattr(record, name) else no) for name in names),
            *((labels[name], getattr(record, name)) for name in ("most_extensions", "longest_extension")),
            *((labels[name], getattr(record, name)) for name in ("ask_before", "reopens_for")),
            (_("办公时间"), hours.written(record.office_hours)),
            (_("办结方式"), listed(record.endings.all()) or _now("全部（没有另选，答复时都可以选）")),
        ]

    def save(self, form):
        record = super().save(form)
        if like := form.cleaned_data.get("like"):
            actions.copy_limits(record, like)
        return record

    def detail(self, **context):
        context["untimed"] = listed(stage.label for stage in untimed(self.record))
        return super().detail(limits=self.record.limits.all(), may_add=self.may("edit", self.record), **context)


class StageLimitDesk(PartDesk):
    model = StageLimit
    name = "stage_limits"
    title = _("环节时限")
    one = pgettext_lazy("新增的", "环节时限")
    form_class = StageLimitForm
    owner = "profile"
    owner_rule = keeps_tables
    rules = dict.fromkeys(("add", "edit", "delete"), keeps_tables)
