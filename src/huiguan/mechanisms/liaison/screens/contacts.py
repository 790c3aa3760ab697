"""Contacts: the list, one of them, and entering one in less than a minute."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.activities.models import Activity, ActivityState
from huiguan.activities.rules import sees
from huiguan.kernel import attaching, clock
from huiguan.kernel.days import on_day
from huiguan.kernel.desks import Desk
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.rules import condition
from huiguan.kernel.search import matching
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.actions.contacts import STILL_TO_COME
from huiguan.mechanisms.liaison.flow import ContactFlow
from huiguan.mechanisms.liaison.forms import ArrangeForm, ContactForm, RecordContactForm, TalkForm, hindrance
from huiguan.mechanisms.liaison.models import Contact, ContactKind, ContactState, Linker, LinkTarget, Talk
from huiguan.mechanisms.liaison.queries import linkers_of, with_talks
from huiguan.mechanisms.liaison.rules import (
    inspects,
    is_their_leader,
    keeps_contact,
    keeps_talk,
    records,
    records_for,
    sees_contact,
    sees_links,
)
from huiguan.mechanisms.liaison.screens.contact_page import Reading

HUES = {ContactState.PLANNED: "sky", ContactState.HELD: "jade", ContactState.CALLED_OFF: "slate"}

is_not_to_come = condition(
    lambda contact: (
        contact.state != ContactState.PLANNED
        or contact.activity is None
        or contact.activity.state != ActivityState.PLANNED
    ),
    ~Q(state=ContactState.PLANNED) | Q(activity=None) | ~Q(activity__state=ActivityState.PLANNED),
    STILL_TO_COME,
)


class ContactFilter(WaitingFilter):
    kind = django_filters.ChoiceFilter(
        choices=ContactKind.choices, label=gettext_lazy("联系方式"), empty_label=gettext_lazy("全部方式")
    )

    def find(self, rows, name, value):
        found = Talk.objects.filter(target__in=matching(LinkTarget.objects.all(), value))
        found |= matching(Talk.objects.all(), value)
        leaders = matching(Linker.objects.all(), value)
        return rows.filter(pk__in=found.values("contact")) | rows.filter(linker__in=leaders)


class ContactDesk(attaching.Attaching, Desk):
    model = Contact
    name = "link_contacts"
    title = gettext_lazy("联系记录")
    purpose = gettext_lazy("哪天、怎样联系的，通报了什么，听到了什么，答应回复什么")
    unit = pgettext_lazy("联系", "次")
    one = pgettext_lazy("新增的", "联系记录")
    form_class = ContactForm
    flow = ContactFlow
    filter_class = ContactFilter
    tab_name = "state"
    tab_choices = ContactState.choices
    hues = HUES
    pages = {"enter": "of/<whole:owner>/new/", "arrange": "of/<whole:owner>/arrange/", **attaching.PAGES}
    posted = Desk.posted | attaching.POSTED | {"enter", "arrange"}
    rules = {
        "list": sees_links,
        "detail": sees_contact,
        "create": records,
        "enter": sees_links,
        "arrange": sees_links,
        "edit": keeps_contact,
        "delete": keeps_contact & is_not_to_come,
        **attaching.rules(sees_contact, keeps_contact),
    }
    columns = [
        Column(
            "targets",
            gettext_lazy("和谁"),
            lambda c: {"title": listed(talk.target for talk in c.talks.all()), "note": c.get_kind_display()},
            "name",
        ),
        Column("on", gettext_lazy("哪天"), lambda c: c.on, "date", sort="on"),
        Column("linker", gettext_lazy("领导"), lambda c: c.linker.titled, sort="linker__pinyin"),
        Column("kind", gettext_lazy("联系方式"), lambda c: c.get_kind_display(), sort="kind"),
        Column(
            "late",
            gettext_lazy("登记"),
            lambda c: _("晚 %(n)s 天") % {"n": c.days_late} if c.days_late else "",
        ),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda c: {"label": c.get_state_display(), "hue": HUES[c.state]},
            "status",
            sort="state",
        ),
    ]

    def get_queryset(self):
        return with_talks(Contact.objects.select_related("linker__scheme__node")).order_by("-on", "-pk")

    def facts(self, record):
        rows: list[tuple] = [
            (gettext_lazy("领导"), record.linker.titled),
            (gettext_lazy("联系方式"), record.get_kind_display()),
            (gettext_lazy("哪天"), self.read.when),
            (gettext_lazy("地点"), record.place),
            (gettext_lazy("谈什么"), listed(self.read.topics)),
        ]
        if record.entered_on and not self.is_of_those_linked():
            late = _("晚 %(n)s 天") % {"n": record.days_late} if record.days_late else ""
            rows.append((gettext_lazy("登记日期"), f"{record.entered_on} {late}".strip()))
        return rows

    def is_of_those_linked(self) -> bool:
        """Whether whoever looks is one of those linked: they read what was said with them, and no more."""
        by = self.request.user
        return not (inspects(by, self.record) or is_their_leader()(by, self.record))

    def detail(self, **context):
        by = self.request.user
        return super().detail(
            talks=self.read.rows,
            questions=self.record.questions.select_related("target__organization", "reply"),
            may_edit=keeps_contact(by, self.record),
            activity=self.record.activity,
            activity_url=self.activity_url(),
            **context,
        )

    @cached_property
    def read(self) -> Reading:
        return Reading(self.record, self.request.user)

    def activity_url(self) -> str:
        activity = self.record.activity
        is_open = activity is not None and Activity.objects.filter(sees.q(self.request.user, Activity), pk=activity.pk)
        return reverse("activities.detail", args=[activity.pk]) if is_open and is_open.exists() else ""

    def going(self, row):
        return [row, *actions.goes_along(row)]

    def save(self, form):
        return actions.put_right(form.save(commit=False), by=self.request.user)

    def erase(self, row) -> None:
        actions.remove(row, by=self.request.user)

    # entering one

    def create(self):
        """Whose contact it is: one's own, or one of those of the leaders one sees."""
        linkers = self.offered()
        if len(linkers) == 1:
            return redirect("link_contacts.enter", linkers[0].pk)
        return self.show("choose", title=_("登记哪位领导的联系"), linkers=linkers, cancel_url=self.url("list"))

    def offered(self) -> list[Linker]:
        if own := list(linkers_of(self.request.user)):
            return own
        rows = Linker.objects.filter(records_for.q(self.request.user, Linker), on_day(clock.today()))
        return list(rows.select_related("scheme"))

    def enter(self, owner: int):
        linker = self.of_leader(owner)
        return self.entering(linker, RecordContactForm, _("登记联系"), self.entered)

    def arrange(self, owner: int):
        linker = self.of_leader(owner)
        return self.entering(linker, ArrangeForm, _("约定联系"), self.planned)

    def of_leader(self, owner: int) -> Linker:
        linker = get_object_or_404(Linker.objects.select_related("scheme__node", "person", "officer"), pk=owner)
        if not (verdict := records_for(self.request.user, linker)):
            raise PermissionDenied(str(verdict.why))
        return linker

    def entering(self, linker: Linker, form_class, label: str, act):
        data = self.request.POST if self.request.method == "POST" else None
        problem = hindrance(linker, is_to_come=form_class is ArrangeForm)
        form = form_class(None if problem else data, by=self.request.user, linker=linker, initial=self.suggested_with())
        if form.is_bound and form.is_valid():
            with self.saving(form):
                contact = act(linker, form)
                messages.success(self.request, _("已登记"))
                return redirect(self.url_of(contact))
        title = f"{label} · {linker.titled}"
        return self.ask(form, title, reverse("linkers.detail", args=[linker.pk]), submit=label, problem=problem)

    def suggested_with(self) -> dict[str, Any]:
        """Whom the address names."""
        target = self.request.GET.get("target", "")
        return {"targets": [int(target)]} if target.isascii() and target.isdigit() and len(target) < 10 else {}

    def entered(self, linker: Linker, form) -> Contact:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("kind", "on", "place", "topics")}
        return actions.record(linker, by=self.request.user, said=form.said(cleaned["targets"]), **facts)

    def planned(self, linker: Linker, form) -> Contact:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("kind", "at", "place", "targets", "topics")}
        return actions.arrange(linker, by=self.request.user, reasons=form.reasons, **facts)


class TalkDesk(PartDesk):
    model = Talk
    name = "talks"
    owner = "contact"
    owner_rule = keeps_contact
    one = gettext_lazy("联系内容")
    form_class = TalkForm
    pages: dict[str, str] = {}
    rules = {"edit": keeps_talk}
