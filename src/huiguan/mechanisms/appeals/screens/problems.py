"""Common problems: what many firms ask, answered once, and what was proposed because of it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.models import Node
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.rules import holds
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.forms import AnswerAllForm, GatherForm, PolicySuggestionForm, ProblemForm
from huiguan.mechanisms.appeals.models import CommonProblem, PolicySuggestion, ProblemPart
from huiguan.mechanisms.appeals.words import status_of

sees_problems = holds("appeals.view")
keeps_problems = holds("appeals.handle", gettext_lazy("由工商联工作人员办理"))


class ProblemDesk(Desk):
    model = CommonProblem
    name = "problems"
    title = gettext_lazy("共性问题")
    purpose = gettext_lazy("很多企业都提的事归到一起：一次答复，再提一条政策建议")
    unit = pgettext_lazy("问题", "个")
    one = pgettext_lazy("新增的", "共性问题")
    form_class = ProblemForm
    pages = {"gather": "<whole:pk>/gather/", "reply": "<whole:pk>/reply/"}
    posted = Desk.posted | {"gather", "reply"}
    rules = {
        "list": sees_problems,
        "detail": sees_problems,
        **dict.fromkeys(("create", "edit", "delete", "gather", "reply"), keeps_problems),
    }
    step_words = {"gather": gettext_lazy("归入诉求"), "reply": gettext_lazy("统一答复")}
    history_parts = ((ProblemPart, "problem"), (PolicySuggestion, "problem"))
    columns = [
        Column("title", gettext_lazy("问题"), lambda p: {"title": p.title}, "name", sort="title"),
        Column("category", gettext_lazy("类别"), lambda p: p.category or ""),
        Column("parts", gettext_lazy("诉求件数"), lambda p: p.count, "number", sort="count"),
    ]

    def get_queryset(self):
        return CommonProblem.objects.select_related("category").annotate(count=Count("parts")).order_by("-pk")

    def new_record(self):
        return CommonProblem(node=Node.objects.get(tenant=self.request.tenant, parent=None))

    def facts(self, record):
        return [(gettext_lazy("共同的情况"), record.text), (gettext_lazy("类别"), record.category or "")]

    def detail(self, **context):
        parts = ProblemPart.objects.filter(problem=self.record).select_related("appeal").order_by("appeal__number")
        return super().detail(
            parts=[{"part": one, "appeal": one.appeal, "status": status_of(one.appeal)} for one in parts],
            suggestions=PolicySuggestion.objects.filter(problem=self.record),
            may_keep=self.may("gather", self.record),
            **context,
        )

    def gather(self):
        sent = self.request.POST if self.request.method == "POST" else None
        form = GatherForm(sent, by=self.request.user, record=self.record)
        if form.is_bound and form.is_valid():
            with self.saving(form):
                actions.gather(self.record, by=self.request.user, **form.cleaned_data)
                messages.success(self.request, _("已归入"))
                return redirect(self.url_of(self.record))
        title = _("归入诉求 · %(problem)s") % {"problem": self.record}
        problem = "" if form.offered.exists() else _("没有还在办、又没有归入别的问题的诉求")
        return self.ask(form, title, self.url_of(self.record), submit=_("归入"), problem=problem)

    def reply(self):
        """One answer to all; of those that cannot be answered now it is said which they are."""
        sent = self.request.POST if self.request.method == "POST" else None
        able, others = actions.waiting_parts(self.record)
        left = [bracketed(one, one.get_state_display()) for one in others]
        form = AnswerAllForm(sent, by=self.request.user, record=self.record, able=able)
        if form.is_bound and able and form.is_valid():
            with self.saving(form):
                actions.answer_all(self.record, by=self.request.user, appeals=able, **form.cleaned_data)
                told = ngettext("已答复 %(n)s 件", "已答复 %(n)s 件", len(able)) % {"n": len(able)}
                messages.success(self.request, told)
                if left:
                    messages.warning(self.request, _("现在不能答复，没有动：%(which)s") % {"which": listed(left)})
                return redirect(self.url_of(self.record))
        title = _("统一答复 · %(problem)s") % {"problem": self.record}
        mind = [_("用这一个答复，逐件通知企业确认：%(which)s") % {"which": listed(able)}] if able else []
        mind += [_("现在不能答复，不动：%(which)s") % {"which": listed(left)}] if left else []
        problem = "" if able else _("没有待交办或者办理中的诉求可以答复")
        return self.ask(form, title, self.url_of(self.record), submit=_("统一答复"), mind=mind, problem=problem)


class ProblemPartDesk(PartDesk):
    """An appeal is taken out of a problem here; it is put in on the problem's own page."""

    model = ProblemPart
    name = "problem_parts"
    one = pgettext_lazy("新增的", "诉求")
    owner = "problem"
    owner_rule = keeps_problems
    pages = {}
    rules = {"delete": keeps_problems}


class PolicySuggestionDesk(PartDesk):
    model = PolicySuggestion
    name = "policy_suggestions"
    title = gettext_lazy("政策建议")
    one = pgettext_lazy("新增的", "政策建议")
    form_class = PolicySuggestionForm
    owner = "problem"
    owner_rule = keeps_problems
    rules = dict.fromkeys(("add", "edit", "delete"), keeps_problems)
