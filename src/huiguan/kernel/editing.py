"""The pages of a desk that change something: each asks with a form, does it once, and leads on."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from huiguan.kernel.flow import NotAllowed, NotNow, entered, perform
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.held import names_of_files
from huiguan.kernel.holding import Holding, by_kind, holding
from huiguan.kernel.models import Stale
from huiguan.kernel.numbers import whole
from huiguan.kernel.pickers import PICK, picks
from huiguan.kernel.reactions import minds
from huiguan.kernel.screens import Screen
from huiguan.kernel.words import bracketed, listed, minute

SEEN = "_seen"  # the version of the record that stood on the page of a move


@dataclass(frozen=True)
class Lack:
    """Why a record cannot be made yet, and the page where whoever may makes what is lacking."""

    why: str
    label: str = ""
    url: str = ""


class Editing(Screen):
    """Create, edit, delete, and a page for every move: the half of a ``Desk`` that writes."""

    def new_record(self):
        """The record that the empty form of ``create`` starts from."""
        return self.model()

    def lacking(self) -> Lack | None:
        """What must be there before a record can be made, if it is not."""
        return None

    def suggested(self) -> dict[str, Any]:
        """What the empty form of ``create`` suggests beside that record."""
        return {}

    def create(self):
        if lack := self.lacking():
            return self.show("lacking", title=self.title_of_new(), lack=lack, cancel_url=self.url("list"))
        self.record = self.new_record()
        return self.edit()

    def edit(self):
        data = self.request.POST if self.request.method == "POST" else None
        suggested = {} if self.record.pk else self.suggested()
        form = self.form_class(data, instance=self.record, by=self.request.user, initial=suggested)
        if data is not None and form.is_valid():
            try:
                with self.saving(form):
                    record = self.save(form)
                    messages.success(self.request, _("已保存"))
                    return redirect(self.after(record))
            except Stale:
                form = self.compared(data)
        return self.ask(form, self.form_title(), self.form_cancel())

    def compared(self, data):
        """The form once more, beside what somebody else saved while this one was being saved."""
        if (stored := self.get_queryset().filter(pk=self.record.pk).first()) is None:
            raise NotNow("deleted")
        form = self.form_class(data, instance=stored, by=self.request.user)
        if form.is_valid():  # it was another row that changed
            raise NotNow("changed")
        return form

    def form_title(self) -> str:
        if self.record.pk:
            return _("修改：%(record)s") % {"record": self.model.everywhere.get(pk=self.record.pk)}
        return self.title_of_new()

    def title_of_new(self) -> str:
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
        """Ask, then delete ``row``; while something depends on it, say so at once, with the way there."""
        held, cancel = self.held_by(row), cancel or then
        if self.request.method == "POST" and not held:
            try:
                with transaction.atomic():
                    self.erase(row)
                messages.success(self.request, _("已删除"))
                return redirect(then)
            except ProtectedError as refusal:
                held = by_kind(refusal.protected_objects, self.request)
        problem = _("还有记录用到它，不能删除：%(kinds)s") % {"kinds": listed(one.kind for one in held)} if held else ""
        if held and (instead := self.instead(row)):
            problem = _("%(problem)s。%(instead)s") % {"problem": problem, "instead": instead}
        title = _("删除：%(record)s") % {"record": row}
        return self.ask(Form(), title, cancel, submit=_("删除"), danger=True, problem=problem, held=held)

    def held_by(self, row) -> list[Holding]:
        """What keeps ``row`` from being deleted."""
        return holding(self.going(row), self.request)

    def instead(self, row) -> str:
        """What may be done with ``row`` where it is not deleted."""
        return ""

    def going(self, row) -> list[Any]:
        """The rows that ``erase`` deletes by themselves."""
        return [row]

    def erase(self, row) -> None:
        """Delete it; an overriding desk may call an action that takes along what belongs to it."""
        row.delete()

    def buttons(self, record) -> list[dict[str, Any]]:
        """The moves of its flow, also those that this person may make at other times, with the reason; the one that
        stands out first."""
        by = self.request.user
        open_moves = self.flow.open_to(by, record) if self.flow else []
        open_moves = [(move, verdict) for move, verdict in open_moves if verdict or move.may.concerns(by, record)]
        first = self.flow.way_on(by, record, open_moves) if self.flow else None
        open_moves.sort(key=lambda one: one[0] is not first)
        return [
            {
                "name": move.name,
                "label": move.label,
                "url": self.url("move", record.pk, move.name),
                "allowed": bool(verdict),
                "why": verdict.why,
                "primary": move is first,
                "danger": move.danger,
            }
            for move, verdict in open_moves
        ]

    def move(self, move: str):
        if move not in self.flow.moves:
            raise Http404
        made = self.flow.moves[move]
        if self.record.state not in made.start:  # its form may ask about what is only there in those states
            raise NotNow(move)
        verdict = made.may(self.request.user, self.record)
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        if sent and not verdict:  # before there is a form, which tells who saved it meanwhile
            raise NotAllowed(str(verdict.why))
        form = (made.form or Form)(*sent, by=self.request.user, record=self.record)
        if self.is_settled(form):
            try:
                with self.saving(form):
                    record = perform(self.record, move, by=self.request.user, **form.cleaned_data)
                    messages.success(self.request, _("已办理：%(move)s") % {"move": made.label})
                    self.say_beside(form)
                    return redirect(self.after(record))
            except NotAllowed as refusal:  # which only shows while it is done: what was typed stays
                form.add_error(None, str(refusal))
        title = f"{made.label} · {self.record}"
        problem = "" if verdict else verdict.why
        mind = minds(made, self.record, self.request.user, self.flow) if verdict else []
        said = {"problem": problem, "mind": mind, "quote": self.quote(self.record), "seen": self.record.version}
        return self.ask(form, title, self.url_of(self.record), submit=made.label, danger=made.danger, **said)

    def is_settled(self, form) -> bool:
        """Whether a form was sent with nothing wrong in it, to the record as it was ``seen``: for pages that are asked
        with ``seen=self.record.version``."""
        return form.is_bound and not self.overtaken(form) and form.is_valid()

    def overtaken(self, form) -> bool:
        """Whether the record has changed since the page was opened from which a move is sent. The form says so, and
        sent again it is a decision; the form of a record looks after itself."""
        seen = whole(self.request.POST.get(SEEN))
        if seen is None or seen == self.record.version or isinstance(form, RecordForm):
            return False
        said, last = _("您打开这一页以后，这条记录变了"), self.latest(self.record)
        if last:
            said = bracketed(said, _("最近一步：%(step)s，%(when)s") % {"step": last.title, "when": minute(last.at)})
        form.add_error(None, said)
        form.add_error(None, _("您填的都还在；请看过现在的样子，再决定要不要提交"))
        return True

    def ask(
        self,
        form,
        title: str,
        cancel_url: str,
        *,
        submit: Any = None,
        danger: bool = False,
        problem: Any = "",
        **context,
    ):
        """The page with the form; or, asked by one of its pickers, the rows that the form offers there. What a form has
        found that is to be minded, in ``mind``, stands with what the page says."""
        if picked := self.picked(form):
            return picked
        context["mind"] = [*context.get("mind", ()), *getattr(form, "mind", ())]
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
            left_files=names_of_files(self.request),
            **context,
        )

    def say_beside(self, form) -> None:
        """What the form did otherwise than it was asked to."""
        for one in getattr(form, "asides", ()):
            messages.info(self.request, one)

    def picked(self, form) -> TemplateResponse | None:
        """What one of the form's pickers asks for, if it is a picker that asks."""
        if self.request.method != "GET" or not (field := self.request.GET.get(PICK)):
            return None
        shown = picks(form, field, self.request.GET.get("q", ""))
        return TemplateResponse(self.request, "kernel/picks.html", shown)
