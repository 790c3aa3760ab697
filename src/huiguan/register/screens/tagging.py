"""Tags on many organizations at once, from any list of them: choose, see what each says to it, and take it back."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.kernel.bulk import Line
from huiguan.kernel.bulk_pages import InBulk
from huiguan.kernel.forms import Form
from huiguan.kernel.models import BulkMove
from huiguan.kernel.numbers import whole
from huiguan.kernel.words import labelled, listed
from huiguan.register.forms.tagging import TagsForm
from huiguan.register.models import Organization, Tag
from huiguan.register.rules import edits
from huiguan.register.tagging import foresee, retag_line

MOVE = "retag"


class Tagging(InBulk):
    """What a desk of organizations does in bulk: it has no flow, so there is nothing to choose but the tags."""

    def doable(self, rows):
        return rows.filter(edits.q(self.request.user, Organization))

    @cached_property
    def undone(self) -> dict[int, dict] | None:
        """The lines of an earlier act that is to be taken back, by the number of their record."""
        if "undo" not in self.request.GET:
            return None
        return {line["pk"]: line for line in self.act(whole(self.request.GET["undo"])).done}

    def undone_lines(self):
        return list((self.undone or {}).values())

    @cached_property
    def tags(self) -> dict[int, Tag]:
        return Tag.objects.in_bulk()

    def templates(self, page):
        return [f"register/{page}.html"] if page == "tagging" else super().templates(page)

    def bulk(self):
        lines, problem = self.lines()
        if not lines:
            return self.show("bulk_none", code=422 if problem else 200, problem=problem, **self._frame())
        by, data = self.request.user, self.request.POST if self.request.method == "POST" else None
        chosen = [line.record.pk for line in lines]
        form = TagsForm(data, by=by, chosen=chosen) if self.undone is None else Form(data, by=by)
        if form.is_bound and form.is_valid():
            made = [retag_line(line, by=by, **self.wanted(form, line)) for line in lines]
            about = {"tenant": self.request.tenant, "by": by, "list_name": self.name, "move": MOVE}
            act = BulkMove.objects.create(**about, lines=made)
            messages.success(self.request, self._told(act))
            return redirect(self.url("bulk_result", act.pk))
        foresee(lines, by)
        shown = [
            (line, listed(line.record.tags.all()) if self.undone is None else self.would_undo(line)) for line in lines
        ]
        able = sum(not line.why for line in lines)
        context = {"form": form, "lines": shown, "able": able, "undoes": self.undone is not None}
        return self.show("tagging", code=422 if form.is_bound else 200, **context, **self._frame())

    def wanted(self, form, line: Line) -> dict[str, list[Tag]]:
        """What is to be put on this one and taken off it."""
        if self.undone is None:
            return {"add": list(form.cleaned_data["add"]), "remove": list(form.cleaned_data["remove"])}
        done = self.undone.get(line.record.pk, {})
        return {"add": self._known(done.get("removed", [])), "remove": self._known(done.get("added", []))}

    def would_undo(self, line: Line) -> str:
        back = self.wanted(None, line)
        return self._in_words(back["add"], back["remove"])

    def what_was_done(self, line):
        return self._in_words(self._known(line.get("added", [])), self._known(line.get("removed", [])))

    def ways_back(self, made, found) -> list[dict[str, Any]]:
        """One way for all that were changed and not touched since."""
        rows = [
            line["pk"] for line in made.done if found.get(line["pk"]) and found[line["pk"]].version == line["version"]
        ]
        count = self.doable(Organization.objects.filter(pk__in=rows)).count()
        way = {"move": {"label": _("标签改回原样")}, "url": f"{self.url('bulk')}?undo={made.pk}", "count": count}
        return [way] if count else []

    def label_of(self, made):
        return _("改标签")

    def _known(self, numbers: list[int]) -> list[Tag]:
        """Those that there still are."""
        return [self.tags[pk] for pk in numbers if pk in self.tags]

    def _in_words(self, added: list[Tag], removed: list[Tag]) -> str:
        parts = [(_("加上"), added), (_("去掉"), removed)]
        return " · ".join(labelled(label, listed(tags)) for label, tags in parts if tags)

    def _frame(self):
        return {**super()._frame(), "title": _("改标签") if self.undone is None else _("标签改回原样")}
