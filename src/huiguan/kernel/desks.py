"""Desks: list, search, export, create, detail, edit, delete, history, and a page for every move of the flow."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.kernel import bulk_pages
from huiguan.kernel.editing import Lack
from huiguan.kernel.flow import Flow
from huiguan.kernel.forms import RecordForm
from huiguan.kernel.history import history_of, timeline_of
from huiguan.kernel.lists import Column, ListFilter, Listing
from huiguan.kernel.narrowing import ALL, in_words
from huiguan.kernel.rooms import rooms
from huiguan.kernel.saved_views import KeptViews
from huiguan.kernel.sheets import download, workbook
from huiguan.kernel.words import listed

PAGES = {
    "list": "",
    "export": "export/",
    "print": "print/",
    "create": "new/",
    "detail": "<whole:pk>/",
    "edit": "<whole:pk>/edit/",
    "delete": "<whole:pk>/delete/",
    "history": "<whole:pk>/history/",
    "move": "<whole:pk>/<slug:move>/",
    **bulk_pages.PAGES,
}

MOST_ON_PAPER = 2000  # rows


class Desk(bulk_pages.InBulk):
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
    unfound: ClassVar[Any] = ""  # what whoever found nothing should know of how these records are searched
    step_words: ClassVar[dict[str, Any]] = {}  # what steps that are no moves of the flow are called
    history_parts: ClassVar[
        tuple
    ] = ()  # kinds of rows whose changes belong to the record's own, with their field to it
    tab_name: ClassVar[str] = ""
    tab_choices: ClassVar[list] = []
    page_size: ClassVar[int] = 25
    asked: QueryDict | None = None  # what the list is asked, where it is not what the address says
    posted = frozenset({"create", "edit", "delete", "move", "bulk"})

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.model:
            cls.rules = {**cls.rules}
            likes = {
                "export": "list",
                "print": "list",
                "history": "detail",
                "move": "detail",
                **dict.fromkeys(bulk_pages.PAGES, "list"),
            }
            for page, like in likes.items():
                if like in cls.rules:
                    cls.rules.setdefault(page, cls.rules[like])
            moves = {"move", *bulk_pages.PAGES}
            used = set(cls.rules) - (set() if cls.flow and "move" in cls.rules else moves - set(cls.pages))
            cls.pages = {page: url for page, url in {**cls.pages, **PAGES}.items() if page in used}
        super().__init_subclass__(**kwargs)

    def answer(self, pk: int | None = None, **kwargs: Any):
        self.record = get_object_or_404(self.get_queryset(), pk=pk) if pk is not None else None
        self.check(self.record)
        return getattr(self, self.page)(**kwargs)

    def stale(self, pk: int | None = None, **kwargs: Any):
        record = self.get_queryset().filter(pk=pk).first()
        back = self.url_of(record) if record else self.above(**kwargs)
        known = {"status": self.status(record), "last": self.latest(record)} if record else {}
        return self.show("stale", code=409, back_url=back, record=record, **known)

    def latest(self, record):  # the last step of its life, as this person is told of it
        return next(iter(self.timeline(record)), None)

    def above(self, **kwargs: Any) -> str:
        """Where to go when the record is gone, or the page is of none."""
        return self.url("list")

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

    def quote(self, record) -> list[tuple[Any, Any]]:
        """Facts that whoever makes a move must have before their eyes; they stand above its form."""
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
        rule = self.rules.get("detail", self.rules["list"])
        return self.get_queryset().filter(rule.q(self.request.user, self.model))

    def crumbs(self) -> list[dict[str, Any]]:
        if self.page == "list" or "list" not in self.pages or not self.may("list"):
            return []
        return [{"label": self.title, "url": self.url("list")}]

    @property
    def sees_all(self) -> bool:
        """Whether an empty list says that there is nothing, and not only nothing that this person may see."""
        word = self.model.reach_to.word
        return not word or self.request.reach.scope(word).whole

    @cached_property
    def lack(self) -> Lack | None:
        """What is lacking, for whoever could otherwise make a record."""
        return self.lacking() if self.form_class and self.may("create") else None

    def listing(self) -> Listing:
        may_create = self.form_class and self.may("create") and not self.lack
        params = self.request.GET if self.asked is None else self.asked
        return Listing(
            rows_of=self.visible(),
            params=params.copy(),
            shown_columns=self.columns,
            filter_class=self.filter_class,
            request=self.request,
            url_of=self.url_of,
            tab_name=self.tab_name,
            tab_choices=list(self.tab_choices),
            page_size=self.page_size,
            list_url=self.url("list"),
            export_url=f"{self.url('export')}?{params.urlencode()}",
            print_url=f"{self.url('print')}?{params.urlencode()}",
            create_url=self.url("create") if may_create else None,
            create_label=self.title_of_new(),
        )

    def list(self, **context: Any):
        kept = KeptViews(self)
        if start := kept.to_begin_with():
            return redirect(start)
        listing = self.listing()
        context |= {"views": kept.beside(listing), "bulk": self.bulk_beside(listing)}
        return self.show("list", partial="results", listing=listing, title=self.title, **context)

    def export(self):
        """The rows that the list shows with the same address, all pages of it, as a spreadsheet."""
        listing = self.listing()
        if listing.ignored:
            return self.not_as_asked(listing, _("没有导出：筛选条件无效"))
        columns = self.sheet or self.columns
        heads = [str(column.label) for column in columns]
        rows = ([column.plain(record) for column in columns] for record in listing.shown.iterator(chunk_size=500))
        return download(workbook(str(self.title), heads, rows), str(self.title))

    def print(self):
        """The same rows on paper, as many as anybody would print."""
        listing = self.listing()
        if listing.ignored:
            return self.not_as_asked(listing, _("没有打印：筛选条件无效"))
        listing.page_size = MOST_ON_PAPER
        listing.params.pop("page", None)
        context = {"listing": listing, "words": in_words(listing), "most": MOST_ON_PAPER}
        back = f"{self.url('list')}?{listing.query or ALL + '=1'}"
        return self.show("print_list", title=self.title, back_url=back, **context)

    def not_as_asked(self, listing: Listing, title: str):
        """Whoever takes the rows away must not take them for what they asked for."""
        advice = _("请回到列表，重新选一下筛选条件")
        return self.wrong(400, title, reason=listed(listing.ignored), advice=advice)

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
            "onward": [way for room in rooms() if room.onward for way in room.onward(record, self.request.user)],
        }
        for page in ("edit", "delete", "history"):
            shown[f"{page}_url"] = self.url(page, record.pk) if self.may(page, record) else None
        return self.show("detail", **{**shown, **context})

    def history(self):
        past = history_of(self.record, self.flow, self.step_words, self.history_parts, self.request.GET.get("page"))
        return self.show("history", record=self.record, title=str(self.record), **past)
