"""The pages on which views of a list are kept, named, ordered and given up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.editing import Editing
from huiguan.kernel.forms import Form
from huiguan.kernel.models import SavedView, User
from huiguan.kernel.narrowing import in_words
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from huiguan.kernel.saved_views import LONGEST_QUERY, MOST, KeptViews, views_kept
from huiguan.kernel.words import listed

OF = "<slug:of>/"


class NameForm(Form):
    """``record`` is the view; its name must be another than those of the other views of the list."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=20, help_text=gettext_lazy("只有自己看得到，最多 20 字")
    )
    is_default = forms.BooleanField(label=gettext_lazy("打开这张列表时先用它"), required=False)

    def clean_name(self) -> str:
        name, view = self.cleaned_data["name"], self.record
        others = SavedView.objects.filter(tenant=view.tenant, user=view.user, list_name=view.list_name)
        if others.filter(name=name).exclude(pk=view.pk).exists():
            raise forms.ValidationError(_("这张列表已经有叫“%(name)s”的常用筛选，请换一个名称") % {"name": name})
        return name


class SavedViews(Editing):
    """Whoever may open a list may keep views of it; nobody sees those of anybody else."""

    name = "saved_views"
    prefix = "views/"
    pages = {
        "all": OF,
        "save": f"{OF}new/",
        "edit": f"{OF}<whole:view>/",
        "delete": f"{OF}<whole:view>/delete/",
        "first": f"{OF}<whole:view>/first/",
        "default": f"{OF}<whole:view>/default/",
    }
    rules = dict.fromkeys(pages, anyone)
    posted = frozenset({"save", "edit", "delete", "first", "default"})

    def answer(self, of: str, view: int | None = None):
        self.of = self.the_list(of)
        if not (verdict := self.of.may("list")):
            raise PermissionDenied(str(verdict.why))
        if self.request.method == "POST":  # one at a time, so that their number, order and default stay right
            User.objects.select_for_update().get(pk=self.request.user.pk)
        self.view = get_object_or_404(self.views(), pk=view) if view is not None else None
        self.check()
        return getattr(self, self.page)()

    def the_list(self, name: str) -> Desk:
        kinds = [desk for room in rooms() for desk in room.desks if issubclass(desk, Desk) and desk.name == name]
        if not kinds or "list" not in kinds[0].pages:
            raise Http404
        desk = kinds[0](page="list")
        desk.request = self.request
        return desk

    def views(self):
        return views_kept(self.request, self.of.name)

    def crumbs(self) -> list[dict[str, Any]]:
        above = [{"label": self.of.title, "url": self.of.url("list")}]
        if self.page in ("edit", "delete"):
            above.append({"label": _("常用筛选"), "url": self.all_url})
        return above

    @property
    def all_url(self) -> str:
        return self.url("all", self.of.name)

    def words(self, query: str) -> list[str]:
        self.of.asked = QueryDict(query)
        listing = self.of.listing()
        return [*in_words(listing), *listing.ignored]

    # the pages

    def all(self):
        kept = KeptViews(self.of)
        rows = [{"view": view, "url": kept.address(view), "words": self.words(view.query)} for view in kept.views]
        title = _("常用筛选 · %(list)s") % {"list": self.of.title}
        return self.show("all", title=title, rows=rows, of=self.of, list_url=self.of.url("list"))

    def save(self):
        """The address of this page ends as that of the list does; what it asks is what is kept."""
        listing = self.of.listing()
        back = f"{self.of.url('list')}?{listing.query}"
        title = _("存为常用 · %(list)s") % {"list": self.of.title}
        view = SavedView(
            tenant=self.request.tenant, user=self.request.user, list_name=self.of.name, query=listing.query
        )
        if problem := self.problem(listing):
            return self.ask(NameForm(by=self.request.user, record=view), title, back, problem=problem)
        return self.named(view, title, back, listed(in_words(listing)))

    def problem(self, listing) -> str:
        """Why what is in force cannot be kept."""
        if listing.ignored:
            return listed(listing.ignored)
        if not listing.query:
            return _("列表现在没有筛选，也没有排序，没有什么可存的；先在列表里选好条件")
        if len(listing.query) > LONGEST_QUERY:
            return _("筛选条件太长，存不下；请少写几个字")
        if self.views().count() >= MOST:
            return _("一张列表最多存 %(most)s 个常用筛选，请先删掉几个") % {"most": MOST}
        return ""

    def edit(self):
        title = _("修改：%(record)s") % {"record": self.view}
        return self.named(self.view, title, self.all_url, listed(self.words(self.view.query)))

    def named(self, view: SavedView, title: str, back: str, words: str):
        """Ask for the name, and keep the view under it."""
        data = self.request.POST if self.request.method == "POST" else None
        initial = {"name": view.name, "is_default": view.is_default}
        form = NameForm(data, by=self.request.user, record=view, initial=initial)
        if data is not None and form.is_valid():
            with self.saving(form):
                self.keep(view, **form.cleaned_data)
                messages.success(self.request, _("已存为常用：%(view)s") % {"view": view})
                return redirect(back)
        return self.ask(form, title, back, intro=words)

    def keep(self, view: SavedView, name: str, is_default: bool) -> None:
        view.name = name
        if view.pk is None:
            last = self.views().last()
            view.order = last.order + 1 if last else 0
        if is_default:
            self.views().exclude(pk=view.pk).update(is_default=False)
        view.is_default = is_default
        view.save()

    def delete(self):
        return self.remove(self.view, self.all_url)

    def first(self):
        if self.request.method == "POST":
            self.view.order = self.views().aggregate(first=Min("order"))["first"] - 1
            self.view.save(update_fields=["order"])
        return redirect(self.all_url)

    def default(self):
        """Begin with this view, or no longer."""
        if self.request.method == "POST":
            self.keep(self.view, self.view.name, not self.view.is_default)
        return redirect(self.all_url)
