"""What the page of an appeal shows, to whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.models import Step
from huiguan.kernel.words import bracketed, labelled, listed, minute
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
from huiguan.mechanisms.appeals.queries import next_due, units_of
from huiguan.mechanisms.appeals.queries.veil import additions_for_the_house, filing_within_reach
from huiguan.mechanisms.appeals.rules import raised_it
from huiguan.mechanisms.appeals.screens import answers, filings
from huiguan.mechanisms.appeals.words import LEVEL_HUES, clock_lines, parts_of, score_of
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
        "assignments": Assignment.objects.filter(appeal=appeal).select_related("unit"),
        "opinions": Opinion.objects.filter(appeal=appeal),
        "answers": _answers(appeal, by, with_words=filing is not None),
        "extensions": Extension.objects.filter(appeal=appeal),
        "urgings": Urging.objects.filter(appeal=appeal),
        "escalations": Escalation.objects.filter(appeal=appeal).select_related("person"),
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
        (gettext_lazy("提出时间"), minute(appeal.filed_at)),
        (gettext_lazy("办理时限方案"), appeal.profile),
        *([(gettext_lazy("标签"), appeal.tags)] if appeal.tags else []),
        *_problem(appeal),
        *_elsewhere(appeal),
    ]


def quoted(appeal: Appeal) -> list[tuple]:
    """What whoever makes a move has before their eyes."""
    filing = filing_within_reach(appeal)
    units = listed(one.unit for one in units_of(appeal))
    return [
        (gettext_lazy("事由"), appeal.title),
        (gettext_lazy("诉求内容"), appeal.text or (filing.text if filing else "")),
        (gettext_lazy("谁提的"), _filer(appeal, filing)[0]),
        *_lacking(appeal, filing),
        *([(gettext_lazy("承办单位"), units)] if units else []),
        *[(gettext_lazy("交办要求"), one.note) for one in units_of(appeal) if one.is_lead and one.note],
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


def _answers(appeal: Appeal, by, *, with_words: bool) -> list[dict[str, Any]]:
    """Each answer with what was said of it; the words of whoever hides their name are theirs."""
    ratings = {one.answer_id: one for one in Rating.objects.filter(answer__appeal=appeal)}
    found = []
    for answer in Answer.objects.filter(appeal=appeal).select_related("unit", "ending").order_by("-round"):
        said = ratings.get(answer.pk)
        words = said.words if said and with_words else ""
        shown = {"answer": answer, "words": words, "shelf": answers.shelf_of(answer, by)}
        found.append({**shown, "rating": said, "score": score_of(said) if said else None})
    return found
