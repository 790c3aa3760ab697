"""Desks: list, search, export, create, detail, edit, delete, history, and a page for every move of the flow."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from huiguan.kernel.flow import Flow, entered, perform
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.history import history_of, timeline_of
from huiguan.kernel.lists import Column, ListFilter, Listing
from huiguan.kernel.models import Stale
from huiguan.kernel.screens import Screen
from huiguan.kernel.sheets import download, workbook

PAGES = {
    "list": "",
    "export": "export/",
    "create": "new/",
    "detail": "<int:pk>/",
    "edit": "<int:pk>/edit/",
    "delete": "<int:pk>/delete/",
    "history": "<int:pk>/history/",
    "move": "<int:pk>/<slug:move>/",
}


class Desk(Screen):
    """All the pages of one kind of record; any of them may be overridden by a method of its name."""

    model: ClassVar[type[Model] | None] = None
    form_class: ClassVar[type[RecordForm] | None] = None
    filter_class: ClassVar[type[ListFilter]] = ListFilter
    flow: ClassVar[type[Flow] | None] = None
    columns: ClassVar[list[Column]] = []
    sheet: ClassVar[list[Column]] = []  # the columns of the spreadsheet, where it holds more than the list shows
    title: ClassVar[Any] = ""
    purpose: ClassVar[Any] = ""
    unit: ClassVar[Any] = ""
    one: ClassVar[Any] = ""  # what one record is called on a button
    step_words: ClassVar[dict[str, Any]] = {}  # what steps that are no moves of the flow are called
    tab_name: ClassVar[str] = ""
    tab_choices: ClassVar[list] = []
    posted = frozenset({"create", "edit", "delete", "move"})

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.model:
            cls.rules = {**cls.rules}
            for page, like in (("export", "list"), ("history", "detail"), ("move", "detail")):
                if like in cls.rules:
                    cls.rules.setdefault(page, cls.rules[like])
            used = set(cls.rules) - (set() if cls.flow else {"move"})
            cls.pages = {page: url for page, url in {**cls.pages, **PAGES}.items() if page in used}
        super().__init_subclass__(**kwargs)

    def answer(self, pk: int | None = None, **kwargs: Any):
        self.record = get_object_or_404(self.get_queryset(), pk=pk) if pk else None
        self.check(self.record)
        return getattr(self, self.page)(**kwargs)

    def stale(self, pk: int | None = None, **kwargs: Any):
        record = self.get_queryset().filter(pk=pk).first()
        status = self.status(record) if record else None
        back = self.url_of(record) if record else self.url("list")
        return self.show("stale", code=409, back_url=back, record=record, status=status)

    # what a mechanism says about its records

    def get_queryset(self) -> QuerySet:
        return self.model.objects.all()

    def status(self, record) -> dict[str, Any] | None:
        """The state as a word with its hue; nothing for records without a life."""
        if not hasattr(record, "state"):
            return None
        return {"label": record.get_state_display(), "hue": getattr(self, "hues", {}).get(record.state, "slate")}

    def subtitle(self, record) -> Any:
        return ""

    def facts(self, record) -> list[tuple[Any, Any]]:
        return []

    def panels(self, record) -> list[Any]:
        return []

    def timeline(self, record) -> list[Any]:
        return timeline_of(record, self.flow, self.step_words)

    def url_of(self, record) -> str:
        return self.url("detail", record.pk)

    def after(self, record) -> str:
        """Where a saved form leads."""
        return self.url_of(record)

    def gone(self, record) -> str:
        return self.url("list")

    # the pages

    def visible(self) -> QuerySet:
        """The records that this person may open one by one."""
        rule = self.rules.get("detail") or self.rules["list"]
        return self.get_queryset().filter(rule.q(self.request.user, self.model))

    def crumbs(self) -> list[dict[str, Any]]:
        if self.page == "list" or "list" not in self.pages or not self.may("list"):
            return []
        return [{"label": self.title, "url": self.url("list")}]

    def listing(self) -> Listing:
        may_create = self.form_class and self.may("create")
        return Listing(
            rows_of=self.visible(),
            params=self.request.GET.copy(),
            shown_columns=self.columns,
            filter_class=self.filter_class,
            request=self.request,
            url_of=self.url_of,
            tab_name=self.tab_name,
            tab_choices=list(self.tab_choices),
            list_url=self.url("list"),
            export_url=f"{self.url('export')}?{self.request.GET.urlencode()}",
            create_url=self.url("create") if may_create else None,
            create_label=_("新增%(one)s") % {"one": self.one},
        )

    def list(self, **context: Any):
        return self.show("list", partial="results", listing=self.listing(), title=self.title, **context)

    def export(self):
        """The rows that the list shows with the same address, all pages of it, as a spreadsheet."""
        listing = self.listing()
        columns = self.sheet or self.columns
        heads = [str(column.label) for column in columns]
        rows = ([column.plain(record) for column in columns] for record in listing.shown.iterator(chunk_size=500))
        return download(workbook(str(self.title), heads, rows), str(self.title))

    def detail(self, **context: Any):
        record = self.record
        shown = {
            "record": record,
            "title": str(record),
            "subtitle": self.subtitle(record),
            "status": self.status(record),
            "facts": self.facts(record),
            "panels": self.panels(record),
            "moves": self.buttons(record),
            "timeline": self.timeline(record),
            "edit_url": self.url("edit", record.pk) if self.may("edit", record) else None,
            "delete_url": self.url("delete", record.pk) if self.may("delete", record) else None,
            "history_url": self.url("history", record.pk),
        }
        return self.show("detail", **{**shown, **context})

    def buttons(self, record) -> list[dict[str, Any]]:
        open_moves = self.flow.open_to(self.request.user, record) if self.flow else []
        return [
            {
                "name": move.name,
                "label": move.label,
                "url": self.url("move", record.pk, move.name),
                "allowed": bool(verdict),
                "why": verdict.why,
                "primary": number == 0,
                "danger": move.danger,
            }
            for number, (move, verdict) in enumerate(open_moves)
        ]

    def history(self):
        past = history_of(self.record, self.flow, self.step_words)
        return self.show("history", record=self.record, title=str(self.record), **past)

    def new_record(self):
        """The record that the empty form of ``create`` starts from."""
        return self.model()

    def create(self):
        self.record = self.new_record()
        return self.edit()

    def edit(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = self.form_class(data, instance=self.record, by=self.request.user)
        if data is not None and form.is_valid():
            try:
                with transaction.atomic():
                    record = self.save(form)
                messages.success(self.request, _("已保存"))
                return redirect(self.after(record))
            except Stale:
                form = self.form_class(data, instance=self.get_queryset().get(pk=self.record.pk), by=self.request.user)
                form.is_valid()
            except IntegrityError:
                form.add_error(None, _("刚刚有人登记了相同的内容,请先查一查再保存"))
        return self.ask(form, self.form_title(), self.form_cancel())

    def form_title(self) -> str:
        if self.record.pk:
            return _("修改:%(record)s") % {"record": self.model.everywhere.get(pk=self.record.pk)}
        return _("新增%(one)s") % {"one": self.one}

    def form_cancel(self) -> str:
        return self.url_of(self.record) if self.record.pk else self.url("list")

    def save(self, form):
        """Write what was filled in; an overriding desk may call an action here."""
        if form.instance.pk:
            return form.save()
        record = form.save(commit=False)
        with entered(record, by=self.request.user):
            record.save()
            form.save_m2m()
        return record

    def delete(self):
        return self.remove(self.record, self.gone(self.record), self.url_of(self.record))

    def remove(self, row, then: str, cancel: str = ""):
        """Ask, then delete ``row``; refused with the reason while something depends on it."""
        problem, cancel = "", cancel or then
        if self.request.method == "POST":
            try:
                with transaction.atomic():
                    row.delete()
                messages.success(self.request, _("已删除"))
                return redirect(then)
            except ProtectedError as refusal:
                kinds = sorted({str(thing._meta.verbose_name) for thing in refusal.protected_objects})
                problem = _("还有记录用到它,不能删除:%(kinds)s") % {"kinds": "、".join(kinds)}
        title = _("删除:%(record)s") % {"record": row}
        return self.ask(Form(), title, cancel, submit=_("删除"), danger=True, problem=problem)

    def move(self, move: str):
        if move not in self.flow.moves:
            raise Http404
        made = self.flow.moves[move]
        data = self.request.POST if self.request.method == "POST" else None
        form = (made.form or Form)(data, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            record = perform(self.record, move, by=self.request.user, **form.cleaned_data)
            messages.success(self.request, _("已办理:%(move)s") % {"move": made.label})
            return redirect(self.after(record))
        title = f"{made.label} · {self.record}"
        verdict = made.may(self.request.user, self.record)
        problem = "" if verdict else verdict.why
        return self.ask(form, title, self.url_of(self.record), submit=made.label, danger=made.danger, problem=problem)

    def ask(self, form, title: str, cancel_url: str, *, submit: Any = None, danger: bool = False, problem: Any = ""):
        return self.show(
            "form",
            code=422 if form.is_bound or problem else 200,
            form=form,
            title=title,
            submit_label=submit or _("保存"),
            cancel_url=cancel_url,
            danger=danger,
            problem=problem,
            conflict=getattr(form, "conflict", []),
        )
