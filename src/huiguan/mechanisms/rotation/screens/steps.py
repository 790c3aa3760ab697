"""The steps of one who serves: finished, taken back, not asked of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.flow import NotNow
from huiguan.kernel.history import timeline_of
from huiguan.kernel.rooms import Happening
from huiguan.kernel.words import labelled
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.board import StepView, carried_words
from huiguan.mechanisms.rotation.forms import ExcuseForm
from huiguan.mechanisms.rotation.rules import may_finish

WORDS = {"excuse": gettext_lazy("免做"), "require": gettext_lazy("撤回免做")}


class StepPages:
    """Mixed into the screen of seats: whoever finishes its steps also says which of them need not be done."""

    pages = {
        "finish": "<whole:pk>/finish/",
        "undo": "<whole:pk>/undo/",
        "excuse": "<whole:pk>/excuse/<whole:step>/",
        "require": "<whole:pk>/require/<whole:step>/",
    }
    rules = dict.fromkeys(pages, may_finish)
    posted = frozenset(pages)

    def finish(self):
        """The next step of the firm is done. A page opened by hand asks first; the button of the board does not."""
        view = self.view()
        if self.request.method == "POST" and view.next:
            asked = self.request.POST.get("step", "")
            if asked == str(view.next.step.pk):  # a board that was open too long must not finish another step
                actions.finish_step(self.record, view.next.step, by=self.request.user)
                if carried := carried_words(view.next):
                    messages.warning(
                        self.request, labelled(_("“%(step)s”已记为完成") % {"step": view.next.label}, carried)
                    )
                return self.asked_from(f"done={self.record.pk}")
        return self.asked_from()

    def undo(self):
        """The step that was named, if it is still the last: of two who press it, one takes back one step."""
        last = self.view().last
        if self.request.method == "POST" and last and self.request.POST.get("step", "") == str(last.step.pk):
            actions.take_back_step(self.record, last.step, by=self.request.user)
        return self.asked_from()

    def excuse(self, step: int):
        """Asks why; of a step that was finished or excused meanwhile there is nothing to ask."""
        view = self._step(step)
        if view.state in ("done", "skipped"):
            raise NotNow("excuse")
        posted = self.request.POST if self.request.method == "POST" else None
        form = ExcuseForm(posted, by=self.request.user)
        here = self.url("detail", self.record.pk)
        if form.is_bound and form.is_valid():
            actions.excuse_step(self.record, view.step, by=self.request.user, **form.cleaned_data)
            messages.success(self.request, _("已免做：%(step)s") % {"step": view.label})
            return redirect(here)
        title = _("免做“%(step)s”：%(who)s") % {"step": view.label, "who": self.record}
        return self.ask(form, title, here, submit=_("免做"), mind=then.excusing(), intro=str(self.record.turn))

    def require(self, step: int):
        view = self._step(step)
        if self.request.method == "POST" and view.state == "skipped":
            actions.require_step(self.record, view.step, by=self.request.user)
            messages.success(self.request, _("已撤回免做：%(step)s") % {"step": view.label})
        return redirect(self.url("detail", self.record.pk))

    def _step(self, pk: int) -> StepView:
        found = next((one for one in self.view().steps if one.step.pk == pk), None)
        if found is None:
            raise Http404
        return found

    def told(self) -> list[Happening]:
        """Who let them off and who took that back."""
        return [one for one in timeline_of(self.record, None, WORDS) if one.title in map(str, WORDS.values())]

    def asked_from(self, told: str = ""):
        """The page on which the button stood, anew, since its figures count the step; else that of the seat."""
        here = self.request.htmx.current_url_abs_path or self.url("detail", self.record.pk)
        path, _mark, query = here.partition("?")
        query = "&".join(filter(None, [query.partition("#")[0], told]))
        return redirect(f"{path}?{query}" if query else path)
