"""Organizations of every kind: the list, the file of each (一企一档), and what is registered about it."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import attaching, bulk_pages
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.numbers import whole
from huiguan.kernel.rooms import rooms
from huiguan.kernel.search import matching, shortened
from huiguan.kernel.tokens import normalised
from huiguan.kernel.words import bracketed, listed
from huiguan.register import actions, queries
from huiguan.register.forms.organizations import OrganizationForm
from huiguan.register.models import Kind, LocalSector, Organization, Size, Tag
from huiguan.register.rules import edits, founds_chambers, is_not_the_tenant, keeps_its_place, sees
from huiguan.register.screens.columns import beside, day, name_cell
from huiguan.register.screens.tagging import Tagging
from huiguan.register.tables import industries

BEGUN = {Kind.FIRM: _("企业"), Kind.CHAMBER: pgettext_lazy("新增的", "商会")}
COMMON = (Kind.FIRM, Kind.CHAMBER, Kind.COOPERATIVE, Kind.INDIVIDUAL)
SHOWN = 20  # lines of the timeline on the organization's own page


class OrganizationFilter(ListFilter):
    section = django_filters.ChoiceFilter(
        choices=[(code, f"{code} {name}") for code, name in sorted(industries.SECTIONS.items())],
        label=_("行业门类"),
        empty_label=_("全部门类"),
    )
    local_sector = django_filters.ModelChoiceFilter(
        queryset=lambda request: LocalSector.objects.all(), label=_("本地行业"), empty_label=_("全部本地行业")
    )
    region = django_filters.ModelChoiceFilter(
        queryset=lambda request: queries.townships(), label=_("乡镇街道"), empty_label=_("全部乡镇街道")
    )
    size = django_filters.ChoiceFilter(choices=Size.choices, label=_("规模"), empty_label=_("全部规模"))
    node = django_filters.ModelChoiceFilter(
        queryset=lambda request: queries.nodes_within(request.user, "register.view"),
        method="belonging",
        label=_("所属商会"),
        empty_label=_("全部商会"),
    )
    tags = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: Tag.objects.all(), label=_("标签"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Organization
        fields = ["section", "local_sector", "region", "size", "node", "tags"]

    def find(self, rows, name, value):
        """A word may also be the name of a tag and, beside another word, say where it is."""
        words = shortened(value).split()
        for word in words:
            found = Q(pk__in=matching(Organization.objects.all(), word).values("pk"))
            tagged = Tag.objects.filter(Q(name__iexact=word) | Q(name__iexact=normalised(word)))
            found |= Q(pk__in=Organization.tags.through.objects.filter(tag__in=tagged).values("organization"))
            if len(words) > 1:
                found |= Q(region__name__contains=normalised(word))
            rows = rows.filter(found)
        return rows

    def belonging(self, rows, name, node):
        return rows.filter(pk__in=queries.members_of(node).values("organization"))


def status(organization) -> dict:
    if organization.ended:
        return {"label": _("已注销"), "hue": "slate"}
    return {"label": _("在册"), "hue": "jade"}


def _tags(organization) -> list[dict]:
    return [{"label": tag.name, "hue": tag.hue} for tag in organization.tags.all()]


def _chambers(organization) -> str:
    return listed(row.node for row in organization.belonging)


class OrganizationDesk(Tagging, attaching.Attaching, Desk):
    name = "organizations"
    model = Organization
    form_class = OrganizationForm
    filter_class = OrganizationFilter
    title = _("组织名录")
    purpose = _("企业、商会、部门、学校……每个组织一份档案")
    unit = _("家")
    one = pgettext_lazy("新增的", "组织")
    tab_name = "kind"
    tab_choices = [(kind.value, kind.label) for kind in (*COMMON, *(k for k in Kind if k not in COMMON))]
    pages = {"past": "<whole:pk>/timeline/", **attaching.PAGES, **bulk_pages.PAGES}
    posted = Desk.posted | attaching.POSTED
    rules = {
        "list": sees,
        "detail": sees,
        "past": sees,
        "create": edits,
        "edit": edits,
        "delete": edits & is_not_the_tenant & keeps_its_place,
        **attaching.rules(sees, edits),
    }
    columns = [
        Column(
            "name",
            _("名称"),
            lambda o: name_cell(o, note=beside(o.legal_rep, o.uscc), more=_more(o)),
            kind="name",
            sort="pinyin",
        ),
        Column("trade", _("行业 · 规模"), lambda o: beside(o.trade, o.get_size_display()), sort="section"),
        Column("region", _("所在地"), lambda o: o.region or "", sort="region__code"),
        Column("tags", _("标签"), _tags, kind="tags"),
        Column("chambers", _("所属商会"), _chambers, kind="muted"),
        Column("status", _("状态"), status, kind="status"),
    ]
    sheet = [
        Column("name", _("名称"), lambda o: o.name),
        Column("kind", _("类别"), lambda o: o.get_kind_display()),
        Column("uscc", _("统一社会信用代码"), lambda o: o.uscc),
        Column("legal_rep", _("法定代表人（负责人）"), lambda o: o.legal_rep),
        Column("section", _("行业门类"), lambda o: beside(o.section, o.get_section_display())),
        Column("division", _("行业大类"), lambda o: beside(o.division, o.division and o.trade)),
        Column("local_sector", _("本地行业"), lambda o: o.local_sector or ""),
        Column("size", _("规模"), lambda o: o.get_size_display()),
        Column("staff", _("从业人数"), lambda o: o.staff),
        Column("region_code", _("区划代码"), lambda o: o.region.code if o.region else ""),
        Column("region", _("所在地"), lambda o: o.region or ""),
        Column("address", _("地址"), lambda o: o.address),
        Column("tags", _("标签"), lambda o: listed(o.tags.all())),
        Column("chambers", _("所属商会"), _chambers),
        Column("node", _("归口单位"), lambda o: o.node),
        Column("founded", _("成立日期"), lambda o: o.founded),
        Column("ended", _("注销日期"), lambda o: o.ended),
        Column("note", _("备注"), lambda o: o.note),
    ]

    def get_queryset(self):
        return queries.listed_organizations()

    def detail(self, **context):
        record, timeline = self.record, self.timeline(self.record)
        tile = name_cell(record)
        shown = {"sections": self.sections(record), "tags": _tags(record), "timeline": timeline[:SHOWN]}
        shown |= {"monogram": tile["monogram"], "hue": tile["hue"]}
        if len(timeline) > SHOWN:
            shown["more_url"] = self.url("past", record.pk)
        return super().detail(**shown, **context)

    def status(self, record):
        return status(record)

    def subtitle(self, record):
        return beside(record.get_kind_display(), record.trade)

    def sections(self, record) -> list[dict]:
        return [
            {"label": _("登记信息"), "facts": _given(self.registered(record))},
            {"label": _("行业与规模"), "facts": _given(self.business(record))},
            {"label": _("所在与归口"), "facts": _given(self.place(record))},
        ]

    def registered(self, o) -> list[tuple]:
        return [
            (_("统一社会信用代码"), o.uscc or _("未登记")),
            (_("法定代表人（负责人）"), o.legal_rep),
            (_("简称"), o.short),
            (_("曾用名"), o.former),
            (_("成立日期"), day(o.founded)),
            (_("注销日期"), day(o.ended)),
        ]

    def business(self, o) -> list[tuple]:
        return [
            (_("行业门类"), beside(o.section, o.get_section_display())),
            (_("行业大类"), beside(o.division, o.division and o.trade)),
            (_("本地行业"), o.local_sector),
            (_("规模"), o.get_size_display()),
            (_("从业人数"), o.staff),
        ]

    def place(self, o) -> list[tuple]:
        where = bracketed(o.region, f"{o.region.system} {o.region.code}") if o.region else ""
        return [(_("所在地"), where), (_("地址"), o.address), (_("归口单位"), o.node), (_("备注"), o.note)]

    def panels(self, record):
        by = self.request.user
        return [panel for room in rooms() if room.panels for panel in room.panels(record, by)]

    def new_record(self):
        kind = self.request.GET.get("kind", "")
        if kind == Kind.CHAMBER and not (verdict := founds_chambers(self.request.user)):
            raise PermissionDenied(str(verdict.why))
        return Organization(kind=kind if kind in Kind.values else Kind.FIRM)

    def form_title(self):
        """As the button says that opened it."""
        if self.record.pk:
            return super().form_title()
        if self.request.GET.get("joins"):
            return gettext("登记新会员")
        one = BEGUN.get(self.request.GET.get("kind", ""), self.one)
        return gettext("新增%(one)s") % {"one": one}

    def suggested(self):
        return {"joins": whole(self.request.GET.get("joins"))}

    def past(self):
        """The whole timeline; the organization's page shows its newest part."""
        context = {"timeline": self.timeline(self.record), "back_url": self.url_of(self.record)}
        return self.show("past", record=self.record, title=str(self.record), **context)

    def timeline(self, record):
        by = self.request.user
        found = [*super().timeline(record)]
        found += [line for room in rooms() if room.timeline for line in room.timeline(record, by)]
        last = {line.about: line for line in found if line.about}
        found = [line for line in found if line.about is None or last[line.about] is line]
        return sorted(found, key=lambda line: line.at, reverse=True)

    def going(self, row):
        return [row, row.own_node] if row.own_node else [row]

    def erase(self, row) -> None:
        actions.strike_off(row, by=self.request.user)

    def save(self, form):
        record = super().save(form)
        actions.settle(record, by=self.request.user, ours=form.cleaned_data.get("ours") != "no")
        if chamber := form.cleaned_data.get("joins"):
            actions.join(record, chamber, by=self.request.user, starts=None)
        return record


def _more(organization) -> str:
    return organization.get_kind_display() if organization.kind != Kind.FIRM else ""


def _given(facts: list[tuple]) -> list[tuple]:
    return [fact for fact in facts if fact[1] not in (None, "")]
