"""Appeals: the list that staff work through, one page for each, and the page on which a firm raises one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Subquery, Value
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.editing import Lack
from huiguan.kernel.flow import noted
from huiguan.kernel.history import history_of
from huiguan.kernel.lists import Column
from huiguan.kernel.models import Node
from huiguan.kernel.reach import current_reach
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.forms import FilingForm, ForAMemberForm, LookForm, OwnFilingForm
from huiguan.mechanisms.appeals.models import (
    AT_WORK,
    Addition,
    Answer,
    Appeal,
    AppealState,
    Assignment,
    Contact,
    Diversion,
    Escalation,
    Extension,
    Filing,
    Opinion,
    Score,
    Urging,
)
from huiguan.mechanisms.appeals.queries import due_first, most_pressing_first, usual_profile, with_its_coming
from huiguan.mechanisms.appeals.queries.veil import LOOK, filing_for_the_house, has_looked, with_filer, with_own_title
from huiguan.mechanisms.appeals.rules import files, handles, looks_behind, raised_it, sees
from huiguan.mechanisms.appeals.screens import board, facts, pressing, veiling
from huiguan.mechanisms.appeals.screens.filter import AppealFilter
from huiguan.mechanisms.appeals.words import (
    HUES,
    due_of,
    holder_of,
    stage_of,
    state_label,
    status_of,
    tags_beside_the_day,
    tags_of,
)

GIVEN_ALONG = ("title", "text", "organization", "occasion", "channel")
HIDDEN = gettext_lazy("隐名")
PARTS = tuple((kind, "appeal") for kind in (Assignment, Opinion, Extension, Answer, Urging, Escalation, Diversion))

OF_THE_HOUSE = (Urging, Escalation)


def filer_of(appeal: Appeal) -> str:
    """As far as it is known to whoever asks: the rows come with it, and what is veiled comes empty."""
    return appeal.filer or str(HIDDEN)


def labels_of_tags(appeal: Appeal) -> str:
    return listed(tag["label"] for tag in tags_of(appeal))


def state_choices(by) -> list[tuple[str, Any]]:
    """The states as this person reads them."""
    for_filer = bool(raised_it(by))
    return [(state.value, state_label(state, for_filer=for_filer)) for state in AppealState]


def on_a_card(appeal: Appeal) -> str:
    """Its number, and for everybody but themselves who raised it."""
    return appeal.number if appeal.is_own else listed([appeal.number, filer_of(appeal)])


class AppealDesk(board.OnBoard, Desk):
    model = Appeal
    name = "appeals"
    title = gettext_lazy("诉求")
    purpose = gettext_lazy("企业要解决的事：谁在办、什么时候到期、答复了什么、企业满不满意")
    unit = pgettext_lazy("诉求", "件")
    one = pgettext_lazy("新增的", "诉求")
    form_class = OwnFilingForm  # type: ignore[assignment]  # no form of the record: what is raised is more than it
    flow = AppealFlow
    filter_class = AppealFilter
    tab_name = "state"
    tab_choices = AppealState.choices
    hues = HUES
    step_words = {"create": gettext_lazy("提出"), LOOK: gettext_lazy("查看身份")}
    pages = {"identity": "<whole:pk>/identity/", **board.PAGES}
    posted = Desk.posted | {"identity"}
    takes_files = frozenset({"create", "move"})
    rules = {"list": sees, "detail": sees, "create": files, "identity": looks_behind, "board": sees}
    columns = [
        Column(
            "title",
            gettext_lazy("诉求"),
            lambda a: {"title": a.own_title, "note": a.number, "more": on_a_card(a), "monogram": ""},
            "name",
            sort="number",
            export=lambda a: a.own_title,
        ),
        Column("filer", gettext_lazy("谁提的"), filer_of),
        Column("category", gettext_lazy("类别"), lambda a: a.category or "", sort="category__order"),
        Column("tags", gettext_lazy("标签"), lambda a: a.tags),
        Column("unit", pgettext_lazy("诉求", "主办单位"), lambda a: a.lead or ""),
        Column("filed_at", gettext_lazy("提出"), lambda a: a.filed_at, "date", sort="filed_at"),
        Column("due", gettext_lazy("到期"), due_of, "due", sort="due_at", export=lambda a: due_of(a)["day"]),
        Column("light", gettext_lazy("期限"), tags_beside_the_day, "tags", export=labels_of_tags),
        Column(
            "state", gettext_lazy("状态"), lambda a: status_of(a, for_filer=a.is_read_by_filer), "status", sort="state"
        ),
    ]
    sheet = [
        Column("number", gettext_lazy("编号"), lambda a: a.number),
        *columns[:6],
        Column("stage", gettext_lazy("到期的环节"), stage_of),
        Column("holder", gettext_lazy("由谁办"), holder_of),
        *columns[6:],
        Column("late", gettext_lazy("逾期天数"), lambda a: due_of(a)["days"] or "", "number"),
        Column("ending", gettext_lazy("办结方式"), lambda a: a.ending or ""),
        Column("score", gettext_lazy("评价"), lambda a: str(Score(a.score).label) if a.score else ""),
    ]

    def get_queryset(self):
        leads = Assignment.objects.filter(appeal=OuterRef("pk"), is_lead=True, state__in=AT_WORK)
        rows = with_its_coming(due_first(Appeal.objects.select_related("category", "profile")))
        reader = self.request.user if self.request else None  # the rows are also asked for by whoever only names them
        answers = Answer.objects.filter(appeal=OuterRef("pk")).order_by("-round")
        own = Filing.objects.filter(appeal=OuterRef("pk"), organization__in=current_reach().own)
        rows = with_own_title(with_filer(rows)).annotate(
            lead=Subquery(leads.order_by("pk").values("unit__name")[:1]),
            ending=Subquery(answers.values("ending__name")[:1]),
            score=Subquery(answers.values("rating__score")[:1]),
            is_own=Exists(own),
            is_read_by_filer=Value(bool(reader and raised_it(reader))),
        )
        return rows.order_by("-filed_at", "-pk")

    def listing(self):
        listing = super().listing()
        way = {"id": "board", "url": self.url("board"), "icon": "columns-3", "label": _("看板")}
        listing.elsewhere = [way]
        listing.tab_choices = state_choices(self.request.user)
        if listing.chosen_tab == AppealState.ACCEPTED and not listing.sort_column:
            listing.rows_of = most_pressing_first(listing.rows_of)
        return listing

    def status(self, record):
        return status_of(record, for_filer=record.is_read_by_filer)

    def subtitle(self, record):
        return record.number

    def timeline(self, record):
        return veiling.timeline(record, self.step_words, self.request.user)

    def detail(self, **context):
        shown = facts.of_page(self.record, self.request.user)
        if self.may("identity", self.record) and shown["is_veiled"]:
            context["identity_url"] = self.url("identity", self.record.pk)
        return super().detail(**{**shown, **context})

    def facts(self, record):
        return facts.basic(record)

    def quote(self, record):
        by = self.request.user
        return [*pressing.brought_to(record, by), *facts.quoted(record, by)]

    def history(self):
        """Behind a veil without the names of whoever raised it; to them not how the house itself got on with it."""
        veiled, is_its_own = veiling.is_veiled(self.record), raised_it(self.request.user, self.record)
        parts = PARTS if veiled else (*PARTS, (Contact, "appeal"), (Addition, "appeal"))
        parts = tuple(part for part in parts if not is_its_own or part[0] not in OF_THE_HOUSE)
        hushed = veiling.hushed(self.record, self.request.user)
        past = history_of(self.record, self.flow, self.step_words, parts, self.request.GET.get("page"), hushed)
        past["timeline"] = self.timeline(self.record)
        if veiled:
            veiling.without_names(past["changes"], self.record, self.request.user)
        return self.show("history", record=self.record, title=str(self.record), **past)

    # raising one

    def lacking(self):
        if usual_profile() is None:
            return Lack(_("还没有办理时限方案，请工商联工作人员先在代码表里设一个"))
        return None

    def create(self):
        if lack := self.lacking():
            return self.show("lacking", title=self.title_of_new(), lack=lack, cancel_url=self.url("list"))
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        form = self.form_of_new()(*sent, by=self.request.user, initial=self.suggested())
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            names = ("title", "text", "is_hidden", "category", "level", "files")
            told = {name: said[name] for name in names if name in said}
            with self.saving(form):
                made = actions.file(by=self.request.user, node=self.root(), **told, **form.how())
                messages.success(self.request, _("已提出，编号 %(number)s") % {"number": made.number})
                self.say_beside(form)
                return redirect(self.url_of(made))
        return self.ask(form, self.title_of_new(), self.url("list"), submit=pgettext("诉求的按钮", "提出"))

    def suggested(self) -> dict[str, Any]:
        """What the record gives along from which it was begun."""
        return {name: value for name, value in self.request.GET.items() if name in GIVEN_ALONG and value}

    def form_of_new(self) -> type[OwnFilingForm]:
        scope = self.request.user.scope("appeals.file", self.request.tenant)
        if handles(self.request.user):
            return FilingForm
        return ForAMemberForm if scope.here or scope.below else OwnFilingForm

    def root(self) -> Node:
        return Node.objects.get(tenant=self.request.tenant, parent=None)

    def title_of_new(self):
        return _("提诉求")

    # behind the veil

    def identity(self):
        """Who raised it, for whoever says why they look; for the rest of the day they need not say it again."""
        if has_looked(self.record, self.request.user):
            filing = filing_for_the_house(self.record)
            shown = facts.behind_the_veil(self.record, filing, self.request)
            return self.show("identity", title=str(self.record), back_url=self.url_of(self.record), **shown)
        form = LookForm(self.request.POST if self.request.method == "POST" else None, by=self.request.user)
        if form.is_bound and form.is_valid():
            noted(self.record, LOOK, by=self.request.user, why=form.cleaned_data["why"])
            return redirect(self.url("identity", self.record.pk))
        title = _("查看身份 · %(appeal)s") % {"appeal": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("查看身份"))
