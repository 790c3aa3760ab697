"""Lists: columns, filters, tabs, sorting, paging, and the same rows as a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now

from huiguan.kernel import asked, narrowing
from huiguan.kernel.chips import chips_of
from huiguan.kernel.filters import ListFilter
from huiguan.kernel.words import listed


@dataclass(frozen=True)
class Column:
    """One column: how a cell is read off a record, shown (``kind``), sorted and exported."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: str = ""
    export: Callable[[Any], Any] | None = None
    css: str = ""

    @property
    def number(self) -> bool:
        return self.kind in ("number", "linked")

    def plain(self, record) -> Any:
        """The cell as a spreadsheet holds it."""
        value = (self.export or self.value)(record)
        if self.kind in ("name", "linked") and not self.export:
            return value["title"]
        if self.kind == "tags" and not self.export:
            return listed(tag["label"] for tag in value)
        if self.kind == "status" and not self.export:
            return str(value["label"]) if value else ""
        return value


@dataclass(frozen=True)
class HeadCell:
    column: Column
    sort_url: str = ""
    direction: str = ""

    def __getattr__(self, name):
        return getattr(self.column, name)


@dataclass(frozen=True)
class Row:
    record: Any
    url: str
    cells: list[dict[str, Any]]


@dataclass
class Listing:
    """What a list page shows: read once, handed to the template and to the spreadsheet."""

    rows_of: QuerySet
    params: Any  # the QueryDict of the request
    shown_columns: list[Column]
    filter_class: type[ListFilter]
    request: Any
    url_of: Callable[[Any], str]
    tab_name: str = ""
    tab_choices: list[tuple[str, Any]] = field(default_factory=list)
    page_size: int = 25
    list_url: str = ""
    export_url: str = ""
    print_url: str = ""
    create_url: str | None = None
    create_label: Any = None
    elsewhere: list[dict[str, Any]] = field(default_factory=list)  # id, url, icon, label: other pages of the same rows

    @cached_property
    def filter(self) -> ListFilter:
        return self.filter_class(self.params, queryset=self.rows_of, request=self.request)

    @cached_property
    def form(self):
        form = self.filter.form
        form.is_valid()
        return form

    @cached_property
    def narrowed(self) -> QuerySet:
        """The rows after search and filters, before the tab."""
        return self.filter.qs

    @cached_property
    def ignored(self) -> list[str]:
        """What the address asks for and cannot be: nobody must take the list for narrowed by it."""
        found = asked.ignored(self.form, self.params)
        if self.tab_name and self.params.get(self.tab_name) and not self.chosen_tab:
            label = self.rows_of.model._meta.get_field(self.tab_name).verbose_name
            found.append(asked.no_choice(label, self.params.getlist(self.tab_name)))
        return found

    @property
    def notes(self) -> list[str]:
        """What a reader must know of the rows before reading them."""
        return [*self.ignored, *asked.too_long(self.params.get("q", ""))]

    @cached_property
    def chosen_tab(self) -> str:
        chosen = self.params.get(self.tab_name, "") if self.tab_name else ""
        return chosen if chosen in dict(self.tab_choices) else ""

    @cached_property
    def shown(self) -> QuerySet:
        """Exactly the rows that the person sees, over all pages, in their order."""
        rows = self.narrowed
        if self.chosen_tab:
            rows = rows.filter(**{self.tab_name: self.chosen_tab})
        if self.sort_column:
            sign = "-" if self.params.get("sort", "").startswith("-") else ""
            rows = rows.order_by(f"{sign}{self.sort_column.sort}", f"{sign}pk")
        return rows

    @cached_property
    def sort_column(self) -> Column | None:
        wanted = self.params.get("sort", "").removeprefix("-")
        return next((column for column in self.shown_columns if column.sort and column.name == wanted), None)

    @cached_property
    def _tab_counts(self) -> dict[str, int]:
        """Counted apart from what the list itself counts of each row, which would multiply the rows."""
        rows = self.rows_of.model.objects.filter(pk__in=self.narrowed.order_by().values("pk"))
        rows = rows.order_by().values_list(self.tab_name).annotate(Count("pk"))
        return {str(code): count for code, count in rows}

    @property
    def tabs(self) -> list[dict[str, Any]]:
        if not self.tab_name:
            return []
        counts = self._tab_counts
        tabs = [{"value": "", "label": _now("全部"), "count": sum(counts.values()), "checked": not self.chosen_tab}]
        for code, label in self.tab_choices:
            if counts.get(code) or code == self.chosen_tab:
                checked = code == self.chosen_tab
                tabs.append({"value": code, "label": label, "count": counts.get(code, 0), "checked": checked})
        return tabs

    @cached_property
    def page(self) -> Page:
        paginator = Paginator(self.shown, self.page_size)
        if self.tab_name:
            counts = self._tab_counts
            paginator.count = counts.get(self.chosen_tab, 0) if self.chosen_tab else sum(counts.values())
        return paginator.get_page(self.params.get("page"))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def pages(self) -> list[int | str]:
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1))

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(record, self.url_of(record), [{"column": c, "value": c.value(record)} for c in self.shown_columns])
            for record in self.page.object_list
        ]

    @property
    def columns(self) -> list[HeadCell]:
        """The head of the table: each column with the address that sorts by it."""
        cells = []
        for column in self.shown_columns:
            direction = sort_url = ""
            if column.sort:
                ascending = self.params.get("sort") == column.name
                if column is self.sort_column:
                    direction = "ascending" if ascending else "descending"
                sort_url = self._url(sort=f"-{column.name}" if ascending else column.name)
            cells.append(HeadCell(column, sort_url, direction))
        return cells

    def _url(self, **changed: str) -> str:
        params = self.params.copy()
        params.pop("page", None)
        for name, value in changed.items():
            params[name] = value
        return f"?{params.urlencode()}"

    def _bound(self, wanted: Callable[[forms.Field], bool]) -> list[Any]:
        return [self.form[name] for name, f in self.form.fields.items() if name != "q" and wanted(f)]

    @property
    def search(self):
        return self.form["q"] if "q" in self.form.fields else None

    @property
    def selects(self) -> list[Any]:
        return self._bound(lambda f: not isinstance(f.widget, forms.CheckboxSelectMultiple))

    @property
    def pills(self) -> list[Any]:
        return self._bound(lambda f: isinstance(f.widget, forms.CheckboxSelectMultiple))

    @property
    def chips(self) -> list[dict[str, Any]]:
        return chips_of(self)

    @cached_property
    def query(self) -> str:
        """What narrows and sorts the list, as an address; nothing for a list that shows all as it comes."""
        return narrowing.query(self)

    @property
    def clear_url(self) -> str:
        return self.list_url
