"""Schemes: the rules of a rotation, and drawing up its roster."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation.forms import PlanForm, SchemeForm, StepForm, SuspensionForm, WishForm
from huiguan.mechanisms.rotation.models import Roster, Scheme, SchemeStep, Suspension, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.plans import add_months
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.rules import plans_it, sees_rotation
from huiguan.mechanisms.rotation.solver import Impossible


class SchemeDesk(Desk):
    model = Scheme
    name = "schemes"
    title = gettext_lazy("轮值方案")
    purpose = gettext_lazy("一期多长、每期几家、哪些职务的企业参加、走哪几步：都在这里定，都有起止日期")
    unit = pgettext_lazy("方案", "个")
    one = pgettext_lazy("新增的", "方案")
    form_class = SchemeForm
    pages = {"plan": "<int:pk>/plan/"}
    posted = Desk.posted | {"plan"}
    rules = {
        "list": plans_it,
        "detail": sees_rotation,
        "create": plans_it,
        "edit": plans_it,
        "delete": plans_it,
        "plan": plans_it,
    }
    columns = [
        Column("name", gettext_lazy("方案"), lambda s: {"title": s.name, "note": s.document}, "name", sort="pinyin"),
        Column("starts", gettext_lazy("起"), lambda s: s.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda s: s.ends, "date"),
        Column("months", gettext_lazy("一期几个月"), lambda s: s.months, "number"),
        Column("hosts", gettext_lazy("每期企业"), lambda s: f"{s.hosts_from}–{s.hosts_to}"),
    ]

    def get_queryset(self):
        return Scheme.objects.select_related("node").order_by("-starts", "pinyin")

    def facts(self, record):
        posts = listed(record.eligible_posts.all()) or _("全部会员企业")
        return [
            (gettext_lazy("由谁组织"), record.node),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends or _('长期')}"),
            (gettext_lazy("一期几个月"), record.months),
            (gettext_lazy("每期企业"), f"{record.hosts_from}–{record.hosts_to}"),
            (gettext_lazy("提前公布天数"), record.notice_days),
            (gettext_lazy("参加轮值的职务"), posts),
            (gettext_lazy("依据文件"), record.document),
        ]

    def detail(self, **context):
        scheme = self.record
        roster = Roster.objects.filter(scheme=scheme).first()
        return super().detail(
            steps=scheme.steps.all(),
            suspensions=scheme.suspensions.all(),
            wishes=Wish.objects.filter(scheme=scheme).select_related("organization"),
            firms=eligible(scheme, clock.today()).count(),
            roster=roster,
            levels=[words.level(row) for row in roster.levels] if roster else [],
            unmet=[words.unmet(row) for row in roster.unmet] if roster else [],
            drafted=Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED).count(),
            may_plan=self.may("plan", scheme),
            board_url=f"{reverse('rotation.board')}?scheme={scheme.pk}",
            wish_url=f"{reverse('wishes.create')}?scheme={scheme.pk}",
            **context,
        )

    def plan(self):
        """The roster from–to. What cannot be kept is named, and nothing is changed."""
        posted = self.request.POST if self.request.method == "POST" else None
        form = PlanForm(posted, by=self.request.user, record=self.record, initial=self.next_year())
        if form.is_bound and form.is_valid():
            try:
                roster = actions.plan(self.record, by=self.request.user, **form.cleaned_data)
                messages.success(self.request, self.planned(roster))
                return redirect(f"{reverse('rotation.board')}?scheme={self.record.pk}&year={roster.starts.year}")
            except Impossible as reasons:
                for row in reasons.lacks:
                    form.add_error(None, words.lack(row))
            except ProtectedError:
                form.add_error(
                    None, _("有的期次已经登记了活动、建议或交接，重新编排会丢掉它们：请改从以后的期次开始编排")
                )
            except actions.NothingToPlan as nothing:
                form.add_error(None, self.nothing(str(nothing)))
        return self.ask(
            form, _("编排 · %(scheme)s") % {"scheme": self.record}, self.url_of(self.record), submit=_("编排")
        )

    def next_year(self) -> dict[str, date]:
        """What is most likely wanted: from the end of what is settled, for a year."""
        last = Turn.objects.filter(scheme=self.record).exclude(state=TurnState.DRAFTED).order_by("-ends").first()
        starts = add_months(last.ends, 0).replace(day=1) if last else self.record.starts
        starts = add_months(starts, 1) if last else starts
        return {"starts": starts, "ends": date(starts.year, 12, 31)}

    def planned(self, roster: Roster) -> str:
        turns = roster.turns.count()
        if roster.proven:
            return _("已编排 %(turns)s 期，并已证明没有更好的排法") % {"turns": turns}
        return _("已编排 %(turns)s 期；时间有限，尚未证明是最好的排法") % {"turns": turns}

    def nothing(self, what: str) -> str:
        if what == "candidates":
            return _("没有符合条件的企业：请检查方案里参加轮值的职务，或先登记任职")
        return _("这段时间里没有可编排的期次：可能都已公布、在暂停期内，或不在方案的起止日期里")


class SchemePartDesk(PartDesk):
    """What belongs to a scheme and is edited from its page."""

    owner = "scheme"
    owner_rule = plans_it
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}


class StepDesk(SchemePartDesk):
    model = SchemeStep
    name = "scheme_steps"
    one = pgettext_lazy("新增的", "步骤")
    form_class = StepForm


class SuspensionDesk(SchemePartDesk):
    model = Suspension
    name = "suspensions"
    one = pgettext_lazy("新增的", "暂停")
    form_class = SuspensionForm


class WishDesk(Desk):
    model = Wish
    name = "wishes"
    title = gettext_lazy("时间意愿")
    purpose = gettext_lazy("企业什么时候不能、什么时候希望轮值；编排时不能安排的一定避开，希望的尽量满足")
    unit = pgettext_lazy("意愿", "条")
    one = pgettext_lazy("新增的", "意愿")
    form_class = WishForm
    tab_name = "kind"
    tab_choices = Wish.Kind.choices
    rules = {"list": plans_it, "detail": plans_it, "create": plans_it, "edit": plans_it, "delete": plans_it}
    columns = [
        Column("organization", gettext_lazy("企业"), lambda w: {"title": str(w.organization), "note": w.note}, "name"),
        Column("kind", gettext_lazy("意愿"), lambda w: w.get_kind_display()),
        Column("starts", gettext_lazy("起"), lambda w: w.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda w: w.ends, "date", sort="ends"),
        Column("scheme", gettext_lazy("方案"), lambda w: w.scheme),
    ]

    def get_queryset(self):
        return Wish.objects.select_related("organization", "scheme")

    def facts(self, record):
        return [
            (gettext_lazy("企业"), record.organization),
            (gettext_lazy("意愿"), record.get_kind_display()),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends}"),
            (gettext_lazy("说明"), record.note),
            (gettext_lazy("方案"), record.scheme),
        ]

    def new_record(self):
        scheme = self.request.GET.get("scheme", "")
        return Wish(scheme_id=int(scheme)) if scheme.isdigit() else Wish()
