"""Who links to whom: the list of all, one link, and what is entered by hand."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.filters import ListFilter
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.holding import by_kind
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.search import matching
from huiguan.mechanisms.liaison import actions, words
from huiguan.mechanisms.liaison.consequences import ending
from huiguan.mechanisms.liaison.forms import EndLinkForm, LinkForm, LinkTargetForm, PairRuleForm
from huiguan.mechanisms.liaison.models import Link, Linker, LinkScheme, LinkTarget, PairRule
from huiguan.mechanisms.liaison.queries import done_under
from huiguan.mechanisms.liaison.rules import link_still_holds, plans_it, sees_card, sees_links
from huiguan.mechanisms.liaison.screens.schemes import LinkSchemePartDesk
from huiguan.register.rules import sees
from huiguan.register.screens.columns import day


class LinkTargetDesk(LinkSchemePartDesk):
    model = LinkTarget
    name = "link_targets"
    one = pgettext_lazy("新增的", "联系对象")
    form_class = LinkTargetForm


class PairRuleDesk(PartDesk):
    """Added from the scheme's page: it stands between a leader and a target of it."""

    model = PairRule
    name = "pair_rules"
    one = pgettext_lazy("新增的", "指定或回避")
    form_class = PairRuleForm
    owner = "linker"
    owner_rule = plans_it
    pages = {"add": "of/<whole:owner>/new/"}
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}

    def url_of(self, record) -> str:
        return reverse("link_schemes.detail", args=[record.linker.scheme_id])


class LinkFilter(ListFilter):
    scheme = django_filters.ModelChoiceFilter(
        queryset=lambda request: LinkScheme.objects.all(),
        field_name="linker__scheme",
        label=gettext_lazy("方案"),
        empty_label=gettext_lazy("全部方案"),
    )
    holds = django_filters.ChoiceFilter(
        choices=[
            ("now", gettext_lazy("现在联系的")),
            ("past", gettext_lazy("已经结束的")),
            ("later", gettext_lazy("以后开始的")),
        ],
        label=gettext_lazy("时间"),
        empty_label=gettext_lazy("全部时间"),
        method="holding",
    )

    def find(self, rows, name, value):
        leaders = matching(Linker.objects.all(), value)
        return rows.filter(Q(linker__in=leaders) | Q(target__in=matching(LinkTarget.objects.all(), value)))

    def holding(self, rows, name, value):
        today = clock.today()
        if value == "now":
            return rows.filter(on_day(today))
        return rows.filter(ends__lt=today) if value == "past" else rows.filter(starts__gt=today)


class LinkDesk(PartDesk):
    model = Link
    name = "links"
    title = gettext_lazy("联系关系")
    purpose = gettext_lazy("哪位领导联系哪家商会、企业或项目，从什么时候起，为什么")
    unit = pgettext_lazy("联系", "对")
    one = pgettext_lazy("新增的", "联系关系")
    form_class = LinkForm
    filter_class = LinkFilter
    owner = "linker"
    owner_rule = plans_it
    pages = {**PartDesk.pages, "end": "<whole:pk>/end/"}
    posted = PartDesk.posted | {"end"}
    rules = {
        "list": sees_links,
        "detail": sees_links,
        "add": plans_it,
        "end": plans_it & link_still_holds,
        "delete": plans_it,
    }
    step_words = {"end": gettext_lazy("结束联系")}
    columns = [
        Column("target", gettext_lazy("联系对象"), lambda k: {"title": str(k.target)}, "name", sort="target__pinyin"),
        Column("linker", gettext_lazy("领导"), lambda k: k.linker.titled, sort="linker__pinyin"),
        Column("starts", gettext_lazy("起"), lambda k: k.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda k: k.ends, "date", sort="ends"),
        Column("scheme", gettext_lazy("方案"), lambda k: k.linker.scheme),
    ]

    def get_queryset(self):
        return Link.objects.select_related("linker__scheme", "target__organization", "took_over__linker")

    def url_of(self, record) -> str:
        return self.url("detail", record.pk) if record.pk else reverse("linkers.detail", args=[record.linker_id])

    def gone(self, record) -> str:
        return reverse("linkers.detail", args=[record.linker_id])

    def crumbs(self):
        return [{"label": self.title, "url": self.url("list")}] if self.page != "list" else []

    def facts(self, record):
        by, names = self.request.user, words.Names(record.linker.scheme)
        places = names.townships(words.townships_in(record.reasons))
        leader = (gettext_lazy("领导"), record.linker.titled)
        if sees_card(by, record.linker):
            leader = (*leader, reverse("linkers.detail", args=[record.linker_id]))
        organization = record.target.organization
        target = (gettext_lazy("联系对象"), record.target)
        if organization is not None and sees(by, organization):
            target = (*target, reverse("organizations.detail", args=[organization.pk]))
        rows = [
            leader,
            target,
            (gettext_lazy("起"), day(record.starts)),
            (gettext_lazy("止"), day(record.ends) or _("到调整为止")),
            (gettext_lazy("为什么是他（她）"), words.reasons(record.reasons, names, places)),
            (
                gettext_lazy("方案"),
                record.linker.scheme,
                reverse("link_schemes.detail", args=[record.linker.scheme_id]),
            ),
        ]
        if record.took_over:
            rows.append((gettext_lazy("接自"), record.took_over.linker.titled, self.url_of(record.took_over)))
        if record.end_reason:
            rows.append((gettext_lazy("为什么结束"), record.end_reason))
        return rows

    def detail(self, **context):
        end_url = self.url("end", self.record.pk) if self.may("end", self.record) else ""
        return super().detail(end_url=end_url, **context)

    def save(self, form):
        typed = {name: form.cleaned_data[name] for name in ("target", "starts", "ends")}
        return actions.link(form.instance.linker, by=self.request.user, **typed)

    def add(self, owner: int):
        try:
            return super().add(owner)
        except NotAllowed as refusal:
            messages.error(self.request, str(refusal))
            return redirect("linkers.detail", get_object_or_404(Linker.objects.all(), pk=owner).pk)

    def held_by(self, row):
        """Also whatever was done under it, which would be nobody's then."""
        with reaching(whole(row.tenant)):
            done = [record for rows in done_under(row) for record in rows]
        return [*super().held_by(row), *by_kind(done, self.request)]

    def instead(self, row) -> str:
        if self.may("end", row):
            return _("不再联系的，请用“结束联系”：做过的都还在")
        return _("已经结束的联系留作记录")

    def end(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = EndLinkForm(data, by=self.request.user, record=self.record)
        if self.is_settled(form):
            actions.end_link(self.record, by=self.request.user, **form.cleaned_data)
            messages.success(self.request, _("已结束联系；做过的都还在"))
            return redirect(self.url_of(self.record))
        title, said = _("结束联系 · %(link)s") % {"link": self.record}, {"seen": self.record.version}
        mind = ending(self.record)
        return self.ask(form, title, self.url_of(self.record), submit=_("结束联系"), danger=True, mind=mind, **said)
