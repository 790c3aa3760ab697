"""What a scheme lays down, each edited from the scheme's page."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation import forms
from huiguan.mechanisms.rotation.actions.ordering import move_down
from huiguan.mechanisms.rotation.forms.ordering import LAST
from huiguan.mechanisms.rotation.models import (
    Duty,
    Enrolment,
    Exemption,
    HandoverPoint,
    Member,
    SchemeRole,
    SchemeStep,
    Suspension,
    Team,
    Way,
)
from huiguan.mechanisms.rotation.queries import in_tables
from huiguan.mechanisms.rotation.rules import plans_it, sees_rotation
from huiguan.mechanisms.rotation.troubles import standing_seats


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


class WarnsOfSeats:
    """Says after saving which published turns somebody who cannot serve is seated in, and what can be done."""

    def save(self, form):
        saved = super().save(form)
        seats = standing_seats(saved) if self.is_away(saved) else []
        if seats:
            told = _("%(who)s 已排在公布了的%(turns)s：可以在“编排”里点“重排已公布的”，或在那一期里申请调换、请人代替")
            turns = listed(in_tables(seat.turn) for seat in seats)
            messages.warning(self.request, told % {"who": saved.bearer, "turns": turns})
        return saved

    def is_away(self, saved) -> bool:
        return True


class WhoDesk(SchemePartDesk):
    """What decides who takes part; every way out leads to the page that shows it."""

    def url_of(self, record) -> str:
        return reverse("schemes.who", args=[record.scheme_id])


class EnrolmentDesk(WhoDesk):
    model = Enrolment
    name = "enrolments"
    one = pgettext_lazy("新增的", "报名或指定")
    form_class = forms.EnrolmentForm


class ExemptionDesk(WarnsOfSeats, WhoDesk):
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
