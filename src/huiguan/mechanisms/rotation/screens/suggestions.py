"""Suggestions: the list that every clerk keeps in a spreadsheet today."""

from __future__ import annotations

from urllib.parse import urlencode

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import attaching, clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.search import matching
from huiguan.kernel.typed import day
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.flow import SuggestionFlow
from huiguan.mechanisms.rotation.forms import SuggestionForm
from huiguan.mechanisms.rotation.models import (
    Judgement,
    Result,
    Scheme,
    Suggestion,
    SuggestionState,
    Topic,
    Undertaking,
)
from huiguan.mechanisms.rotation.queries import due_soon, overdue
from huiguan.mechanisms.rotation.rules import (
    answers_for_it,
    may_edit_suggestion,
    runs_it,
    sees_rotation,
    sees_turn,
    suggestion_is_new,
    suggests,
)
from huiguan.mechanisms.rotation.screens import lacks
from huiguan.register.models import Organization

HUES = {
    SuggestionState.PROPOSED: "gold",
    SuggestionState.ACCEPTED: "sky",
    SuggestionState.DECLINED: "slate",
    SuggestionState.DONE: "jade",
}


class SuggestionFilter(WaitingFilter):
    topic = django_filters.ChoiceFilter(
        choices=Topic.choices, label=gettext_lazy("方面"), empty_label=gettext_lazy("全部方面")
    )
    useful = django_filters.ChoiceFilter(
        choices=[("yes", gettext_lazy("有效")), ("no", gettext_lazy("不适用")), ("none", gettext_lazy("未评价"))],
        label=gettext_lazy("评价"),
        empty_label=gettext_lazy("全部评价"),
        method="judged",
    )
    scheme = django_filters.ModelChoiceFilter(
        queryset=lambda request: Scheme.objects.all(),
        field_name="turn__scheme",
        label=gettext_lazy("方案"),
        empty_label=gettext_lazy("全部方案"),
    )
    due = django_filters.ChoiceFilter(
        choices=[("over", gettext_lazy("已逾期")), ("soon", gettext_lazy("两周内到期"))],
        label=gettext_lazy("期限"),
        empty_label=gettext_lazy("不限期限"),
        method="falls_due",
    )

    def find(self, rows, name, value):
        return matching(rows, value) | rows.filter(organization__in=matching(Organization.objects.all(), value))

    def judged(self, rows, name, value):
        if value == "none":
            return rows.filter(judgement=None)
        return rows.filter(judgement__useful=value == "yes")

    def falls_due(self, rows, name, value):
        return overdue(rows) if value == "over" else due_soon(rows)


def part(suggestion: Suggestion, name: str):
    """A fact that only some suggestions have, or nothing."""
    return getattr(suggestion, name, None)


def due_of(suggestion: Suggestion) -> dict:
    """The day by which it was promised, and for how many days it has been late."""
    day = getattr(part(suggestion, "undertaking"), "due", None)
    open_still = suggestion.state == SuggestionState.ACCEPTED
    return {"day": day, "late": max((clock.today() - day).days, 0) if day and open_still else 0}


def due_words(suggestion: Suggestion) -> str:
    due = due_of(suggestion)
    late = _("已逾期 %(days)s 天") % {"days": due["late"]} if due["late"] else ""
    return bracketed(due["day"], late) if due["day"] else ""


def page_of(record) -> str:
    return reverse(f"{type(record).desk}.detail", args=[record.pk])


def judgement_of(suggestion: Suggestion) -> dict | None:
    said = part(suggestion, "judgement")
    if said is None:
        return None
    if said.useful:
        return {"label": gettext_lazy("有效"), "hue": "jade"}
    return {"label": gettext_lazy("不适用"), "hue": "slate"}


class SuggestionDesk(attaching.Attaching, Desk):
    model = Suggestion
    name = "suggestions"
    title = gettext_lazy("意见建议")
    purpose = gettext_lazy("给轮值企业出的每一条主意：谁提的、采纳了没有、谁来落实、有没有用")
    unit = pgettext_lazy("建议", "条")
    one = pgettext_lazy("新增的", "建议")
    form_class = SuggestionForm
    flow = SuggestionFlow
    filter_class = SuggestionFilter
    tab_name = "state"
    tab_choices = SuggestionState.choices
    hues = HUES
    history_parts = ((Undertaking, "suggestion"), (Result, "suggestion"), (Judgement, "suggestion"))
    pages = attaching.PAGES
    posted = Desk.posted | attaching.POSTED
    rules = {
        "list": sees_rotation,
        "detail": sees_rotation,
        "create": suggests,
        "edit": may_edit_suggestion,
        "delete": runs_it & suggestion_is_new,
        **attaching.rules(sees_rotation, runs_it | answers_for_it),
    }
    columns = [
        Column(
            "number",
            gettext_lazy("建议"),
            lambda s: {"title": s.text, "note": s.number, "more": str(s.organization), "monogram": ""},
            "name",
            sort="number",
            export=lambda s: s.number,
        ),
        Column("organization", gettext_lazy("给哪家企业"), lambda s: s.organization, sort="organization__pinyin"),
        Column("topic", gettext_lazy("方面"), lambda s: s.get_topic_display(), sort="topic"),
        Column("proposer", gettext_lazy("提出人"), lambda s: s.proposer or s.proposed_by),
        Column("proposed_on", gettext_lazy("提出日期"), lambda s: s.proposed_on, "date", sort="proposed_on"),
        Column(
            "due",
            gettext_lazy("期限"),
            lambda s: due_of(s),
            "due",
            sort="undertaking__due",
            export=lambda s: due_of(s)["day"],
        ),
        Column(
            "useful",
            gettext_lazy("评价"),
            lambda s: [judgement_of(s)] if judgement_of(s) else [],
            "tags",
        ),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda s: {"label": s.get_state_display(), "hue": HUES[s.state]},
            "status",
            sort="state",
        ),
    ]

    def get_queryset(self):
        rows = Suggestion.objects.select_related("organization", "proposer", "turn__scheme")
        return rows.select_related("undertaking", "judgement", "result")

    def subtitle(self, record):
        return record.number

    def detail(self, **context):
        return super().detail(title=self.record.gist, **context)

    def facts(self, record):
        taken, done, said = part(record, "undertaking"), part(record, "result"), part(record, "judgement")
        rows = [
            (gettext_lazy("建议内容"), record.text),
            (gettext_lazy("给哪家企业"), record.organization, page_of(record.organization)),
            (gettext_lazy("期次"), record.turn, page_of(record.turn)),
            (gettext_lazy("方面"), record.get_topic_display()),
            (gettext_lazy("提出人"), record.proposer or record.proposed_by),
            (gettext_lazy("提出日期"), record.proposed_on),
        ]
        if taken:
            rows += self.undertaken(record, taken)
        if done:
            rows += [(gettext_lazy("落实结果"), done.text), (gettext_lazy("落实日期"), done.on)]
        if said:
            rows += [(gettext_lazy("企业评价"), judgement_of(record)["label"]), (gettext_lazy("一句话"), said.words)]
        if (turn := record.with_turn) and sees_turn(self.request.user, turn):
            rows.append((gettext_lazy("结转到"), turn, page_of(turn)))
        return rows

    def quote(self, record):
        """A firm answers what it reads: the words, who said them, and on which occasion."""
        facts = {"who": record.proposer or record.proposed_by, "day": record.proposed_on}
        rows = [
            (gettext_lazy("建议内容"), record.text),
            (gettext_lazy("给哪家企业"), record.organization),
            (gettext_lazy("提出人"), _("%(who)s，%(day)s 提出") % facts),
            (gettext_lazy("期次"), bracketed(record.turn, str(record.turn.scheme))),
        ]
        if taken := part(record, "undertaking"):
            rows += self.undertaken(record, taken)
        return rows

    def undertaken(self, record, taken: Undertaking) -> list[tuple]:
        due = due_words(record)
        return [(gettext_lazy("由谁落实"), taken.owner), *([(gettext_lazy("期限"), due)] if due else [])]

    def after(self, record):
        """保存并再登一条: the same turn, firm and day once more."""
        if self.page != "create" or "again" not in self.request.POST:
            return super().after(record)
        kept = {"turn": record.turn_id, "organization": record.organization_id, "proposed_on": record.proposed_on}
        return f"{self.url('create')}?{urlencode(kept)}"

    def lacking(self):
        return lacks.of_open_turns(self.request.user)

    def new_record(self):
        known = {f"{name}_id": whole(self.request.GET.get(name)) for name in ("turn", "organization")}
        proposed_on = day(self.request.GET.get("proposed_on", ""))
        return Suggestion(**known, **({"proposed_on": proposed_on} if proposed_on else {}))

    def save(self, form):
        if form.instance.pk:
            return form.save()
        typed = {name: form.cleaned_data[name] for name in ("turn", "organization", "topic", "text", "proposer")}
        return actions.suggest(
            **typed,
            by=self.request.user,
            on=form.cleaned_data["proposed_on"],
            proposed_by=form.cleaned_data["proposed_by"],
        )
