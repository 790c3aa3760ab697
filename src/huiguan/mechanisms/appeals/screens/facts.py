"""What the page of an appeal shows, to whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.models import Change, Step
from huiguan.kernel.words import bracketed, day_or_minute, labelled, listed, minute
from huiguan.mechanisms.appeals.models import (
    Addition,
    Answer,
    Appeal,
    AppealState,
    Assignment,
    CommonProblem,
    Contact,
    Diversion,
    Escalation,
    Extension,
    Filing,
    Merger,
    Opinion,
    Rating,
    Release,
    Urging,
)
from huiguan.mechanisms.appeals.queries import last_answer, next_due, units_of
from huiguan.mechanisms.appeals.queries.veil import additions_for_the_house, filing_within_reach, seen_by
from huiguan.mechanisms.appeals.rules import leads, raised_it
from huiguan.mechanisms.appeals.screens import answers, filings, veiling
from huiguan.mechanisms.appeals.words import LEVEL_HUES, assignment_label, clock_lines, parts_of, score_of
from huiguan.register.models import Organization


def of_page(appeal: Appeal, by) -> dict[str, Any]:
    """Everything beside the plain facts."""
    filing = filing_within_reach(appeal)
    is_its_own, due = bool(raised_it(by, appeal)), next_due(appeal)
    return {
        "title": filing.title if filing and (is_its_own or appeal.is_hidden) else appeal.title,
        "tags": [{"label": appeal.get_level_display(), "hue": LEVEL_HUES[appeal.level]}, *_hidden_tag(appeal)],
        "is_veiled": filing is None,
        "is_its_own": is_its_own,
        "stages": parts_of(appeal, due is not None and due < clock.now()),
        "clocks": clock_lines(appeal),
        "assignments": _assignments(appeal, by, for_filer=is_its_own),
        "opinions": Opinion.objects.filter(appeal=appeal),
        "answers": _answers(appeal, by, with_words=filing is not None),
        "extensions": Extension.objects.filter(appeal=appeal),
        "urgings": Urging.objects.filter(appeal=appeal),
        "escalations": [] if is_its_own else _escalations(appeal, by),
        "additions": Addition.objects.filter(appeal=appeal),
        "contacts": Contact.objects.filter(appeal=appeal),
        "merged": Merger.objects.filter(into=appeal).select_related("appeal"),
        "release": Release.objects.filter(appeal=appeal).first(),
        "shelf": filings.shelf_of(filing, by) if filing else None,
    }


def basic(appeal: Appeal) -> list[tuple]:
    filing = filing_within_reach(appeal)
    rows = [(gettext_lazy("谁提的"), *_filer(appeal, filing))]
    if filing:
        rows += [
            (gettext_lazy("提出者类别"), filing.get_kind_display()),
            *([(gettext_lazy("由哪个商会代提"), filing.through)] if filing.through else []),
            (
                pgettext_lazy("诉求", "联系人"),
                bracketed(filing.contact, filing.phone) if filing.phone else filing.contact,
            ),
            (gettext_lazy("来源"), filing.get_channel_display()),
            *([(gettext_lazy("在哪次活动上提的"), filing.occasion)] if filing.occasion else []),
        ]
    rows.append((gettext_lazy("诉求内容"), appeal.text or (filing.text if filing else _("由工商联另写给承办单位"))))
    if filing and appeal.text and filing.text != appeal.text:
        rows.append((gettext_lazy("诉求内容（原话）"), filing.text))
    return [
        *rows,
        *_lacking(appeal, filing),
        (gettext_lazy("类别"), appeal.category or ""),
        (gettext_lazy("提出时间"), day_or_minute(appeal.filed_at)),
        (gettext_lazy("办理时限方案"), appeal.profile),
        *([(gettext_lazy("标签"), appeal.tags)] if appeal.tags else []),
        *_forwarded(appeal),
        *_problem(appeal),
        *_elsewhere(appeal),
    ]


def quoted(appeal: Appeal, by) -> list[tuple]:
    """What whoever makes a move has before their eyes: also the answer that they rate, the time that they grant."""
    filing = seen_by(appeal, by)
    units = listed(one.unit for one in units_of(appeal))
    answer, asked = last_answer(appeal), Extension.objects.filter(appeal=appeal, state=Extension.State.ASKED).first()
    is_its_own = bool(raised_it(by, appeal))
    return [
        (gettext_lazy("事由"), filing.title if filing and not appeal.text else appeal.title),
        (gettext_lazy("诉求内容"), appeal.text or (filing.text if filing else _("原话要先“查看身份”才看得到"))),
        (gettext_lazy("谁提的"), _filer(appeal, filing)[0]),
        *_lacking(appeal, filing),
        *([(gettext_lazy("承办单位"), units)] if units else []),
        *[
            (gettext_lazy("交办要求"), one.note)
            for one in units_of(appeal)
            if one.is_lead and one.note and not is_its_own
        ],
        *(
            [(gettext_lazy("申请延期"), bracketed(asked.reason, _("%(n)s 个工作日") % {"n": asked.days}))]
            if asked
            else []
        ),
        *([(gettext_lazy("最近一次答复"), f"{answer.ending}\n{answer.text}")] if answer else []),
    ]


def behind_the_veil(appeal: Appeal, filing: Filing, request) -> dict[str, Any]:
    rows = [
        (gettext_lazy("谁提的"), filing.filer),
        (gettext_lazy("提出者类别"), filing.get_kind_display()),
        *([(gettext_lazy("由哪个商会代提"), filing.through)] if filing.through else []),
        (pgettext_lazy("诉求", "联系人"), filing.contact),
        (gettext_lazy("联系电话"), filing.phone),
        (gettext_lazy("来源"), filing.get_channel_display()),
        *([(gettext_lazy("在哪次活动上提的"), filing.occasion)] if filing.occasion else []),
        (gettext_lazy("事由（原话）"), filing.title),
        (gettext_lazy("诉求内容（原话）"), filing.text),
        *((labelled(_("补充说明"), minute(one.on)), one.text) for one in additions_for_the_house(appeal)),
        *((labelled(what, minute(when)), why) for what, when, why in veiling.said_by_the_filer(appeal)),
        *((_("评价"), one.words) for one in Rating.objects.filter(answer__appeal=appeal).exclude(words="")),
    ]
    return {"facts": rows, "shelf": filings.shelf_of(filing, request.user)}


def _filer(appeal: Appeal, filing: Filing | None) -> tuple:
    if filing is None:
        return (_("隐名"),)
    body = filing.organization
    if body and Organization.objects.filter(pk=body.pk).exists():
        return body, reverse("organizations.detail", args=[body.pk])
    return (filing.filer,)


def _lacking(appeal: Appeal, filing: Filing | None) -> list[tuple]:
    """What it waits for, said to whoever may read what was raised."""
    if appeal.state != AppealState.INCOMPLETE or filing is None:
        return []
    return [(gettext_lazy("请补充"), Step.of(appeal).filter(move="ask_more").last().why)]


def _hidden_tag(appeal: Appeal) -> list[dict[str, Any]]:
    return [{"label": _("隐名"), "hue": "violet"}] if appeal.is_hidden else []


def _problem(appeal: Appeal) -> list[tuple]:
    """The problem that it has in common with others, for whoever reads those."""
    found = CommonProblem.objects.filter(parts__appeal=appeal).first()
    return [(gettext_lazy("共性问题"), found, reverse("problems.detail", args=[found.pk]))] if found else []


def _forwarded(appeal: Appeal) -> list[tuple]:
    """To whom it was passed on while it goes on here."""
    if appeal.state == AppealState.DIVERTED:
        return []
    return [(gettext_lazy("已转送"), one.to) for one in Diversion.objects.filter(appeal=appeal)]


def _elsewhere(appeal: Appeal) -> list[tuple]:
    if appeal.state == AppealState.DIVERTED:
        diverted = Diversion.objects.get(appeal=appeal)
        return [(gettext_lazy("分流"), bracketed(diverted.to, diverted.get_kind_display()))]
    if appeal.state == AppealState.MERGED:
        into = Appeal.objects.filter(merged__appeal=appeal).first()
        if into is None:
            return [(gettext_lazy("并入"), _("另一件相同的诉求"))]
        return [(gettext_lazy("并入"), into, reverse("appeals.detail", args=[into.pk]))]
    return []


def _who_spoke(rating: Rating) -> str:
    """Who called whom, of a rating that was asked for by telephone."""
    entered = Change.of(rating).first()
    return _("%(by)s打给%(whom)s") % {"by": entered.by if entered else "", "whom": rating.whom}


def _reads_all(appeal: Appeal, by) -> bool:
    """The house, and the leader who was asked."""
    return by.scope("appeals.view", appeal.tenant).whole or bool(leads(by, appeal))


def _escalations(appeal: Appeal, by) -> list[dict[str, Any]]:
    """What a leader is asked may be about the unit: it reads only that they were, and what they said."""
    rows = Escalation.objects.filter(appeal=appeal).select_related("person")
    return [{"one": one, "text": one.text if _reads_all(appeal, by) else ""} for one in rows]


def _assignments(appeal: Appeal, by, *, for_filer: bool) -> list[dict[str, Any]]:
    """Each with how it stands, and since when. What they were asked, the filer does not read."""
    units = by.scope("appeals.answer", appeal.tenant).subjects
    rows = list(Assignment.objects.filter(appeal=appeal).select_related("unit"))
    reads_notes = _reads_all(appeal, by) or any(one.unit_id in units for one in rows)
    return [
        {"one": one, "state": assignment_label(one, for_filer=for_filer), "note": one.note if reads_notes else ""}
        for one in rows
    ]


def _answers(appeal: Appeal, by, *, with_words: bool) -> list[dict[str, Any]]:
    """Each answer with what was said of it; the words of whoever hides their name are theirs."""
    ratings = {one.answer_id: one for one in Rating.objects.filter(answer__appeal=appeal)}
    found = []
    for answer in Answer.objects.filter(appeal=appeal).select_related("unit", "ending").order_by("-round"):
        said = ratings.get(answer.pk)
        words = said.words if said and with_words else ""
        spoke = _who_spoke(said) if said and said.by_phone and with_words else ""
        shown = {"answer": answer, "words": words, "spoke": spoke, "shelf": answers.shelf_of(answer, by)}
        found.append({**shown, "rating": said, "score": score_of(said) if said else None})
    return found
