"""Rules: sentences about who may do what.

A rule reads both ways. Called with a person and one record it answers yes or says why not; asked for its ``q`` it
selects every record of a model to which it would say yes. A sweep proves that the two readings agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.reach import NoReach, current_reach


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with the reason; a no is falsy, so that a button can both hide behind it and explain itself."""

    allowed: bool
    why: Any = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)
EVERY_ROW = ~Q(pk__in=())  # Django drops an empty Q from an "or", which would narrow where it should widen


@dataclass(frozen=True)
class Rule:
    """Combine with ``&`` and ``|``; a refusal carries the reason of the part that refused last."""

    check: Callable[[Any, Any], Verdict]
    q: Callable[[Any, type[Model]], Q]
    words: frozenset[str] = frozenset()

    def __call__(self, by, record=None) -> Verdict:
        return self.check(by, record)

    def concerns(self, by, record=None) -> bool:
        """Whether the person holds, anywhere, a word that it asks for; where it asks for none it concerns everybody."""
        return not self.words or any(scope_of(by, word, record) for word in self.words)

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(
            lambda by, record: self(by, record) and other(by, record),
            lambda by, model: self.q(by, model) & other.q(by, model),
            self.words | other.words,
        )

    def __or__(self, other: "Rule") -> "Rule":
        def either(by, record) -> Verdict:
            first, second = self(by, record), other(by, record)
            refused_by_theirs = not second and self.concerns(by, record) and not other.concerns(by, record)
            return first if first or refused_by_theirs else second

        return Rule(
            either,
            lambda by, model: (self.q(by, model) or EVERY_ROW) | (other.q(by, model) or EVERY_ROW),
            self.words | other.words,
        )


def scope_of(by, word: str, record=None):
    """The scope of ``word`` for a person, in the record's tenant or else in that of the current work."""
    reach = current_reach()
    if reach is not None and (record is None or record.tenant_id in (None, reach.tenant.pk)):
        return by.scope(word, reach.tenant)
    if record is None or not record.tenant_id:
        raise NoReach(f"{word}: no record of a tenant given, and nobody has said for whom")
    return by.scope(word, record.tenant)


NO_WORD = _("您的岗位没有这项权限")
FOR_STAFF = _("这件事由单位的工作人员办理")


def holds(word: str, why=NO_WORD) -> Rule:
    """The person holds ``word`` over the place where the record belongs; without a record, anywhere in the tenant."""

    def check(by, record):
        scope = scope_of(by, word, record)
        held = record.is_within(scope) if record is not None else bool(scope)
        return YES if held else Verdict(False, why)

    def q(by, model):
        scope = scope_of(by, word)
        return model.reach_to.q(model, scope) if scope else Q(pk__in=())

    return Rule(check, q, frozenset({word}))


def holds_for_all(word: str, why=FOR_STAFF) -> Rule:
    """The person holds ``word`` over the whole tenant: for its settings and for what belongs to no node."""
    return Rule(
        lambda by, record: YES if scope_of(by, word, record).whole else Verdict(False, why),
        lambda by, model: Q() if scope_of(by, word).whole else Q(pk__in=()),
        frozenset({word}),
    )


def is_the(field: str, why) -> Rule:
    """The person is the user named in ``field`` of the record, or stands in for them."""

    def check(by, record):
        named = getattr(record, f"{field}_id", None)
        stands_in = named in {user.pk for user in by.stands_for(record.tenant)} if record is not None else False
        return YES if named == by.pk or stands_in else Verdict(False, why)

    def q(by, model):
        reach = current_reach()
        absent = by.stands_for(reach.tenant) if reach else []
        return Q(**{f"{field}__in": [by.pk, *(user.pk for user in absent)]})

    return Rule(check, q)


def condition(check: Callable[[Any], bool], q: Q, why) -> Rule:
    """Something about the record itself, whoever asks."""
    return Rule(
        lambda by, record: YES if record is None or check(record) else Verdict(False, why),
        lambda by, model: q,
    )


anyone = Rule(lambda by, record: YES, lambda by, model: Q())
nobody = Rule(lambda by, record: Verdict(False, _("这一步由系统自动完成")), lambda by, model: Q(pk__in=()))
