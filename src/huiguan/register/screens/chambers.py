"""Chambers: what they have beyond any organization. Each opens on its organization's page."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.search import matching
from huiguan.kernel.words import labelled, listed
from huiguan.register import queries
from huiguan.register.forms.chambers import ChamberForm
from huiguan.register.models import Chamber, ChamberType, Organization, Registration
from huiguan.register.rules import edits_parts, founds_chambers, sees
from huiguan.register.screens.columns import beside, name_cell

HUES = {"registered": "jade", "filed": "sky", "branch": "violet", "unregistered": "slate"}


class ChamberFilter(ListFilter):
    """The list is that of our own chambers, those that the figures count, unless it is asked for others."""

    whose = django_filters.ChoiceFilter(
        choices=[("elsewhere", _("外地的商会")), ("gone", _("已注销或尚未成立的"))],
        label=_("范围"),
        empty_label=_("本会在册的商会"),
        method="others",
    )
    registration = django_filters.ChoiceFilter(
        choices=Registration.choices, label=_("登记状态"), empty_label=_("全部登记状态")
    )
    types = django_filters.ModelChoiceFilter(
        queryset=lambda request: ChamberType.objects.all(), label=_("商会类型"), empty_label=_("全部类型")
    )

    class Meta:
        model = Chamber
        fields = ["whose", "types", "registration"]

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("whose"):
            return rows
        return rows.filter(queries.own_chambers(clock.today(), "organization__"))

    def others(self, rows, name, value):
        if value == "elsewhere":
            return rows.filter(organization__own_node=None)
        ours = rows.filter(organization__own_node__isnull=False)
        return ours.exclude(queries.own_chambers(clock.today(), "organization__"))

    def find(self, rows, name, value):
        return rows.filter(organization__in=matching(Organization.objects.all(), value))


def _bodies(chamber) -> str:
    bodies = (
        (pgettext("三个单位", "登记"), chamber.registrar),
        (pgettext("三个单位", "主管"), chamber.supervising),
        (pgettext("三个单位", "联系"), chamber.contact),
    )
    return beside(*(labelled(label, body) for label, body in bodies if body))


def _registration(chamber) -> dict | None:
    """Nothing where nobody has said it."""
    label = chamber.get_registration_display()
    return {"label": label, "hue": HUES[chamber.registration]} if label else None


class ChamberDesk(Desk):
    name = "chambers"
    model = Chamber
    form_class = ChamberForm
    filter_class = ChamberFilter
    title = _("商会")
    purpose = _("本会在册的行业、乡镇、异地商会：类型、登记、三个单位和会员数；外地的、已注销的可以另选")
    unit = pgettext_lazy("商会", "个")
    one = pgettext_lazy("新增的", "商会")
    rules = {"list": sees, "edit": edits_parts}
    columns = [
        Column(
            "name",
            _("名称"),
            lambda c: name_cell(c.organization, note=c.organization.legal_rep),
            kind="name",
            sort="organization__pinyin",
        ),
        Column("types", _("类型"), lambda c: [{"label": kind.name, "hue": "violet"} for kind in c.types.all()], "tags"),
        Column("city", _("所在城市"), lambda c: c.city or "", sort="city__code"),
        Column("bodies", _("三个单位"), _bodies, kind="muted"),
        Column("members", _("会员单位"), lambda c: c.members, kind="number"),
        Column(
            "registration",
            _("登记状态"),
            lambda c: _registration(c),
            kind="status",
        ),
    ]
    sheet = [
        Column("name", _("名称"), lambda c: c.organization.name),
        Column("uscc", _("统一社会信用代码"), lambda c: c.organization.uscc),
        Column("types", _("类型"), lambda c: listed(c.types.all())),
        Column("registration", _("登记状态"), lambda c: c.get_registration_display()),
        Column("registrar", _("登记管理机关"), lambda c: c.registrar or ""),
        Column("supervising", _("业务主管单位"), lambda c: c.supervising or ""),
        Column("contact", _("联系单位"), lambda c: c.contact or ""),
        Column("city", _("所在城市"), lambda c: c.city or ""),
        Column("members", _("会员单位"), lambda c: c.members),
        Column("founded", _("成立日期"), lambda c: c.organization.founded),
        Column("ended", _("注销日期"), lambda c: c.organization.ended),
    ]

    def get_queryset(self):
        return queries.listed_chambers()

    def listing(self):
        listing = super().listing()
        listing.create_url = (
            f"{reverse('organizations.create')}?kind=chamber" if founds_chambers(self.request.user) else None
        )
        return listing

    def url_of(self, record):
        return reverse("organizations.detail", args=[record.organization_id])
