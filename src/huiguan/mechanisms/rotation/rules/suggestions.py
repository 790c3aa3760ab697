"""Who may do what with a suggestion, and whose word on it is asked for."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.models import Step
from huiguan.kernel.rules import YES, Rule, Verdict, condition, scope_of
from huiguan.mechanisms.rotation.models import (
    Suggestion,
    SuggestionState,
)
from huiguan.mechanisms.rotation.rules.turns import answers_for_it, runs_it, suggests

ASKED_FOR = timedelta(days=60)
ITS_OWN_WORD = _("由受建议的企业自己评价")


def _is_its_own(by, suggestion: Suggestion) -> bool:
    return suggestion.organization_id in scope_of(by, "rotation.respond", suggestion).subjects


suggestion_is_new = condition(
    lambda suggestion: suggestion.state == SuggestionState.PROPOSED,
    Q(state=SuggestionState.PROPOSED),
    _("已经答复的建议不再修改；需要改动请先重开"),
)


def _asks_for_a_word(by, suggestion: Suggestion | None) -> Verdict:
    if suggestion is None or Suggestion.objects.filter(_done_lately(), pk=suggestion.pk).exists():
        return YES
    return Verdict(False, _("已经评价过了，或者落实了很久"))


def _done_lately() -> Q:
    """Nobody is asked for ever: a word on the result is welcome later too, but does not wait for anybody."""
    return Q(judgement=None, result__on__gt=clock.today() - ASKED_FOR)


is_unjudged = Rule(_asks_for_a_word, lambda by, model: _done_lately())
speaks_for_it = Rule(  # the firm itself, whoever enters what it says
    lambda by, suggestion: YES if suggestion is None or _is_its_own(by, suggestion) else Verdict(False, ITS_OWN_WORD),
    lambda by, model: Q(organization__in=scope_of(by, "rotation.respond").subjects),
)
judges_it = answers_for_it & speaks_for_it & is_unjudged


def _own_suggestions(by) -> Q:
    """Those that this person made, or entered."""
    entered = Step.objects.filter(label=Suggestion.label(), move="create", by=by.pk)
    return Q(proposer__user=by.pk) | Q(pk__in=entered.values("object_id"))


def _is_own_suggestion(by, suggestion: Suggestion | None) -> Verdict:
    if suggestion is None or Suggestion.objects.filter(_own_suggestions(by), pk=suggestion.pk).exists():
        return YES
    return Verdict(False, _("建议由提出人自己、登记的人或工作人员修改"))


is_own_suggestion = Rule(_is_own_suggestion, lambda by, model: _own_suggestions(by))
may_edit_suggestion = suggests & (runs_it | is_own_suggestion) & suggestion_is_new
