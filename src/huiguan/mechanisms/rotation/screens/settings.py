"""What a scheme lays down, each edited from the scheme's page; and what those who serve have said about their time."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import span
from huiguan.mechanisms.rotation import forms
from huiguan.mechanisms.rotation.actions.ordering import move_down
from huiguan.mechanisms.rotation.forms.ordering import LAST
from huiguan.mechanisms.rotation.models import (
    Duty,
    Enrolment,
    Exemption,
    HandoverPoint,
    Member,
    Scheme,
    SchemeRole,
    SchemeStep,
    Suspension,
    Team,
    Way,
    Wish,
)
from huiguan.mechanisms.rotation.queries import current_scheme
from huiguan.mechanisms.rotation.rules import inspects, plans_it, sees_rotation
from huiguan.mechanisms.rotation.screens import lacks


class SchemePartDesk(PartDesk):
    """What belongs to a scheme and is edited from its page."""

    owner = "scheme"
    owner_rule = plans_it
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}


class OrderedDesk(SchemePartDesk):
    """Such parts as have a place in a list."""

    def save(self, form):
        rows, record = form.in_the_way, form.instance
        if not rows:
            return super().save(form)
        place = record.order
        if record.pk:  # out of the way first: the one above may move to where it was
            record.order = next(free for free in range(LAST + 1) if free not in {*form.taken, form.before})
            form.save()
        move_down(rows)
        record.order = place
        if record.pk:
            record.save()
            return record
        return super().save(form)


class StepDesk(OrderedDesk):
    model = SchemeStep
    name = "scheme_steps"
    one = pgettext_lazy("新增的", "步骤")
    form_class = forms.StepForm

    def save(self, form):
        saved = super().save(form)
        if form.is_due_after_the_turn:
            told = _("“%(step)s”到期时一期已经结束：一期约 %(days)s 天，它第 %(due)s 天才到期；不是这个意思的请改小")
            facts = {"step": saved, "days": form.days_of_a_turn, "due": saved.due_day}
            messages.warning(self.request, told % facts)
        return saved


class RoleDesk(OrderedDesk):
    model = SchemeRole
    name = "scheme_roles"
    one = pgettext_lazy("新增的", "称呼")
    form_class = forms.RoleForm


class DutyDesk(OrderedDesk):
    model = Duty
    name = "duties"
    one = pgettext_lazy("新增的", "职责")
    form_class = forms.DutyForm


class PointDesk(OrderedDesk):
    model = HandoverPoint
    name = "handover_points"
    one = pgettext_lazy("新增的", "交接事项")
    form_class = forms.PointForm


class WayDesk(SchemePartDesk):
    model = Way
    name = "ways"
    one = pgettext_lazy("新增的", "调换办法")
    form_class = forms.WayForm


class SuspensionDesk(SchemePartDesk):
    model = Suspension
    name = "suspensions"
    one = pgettext_lazy("新增的", "暂停")
    form_class = forms.SuspensionForm


class WhoDesk(SchemePartDesk):
    """What decides who takes part; every way out leads to the page that shows it."""

    def url_of(self, record) -> str:
        return reverse("schemes.who", args=[record.scheme_id])


class EnrolmentDesk(WhoDesk):
    model = Enrolment
    name = "enrolments"
    one = pgettext_lazy("新增的", "报名或指定")
    form_class = forms.EnrolmentForm


class ExemptionDesk(WhoDesk):
    model = Exemption
    name = "exemptions"
    one = pgettext_lazy("新增的", "免轮")
    form_class = forms.ExemptionForm


class TeamDesk(SchemePartDesk):
    model = Team
    name = "teams"
    one = pgettext_lazy("新增的", "小组")
    form_class = forms.TeamForm
    rules = {**SchemePartDesk.rules, "detail": sees_rotation}

    def url_of(self, record) -> str:
        return self.url("detail", record.pk) if record.pk else self.gone(record)

    def gone(self, record) -> str:
        return reverse("schemes.detail", args=[record.scheme_id])

    def facts(self, record):
        dates = f"{record.starts or _('一直')} – {record.ends or _('长期')}"
        return [
            (gettext_lazy("片区"), record.area),
            (gettext_lazy("行业"), record.trade),
            (gettext_lazy("起止"), dates),
            (gettext_lazy("轮值方案"), record.scheme, self.gone(record)),
        ]

    def detail(self, **context):
        members = Member.objects.filter(team=self.record).select_related("person", "organization")
        return super().detail(members=members, may_plan=self.may("edit", self.record), **context)


class MemberDesk(PartDesk):
    model = Member
    name = "members"
    owner = "team"
    owner_rule = plans_it
    one = pgettext_lazy("新增的", "组员")
    form_class = forms.MemberForm
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}


class WishDesk(Desk):
    model = Wish
    name = "wishes"
    title = gettext_lazy("时间意愿")
    purpose = gettext_lazy("什么时候不能、什么时候希望轮值；编排时不能安排的一定避开，希望的尽量满足")
    unit = pgettext_lazy("意愿", "条")
    one = pgettext_lazy("新增的", "意愿")
    form_class = forms.WishForm
    tab_name = "kind"
    tab_choices = Wish.Kind.choices
    rules = {"list": inspects, "detail": inspects, "create": plans_it, "edit": plans_it, "delete": plans_it}
    columns = [
        Column("bearer", gettext_lazy("谁"), lambda w: {"title": str(w.bearer), "note": w.note}, "name"),
        Column("kind", gettext_lazy("意愿"), lambda w: w.get_kind_display()),
        Column("starts", gettext_lazy("起"), lambda w: w.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda w: w.ends, "date", sort="ends"),
        Column("scheme", gettext_lazy("方案"), lambda w: w.scheme),
    ]

    def get_queryset(self):
        return Wish.objects.select_related("organization", "person", "team", "scheme")

    def facts(self, record):
        return [
            (gettext_lazy("谁"), record.bearer),
            (gettext_lazy("意愿"), record.get_kind_display()),
            (gettext_lazy("起止"), span(record.starts, record.ends)),
            (gettext_lazy("说明"), record.note),
            (gettext_lazy("方案"), record.scheme),
        ]

    def lacking(self):
        return lacks.of_schemes(self.request.user)

    def new_record(self):
        """Of the scheme in the address, else of the one in force."""
        schemes = Scheme.objects.all()
        scheme = schemes.filter(pk=whole(self.request.GET.get("scheme"))).first() or current_scheme(schemes)
        return Wish(scheme=scheme)

    def form_title(self) -> str:
        return f"{super().form_title()} · {self.record.scheme}"
