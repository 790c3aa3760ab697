"""Pages of papers: the minutes of an activity, and a bulletin that somebody reads over first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import papers
from huiguan.activities.forms import BulletinForm
from huiguan.activities.models import Activity
from huiguan.activities.rules import arranges, reads_all_of_it
from huiguan.kernel.editing import Editing
from huiguan.kernel.flow import noted
from huiguan.kernel.papers import send

BULLETIN = {"bulletin": "<whole:pk>/bulletin/", "bulletin_file": "<whole:pk>/bulletin/file/"}
BULLETIN_RULES = dict.fromkeys(BULLETIN, arranges)
MINUTES = {"minutes": "<whole:pk>/minutes/"}
MINUTES_RULES = {"minutes": reads_all_of_it}
POSTED = frozenset({"bulletin"})
STEP_WORDS = {"bulletin": gettext_lazy("生成简报")}
KEPT = "bulletin"  # in the session: the last one that was read over, until it was fetched or another was made


class Bulletins(Editing):
    """Mixed into a desk with ``BULLETIN``, which says what is drafted and how many photos are for it.

    The text is nowhere but with the person until they fetch the paper.
    """

    draft: Callable[[], str]
    pictures: Callable[[], int]

    def bulletin(self):
        """The draft to copy or to change; sent, it can be fetched as a paper, and a step says that it was made."""
        kept = self._kept() if "made" in self.request.GET else None
        begun = kept or {"title": str(self.record), "text": self.draft()}
        form = BulletinForm(self.request.POST or None, by=self.request.user, record=self.record, initial=begun)
        if form.is_bound and form.is_valid():
            noted(self.record, "bulletin", by=self.request.user)
            self.request.session[KEPT] = {"about": self._about(), **form.cleaned_data}
            messages.success(self.request, _("简报已生成，可以下载了"))
            return redirect(f"{self.url('bulletin', self.record.pk)}?made=1")
        file_url = self.url("bulletin_file", self.record.pk) if kept and not form.is_bound else ""
        return self.show(
            "bulletin",
            code=422 if form.is_bound else 200,
            form=form,
            title=_("简报 · %(record)s") % {"record": self.record},
            submit_label=_("按这一稿生成"),
            cancel_url=self.url_of(self.record),
            file_url=file_url,
            pictures=self.pictures(),
        )

    def templates(self, page: str) -> list[str]:
        return ["activities/papers/bulletin.html"] if page == "bulletin" else super().templates(page)

    def bulletin_file(self):
        kept = self._kept()
        if kept is None:
            return redirect(self.url("bulletin", self.record.pk))
        paper = papers.bulletin(kept["title"], kept["text"], self.record.node, kept["issue"])
        return send(paper, _("简报 %(title)s") % {"title": kept["title"]})

    def _kept(self) -> dict[str, Any] | None:
        kept = self.request.session.get(KEPT)
        return kept if kept and kept["about"] == self._about() else None

    def _about(self) -> str:
        return f"{self.record.label()}:{self.record.pk}"


class ActivityPapers(Bulletins):
    def draft(self) -> str:
        return papers.draft_of_activity(self.record)

    def pictures(self) -> int:
        return papers.pictures(activity=self.record)

    def minutes(self):
        return send(papers.minutes(self.record), _("纪要 %(title)s") % {"title": self.record})


class ProgrammePapers(Bulletins):
    def draft(self) -> str:
        return papers.draft_of_programme(self.record, self.request.user)

    def pictures(self) -> int:
        return papers.pictures(activity__in=Activity.objects.filter(programme=self.record))
